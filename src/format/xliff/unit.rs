//! A unit: the text of its targets, and whether they are translations.

use crate::format::builder::Builder;
use crate::format::interface;
use crate::format::value::Value;
use crate::text::span::Span;

/// A unit that is open. Its segments are sentences of one paragraph.
#[derive(Debug)]
pub struct Unit {
    /// How many elements are open around it.
    pub depth: usize,
    /// The text, and those within it that are texts of their own and still open, with how many elements are
    /// open around them.
    open: Vec<(usize, Value)>,
    /// The texts of their own that are complete.
    own: Vec<Value>,
    /// The end of a segment, until text follows.
    joint: Option<Span>,
    segment: Segment,
    /// By what name the end of what is left out calls its beginning.
    pub muted_by: Option<String>,
}

/// A source with its target.
#[derive(Debug, Default)]
struct Segment {
    depth: usize,
    source: String,
    target: String,
    is_untranslated: bool,
    /// How long the text was before it.
    start: usize,
    /// How many texts of their own were complete before it.
    first: usize,
}

impl Unit {
    /// A unit within so many elements.
    #[must_use]
    pub fn new(depth: usize) -> Self {
        let open = vec![(depth, Value::default())];
        let segment = Segment { depth: usize::MAX, ..Segment::default() };
        Self { depth, open, own: Vec::new(), joint: None, segment, muted_by: None }
    }

    /// Begins a segment.
    pub fn open_segment(&mut self, depth: usize, span: Span) {
        let start = self.open.first().map_or(0, |(_, value)| value.text().len());
        self.joint = (start > 0).then_some(span);
        self.segment = Segment { depth, start, first: self.own.len(), ..Segment::default() };
    }

    /// Notes that the file says that the segment is not translated.
    pub const fn declare_untranslated(&mut self) {
        self.segment.is_untranslated = true;
    }

    /// Begins a text of its own.
    pub fn open_own(&mut self, depth: usize) {
        self.open.push((depth, Value::default()));
    }

    /// Ends what began when so many elements were open.
    pub fn close(&mut self, depth: usize) {
        if self.open.len() > 1 && self.open.last().is_some_and(|(own, _)| *own == depth) {
            self.own.extend(self.open.pop().map(|(_, value)| value));
        }
        if self.segment.depth == depth {
            self.close_segment();
        }
    }

    /// Ends the segment. One that is not translated, as the file says, and whose target is a copy of its
    /// source waits for its translator.
    fn close_segment(&mut self) {
        let segment = std::mem::take(&mut self.segment);
        self.segment.depth = usize::MAX;
        let is_copy = segment.source.split_whitespace().eq(segment.target.split_whitespace());
        if segment.is_untranslated && is_copy {
            self.own.truncate(segment.first);
            if let Some((_, value)) = self.open.first_mut() {
                value.truncate(segment.start);
            }
        }
    }

    /// Notes text of the source.
    pub fn note_source(&mut self, text: &str) {
        self.segment.source.push_str(text);
    }

    /// Notes text of the target, whether it is prose or not.
    pub fn note_target(&mut self, text: &str) {
        self.segment.target.push_str(text);
    }

    /// The string to which prose that begins with a text is added.
    pub fn value(&mut self, text: &str) -> Option<&mut Value> {
        let is_first = self.open.len() == 1;
        let (_, value) = self.open.last_mut()?;
        if is_first && let Some(joint) = self.joint.take() {
            let is_apart = value.text().ends_with(char::is_whitespace);
            if !is_apart && !text.starts_with(char::is_whitespace) {
                value.push_blank(joint);
            }
        }
        Some(value)
    }

    /// Writes what it holds.
    pub fn write(self, builder: &mut Builder<'_>) {
        let texts = self.open.into_iter().map(|(_, value)| value).chain(self.own);
        for text in texts {
            interface::write(&text, builder);
        }
    }
}
