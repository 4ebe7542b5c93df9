//! How many findings there are.

use crate::diagnostic::{Diagnostic, Safety, Severity};
use serde::Serialize;

/// Findings by severity and by what mends them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Pieces of advice.
    pub advice: usize,
    /// Those that `--fix` would mend.
    pub fixable: usize,
    /// Those that `--fix --unsafe-fixes` would mend in addition.
    pub fixable_with_review: usize,
}

impl Tally {
    /// Counts one finding.
    pub fn add(&mut self, finding: &Diagnostic) {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Advice => self.advice += 1,
        }
        match mended_by(finding) {
            Some(Safety::Safe) => self.fixable += 1,
            Some(Safety::Review) => self.fixable_with_review += 1,
            Some(Safety::Hint) | None => {}
        }
    }

    /// Counts some findings.
    #[must_use]
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut tally = Self::default();
        findings.into_iter().for_each(|finding| tally.add(finding));
        tally
    }

    /// All of them.
    #[must_use]
    pub const fn total(self) -> usize {
        self.errors + self.warnings + self.advice
    }

    /// By severity, the gravest first.
    #[must_use]
    pub const fn by_severity(self) -> [(Severity, usize); 3] {
        [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Advice, self.advice),
        ]
    }
}

/// How safe the best fix of a finding is that can be applied.
fn mended_by(finding: &Diagnostic) -> Option<Safety> {
    let with_edits = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
    with_edits.map(|fix| fix.safety).max()
}
