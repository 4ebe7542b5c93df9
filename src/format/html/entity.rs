//! Character references in text of HTML and XML.

use crate::format::builder::Builder;
use crate::format::carved::Piece;
use crate::text::span::Span;
use html5gum::{Token, Tokenizer};

/// The longest name of a reference (WHATWG, 13.5) has 31 characters.
const LONGEST: usize = 33;

/// Adds running text: white space is one blank, references are what they mean.
pub fn running(builder: &mut Builder<'_>, span: Span) {
    for (part, meaning) in parts(builder.source(), span) {
        match meaning {
            Some(meaning) => builder.decoded(&meaning, part),
            None => builder.collapsed(part),
        }
    }
}

/// The pieces of a text that stands by itself, in an attribute or a title; lines are blanks.
#[must_use]
pub fn pieces(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (part, meaning) in parts(text, span) {
        if let Some(meaning) = meaning {
            pieces.push(Piece { text: meaning, source: part });
            continue;
        }
        let mut at = part.start();
        for line in part.of_text(text).split_inclusive(['\n', '\r']) {
            let words = line.trim_end_matches(['\n', '\r']);
            let end = at + words.len();
            pieces.push(Piece { text: words.to_owned(), source: Span::new(at, end) });
            at += line.len();
            if end < at {
                pieces.push(Piece { text: " ".to_owned(), source: Span::new(end, at) });
            }
        }
    }
    pieces
}

/// Stretches without references, and references with their meanings, in order.
fn parts(text: &str, span: Span) -> Vec<(Span, Option<String>)> {
    let written = span.of_text(text);
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = written.get(at..).and_then(|rest| rest.find('&')) {
        let start = at + found;
        let end = end(written, start);
        let reference = written.get(start..end).unwrap_or_default();
        at = end;
        let Some(meaning) = meaning(reference) else { continue };
        parts.push((Span::new(from, start).shifted(span.start()), None));
        parts.push((Span::new(start, end).shifted(span.start()), Some(meaning)));
        from = end;
    }
    parts.push((Span::new(from, written.len()).shifted(span.start()), None));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// What the reference at the start of a text means, and its length; `None` when none stands there.
#[must_use]
pub fn reference(text: &str) -> Option<(String, usize)> {
    let length = end(text, 0);
    Some((meaning(text.get(..length)?)?, length))
}

/// Where the reference that begins at `start` ends, its semicolon included.
fn end(written: &str, start: usize) -> usize {
    let bytes = written.as_bytes().get(start + 1..).unwrap_or_default();
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
    let name = bytes.iter().take(LONGEST).take_while(is_name).count();
    start + 1 + name + usize::from(bytes.get(name) == Some(&b';'))
}

/// What a reference means; `None` when it is none.
fn meaning(reference: &str) -> Option<String> {
    if reference.len() < 3 {
        return None;
    }
    let decoded: Vec<u8> = Tokenizer::new(reference)
        .flatten()
        .filter_map(|token| match token {
            Token::String(text) => Some(text.to_vec()),
            _ => None,
        })
        .flatten()
        .collect();
    let decoded = String::from_utf8(decoded).ok()?;
    (decoded != reference).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        pieces(text, Span::of(text)).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn references_are_what_they_mean() {
        assert_eq!(read("a &amp; b&nbsp;c &#x27;d&#39; &hellip;"), "a & b\u{A0}c 'd' …");
        assert_eq!(read("AT&T & R&D &x; &amp;amp;"), "AT&T & R&D &x; &amp;");
        assert_eq!(read("satu\r\ndua"), "satu  dua");
    }

    #[test]
    fn every_piece_lies_where_it_was() {
        let text = "é &amp; ü";
        for piece in pieces(text, Span::of(text)) {
            let written = piece.source.of_text(text);
            assert!(written == piece.text || written.starts_with('&'));
        }
    }
}
