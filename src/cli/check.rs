//! `macaronic check`.

use super::args::CheckArguments;
use super::output::Output;
use super::plan::{Plan, Task, configs, nothing_checked, plan};
use super::view::View;
use super::{runner, show, watch, write};
use crate::batch::{FileError, Outcome, Skipped};
use crate::data::languages::Language;
use crate::diagnostic::{Safety, Severity};
use crate::engine::{Checker, Report};
use crate::fix::{self, Change};
use crate::policy::scope::Scope;
use crate::render::escape::shown;
use crate::render::path::relative;
use crate::render::rule_book::RuleBook;
use crate::render::summary::Summary;
use crate::render::{self, diff};
use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// What a run has come to.
#[derive(Default)]
struct Run {
    reports: Vec<Report>,
    skipped: Vec<Skipped>,
    failed: Vec<FileError>,
    /// What of the findings is shown.
    view: View,
    /// The batches and languages of the reports.
    checkers: BTreeSet<(usize, Language)>,
    /// Whether a diff was shown.
    has_diff: bool,
    /// Whether the mended text of standard input was written.
    has_fixed_stdin: bool,
}

/// Checks, shows or fixes.
///
/// # Errors
/// When the arguments make no sense, the rules are wrong, or output cannot be written.
pub(super) fn run(arguments: CheckArguments) -> anyhow::Result<ExitCode> {
    if arguments.show_config {
        let configs = configs(arguments.config.as_deref(), arguments.isolated)?;
        show::config(&arguments, &configs, &mut anstream::stdout())?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.watch {
        return watch::run(&arguments);
    }
    let only_shows_files = arguments.show_files;
    let mut plan = plan(arguments)?;
    if only_shows_files {
        show::files(&plan, &mut anstream::stdout())?;
        return Ok(ExitCode::from(if plan.failed.is_empty() { 0 } else { 2 }));
    }
    let view = View::new(plan.baseline.take(), plan.changes.take())?;
    let code = carry_out(&mut plan, view, None);
    // the process ends here: taking 100,000 rules apart would cost a tenth of a short run
    std::mem::forget(plan);
    code
}

/// Does what was planned; the findings of these texts alone are shown, when some are named.
///
/// # Errors
/// When the rules are wrong, or output cannot be written.
pub(super) fn carry_out(
    plan: &mut Plan,
    view: View,
    only: Option<&BTreeSet<String>>,
) -> anyhow::Result<ExitCode> {
    let with_language = plan.tells_language();
    let is_stdin_fix = matches!(plan.task, Task::Fix(_)) && plan.stdin.is_some();
    let mut output = Output::new(plan.colour, is_stdin_fix, plan.quiet);
    let mut run = Run {
        skipped: std::mem::take(&mut plan.skipped),
        failed: std::mem::take(&mut plan.failed),
        view,
        ..Run::default()
    };
    let outcomes = plan.check();
    for (batch, outcome) in outcomes {
        match outcome {
            Outcome::Checked(report) => {
                if !report.is_article {
                    run.names(&report);
                }
                run.take(*report, batch, plan, &mut output)?;
            }
            Outcome::Skipped(skipped) => run.skipped.push(skipped),
            Outcome::Failed(error) => run.failed.push(error),
        }
    }
    if let Some(stdin) = plan.stdin.as_ref().filter(|_| is_stdin_fix && !run.has_fixed_stdin) {
        // a text that could not be checked goes on as it came: what reads it may replace its file
        output.fixed.write_all(&stdin.bytes)?;
    }
    run.finish(plan, with_language, only, output)
}

impl Run {
    /// A configuration that has a report is not named again among the files that are no articles.
    fn names(&mut self, report: &Report) {
        let folder = runner::folder();
        let name = relative(&report.source.name, &folder);
        self.skipped.retain(|skipped| relative(&skipped.path, &folder) != name);
    }

    fn take(
        &mut self,
        report: Report,
        batch: usize,
        plan: &Plan,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        self.checkers.insert((batch, report.language));
        let checker = plan.checker(batch, &report)?;
        let scope = self.view.scope(&report);
        match plan.task {
            // no fix is made in a configuration
            _ if !report.is_article => self.push(report, &scope),
            Task::Show => self.push(report, &scope),
            Task::Diff(least) => self.diff(report, &scope, &checker, least, output)?,
            Task::Fix(least) => {
                let is_stdin = plan.is_stdin(&report.source.name);
                let (left, scope) = self.fix(report, scope, &checker, is_stdin, least, output)?;
                self.push(left, &scope);
            }
        }
        Ok(())
    }

    /// Keeps a report with what of it is to be shown.
    fn push(&mut self, mut report: Report, scope: &Scope) {
        self.view.narrow(&mut report, scope);
        self.reports.push(report);
    }

    fn diff(
        &mut self,
        report: Report,
        scope: &Scope,
        checker: &Checker,
        least: Safety,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        let before = report.clone();
        match fix::fix_in(checker, report, least, scope.clone()) {
            Ok(fixed) => {
                diff::unified(
                    &before.source.name,
                    &before.source.text,
                    &fixed.report.source.text,
                    &mut *output.findings,
                )?;
                self.has_diff |= before.source.text != fixed.report.source.text;
            }
            Err(error) => self.failed.push(FileError::Fix { reason: error.to_string() }),
        }
        self.push(before, scope);
        Ok(())
    }

    /// Fixes a text; what is left, and what of that is looked at.
    fn fix(
        &mut self,
        report: Report,
        scope: Scope,
        checker: &Checker,
        is_stdin: bool,
        least: Safety,
        output: &mut Output,
    ) -> anyhow::Result<(Report, Scope)> {
        let before = report.clone();
        Ok(match fix::fix_in(checker, report, least, scope.clone()) {
            Err(error) => {
                self.failed.push(FileError::Fix { reason: error.to_string() });
                (before, scope)
            }
            Ok(fixed) if is_stdin => {
                self.has_fixed_stdin = true;
                write!(output.fixed, "{}", fixed.report.source.text)?;
                changes(&before.source.name, &fixed.changes, output)?;
                (fixed.report, fixed.scope)
            }
            Ok(fixed) => match write::replace(&before.source, &fixed.report.source) {
                Ok(()) => {
                    changes(&before.source.name, &fixed.changes, output)?;
                    (fixed.report, fixed.scope)
                }
                Err(error) => {
                    self.failed.push(error);
                    (before, scope)
                }
            },
        })
    }

    fn finish(
        mut self,
        plan: &Plan,
        with_language: bool,
        only: Option<&BTreeSet<String>>,
        mut output: Output,
    ) -> anyhow::Result<ExitCode> {
        let all: Vec<&Report> = self.reports.iter().collect();
        let mut summary = Summary::new(&all, &self.skipped, &self.failed);
        summary.since = self.view.since();
        summary.stale = self.view.stale(self.failed.iter().filter_map(FileError::path));
        let empty = summary.is_empty() && !plan.allow_empty && self.failed.is_empty();
        let code = self.code(plan, &summary, empty);
        for report in &mut self.reports {
            report.findings.retain(|finding| finding.severity >= plan.least);
            report.suppressed.retain(|silenced| silenced.finding.severity >= plan.least);
        }
        let has_all_reports = self.write_reports(plan, &summary, only, &mut output)?;
        output.findings.flush()?;
        output.fixed.flush()?;
        if plan.quiet {
            summary.write_failed(&mut *output.summary)?;
        } else {
            summary.write(with_language, &mut *output.summary)?;
        }
        if empty {
            writeln!(output.summary, "macaronic: {}", nothing_checked(self.skipped.len()))?;
        }
        output.summary.flush()?;
        Ok(ExitCode::from(if has_all_reports { code } else { 2 }))
    }

    /// Writes the files, then standard output, whose reader may have seen enough. Whether every file could
    /// be written.
    fn write_reports(
        &self,
        plan: &Plan,
        summary: &Summary,
        only: Option<&BTreeSet<String>>,
        output: &mut Output,
    ) -> anyhow::Result<bool> {
        let used = self.checkers.iter();
        let used = used.filter_map(|&(batch, language)| Some((plan.batches.get(batch)?, language)));
        let checkers: Result<Vec<_>, _> =
            used.map(|(batch, language)| batch.checker(language)).collect();
        let checkers = checkers?;
        let reports: Vec<&Report> = self.reports.iter().collect();
        let run = render::Run {
            reports: &reports,
            summary,
            rules: &RuleBook::of(checkers.iter().map(|checker| -> &Checker { checker }).collect()),
            fail_on: plan.fail_on,
            folder: &runner::folder(),
            style: Output::plain_style(plan.least, plan.fold_advice),
        };
        let mut has_all = true;
        for file in &plan.output {
            if let Err(error) = file.write(&run) {
                super::complain(&error);
                has_all = false;
            }
        }
        let style = output.style(plan.least, plan.fold_advice);
        if let Some(write) = plan.statistics {
            write(&render::Run { style, ..run }, &mut *output.findings)?;
        } else if !matches!(plan.task, Task::Diff(_)) {
            let is_shown =
                |report: &&Report| only.is_none_or(|only| only.contains(&report.source.name));
            let reports: Vec<_> = reports.iter().copied().filter(is_shown).collect();
            let shown = render::Run { reports: &reports, style, ..run };
            (plan.format.write)(&shown, &mut *output.findings)?;
            runner::annotate(plan.format, &run, output)?;
        }
        Ok(has_all)
    }

    /// 2 wins over 1: what could not be checked may hide anything.
    fn code(&self, plan: &Plan, summary: &Summary, empty: bool) -> u8 {
        let fails = |severity: Severity| {
            self.reports
                .iter()
                .any(|report| report.findings.iter().any(|finding| finding.severity >= severity))
        };
        match plan.task {
            _ if empty || !self.failed.is_empty() => 2,
            Task::Diff(_) => u8::from(self.has_diff),
            _ => u8::from(summary.has_stale() || plan.fail_on.is_some_and(fails)),
        }
    }
}

/// Says what was changed. A reader that has seen enough does not keep the other files from being mended.
fn changes(name: &str, changes: &[Change], output: &mut Output) -> std::io::Result<()> {
    for change in changes {
        let (before, after) =
            (shown(&change.before).into_owned(), shown(&change.after).into_owned());
        let line = format!(
            "fixed {}:{}: {}: `{before}` -> `{after}`",
            shown(name),
            change.line,
            change.rule
        );
        match writeln!(output.changes, "{line}") {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                output.changes = Box::new(std::io::sink());
            }
            written => written?,
        }
    }
    Ok(())
}
