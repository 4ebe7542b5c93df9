//! What a run ends with: checked, skipped and why, findings, what could be mended.

use crate::batch::{FileError, Skipped};
use crate::diagnostic::{Safety, Severity};
use crate::engine::Report;
use crate::render::escape::shown;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The figures of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Summary {
    checked: usize,
    skipped: Vec<SkippedFile>,
    failed: Vec<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
    suppressed: usize,
    /// Findings that `--fix` would mend.
    fixable: usize,
    /// Findings that `--fix --unsafe-fixes` would mend in addition.
    fixable_with_review: usize,
    /// How many texts were taken for which language.
    languages: BTreeMap<&'static str, usize>,
    /// Languages among them that have no rules of their own.
    without_rules: Vec<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct SkippedFile {
    path: String,
    reason: String,
}

impl Summary {
    /// Counts what came of a run.
    pub(super) fn new(reports: &[&Report], skipped: &[Skipped], failed: &[FileError]) -> Self {
        let mut summary = Self {
            checked: reports.len(),
            skipped: skipped
                .iter()
                .map(|file| SkippedFile { path: file.path.clone(), reason: file.reason.clone() })
                .collect(),
            failed: failed.iter().map(ToString::to_string).collect(),
            ..Self::default()
        };
        for report in reports {
            summary.add(report);
        }
        let with_rules = crate::data::pack_languages();
        let mut named = reports.iter().map(|report| report.language).collect::<Vec<_>>();
        named.sort_unstable();
        named.dedup();
        named.retain(|language| !with_rules.contains(&language.tag()));
        summary.without_rules = named.iter().map(|language| language.name()).collect();
        summary
    }

    fn add(&mut self, report: &Report) {
        *self.languages.entry(report.language.tag()).or_default() += 1;
        self.suppressed += report.suppressed.len();
        for finding in &report.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
            let with_edits = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
            match with_edits.map(|fix| fix.safety).max() {
                Some(Safety::Safe) => self.fixable += 1,
                Some(Safety::Review) => self.fixable_with_review += 1,
                _ => {}
            }
        }
    }

    /// Whether nothing at all was checked.
    pub(super) const fn is_empty(&self) -> bool {
        self.checked == 0
    }

    /// Writes the summary for people.
    pub(super) fn write(&self, plan_language: bool, out: &mut dyn Write) -> io::Result<()> {
        for failed in &self.failed {
            writeln!(out, "macaronic: {}", shown(failed))?;
        }
        self.write_skipped(out)?;
        let files = counted(self.checked, "file");
        let found = match self.errors + self.warnings + self.advice {
            0 => "nothing found".to_owned(),
            _ => format!(
                "{}, {}, {} advice",
                counted(self.errors, "error"),
                counted(self.warnings, "warning"),
                self.advice
            ),
        };
        let languages: Vec<_> =
            self.languages.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
        let told = if plan_language { "" } else { " as told from the text" };
        let languages = if languages.is_empty() {
            String::new()
        } else {
            format!(" ({}{told})", languages.join(", "))
        };
        writeln!(out, "{files} checked{languages}: {found}")?;
        self.write_fixable(out)?;
        for language in &self.without_rules {
            writeln!(
                out,
                "there are no rules for {language} yet: only what holds for every language was checked"
            )?;
        }
        if self.suppressed > 0 {
            writeln!(out, "{} silenced by allowed texts", counted(self.suppressed, "finding"))?;
        }
        Ok(())
    }

    fn write_fixable(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.fixable, self.fixable_with_review) {
            (0, 0) => Ok(()),
            (safe, 0) => writeln!(out, "{safe} can be mended with --fix"),
            (0, review) => writeln!(
                out,
                "{review} can be mended with --fix --unsafe-fixes; look at them with --diff --unsafe-fixes"
            ),
            (safe, review) => {
                writeln!(out, "{safe} can be mended with --fix, {review} more with --unsafe-fixes")
            }
        }
    }

    fn write_skipped(&self, out: &mut dyn Write) -> io::Result<()> {
        const NAMED: usize = 10;
        for file in self.skipped.iter().take(NAMED) {
            writeln!(out, "skipped {}: {}", shown(&file.path), shown(&file.reason))?;
        }
        if self.skipped.len() > NAMED {
            writeln!(
                out,
                "skipped {} more; --format json names them all",
                self.skipped.len() - NAMED
            )?;
        }
        Ok(())
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
