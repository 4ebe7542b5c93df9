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
        for sentence in &context.document.sentences {
            let words: Vec<String> =
                sentence.words.clone().map(|index| folded(context.document.word(index))).collect();
            let mut at = 0;
            while at < words.len() {
                let Some((period, times)) = repetition(&words, at, sentence.words.start, context)
                else {
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

/// The shortest stretch from word `at` that is repeated often enough: its length, and how often it stands.
fn repetition(
    words: &[String],
    at: usize,
    offset: usize,
    context: &Context<'_>,
) -> Option<(usize, usize)> {
    (1..=LONGEST_PERIOD.min((words.len() - at) / 2)).find_map(|period| {
        let stretch = words.get(at..at + period)?;
        let mut times = 1;
        while words.get(at + period * times..at + period * (times + 1)) == Some(stretch) {
            times += 1;
        }
        let needed = if period >= LONG_PERIOD { 2 } else { 3 };
        let range = offset + at..offset + at + period * times;
        let counts = times >= needed
            && stretch.iter().any(|word| {
                !context.vocabulary.repeatable.contains(word)
                    && word.chars().any(char::is_alphabetic)
            });
        (counts && is_unbroken(range, context)).then_some((period, times))
    })
}

/// Whether only blanks and commas part the words: full stops and dashes make a refrain of it.
fn is_unbroken(words: Range<usize>, context: &Context<'_>) -> bool {
    let document = context.document;
    let inside = words.start..words.end.saturating_sub(1);
    inside.clone().all(|index| {
        let (Some(left), Some(right)) = (document.words.get(index), document.words.get(index + 1))
        else {
            return false;
        };
        let gap = document.slice(Span { start: left.span.end, end: right.span.start });
        gap.chars().all(|c| c.is_whitespace() || c == ',')
    }) && !inside
        .filter_map(|index| document.words.get(index))
        .all(|word| word.shape.is_capitalised() || word.shape == Shape::Number)
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
