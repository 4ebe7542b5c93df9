//! Which words of a document are not of its language: features, model, decoding.

use super::affix::Affixes;
use super::analysis::{Analysis, Words};
use super::decode::{Decoding, decode};
use super::exonym::{self, Exonyms};
use super::features::{self, Features, InSentence};
use super::forest::{SURELY_NATIVE, forest};
use super::lexeme::Lexeme;
use super::lookup::{Known, Lookup};
use super::memory::Memory;
use super::token::{ScriptKind, Scripts};
use crate::data::languages::Language;
use crate::data::lexicon;
use crate::document::Document;
use crate::document::word::Shape;
use crate::text::span::Span;
use std::ops::Range;

/// Finds the foreign words of texts of one language.
#[derive(Debug)]
pub struct Detector {
    lookup: Lookup,
    scripts: Scripts,
    exonyms: Exonyms,
}

/// What the detector says of the tokens of a document.
#[derive(Debug, Default)]
pub struct Detection {
    /// The tokens, with what is known of them.
    pub analysis: Analysis,
    /// For each token the odds that it is foreign, as a natural logarithm.
    pub log_odds: Vec<f32>,
    /// For each token whether it is foreign, when everything is wanted.
    pub possible: Vec<bool>,
    /// For each token whether it is foreign, when only what is sure is wanted.
    pub certain: Vec<bool>,
}

/// Everything: 9 false alarms in 1,000 clean sentences (cross-validated, `docs/detection.md`).
const POSSIBLE: Decoding = Decoding { bias: 0.5, change: 0.6 };
/// What errors and warnings are made of: 4.
const CERTAIN: Decoding = Decoding { bias: 0.7, change: 0.6 };
/// A token between two foreign ones goes with them from these odds on …
const BETWEEN: f32 = -3.5;
/// … and one beside two foreign ones from these.
const BESIDE: f32 = -1.0;
/// A word of the language that is met once in 300,000 words goes with no foreign stretch beside it.
const COMMON: f32 = 3.5;
/// From these odds on a foreign word in lower case takes one beside it along …
const STRONG: f32 = 2.5;
/// … that has these, and that another language knows this much better (base-10 logarithm).
const ALONG: f32 = -4.0;
const BETTER: f32 = 1.5;
/// So many numbers may stand between two foreign words: "£3,000-£5,000".
const MOST_NUMBERS: usize = 4;
/// The odds of a token that is plainly native, among such: the trees are not asked.
const PLAINLY_NATIVE: f32 = -7.0;
/// A word that the target language knows better than any other, as a base-10 logarithm.
const CLEARLY: f32 = 0.0;
/// So many tokens around one that is not plainly native are looked at closely.
const REACH: usize = 1;

/// One token with the features that the model is asked with.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where the token stands.
    pub span: Span,
    /// Its features, in the order of [`features::NAMES`].
    pub features: [f32; features::COUNT],
}

impl Detector {
    /// The detector of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        // opened here, beside the packs, rather than with the first text
        let _ = forest();
        Self {
            lookup: Lookup::of(language, Affixes::of(language.tag())),
            scripts: Scripts::of(language.script()),
            exonyms: Exonyms::of(language),
        }
    }

    /// What the tables say of one word.
    #[must_use]
    pub fn known(&self, word: &str) -> Known {
        let key = lexicon::key(word);
        self.lookup.known(&key, lexicon::fingerprint(&key))
    }

    /// The English names for which the language has its own.
    #[must_use]
    pub const fn exonyms(&self) -> &Exonyms {
        &self.exonyms
    }

    /// The tokens of a document with what is known of them; `lexemes` is what is known of its words, and
    /// may be empty, `memory` is that of the same language.
    #[must_use]
    pub fn analysis(
        &self,
        document: &Document,
        lexemes: &[Lexeme],
        memory: &mut Memory,
    ) -> Analysis {
        let words = Words::new(document, lexemes, &self.lookup, self.scripts, memory);
        Analysis::of(words, self.scripts, &self.exonyms)
    }

    /// The foreign tokens of a document; none when the language has neither a list nor a script of its
    /// own.
    #[must_use]
    pub fn detect(
        &self,
        document: &Document,
        lexemes: &[Lexeme],
        memory: &mut Memory,
    ) -> Detection {
        let analysis = self.analysis(document, lexemes, memory);
        let mut found = Detection {
            log_odds: vec![PLAINLY_NATIVE; analysis.tokens.len()],
            possible: vec![false; analysis.tokens.len()],
            certain: vec![false; analysis.tokens.len()],
            analysis,
        };
        if forest().is_empty() || !self.lookup.is_listed() && self.scripts.is_latin() {
            return found;
        }
        let features = Features::new(document, &found.analysis);
        for range in &found.analysis.sentences {
            let is_native = range.clone().all(|at| is_plainly_native(at, &found.analysis));
            if is_native
                || !ask(&features.in_sentence(range), range, &found.analysis, &mut found.log_odds)
            {
                continue;
            }
            let odds = found.log_odds.get(range.clone()).unwrap_or_default();
            for (states, decoding) in
                [(&mut found.possible, POSSIBLE), (&mut found.certain, CERTAIN)]
            {
                // without a token that is foreign by itself the sentence is native
                if odds.iter().all(|odds| *odds <= decoding.bias) {
                    continue;
                }
                let mut decoded = decode(odds, decoding);
                join(&mut decoded, odds, |left| {
                    is_joinable(range.start + left, document, &found.analysis)
                });
                take_along(&mut decoded, odds, range.start, document, &found.analysis);
                join_numbers(&mut decoded, |at| {
                    let token = found.analysis.tokens.get(range.start + at);
                    token.is_some_and(|token| token.shape == Shape::Number)
                });
                complete_exonyms(&mut decoded, found.analysis.exonyms.get(range.clone()));
                if let Some(slots) = states.get_mut(range.clone()) {
                    slots.copy_from_slice(&decoded);
                }
            }
        }
        found
    }

    /// The tokens of a document with their features, sentence by sentence: what the model learns from.
    #[must_use]
    pub fn examples(&self, document: &Document) -> Vec<Vec<Example>> {
        let analysis = self.analysis(document, &[], &mut Memory::default());
        let features = Features::new(document, &analysis);
        let sentences = analysis.sentences.iter().map(|range| {
            let features = features.in_sentence(range);
            let example = |at: usize| {
                let span = analysis.tokens.get(at).map_or_else(Span::default, |token| token.span);
                Example { span, features: features.of(at) }
            };
            range.clone().map(example).collect()
        });
        sentences.collect()
    }
}

/// Joins stretches that only one doubtful token parts, and takes doubtful tokens beside a stretch of two
/// or more in: mostly names in a foreign phrase. `joinable` says of a token whether it may go with its
/// left neighbour, and with its right one.
fn join(decoded: &mut [bool], odds: &[f32], joinable: impl Fn(usize) -> (bool, bool)) {
    let is_doubtful = |at: usize, least: f32| odds.get(at).is_some_and(|odds| *odds > least);
    let is_foreign = |at: usize| decoded.get(at) == Some(&true);
    let mut taken = Vec::new();
    for at in (0..decoded.len()).filter(|&at| !is_foreign(at) && is_doubtful(at, BETWEEN)) {
        let before = at > 0 && is_foreign(at - 1);
        let after = is_foreign(at + 1);
        let long_before = before && at > 1 && is_foreign(at - 2);
        let long_after = after && is_foreign(at + 2);
        let is_beside = (long_before || long_after) && is_doubtful(at, BESIDE) && {
            let (left, right) = joinable(at);
            long_before && left || long_after && right
        };
        if before && after || is_beside {
            taken.push(at);
        }
    }
    for at in taken {
        if let Some(state) = decoded.get_mut(at) {
            *state = true;
        }
    }
}

/// Takes a word that is no name of English, and foreign by itself, along with a single foreign one beside it:
/// "most Christians", "Dominican priest". A capital speaks for a name, where the two words speak for each
/// other.
fn take_along(
    decoded: &mut [bool],
    odds: &[f32],
    start: usize,
    document: &Document,
    analysis: &Analysis,
) {
    let has = |at: usize, least: f32| odds.get(at).is_some_and(|odds| *odds >= least);
    let shape = |at: usize| analysis.tokens.get(start + at).map(|token| token.shape);
    // one letter is a word for the next one at most, or what broken encoding left of one
    let is_word = |at: usize| {
        let token = analysis.tokens.get(start + at);
        token.is_some_and(|token| token.shape == Shape::Lower && token.span.len() > 1)
    };
    let is_strong = |at: usize| decoded.get(at) == Some(&true) && has(at, STRONG) && is_word(at);
    let goes_along = |at: usize| {
        let (known, _) = analysis.known(start + at);
        let is_name = shape(at) != Some(Shape::Lower) && known.common == 0.0;
        has(at, ALONG)
            && known.target < COMMON
            && known.log_odds >= BETTER
            && (known.english == 0.0 && known.other > 0.0 || !is_name)
    };
    let is_beside = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|before| is_strong(before) && analysis.is_close(start + before, document))
            || is_strong(at + 1) && analysis.is_close(start + at, document)
    };
    let native = (0..decoded.len()).filter(|&at| decoded.get(at) == Some(&false));
    let taken: Vec<usize> = native.filter(|&at| goes_along(at) && is_beside(at)).collect();
    for at in taken {
        if let Some(state) = decoded.get_mut(at) {
            *state = true;
        }
    }
}

/// Numbers between two foreign words are of their stretch: "earn 3% on £12,000".
fn join_numbers(decoded: &mut [bool], is_number: impl Fn(usize) -> bool) {
    let mut after = 0;
    for at in 0..decoded.len() {
        if decoded.get(at) != Some(&true) {
            continue;
        }
        let between = after..at;
        after = at + 1;
        if between.start > 0 && between.len() <= MOST_NUMBERS && between.clone().all(&is_number) {
            decoded.get_mut(between).unwrap_or_default().fill(true);
        }
    }
}

/// Whether a token, no common word of the language, has only blanks before it, and behind it.
fn is_joinable(at: usize, document: &Document, analysis: &Analysis) -> (bool, bool) {
    if analysis.known(at).0.target >= COMMON {
        return (false, false);
    }
    let before = at.checked_sub(1).is_some_and(|before| analysis.is_close(before, document));
    (before, analysis.is_close(at, document))
}

/// A name of several words is foreign as a whole.
fn complete_exonyms(decoded: &mut [bool], exonyms: Option<&[exonym::Match]>) {
    for (at, found) in exonyms.unwrap_or_default().iter().enumerate() {
        let name = at..at + usize::from(found.length);
        if found.position > 0 || name.len() < 2 {
            continue;
        }
        if let Some(states) = decoded.get_mut(name).filter(|states| states.contains(&true)) {
            states.fill(true);
        }
    }
}

/// Asks the model about the tokens of a sentence that are not plainly native, and about those around the
/// ones that may be foreign. Whether there are any.
fn ask(
    features: &InSentence<'_>,
    range: &Range<usize>,
    analysis: &Analysis,
    odds: &mut [f32],
) -> bool {
    let mut possible: Vec<usize> = Vec::new();
    for at in range.clone().filter(|&at| !is_plainly_native(at, analysis)) {
        let of_token = forest().log_odds(&features.of(at));
        if let Some(slot) = odds.get_mut(at) {
            *slot = of_token;
        }
        if of_token >= SURELY_NATIVE {
            possible.push(at);
        }
    }
    for &at in &possible {
        let around = at.saturating_sub(REACH).max(range.start)..(at + REACH + 1).min(range.end);
        for near in around.filter(|&near| is_plainly_native(near, analysis)) {
            // PLAINLY_NATIVE is what nobody asked about
            if let Some(slot) = odds.get_mut(near).filter(|odds| **odds <= PLAINLY_NATIVE) {
                *slot = forest().log_odds(&features.of(near));
            }
        }
    }
    !possible.is_empty()
}

fn is_plainly_native(at: usize, analysis: &Analysis) -> bool {
    let Some(token) = analysis.tokens.get(at) else { return true };
    let exonym = analysis.exonyms.get(at).is_some_and(|found| found.rank > 0);
    let known = analysis.known(at).0;
    let is_word = !matches!(token.shape, Shape::Number | Shape::Opaque);
    let is_native = known.target > 0.0 && known.log_odds < CLEARLY;
    token.script == ScriptKind::Own && !exonym && (!is_word || is_native)
}
