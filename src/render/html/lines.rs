//! Lines of a file that hold no text for a reader: a few are shown, many are folded, and those in which
//! something was found are always in sight.

use super::layout::{Kind, Stretch};
use crate::diagnostic::Diagnostic;
use crate::format::Format;
use crate::text::span::Span;

/// So many lines beside a finding stay in sight.
const AROUND: usize = 1;
/// More bytes are folded, however few the lines: some pages are one line.
const LONGEST: usize = 600;

/// Knows which lines of a file to fold.
pub struct Lines<'a> {
    text: &'a str,
    /// Where findings, and what belongs to them, begin, in order.
    starts: Vec<u32>,
    /// Where they end, in order.
    ends: Vec<u32>,
    /// More lines than these are folded.
    most: usize,
}

impl<'a> Lines<'a> {
    /// For a text in a format.
    pub fn new<'f>(text: &'a str, findings: &'f [Diagnostic], format: Format) -> Self {
        let others = |finding: &'f Diagnostic| {
            // a note leads to these, too
            finding.related.iter().filter(|other| other.path.is_none()).map(|other| other.span)
        };
        let spans = findings.iter().flat_map(|finding| others(finding).chain([finding.span]));
        let (mut starts, mut ends): (Vec<_>, Vec<_>) =
            spans.map(|span| (span.start, span.end)).unzip();
        starts.sort_unstable();
        ends.sort_unstable();
        let most = match format {
            // the original stands there
            Format::Po | Format::Xliff => 6,
            _ => 2,
        };
        Self { text, starts, ends, most }
    }

    /// What is shown of a gap between two blocks.
    pub fn of(&self, gap: Span) -> Vec<Stretch> {
        if gap.of_text(self.text).trim().is_empty() {
            return Vec::new();
        }
        let lines = self.lines(gap);
        let is_near = |at: usize| {
            let near = lines.get(at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len()));
            near.unwrap_or_default().iter().any(|&line| self.holds_finding(line))
        };
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut from = 0;
        while from < lines.len() {
            let in_sight = is_near(from);
            let same = (from..lines.len()).take_while(|&at| is_near(at) == in_sight).count();
            let group = lines.get(from..from + same).unwrap_or_default();
            let whole = group.iter().copied().reduce(Span::cover).unwrap_or_default();
            let is_long = group.len() > self.most || whole.len() > LONGEST;
            let kind = if is_long && !in_sight { Kind::Folded } else { Kind::Lines };
            match stretches.last_mut() {
                Some(last) if last.kind == kind => last.span = last.span.cover(whole),
                _ => stretches.push(Stretch { span: whole, kind }),
            }
            from += same;
        }
        stretches
    }

    /// The lines that are not blank, without their ends.
    fn lines(&self, gap: Span) -> Vec<Span> {
        let mut at = gap.start();
        let lines = gap.of_text(self.text).split_inclusive(['\n', '\r']).map(|line| {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            span
        });
        lines.filter(|line| !line.of_text(self.text).trim().is_empty()).collect()
    }

    /// Whether a finding begins or ends in a line; one that goes over it is seen before and behind it.
    fn holds_finding(&self, line: Span) -> bool {
        let next = |places: &[u32], from: u32| {
            places.get(places.partition_point(|&place| place < from)).copied()
        };
        next(&self.starts, line.start).is_some_and(|start| start < line.end)
            || next(&self.ends, line.start + 1).is_some_and(|end| end <= line.end)
    }
}
