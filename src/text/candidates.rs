//! Where phrases may stand in a text, and where they do.

use super::fold::{folded, is_plain_ascii};
use super::phrases::PhraseIndex;
use super::span::Span;
use super::words;
use std::borrow::Cow;

/// Where the phrases of all lists may stand in a text.
#[derive(Debug, Default)]
pub struct Candidates<'i> {
    pub(super) index: Option<&'i PhraseIndex>,
    /// Sorted by list and place.
    pub(super) all: Vec<Candidate>,
}

/// A place where the first word of a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) list: u32,
    /// First byte of the first word in the folded text.
    pub(super) at: u32,
    /// The phrase by its number in its list.
    pub(super) phrase: u32,
    /// Whether something may be stuck to the word (`-nya`).
    pub(super) has_tail: bool,
}

/// A place where a phrase stands, perhaps as part of a longer word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// First byte in the folded text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The phrase by its number, in the order in which they were given.
    pub phrase: usize,
}

impl Found {
    /// The place in the folded text.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

impl Candidates<'_> {
    /// The phrases of a list that begin like a folded text, by their numbers.
    pub fn like(&self, list: usize, text: &str) -> impl Iterator<Item = usize> {
        let key = words::first(text).map(|(_, key)| key);
        let all = self.index.zip(key).into_iter().flat_map(|(index, key)| index.candidates(key));
        let own = all.filter(move |candidate| candidate.list as usize == list);
        own.map(|candidate| candidate.phrase as usize)
    }

    /// Where the phrases of a list stand, sorted by place; `phrase` gives them by their numbers. Only where
    /// something `may_have_tail` are words with something stuck to them looked at.
    #[must_use]
    pub fn of_list<'p>(
        &self,
        list: usize,
        text: &str,
        may_have_tail: bool,
        phrase: impl Fn(usize) -> Option<Cow<'p, str>>,
    ) -> Vec<Found> {
        let first = self.all.partition_point(|candidate| (candidate.list as usize) < list);
        let rest = self.all.get(first..).unwrap_or_default().iter();
        let own = rest.take_while(|candidate| candidate.list as usize == list);
        let own = own.filter(|candidate| may_have_tail || !candidate.has_tail);
        let find = |candidate: &Candidate| {
            let number = candidate.phrase as usize;
            let (start, end) = place(text, candidate.at as usize, &phrase(number)?)?;
            Some(Found { start, end, phrase: number })
        };
        let mut found: Vec<_> = own.filter_map(find).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Where a phrase stands whose first word begins at `at`; `None` when it does not stand there.
fn place(text: &str, at: usize, phrase: &str) -> Option<(usize, usize)> {
    let is_plain = is_plain_ascii(phrase);
    let phrase = if is_plain { Cow::Borrowed(phrase) } else { Cow::Owned(folded(phrase)) };
    let start = at.checked_sub(before_word(&phrase))?;
    let end = start + phrase.len();
    let written = text.get(start..end)?;
    let is_same = if is_plain { written.eq_ignore_ascii_case(&phrase) } else { written == phrase };
    is_same.then_some((start, end))
}

/// How many bytes stand before the first word of a phrase; 0 when it has none.
pub(super) fn before_word(phrase: &str) -> usize {
    match phrase.bytes().next() {
        Some(byte) if byte.is_ascii_alphanumeric() => 0,
        _ => words::first(phrase).map_or(0, |(first, _)| first.start),
    }
}

/// The longest phrase at each place, none overlapping another.
#[must_use]
pub fn longest(mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end), found.phrase));
    let mut free = 0;
    all.retain(|found| {
        let keep = found.start >= free;
        free = if keep { found.end } else { free };
        keep
    });
    all
}
