//! The name or title around a token: capitalised words, and small words between them.

use super::analysis::{Analysis, share};
use super::features::small;
use crate::document::Document;
use crate::document::word::Shape;
use std::ops::Range;

/// The name or title around a token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Title {
    /// How many tokens it has, up to 8.
    pub length: f32,
    /// Of its other capitalised words, the share that another language knows better.
    pub foreign_share: f32,
    /// How many tokens stand before this one, up to 8.
    pub position: f32,
}

/// A name is foreign when another language knows it this much better (base-10 logarithm).
const FOREIGN_NAME: f32 = 0.3;
/// A title is looked for so many words away.
pub const TITLE_REACH: usize = 16;
/// Longer titles are as good as this.
const LONGEST_TITLE: f32 = 8.0;

impl Title {
    /// The title around a token of a sentence; it has no length when the token is in none.
    #[must_use]
    pub fn around(
        at: usize,
        range: &Range<usize>,
        analysis: &Analysis,
        document: &Document,
    ) -> Self {
        if part(at, analysis).is_none() {
            return Self::default();
        }
        let words = stretch(at, range, analysis, document);
        let is_small = |at: usize| part(at, analysis) == Some(false);
        if is_small(words.start) || is_small(words.end - 1) {
            return Self::default();
        }
        let (mut capitals, mut foreign) = (0, 0);
        for other in words.clone().filter(|&other| other != at && !is_small(other)) {
            capitals += 1;
            foreign += u32::from(analysis.known(other).0.log_odds > FOREIGN_NAME);
        }
        Self {
            length: small(words.len()).min(LONGEST_TITLE),
            foreign_share: share(foreign, capitals),
            position: small(at - words.start).min(LONGEST_TITLE),
        }
    }
}

/// Whether a token is a capitalised word, or a small word of titles; `None` for any other.
fn part(at: usize, analysis: &Analysis) -> Option<bool> {
    match analysis.tokens.get(at)?.shape {
        Shape::Capital | Shape::Upper | Shape::Mixed => Some(true),
        Shape::Lower if analysis.known(at).0.is_title_word => Some(false),
        _ => None,
    }
}

/// The parts around a token with nothing but blanks between them, without small words at the ends.
fn stretch(
    at: usize,
    range: &Range<usize>,
    analysis: &Analysis,
    document: &Document,
) -> Range<usize> {
    let first = range.start.max(at.saturating_sub(TITLE_REACH));
    let mut from = at;
    while from > first
        && analysis.is_close(from - 1, document)
        && part(from - 1, analysis).is_some()
    {
        from -= 1;
    }
    let end = range.end.min(at + TITLE_REACH);
    let mut to = at + 1;
    while to < end && analysis.is_close(to - 1, document) && part(to, analysis).is_some() {
        to += 1;
    }
    // a small word at an end belongs to the sentence
    while from < at && part(from, analysis) == Some(false) {
        from += 1;
    }
    while to > at + 1 && part(to - 1, analysis) == Some(false) {
        to -= 1;
    }
    from..to
}
