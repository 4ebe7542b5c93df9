//! The words of the terms of packs, as fingerprints: 40,000 texts took a tenth of a start to fold and keep.

use crate::data::lexicon::{self, Fingerprints};
use crate::language::vocabulary::Vocabulary;
use crate::rules::terms::Terms;
use crate::text::fold::push_folded;

/// The single words that terms find.
#[derive(Debug, Default)]
pub(super) struct FoundWords(Fingerprints);

impl FoundWords {
    /// Adds those of some terms.
    pub(super) fn add(&mut self, terms: &Terms) {
        self.0.reserve(terms.len());
        let words = terms.finds().filter(|find| !find.bytes().any(|byte| byte == b' '));
        insert(words, &mut self.0);
    }

    /// Whether a folded word is one of them.
    pub(super) fn hold(&self, word: &str) -> bool {
        self.0.contains(&lexicon::fingerprint(word))
    }
}

/// The words that exonym rules find or write: beside a match they are no sign that it is part of a foreign
/// name.
#[derive(Debug, Default)]
pub(super) struct ExonymWords {
    found: FoundWords,
    /// Also of names such as `New York`, whose words are English.
    written: Fingerprints,
}

impl ExonymWords {
    /// Adds the words of the terms of an exonym rule.
    pub(super) fn add(&mut self, terms: &Terms) {
        self.found.add(terms);
        insert(terms.replacements().flat_map(|text| text.split([' ', '-'])), &mut self.written);
    }

    /// Whether a folded word is one of them, and no English word that only stands in a name.
    pub(super) fn hold(&self, word: &str, vocabulary: &Vocabulary) -> bool {
        let is_native = || vocabulary.english_zipf(word) <= vocabulary.native_zipf(word);
        self.found.hold(word) || self.written.contains(&lexicon::fingerprint(word)) && is_native()
    }
}

fn insert<'w>(words: impl Iterator<Item = &'w str>, to: &mut Fingerprints) {
    let mut folded = String::new();
    for word in words {
        folded.clear();
        push_folded(word, &mut folded);
        to.insert(lexicon::fingerprint(&folded));
    }
}
