//! rdjson and rdjsonl, the formats of reviewdog. Columns are bytes from 1; reviewdog applies the
//! suggestions.

use super::Run;
use super::columns::{Unit, region};
use super::escape::in_json;
use super::suggestion::{message, replacements};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Report;
use crate::source::Source;
use crate::text::span::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one object: source and diagnostics.
pub(super) fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = run.findings().map(|(report, finding)| diagnostic(*run, report, finding));
    let object = json!({ "source": source(), "diagnostics": diagnostics.collect::<Vec<_>>() });
    writeln!(out, "{}", in_json(&serde_json::to_string_pretty(&object)?))
}

/// Writes one diagnostic a line.
pub(super) fn lines(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (report, finding) in run.findings() {
        let mut line = diagnostic(*run, report, finding);
        line["source"] = source();
        writeln!(out, "{}", in_json(&line.to_string()))?;
    }
    Ok(())
}

fn source() -> Value {
    json!({ "name": "macaronic" })
}

fn diagnostic(run: Run<'_>, report: &Report, finding: &Diagnostic) -> Value {
    let source = &report.source;
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Advice => "INFO",
    };
    let suggestions = replacements(source, finding)
        .map(|edit| json!({ "range": range(source, edit.span), "text": edit.text }));
    json!({
        "message": message(finding),
        "location": { "path": run.path(report), "range": range(source, finding.span) },
        "severity": severity,
        "code": { "value": finding.rule },
        "suggestions": suggestions.collect::<Vec<_>>(),
    })
}

fn range(source: &Source, span: Span) -> Value {
    let region = region(source, span, Unit::Byte);
    json!({
        "start": { "line": region.line, "column": region.column },
        "end": { "line": region.end_line, "column": region.end_column },
    })
}
