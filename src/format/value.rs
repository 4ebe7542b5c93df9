//! A string of a structured file: what it means, and the way back to the bytes that mean it.

use super::builder::Builder;
use super::carved::{BlockKind, OBJECT};
use super::encoding::Encoding;
use crate::text::span::Span;
use std::ops::Range;

/// A decoded string, with where each piece of it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Value {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the string.
#[derive(Debug)]
struct Piece {
    /// Its bytes in the decoded text.
    range: Range<usize>,
    source: Span,
    kind: Kind,
    encoding: Encoding,
}

/// How a piece lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The file holds these very bytes.
    Verbatim,
    /// The file holds bytes that mean this text.
    Decoded,
    /// A stand-in for bytes that are no prose.
    Object,
    /// A blank between two texts: no edit crosses it.
    Blank,
}

impl Value {
    /// Adds bytes of the file as they are.
    pub(super) fn push_verbatim(&mut self, file: &str, source: Span, encoding: Encoding) {
        self.push(source.of_text(file), source, Kind::Verbatim, encoding);
    }

    /// Adds what bytes of the file mean.
    pub(super) fn push_decoded(&mut self, text: &str, source: Span, encoding: Encoding) {
        self.push(text, source, Kind::Decoded, encoding);
    }

    /// Adds a stand-in for bytes that are no prose.
    pub(super) fn push_object(&mut self, source: Span) {
        self.push(OBJECT, source, Kind::Object, Encoding::Plain);
    }

    /// Adds a blank for bytes between two texts.
    pub(super) fn push_blank(&mut self, source: Span) {
        self.push(" ", source, Kind::Blank, Encoding::Plain);
    }

    /// Takes away what stands behind a byte of the decoded text, at which a piece begins.
    pub(super) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while self.pieces.last().is_some_and(|piece| piece.range.end > len) {
            self.pieces.pop();
        }
    }

    fn push(&mut self, text: &str, source: Span, kind: Kind, encoding: Encoding) {
        if !text.is_empty() {
            let start = self.text.len();
            self.text.push_str(text);
            self.pieces.push(Piece { range: start..self.text.len(), source, kind, encoding });
        }
    }

    /// What the string means.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Its lines without the white space around them; empty ones are left out.
    pub(super) fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        let lines = self.text.split(['\n', '\r']).map(move |line| {
            let range = trimmed(line, at);
            at += line.len() + 1;
            range
        });
        lines.filter(|range| !range.is_empty())
    }

    /// All of it without the white space around it.
    pub(super) fn whole(&self) -> Range<usize> {
        trimmed(&self.text, 0)
    }

    /// Writes a stretch into the open block.
    pub(super) fn write(&self, range: Range<usize>, builder: &mut Builder<'_>) {
        for piece in self.pieces_in(&range) {
            builder.set_encoding(piece.encoding);
            let (from, to) = (range.start.max(piece.range.start), range.end.min(piece.range.end));
            match piece.kind {
                Kind::Verbatim => {
                    let start = piece.source.start() + (from - piece.range.start);
                    builder.verbatim(Span::new(start, start + (to - from)));
                }
                Kind::Decoded => {
                    builder.decoded(self.text.get(from..to).unwrap_or_default(), piece.source);
                }
                Kind::Object => builder.object(piece.source),
                Kind::Blank => builder.blank(' ', piece.source.start()),
            }
        }
    }

    /// Writes a stand-in for a stretch into the open block.
    pub(super) fn write_object(&self, range: &Range<usize>, builder: &mut Builder<'_>) {
        builder.object(self.source(range));
    }

    /// Writes it as blocks of one kind, a line each.
    pub(super) fn write_lines(&self, kind: BlockKind, builder: &mut Builder<'_>) {
        for line in self.lines() {
            builder.open(kind);
            self.write(line, builder);
            builder.close();
        }
    }

    /// The bytes of the file behind a stretch, with what stands between its pieces.
    pub(super) fn source(&self, range: &Range<usize>) -> Span {
        let pieces = self.pieces_in(range);
        let ends = pieces.first().zip(pieces.last());
        ends.map_or_else(Span::default, |(first, last)| {
            let before = |piece: &Piece, byte: usize| match piece.kind {
                Kind::Verbatim => piece.source.start() + (byte - piece.range.start),
                _ if byte <= piece.range.start => piece.source.start(),
                _ => piece.source.end(),
            };
            let start = before(first, range.start.max(first.range.start));
            Span::new(start, before(last, range.end.min(last.range.end)))
        })
    }

    fn pieces_in(&self, range: &Range<usize>) -> &[Piece] {
        let from = self.pieces.partition_point(|piece| piece.range.end <= range.start);
        let to = self.pieces.partition_point(|piece| piece.range.start < range.end);
        self.pieces.get(from..to).unwrap_or_default()
    }
}

/// Where a stretch of text that begins at `at` has other characters than white space.
fn trimmed(text: &str, at: usize) -> Range<usize> {
    let start = at + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_written_with_its_way_back() {
        let file = "\"satu \\u0026 dua\\n\\ntiga \"";
        let mut value = Value::default();
        value.push_verbatim(file, Span::new(1, 6), Encoding::Escaped);
        value.push_decoded("&", Span::new(6, 12), Encoding::Escaped);
        value.push_verbatim(file, Span::new(12, 16), Encoding::Escaped);
        value.push_decoded("\n", Span::new(16, 18), Encoding::Escaped);
        value.push_decoded("\n", Span::new(18, 20), Encoding::Escaped);
        value.push_verbatim(file, Span::new(20, 25), Encoding::Escaped);
        assert_eq!(value.text(), "satu & dua\n\ntiga ");
        let mut builder = Builder::new(file, Encoding::Plain);
        value.write_lines(BlockKind::Label, &mut builder);
        let carved = builder.finish();
        assert_eq!(carved.prose.text(), "satu & dua\n\ntiga");
        assert_eq!(carved.parts.len(), 2);
        assert_eq!(carved.prose.to_source(Span::new(2, 9)).span, Span::new(3, 15));
        assert_eq!(carved.prose.to_source(Span::new(12, 16)).span, Span::new(20, 24));
    }

    #[test]
    fn the_source_of_a_stretch_holds_what_stands_between_its_pieces() {
        let file = "\"<a \"\n\"b>\"";
        let mut value = Value::default();
        value.push_verbatim(file, Span::new(1, 4), Encoding::Escaped);
        value.push_verbatim(file, Span::new(7, 9), Encoding::Escaped);
        assert_eq!(value.source(&(1..5)), Span::new(2, 9));
    }
}
