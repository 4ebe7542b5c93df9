//! Findings laid over a text: they overlap, nest and run over paragraphs, tags may not. So the text is
//! cut wherever a finding begins or ends, in one pass.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::span::Span;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// A stretch of text under the same findings, which go by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Empty where a finding says that something is missing.
    pub span: Span,
    /// The shortest finding over it.
    pub owner: Option<usize>,
    /// A few of the findings over it, the shortest first.
    pub over: Vec<usize>,
    /// The gravest of all of them.
    pub gravest: Option<Severity>,
    /// Those that end with it.
    pub ended: Vec<usize>,
}

/// A piece names as many findings as this; a hostile text may pile up thousands.
const MOST_NAMED: usize = 6;

/// The findings of one text on the way through it.
pub struct Pieces<'a> {
    findings: &'a [Diagnostic],
    /// Those to come, the last first.
    coming: Vec<usize>,
    /// Those over the place, the shortest first.
    over: BTreeSet<(usize, usize)>,
    /// Where they end.
    ends: BinaryHeap<Reverse<(u32, usize)>>,
    /// How many of each severity are over the place.
    loud: [usize; 3],
}

impl<'a> Pieces<'a> {
    /// Findings in the order of their places; those that do not fit the text are left out.
    pub fn new(text: &str, findings: &'a [Diagnostic]) -> Self {
        let fitting = (0..findings.len()).filter(|&index| {
            findings.get(index).is_some_and(|finding| finding.span.get(text).is_some())
        });
        Self {
            findings,
            coming: fitting.rev().collect(),
            over: BTreeSet::new(),
            ends: BinaryHeap::new(),
            loud: [0; 3],
        }
    }

    /// The pieces of the next stretch that is shown. What ends before `until`, where the one after it
    /// begins, ends with its last piece.
    pub fn of(&mut self, shown: Span, until: u32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.drop_ended(shown.start);
        let mut at = shown.start;
        loop {
            self.open(at, &mut pieces);
            if at >= shown.end {
                return pieces;
            }
            let next = self.next_cut(at).min(shown.end);
            let closing = if next == shown.end { until } else { next };
            pieces.push(self.piece(Span { start: at, end: next }, closing));
            at = next;
        }
    }

    /// Takes up what begins here; what is empty is a piece at once.
    fn open(&mut self, at: u32, pieces: &mut Vec<Piece>) {
        while let Some(&index) = self.coming.last() {
            let Some(finding) = self.findings.get(index).filter(|found| found.span.start <= at)
            else {
                return;
            };
            self.coming.pop();
            if finding.span.is_empty() {
                pieces.push(Piece {
                    span: finding.span,
                    owner: Some(index),
                    over: vec![index],
                    gravest: Some(finding.severity),
                    ended: vec![index],
                });
            } else {
                self.over.insert((finding.span.len(), index));
                self.ends.push(Reverse((finding.span.end, index)));
                self.count(finding.severity, true);
            }
        }
    }

    fn next_cut(&self, at: u32) -> u32 {
        let coming = self.coming.last().and_then(|&index| self.findings.get(index));
        let start = coming.map_or(u32::MAX, |finding| finding.span.start);
        let end = self.ends.peek().map_or(u32::MAX, |&Reverse((end, _))| end);
        start.min(end).max(at + 1)
    }

    fn piece(&mut self, span: Span, closing: u32) -> Piece {
        let over: Vec<_> = self.over.iter().take(MOST_NAMED).map(|&(_, index)| index).collect();
        let gravest = [Severity::Error, Severity::Warning, Severity::Advice];
        let gravest = gravest.into_iter().find(|&severity| self.loud_at(severity) > 0);
        let ended = self.drop_ended(closing);
        Piece { span, owner: over.first().copied(), over, gravest, ended }
    }

    fn drop_ended(&mut self, at: u32) -> Vec<usize> {
        let mut ended = Vec::new();
        while let Some(&Reverse((end, index))) = self.ends.peek() {
            if end > at {
                break;
            }
            self.ends.pop();
            if let Some(finding) = self.findings.get(index) {
                self.over.remove(&(finding.span.len(), index));
                self.count(finding.severity, false);
            }
            ended.push(index);
        }
        ended
    }

    fn loud_at(&self, severity: Severity) -> usize {
        self.loud.get(severity as usize).copied().unwrap_or_default()
    }

    fn count(&mut self, severity: Severity, opens: bool) {
        if let Some(loud) = self.loud.get_mut(severity as usize) {
            *loud = if opens { *loud + 1 } else { loud.saturating_sub(1) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is over each piece of a text of ten letters, with the findings that end there after a bar.
    fn pieces(spans: &[(usize, usize)]) -> Vec<String> {
        let text = "abcdefghij";
        let findings: Vec<_> = spans.iter().map(|&(start, end)| finding(start, end)).collect();
        let mut pieces = Pieces::new(text, &findings);
        let pieces = pieces.of(Span::of(text), Span::of(text).end);
        pieces
            .iter()
            .map(|piece| {
                let text = piece.span.of_text(text);
                format!("{text} {:?} {:?}", piece.over, piece.ended)
            })
            .collect()
    }

    fn finding(start: usize, end: usize) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::made("", Span::new(start, end)) }
    }

    #[test]
    fn findings_that_overlap_are_cut_where_they_begin_and_end() {
        let expected = ["abc [0] []", "de [1, 0] [0]", "f [1] [1]", "ghij [] []"];
        assert_eq!(pieces(&[(0, 5), (3, 6)]), expected);
    }

    #[test]
    fn the_shorter_of_nested_findings_owns_its_words() {
        let expected = ["ab [0] []", "cd [1, 0] [1]", "ef [0] [0]", "ghij [] []"];
        assert_eq!(pieces(&[(0, 6), (2, 4)]), expected);
    }

    #[test]
    fn findings_on_the_same_words_end_together() {
        assert_eq!(pieces(&[(0, 10), (0, 10)]), ["abcdefghij [0, 1] [0, 1]"]);
    }

    #[test]
    fn an_empty_finding_is_a_piece() {
        assert_eq!(pieces(&[(2, 2)]), ["ab [] []", " [0] [0]", "cdefghij [] []"]);
        assert_eq!(pieces(&[(10, 10)]), ["abcdefghij [] []", " [0] [0]"]);
    }

    #[test]
    fn the_gravest_finding_tells_the_severity_of_a_piece() {
        let mut findings = [finding(0, 10), finding(2, 4)];
        findings[0].severity = Severity::Error;
        findings[1].severity = Severity::Advice;
        let mut pieces = Pieces::new("abcdefghij", &findings);
        let pieces = pieces.of(Span::new(0, 10), 10);
        assert!(pieces.iter().all(|piece| piece.gravest == Some(Severity::Error)), "{pieces:?}");
    }

    #[test]
    fn a_finding_over_two_stretches_is_in_both() {
        let text = "abc\n\ndef";
        let findings = [finding(1, 7)];
        let mut pieces = Pieces::new(text, &findings);
        let first = pieces.of(Span::new(0, 3), 5);
        let second = pieces.of(Span::new(5, 8), 8);
        assert_eq!(first.last().map(|piece| piece.ended.len()), Some(0));
        assert_eq!(second.first().map(|piece| piece.ended.len()), Some(1));
    }

    #[test]
    fn a_finding_that_ends_between_two_stretches_ends_with_the_first() {
        let findings = [finding(1, 4)];
        let mut pieces = Pieces::new("abc\n\ndef", &findings);
        let first = pieces.of(Span::new(0, 3), 5);
        let second = pieces.of(Span::new(5, 8), 8);
        assert_eq!(first.last().map(|piece| piece.ended.len()), Some(1));
        assert_eq!(second.first().and_then(|piece| piece.owner), None);
    }

    #[test]
    fn a_finding_off_a_character_boundary_hides_no_text() {
        let findings = [finding(1, 2)];
        let pieces = Pieces::new("éa", &findings).of(Span::new(0, 3), 3);
        assert_eq!(pieces.len(), 1);
    }
}
