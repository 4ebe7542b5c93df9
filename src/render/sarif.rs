//! SARIF 2.1.0, for GitHub code scanning and editors. GitHub shows no fixes, so messages name them, and
//! its own fingerprint covers the first 100 characters of a line, which is a whole paragraph here, so that
//! ours is written. Findings that something silences stay, marked as suppressed.

use super::Run;
use super::columns::{Unit, region};
use super::escape::{in_json, markdown};
use super::path::{relative, uri};
use super::rule_book::RuleText;
use super::suggestion::message;
use crate::diagnostic::{Diagnostic, Fix, Related, Safety, Severity};
use crate::engine::Report;
use crate::policy::fingerprint::fingerprints;
use crate::policy::suppress::Silencer;
use crate::source::Source;
use crate::text::span::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// GitHub takes no more characters of a description.
const LONGEST_DESCRIPTION: usize = 1024;

/// Writes the log.
pub(super) fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let all = |report: &&Report| report.findings.len() + report.suppressed.len();
    let mut results = Vec::with_capacity(run.reports.iter().map(all).sum());
    let ids: Vec<&str> = rule_ids(*run).into_iter().collect();
    for report in run.reports {
        add_results(*run, report, &ids, &mut results);
    }
    let rules: Vec<_> = ids.iter().map(|id| rule(&run.rules.text(id))).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "macaronic",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [invocation(*run)],
            "language": "en",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    });
    writeln!(out, "{}", in_json(&serde_json::to_string_pretty(&log)?))
}

/// The rules that the results name, sorted.
fn rule_ids(run: Run<'_>) -> BTreeSet<&str> {
    let findings = run.reports.iter().flat_map(|report| with_suppressed(report));
    findings.map(|finding| finding.rule.as_str()).collect()
}

/// All findings of a text, the suppressed ones last.
fn with_suppressed(report: &Report) -> impl Iterator<Item = &Diagnostic> + Clone {
    report.findings.iter().chain(report.suppressed.iter().map(|silenced| &silenced.finding))
}

/// Why a result is none (SARIF 2.1.0, 3.35): in the text itself, or by what lies beside it.
fn suppressions(report: &Report, number: usize) -> Value {
    let silenced = number.checked_sub(report.findings.len());
    let Some(silenced) = silenced.and_then(|at| report.suppressed.get(at)) else {
        return json!([]);
    };
    let (kind, why) = match silenced.by {
        Silencer::Comment => ("inSource", "a comment silences it"),
        Silencer::Sic => ("inSource", "it stands so in the source"),
        Silencer::Allowed => ("external", "in a text that a pack allows"),
        Silencer::Baseline => ("external", "known from the baseline"),
    };
    let reason = if silenced.reason.is_empty() { why } else { &silenced.reason };
    json!([{ "kind": kind, "status": "accepted", "justification": reason }])
}

/// Whether the job was done, and what was left out of it.
fn invocation(run: Run<'_>) -> Value {
    let notification = |level: &str, path: Option<&str>, text: &str| {
        let artifact =
            |path| json!({ "physicalLocation": { "artifactLocation": artifact(run, path) } });
        let locations: Vec<_> = path.map(artifact).into_iter().collect();
        json!({ "level": level, "message": plain(text), "locations": locations })
    };
    let failed = run.summary.failed.iter();
    let failed = failed.map(|file| notification("error", file.path.as_deref(), &file.message));
    let skipped = run.summary.skipped.iter();
    let skipped = skipped.map(|file| {
        notification("note", Some(&file.path), &format!("not checked: {}", file.reason))
    });
    json!({
        "executionSuccessful": run.summary.failed.is_empty(),
        "toolExecutionNotifications": failed.chain(skipped).collect::<Vec<_>>(),
    })
}

fn rule(text: &RuleText<'_>) -> Value {
    let why = if text.why.is_empty() { &text.summary } else { text.why };
    let bad = text.bad.map(|bad| format!("\n\nFor example: {bad}")).unwrap_or_default();
    let switch = format!(
        "\n\nSwitch it off with --skip {0}, or in a pack with \"{0}\" = \"off\" under [rules].",
        text.id
    );
    let family = text.id.split('/').next().unwrap_or_default();
    json!({
        "id": text.id,
        "name": name(text.id),
        "shortDescription": plain(&shortened(&sentence(&text.summary))),
        "fullDescription": plain(&shortened(&sentence(why))),
        "help": {
            "text": unlinked(&format!("{}{bad}{switch}", sentence(why))),
            "markdown": format!("{}{}{}", markdown(&sentence(why)), paragraph(&bad), paragraph(&switch)),
        },
        "defaultConfiguration": { "level": level(text.severity) },
        "properties": {
            "precision": precision(text.confidence),
            "problem.severity": problem(text.severity),
            "tags": [family],
            "mqm": text.mqm,
        },
    })
}

/// The id as the one word that viewers want beside it: `ExonymCountry`.
fn name(id: &str) -> String {
    let parts = id.split(|c: char| !c.is_alphanumeric());
    parts.map(capitalised).collect()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters.clone()).collect()
}

fn add_results(run: Run<'_>, report: &Report, ids: &[&str], results: &mut Vec<Value>) {
    let known = fingerprints(&report.source.text, with_suppressed(report));
    for (number, (finding, known)) in with_suppressed(report).zip(known).enumerate() {
        let related = finding.related.iter().map(|related| related_location(run, report, related));
        let fixes = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
        let fixes = fixes.filter(|fix| fix.safety > Safety::Hint);
        let fixes: Vec<_> = fixes.map(|each| fix(run, report, each)).collect();
        results.push(json!({
            "ruleId": finding.rule,
            "ruleIndex": ids.binary_search(&finding.rule.as_str()).unwrap_or_default(),
            "level": level(finding.severity),
            "message": plain(&sentence(&message(finding))),
            "locations": [location(run, report, finding.span)],
            "relatedLocations": related.collect::<Vec<_>>(),
            "fixes": fixes,
            "partialFingerprints": { "primaryLocationLineHash": known },
            "suppressions": suppressions(report, number),
            "properties": { "confidence": finding.confidence, "language": report.language.tag() },
        }));
    }
}

fn location(run: Run<'_>, report: &Report, span: Span) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": artifact(run, &report.source.name),
            "region": region_of(&report.source, span),
        },
    })
}

/// Another place; in a text that the run does not have, without a region.
fn related_location(run: Run<'_>, report: &Report, related: &Related) -> Value {
    let name = related.path.as_deref().unwrap_or(&report.source.name);
    let other = run.reports.iter().find(|other| other.source.name == name);
    let mut place = match other {
        Some(other) => location(run, other, related.span),
        None => json!({ "physicalLocation": { "artifactLocation": artifact(run, name) } }),
    };
    place["message"] = plain(&sentence(&format!("{} ({})", related.message, related.rule)));
    place
}

fn fix(run: Run<'_>, report: &Report, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region_of(&report.source, edit.span),
            "insertedContent": { "text": edit.text },
        })
    });
    json!({
        "description": plain(&sentence(&format!("{} ({})", fix.title, fix.safety.name()))),
        "artifactChanges": [{
            "artifactLocation": artifact(run, &report.source.name),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn artifact(run: Run<'_>, name: &str) -> Value {
    json!({ "uri": uri(&relative(name, run.folder)) })
}

fn region_of(source: &Source, span: Span) -> Value {
    let region = region(source, span, Unit::Shown);
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// The word of GitHub for a severity.
const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "recommendation",
    }
}

/// The word of GitHub for how often a rule is right.
const fn precision(confidence: u8) -> &'static str {
    match confidence {
        95.. => "very-high",
        85.. => "high",
        60.. => "medium",
        _ => "low",
    }
}

/// A message in plain text.
fn plain(text: &str) -> Value {
    json!({ "text": unlinked(text) })
}

/// SARIF makes a link of `[text](target)`, in plain text, too: an article must not.
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n\n{}", markdown(text.trim_start())) }
}

/// With the capital and the full stop that viewers expect.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    capitalised(text) + stop
}

fn shortened(text: &str) -> String {
    if text.chars().nth(LONGEST_DESCRIPTION).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST_DESCRIPTION - 1).chain(['…']).collect()
}
