//! The phrases of all checks, looked for at once, word by word.
//!
//! An automaton over all 45,000 forms of the packs took 120 ms and 40 MB to build at every start. Phrases
//! begin with a word, so an index by first word finds the same places, opens in a tenth of the time,
//! and asks one question a word. Phrases of scripts without blanks, and those of marks alone, are few: they
//! have a small automaton.
//!
//! The index holds no text: it says where a phrase may stand, and who has the phrase compares it.

use super::candidates::{Candidate, Candidates, before_word};
use super::fold::{Folded, folded};
use super::words;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;

/// The phrases of one list by their first words, to be put into an index.
#[derive(Debug, Default)]
pub struct Keys {
    /// How many phrases there are.
    count: u32,
    entries: Vec<Entry>,
    /// Those of scripts without blanks, folded, by their numbers: no first word tells of them.
    unparted: Vec<(u32, String)>,
    /// Those of marks alone.
    bare: Vec<(u32, String)>,
}

/// A phrase under the key of its first word, or of its first two words where one byte parts them: a
/// thousand phrases begin with `di-`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    key: u32,
    phrase: u32,
}

/// Lists of phrases, those of all behind one another.
#[derive(Debug, Default)]
pub struct PhraseIndex {
    /// For each list, the number of its first phrase among those of all.
    starts: Vec<u32>,
    /// Sorted by bucket.
    entries: Vec<Entry>,
    /// Where the entries of each bucket end; four entries a bucket, more or less.
    bucket_ends: Vec<u32>,
    /// One bit for the first bits of each key: most words begin no phrase, and this is small enough to
    /// stay near the processor.
    marks: Vec<u64>,
    unparted: Vec<(u32, String)>,
    /// Built when a text first has a script without blanks: few have.
    automaton: OnceLock<AhoCorasick>,
    bare: Vec<(u32, String)>,
}

/// More would make a search in one slow, fewer would make the table of buckets large.
const ENTRIES_PER_BUCKET: usize = 4;
/// So many bits stand for each phrase: one of eight is set, at most.
const MARKS_PER_PHRASE: usize = 8;

impl Keys {
    /// The keys of phrases, `count` or so; their case does not matter.
    #[must_use]
    pub fn of<P: AsRef<str>>(count: usize, phrases: impl IntoIterator<Item = P>) -> Self {
        let mut keys = Self { entries: Vec::with_capacity(count), ..Self::default() };
        for phrase in phrases {
            keys.add(phrase.as_ref());
        }
        keys
    }

    fn add(&mut self, phrase: &str) {
        let number = self.count;
        self.count += 1;
        if let Some(key) = words::key_of_plain(phrase) {
            self.entries.push(Entry { key, phrase: number });
            return;
        }
        let phrase = folded(phrase);
        if let Some(key) = key_of(&phrase) {
            self.entries.push(Entry { key, phrase: number });
        } else if words::is_parted(&phrase) {
            self.bare.push((number, phrase));
        } else {
            self.unparted.push((number, phrase));
        }
    }
}

impl PhraseIndex {
    /// An index of lists of phrases.
    #[must_use]
    pub fn of(lists: &[Keys]) -> Self {
        let mut index = Self::default();
        let mut start = 0;
        for list in lists {
            index.starts.push(start);
            start += list.count;
            let shifted =
                |(number, text): &(u32, String)| (start - list.count + number, text.clone());
            index.unparted.extend(list.unparted.iter().map(shifted));
            index.bare.extend(list.bare.iter().map(shifted));
        }
        index.fill(lists);
        index
    }

    /// Puts every entry into its bucket, and marks its key.
    fn fill(&mut self, lists: &[Keys]) {
        let count: usize = lists.iter().map(|list| list.entries.len()).sum();
        let buckets = count.div_ceil(ENTRIES_PER_BUCKET);
        self.marks = vec![0; (count * MARKS_PER_PHRASE).div_ceil(64)];
        self.bucket_ends = vec![0; buckets];
        for entry in lists.iter().flat_map(|list| &list.entries) {
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
        self.entries = vec![Entry::default(); count];
        for (list, first) in lists.iter().zip(&self.starts) {
            for entry in &list.entries {
                let bucket = share(entry.key, buckets);
                let Some(next) = self.bucket_ends.get_mut(bucket) else { continue };
                if let Some(slot) = self.entries.get_mut(*next as usize) {
                    *slot = Entry { key: entry.key, phrase: first + entry.phrase };
                }
                *next += 1;
            }
        }
    }

    /// Every place where a phrase may begin at the start of a word. `tails` are what may be stuck to the
    /// end of a word (`nya`).
    #[must_use]
    pub fn find(&self, folded: &Folded, tails: &[&str]) -> Candidates<'_> {
        let text = folded.text.as_str();
        let mut all = Vec::new();
        // most words begin no phrase: only the others are worth a call
        let mut ask = |start: u32, key: u32, has_tail: bool| {
            if self.is_marked(key) {
                self.look_up(start, key, has_tail, &mut all);
            }
        };
        let words = folded.words();
        for (index, &word) in words.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| words.get(before)).copied();
            let before = before.filter(|_| word.pair != 0);
            ask(word.start, word.key, false);
            if let Some(before) = before {
                ask(before.start, word.pair, false);
            }
            let whole = if tails.is_empty() { "" } else { word.of_text(text) };
            for stem in stems_of(whole, tails).map(words::key) {
                ask(word.start, stem, true);
                if let Some(before) = before {
                    ask(before.start, words::pair_of_part(text, before, word, stem), true);
                }
            }
        }
        self.find_bare(text, &mut all);
        if !self.unparted.is_empty() && !folded.is_parted() {
            self.find_unparted(text, &mut all);
        }
        all.sort_unstable();
        Candidates { index: Some(self), all }
    }

    fn find_bare(&self, text: &str, all: &mut Vec<Candidate>) {
        for (number, phrase) in &self.bare {
            let mut from = 0;
            // `####` holds `###` twice
            while let Some(at) = text.get(from..).and_then(|rest| rest.find(phrase)) {
                let start = from + at;
                all.push(self.candidate(narrow(start), *number, false));
                from = start + phrase.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn find_unparted(&self, text: &str, all: &mut Vec<Candidate>) {
        let automaton = self.automaton.get_or_init(|| {
            let phrases = self.unparted.iter().map(|(_, phrase)| phrase);
            AhoCorasick::new(phrases).expect("few and short phrases")
        });
        for found in automaton.find_overlapping_iter(text) {
            let Some((number, phrase)) = self.unparted.get(found.pattern().as_usize()) else {
                continue;
            };
            let at = found.start() + before_word(phrase);
            all.push(self.candidate(narrow(at), *number, false));
        }
    }

    /// A candidate for a phrase by its number among those of all lists.
    fn candidate(&self, at: u32, phrase: u32, has_tail: bool) -> Candidate {
        let behind = self.starts.partition_point(|&start| start <= phrase);
        let start = behind.checked_sub(1).and_then(|list| self.starts.get(list));
        let phrase = phrase - start.copied().unwrap_or_default();
        Candidate { list: narrow(behind).saturating_sub(1), at, phrase, has_tail }
    }

    #[inline]
    fn is_marked(&self, key: u32) -> bool {
        let (word, bit) = mark(key, self.marks.len());
        self.marks.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline(never)]
    fn look_up(&self, at: u32, key: u32, has_tail: bool, all: &mut Vec<Candidate>) {
        all.extend(self.phrases(key).map(|phrase| self.candidate(at, phrase, has_tail)));
    }

    /// The phrases that may have a key, wherever they stand.
    pub(super) fn candidates(&self, key: u32) -> impl Iterator<Item = Candidate> {
        let all = Some(key).filter(|key| self.is_marked(*key)).into_iter();
        all.flat_map(|key| self.phrases(key)).map(|phrase| self.candidate(0, phrase, false))
    }

    /// The phrases that have a key, by their numbers among those of all lists.
    fn phrases(&self, key: u32) -> impl Iterator<Item = u32> {
        let bucket = share(key, self.bucket_ends.len());
        let end = |bucket: usize| self.bucket_ends.get(bucket).map_or(0, |&end| end as usize);
        let first = bucket.checked_sub(1).map_or(0, end);
        let bucket = self.entries.get(first..end(bucket)).unwrap_or_default();
        bucket.iter().filter(move |entry| entry.key == key).map(|entry| entry.phrase)
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

/// The key of a folded phrase; `None` when its script has no blanks, or it holds no word.
fn key_of(phrase: &str) -> Option<u32> {
    let (first, key) = words::first(phrase)?;
    words::is_parted(phrase.get(first)?).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::candidates::{Found, longest};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::borrow::Cow;

    /// The phrases of a list, among two, that stand in a text.
    fn places(phrases: &[&'static str], text: &str) -> Vec<Found> {
        let other = Keys::of(1, ["south china sea"]);
        let index = PhraseIndex::of(&[other, Keys::of(phrases.len(), phrases)]);
        let folded = Folded::lower(text);
        let phrase = |number: usize| phrases.get(number).map(|phrase| Cow::Borrowed(*phrase));
        index.find(&folded, &["nya"]).of_list(1, &folded.text, true, phrase)
    }

    fn found<'t>(phrases: &[&'static str], text: &'t str) -> Vec<&'t str> {
        let places = places(phrases, text).into_iter();
        places.filter_map(|found| text.get(found.start..found.end)).collect()
    }

    #[test]
    fn phrases_are_found_where_a_word_begins() {
        let text = "the south china sea, inflationnya di-update u.s. army";
        let phrases = ["china", "South China Sea", "inflation", "date", "U.S.", "###"];
        assert_eq!(found(&phrases, text), ["south china sea", "china", "inflation", "u.s."]);
    }

    #[test]
    fn scripts_without_blanks_and_marks_are_found() {
        let phrases = ["翻译", "：翻译", "###", "“Équipe”"];
        let text = "以下是：翻译后的内容 ### \"équipe\"";
        assert_eq!(found(&phrases, text), ["：翻译", "翻译", "###", "\"équipe\""]);
    }

    #[test]
    fn only_lists_that_ask_for_it_have_words_with_something_stuck_to_them() {
        let index = PhraseIndex::of(&[Keys::of(1, ["inflation"])]);
        let folded = Folded::lower("inflationnya");
        let candidates = index.find(&folded, &["nya"]);
        let of_list = |may_have_tail| {
            candidates.of_list(0, &folded.text, may_have_tail, |_| Some("inflation".into()))
        };
        assert_eq!((of_list(true).len(), of_list(false).len()), (1, 0));
    }

    #[test]
    fn the_longest_phrase_wins() {
        let all = places(&["south", "south china", "china sea"], "south china sea");
        let spans: Vec<_> = longest(all).iter().map(|found| (found.start, found.end)).collect();
        assert_eq!(spans, [(0, 11)]);
    }

    /// What one automaton (Aho and Corasick 1975) over all phrases finds as whole words.
    fn of_automaton(phrases: &[String], text: &str) -> Vec<(usize, usize, usize)> {
        let automaton = AhoCorasick::new(phrases).unwrap();
        let all = automaton.find_overlapping_iter(text);
        let mut found: Vec<_> =
            all.map(|found| (found.start(), found.end(), found.pattern().as_usize())).collect();
        found.retain(|&(start, end, _)| is_whole(text, start, end));
        found.sort_unstable();
        found
    }

    fn is_whole(text: &str, start: usize, end: usize) -> bool {
        let (before, after) = (text.get(..start).unwrap(), text.get(end..).unwrap());
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    }

    proptest! {
        #[test]
        fn the_index_finds_what_one_automaton_finds(
            phrases in vec("[ab]{1,3}([ '-][ab\u{e9}]{1,2}){0,3}", 1..12),
            text in "[ab\u{e9}]{0,3}([ ',-]{1,2}[ab\u{e9}]{1,3}){0,20}",
        ) {
            let index = PhraseIndex::of(&[Keys::of(phrases.len(), &phrases)]);
            let folded = Folded::lower(&text);
            let phrase = |number: usize| phrases.get(number).map(|phrase| phrase.as_str().into());
            let found = index.find(&folded, &[]).of_list(0, &folded.text, false, phrase);
            let found = found.iter().map(|found| (found.start, found.end, found.phrase));
            let found: Vec<_> = found.filter(|&(start, end, _)| is_whole(&text, start, end)).collect();
            prop_assert_eq!(found, of_automaton(&phrases, &text));
        }
    }
}
