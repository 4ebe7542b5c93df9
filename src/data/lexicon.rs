//! Frequency lists, one sorted text a language: `word<TAB>Zipf x 10`.
//!
//! The Zipf scale is the base-10 logarithm of the occurrences in a billion words: 3 is a word met
//! once in a million, 6 one met once in a thousand. Sources and licences: `rules/lexicon/README.md`.

use super::file;
use std::sync::OnceLock;

/// The words of one language with their frequencies.
#[derive(Debug, Default)]
pub struct Lexicon {
    text: &'static [u8],
    /// Start of each line.
    lines: Vec<u32>,
    /// For the first two bytes of a word: the first line that begins so or later.
    buckets: Vec<u32>,
}

const BUCKETS: usize = 1 << 16;

static ENGLISH: OnceLock<Option<Lexicon>> = OnceLock::new();
static INDONESIAN: OnceLock<Option<Lexicon>> = OnceLock::new();

/// The lexicon of a language, opened on first use; `None` when none is embedded.
#[must_use]
pub fn lexicon(language: &str) -> Option<&'static Lexicon> {
    let slot = match language {
        "en" => &ENGLISH,
        "id" => &INDONESIAN,
        _ => return None,
    };
    slot.get_or_init(|| {
        file(&format!("lexicon/{language}.tsv")).map(|found| Lexicon::new(found.text))
    })
    .as_ref()
}

impl Lexicon {
    fn new(text: &'static str) -> Self {
        let text = text.as_bytes();
        let mut lexicon =
            Self { text, lines: Vec::new(), buckets: Vec::with_capacity(BUCKETS + 1) };
        let mut at = 0;
        for line in text.split_inclusive(|&byte| byte == b'\n') {
            let line_number = narrow(lexicon.lines.len());
            lexicon.buckets.resize(bucket(line) + 1, line_number);
            lexicon.lines.push(narrow(at));
            at += line.len();
        }
        let count = narrow(lexicon.lines.len());
        lexicon.buckets.resize(BUCKETS + 1, count);
        lexicon
    }

    /// The Zipf frequency of a word in lower case, NFC; `None` when it is not listed.
    #[must_use]
    pub fn zipf(&self, word: &str) -> Option<f32> {
        let word = word.as_bytes();
        let bucket = bucket(word);
        let from = *self.buckets.get(bucket)? as usize;
        let to = self.buckets.get(bucket + 1).map_or(self.lines.len(), |&line| line as usize);
        let range = self.lines.get(from..to)?;
        let index = range.binary_search_by(|&start| self.entry(start).0.cmp(word)).ok()?;
        let (_, tenths) = self.entry(*range.get(index)?);
        let tenths = tenths.iter().fold(0_u8, |sum, digit| sum * 10 + digit.wrapping_sub(b'0'));
        Some(f32::from(tenths) / 10.0)
    }

    /// The word and the digits of the line that begins at `start`.
    fn entry(&self, start: u32) -> (&[u8], &[u8]) {
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let tab = rest.iter().position(|&byte| byte == b'\t').unwrap_or(0);
        let digits = rest.get(tab + 1..).unwrap_or_default();
        let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
        (rest.get(..tab).unwrap_or_default(), digits.get(..end.min(2)).unwrap_or_default())
    }
}

fn bucket(word: &[u8]) -> usize {
    let byte = |at: usize| word.get(at).map_or(0, |&byte| usize::from(byte));
    byte(0) << 8 | byte(1)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("an embedded list is smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_frequency() {
        let english = lexicon("en").unwrap();
        assert!(english.zipf("the").unwrap() > 7.0);
        assert!(english.zipf("inflation").unwrap() > 3.5);
        assert_eq!(english.zipf("inflasi"), None);
        assert!(lexicon("id").unwrap().zipf("yang").unwrap() > 7.0);
    }

    #[test]
    fn the_files_are_sorted_and_every_word_is_found() {
        for language in ["en", "id"] {
            let lexicon = lexicon(language).unwrap();
            let words: Vec<_> = lexicon.lines.iter().map(|&line| lexicon.entry(line).0).collect();
            assert!(words.is_sorted(), "{language}");
            for word in words {
                let word = std::str::from_utf8(word).unwrap();
                assert!(lexicon.zipf(word).is_some(), "{language}: {word}");
            }
        }
    }
}
