//! How alike two sentences are: the content words they share.

use crate::language::context::Context;
use crate::language::lexeme::content_form;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::BTreeSet;

/// A sentence or a paragraph that stands twice is no longer than this, in bytes: a line with thousands of
/// labels would be compared with itself at each.
pub(super) const LONGEST_VERSION: usize = 4096;

/// The content words of a span: folded, without function words, clitics stripped.
pub(super) fn content_words(span: Span, context: &Context<'_>) -> BTreeSet<String> {
    let document = context.document;
    let words = document.words_in(span).map(|index| folded(document.word(index)));
    words.filter_map(|word| Some(content_form(&word, context.vocabulary)?.to_owned())).collect()
}

/// The same as numbers, sorted: equal for equal words.
pub(super) fn content_forms(span: Span, context: &Context<'_>) -> Vec<u64> {
    let words = context.document.words_in(span);
    let lexemes = context.lexemes().get(words).unwrap_or_default().iter();
    let mut forms: Vec<u64> =
        lexemes.map(|lexeme| lexeme.content).filter(|&form| form != 0).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Texts of which fewer words are the same, letter by letter, do not say the same with other endings.
const FEWEST_SAME: f64 = 0.34;

/// Whether two sets of [`content_forms`] are worth a closer look: most are not.
pub(super) fn may_overlap(a: &[u64], b: &[u64]) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = small.iter().filter(|form| large.binary_search(form).is_ok()).count();
    ratio(same, small.len()) >= FEWEST_SAME
}

/// Sets with more words are compared word by word alone: each with each takes seconds from some ten
/// thousand on. No paragraph of news has so many.
const MOST_COMPARED: usize = 1000;

/// The share of the smaller set's words that the other has, 0 to 1; words count as shared when they
/// are alike (`serangan`, `serangannya`).
pub(super) fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = small.iter().filter(|word| is_shared(word, large)).count();
    ratio(shared, small.len())
}

/// Whether the overlap is at least `least`, which is known after few words of two texts that have nothing
/// to do with each other.
pub(super) fn overlaps(a: &BTreeSet<String>, b: &BTreeSet<String>, least: f64) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut shared = small.len();
    for word in small {
        if !is_shared(word, large) {
            shared -= 1;
        }
        if ratio(shared, small.len()) < least {
            return false;
        }
    }
    ratio(shared, small.len()) >= least
}

fn is_shared(word: &str, others: &BTreeSet<String>) -> bool {
    others.contains(word)
        || others.len() <= MOST_COMPARED && others.iter().any(|other| is_alike(word, other))
}

/// Words of the same root share most of their letters.
const ALIKE: f64 = 0.92;

fn is_alike(a: &str, b: &str) -> bool {
    // of a text in ASCII the letters that the other lacks tell how alike the two can be at most
    if a.is_ascii() && b.is_ascii() && most_alike(a.as_bytes(), b.as_bytes()) < ALIKE {
        return false;
    }
    a.chars().count() > 5 && b.chars().count() > 5 && strsim::jaro_winkler(a, b) > ALIKE
}

/// No two words are more alike than this (Jaro-Winkler), by their lengths, their letters and their common
/// beginning.
fn most_alike(a: &[u8], b: &[u8]) -> f64 {
    let letters = |word: &[u8]| word.iter().fold(0_u64, |set, byte| set | 1 << (byte % 64));
    let (of_a, of_b) = (letters(a), letters(b));
    let left = |word: &[u8], lacking: u64| word.len().saturating_sub(lacking.count_ones() as usize);
    let same = left(a, of_a & !of_b).min(left(b, of_b & !of_a));
    let start = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    let jaro = (ratio(same, a.len()) + ratio(same, b.len()) + 1.0) / 3.0;
    // a little more, so that no rounding decides
    jaro + 0.1 * ratio(start, 1) * (1.0 - jaro).max(0.0) + 0.001
}

/// A share as a fraction.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { exact(part) / exact(whole) }
}
