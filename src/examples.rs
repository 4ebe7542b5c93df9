//! Runs the bad and good texts of rules and checks: `macaronic rules test`, and our own tests.

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::engine::{Checker, Report};
use crate::rules::example::Bad;
use crate::rules::notation::marked;
use crate::rules::rule::Rule;
use crate::source::Source;
use crate::text::edit;
use std::fmt;

/// How an example failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A good text has a finding.
    Noisy {
        /// What was reported.
        reported: Vec<String>,
    },
    /// A bad text has no finding of its rule.
    Missing {
        /// What was reported instead.
        reported: Vec<String>,
    },
    /// The finding is somewhere else.
    WrongSpan {
        /// The marked text.
        wanted: String,
        /// The texts that were reported.
        reported: Vec<String>,
    },
    /// The first fix gives another text.
    WrongFix {
        /// As the example says.
        wanted: String,
        /// As it came out.
        got: String,
    },
    /// A rule of a user pack has no example.
    NoExample,
}

/// An example that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The rule or check.
    pub rule: String,
    /// Where it is written; the check's own name for built-in checks.
    pub place: String,
    /// The example's text.
    pub text: String,
    /// How.
    pub failure: Failure,
}

/// What came of all examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many rules and checks were tried.
    pub rules: usize,
    /// How many examples ran.
    pub examples: usize,
    /// Those that failed.
    pub failed: Vec<Failed>,
    /// Rules of user packs without an example: a note, no failure.
    pub notes: Vec<Failed>,
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, place, text, failure } = self;
        match failure {
            Failure::Noisy { reported } => write!(
                formatter,
                "{place}: Noisy: {rule}: {text:?} reports {}",
                reported.join("; ")
            ),
            Failure::Missing { reported } if reported.is_empty() => {
                write!(formatter, "{place}: Missing: {rule}: {text:?} reports nothing")
            }
            Failure::Missing { reported } => write!(
                formatter,
                "{place}: Missing: {rule}: {text:?} reports only {}",
                reported.join("; ")
            ),
            Failure::WrongSpan { wanted, reported } => {
                write!(
                    formatter,
                    "{place}: Wrong span: {rule}: {text:?} marks {wanted:?} but reports {}",
                    reported.join("; ")
                )
            }
            Failure::WrongFix { wanted, got } => {
                write!(formatter, "{place}: Wrong fix: {rule}: wants {wanted:?} but gives {got:?}")
            }
            Failure::NoExample => write!(
                formatter,
                "{place}: note: {rule} has no example; add [[rule.bad]] and [[rule.good]]"
            ),
        }
    }
}

/// Runs every example of the rules and checks of a checker. Good texts must be silent under all rules.
#[must_use]
pub fn run(checker: &Checker, built_in: bool) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in checker
        .rules()
        .rules
        .iter()
        .filter(|rule| (built_in || !rule.built_in) && rule.severity.is_some())
    {
        outcome.rules += 1;
        run_rule(checker, rule, &mut outcome);
    }
    if built_in {
        for def in check::defs() {
            outcome.rules += 1;
            for text in def.bad {
                let Some((text, span)) = marked(text) else { continue };
                outcome.bad(checker, def.id, def.id, &Bad { text, span, fixed: None });
            }
            for text in def.good {
                outcome.good(checker, def.id, def.id, text);
            }
        }
    }
    outcome
}

/// An example that begins with a comment is Markdown: plain text has none.
fn checked(checker: &Checker, text: &str) -> Report {
    let name = if text.starts_with("<!--") { "example.md" } else { "example.txt" };
    match Source::new(name, text) {
        Ok(source) => checker.check(source),
        Err(_) => checker.check_text(text),
    }
}

fn run_rule(checker: &Checker, rule: &Rule, outcome: &mut Outcome) {
    let place = rule.place.to_string();
    let examples = rule.examples();
    for bad in &examples.bad {
        outcome.bad(checker, &rule.id, &place, bad);
    }
    for good in &examples.good {
        outcome.good(checker, &rule.id, &place, &good.text);
    }
    if examples.bad.is_empty() && examples.good.is_empty() {
        let note = Failed {
            rule: rule.id.clone(),
            place,
            text: String::new(),
            failure: Failure::NoExample,
        };
        outcome.notes.push(note);
    }
}

impl Outcome {
    fn fail(&mut self, rule: &str, place: &str, text: &str, failure: Failure) {
        self.failed.push(Failed {
            rule: rule.to_owned(),
            place: place.to_owned(),
            text: text.to_owned(),
            failure,
        });
    }

    fn good(&mut self, checker: &Checker, rule: &str, place: &str, text: &str) {
        self.examples += 1;
        let report = checked(checker, text);
        if !report.findings.is_empty() {
            let reported = described(&report.findings, text);
            self.fail(rule, place, text, Failure::Noisy { reported });
        }
    }

    fn bad(&mut self, checker: &Checker, rule: &str, place: &str, bad: &Bad) {
        self.examples += 1;
        let report = checked(checker, &bad.text);
        let is_its = |finding: &&Diagnostic| {
            finding.rule == rule || finding.related.iter().any(|related| related.rule == rule)
        };
        let own: Vec<_> = report.findings.iter().filter(is_its).collect();
        let reported = described(&report.findings, &bad.text);
        if own.is_empty() {
            return self.fail(rule, place, &bad.text, Failure::Missing { reported });
        }
        let hit = own.iter().find(|finding| {
            finding.span == bad.span
                || finding
                    .related
                    .iter()
                    .any(|related| related.rule == rule && related.span == bad.span)
        });
        let Some(hit) = hit else {
            let wanted = bad.span.of_text(&bad.text).to_owned();
            return self.fail(rule, place, &bad.text, Failure::WrongSpan { wanted, reported });
        };
        if let Some(wanted) = &bad.fixed {
            let edits = hit.fixes.first().map_or(&[][..], |fix| &fix.edits);
            let got = edit::apply(&bad.text, edits).unwrap_or_default();
            if got != *wanted {
                self.fail(
                    rule,
                    place,
                    &bad.text,
                    Failure::WrongFix { wanted: wanted.clone(), got },
                );
            }
        }
    }
}

fn described(findings: &[Diagnostic], text: &str) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} on {:?}", finding.rule, finding.span.of_text(text)))
        .collect()
}
