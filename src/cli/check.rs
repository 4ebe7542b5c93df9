//! `macaronic check`.

use super::args::{CheckArguments, Format};
use super::explain::why;
use super::output::Output;
use super::plan::{Plan, Task, nothing_checked, plan};
use super::summary::Summary;
use super::write;
use crate::batch::{FileError, Outcome, Skipped};
use crate::diagnostic::{Safety, Severity};
use crate::engine::Report;
use crate::fix::{self, Change};
use crate::render::escape::shown;
use crate::render::{diff, html, json, terminal};
use std::io::Write;
use std::process::ExitCode;

/// What a run has come to.
#[derive(Default)]
struct Run {
    reports: Vec<Report>,
    skipped: Vec<Skipped>,
    failed: Vec<FileError>,
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
    let with_language = arguments.lang.is_some();
    let mut plan = plan(arguments)?;
    let is_stdin_fix = matches!(plan.task, Task::Fix(_)) && plan.stdin.is_some();
    let mut output = Output::new(plan.colour, is_stdin_fix);
    let mut run = Run {
        skipped: std::mem::take(&mut plan.skipped),
        failed: std::mem::take(&mut plan.failed),
        ..Run::default()
    };
    let outcomes = plan.batch.run(std::mem::take(&mut plan.inputs));
    for outcome in outcomes {
        match outcome {
            Outcome::Checked(report) => run.take(*report, &plan, &mut output)?,
            Outcome::Skipped(skipped) => run.skipped.push(skipped),
            Outcome::Failed(error) => run.failed.push(error),
        }
    }
    if let Some(stdin) = plan.stdin.as_ref().filter(|_| is_stdin_fix && !run.has_fixed_stdin) {
        // a text that could not be checked goes on as it came: what reads it may replace its file
        output.fixed.write_all(&stdin.bytes)?;
    }
    let code = run.finish(&plan, with_language, output);
    // the process ends here: taking 100,000 rules apart would cost a tenth of a short run
    std::mem::forget(plan);
    code
}

impl Run {
    fn take(&mut self, report: Report, plan: &Plan, output: &mut Output) -> anyhow::Result<()> {
        match plan.task {
            Task::Show => {
                if plan.format == Format::Terminal {
                    terminal::report(
                        &report,
                        output.style(plan.least, plan.fold_advice),
                        &mut *output.findings,
                    )?;
                }
                self.reports.push(report);
            }
            Task::Diff(least) => self.diff(report, plan, least, output)?,
            Task::Fix(least) => self.fix(report, plan, least, output)?,
        }
        Ok(())
    }

    fn diff(
        &mut self,
        report: Report,
        plan: &Plan,
        least: Safety,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        let checker = plan.batch.checker(report.language)?;
        let before = report.clone();
        match fix::fix(&checker, report, least) {
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
        self.reports.push(before);
        Ok(())
    }

    fn fix(
        &mut self,
        report: Report,
        plan: &Plan,
        least: Safety,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        let checker = plan.batch.checker(report.language)?;
        let before = report.clone();
        let is_stdin = plan.is_stdin(&report.source.name);
        match fix::fix(&checker, report, least) {
            Err(error) => {
                self.failed.push(FileError::Fix { reason: error.to_string() });
                self.show(before, plan, output)
            }
            Ok(fixed) if is_stdin => {
                self.has_fixed_stdin = true;
                write!(output.fixed, "{}", fixed.report.source.text)?;
                changes(&before.source.name, &fixed.changes, output)?;
                self.show(fixed.report, plan, output)
            }
            Ok(fixed) => match write::replace(&before.source, &fixed.report.source) {
                Ok(()) => {
                    changes(&before.source.name, &fixed.changes, output)?;
                    self.show(fixed.report, plan, output)
                }
                Err(error) => {
                    self.failed.push(error);
                    self.show(before, plan, output)
                }
            },
        }
    }

    /// Shows what is left after fixing.
    fn show(&mut self, report: Report, plan: &Plan, output: &mut Output) -> anyhow::Result<()> {
        if plan.format == Format::Terminal {
            terminal::report(
                &report,
                output.style(plan.least, plan.fold_advice),
                &mut *output.findings,
            )?;
        }
        self.reports.push(report);
        Ok(())
    }

    fn finish(
        mut self,
        plan: &Plan,
        with_language: bool,
        mut output: Output,
    ) -> anyhow::Result<ExitCode> {
        let all: Vec<&Report> = self.reports.iter().collect();
        let summary = Summary::new(&all, &self.skipped, &self.failed);
        let empty = summary.is_empty() && !plan.allow_empty && self.failed.is_empty();
        let code = self.code(plan, empty);
        for report in &mut self.reports {
            report.findings.retain(|finding| finding.severity >= plan.least);
        }
        let shown: Vec<&Report> = self.reports.iter().collect();
        match (plan.format, plan.task) {
            (Format::Terminal, _) | (_, Task::Diff(_)) => {}
            (Format::Jsonl, _) => json::lines(&shown, &mut *output.findings)?,
            (Format::Json, _) => json::object(&shown, &summary, &mut *output.findings)?,
            (Format::Html, _) => {
                let failed: Vec<_> = self.failed.iter().map(ToString::to_string).collect();
                let why = |language, id: &str| why(&plan.batch, language, id);
                let about = html::About { skipped: &self.skipped, failed: &failed, why: &why };
                html::report(&shown, &about, &mut *output.findings)?;
            }
        }
        output.findings.flush()?;
        output.fixed.flush()?;
        summary.write(with_language, &mut *output.summary)?;
        if empty {
            writeln!(output.summary, "macaronic: {}", nothing_checked(self.skipped.len()))?;
        }
        output.summary.flush()?;
        Ok(ExitCode::from(code))
    }

    /// 2 wins over 1: what could not be checked may hide anything.
    fn code(&self, plan: &Plan, empty: bool) -> u8 {
        let fails = |severity: Severity| {
            self.reports
                .iter()
                .any(|report| report.findings.iter().any(|finding| finding.severity >= severity))
        };
        match plan.task {
            _ if empty || !self.failed.is_empty() => 2,
            Task::Diff(_) => u8::from(self.has_diff),
            _ => u8::from(plan.fail_on.is_some_and(fails)),
        }
    }
}

fn changes(name: &str, changes: &[Change], output: &mut Output) -> std::io::Result<()> {
    for change in changes {
        let (before, after) =
            (shown(&change.before).into_owned(), shown(&change.after).into_owned());
        writeln!(
            output.summary,
            "fixed {}:{}: {}: `{before}` -> `{after}`",
            shown(name),
            change.line,
            change.rule
        )?;
    }
    Ok(())
}
