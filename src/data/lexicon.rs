//! The merged table of words: for each word the languages that know it, with its frequency in each.
//!
//! One look-up answers for all languages, nothing is unpacked, and a word that is looked up touches two
//! places of the table. Frequencies are on the Zipf scale, the base-10 logarithm of the occurrences in
//! a billion words: 3 is a word met once in a million, 6 one met once in a thousand (van Heuven et al.
//! 2014, "SUBTLEX-UK"). Sources, licences and the layout: `rules/lexicon/README.md`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

/// A language of the table, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed(u8);

impl Listed {
    /// A set that holds this language alone.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it is English.
    #[must_use]
    pub fn is_english(self) -> bool {
        Some(self) == english()
    }

    /// The tag of the language in the table; `en-common` are the English words that are no names.
    #[must_use]
    pub fn tag(self) -> &'static str {
        TABLE.languages.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// The table, and where its parts begin.
struct Table {
    languages: Vec<&'static str>,
    bucket_bits: u32,
    /// Where each bucket begins in `body`: 4 bytes each, little-endian, and one more for the end.
    offsets: &'static [u8],
    body: &'static [u8],
}

/// Zipf values are stored in steps of 1/32.
const STEPS: f32 = 32.0;
/// So many bits of the fingerprint tell the words of one bucket apart.
const REST_BITS: u32 = 16;
/// In the number of a language: another one follows.
const MORE: u8 = 0x80;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::open(super::WORDS).unwrap_or_default());

impl Default for Table {
    fn default() -> Self {
        Self { languages: Vec::new(), bucket_bits: 0, offsets: &[0; 8], body: &[] }
    }
}

impl Table {
    /// The parts of an embedded table; `None` when there is none in this build.
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(b"MWT1")?;
        let (head, rest) = rest.split_first_chunk::<8>()?;
        let [bits_low, bits_high, names_low, names_high, ..] = *head;
        let bucket_bits = u32::from(u16::from_le_bytes([bits_low, bits_high]));
        let names = usize::from(u16::from_le_bytes([names_low, names_high]));
        let (names, rest) = rest.split_at_checked(names)?;
        let (offsets, body) = rest.split_at_checked(4 * ((1 << bucket_bits) + 1))?;
        let languages = std::str::from_utf8(names).ok()?.split(' ').collect();
        Some(Self { languages, bucket_bits, offsets, body })
    }

    fn offset(&self, bucket: usize) -> usize {
        let bytes = self.offsets.get(4 * bucket..).and_then(<[u8]>::first_chunk::<4>);
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }

    fn postings(&self, fingerprint: u64) -> Postings {
        let place = fingerprint >> (64 - self.bucket_bits - REST_BITS);
        let [low, high, ..] = place.to_le_bytes();
        let bucket = usize::try_from(place >> REST_BITS).unwrap_or_default();
        let mut entries =
            self.body.get(self.offset(bucket)..self.offset(bucket + 1)).unwrap_or_default();
        while let Some(([entry_low, entry_high], postings)) = entries.split_first_chunk::<2>() {
            if [*entry_low, *entry_high] == [low, high] {
                return Postings { rest: postings };
            }
            let pairs = postings.chunks_exact(2);
            let more = pairs.take_while(|pair| pair.first().is_some_and(|n| n & MORE != 0));
            entries = postings.get(2 * (more.count() + 1)..).unwrap_or_default();
        }
        Postings { rest: &[] }
    }
}

/// The languages that know a word, the one that uses it most first.
#[derive(Clone, Debug)]
pub struct Postings {
    rest: &'static [u8],
}

impl Iterator for Postings {
    type Item = (Listed, f32);

    fn next(&mut self) -> Option<Self::Item> {
        let ([number, zipf], rest) = self.rest.split_first_chunk::<2>()?;
        self.rest = if number & MORE == 0 { &[] } else { rest };
        Some((Listed(number & !MORE), f32::from(*zipf) / STEPS))
    }
}

/// The languages of a set that was made of their bits, from the lowest number up.
pub fn members(mut set: u64) -> impl Iterator<Item = Listed> {
    std::iter::from_fn(move || {
        let lowest = u8::try_from(set.trailing_zeros()).ok().filter(|_| set != 0)?;
        set &= set - 1;
        Some(Listed(lowest))
    })
}

/// English, where the table has a list of it.
#[must_use]
pub fn english() -> Option<Listed> {
    static ENGLISH: LazyLock<Option<Listed>> = LazyLock::new(|| listed("en"));
    *ENGLISH
}

/// The language of the table with this tag; `None` when the table has no list of it.
#[must_use]
pub fn listed(tag: &str) -> Option<Listed> {
    let wanted = match tag {
        // one list for what is one language to a word counter
        "hr" | "sr" | "bs" => "sh",
        "no" => "nb",
        "tl" => "fil",
        other => other,
    };
    let number = TABLE.languages.iter().position(|language| *language == wanted)?;
    u8::try_from(number).ok().map(Listed)
}

/// The languages that know a word, given as a [`key`].
#[must_use]
pub fn postings(key: &str) -> Postings {
    postings_of(fingerprint(key))
}

/// The languages that know the word with a [`fingerprint`].
#[must_use]
pub fn postings_of(fingerprint: u64) -> Postings {
    TABLE.postings(fingerprint)
}

/// The Zipf frequency of a word, given as a [`key`], in one language; `None` when it is not listed.
#[must_use]
pub fn zipf(key: &str, language: Listed) -> Option<f32> {
    postings(key).find(|(listed, _)| *listed == language).map(|(_, zipf)| zipf)
}

/// The form under which a word is looked up: lower case, NFC, without the marks that only some writers
/// set.
#[must_use]
pub fn key(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let mut key = String::with_capacity(word.len());
    let is_plain = is_nfc_quick(word.chars()) == unicode_normalization::IsNormalized::Yes;
    if is_plain {
        word.chars().flat_map(char::to_lowercase).for_each(|c| push(&mut key, c));
    } else {
        word.nfc().flat_map(char::to_lowercase).for_each(|c| push(&mut key, c));
    }
    Cow::Owned(key)
}

/// One letter of a key. The list of `build_table.py` is the same.
fn push(key: &mut String, c: char) {
    match c {
        '’' | 'ʼ' => key.push('\''),
        '‑' => key.push('-'),
        'ß' => key.push_str("ss"),
        'ς' => key.push('σ'),
        'ș' => key.push('ş'),
        'ț' => key.push('ţ'),
        'ё' => key.push('е'),
        // soft hyphen, the dot of a lowered İ, joiners, tatweel, vowel signs of Arabic and Hebrew
        '\u{AD}'
        | '\u{307}'
        | '\u{200C}'
        | '\u{200D}'
        | '\u{640}'
        | '\u{670}'
        | '\u{64B}'..='\u{65F}'
        | '\u{591}'..='\u{5C7}' => {}
        other => key.push(other),
    }
}

/// A hash of 64 bits: FNV-1a (Fowler, Noll, Vo) and a multiplication that spreads its high bits. It is
/// part of the layout of the table.
#[must_use]
pub fn fingerprint(key: &str) -> u64 {
    let hash = key.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// The fingerprints of words are hashes already.
#[derive(Debug, Default)]
pub struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) | u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A set of words by their fingerprints.
pub type Fingerprints = HashSet<u64, BuildHasherDefault<Ready>>;

#[cfg(test)]
mod tests {
    use super::*;

    fn zipf_in(word: &str, tag: &str) -> Option<f32> {
        zipf(&key(word), listed(tag)?)
    }

    #[test]
    fn words_are_found_with_their_frequency() {
        assert!(zipf_in("The", "en").unwrap() > 7.0);
        assert!(zipf_in("inflation", "en-common").unwrap() > 3.5);
        assert_eq!(zipf_in("inflasi", "en"), None);
        assert!(zipf_in("yang", "id").unwrap() > 7.0);
        assert!(zipf_in("Straße", "de").unwrap() > 4.0);
        assert!(zipf_in("данас", "sr").is_some(), "Serbian is found in both alphabets");
        assert!(zipf_in("și", "ro").unwrap() > 6.0);
    }

    #[test]
    fn the_languages_of_a_word_come_in_order() {
        let found: Vec<_> = postings("in").collect();
        assert!(found.len() > 10);
        assert!(found.is_sorted_by(|a, b| a.1 >= b.1));
        assert_eq!(postings("xqxqxqj").count(), 0);
    }
}
