//! A half-open range of bytes in a text: the one kind of position inside macaronic.

use serde::Serialize;

/// Half-open byte offsets; texts are at most 4 GiB, so 32 bits do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span over the bytes `start..end`.
    ///
    /// # Panics
    /// Never on texts a [`crate::Source`] holds: they are refused above 4 GiB.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |byte: usize| u32::try_from(byte).expect("texts over 4 GiB are refused");
        Self { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// The span of all of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::new(0, text.len())
    }

    /// First byte, as an index.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last one, as an index.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span; `None` when it does not lie on character boundaries of `text`.
    #[must_use]
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }

    /// The text under a span that was made on this very text; empty when it was not.
    #[must_use]
    pub fn of_text(self, text: &str) -> &str {
        self.get(text).unwrap_or_default()
    }

    /// Whether the two share a byte, or are the same (empty) place.
    #[must_use]
    pub const fn touches(self, other: Self) -> bool {
        (self.start < other.end && other.start < self.end)
            || (self.start == other.start && self.end == other.end)
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes that both share; 0 when they share none.
    #[must_use]
    pub fn shared(self, other: Self) -> usize {
        self.end().min(other.end()).saturating_sub(self.start().max(other.start()))
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_off_a_character_boundary_gives_none() {
        assert_eq!(Span::new(1, 2).get("é"), None);
        assert_eq!(Span::new(0, 2).get("é"), Some("é"));
    }

    #[test]
    fn neighbours_do_not_touch() {
        assert!(!Span::new(0, 3).touches(Span::new(3, 5)));
        assert!(Span::new(0, 4).touches(Span::new(3, 5)));
    }
}
