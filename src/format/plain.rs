//! Plain text: all of it is prose, but for a byte order mark.

use super::prose::Prose;

/// U+FEFF at the start of a file.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The prose of a plain text.
#[must_use]
pub fn carve(text: &str) -> Prose {
    let mut prose = Prose::default();
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => prose.push_verbatim(rest, BYTE_ORDER_MARK.len()),
        None => prose.push_verbatim(text, 0),
    }
    prose
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    #[test]
    fn a_byte_order_mark_is_skipped_and_counted() {
        let prose = carve("\u{FEFF}satu");
        assert_eq!(prose.text(), "satu");
        assert_eq!(prose.to_source(Span::new(0, 4)).span, Span::new(3, 7));
    }
}
