//! Stretches of a sentence that are in English, from the standing of the words: what is foreign, not
//! yet what is a fault.

use super::context::Context;
use super::evidence::Standing;
use crate::document::word::Shape;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::ops::Range;

/// A stretch of foreign words inside one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Its words, by index.
    pub words: Range<usize>,
    /// How many of them are foreign words in lower case, or at the start of the sentence.
    pub foreign: usize,
    /// How many of those are function words.
    pub functions: usize,
    /// Whether it is written as a title: capitals with small words between them.
    pub is_title: bool,
}

impl Fragment {
    /// Where it stands.
    #[must_use]
    pub fn span(&self, context: &Context<'_>) -> Span {
        let span = |index: usize| {
            context.document.words.get(index).map_or_else(Span::default, |word| word.span)
        };
        span(self.words.start).cover(span(self.words.end.saturating_sub(1)))
    }
}

/// A native word so common in English goes with the English words around it (`in`, `data`).
const SHARED: f32 = 4.5;

/// More names, numbers and unknown words in a row part two fragments.
const LONGEST_BRIDGE: usize = 2;

/// How one word may take part in a fragment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Foreign by itself.
    Foreign,
    /// A foreign function word.
    Function,
    /// An English word written as a name.
    Name,
    /// Goes with either side: a number, an unknown word, a word of both languages.
    Bridge,
    /// Ends a fragment.
    Native,
}

/// The fragments of a range of words that lie in one sentence.
#[must_use]
pub fn fragments(words: Range<usize>, context: &Context<'_>) -> Vec<Fragment> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut bridges = 0;
    for index in words.clone() {
        let part = part(index, context);
        let goes_on = index == words.start || is_joined(index - 1, index, context);
        bridges = if matches!(part, Part::Foreign | Part::Function) { 0 } else { bridges + 1 };
        if !goes_on || part == Part::Native || bridges > LONGEST_BRIDGE {
            found.extend(close(open.take(), context));
        }
        if part != Part::Native {
            let start = open.as_ref().map_or(index, |range| range.start);
            open = Some(start..index + 1);
        }
    }
    found.extend(close(open, context));
    found
}

fn part(index: usize, context: &Context<'_>) -> Part {
    let Some(evidence) = context.evidence().get(index) else { return Part::Native };
    let is_name = context.is_name_like(index);
    match evidence.standing {
        Standing::Foreign | Standing::ForeignFunction if is_name => Part::Name,
        Standing::ForeignFunction => Part::Function,
        Standing::Foreign => Part::Foreign,
        Standing::Native
            if evidence.english < SHARED || evidence.native > evidence.english + 0.5 =>
        {
            Part::Native
        }
        Standing::Neutral | Standing::Accepted | Standing::Unknown | Standing::Native => {
            Part::Bridge
        }
    }
}

/// Whether nothing but blanks, commas and quotation marks stands between two words.
fn is_joined(left: usize, right: usize, context: &Context<'_>) -> bool {
    let (Some(a), Some(b)) = (context.document.words.get(left), context.document.words.get(right))
    else {
        return false;
    };
    let gap = context.document.slice(Span { start: a.span.end, end: b.span.start });
    gap.chars().all(|c| {
        c.is_whitespace() || matches!(c, ',' | '\'' | '’' | '"' | '“' | '”' | '&' | '$' | '-')
    })
}

/// Trims what only bridges at both ends, and counts.
fn close(range: Option<Range<usize>>, context: &Context<'_>) -> Option<Fragment> {
    let range = range?;
    let solid = |index: &usize| matches!(part(*index, context), Part::Foreign | Part::Function);
    let first = range.clone().find(solid)?;
    let last = range.rev().find(solid)?;
    let words = first..last + 1;
    let count =
        |wanted: Part| words.clone().filter(|&index| part(index, context) == wanted).count();
    let functions = count(Part::Function);
    let foreign = count(Part::Foreign) + functions;
    let is_title = is_title(&words, context);
    Some(Fragment { words, foreign, functions, is_title })
}

/// Small words between capitals: "On a Wing and a Prayer", "Council of the Wise".
fn is_title(words: &Range<usize>, context: &Context<'_>) -> bool {
    let capital = |index: usize| {
        context
            .document
            .words
            .get(index)
            .is_some_and(|word| word.shape.is_capitalised() || word.shape == Shape::Number)
    };
    let before = words.start.checked_sub(1).is_some_and(|before| {
        context.is_adjacent(before, words.start)
            && capital(before)
            && is_foreign_looking(before, context)
    });
    let after = context.is_adjacent(words.end - 1, words.end)
        && capital(words.end)
        && is_foreign_looking(words.end, context);
    let lower: Vec<_> = words.clone().filter(|&index| !capital(index)).collect();
    let small = |index: &usize| {
        let word = folded(context.document.word(*index));
        part(*index, context) == Part::Function || context.vocabulary.particles.contains(&word)
    };
    let begins = capital(words.start) || before;
    let ends = capital(words.end - 1) || after;
    begins && ends && lower.iter().all(small)
}

/// A capitalised word that is no plain word of the target language.
fn is_foreign_looking(index: usize, context: &Context<'_>) -> bool {
    context.evidence().get(index).is_some_and(|evidence| {
        evidence.standing != Standing::Native || evidence.english > evidence.native
    })
}
