//! Plain text: all of it is prose, but for a byte order mark.

use super::carved::{Carved, Part};
use super::encoding::Encoding;
use crate::text::span::Span;

/// U+FEFF at the start of a file.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The prose of a plain text.
#[must_use]
pub fn carve(text: &str) -> Carved {
    let mut carved = Carved::default();
    let rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    carved.prose.push_verbatim(rest, text.len() - rest.len(), Encoding::Plain);
    carved.parts.push(Part::new(Span::of(rest), None));
    carved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_skipped_and_counted() {
        let prose = carve("\u{FEFF}satu").prose;
        assert_eq!(prose.text(), "satu");
        assert_eq!(prose.to_source(Span::new(0, 4)).span, Span::new(3, 7));
    }
}
