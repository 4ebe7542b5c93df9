//! Pictures that services draw: badges, counters, buttons. What describes them is no text of the article.

use crate::data::lists;

/// Whether an address is that of such a picture: `rules/shared/lists/badge-addresses.txt`.
#[must_use]
pub fn is_badge(address: &str) -> bool {
    address.contains("//")
        && lists::entries("shared", "badge-addresses").any(|part| address.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_the_page_is_none() {
        assert!(is_badge("https://img.shields.io/npm/v/x"));
        assert!(is_badge("https://github.com/a/b/actions/workflows/ci.yml/badge.svg"));
        assert!(!is_badge("../img/badge.png"));
        assert!(!is_badge("https://contoh.example/gedung.png"));
    }
}
