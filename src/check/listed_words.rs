//! The words of the terms of packs, as fingerprints: 40,000 texts took a tenth of a start to fold and keep.

use crate::data::lexicon::{self, Fingerprints};
use crate::language::vocabulary::Vocabulary;
use crate::rules::rule::{Matcher, Rule};
use crate::rules::terms::Terms;
use crate::text::fold::push_folded;
use std::sync::{Arc, LazyLock};

/// What is worked out when it is first asked for: most articles never do, and a start does not pay for it.
pub(super) type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The single words that terms find.
#[derive(Debug, Default)]
pub(super) struct FoundWords(Fingerprints);

impl FoundWords {
    /// Those of some rules.
    pub(super) fn of(rules: Vec<Arc<Rule>>) -> Later<Self> {
        LazyLock::new(Box::new(move || {
            let mut words = Self::default();
            terms(&rules).for_each(|terms| words.add(terms));
            words
        }))
    }

    fn add(&mut self, terms: &Terms) {
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
    /// The words of exonym rules.
    pub(super) fn of(rules: Vec<Arc<Rule>>) -> Later<Self> {
        LazyLock::new(Box::new(move || {
            let mut words = Self::default();
            for terms in terms(&rules) {
                words.found.add(terms);
                let written = terms.replacements().flat_map(|text| text.split([' ', '-']));
                insert(written, &mut words.written);
            }
            words
        }))
    }

    /// Whether a folded word is one of them, and no English word that only stands in a name.
    pub(super) fn hold(&self, word: &str, vocabulary: &Vocabulary) -> bool {
        let is_native = || vocabulary.english_zipf(word) <= vocabulary.native_zipf(word);
        self.found.hold(word) || self.written.contains(&lexicon::fingerprint(word)) && is_native()
    }
}

pub(super) fn terms(rules: &[Arc<Rule>]) -> impl Iterator<Item = &Terms> {
    rules.iter().filter_map(|rule| match &rule.matcher {
        Matcher::Terms(terms) => Some(terms),
        _ => None,
    })
}

fn insert<'w>(words: impl Iterator<Item = &'w str>, to: &mut Fingerprints) {
    let mut folded = String::new();
    for word in words {
        folded.clear();
        push_folded(word, &mut folded);
        to.insert(lexicon::fingerprint(&folded));
    }
}
