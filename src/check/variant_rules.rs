//! Spellings of one name: reported where an article mixes them, or a pack prefers one.

use super::near::allows;
use super::{Check, List};
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::language::context::Context;
use crate::rules::rule::{Matcher, Rule, VariantGroup};
use crate::rules::set::RuleSet;
use crate::text::fold::as_normal;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// The id under which forms mixed across the files of a run are reported.
pub const ACROSS: &str = "name/variants-run";

pub(super) struct VariantRules {
    rules: Vec<Arc<Rule>>,
    /// For each spelling: rule, group and spelling by index.
    owners: Vec<(usize, usize, usize)>,
}

/// The spellings of one document: for each group, which forms stand where.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    forms: BTreeMap<(usize, usize), BTreeMap<usize, Use>>,
}

/// One spelling in one document.
#[derive(Clone, Debug)]
struct Use {
    spelling: String,
    spans: Vec<Span>,
}

impl VariantRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        let has_variants = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Variants(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_variants).cloned().collect();
        let mut owners = Vec::new();
        for (rule_index, rule) in rules.iter().enumerate() {
            let Matcher::Variants(groups) = &rule.matcher else { continue };
            for (group_index, group) in groups.iter().enumerate() {
                let spellings = 0..group.spellings.len();
                owners.extend(spellings.map(|index| (rule_index, group_index, index)));
            }
        }
        Self { rules, owners }
    }

    fn group(&self, rule: usize, group: usize) -> Option<(&Rule, &VariantGroup)> {
        let rule = self.rules.get(rule)?;
        let Matcher::Variants(groups) = &rule.matcher else { return None };
        Some((rule, groups.get(group)?))
    }

    fn spelling(&self, number: usize) -> Option<&str> {
        let &(rule, group, index) = self.owners.get(number)?;
        let (_, group) = self.group(rule, group)?;
        group.spellings.get(index).map(String::as_str)
    }

    /// Which spelling stands where.
    fn gather(&self, context: &Context<'_>) -> Facts {
        let folded = context.document.folded();
        let mut facts = Facts::default();
        let spelling = |number| self.spelling(number).map(Cow::Borrowed);
        for found in context.found(List::Variants as usize, false, spelling) {
            let span = folded.original_span(found.span());
            if !is_whole_word(span, context) {
                continue;
            }
            let written = as_normal(context.document.slice(span));
            let Some(&(rule, group, index)) = self.owners.get(found.phrase) else { continue };
            let Some((_, entry)) = self.group(rule, group) else { continue };
            let Some(spelling) = entry.spellings.get(index) else { continue };
            let is_form = written == *spelling || !written.chars().any(char::is_lowercase);
            if !is_form
                || !allows(&entry.guards, span, context)
                || context.is_in_foreign_title(span)
            {
                continue;
            }
            let uses = facts.forms.entry((rule, group)).or_default();
            let new = Use { spelling: spelling.clone(), spans: Vec::new() };
            uses.entry(index).or_insert(new).spans.push(span);
        }
        facts.drop_nested();
        facts
    }
}

impl Facts {
    /// A spelling that is part of a longer spelling of the same group is no use of its own.
    fn drop_nested(&mut self) {
        for uses in self.forms.values_mut() {
            let nested = nested(uses.values().flat_map(|form| form.spans.iter().copied()));
            for form in uses.values_mut() {
                form.spans.retain(|span| !nested.contains(span));
            }
            uses.retain(|_, form| !form.spans.is_empty());
        }
    }
}

/// The spans that lie inside another one.
fn nested(spans: impl Iterator<Item = Span>) -> HashSet<Span> {
    let mut sorted: Vec<Span> = spans.collect();
    sorted.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    sorted.dedup();
    let mut reach = 0;
    sorted.retain(|span| {
        let inside = span.end <= reach;
        reach = reach.max(span.end);
        inside
    });
    sorted.into_iter().collect()
}

/// The form to keep: the one used most; of equals the one the pack names first.
fn kept(uses: &BTreeMap<usize, Use>) -> Option<usize> {
    uses.iter()
        .max_by_key(|(index, form)| (form.spans.len(), std::cmp::Reverse(**index)))
        .map(|(index, _)| *index)
}

/// The places that have been reported.
#[derive(Default)]
struct Reported {
    spans: BTreeSet<Span>,
    /// The length of the longest; no span that begins further back covers a place.
    longest: u32,
}

impl Reported {
    fn add(&mut self, span: Span) {
        self.longest = self.longest.max(span.end - span.start);
        self.spans.insert(span);
    }

    fn cover(&self, span: Span) -> bool {
        let first = Span { start: span.start.saturating_sub(self.longest), end: 0 };
        let last = Span { start: span.start, end: u32::MAX };
        self.spans.range(first..=last).any(|other| other.contains(span))
    }
}

impl Check for VariantRules {
    fn phrases(&self) -> Option<(List, Keys)> {
        let spellings = (0..self.owners.len()).filter_map(|number| self.spelling(number));
        Some((List::Variants, Keys::of(self.owners.len(), spellings)))
    }

    fn run_with_facts(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) -> Option<Facts> {
        let facts = self.gather(context);
        self.report(&facts, context, out);
        Some(facts)
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        self.report(&self.gather(context), context, out);
    }
}

impl VariantRules {
    fn report(&self, facts: &Facts, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let mut reported = Reported::default();
        for (&(rule, group), uses) in &facts.forms {
            let Some((rule, group)) = self.group(rule, group) else { continue };
            let keep = if group.prefer { Some(0) } else { kept(uses).filter(|_| uses.len() > 1) };
            let Some(keep) = keep else { continue };
            let Some(right) = group.spellings.get(keep) else { continue };
            for form in uses.iter().filter(|(index, _)| **index != keep).map(|(_, form)| form) {
                for &span in &form.spans {
                    if reported.cover(span) || context.is_allowed(span) {
                        continue;
                    }
                    reported.add(span);
                    let found = context.document.slice(span);
                    let Some(mut finding) = rule.report(span, found, std::slice::from_ref(right))
                    else {
                        continue;
                    };
                    finding.related = uses
                        .get(&keep)
                        .and_then(|kept| related(kept, None, rule))
                        .into_iter()
                        .collect();
                    out.push(finding);
                }
            }
        }
    }
}

impl Facts {
    /// The same facts with every span changed by `map`.
    #[must_use]
    pub fn mapped(mut self, map: impl Fn(Span) -> Span) -> Self {
        for form in self.forms.values_mut().flat_map(BTreeMap::values_mut) {
            for span in &mut form.spans {
                *span = map(*span);
            }
        }
        self
    }
}

fn related(form: &Use, path: Option<String>, rule: &Rule) -> Option<Related> {
    let span = *form.spans.first()?;
    Some(Related {
        path,
        rule: rule.id.clone(),
        message: format!("written `{}` here", form.spelling),
        span,
    })
}

/// What the documents of a run say together: for each of them, the names that it spells otherwise
/// than most of the others. A document that mixes forms itself is reported by its own check.
#[must_use]
pub fn conclude(facts: &[(&str, &Facts)]) -> Vec<Vec<Diagnostic>> {
    let mut totals: BTreeMap<(usize, usize), BTreeMap<usize, usize>> = BTreeMap::new();
    for (_, document) in facts {
        for (group, uses) in &document.forms {
            for &index in uses.keys() {
                *totals.entry(*group).or_default().entry(index).or_default() += 1;
            }
        }
    }
    totals.retain(|_, forms| forms.len() > 1);
    facts.iter().map(|(path, document)| differing(path, document, facts, &totals)).collect()
}

fn differing(
    path: &str,
    document: &Facts,
    all: &[(&str, &Facts)],
    totals: &BTreeMap<(usize, usize), BTreeMap<usize, usize>>,
) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for (group, forms) in totals {
        let keep = forms
            .iter()
            .max_by_key(|(index, count)| (**count, std::cmp::Reverse(**index)))
            .map(|(index, _)| *index);
        let (Some(keep), Some(uses)) = (keep, document.forms.get(group)) else { continue };
        let (Some((index, form)), 1) = (uses.iter().next(), uses.len()) else { continue };
        let Some(&span) = form.spans.first().filter(|_| *index != keep) else { continue };
        let other = all
            .iter()
            .find_map(|(other, facts)| Some((*other, facts.forms.get(group)?.get(&keep)?)));
        let Some((other_path, other_form)) = other.filter(|(other, _)| *other != path) else {
            continue;
        };
        if out.iter().any(|finding| finding.span.touches(span)) {
            continue;
        }
        out.push(across(form, span, other_path, other_form));
    }
    out
}

fn across(form: &Use, span: Span, other_path: &str, other: &Use) -> Diagnostic {
    let Use { spelling, .. } = form;
    Diagnostic {
        rule: ACROSS.to_owned(),
        message: format!("`{spelling}` here, `{}` in other files of this run", other.spelling),
        span,
        related: other
            .spans
            .first()
            .map(|&span| Related {
                path: Some(other_path.to_owned()),
                rule: ACROSS.to_owned(),
                message: format!("written `{}` here", other.spelling),
                span,
            })
            .into_iter()
            .collect(),
        fixes: vec![Fix::replace(span, other.spelling.clone(), crate::diagnostic::Safety::Hint)],
        severity: Severity::Advice,
        confidence: 70,
        mqm: "terminology/inconsistent".to_owned(),
        evidence: None,
    }
}

fn is_whole_word(span: Span, context: &Context<'_>) -> bool {
    let before = context.document.before(span.start);
    let after = context.document.after(span.end);
    let joint = |c: char| matches!(c, '-' | '\'' | '’');
    let joined_before = before.ends_with(char::is_alphanumeric)
        || before.ends_with(joint)
            && before.trim_end_matches(joint).ends_with(char::is_alphanumeric);
    let joined_after = after.starts_with(char::is_alphanumeric)
        || after.starts_with(joint)
            && after.trim_start_matches(joint).starts_with(char::is_alphanumeric);
    !joined_before && !joined_after
}
