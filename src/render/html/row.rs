//! The rows of an article: what stands below each other, with the findings that begin in each.

use super::layout::{Kind, Stretch};
use crate::diagnostic::Diagnostic;
use crate::text::span::Span;
use std::ops::Range;

/// A paragraph, or lines without text, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is shown: without the white space around it, unless something was found there.
    pub span: Span,
    /// Where the next one begins.
    pub until: u32,
    /// What it is.
    pub kind: Kind,
    /// The findings that begin in it.
    pub findings: Range<usize>,
    /// Nothing is marked in it.
    pub is_calm: bool,
}

/// The rows of a text with the findings that begin in each; these come in order.
pub fn rows(text: &str, stretches: Vec<Stretch>, findings: &[Diagnostic]) -> Vec<Row> {
    let end = Span::of(text).end;
    let starts: Vec<_> = stretches.iter().map(|stretch| stretch.span.start).collect();
    let nexts = starts.into_iter().skip(1).chain([u32::MAX]);
    let mut rows = Vec::with_capacity(stretches.len());
    let (mut next_finding, mut covered) = (0, 0);
    for (Stretch { span, kind }, until) in stretches.into_iter().zip(nexts) {
        let rest = findings.get(next_finding..).unwrap_or_default();
        let own = rest.get(..rest.partition_point(|found| found.span.start < until));
        let own = own.unwrap_or_default();
        let row = Row {
            span: visible(text, span, own, until.min(end)),
            until: until.min(end),
            // no finding may be out of sight
            kind: if own.is_empty() { kind } else { kind.unfolded() },
            findings: next_finding..next_finding + own.len(),
            is_calm: own.is_empty() && covered <= span.start,
        };
        covered = own.iter().map(|found| found.span.end).fold(covered, u32::max);
        next_finding += own.len();
        rows.push(row);
    }
    rows
}

/// What to show of a paragraph: white space around it only where something was found there.
fn visible(text: &str, block: Span, own: &[Diagnostic], until: u32) -> Span {
    let mut span = block;
    if text.starts_with('\u{FEFF}') && span.start == 0 && span.len() > 3 {
        span.start = 3;
    }
    for finding in own {
        span.start = span.start.min(finding.span.start);
        if finding.span.start >= block.end {
            span.end = span.end.max(finding.span.end.min(until));
        }
    }
    span
}
