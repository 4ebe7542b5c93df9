//! The checks: one file each, and the registry.
//!
//! Checks whose name ends in `_rules` run the rules of the packs; the others are built in.

mod affix_rules;
mod label_rules;
mod line_rules;
mod listed_words;
mod near;
mod pattern_rules;
mod similar_text;
mod term_rules;
mod translation;
mod variant_rules;

use crate::diagnostic::{Diagnostic, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use rayon::prelude::*;

pub use variant_rules::{ACROSS, Facts, conclude};

/// The lists of phrases that the one index of a checker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// What the packs allow.
    Allowed,
    /// Words with a wanted form.
    Terms,
    /// Lines that are no part of an article.
    Lines,
    /// Labels at the start of a line.
    Labels,
    /// Spellings of names.
    Variants,
}

impl List {
    /// Every list, in the order of their numbers.
    pub const ALL: [Self; 5] =
        [Self::Allowed, Self::Terms, Self::Lines, Self::Labels, Self::Variants];
}

/// Finds one kind of fault.
pub trait Check: Send + Sync {
    /// Appends what it finds in one document, in any order.
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>);

    /// Appends what it finds in inline code, which is no prose; spans are those of the code.
    fn run_on_code(&self, _code: &str, _context: &Context<'_>, _out: &mut Vec<Diagnostic>) {}

    /// The phrases that it looks for, and in which list.
    fn phrases(&self) -> Option<(List, Keys)> {
        None
    }

    /// Whether it runs before the others, which then leave alone what it [`claims`].
    fn is_first(&self) -> bool {
        false
    }

    /// Does the same, and says what the document adds to a question about the whole run; see
    /// [`conclude`].
    fn run_with_facts(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) -> Option<Facts> {
        self.run(context, out);
        None
    }
}

/// Whether the words of a finding belong to it alone: a line that the pipeline left is to go, whatever
/// its language; a date or a sum of money is mended as a whole.
#[must_use]
pub fn claims(finding: &Diagnostic, text: &str) -> bool {
    let whole = match finding.family() {
        "leak" | "leftover" => true,
        "locale" => finding.span.of_text(text).contains(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    whole && finding.severity > Severity::Advice
}

/// The places of a finding that belong to it alone: its own, and others that it stands for.
pub fn claimed(finding: &Diagnostic) -> impl Iterator<Item = Span> + '_ {
    let others = finding.related.iter().filter(|related| {
        related.path.is_none()
            && related.rule == finding.rule
            && source_beside::is_original(related)
    });
    std::iter::once(finding.span).chain(others.map(|related| related.span))
}

/// Whether a finding speaks of the language of words, not of what a pipeline did to the text.
#[must_use]
pub fn is_about_language(finding: &Diagnostic) -> bool {
    matches!(finding.family(), "mixed" | "exonym" | "style" | "locale" | "name")
}

/// What a built-in check finds: its documentation and its examples.
#[derive(Debug)]
pub struct Def {
    /// `family/fault`.
    pub id: &'static str,
    /// What it finds, as a noun phrase.
    pub summary: &'static str,
    /// Why it is a fault, and what was measured.
    pub why: &'static str,
    /// How loud, unless the place says otherwise.
    pub severity: Severity,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// MQM class.
    pub mqm: &'static str,
    /// Texts it must find; the span is marked ⟦…⟧.
    pub bad: &'static [&'static str],
    /// Texts on which it must stay silent.
    pub good: &'static [&'static str],
}

impl Def {
    /// A finding of this check.
    #[must_use]
    pub fn report(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: self.id.to_owned(),
            message: message.into(),
            span,
            related: Vec::new(),
            fixes: Vec::new(),
            severity: self.severity,
            confidence: self.confidence,
            mqm: self.mqm.to_owned(),
            evidence: None,
        }
    }
}

/// A registered check: what it may report, and how it is built.
pub struct Entry {
    /// All ids that it reports.
    pub defs: &'static [&'static Def],
    /// Builds it for the rules and the language of a run.
    pub build: fn(&RuleSet, &Vocabulary) -> Box<dyn Check>,
}

/// Declares the files of the built-in checks and lists what they register.
macro_rules! checks {
    ($($file:ident),* $(,)?) => {
        $(pub mod $file;)*
        /// The built-in checks.
        pub static CHECKS: &[&Entry] = &[$(&$file::ENTRY),*];
    };
}

checks![
    attribution,
    blank_lines,
    box_name,
    displaced_noun,
    displaced_quote,
    doubled_word,
    encoding,
    entity,
    exonym_names,
    foreign_lines,
    foreign_passages,
    foreign_words,
    looped,
    lowercase_start,
    markup,
    merge_conflict,
    organisation,
    quotes,
    repeated_paragraph,
    script,
    second_version,
    similar_names,
    source_beside,
    spacing,
    suppression,
    truncated,
];

/// All checks for a set of rules: those that run rules, then the built-in ones.
#[must_use]
pub fn build(rules: &RuleSet, vocabulary: &Vocabulary) -> Vec<Box<dyn Check>> {
    let mut checks: Vec<Box<dyn Check>> = vec![
        Box::new(term_rules::TermRules::new(rules)),
        Box::new(line_rules::LineRules::new(rules)),
        Box::new(label_rules::LabelRules::new(rules)),
        Box::new(pattern_rules::PatternRules::new(rules)),
        Box::new(affix_rules::AffixRules::new(rules, vocabulary)),
        Box::new(variant_rules::VariantRules::new(rules)),
    ];
    checks.extend(CHECKS.iter().map(|entry| (entry.build)(rules, vocabulary)));
    checks
}

/// The phrases that checks look for.
#[must_use]
pub fn phrases(checks: &[Box<dyn Check>]) -> Vec<(List, Keys)> {
    checks.par_iter().filter_map(|check| check.phrases()).collect()
}

/// The phrases of each list, in the order of the lists.
#[must_use]
pub fn in_order(mut lists: Vec<(List, Keys)>) -> Vec<Keys> {
    let take = |list: List| {
        let place = lists.iter().position(|(other, _)| *other == list);
        place.map(|place| lists.swap_remove(place).1).unwrap_or_default()
    };
    List::ALL.map(take).into()
}

/// The ids of everything that no pack declares.
pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
    defs().map(|def| def.id).chain([ACROSS])
}

/// The documentation of every built-in check.
pub fn defs() -> impl Iterator<Item = &'static Def> + Clone {
    CHECKS.iter().flat_map(|entry| entry.defs.iter().copied())
}
