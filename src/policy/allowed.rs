//! The phrases that packs allow: in them nothing is reported.

use crate::check::List;
use crate::document::Document;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::candidates::Candidates;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use std::borrow::Cow;

/// All phrases that are allowed whatever the rule.
#[derive(Debug, Default)]
pub struct Allowed(Vec<Phrase>);

#[derive(Debug)]
struct Phrase {
    text: String,
    /// Whether it counts only where its capitals are capitals.
    has_capitals: bool,
}

impl Allowed {
    /// Those of the packs, and the foreign phrases that the press of the language uses.
    #[must_use]
    pub fn of(rules: &RuleSet, vocabulary: &Vocabulary) -> Self {
        let accepted = vocabulary.accepted.iter().filter(|text| text.contains(' '));
        let accepted = accepted.map(|text| Phrase { text: text.to_owned(), has_capitals: false });
        let unconditional = rules.allow.iter().filter(|allow| allow.rules.is_empty());
        let names = unconditional
            .map(|allow| Phrase { text: allow.written.clone(), has_capitals: allow.built_in });
        Self(accepted.chain(names).collect())
    }

    /// What the index of phrases is to look for.
    #[must_use]
    pub fn keys(&self) -> Keys {
        Keys::of(self.0.len(), self.0.iter().map(|phrase| &phrase.text))
    }

    /// The stretches of a text that are allowed, as words of their own; those that share bytes are one.
    #[must_use]
    pub fn spans(&self, document: &Document, candidates: &Candidates<'_>) -> Vec<Span> {
        let folded = document.folded();
        let inside = |c: char| c.is_alphanumeric();
        let phrase = |number: usize| Some(Cow::Borrowed(&*self.0.get(number)?.text));
        let found = candidates.of_list(List::Allowed as usize, &folded.text, false, phrase);
        let free = found.into_iter().filter_map(|found| {
            let before = folded.text.get(..found.start)?.ends_with(inside);
            let after = folded.text.get(found.end..)?.starts_with(inside);
            let span = folded.original_span(found.span());
            let Phrase { text, has_capitals } = self.0.get(found.phrase)?;
            let fits = !has_capitals || has_capitals_of(text, document.slice(span));
            (!before && !after && fits).then_some(span)
        });
        joined(free.collect())
    }
}

/// The same stretches sorted, those that share bytes as one.
#[must_use]
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether a found text has every capital of the name that is allowed.
fn has_capitals_of(written: &str, found: &str) -> bool {
    written.chars().zip(found.chars()).all(|(want, is)| !want.is_uppercase() || is.is_uppercase())
}
