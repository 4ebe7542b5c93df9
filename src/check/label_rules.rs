//! Labels that a pipeline left at the start of a line: "Translation:", "Terjemahan:".

use super::similar_text::{LONGEST_VERSION, content_words, overlap};
use super::{Check, List};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::language::context::Context;
use crate::rules::rule::{Matcher, Rule};
use crate::rules::set::RuleSet;
use crate::text::candidates::longest;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use std::borrow::Cow;
use std::sync::Arc;

/// In the first blocks a label is certain; further down it may head a legitimate list.
const TOP: usize = 3;
/// Inside a line a label comes after so many words at least.
const FEWEST_BEFORE: usize = 4;
/// A second version of a text shares this much of its content words with the first.
pub(super) const SAME: f64 = 0.4;

pub(super) struct LabelRules(Labels);

/// All labels of a set of rules.
pub(super) struct Labels {
    rules: Vec<Arc<Rule>>,
    /// For each label, its rule and its number there.
    owners: Vec<(usize, usize)>,
}

impl Labels {
    pub(super) fn new(set: &RuleSet) -> Self {
        let has_labels = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Label(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_labels).cloned().collect();
        let mut owners = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let Matcher::Label(labels) = &rule.matcher else { continue };
            owners.extend((0..labels.len()).map(|label| (index, label)));
        }
        Self { rules, owners }
    }

    fn label(&self, number: usize) -> Option<Cow<'_, str>> {
        let &(rule, label) = self.owners.get(number)?;
        let Matcher::Label(labels) = &self.rules.get(rule)?.matcher else { return None };
        labels.get(label).map(|label| label.as_str().into())
    }

    /// Every label that is no part of a longer word, with its rule.
    pub(super) fn found<'c>(
        &'c self,
        context: &'c Context<'_>,
    ) -> impl Iterator<Item = (Span, &'c Rule)> + 'c {
        let folded = context.document.folded();
        let found = context.found(List::Labels as usize, false, |number| self.label(number));
        longest(found).into_iter().filter_map(move |found| {
            let before = folded.text.get(..found.start)?.chars().next_back();
            let free = !before.is_some_and(char::is_alphanumeric);
            let &(rule, _) = self.owners.get(found.phrase)?;
            free.then_some((folded.original_span(found.span()), &**self.rules.get(rule)?))
        })
    }
}

impl LabelRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        Self(Labels::new(set))
    }
}

impl Check for LabelRules {
    fn phrases(&self) -> Option<(List, Keys)> {
        let Self(labels) = self;
        let texts = (0..labels.owners.len()).filter_map(|number| labels.label(number));
        Some((List::Labels, Keys::of(labels.owners.len(), texts)))
    }

    fn is_first(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        for (span, rule) in self.0.found(context) {
            let document = context.document;
            let Some(index) = document.block_at(span.start) else { continue };
            let Some(block) = document.blocks.get(index) else { continue };
            let before = Span { start: block.span.start, end: span.start };
            let is_inside = document.slice(before).chars().any(char::is_alphanumeric);
            let is_second = if is_inside {
                is_version_of(before, span, context)
            } else {
                heads_second_version(index, span, context)
            };
            if is_inside && !is_second {
                continue;
            }
            let Some(mut finding) = rule.report(span, document.slice(span), &[]) else { continue };
            if index >= TOP && !is_second {
                finding.severity = Severity::Advice;
            }
            out.push(
                finding.with_fix(Fix::delete(label_and_gap(span, context), "delete the label")),
            );
        }
    }
}

/// Whether the line after a label says again what stands before the label.
fn is_version_of(before: Span, label: Span, context: &Context<'_>) -> bool {
    let after =
        Span { start: label.end, end: label.end + Span::of(context.document.after(label.end)).end };
    let long = context.document.words_in(before).len() >= FEWEST_BEFORE;
    let is_short = before.len().max(after.len()) <= LONGEST_VERSION;
    long && is_short
        && overlap(&content_words(before, context), &content_words(after, context)) >= SAME
}

/// Whether what follows the label says again what the block before it says.
fn heads_second_version(index: usize, label: Span, context: &Context<'_>) -> bool {
    let blocks = &context.document.blocks;
    let (Some(block), Some(previous)) =
        (blocks.get(index), index.checked_sub(1).and_then(|at| blocks.get(at)))
    else {
        return false;
    };
    let rest = Span { start: label.end, end: block.span.end };
    let version = if context.document.words_in(rest).is_empty() {
        blocks.get(index + 1).map_or(rest, |next| next.span)
    } else {
        rest
    };
    version.len().max(previous.span.len()) <= LONGEST_VERSION
        && overlap(&content_words(version, context), &content_words(previous.span, context)) >= SAME
}

/// The label with the marks around it and the blank behind it.
fn label_and_gap(label: Span, context: &Context<'_>) -> Span {
    let after = context.document.after(label.end);
    let gap = after.len() - after.trim_start_matches(['*', '_', ' ', '\u{A0}']).len();
    let before = context.document.before(label.start);
    let marks = before.len() - before.trim_end_matches(['*', '_']).len();
    Span::new(label.start() - marks, label.end() + gap)
}
