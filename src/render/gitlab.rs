//! GitLab Code Quality: an array, empty when the run is clean. GitLab drops what has the fingerprint of
//! another entry, so the name of the file counts in it: the same slip in two files is two.

use super::Run;
use super::columns::{Unit, region};
use super::escape::in_json;
use super::suggestion::message;
use crate::diagnostic::Severity;
use crate::engine::Report;
use crate::policy::fingerprint::{fingerprint, fingerprints};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the array.
pub(super) fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<_> = run.reports.iter().flat_map(|report| issues(*run, report)).collect();
    writeln!(out, "{}", in_json(&serde_json::to_string_pretty(&issues)?))
}

fn issues(run: Run<'_>, report: &Report) -> Vec<Value> {
    let path = run.path(report);
    let known = fingerprints(&report.source.text, &report.findings);
    let issues = report.findings.iter().zip(known).map(|(finding, known)| {
        let region = region(&report.source, finding.span, Unit::Shown);
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        };
        json!({
            "type": "issue",
            "check_name": finding.rule,
            "description": message(finding),
            "categories": ["Style"],
            "fingerprint": format!("{:016x}", fingerprint(&known, &path, "", "")),
            "severity": severity,
            "location": {
                "path": path,
                "positions": {
                    "begin": { "line": region.line, "column": region.column },
                    "end": { "line": region.end_line, "column": region.end_column },
                },
            },
        })
    });
    issues.collect()
}
