//! What the model of foreign words learns from: the features of every word of a text.
//!
//! The trainer (`examples/train/README.md`) asks this program for the features, so that a word is seen in
//! training as it is seen in use.

use crate::data::languages::Language;
use crate::document::Document;
use crate::format::plain;
use crate::language::detector::Detector;
use crate::language::vocabulary::Vocabulary;

pub use crate::language::detector::Example;
pub use crate::language::features::{COUNT, NAMES};

/// The features of texts of one language.
#[derive(Debug)]
pub struct Features {
    detector: Detector,
    vocabulary: Vocabulary,
}

impl Features {
    /// The features of texts of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { detector: Detector::of(language), vocabulary: Vocabulary::of(language) }
    }

    /// The words of a text with their features, sentence by sentence.
    #[must_use]
    pub fn of_text(&self, text: &str) -> Vec<Vec<Example>> {
        let document = Document::new(plain::carve(text), &self.vocabulary.abbreviations);
        self.detector.examples(&document)
    }
}
