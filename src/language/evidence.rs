//! What speaks for and against one word of the text being a word of the target language.

use super::vocabulary::Vocabulary;
use crate::document::word::Shape;

/// What is known of one word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// How the word stands to the target language.
    pub standing: Standing,
    /// Zipf frequency in the target language; 0 when it is not listed.
    pub native: f32,
    /// Zipf frequency in English; 0 when it is not listed.
    pub english: f32,
}

/// How a word stands to the target language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Listed, or built from a listed root.
    Native,
    /// English, and not listed in the target language.
    Foreign,
    /// An English function word: the surest sign of English.
    ForeignFunction,
    /// Foreign, but in use in the press of the target language.
    Accepted,
    /// In no list.
    Unknown,
    /// A number or an address: no language.
    Neutral,
}

impl Standing {
    /// Whether the word is English and not accepted.
    #[must_use]
    pub const fn is_foreign(self) -> bool {
        matches!(self, Self::Foreign | Self::ForeignFunction)
    }
}

/// An English word counts as one from this Zipf frequency on: rarer ones are names and accidents.
const COMMON_ENGLISH: f32 = 2.0;
/// A word listed in both belongs to the language in which it is this much commoner.
const MARGIN: f32 = 1.5;

impl Evidence {
    /// What is known of a number or an address.
    pub const NEUTRAL: Self = Self { standing: Standing::Neutral, native: 0.0, english: 0.0 };

    /// What is known of a word, given folded, whatever the case it was written in.
    #[must_use]
    pub fn of(word: &str, shape: Shape, vocabulary: &Vocabulary) -> Self {
        if matches!(shape, Shape::Number | Shape::Opaque) {
            return Self::NEUTRAL;
        }
        let native = vocabulary.native_zipf(word);
        let english = english_zipf(word, vocabulary);
        Self { standing: standing(word, native, english, vocabulary), native, english }
    }
}

/// The frequency of a word in English, or of its rarest part when it is hyphenated.
fn english_zipf(word: &str, vocabulary: &Vocabulary) -> f32 {
    let whole = vocabulary.english_zipf(word);
    if whole > 0.0 || !word.contains(['-', '\'']) {
        return whole;
    }
    if let Some(noun) = word.strip_suffix("'s") {
        return vocabulary.english_zipf(noun);
    }
    let with_clitic = vocabulary.affixes.without_clitic(word).filter(|_| word.contains('-'));
    if let Some(zipf) = with_clitic.map(|rest| vocabulary.english_zipf(rest)).reduce(f32::max) {
        return zipf;
    }
    word.split('-').map(|part| vocabulary.english_zipf(part)).fold(f32::MAX, f32::min)
}

fn standing(word: &str, native: f32, english: f32, vocabulary: &Vocabulary) -> Standing {
    if vocabulary.accepted.contains(word) {
        return Standing::Accepted;
    }
    if vocabulary.english_function_words.contains(word) {
        return Standing::ForeignFunction;
    }
    if vocabulary.function_words.contains(word) || native > 0.0 && english - native < MARGIN {
        return Standing::Native;
    }
    // `hakim-hakim`: both halves may be English words, too
    if word.contains('-') && vocabulary.is_native(word) {
        return Standing::Native;
    }
    if english >= COMMON_ENGLISH {
        return Standing::Foreign;
    }
    if native > 0.0 || vocabulary.is_native(word) {
        return Standing::Native;
    }
    let mut bare = vocabulary.affixes.without_clitic(word);
    if bare.any(|rest| vocabulary.accepted.contains(rest)) {
        return Standing::Accepted;
    }
    let mut bare = vocabulary.affixes.without_clitic(word);
    if bare.any(|rest| {
        vocabulary.native_zipf(rest) == 0.0 && vocabulary.english_zipf(rest) >= COMMON_ENGLISH
    }) {
        return Standing::Foreign;
    }
    Standing::Unknown
}
