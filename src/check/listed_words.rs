//! The terms of the packs by their numbers in the index of phrases, and the words of them.

use super::List;
use crate::data::lexicon::{self, Fingerprints};
use crate::language::context::Context;
use crate::rules::rule::{Matcher, Rule};
use crate::rules::set::RuleSet;
use crate::rules::terms::{Term, Terms};
use crate::text::fold::{folded, is_same_folded};
use crate::text::phrases::Keys;
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// What is worked out when it is first asked for: most articles never do, and a start does not pay for it.
pub(super) type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The terms of all rules that are not switched off.
pub(super) struct TermForms {
    rules: Vec<Arc<Rule>>,
    /// For each rule, the number of its first form among those of all; their count behind the last.
    starts: Vec<usize>,
}

impl TermForms {
    pub(super) fn of(set: &RuleSet) -> Self {
        let has_terms = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Terms(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_terms).cloned().collect();
        let mut starts = vec![0];
        for terms in terms(&rules) {
            starts.push(starts.last().unwrap_or(&0) + terms.len());
        }
        Self { rules, starts }
    }

    /// What the index is to look for.
    pub(super) fn keys(&self) -> Keys {
        let count = self.starts.last().copied().unwrap_or_default();
        Keys::of(count, terms(&self.rules).flat_map(Terms::finds))
    }

    /// The rule and the term of a form, by their numbers.
    pub(super) fn owner(&self, form: usize) -> Option<(usize, usize)> {
        let rule = self.starts.partition_point(|&start| start <= form).checked_sub(1)?;
        Some((rule, form - self.starts.get(rule)?))
    }

    /// A form as written, by its number.
    pub(super) fn find(&self, form: usize) -> Option<Cow<'_, str>> {
        let (rule, term) = self.owner(form)?;
        match &self.rules.get(rule)?.matcher {
            Matcher::Terms(terms) => terms.find(term),
            _ => None,
        }
    }

    pub(super) fn rule(&self, rule: usize) -> Option<&Rule> {
        self.rules.get(rule).map(AsRef::as_ref)
    }

    pub(super) fn term(&self, rule: usize, term: usize) -> Option<(&Rule, Term<'_>)> {
        let rule = self.rule(rule)?;
        let Matcher::Terms(terms) = &rule.matcher else { return None };
        Some((rule, terms.get(term)?))
    }

    /// Whether a folded word is a term of one of the rules that count.
    pub(super) fn hold(
        &self,
        word: &str,
        context: &Context<'_>,
        counts: impl Fn(&Rule) -> bool,
    ) -> bool {
        context.phrases_like(List::Terms as usize, word).any(|form| {
            let is_same = self.find(form).is_some_and(|find| is_same_folded(&find, word));
            let rule = self.owner(form).and_then(|(rule, _)| self.rule(rule));
            is_same && rule.is_some_and(&counts)
        })
    }
}

/// The words that exonym rules find or write: beside a match they are no sign that it is part of a foreign
/// name.
pub(super) struct ExonymWords {
    forms: Arc<TermForms>,
    /// Fingerprints of the words that are written, also of names such as `New York`, whose words are English.
    written: Later<Fingerprints>,
}

impl ExonymWords {
    /// The words of exonym rules.
    pub(super) fn of(forms: Arc<TermForms>) -> Self {
        let exonyms = forms.rules.iter().filter(|rule| rule.family() == "exonym");
        let exonyms: Vec<Arc<Rule>> = exonyms.cloned().collect();
        let written = move || {
            let replacements = terms(&exonyms).flat_map(Terms::replacements);
            let words = replacements.flat_map(|text| text.split([' ', '-']));
            words.map(|word| lexicon::fingerprint(&folded(word))).collect()
        };
        Self { forms, written: LazyLock::new(Box::new(written)) }
    }

    /// Whether a folded word is one of them, and no English word that only stands in a name.
    pub(super) fn hold(&self, word: &str, context: &Context<'_>) -> bool {
        let vocabulary = context.vocabulary;
        self.forms.hold(word, context, |rule| rule.family() == "exonym")
            || vocabulary.english_zipf(word) <= vocabulary.native_zipf(word)
                && self.written.contains(&lexicon::fingerprint(word))
    }
}

pub(super) fn terms(rules: &[Arc<Rule>]) -> impl Iterator<Item = &Terms> {
    rules.iter().filter_map(|rule| match &rule.matcher {
        Matcher::Terms(terms) => Some(terms),
        _ => None,
    })
}
