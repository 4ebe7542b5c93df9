//! What a check says about a place in a text. Severity (how loud), confidence (how sure) and
//! safety (of one fix) are three things and stay apart.

use crate::text::edit::Edit;
use crate::text::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How loud a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Shown, never fails a run by default.
    Advice,
    /// Right nearly always; a pre-publish desk fails on it.
    Warning,
    /// Right nearly always, and no reader should see it; fails a run by default.
    Error,
}

impl Severity {
    /// The word for it, as the command line and the JSON have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How far a fix may be trusted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Shown only: it needs a person's words.
    Hint,
    /// Likely right, but a person should look: applied with `--unsafe-fixes`.
    Review,
    /// Every reading of the sentence wants the change: applied with `--fix`.
    Safe,
}

impl Safety {
    /// The word for it, as the JSON has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Review => "review",
            Self::Safe => "safe",
        }
    }
}

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Fix {
    /// What it does, for people: "write `Ukraina`".
    pub title: String,
    /// How far it may be trusted.
    pub safety: Safety,
    /// The changes; empty for a hint in words alone.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that replaces one span.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>, safety: Safety) -> Self {
        let text = text.into();
        let title =
            if text.is_empty() { "delete it".to_owned() } else { format!("write `{text}`") };
        Self { title, safety, edits: vec![Edit { span, text }] }
    }

    /// A fix that deletes a span; never safe, for a reader sees those words.
    #[must_use]
    pub fn delete(span: Span, title: impl Into<String>) -> Self {
        let edits = vec![Edit { span, text: String::new() }];
        Self { title: title.into(), safety: Safety::Review, edits }
    }

    /// A hint in words, without a change.
    #[must_use]
    pub fn hint(title: impl Into<String>) -> Self {
        Self { title: title.into(), safety: Safety::Hint, edits: Vec::new() }
    }
}

/// Another place, or another rule's view of the same place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Related {
    /// The file, when it is another one.
    pub path: Option<String>,
    /// The rule that says so.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Where, in that file.
    pub span: Span,
}

/// A finding before policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, `family/fault`.
    pub rule: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// How loud.
    pub severity: Severity,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// The class of the Multidimensional Quality Metrics typology.
    pub mqm: String,
    /// What it rests on, where that is not plain from the message.
    pub evidence: Option<String>,
}

impl Diagnostic {
    /// The first half of the rule id.
    #[must_use]
    pub fn family(&self) -> &str {
        self.rule.split('/').next().unwrap_or_default()
    }

    /// A finding to test with: an error without words.
    #[cfg(test)]
    pub(crate) fn made(rule: &str, span: Span) -> Self {
        Self {
            rule: rule.to_owned(),
            message: String::new(),
            span,
            related: Vec::new(),
            fixes: Vec::new(),
            severity: Severity::Error,
            confidence: 90,
            mqm: String::new(),
            evidence: None,
        }
    }

    /// A finding to test with, on the first such words of a text from a byte on.
    #[cfg(test)]
    pub(crate) fn made_on(text: &str, found: &str, from: usize) -> Self {
        let start = from + text.get(from..).unwrap().find(found).unwrap();
        Self::made("exonym/country", Span::new(start, start + found.len()))
    }

    /// The same finding with one more fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
