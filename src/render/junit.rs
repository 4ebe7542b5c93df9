//! JUnit XML: one suite a run, one case for each file. A case fails by its findings at or above
//! `--fail-on`; those below stand in its `system-out`, so that advice turns no board red. A file that
//! could not be checked is an error, one without text is skipped. There is no time in it: the same run
//! gives the same bytes.

use super::Run;
use super::columns::{Unit, region};
use super::path::relative;
use super::suggestion::message;
use super::summary::counted;
use super::xml::escaped;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Report;
use std::io::{self, Write};

/// Writes the suite.
pub(super) fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fails = |report: &&&Report| report.findings.iter().any(|finding| is_failure(*run, finding));
    let summary = run.summary;
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        run.reports.len() + summary.failed.len() + summary.skipped.len(),
        run.reports.iter().filter(fails).count(),
        summary.failed.len(),
        summary.skipped.len(),
    );
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"macaronic\" {counts}>")?;
    writeln!(out, "  <testsuite name=\"macaronic\" {counts}>")?;
    for report in run.reports {
        case(*run, report, out)?;
    }
    for failed in &summary.failed {
        let name = failed.path.as_deref().unwrap_or("macaronic");
        let body = format!("      <error message=\"{}\"/>\n", escaped(&failed.message));
        write_case(&relative(name, run.folder), &body, out)?;
    }
    for skipped in &summary.skipped {
        let body = format!("      <skipped message=\"{}\"/>\n", escaped(&skipped.reason));
        write_case(&relative(&skipped.path, run.folder), &body, out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn is_failure(run: Run<'_>, finding: &Diagnostic) -> bool {
    run.fail_on.is_some_and(|least| finding.severity >= least)
}

fn case(run: Run<'_>, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let path = run.path(report);
    let (failures, rest): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| is_failure(run, finding));
    let failure = failures.iter().map(|finding| finding.severity).max().map(|worst| {
        format!(
            "      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
            worst.name(),
            headline(&failures),
            list(&path, report, &failures)
        )
    });
    let others = (!rest.is_empty())
        .then(|| format!("      <system-out>{}</system-out>\n", list(&path, report, &rest)));
    write_case(&path, &[failure, others].map(Option::unwrap_or_default).concat(), out)
}

/// The one finding of a file, or how many there are.
fn headline(failures: &[&Diagnostic]) -> String {
    match failures {
        [only] => escaped(&message(only)),
        many => {
            let errors = many.iter().filter(|finding| finding.severity == Severity::Error).count();
            format!("{}, {}", counted(many.len(), "finding"), counted(errors, "error"))
        }
    }
}

/// The findings, one a line.
fn list(path: &str, report: &Report, findings: &[&Diagnostic]) -> String {
    let lines = findings.iter().map(|finding| {
        let region = region(&report.source, finding.span, Unit::Shown);
        let line = format!(
            "{path}:{}:{}: {}[{}]: {}",
            region.line,
            region.column,
            finding.severity.name(),
            finding.rule,
            message(finding)
        );
        // a path may begin with `::`, which the runner of GitHub obeys at the start of a line
        format!("- {}", escaped(&line))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn write_case(path: &str, body: &str, out: &mut dyn Write) -> io::Result<()> {
    let path = escaped(path);
    write!(out, "    <testcase classname=\"macaronic\" name=\"{path}\" file=\"{path}\"")?;
    if body.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">\n{body}    </testcase>")
}
