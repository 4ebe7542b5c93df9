//! What is known of a word as it is written, whatever stands around it.

use super::evidence::Evidence;
use super::vocabulary::Vocabulary;
use crate::data::lexicon;
use crate::document::word::{self, Shape};
use crate::text::fold::folded;

/// What is known of a word as it is written, whatever stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    /// What speaks for and against its being of the target language.
    pub evidence: Evidence,
    /// Its number in the [`Memory`](super::memory::Memory), whatever its case.
    pub number: u32,
    /// Equal for words that are equal when folded, as far as 64 bits tell.
    pub form: u64,
    /// Equal for words of one [`content_form`]; 0 for what has none.
    pub content: u64,
    /// Whether it has letters of ASCII alone.
    pub is_ascii: bool,
}

impl Lexeme {
    /// What is known of a word with this number; of one in an address as of the same word in a sentence.
    #[must_use]
    pub fn of(text: &str, number: u32, vocabulary: &Vocabulary) -> Self {
        let folded = folded(text);
        let content = content_form(&folded, vocabulary).map_or(0, |form| hash(form).max(1));
        Self {
            evidence: Evidence::of(&folded, word::shape(text), vocabulary),
            number,
            form: hash(&folded),
            content,
            is_ascii: text.is_ascii(),
        }
    }

    /// The same for a word that is written so; one in an address is of no language.
    #[must_use]
    pub const fn shaped(mut self, shape: Shape) -> Self {
        if matches!(shape, Shape::Opaque) {
            self.evidence = Evidence::NEUTRAL;
        }
        self
    }
}

fn hash(text: &str) -> u64 {
    lexicon::fingerprint(text)
}

/// A folded word without its clitic, by which texts are compared; `None` for function words and those of
/// one or two letters.
#[must_use]
pub fn content_form<'w>(word: &'w str, vocabulary: &'w Vocabulary) -> Option<&'w str> {
    if word.chars().nth(2).is_none() || vocabulary.function_words.contains(word) {
        return None;
    }
    let mut bare = vocabulary.affixes.without_clitic(word);
    Some(bare.find(|rest| vocabulary.native_zipf(rest) > 0.0).unwrap_or(word))
}
