//! Findings for people: a frame each, advice folded, the same fault in one frame.

use super::Run;
use super::columns::{Region, Unit, region};
use super::escape::shown;
use super::frame::{Frame, draw};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::engine::Report;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// Characters that fit on a line.
    pub width: usize,
    /// What is below is left out.
    pub least: Severity,
    /// Advice is folded into one line a file.
    pub fold_advice: bool,
}

/// Places are listed up to this many; the rest is counted.
const MOST_PLACES: usize = 8;

/// Writes the findings of every text.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    run.reports.iter().try_for_each(|findings| report(findings, run.style, out))
}

/// Writes the findings of one text.
fn report(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let is_folded =
        |finding: &&Diagnostic| style.fold_advice && finding.severity == Severity::Advice;
    let visible = report.findings.iter().filter(|finding| finding.severity >= style.least);
    let (advice, loud): (Vec<_>, Vec<_>) = visible.partition(is_folded);
    for same in grouped(report, &loud) {
        let Some((first, others)) = same.split_first() else { continue };
        writeln!(out, "{}\n", frame(report, first, others, style))?;
    }
    if !advice.is_empty() {
        writeln!(out, "{}\n", folded_advice(report, &advice))?;
    }
    Ok(())
}

/// Findings of the same rule on the same text, each group in the place of its first.
fn grouped<'a>(report: &Report, findings: &[&'a Diagnostic]) -> Vec<Vec<&'a Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut index: BTreeMap<(String, String, Severity), usize> = BTreeMap::new();
    for finding in findings {
        let key = (
            finding.rule.clone(),
            folded(finding.span.of_text(&report.source.text)),
            finding.severity,
        );
        let at = *index.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

fn frame(report: &Report, finding: &Diagnostic, others: &[&Diagnostic], style: Style) -> String {
    let source = &report.source;
    let place = |span: Span| {
        let Region { line, column, .. } = region(source, span, Unit::Character);
        format!("{line}:{column}")
    };
    let Region { line, column, .. } = region(source, finding.span, Unit::Character);
    let mut notes = Vec::new();
    if !others.is_empty() {
        let places: Vec<_> =
            others.iter().take(MOST_PLACES).map(|other| place(other.span)).collect();
        let more = others.len().saturating_sub(MOST_PLACES);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        notes.push(format!("also at {}{rest}", places.join(", ")));
    }
    notes.extend(finding.evidence.iter().map(|evidence| shown(evidence).into_owned()));
    // the same family on the same words has nothing to add
    let adds = |related: &&Related| {
        related.span != finding.span
            || related.path.is_some()
            || !related.rule.starts_with(finding.family())
    };
    for related in finding.related.iter().filter(adds).take(2) {
        let at = related
            .path
            .as_ref()
            .map_or_else(|| place(related.span), |path| shown(path).into_owned());
        notes.push(format!("{} ({}, {at})", shown(&related.message), related.rule));
    }
    let frame = Frame {
        severity: finding.severity,
        rule: &finding.rule,
        message: &finding.message,
        path: &source.name,
        line,
        column,
        text: &source.text,
        span: finding.span,
        fix: finding.fixes.first(),
        notes,
    };
    draw(&frame, style.colour, style.width)
}

fn folded_advice(report: &Report, advice: &[&Diagnostic]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in advice {
        *rules.entry(finding.rule.as_str()).or_default() += 1;
    }
    let mut counted: Vec<_> = rules.into_iter().collect();
    counted.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    let list: Vec<_> = counted.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    let pieces =
        if advice.len() == 1 { "1 piece".to_owned() } else { format!("{} pieces", advice.len()) };
    format!(
        "{}: {pieces} of advice ({}); shown with --min-severity advice",
        shown(&report.source.name),
        list.join(", ")
    )
}
