//! What reports say about rules: taken from the packs and the built-in checks, never written twice.

use crate::check::{self, Def};
use crate::diagnostic::Severity;
use crate::engine::Checker;
use crate::rules::rule::Rule;

/// The rules of a run.
pub struct RuleBook<'a> {
    checkers: Vec<&'a Checker>,
}

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText<'a> {
    /// `family/fault`.
    pub id: &'a str,
    /// What it finds, on one line.
    pub summary: String,
    /// Why that is a fault; may be empty.
    pub why: &'a str,
    /// A text that it finds.
    pub bad: Option<&'a str>,
    /// How loud, unless the place says otherwise.
    pub severity: Severity,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// The class of the Multidimensional Quality Metrics; may be empty.
    pub mqm: &'a str,
}

impl<'a> RuleBook<'a> {
    /// The rules of these checkers, one for each language of a run.
    #[must_use]
    pub const fn of(checkers: Vec<&'a Checker>) -> Self {
        Self { checkers }
    }

    /// What is known of a rule; of one that only whole runs know, its name.
    #[must_use]
    pub fn text(&self, id: &'a str) -> RuleText<'a> {
        let rules = self.checkers.iter().flat_map(|checker| &checker.rules().rules);
        if let Some(rule) = rules.into_iter().find(|rule| rule.id == id) {
            return of_rule(rule);
        }
        match check::defs().find(|def| def.id == id) {
            Some(def) => of_check(def),
            None => nameless(id),
        }
    }
}

fn of_rule(rule: &Rule) -> RuleText<'_> {
    RuleText {
        id: &rule.id,
        summary: rule.example_message(),
        why: &rule.why,
        bad: rule.examples().bad.first().map(|bad| bad.text.as_str()),
        severity: rule.severity.unwrap_or(Severity::Advice),
        confidence: rule.confidence,
        mqm: &rule.mqm,
    }
}

fn of_check(def: &'static Def) -> RuleText<'static> {
    RuleText {
        id: def.id,
        summary: def.summary.to_owned(),
        why: def.why,
        bad: None,
        severity: def.severity,
        confidence: def.confidence,
        mqm: def.mqm,
    }
}

fn nameless(id: &str) -> RuleText<'_> {
    let summary = id.replace(['/', '-'], " ");
    RuleText { id, summary, why: "", bad: None, severity: Severity::Advice, confidence: 0, mqm: "" }
}
