//! The features of a token: what the model of foreign words is asked with.

use super::analysis::{Analysis, share};
use super::title::{TITLE_REACH, Title};
use super::token::{ScriptKind, Token};
use crate::document::Document;
use crate::document::quote::QuoteKind;
use crate::document::word::Shape;
use crate::text::span::Span;
use std::ops::Range;

/// The names of the features, in the order of the values.
pub const NAMES: [&str; COUNT] = [
    "target",
    "english",
    "common",
    "other",
    "second",
    "log_odds",
    "english_log_odds",
    "spelling",
    "spelling_difference",
    "stem",
    "letters",
    "shape",
    "is_first",
    "quote",
    "seen_lower",
    "seen_capital",
    "is_joined",
    "script",
    "exonym",
    "exonym_length",
    "languages",
    "agreeing",
    "agreeing_english",
    "sentence_odds",
    "sentence_unlisted",
    "unlisted",
    "capitals",
    "sentence_tokens",
    "is_built",
    "gap_before",
    "gap_after",
    "capital_run",
    "is_last",
    "title_run",
    "title_foreign",
    "title_position",
    "is_particle",
    "is_accepted",
    "odds-3",
    "shape-3",
    "script-3",
    "target-3",
    "english-3",
    "odds-2",
    "shape-2",
    "script-2",
    "target-2",
    "english-2",
    "odds-1",
    "shape-1",
    "script-1",
    "target-1",
    "english-1",
    "odds+1",
    "shape+1",
    "script+1",
    "target+1",
    "english+1",
    "odds+2",
    "shape+2",
    "script+2",
    "target+2",
    "english+2",
    "odds+3",
    "shape+3",
    "script+3",
    "target+3",
    "english+3",
];

/// How many features a token has.
pub const COUNT: usize = 68;
/// The tokens on each side that count as context.
const WINDOW: usize = 3;
/// The value of a neighbour that does not exist.
const NONE: f32 = -9.0;

/// The features of the tokens of one document.
pub struct Features<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
}

/// The features of the tokens of one sentence.
pub struct InSentence<'a> {
    features: &'a Features<'a>,
    range: Range<usize>,
    surroundings: Surroundings,
}

/// What all tokens of a sentence share.
struct Surroundings {
    odds_sum: f32,
    lower: u32,
    unlisted: u32,
}

impl InSentence<'_> {
    /// Those of one of its tokens.
    #[must_use]
    pub fn of(&self, at: usize) -> [f32; COUNT] {
        self.features.of_token(at, &self.range, &self.surroundings)
    }
}

impl<'a> Features<'a> {
    /// The features of a document.
    #[must_use]
    pub const fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self { document, analysis }
    }

    /// The features of a sentence, given by its tokens.
    #[must_use]
    pub fn in_sentence(&'a self, range: &Range<usize>) -> InSentence<'a> {
        InSentence { features: self, range: range.clone(), surroundings: self.surroundings(range) }
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.analysis.tokens.get(at)
    }

    fn surroundings(&self, range: &Range<usize>) -> Surroundings {
        let mut found = Surroundings { odds_sum: 0.0, lower: 0, unlisted: 0 };
        for at in range.clone().filter(|&at| self.is_lower(at)) {
            let known = self.analysis.known(at).0;
            found.odds_sum += known.log_odds;
            found.lower += 1;
            found.unlisted += u32::from(known.target == 0.0);
        }
        found
    }

    fn is_lower(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    fn of_token(&self, at: usize, range: &Range<usize>, sentence: &Surroundings) -> [f32; COUNT] {
        let Some(token) = self.token(at) else { return [0.0; COUNT] };
        let (known, seen) = self.analysis.known(at);
        let text = self.document.slice(token.span);
        let exonym = self.analysis.exonyms.get(at).copied().unwrap_or_default();
        let letters = text.chars().count();
        let mut values = Values { values: [0.0; COUNT], next: 0 };
        for value in [
            known.target,
            known.english,
            known.common,
            known.other,
            known.second,
            known.log_odds,
            known.english_log_odds,
            known.spelling / small(letters + 1),
            known.english_spelling - known.spelling,
            known.stem,
            small(letters),
            shape(token.shape),
            flag(at == range.start),
            self.quote(token.span),
            small(usize::from(seen.lower) - usize::from(token.shape == Shape::Lower)).min(3.0),
            seen_capital(seen.capital, token.shape, at > range.start),
            flag(text.contains(['-', '\'', '’'])),
            script(token.script),
            f32::from(exonym.rank),
            f32::from(exonym.length),
            small(known.languages.count_ones() as usize),
        ] {
            values.push(value);
        }
        self.push_sentence(at, range, sentence, &mut values);
        for offset in (1..=WINDOW).rev() {
            let before = at.checked_sub(offset).filter(|before| *before >= range.start);
            self.push_neighbour(before, &mut values);
        }
        for offset in 1..=WINDOW {
            self.push_neighbour(Some(at + offset).filter(|after| *after < range.end), &mut values);
        }
        values.values
    }

    fn push_sentence(
        &self,
        at: usize,
        range: &Range<usize>,
        sentence: &Surroundings,
        values: &mut Values,
    ) {
        let known = self.analysis.known(at).0;
        let own = u32::from(self.is_lower(at));
        let others = sentence.lower - own;
        let mean = if others == 0 {
            0.0
        } else {
            (sentence.odds_sum - if own == 1 { known.log_odds } else { 0.0 })
                / small(others as usize)
        };
        let (agreeing, english) = self.agreeing(at, range);
        for value in [
            agreeing,
            english,
            mean,
            share(sentence.unlisted - own * u32::from(known.target == 0.0), others),
            self.analysis.unlisted_share,
            self.analysis.capital_share,
            small(range.len()),
            flag(known.is_built),
            self.gap(at.checked_sub(1).filter(|before| *before >= range.start), Some(at)),
            self.gap(Some(at), Some(at + 1).filter(|after| *after < range.end)),
            self.capital_run(at, range),
            flag(at + 1 == range.end),
        ] {
            values.push(value);
        }
        let title = Title::around(at, range, self.analysis, self.document);
        for value in [
            title.length,
            title.foreign_share,
            title.position,
            flag(known.is_title_word),
            flag(known.is_accepted),
        ] {
            values.push(value);
        }
    }

    fn push_neighbour(&self, at: Option<usize>, values: &mut Values) {
        let token = at.and_then(|at| Some((at, self.token(at)?)));
        let Some((at, token)) = token else {
            (0..5).for_each(|_| values.push(NONE));
            return;
        };
        let known = self.analysis.known(at).0;
        values.push(known.log_odds);
        values.push(shape(token.shape));
        values.push(script(token.script));
        values.push(known.target);
        values.push(known.english);
    }

    /// How many neighbours are known to another language that knows this word, too; and how many of
    /// them to English.
    fn agreeing(&self, at: usize, range: &Range<usize>) -> (f32, f32) {
        let own = self.analysis.known(at).0;
        let from = at.saturating_sub(WINDOW).max(range.start);
        let to = (at + WINDOW + 1).min(range.end);
        let (mut agreeing, mut english) = (0, 0);
        for other in (from..to).filter(|&other| other != at) {
            let known = self.analysis.known(other).0;
            agreeing += usize::from(known.languages & own.languages != 0 && known.log_odds > 0.0);
            english += usize::from(known.english_log_odds > 0.0);
        }
        (small(agreeing), small(english))
    }

    fn quote(&self, span: Span) -> f32 {
        self.document.quote_around(span).map_or(0.0, |quote| match quote.kind {
            QuoteKind::Double => 1.0,
            QuoteKind::Single | QuoteKind::Emphasis => 2.0,
            QuoteKind::Parenthesis => 3.0,
        })
    }

    /// What stands between two tokens: blanks, a comma, a quotation mark, something else, a border.
    fn gap(&self, left: Option<usize>, right: Option<usize>) -> f32 {
        let span = |at: Option<usize>| at.and_then(|at| self.token(at)).map(|token| token.span);
        let (Some(left), Some(right)) = (span(left), span(right)) else { return 4.0 };
        let gap = self.document.slice(Span { start: left.end, end: right.start });
        let mut marks = gap.chars().filter(|c| !c.is_whitespace());
        match marks.next() {
            None => 0.0,
            Some(',') => 1.0,
            Some('"' | '“' | '”' | '«' | '»' | '„' | '‘' | '’' | '\'' | '(' | ')') => {
                2.0
            }
            Some(_) => 3.0,
        }
    }

    /// The length of the run of capitalised tokens around a token.
    fn capital_run(&self, at: usize, range: &Range<usize>) -> f32 {
        let is_capital =
            |at: &usize| self.token(*at).is_some_and(|token| token.shape.is_capitalised());
        if !is_capital(&at) {
            return 0.0;
        }
        let after = (at..range.end).take(TITLE_REACH).take_while(is_capital).count();
        let before = (range.start..at).rev().take(TITLE_REACH).take_while(is_capital).count();
        small(after + before).min(8.0)
    }
}

/// How often the word stands elsewhere with a capital inside a sentence, up to 5.
fn seen_capital(capital: u16, own: Shape, inside: bool) -> f32 {
    let this = u16::from(own != Shape::Lower && inside);
    f32::from(capital - this.min(capital)).min(5.0)
}

struct Values {
    values: [f32; COUNT],
    next: usize,
}

impl Values {
    fn push(&mut self, value: f32) {
        if let Some(slot) = self.values.get_mut(self.next) {
            *slot = value;
        }
        self.next += 1;
    }
}

/// A count as a feature.
#[must_use]
pub fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

const fn flag(is_set: bool) -> f32 {
    if is_set { 1.0 } else { 0.0 }
}

const fn shape(shape: Shape) -> f32 {
    match shape {
        Shape::Lower => 0.0,
        Shape::Capital => 1.0,
        Shape::Upper => 2.0,
        Shape::Mixed => 3.0,
        Shape::Number => 4.0,
        Shape::Opaque => 5.0,
    }
}

const fn script(script: ScriptKind) -> f32 {
    match script {
        ScriptKind::Own => 0.0,
        ScriptKind::Latin => 1.0,
        ScriptKind::Other => 2.0,
    }
}
