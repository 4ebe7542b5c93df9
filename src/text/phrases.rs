//! Many phrases looked for at once, word by word.
//!
//! An automaton over all 45,000 forms of the packs took 120 ms and 40 MB to build at every start. Phrases
//! begin with a word, so an index by first word finds the same places, opens in a tenth of the time, and
//! asks one question a word. Phrases of scripts without blanks, and those of marks alone, are few: they
//! have a small automaton.

use super::span::Span;
use aho_corasick::AhoCorasick;

/// Phrases, folded, by their first words.
#[derive(Debug, Default)]
pub struct PhraseIndex {
    /// All phrases, one behind the other.
    texts: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// Sorted by key.
    entries: Vec<Entry>,
    /// For the first bits of a key, the first entry that has them or more.
    buckets: Vec<u32>,
    /// Phrases that no first word tells of.
    others: Option<AhoCorasick>,
    /// For each text of that automaton, the phrase.
    other_phrases: Vec<u32>,
}

/// A phrase under the key of its first word, or of its first two words where a blank parts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u32,
    phrase: u32,
    /// Bytes before the first word.
    before: u32,
}

/// Bits of a key that choose the bucket.
const BUCKET_BITS: u32 = 14;

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
    /// An index of folded phrases.
    #[must_use]
    pub fn new<P: AsRef<str>>(phrases: impl IntoIterator<Item = P>) -> Self {
        let mut index = Self::default();
        let mut others: Vec<String> = Vec::new();
        for (number, phrase) in (0_u32..).zip(phrases) {
            let phrase = phrase.as_ref();
            index.texts.push_str(phrase);
            index.ends.push(narrow(index.texts.len()));
            if let Some((key, before)) = key_of(phrase) {
                index.entries.push(Entry { key, phrase: number, before: narrow(before) });
            } else {
                others.push(phrase.to_owned());
                index.other_phrases.push(number);
            }
        }
        if !others.is_empty() {
            index.others = Some(AhoCorasick::new(others).expect("few and short phrases"));
        }
        index.entries.sort_unstable_by_key(|entry| entry.key);
        for (number, entry) in (0_u32..).zip(&index.entries) {
            index.buckets.resize(bucket(entry.key) + 1, number);
        }
        index.buckets.resize((1 << BUCKET_BITS) + 1, narrow(index.entries.len()));
        index
    }

    /// Every place of every phrase that begins at the start of a word, sorted by place. `tails` are what
    /// may be stuck to the end of a word (`nya`).
    #[must_use]
    pub fn find(&self, text: &str, tails: &[&str]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut words = words(text).peekable();
        while let Some((at, word)) = words.next() {
            let next = words
                .peek()
                .filter(|(next, _)| *next == at + word.len() + 1)
                .map(|(_, next)| *next);
            let next = next.filter(|_| text.as_bytes().get(at + word.len()) == Some(&b' '));
            let first = hash(START, word);
            self.look_up(text, at, first, &mut found);
            for stem in tails.iter().filter_map(|tail| word.strip_suffix(tail)) {
                self.look_up(text, at, hash(START, stem), &mut found);
            }
            let Some(next) = next else { continue };
            self.look_up(text, at, hash(hash(first, " "), next), &mut found);
            for stem in tails.iter().filter_map(|tail| next.strip_suffix(tail)) {
                self.look_up(text, at, hash(hash(first, " "), stem), &mut found);
            }
        }
        for other in self.others.iter().flat_map(|others| others.find_overlapping_iter(text)) {
            let phrase =
                self.other_phrases.get(other.pattern().as_usize()).copied().unwrap_or_default();
            found.push(Found { start: other.start(), end: other.end(), phrase: phrase as usize });
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The longest phrase at each place, none overlapping another.
    #[must_use]
    pub fn find_longest(&self, text: &str) -> Vec<Found> {
        let mut all = self.find(text, &[]);
        all.sort_by_key(|found| (found.start, std::cmp::Reverse(found.end), found.phrase));
        let mut free = 0;
        all.retain(|found| {
            let keep = found.start >= free;
            free = if keep { found.end } else { free };
            keep
        });
        all
    }

    fn look_up(&self, text: &str, at: usize, key: u32, found: &mut Vec<Found>) {
        let first = self.buckets.get(bucket(key)).copied().unwrap_or_default() as usize;
        let bucket = self.entries.get(first..).unwrap_or_default();
        let same =
            bucket.iter().skip_while(|entry| entry.key < key).take_while(|entry| entry.key == key);
        for entry in same {
            let Some(start) = at.checked_sub(entry.before as usize) else { continue };
            let phrase = self.phrase(entry.phrase as usize);
            if text.get(start..).is_some_and(|rest| rest.starts_with(phrase)) {
                found.push(Found {
                    start,
                    end: start + phrase.len(),
                    phrase: entry.phrase as usize,
                });
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

fn bucket(key: u32) -> usize {
    (key >> (u32::BITS - BUCKET_BITS)) as usize
}

/// The first value of the hash FNV-1a (Fowler, Noll, Vo; 32 bits): short words, no attacker, since a found
/// phrase is compared in full.
const START: u32 = 0x811C_9DC5;

fn hash(from: u32, text: &str) -> u32 {
    let mixed =
        text.bytes().fold(from, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // the high bits choose the bucket, so they must depend on all of the word
    mixed ^ (mixed << 15)
}

/// The key of a phrase and the bytes before its first word; `None` when its script has no blanks, or it
/// holds no word.
fn key_of(phrase: &str) -> Option<(u32, usize)> {
    let mut words = words(phrase);
    let (at, first) = words.next()?;
    if !first.chars().all(parts_words) {
        return None;
    }
    let key = hash(START, first);
    let end = at + first.len();
    match words.next() {
        Some((next, second)) if next == end + 1 && phrase.as_bytes().get(end) == Some(&b' ') => {
            Some((hash(hash(key, " "), second), at))
        }
        _ => Some((key, at)),
    }
}

/// Whether the script of a character parts its words by blanks.
fn parts_words(c: char) -> bool {
    // Thai, Lao, Myanmar, Khmer; kana, Han and Hangul
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// The runs of letters, digits and marks of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        c => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(inside)?;
        let word = text.get(start..)?;
        at = start + word.find(|c| !inside(c)).unwrap_or(word.len());
        Some((start, text.get(start..at)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let index = PhraseIndex::new(phrases.iter().copied());
        index
            .find(text, &["nya"])
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
        let spans: Vec<_> =
            index.find_longest("south china sea").iter().map(|f| (f.start, f.end)).collect();
        assert_eq!(spans, [(0, 11)]);
    }
}
