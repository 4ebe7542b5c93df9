//! The prose of a file, and the one sorted map from it back to the bytes of the file.

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
}

impl Run {
    /// Whether the file holds these very bytes.
    const fn is_verbatim(self) -> bool {
        self.prose.len() == self.source.len()
    }
}

/// A span of the file behind a span of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The bytes of the file.
    pub span: Span,
    /// Whether the file holds the same text there, so that an edit may be made.
    pub verbatim: bool,
}

impl Prose {
    /// Adds a slice of the file as it is.
    pub fn push_verbatim(&mut self, text: &str, source_start: usize) {
        let start = self.text.len();
        self.text.push_str(text);
        let prose = Span::new(start, self.text.len());
        let source = Span::new(source_start, source_start + text.len());
        self.runs.push(Run { prose, source });
    }

    /// The text to check.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file behind a span of the prose.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Mapped {
        let first = self.run_at(span.start, span.is_empty());
        let last = self.run_at(span.end.saturating_sub(1).max(span.start), span.is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            return Mapped { span, verbatim: false };
        };
        let offset = |run: Run, byte: u32| {
            if run.is_verbatim() {
                run.source.start + (byte - run.prose.start)
            } else {
                run.source.start
            }
        };
        let start = offset(first, span.start);
        let end = if last.is_verbatim() { offset(last, span.end) } else { last.source.end };
        let verbatim = first == last && first.is_verbatim();
        Mapped { span: Span { start, end: end.max(start) }, verbatim }
    }

    fn run_at(&self, byte: u32, at_end: bool) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.prose.start <= byte);
        let run = self.runs.get(after.checked_sub(1)?).copied()?;
        let inside = byte < run.prose.end || at_end && byte == run.prose.end;
        inside.then_some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_skips_what_was_left_out() {
        let mut prose = Prose::default();
        prose.push_verbatim("satu ", 10);
        prose.push_verbatim("dua", 40);
        assert_eq!(
            prose.to_source(Span::new(6, 8)),
            Mapped { span: Span::new(41, 43), verbatim: true }
        );
        assert!(!prose.to_source(Span::new(3, 7)).verbatim);
        assert_eq!(prose.to_source(Span::new(8, 8)).span, Span::new(43, 43));
    }
}
