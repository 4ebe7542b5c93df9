//! `json` and `jsonl`: the contract that other tools read. Offsets are half-open and from 0, in bytes
//! and in characters (Unicode code points) of the file; lines and columns are from 1, in characters.

use super::Run;
use super::columns::{Unit, region};
use super::escape::in_json;
use super::summary::Summary;
use crate::diagnostic::{Diagnostic, Fix, Related};
use crate::engine::Report;
use crate::source::Source;
use crate::text::span::Span;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the contract, in every record.
pub(super) const VERSION: u32 = 1;

/// One finding, as written.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    v: u32,
    /// Left out in a stream, whose texts have no files.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    rule: &'a str,
    severity: &'static str,
    confidence: u8,
    mqm: &'a str,
    message: &'a str,
    text: &'a str,
    language: &'static str,
    span: Place,
    related: Vec<RelatedRecord<'a>>,
    fixes: Vec<FixRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Place {
    byte_start: u32,
    byte_end: u32,
    char_start: u32,
    char_end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Debug, Serialize)]
struct RelatedRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    rule: &'a str,
    message: &'a str,
    span: Option<Place>,
}

#[derive(Debug, Serialize)]
struct FixRecord<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct EditRecord<'a> {
    byte_start: u32,
    byte_end: u32,
    text: &'a str,
}

/// A finding of a report as a record; `others` are the other texts of the run, for places in them.
#[must_use]
pub fn record<'a>(
    report: &'a Report,
    finding: &'a Diagnostic,
    others: &'a [&Report],
) -> Record<'a> {
    Record {
        v: VERSION,
        path: Some(&report.source.name),
        rule: &finding.rule,
        severity: finding.severity.name(),
        confidence: finding.confidence,
        mqm: &finding.mqm,
        message: &finding.message,
        text: finding.span.of_text(&report.source.text),
        language: report.language.tag(),
        span: place(&report.source, finding.span),
        related: finding
            .related
            .iter()
            .map(|related| related_record(report, related, others))
            .collect(),
        fixes: finding.fixes.iter().map(fix_record).collect(),
        evidence: finding.evidence.as_deref(),
    }
}

/// A finding of a text that has no file and is alone: the same record without paths.
#[must_use]
pub fn record_alone<'a>(report: &'a Report, finding: &'a Diagnostic) -> Record<'a> {
    let mut record = Record { path: None, ..record(report, finding, &[]) };
    for related in &mut record.related {
        related.path = None;
    }
    record
}

fn place(source: &Source, span: Span) -> Place {
    let characters = |byte| source.lines.position(&source.text, byte).character;
    let region = region(source, span, Unit::Character);
    Place {
        byte_start: span.start,
        byte_end: span.end,
        char_start: characters(span.start),
        char_end: characters(span.end),
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}

fn related_record<'a>(
    report: &'a Report,
    related: &'a Related,
    others: &'a [&Report],
) -> RelatedRecord<'a> {
    let path = related.path.as_deref().unwrap_or(&report.source.name);
    let source = match &related.path {
        None => Some(&report.source),
        Some(path) => others.iter().map(|other| &other.source).find(|source| source.name == *path),
    };
    let span = source.map(|source| place(source, related.span));
    RelatedRecord { path: Some(path), rule: &related.rule, message: &related.message, span }
}

fn fix_record(fix: &Fix) -> FixRecord<'_> {
    let edits = fix.edits.iter().map(|edit| EditRecord {
        byte_start: edit.span.start,
        byte_end: edit.span.end,
        text: &edit.text,
    });
    FixRecord { title: &fix.title, safety: fix.safety.name(), edits: edits.collect() }
}

/// Writes one finding a line.
///
/// # Errors
/// When `out` cannot be written to.
pub fn lines(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (report, finding) in run.findings() {
        let json = serde_json::to_string(&record(report, finding, run.reports))?;
        writeln!(out, "{}", in_json(&json))?;
    }
    Ok(())
}

/// Writes one object: `{version, findings, summary}`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        version: u32,
        findings: Vec<Record<'a>>,
        summary: &'a Summary,
    }
    let findings = run.findings().map(|(report, finding)| record(report, finding, run.reports));
    let object = Object { version: VERSION, findings: findings.collect(), summary: run.summary };
    let json = serde_json::to_string_pretty(&object)?;
    writeln!(out, "{}", in_json(&json))
}
