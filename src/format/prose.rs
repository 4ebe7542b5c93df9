//! The prose of a file, and the one sorted map from it back to the bytes of the file.

use super::encoding::Encoding;
use crate::text::span::Span;

/// Decoded text to check. Its private map is the only way back to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    runs: Vec<Run>,
}

/// A stretch of prose that stands in the file as it is, or as `source` bytes that decode to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    prose: Span,
    source: Span,
    kind: Kind,
    encoding: Encoding,
}

/// How a run lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The file holds these very bytes.
    Verbatim,
    /// The file holds bytes that mean this text: a character reference, an escape, white space.
    Decoded,
    /// One character for something that is no prose: code, a placeholder, a picture.
    Object,
}

/// A span of the file behind a span of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The bytes of the file.
    pub span: Span,
    /// How an edit of these bytes is written; `None` where the file does not hold the text in one piece.
    pub encoding: Option<Encoding>,
}

/// Bytes of the file that mean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant<'a> {
    /// The bytes of the file.
    pub source: Span,
    /// What they mean.
    pub text: &'a str,
    /// Whether the file holds the text as it is.
    pub is_verbatim: bool,
}

impl Prose {
    /// Adds a slice of the file as it is.
    pub fn push_verbatim(&mut self, text: &str, source_start: usize, encoding: Encoding) {
        let source = Span::new(source_start, source_start + text.len());
        let start = self.text.len();
        self.text.push_str(text);
        let prose = Span::new(start, self.text.len());
        match self.runs.last_mut() {
            // one run for what the parser gave in pieces
            Some(last)
                if last.kind == Kind::Verbatim
                    && last.source.end == source.start
                    && last.prose.end == prose.start
                    && last.encoding == encoding =>
            {
                last.prose.end = prose.end;
                last.source.end = source.end;
            }
            _ => self.runs.push(Run { prose, source, kind: Kind::Verbatim, encoding }),
        }
    }

    /// Adds what bytes of the file mean.
    pub fn push_decoded(&mut self, text: &str, source: Span, encoding: Encoding) {
        self.push(text, source, Kind::Decoded, encoding);
    }

    /// Adds one character for bytes of the file that are no prose, and that no edit may touch.
    pub fn push_object(&mut self, character: &str, source: Span) {
        self.push(character, source, Kind::Object, Encoding::Plain);
    }

    /// Adds what stands nowhere in the file: the blank lines between two blocks.
    pub fn push_gap(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn push(&mut self, text: &str, source: Span, kind: Kind, encoding: Encoding) {
        let start = self.text.len();
        self.text.push_str(text);
        let prose = Span::new(start, self.text.len());
        self.runs.push(Run { prose, source, kind, encoding });
    }

    /// The text to check.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file behind a span of the prose.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Mapped {
        if span.is_empty() {
            return self.place(span.start);
        }
        let from = self.runs.partition_point(|run| run.prose.end <= span.start);
        let to = self.runs.partition_point(|run| run.prose.start < span.end);
        let runs = self.runs.get(from..to).unwrap_or_default();
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return Mapped { encoding: None, ..self.place(span.start) };
        };
        // outside the runs are only the gaps between blocks
        let start = first.offset(span.start.max(first.prose.start));
        let end = match last.kind {
            Kind::Verbatim => last.offset(span.end.min(last.prose.end)),
            _ => last.source.end,
        };
        // blocks of a file may stand in another order than their prose: a title in an attribute
        let ordered = Span { start: start.min(end), end: end.max(start) };
        Mapped { span: ordered, encoding: editable(runs, span) }
    }

    /// The part of a span that stands in the file: without the gap between blocks at its edges.
    #[must_use]
    pub fn without_gaps(&self, span: Span) -> Span {
        let from = self.runs.partition_point(|run| run.prose.end <= span.start);
        let to = self.runs.partition_point(|run| run.prose.start < span.end);
        let runs = self.runs.get(from..to).unwrap_or_default();
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return span };
        let start = span.start.max(first.prose.start);
        Span { start, end: span.end.min(last.prose.end).max(start) }
    }

    /// The bytes of the file that mean text, or that a stand-in is for, in the order of the prose.
    pub fn meant(&self) -> impl Iterator<Item = Meant<'_>> {
        self.runs.iter().map(|run| Meant {
            source: run.source,
            text: run.prose.of_text(&self.text),
            is_verbatim: run.kind == Kind::Verbatim,
        })
    }

    /// The place in the file before a byte of the prose.
    fn place(&self, byte: u32) -> Mapped {
        let after = self.runs.partition_point(|run| run.prose.end < byte);
        let Some(run) = self.runs.get(after).or(self.runs.last()) else {
            return Mapped { span: Span::default(), encoding: None };
        };
        let inside = run.prose.start <= byte && byte <= run.prose.end;
        let at_edge = byte == run.prose.start || byte == run.prose.end;
        let offset = match run.kind {
            Kind::Verbatim => run.offset(byte.clamp(run.prose.start, run.prose.end)),
            _ if byte >= run.prose.end => run.source.end,
            _ => run.source.start,
        };
        let whole = run.kind == Kind::Verbatim || at_edge;
        let encoding = (inside && whole).then_some(run.encoding);
        Mapped { span: Span { start: offset, end: offset }, encoding }
    }
}

impl Run {
    /// The byte of the file behind one of the prose, or the first of what means it.
    const fn offset(&self, byte: u32) -> u32 {
        match self.kind {
            Kind::Verbatim => self.source.start + (byte - self.prose.start),
            _ => self.source.start,
        }
    }
}

/// How an edit of these runs is written: they must lie side by side in the file, be of one kind of
/// text, hold no object, and not be cut where bytes mean something else.
fn editable(runs: &[Run], span: Span) -> Option<Encoding> {
    let (first, last) = (runs.first()?, runs.last()?);
    let whole_start = first.kind == Kind::Verbatim || span.start <= first.prose.start;
    let whole_end = last.kind == Kind::Verbatim || span.end >= last.prose.end;
    let side_by_side = runs.windows(2).all(|pair| {
        let [left, right] = pair else { return false };
        left.source.end == right.source.start
            && left.prose.end == right.prose.start
            && left.encoding == right.encoding
    });
    let prose = runs.iter().all(|run| run.kind != Kind::Object);
    let inside = first.prose.start <= span.start && span.end <= last.prose.end;
    (whole_start && whole_end && side_by_side && prose && inside).then_some(first.encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Encoding = Encoding::Plain;

    #[test]
    fn the_way_back_skips_what_was_left_out() {
        let mut prose = Prose::default();
        prose.push_verbatim("satu ", 10, PLAIN);
        prose.push_verbatim("dua", 40, PLAIN);
        let mapped = prose.to_source(Span::new(6, 8));
        assert_eq!(mapped, Mapped { span: Span::new(41, 43), encoding: Some(PLAIN) });
        assert_eq!(prose.to_source(Span::new(3, 7)).encoding, None);
        assert_eq!(prose.to_source(Span::new(8, 8)).span, Span::new(43, 43));
    }

    #[test]
    fn an_edit_may_take_whole_what_is_decoded_but_not_cut_it() {
        let mut prose = Prose::default();
        // `a&amp;hellip;b`
        prose.push_verbatim("a", 0, Encoding::Markup);
        prose.push_decoded("&", Span::new(1, 6), Encoding::Markup);
        prose.push_verbatim("hellip;b", 6, Encoding::Markup);
        let whole = prose.to_source(Span::new(1, 9));
        let expected = Mapped { span: Span::new(1, 13), encoding: Some(Encoding::Markup) };
        assert_eq!(whole, expected);
        let mut prose = Prose::default();
        prose.push_decoded("fj", Span::new(0, 7), Encoding::Markup);
        assert_eq!(prose.to_source(Span::new(1, 2)).encoding, None);
    }

    #[test]
    fn no_edit_touches_an_object() {
        let mut prose = Prose::default();
        prose.push_verbatim("a ", 0, PLAIN);
        prose.push_object("\u{FFFC}", Span::new(2, 8));
        prose.push_verbatim(" b", 8, PLAIN);
        assert_eq!(prose.to_source(Span::of(prose.text())).encoding, None);
        assert_eq!(prose.to_source(Span::of(prose.text())).span, Span::new(0, 10));
    }

    #[test]
    fn a_span_that_ends_between_blocks_ends_with_the_block() {
        let mut prose = Prose::default();
        prose.push_verbatim("satu", 2, PLAIN);
        prose.push_gap("\n\n");
        prose.push_verbatim("dua", 20, PLAIN);
        assert_eq!(prose.to_source(Span::new(0, 5)).span, Span::new(2, 6));
        assert_eq!(prose.to_source(Span::new(5, 6)).encoding, None);
    }
}
