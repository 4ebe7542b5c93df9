//! What a run ends with: checked, skipped and why, findings, what could be mended.

use super::escape::shown;
use super::tally::Tally;
use crate::batch::{FileError, Skipped};
use crate::data::languages::Language;
use crate::engine::Report;
use crate::language::file_name::named_language;
use crate::policy::baseline::Stale;
use crate::policy::suppress::Silencer;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The figures of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub(super) checked: usize,
    pub(super) skipped: Vec<SkippedFile>,
    pub(super) failed: Vec<FailedFile>,
    #[serde(flatten)]
    pub(super) tally: Tally,
    /// Findings that comments, allowed texts or `[sic]` silence.
    suppressed: usize,
    /// Findings that the baseline knows.
    known: usize,
    /// What `--since` left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// Entries of the baseline that no longer occur, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale: Option<Vec<Stale>>,
    /// How many texts were taken for which language.
    languages: BTreeMap<&'static str, usize>,
    /// Languages among them that have no rules of their own.
    without_rules: Vec<&'static str>,
    /// How many texts have a language in their name.
    #[serde(skip)]
    named: usize,
}

/// What a run left out because it had not changed.
#[derive(Clone, Debug, Serialize)]
pub struct Since {
    /// The revision, as typed.
    pub revision: String,
    /// Files that were not read.
    pub unchanged_files: usize,
    /// Findings on unchanged lines.
    pub unchanged_findings: usize,
}

/// A file that holds nothing to check.
#[derive(Clone, Debug, Serialize)]
pub struct SkippedFile {
    /// The file.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// A file that could not be checked; the JSON has its message alone.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "String")]
pub(super) struct FailedFile {
    /// Unknown where the rules are wrong.
    pub(super) path: Option<String>,
    pub(super) message: String,
}

impl From<FailedFile> for String {
    fn from(failed: FailedFile) -> Self {
        failed.message
    }
}

impl Summary {
    /// Counts what came of a run.
    #[must_use]
    pub fn new(reports: &[&Report], skipped: &[Skipped], failed: &[FileError]) -> Self {
        let mut summary = Self {
            skipped: skipped
                .iter()
                .map(|file| SkippedFile { path: file.path.clone(), reason: file.reason.clone() })
                .collect(),
            failed: failed.iter().map(failed_file).collect(),
            ..Self::default()
        };
        for report in reports {
            summary.add(report);
        }
        let articles = reports.iter().filter(|report| report.is_article);
        summary.without_rules = without_rules(articles.map(|report| report.language));
        summary
    }

    fn add(&mut self, report: &Report) {
        if report.is_article {
            self.checked += 1;
            *self.languages.entry(report.language.tag()).or_default() += 1;
            self.named += usize::from(named_language(&report.source.name).is_some());
        }
        let known = report.suppressed.iter().filter(|silenced| silenced.by == Silencer::Baseline);
        let known = known.count();
        self.known += known;
        self.suppressed += report.suppressed.len() - known;
        report.findings.iter().for_each(|finding| self.tally.add(finding));
    }

    /// Whether nothing at all was checked, and not because nothing had changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.checked == 0 && self.since.as_ref().is_none_or(|since| since.unchanged_files == 0)
    }

    /// Whether entries of the baseline no longer occur.
    #[must_use]
    pub fn has_stale(&self) -> bool {
        self.stale.as_ref().is_some_and(|stale| !stale.is_empty())
    }

    /// Writes the summary for people.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, plan_language: bool, out: &mut dyn Write) -> io::Result<()> {
        self.write_failed(out)?;
        self.write_skipped(out)?;
        let files = counted(self.checked, "file");
        let found = match self.tally.total() {
            0 => "nothing found".to_owned(),
            _ => self.found(),
        };
        let languages: Vec<_> =
            self.languages.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
        let told = match self.named {
            _ if plan_language => "",
            0 => " as told from the text",
            named if named == self.checked => " as the file names say",
            _ => " as told from file names and texts",
        };
        let languages = if languages.is_empty() {
            String::new()
        } else {
            format!(" ({}{told})", languages.join(", "))
        };
        writeln!(out, "{files} checked{languages}: {found}")?;
        self.write_fixable(out)?;
        write_without_rules(&self.without_rules, out)?;
        if self.suppressed > 0 {
            writeln!(
                out,
                "{} silenced by comments, allowed texts or [sic]",
                counted(self.suppressed, "finding")
            )?;
        }
        if self.known > 0 {
            writeln!(out, "{} known from the baseline", counted(self.known, "finding"))?;
        }
        self.write_since(out)?;
        self.write_stale(out)
    }

    /// How many errors, warnings and pieces of advice there are, in words.
    pub(super) fn found(&self) -> String {
        let Tally { errors, warnings, advice, .. } = self.tally;
        format!("{}, {}, {advice} advice", counted(errors, "error"), counted(warnings, "warning"))
    }

    fn write_since(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(Since { revision, unchanged_files, unchanged_findings }) = &self.since else {
            return Ok(());
        };
        let revision = shown(revision);
        let not_checked = if *unchanged_files > 0 { ", not checked" } else { "" };
        let files = counted(*unchanged_files, "file");
        writeln!(out, "{files} unchanged since {revision}{not_checked}")?;
        if *unchanged_findings > 0 {
            let findings = counted(*unchanged_findings, "finding");
            writeln!(out, "{findings} on unchanged lines not shown")?;
        }
        Ok(())
    }

    fn write_stale(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(stale) = &self.stale else { return Ok(()) };
        for Stale { path, rule, text, count, gone } in stale {
            let of = if gone == count { String::new() } else { format!(", {gone} of {count}") };
            writeln!(out, "stale {}: {}: `{}`{of}", shown(path), shown(rule), shown(text))?;
        }
        match stale.iter().fold(0, |sum: usize, stale| sum.saturating_add(stale.gone)) {
            0 => writeln!(out, "nothing in the baseline is stale"),
            gone => writeln!(
                out,
                "{} of the baseline no longer there; `macaronic baseline write` with the same arguments removes them",
                counted(gone, "finding")
            ),
        }
    }

    /// Writes what could not be checked, and nothing else.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_failed(&self, out: &mut dyn Write) -> io::Result<()> {
        self.failed
            .iter()
            .try_for_each(|failed| writeln!(out, "macaronic: {}", shown(&failed.message)))
    }

    fn write_fixable(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.tally.fixable, self.tally.fixable_with_review) {
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

fn failed_file(error: &FileError) -> FailedFile {
    FailedFile { path: error.path().map(str::to_owned), message: error.to_string() }
}

/// The names of those languages that have no rules of their own, each once.
#[must_use]
pub fn without_rules(languages: impl Iterator<Item = Language>) -> Vec<&'static str> {
    let with_rules = crate::data::pack_languages();
    let languages: BTreeSet<_> = languages.collect();
    let without = languages.iter().filter(|language| !with_rules.contains(&language.tag()));
    without.map(|language| language.name()).collect()
}

/// Says what was not checked in languages without rules.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_without_rules(names: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for name in names {
        writeln!(
            out,
            "there are no rules for {name} yet: only what holds for every language was checked"
        )?;
    }
    Ok(())
}

/// A number with its noun.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
