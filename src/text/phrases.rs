//! Many phrases looked for at once, word by word.
//!
//! An automaton over all 45,000 forms of the packs took 120 ms and 40 MB to build at every start. Phrases
//! begin with a word, so an index by first word finds the same places, opens in a tenth of the time,
//! and asks one question a word. Phrases of scripts without blanks, and those of marks alone, are few: they
//! have a small automaton.

use super::fold::{Folded, push_folded};
use super::span::Span;
use super::words;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;

/// Phrases, folded, by their first words.
#[derive(Debug, Default)]
pub struct PhraseIndex {
    /// All phrases, one behind the other.
    texts: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// Sorted by bucket.
    entries: Vec<Entry>,
    /// Where the entries of each bucket end; four entries a bucket, more or less.
    bucket_ends: Vec<u32>,
    /// One bit for the first bits of each key: most words begin no phrase, and this is small enough to
    /// stay near the processor.
    marks: Vec<u64>,
    /// Phrases of scripts without blanks, by their numbers: no first word tells of them.
    unparted: Vec<u32>,
    /// Their automaton, built when a text first has such a script: few have.
    automaton: OnceLock<AhoCorasick>,
    /// Phrases of marks alone.
    bare: Vec<u32>,
}

/// A phrase under the key of its first word, or of its first two words where one byte parts them: a
/// thousand phrases begin with `di-`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    key: u32,
    phrase: u32,
    /// Bytes before the first word.
    before: u32,
}

/// The 49,000 forms of the Indonesian tables have 11 bytes on average (2026-11-24).
const AVERAGE_PHRASE: usize = 12;
/// More would make a search in one slow, fewer would make the table of buckets large.
const ENTRIES_PER_BUCKET: usize = 4;
/// So many bits stand for each phrase: one of eight is set, at most.
const MARKS_PER_PHRASE: usize = 8;

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

impl PhraseIndex {
    /// An index of phrases, which are folded for it.
    #[must_use]
    pub fn new<P: AsRef<str>>(phrases: impl IntoIterator<Item = P>) -> Self {
        Self::of_many(0, phrases)
    }

    /// The same for `count` phrases or so, which are many.
    #[must_use]
    pub fn of_many<P: AsRef<str>>(count: usize, phrases: impl IntoIterator<Item = P>) -> Self {
        let mut index = Self::default();
        let mut entries = Vec::with_capacity(count);
        index.ends.reserve(count);
        index.texts.reserve(count * AVERAGE_PHRASE);
        for (number, phrase) in (0_u32..).zip(phrases) {
            let start = index.texts.len();
            push_folded(phrase.as_ref(), &mut index.texts);
            index.ends.push(narrow(index.texts.len()));
            let phrase = index.texts.get(start..).unwrap_or_default();
            if let Some((key, before)) = key_of(phrase) {
                entries.push(Entry { key, phrase: number, before: narrow(before) });
            } else if words::is_parted(phrase) {
                index.bare.push(number);
            } else {
                index.unparted.push(number);
            }
        }
        index.fill(&entries);
        index
    }

    /// Puts every entry into its bucket, and marks its key.
    fn fill(&mut self, entries: &[Entry]) {
        let buckets = entries.len().div_ceil(ENTRIES_PER_BUCKET);
        self.marks = vec![0; (entries.len() * MARKS_PER_PHRASE).div_ceil(64)];
        self.bucket_ends = vec![0; buckets];
        for entry in entries {
            let (word, bit) = mark(entry.key, self.marks.len());
            if let Some(word) = self.marks.get_mut(word) {
                *word |= bit;
            }
            if let Some(count) = self.bucket_ends.get_mut(share(entry.key, buckets)) {
                *count += 1;
            }
        }
        let mut start = 0;
        for slot in &mut self.bucket_ends {
            // where the bucket begins; each entry that is put in moves it towards the end
            start += std::mem::replace(slot, start);
        }
        self.entries = vec![Entry::default(); entries.len()];
        for entry in entries {
            let Some(next) = self.bucket_ends.get_mut(share(entry.key, buckets)) else { continue };
            if let Some(slot) = self.entries.get_mut(*next as usize) {
                *slot = *entry;
            }
            *next += 1;
        }
    }

    /// Every place of every phrase that begins at the start of a word, sorted by place. `tails` are what
    /// may be stuck to the end of a word (`nya`).
    #[must_use]
    pub fn find(&self, folded: &Folded, tails: &[&str]) -> Vec<Found> {
        let text = folded.text.as_str();
        let mut found = Vec::new();
        // most words begin no phrase: only the others are worth a call
        let mut ask = |start: u32, key: u32| {
            if self.is_marked(key) {
                self.look_up(text, start, key, &mut found);
            }
        };
        let words = folded.words();
        for (index, &word) in words.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| words.get(before)).copied();
            let before = before.filter(|_| word.pair != 0);
            ask(word.start, word.key);
            if let Some(before) = before {
                ask(before.start, word.pair);
            }
            let whole = if tails.is_empty() { "" } else { word.of_text(text) };
            for stem in stems_of(whole, tails).map(words::key) {
                ask(word.start, stem);
                if let Some(before) = before {
                    ask(before.start, words::pair_of_part(text, before, word, stem));
                }
            }
        }
        self.find_bare(text, &mut found);
        if !self.unparted.is_empty() && !folded.is_parted() {
            self.find_unparted(text, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn find_bare(&self, text: &str, found: &mut Vec<Found>) {
        for &number in &self.bare {
            let phrase = self.phrase(number as usize);
            let mut from = 0;
            // `####` holds `###` twice
            while let Some(at) = text.get(from..).and_then(|rest| rest.find(phrase)) {
                let start = from + at;
                let end = start + phrase.len();
                found.push(Found { start, end, phrase: number as usize });
                from = start + phrase.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn find_unparted(&self, text: &str, found: &mut Vec<Found>) {
        let automaton = self.automaton.get_or_init(|| {
            let phrases = self.unparted.iter().map(|&number| self.phrase(number as usize));
            AhoCorasick::new(phrases).expect("few and short phrases")
        });
        for other in automaton.find_overlapping_iter(text) {
            let phrase = self.unparted.get(other.pattern().as_usize()).copied().unwrap_or_default();
            found.push(Found { start: other.start(), end: other.end(), phrase: phrase as usize });
        }
    }

    /// The longest phrase at each place, none overlapping another.
    #[must_use]
    pub fn find_longest(&self, folded: &Folded) -> Vec<Found> {
        let mut all = self.find(folded, &[]);
        all.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end), found.phrase));
        let mut free = 0;
        all.retain(|found| {
            let keep = found.start >= free;
            free = if keep { found.end } else { free };
            keep
        });
        all
    }

    #[inline]
    fn is_marked(&self, key: u32) -> bool {
        let (word, bit) = mark(key, self.marks.len());
        self.marks.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline(never)]
    fn look_up(&self, text: &str, at: u32, key: u32, found: &mut Vec<Found>) {
        let bucket = share(key, self.bucket_ends.len());
        let end = |bucket: usize| self.bucket_ends.get(bucket).map_or(0, |&end| end as usize);
        let first = bucket.checked_sub(1).map_or(0, end);
        let bucket = self.entries.get(first..end(bucket)).unwrap_or_default();
        for entry in bucket.iter().filter(|entry| entry.key == key) {
            let Some(start) = at.checked_sub(entry.before) else { continue };
            let (start, phrase) = (start as usize, self.phrase(entry.phrase as usize));
            if text.get(start..).is_some_and(|rest| rest.starts_with(phrase)) {
                let end = start + phrase.len();
                found.push(Found { start, end, phrase: entry.phrase as usize });
            }
        }
    }

    fn phrase(&self, number: usize) -> &str {
        let start =
            number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.texts.get(start as usize..end as usize).unwrap_or_default()
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("packs are smaller than 4 GiB")
}

/// Which of `count` places a key has, by its high bits.
fn share(key: u32, count: usize) -> usize {
    usize::try_from((u64::from(key) * count as u64) >> u32::BITS).unwrap_or_default()
}

/// The word and the bit of a key among so many words of marks.
fn mark(key: u32, words: usize) -> (usize, u64) {
    let bit = share(key, words * 64);
    (bit / 64, 1 << (bit % 64))
}

/// A word without each of the tails that it has.
fn stems_of<'w>(word: &'w str, tails: &'w [&str]) -> impl Iterator<Item = &'w str> {
    let last = word.as_bytes().last();
    // comparing one byte first is faster than calling the comparison of texts for each tail
    let fitting = tails.iter().filter(move |tail| tail.as_bytes().last() == last);
    fitting.filter_map(move |tail| word.strip_suffix(*tail))
}

/// The key of a phrase and the bytes before its first word; `None` when its script has no blanks, or it
/// holds no word.
fn key_of(phrase: &str) -> Option<(u32, usize)> {
    let (first, key) = words::first(phrase)?;
    let before = first.start;
    words::is_parted(phrase.get(first)?).then_some((key, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let index = PhraseIndex::new(phrases.iter().copied());
        index
            .find(&Folded::lower(text), &["nya"])
            .iter()
            .filter_map(|found| text.get(found.start..found.end))
            .collect()
    }

    #[test]
    fn phrases_are_found_where_a_word_begins() {
        let text = "the south china sea, inflationnya di-update u.s. army";
        let phrases = ["china", "south china sea", "inflation", "date", "u.s.", "###"];
        assert_eq!(found(&phrases, text), ["south china sea", "china", "inflation", "u.s."]);
    }

    #[test]
    fn scripts_without_blanks_and_marks_are_found() {
        assert_eq!(found(&["翻译", "###"], "以下是翻译后的内容 ###"), ["翻译", "###"]);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let index = PhraseIndex::new(["south", "south china", "china sea"]);
        let spans: Vec<_> = index
            .find_longest(&Folded::lower("south china sea"))
            .iter()
            .map(|f| (f.start, f.end))
            .collect();
        assert_eq!(spans, [(0, 11)]);
    }
}
