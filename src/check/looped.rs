//! A model caught in a loop: the same words again and again.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::ops::Range;

pub(super) static DEF: Def = Def {
    id: "broken/loop",
    summary: "words repeated three times or more, or four and more words twice",
    why: "Decoders fall into loops. In WMT23/24 news 0.8 of 1,000 machine outputs had one, human references none.",
    severity: Severity::Error,
    confidence: 95,
    mqm: "fluency/duplication",
    bad: &[
        "Pasukan itu ⟦dan dan dan dan⟧ mundur ke utara.",
        "Rombongan ⟦tiba di kota pelabuhan tiba di kota pelabuhan⟧ pada sore hari.",
    ],
    good: &[
        "Jalan ditambal, rusak, ditambal, rusak lagi.",
        "Penonton tertawa ha ha ha ha.",
        "Ia berlari dan berlari.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// The longest stretch that is looked for.
const LONGEST_PERIOD: usize = 12;
/// Stretches of so many words need stand only twice.
const LONG_PERIOD: usize = 4;

struct Looped;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Looped)
}

impl Check for Looped {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let mut keys = Vec::new();
        for sentence in &context.document.sentences {
            keys.clear();
            keys.extend(sentence.words.clone().map(|index| context.form(index)));
            if !may_repeat(&keys) {
                continue;
            }
            let mut row = Row::of(sentence.words.clone(), context);
            let mut at = 0;
            while at < row.words.len() {
                let Some((period, times)) = row.repetition(at) else {
                    at += 1;
                    continue;
                };
                let first = sentence.words.start + at;
                out.extend(report(first..first + period * times, period, times, context));
                at += period * times;
            }
        }
    }
}

/// Whether a stretch may stand twice in a row, by the keys of the words.
fn may_repeat(keys: &[u64]) -> bool {
    (1..=LONGEST_PERIOD).any(|period| {
        let later = keys.get(period..).unwrap_or_default();
        let is_same = |at: &usize| later.get(*at).is_some_and(|key| keys.get(*at) == Some(key));
        // so many in a row cover one of the places that are so far apart
        (period - 1..later.len()).step_by(period).filter(is_same).any(|at| {
            let before = (0..at).rev().take_while(is_same).take(period).count();
            let after = (at..later.len()).take_while(is_same).take(period).count();
            before + after >= period
        })
    })
}

/// The words of one sentence.
struct Row<'a, 'c> {
    context: &'a Context<'c>,
    offset: usize,
    /// Folded.
    words: Vec<String>,
    /// Whether only blanks and commas part a word from the one before it: full stops and dashes make a
    /// refrain of it.
    is_joined: Vec<bool>,
    /// For each period, up to which word its repetitions are known not to count: a long row would be
    /// walked again from each of its words.
    rejected: [usize; LONGEST_PERIOD + 1],
}

impl<'a, 'c> Row<'a, 'c> {
    fn of(range: Range<usize>, context: &'a Context<'c>) -> Self {
        let words = range.clone().map(|index| folded(context.document.word(index))).collect();
        let is_joined =
            range.clone().map(|index| index > range.start && is_joined(index, context)).collect();
        Self { context, offset: range.start, words, is_joined, rejected: [0; LONGEST_PERIOD + 1] }
    }

    /// The shortest stretch from word `at` that is repeated often enough: its length, and how often it
    /// stands.
    fn repetition(&mut self, at: usize) -> Option<(usize, usize)> {
        (1..=LONGEST_PERIOD.min((self.words.len() - at) / 2)).find_map(|period| {
            let is_rejected = self.rejected.get(period).is_none_or(|&until| at < until);
            if is_rejected || !self.are_joined(at + 1..at + period) {
                return None;
            }
            let (times, is_broken) = self.times(at, period);
            let needed = if period >= LONG_PERIOD { 2 } else { 3 };
            let counts = !is_broken
                && times >= needed
                && self.has_meaning(at..at + period)
                && !self.are_names(at..at + period * times);
            if let Some(until) =
                self.rejected.get_mut(period).filter(|_| !counts && times >= needed)
            {
                *until = at + period * (times - 1);
            }
            counts.then_some((period, times))
        })
    }

    /// How often a stretch stands in a row, and whether something else than a blank or a comma parts the
    /// row before its end.
    fn times(&self, at: usize, period: usize) -> (usize, bool) {
        let stretch = self.words.get(at..at + period);
        let mut times = 1;
        loop {
            let next = at + period * times..at + period * (times + 1);
            if self.words.get(next.clone()) != stretch {
                return (times, false);
            }
            if !self.are_joined(next) {
                return (times, true);
            }
            times += 1;
        }
    }

    fn are_joined(&self, range: Range<usize>) -> bool {
        self.is_joined.get(range).is_some_and(|joined| joined.iter().all(|&joined| joined))
    }

    /// Whether one of the words is none that may stand many times.
    fn has_meaning(&self, range: Range<usize>) -> bool {
        let repeatable = &self.context.vocabulary.repeatable;
        let mut words = self.words.get(range).unwrap_or_default().iter();
        words.any(|word| !repeatable.contains(word) && word.chars().any(char::is_alphabetic))
    }

    /// Whether all words but the last are names or numbers.
    fn are_names(&self, range: Range<usize>) -> bool {
        let words = &self.context.document.words;
        let words =
            words.get(self.offset + range.start..self.offset + range.end - 1).unwrap_or_default();
        words.iter().all(|word| word.shape.is_capitalised() || word.shape == Shape::Number)
    }
}

/// Whether only blanks and commas part a word from the one before it.
fn is_joined(index: usize, context: &Context<'_>) -> bool {
    let document = context.document;
    let left = index.checked_sub(1).and_then(|left| document.words.get(left));
    let (Some(left), Some(right)) = (left, document.words.get(index)) else { return false };
    let gap = document.slice(Span { start: left.span.end, end: right.span.start });
    gap.chars().all(|c| c.is_whitespace() || c == ',')
}

fn report(
    words: Range<usize>,
    period: usize,
    times: usize,
    context: &Context<'_>,
) -> Option<Diagnostic> {
    let document = context.document;
    let first = document.words.get(words.start)?.span;
    let last = document.words.get(words.end - 1)?.span;
    let once = document.words.get(words.start + period - 1)?.span;
    let finding =
        DEF.report(first.cover(last), format!("the same words stand {times} times in a row"));
    Some(finding.with_fix(Fix::delete(Span { start: once.end, end: last.end }, "keep them once")))
}
