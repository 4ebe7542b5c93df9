//! Text of XML, added to a string.

use crate::format::encoding::Encoding;
use crate::format::value::Value;
use crate::text::span::Span;

/// White space (XML 1.0, 2.3).
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Adds bytes of a file. Unless the file wants its blanks kept (`xml:space="preserve"`), white space is one
/// blank: it only lays out the file.
pub fn push(value: &mut Value, file: &str, span: Span, encoding: Encoding, keeps_blanks: bool) {
    if keeps_blanks {
        value.push_verbatim(file, span, encoding);
        return;
    }
    let text = span.of_text(file);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let words = rest.find(BLANKS).unwrap_or(rest.len());
        let place = |from: usize, to: usize| Span::new(from, to).shifted(span.start());
        value.push_verbatim(file, place(at, at + words), encoding);
        let after = rest.get(words..).unwrap_or_default();
        let blank = after.len() - after.trim_start_matches(BLANKS).len();
        let is_apart = value.text().is_empty() || value.text().ends_with(BLANKS);
        if blank > 0 && !is_apart {
            value.push_decoded(" ", place(at + words, at + words + blank), encoding);
        }
        at += words + blank;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&str], keeps_blanks: bool) -> String {
        let file = pieces.concat();
        let mut value = Value::default();
        let mut at = 0;
        for piece in pieces {
            let span = Span::new(at, at + piece.len());
            push(&mut value, &file, span, Encoding::Xml, keeps_blanks);
            at += piece.len();
        }
        value.text().to_owned()
    }

    #[test]
    fn white_space_lays_out_the_file_unless_it_is_to_be_kept() {
        let pieces = ["\n  satu\r\n\t", " dua ", "", " \u{A0}tiga"];
        assert_eq!(read(&pieces, false), "satu dua \u{A0}tiga");
        assert_eq!(read(&pieces, true), pieces.concat());
    }
}
