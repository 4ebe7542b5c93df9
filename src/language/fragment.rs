//! Stretches of a sentence that are not in its language: what is foreign, not yet what is a fault.

use super::context::Context;
use super::detector::Detection;
use super::lookup::Known;
use super::token::{ScriptKind, Token};
use crate::data::lexicon::{self, Listed};
use crate::document::word::Shape;
use crate::text::span::Span;
use std::ops::Range;

/// A stretch of foreign words inside one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Where it stands.
    pub span: Span,
    /// Its sentence, by index.
    pub sentence: usize,
    /// The words it touches, by index.
    pub words: Range<usize>,
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// How many of its tokens are words, not numbers.
    pub foreign: usize,
    /// How many of its tokens are written as names.
    pub names: usize,
    /// How many are among the most frequent words of their language: articles, pronouns, verbs of speech.
    pub functions: usize,
    /// How many are beyond doubt.
    pub certain: usize,
    /// Whether it is written as a title: capitals with small words between them.
    pub is_title: bool,
    /// Whether it is one English name for which the language has its own, and nothing else.
    pub is_exonym: bool,
    /// The language that knows most of its words; `None` when there are only unlisted words or several
    /// languages know as many.
    pub language: Option<Listed>,
}

/// A shortening has no more letters.
const LONGEST_SHORTENING: usize = 3;
/// From this Zipf frequency on a word is one of the 150 or so that hold sentences together.
const FUNCTION: f32 = 5.7;

/// A word of the target language that is so frequent (Zipf) is no part of a stretch of English that does
/// not know it …
const NATIVE: f32 = 4.0;
/// … nor of another foreign stretch, when it is so much rarer in every other language.
const NATIVE_MARGIN: f32 = 1.5;

/// A word of the target language that another one has nearly as often may begin a foreign name.
const NEARLY: f32 = -0.5;

/// A path is looked at for so many characters on each side of a word.
const LONGEST_PATH: usize = 64;

/// The fragments of a document, in order.
#[must_use]
pub fn fragments(detection: &Detection, context: &Context<'_>) -> Vec<Fragment> {
    let mut found = Vec::new();
    for (sentence, range) in detection.analysis.sentences.iter().enumerate() {
        let mut at = range.start;
        while at < range.end {
            let run =
                (at..range.end).take_while(|&at| detection.possible.get(at) == Some(&true)).count();
            if run > 0 {
                let tokens = without_allowed(at..at + run, detection, context);
                for part in without_native(tokens, detection, context) {
                    let tokens = without_allowed(part, detection, context);
                    found.extend(fragment(tokens, sentence, detection, context));
                }
            }
            at += run.max(1);
        }
    }
    found
}

/// The parts of a run between words that are beyond doubt of the target language: between foreign words
/// their neighbours speak louder than they do ("USB menggunakan image CD").
fn without_native(
    run: Range<usize>,
    detection: &Detection,
    context: &Context<'_>,
) -> Vec<Range<usize>> {
    let words: Vec<usize> = run.clone().collect();
    let is_english = language(&words, detection).is_some_and(Listed::is_english);
    let is_path = |at: usize| context.document.is_technical && is_in_path(at, detection, context);
    // a path does not end an English sentence, but it is none
    let is_sentence =
        words.iter().any(|&at| is_function(&detection.analysis.known(at).0) && !is_path(at));
    let is_foreign = |at: &usize| {
        !is_native(*at, is_english, detection, context) && (is_sentence || !is_path(*at))
    };
    let mut parts = Vec::new();
    let mut at = run.start;
    while at < run.end {
        let part = (at..run.end).take_while(is_foreign).count();
        if part > 0 {
            parts.push(at..at + part);
        }
        at += part + 1;
    }
    parts
}

/// Whether a word is part of a path or a key: `preseed/file`, `/var`, `tasksel/first`.
fn is_in_path(at: usize, detection: &Detection, context: &Context<'_>) -> bool {
    let Some(token) = detection.analysis.tokens.get(at) else { return false };
    let document = context.document;
    let is_part = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/_-.:".contains(*c);
    let before = document.before(token.span.start).chars().rev().take_while(is_part);
    let after = document.after(token.span.end).chars().take_while(is_part);
    document.slice(token.span).chars().all(|c| is_part(&c))
        && before.take(LONGEST_PATH).chain(after.take(LONGEST_PATH)).any(|c| c == '/')
}

/// Whether a word is frequent in the target language, and unknown in the language of the words around it.
fn is_native(at: usize, in_english: bool, detection: &Detection, context: &Context<'_>) -> bool {
    let known = detection.analysis.known(at).0;
    let is_lower = detection.analysis.tokens.get(at).is_some_and(|token| {
        // a capital at the start of a sentence says nothing
        token.shape == Shape::Lower
            || token.shape == Shape::Capital && !context.is_name_like(token.word)
    });
    let is_elsewhere = !in_english && known.other + NATIVE_MARGIN > known.target;
    is_lower && known.target >= NATIVE && known.english == 0.0 && !is_elsewhere
}

/// A run without what packs allow at its ends, and without what stood there only for its sake.
fn without_allowed(
    mut tokens: Range<usize>,
    detection: &Detection,
    context: &Context<'_>,
) -> Range<usize> {
    let is_allowed = |at: usize| {
        detection.analysis.tokens.get(at).is_some_and(|token| context.is_allowed(token.span))
    };
    let is_weak = |at: usize| detection.log_odds.get(at).is_none_or(|odds| *odds <= 0.0);
    let goes = |at: usize, beside: bool| is_allowed(at) || is_weak(at) && beside;
    let mut trimmed = false;
    while !tokens.is_empty() && goes(tokens.start, trimmed || is_allowed(tokens.start + 1)) {
        tokens.start += 1;
        trimmed = true;
    }
    let mut trimmed = trimmed && tokens.len() < 3;
    while !tokens.is_empty()
        && goes(tokens.end - 1, trimmed || tokens.len() > 1 && is_allowed(tokens.end - 2))
    {
        tokens.end -= 1;
        trimmed = true;
    }
    // a number behind a bracket or a full stop belongs to what follows
    let is_number = |at: usize| {
        detection.analysis.tokens.get(at).is_some_and(|token| token.shape == Shape::Number)
    };
    while tokens.len() > 1
        && is_number(tokens.end - 1)
        && !detection.analysis.is_close(tokens.end - 2, context.document)
    {
        tokens.end -= 1;
    }
    tokens
}

fn fragment(
    tokens: Range<usize>,
    sentence: usize,
    detection: &Detection,
    context: &Context<'_>,
) -> Option<Fragment> {
    let all = &detection.analysis.tokens;
    let (first, last) = (all.get(tokens.start)?, all.get(tokens.end.checked_sub(1)?)?);
    let is_word = |at: &usize| {
        all.get(*at).is_some_and(|token| {
            (!matches!(token.shape, Shape::Number | Shape::Opaque) || is_script(token, context))
                && !is_shortened(token.span, sentence, context)
        })
    };
    // a single Latin letter is a unit or a shortening, unless it stands among words, or is one itself
    let is_long = |at: &usize| {
        all.get(*at).is_some_and(|token| token.span.len() > 1)
            || is_small_word(*at, detection, context)
    };
    let mut words: Vec<usize> = tokens.clone().filter(is_word).collect();
    match words.iter().filter(|at| is_long(at)).count() {
        0 => return None,
        1 => words.retain(is_long),
        _ => {}
    }
    let shape = |at: usize| all.get(at).map_or(Shape::Opaque, |token| token.shape);
    let count = |wanted: &dyn Fn(usize) -> bool| words.iter().filter(|&&at| wanted(at)).count();
    let known = |at: usize| detection.analysis.known(at).0;
    let exonym = detection.analysis.exonyms.get(tokens.start).copied().unwrap_or_default();
    let certain = count(&|at| detection.certain.get(at) == Some(&true));
    Some(Fragment {
        span: first.span.cover(last.span),
        sentence,
        words: first.word..last.word + 1,
        foreign: words.len(),
        names: count(&|at| {
            shape(at).is_capitalised() && is_inside_or_named(at, detection, context)
        }),
        functions: count(&|at| shape(at) != Shape::Upper && is_function(&known(at))),
        certain,
        is_title: is_title(&tokens, detection),
        is_exonym: exonym.rank > 0 && usize::from(exonym.length) == tokens.len(),
        language: language(&words, detection),
        tokens,
    })
}

/// "a majority", "v příspěvku": a letter in lower case that is a word of the language of the next word.
fn is_small_word(at: usize, detection: &Detection, context: &Context<'_>) -> bool {
    let (known, _) = detection.analysis.known(at);
    let (next, _) = detection.analysis.known(at + 1);
    let is_lower = |at: usize| {
        detection.analysis.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
    };
    is_lower(at)
        && is_lower(at + 1)
        && is_function(&known)
        && known.languages & next.languages != 0
        && detection.certain.get(at..=at + 1) == Some(&[true, true])
        && detection.analysis.is_close(at, context.document)
}

/// Words of a script without blanks are one token with the numbers between them: "總額是150萬美元".
fn is_script(token: &Token, context: &Context<'_>) -> bool {
    let count = |wanted: fn(char) -> bool| {
        context.document.slice(token.span).chars().filter(|c| wanted(*c)).count()
    };
    token.script == ScriptKind::Other
        && token.shape == Shape::Number
        && count(char::is_alphabetic) > count(char::is_numeric)
}

/// Whether a word is among the most frequent of its language.
#[must_use]
pub fn is_function(known: &Known) -> bool {
    known.english.max(known.other) >= FUNCTION
}

/// `s.d.`, `sp.`: a short word with a full stop behind it, not at the end of the sentence.
fn is_shortened(span: Span, sentence: usize, context: &Context<'_>) -> bool {
    let end = context.document.sentences.get(sentence).map_or(0, |sentence| sentence.span.end);
    span.len() <= LONGEST_SHORTENING
        && span.end + 1 < end
        && context.document.after(span.end).starts_with('.')
}

/// A capital at the start of a sentence says nothing, unless the word is a name elsewhere.
fn is_inside_or_named(at: usize, detection: &Detection, context: &Context<'_>) -> bool {
    detection.analysis.tokens.get(at).is_some_and(|token| context.is_name_like(token.word))
}

/// Small words between capitals: "On a Wing and a Prayer", "Council of the Wise"; or behind one that English
/// has, too: "Bank" before "of Scotland".
fn is_title(tokens: &Range<usize>, detection: &Detection) -> bool {
    let all = &detection.analysis.tokens;
    let is_capital = |at: usize| all.get(at).is_some_and(|token| token.shape.is_capitalised());
    let is_small = |at: usize| detection.analysis.known(at).0.is_title_word;
    let beside = |at: Option<usize>| {
        at.is_some_and(|at| is_capital(at) && detection.analysis.known(at).0.log_odds > NEARLY)
    };
    let begins = is_capital(tokens.start) || beside(tokens.start.checked_sub(1));
    let ends = is_capital(tokens.end - 1) || beside(Some(tokens.end));
    begins && ends && tokens.clone().all(|at| is_capital(at) || is_small(at))
}

/// The language that knows most words.
fn language(words: &[usize], detection: &Detection) -> Option<Listed> {
    // for each language of the table, how many words it knows
    let mut known = [0_u32; u64::BITS as usize];
    let mut all = 0;
    for &at in words {
        let set = detection.analysis.known(at).0.languages;
        all |= set;
        for language in lexicon::members(set) {
            if let Some(count) = known.get_mut(language.number()) {
                *count += 1;
            }
        }
    }
    let english = lexicon::english();
    lexicon::members(all).max_by_key(|language| {
        // English is the likelier source, and shares most words with others
        let is_english = Some(*language) == english;
        let count = known.get(language.number()).copied().unwrap_or_default();
        (count + u32::from(is_english), is_english)
    })
}
