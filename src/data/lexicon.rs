//! Frequency lists, one sorted text a language: `word<TAB>Zipf x 10`.
//!
//! The Zipf scale is the base-10 logarithm of the occurrences in a billion words: 3 is a word met
//! once in a million, 6 one met once in a thousand. Sources and licences: `rules/lexicon/README.md`.

use super::file;
use std::sync::OnceLock;

/// The words of one language with their frequencies.
#[derive(Debug)]
pub struct Lexicon {
    text: &'static [u8],
    /// A hash table with open addressing: where the line of a word begins, from 1; 0 is free.
    slots: Vec<u32>,
}

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
        let lines = text.bytes().filter(|&byte| byte == b'\n').count();
        // half of the slots stay free, so that a search ends soon
        let slots = vec![0; (lines * 2).next_power_of_two().max(2)];
        let mut lexicon = Self { text: text.as_bytes(), slots };
        let mut at = 0;
        for line in text.as_bytes().split_inclusive(|&byte| byte == b'\n') {
            let word = line.split(|&byte| byte == b'\t').next().unwrap_or_default();
            lexicon.insert(word, at);
            at += line.len();
        }
        lexicon
    }

    fn insert(&mut self, word: &[u8], line: usize) {
        let start = u32::try_from(line + 1).expect("an embedded list is smaller than 4 GiB");
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        while self.slots.get(slot).is_some_and(|&taken| taken != 0) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = start;
        }
    }

    /// The Zipf frequency of a word in lower case, NFC; `None` when it is not listed.
    #[must_use]
    pub fn zipf(&self, word: &str) -> Option<f32> {
        let word = word.as_bytes();
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        loop {
            let start = self.slots.get(slot)?.checked_sub(1)?;
            let line = self.text.get(start as usize..)?;
            if let Some([b'\t', rest @ ..]) = line.strip_prefix(word) {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
                let tenths = digits.take(2).fold(0_u8, |sum, digit| sum * 10 + (digit - b'0'));
                return Some(f32::from(tenths) / 10.0);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// FNV-1a (Fowler, Noll, Vo; 64 bits), its halves folded: the words are our own and short.
fn hash(word: &[u8]) -> usize {
    let mixed = word.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    usize::try_from((mixed ^ (mixed >> 32)) & 0xFFFF_FFFF).unwrap_or_default()
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
            let text = file(&format!("lexicon/{language}.tsv")).unwrap().text;
            let words: Vec<_> = text.lines().map(|line| line.split('\t').next().unwrap()).collect();
            assert!(words.is_sorted(), "{language}");
            let lexicon = lexicon(language).unwrap();
            assert!(words.iter().all(|word| lexicon.zipf(word).is_some()), "{language}");
            assert_eq!(lexicon.zipf("xqxqxq"), None);
        }
    }
}
