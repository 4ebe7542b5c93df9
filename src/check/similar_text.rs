//! How alike two sentences are: the content words they share.

use crate::language::context::Context;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::BTreeSet;

/// The content words of a span: folded, without function words, clitics stripped.
pub(super) fn content_words(span: Span, context: &Context<'_>) -> BTreeSet<String> {
    let document = context.document;
    let words = document.words_in(span).map(|index| folded(document.word(index)));
    let telling = words.filter(|word| {
        word.chars().count() > 2 && !context.vocabulary.function_words.contains(word)
    });
    telling.map(|word| without_clitic(word, context)).collect()
}

fn without_clitic(word: String, context: &Context<'_>) -> String {
    let stripped = context
        .vocabulary
        .affixes
        .without_clitic(&word)
        .find(|rest| context.vocabulary.native_zipf(rest) > 0.0);
    stripped.map(str::to_owned).unwrap_or(word)
}

/// Sets with more words are compared word by word alone: each with each takes seconds from some ten
/// thousand on. No paragraph of news has so many.
const MOST_COMPARED: usize = 1000;

/// The share of the smaller set's words that the other has, 0 to 1; words count as shared when they
/// are alike (`serangan`, `serangannya`).
pub(super) fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.is_empty() {
        return 0.0;
    }
    let compare = large.len() <= MOST_COMPARED;
    let shared = small
        .iter()
        .filter(|word| {
            large.contains(*word) || compare && large.iter().any(|other| is_alike(word, other))
        })
        .count();
    ratio(shared, small.len())
}

/// Words of the same root share most of their letters.
const ALIKE: f64 = 0.92;

fn is_alike(a: &str, b: &str) -> bool {
    a.chars().count() > 5 && b.chars().count() > 5 && strsim::jaro_winkler(a, b) > ALIKE
}

/// A share as a fraction.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { exact(part) / exact(whole) }
}
