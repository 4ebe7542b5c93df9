//! Headings, list items, cells and link texts that were left in English whole: too short for a passage, and
//! the capitals of a heading make names of its words.
//!
//! Only texts with code are read, as documentation is: elsewhere such a line is the title of a work.

use super::foreign_passages::{PASSAGE, is_passage};
use super::{Check, Entry};
use crate::data::lists;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::block::BlockKind;
use crate::document::quote::QuoteKind;
use crate::document::word::{Shape, Word};
use crate::format::carved::Target;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::fragment::Fragment;
use crate::language::vocabulary::{Vocabulary, WordSet};
use crate::rules::set::RuleSet;
use crate::text::fold::{as_folded, folded};
use crate::text::span::Span;

/// What it finds is a passage, and documented there.
pub(super) static ENTRY: Entry = Entry { defs: &[], build };

/// A rarer English word may be a name.
const COMMON: f32 = 2.5;
/// … all the more where it has a capital.
const COMMON_CAPITAL: f32 = 3.0;
/// A shorter word of capitals is a short form.
const SHORTEST_CAPITALS: usize = 4;
/// A heading of so many words is no name, when words join it that names seldom have.
const LONG_HEADING: usize = 4;
/// Shorter lines are terms.
const FEWEST_WORDS: usize = 3;

struct ForeignLines {
    /// `of`, `and`, `to`: names have them, too.
    small: WordSet,
    /// `when`, `your`, `using`: names have none of them.
    strong: WordSet,
    /// `and`, `with`: names seldom have them.
    joints: WordSet,
}

/// What the words of a line are.
#[derive(Default)]
struct Line {
    words: usize,
    small: usize,
    strong: usize,
    joints: usize,
    /// Other English words, in lower case …
    lower: usize,
    /// … and with a capital.
    capital: usize,
    native: usize,
    /// English words right behind another one.
    beside: usize,
}

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let set = |name: &str| -> WordSet { lists::entries("shared", name).map(as_folded).collect() };
    let lists = ["title-words", "name-particles"].into_iter();
    let small = lists.flat_map(|name| lists::entries("shared", name)).map(as_folded).collect();
    Box::new(ForeignLines {
        small,
        strong: set("heading-words-en"),
        joints: set("heading-joints-en"),
    })
}

impl Check for ForeignLines {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        let has_english = context.vocabulary.english.is_some();
        if !document.is_technical || document.is_untranslated || !has_english {
            return;
        }
        let blocks = document.blocks.iter().filter(|block| !block.is_quoted);
        for block in blocks {
            let line = || self.line(block.span, context);
            let is_left = match block.kind {
                BlockKind::Title | BlockKind::Heading => line().is_some_and(|l| l.is_heading()),
                kind if kind.is_fragment() => line().is_some_and(|l| l.is_item()),
                _ => false,
            };
            if is_left {
                out.extend(report(block.span, context));
            }
        }
        for link in document.links.iter().filter(|link| link.target == Target::Own) {
            if self.line(link.span, context).is_some_and(|line| line.is_link()) {
                out.extend(report(link.span, context));
            }
        }
    }
}

impl ForeignLines {
    /// The words of a line; `None` where it holds a letter that English does not have.
    fn line(&self, span: Span, context: &Context<'_>) -> Option<Line> {
        let document = context.document;
        if document.slice(span).chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            return None;
        }
        let mut line = Line::default();
        let mut last = None;
        for index in document.words_in(span) {
            let word = document.words.get(index)?;
            let quote = document.quote_around(word.span);
            // "DRY (Don't Repeat Yourself)": what a short form means
            let is_gloss = quote.is_some_and(|quote| {
                quote.kind == QuoteKind::Parenthesis && span.contains(quote.span)
            });
            if is_gloss || matches!(word.shape, Shape::Number | Shape::Opaque) {
                continue;
            }
            if self.count(index, word, &mut line, context) {
                let is_beside = last.is_some_and(|last| context.is_adjacent(last, index));
                line.beside += usize::from(is_beside);
                last = Some(index);
            }
        }
        Some(line)
    }

    /// Counts a word; whether it is English.
    fn count(&self, index: usize, word: &Word, line: &mut Line, context: &Context<'_>) -> bool {
        let Some(evidence) = context.evidence().get(index) else { return false };
        let own = folded(context.document.word(index));
        line.words += 1;
        let (standing, english) = (evidence.standing, evidence.english);
        let is_first = line.words == 1;
        let kind = match word.shape {
            _ if standing == Standing::Native => &mut line.native,
            _ if !standing.is_foreign() => return false,
            _ if self.strong.contains(&own) => &mut line.strong,
            _ if self.small.contains(&own) || self.joints.contains(&own) => {
                line.joints += usize::from(self.joints.contains(&own));
                &mut line.small
            }
            Shape::Upper if word.span.len() < SHORTEST_CAPITALS => return false,
            Shape::Lower if english >= COMMON => &mut line.lower,
            Shape::Capital | Shape::Upper if is_first || english >= COMMON_CAPITAL => {
                &mut line.capital
            }
            _ => return false,
        };
        *kind += 1;
        standing != Standing::Native
    }
}

impl Line {
    const fn english(&self) -> usize {
        self.small + self.strong + self.lower + self.capital
    }

    /// Whether next to nothing of it is a name or of the language, and it is no list of words.
    const fn is_mostly_english(&self) -> bool {
        let functions = self.small + self.strong;
        let most = match functions {
            0 => 0,
            1 => self.words / 4,
            _ => self.words / 3,
        };
        self.native <= most
            && self.english() * 3 >= self.words * 2
            && self.beside * 2 >= self.english()
    }

    /// "When to Use", "HTTP Methods and Status Codes": not "Ruby on Rails", "Quality of Service".
    const fn is_heading(&self) -> bool {
        let is_sentence = self.strong > 0 && self.words >= FEWEST_WORDS;
        let is_long =
            self.joints > 0 && self.words >= LONG_HEADING && self.lower + self.capital > 1;
        self.is_mostly_english() && (is_sentence || is_long || self.is_item())
    }

    /// "network interface settings", "Before you begin": lower case says that it is no name.
    const fn is_item(&self) -> bool {
        self.is_mostly_english()
            && self.words >= FEWEST_WORDS
            && (self.lower > 1 || self.lower + self.small > 0 && self.strong > 0)
    }

    /// "Getting started", "Installation guide": not "React Router", "Software in the Public Interest".
    const fn is_link(&self) -> bool {
        self.words > 1
            && self.native == 0
            && self.english() == self.words
            && self.beside + 1 == self.words
            && self.lower + self.joints + self.strong > 0
    }
}

fn report(span: Span, context: &Context<'_>) -> Option<Diagnostic> {
    let is_told = |fragment: &Fragment| {
        fragment.span.start < span.end
            && span.start < fragment.span.end
            && is_passage(fragment, context)
    };
    if context.document.is_in_foreign_link(span)
        || context.is_allowed(span)
        || context.fragments().iter().any(is_told)
    {
        return None;
    }
    let target = context.vocabulary.language.name();
    let message = format!("this is English, left untranslated in a text in {target}");
    let mut finding = PASSAGE.report(span, message);
    finding.severity = Severity::Warning;
    Some(finding.with_fix(Fix::hint(format!("translate it into {target}"))))
}
