//! How the words of a language are spelt: the probability of a letter after the three before it
//! (Witten and Bell 1991), for words that no list holds.
//!
//! 8,000 grams a language, 34 KB each. Layout and sources: `rules/lexicon/README.md`.

use super::lexicon::fingerprint;
use std::sync::LazyLock;

/// The spelling of one language.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    bucket_bits: u32,
    /// Where each bucket begins, in entries: 2 bytes each.
    offsets: &'static [u8],
    /// 4 bytes an entry: 2 of the fingerprint, the cost of the gram, the cost of leaving it.
    body: &'static [u8],
}

/// A cost is a negative base-2 logarithm in steps of 1/16.
const STEPS: f32 = 16.0;
/// Letters before the one that is asked for.
const CONTEXT: usize = 3;
/// The cost of a letter that the language does not have, in steps: one in 4,096.
const UNKNOWN_LETTER: u32 = 192;
/// Longer words are judged by their beginning.
const MOST_LETTERS: usize = 40;

static MODELS: LazyLock<Vec<(&'static str, Spelling)>> =
    LazyLock::new(|| open(super::CHARACTERS).unwrap_or_default());

fn open(bytes: &'static [u8]) -> Option<Vec<(&'static str, Spelling)>> {
    let rest = bytes.strip_prefix(b"MCH1")?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (names, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    let names: Vec<_> = std::str::from_utf8(names).ok()?.split(' ').collect();
    let (sizes, mut rest) = rest.split_at_checked(4 * names.len())?;
    let mut models = Vec::with_capacity(names.len());
    for (name, size) in names.into_iter().zip(sizes.chunks_exact(4)) {
        let size = u32::from_le_bytes(*size.first_chunk()?);
        let (model, after) = rest.split_at_checked(size as usize)?;
        models.push((name, Spelling::open(model)?));
        rest = after;
    }
    Some(models)
}

/// The spelling of the language with this tag of the word table; `None` when there is no model of it.
#[must_use]
pub fn spelling(tag: &str) -> Option<Spelling> {
    MODELS.iter().find(|(name, _)| *name == tag).map(|(_, model)| *model)
}

impl Spelling {
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        let [bits_low, bits_high, count_low, count_high] = *head;
        let count = usize::from(u16::from_le_bytes([count_low, count_high]));
        let (offsets, body) = rest.split_at_checked(2 * count)?;
        Some(Self {
            bucket_bits: u32::from(u16::from_le_bytes([bits_low, bits_high])),
            offsets,
            body,
        })
    }

    /// The base-10 logarithm of the probability of a word, given as a key of the lexicon.
    #[must_use]
    pub fn log_probability(&self, key: &str) -> f32 {
        let framed: String = ["^", key, "$"].concat();
        let starts: Vec<usize> = framed.char_indices().map(|(at, _)| at).collect();
        let mut cost = 0;
        for (index, &start) in starts.iter().enumerate().skip(1).take(MOST_LETTERS) {
            let end = starts.get(index + 1).copied().unwrap_or(framed.len());
            let contexts = starts.get(index.saturating_sub(CONTEXT)..=index).unwrap_or_default();
            cost += self.letter(&framed, contexts, start, end);
        }
        let bits = f32::from(u16::try_from(cost).unwrap_or(u16::MAX)) / STEPS;
        -bits * std::f32::consts::LOG10_2
    }

    /// The cost of the letter at `start..end` behind the longest context that the model knows.
    fn letter(&self, text: &str, contexts: &[usize], start: usize, end: usize) -> u32 {
        let mut left = 0;
        for &from in contexts {
            let known = text.get(from..end).and_then(|gram| self.entry(gram));
            if let Some((cost, _)) = known {
                return left + u32::from(cost);
            }
            let context = text.get(from..start).filter(|context| !context.is_empty());
            left += context.and_then(|gram| self.entry(gram)).map_or(0, |(_, leave)| leave.into());
        }
        left + UNKNOWN_LETTER
    }

    fn entry(&self, gram: &str) -> Option<(u8, u8)> {
        let place = fingerprint(gram) >> (64 - self.bucket_bits - 16);
        let [low, high, ..] = place.to_le_bytes();
        let bucket = usize::try_from(place >> 16).ok()?;
        let offset = |bucket: usize| {
            let bytes = self.offsets.get(2 * bucket..)?.first_chunk::<2>()?;
            Some(4 * usize::from(u16::from_le_bytes(*bytes)))
        };
        let entries = self.body.get(offset(bucket)?..offset(bucket + 1)?)?;
        let mut entries = entries.chunks_exact(4).filter_map(<[u8]>::first_chunk::<4>);
        entries.find(|entry| [entry[0], entry[1]] == [low, high]).map(|entry| (entry[2], entry[3]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_likelier_in_its_own_language() {
        let (english, indonesian) = (spelling("en").unwrap(), spelling("id").unwrap());
        for word in ["throughput", "wheelchair", "breakthrough"] {
            assert!(english.log_probability(word) > indonesian.log_probability(word), "{word}");
        }
        for word in ["mengejawantahkan", "keberlanjutannya", "pertunjukan"] {
            assert!(indonesian.log_probability(word) > english.log_probability(word), "{word}");
        }
    }
}
