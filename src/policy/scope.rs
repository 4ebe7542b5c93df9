//! Which findings of a text a run is about: not those that a baseline knows, and with `--since` only those
//! on changed lines. Fixing carries the scope along, for edits move what it speaks of.

use crate::diagnostic::Diagnostic;
use crate::text::span::Span;
use std::collections::BTreeSet;

/// What of one text is looked at; everything, when it is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Findings that a baseline knows, by rule and place.
    known: BTreeSet<(String, Span)>,
    /// The changed lines, sorted; `None` when all lines count.
    changed: Option<Vec<Span>>,
}

/// Lines that follow each other, as git counts them: only LF ends one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The first one, from 1.
    pub first: usize,
    /// How many.
    pub count: usize,
}

/// The findings of a text, by what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parted {
    /// To be shown.
    pub shown: Vec<Diagnostic>,
    /// Known from a baseline.
    pub known: Vec<Diagnostic>,
    /// How many lie on unchanged lines.
    pub unchanged: usize,
}

impl Scope {
    /// A scope without the findings that are known, on changed stretches when they are given.
    #[must_use]
    pub const fn new(known: BTreeSet<(String, Span)>, changed: Option<Vec<Span>>) -> Self {
        Self { known, changed }
    }

    /// Whether a finding is to be shown.
    #[must_use]
    pub fn holds(&self, finding: &Diagnostic) -> bool {
        self.is_on_changed_lines(finding.span) && !self.is_known(finding)
    }

    /// Parts findings by what becomes of them; each part keeps its order.
    #[must_use]
    pub fn part(&self, findings: Vec<Diagnostic>) -> Parted {
        let mut parted = Parted::default();
        for finding in findings {
            if !self.is_on_changed_lines(finding.span) {
                parted.unchanged += 1;
            } else if self.is_known(&finding) {
                parted.known.push(finding);
            } else {
                parted.shown.push(finding);
            }
        }
        parted
    }

    /// The same scope after edits, by where they move a byte.
    #[must_use]
    pub fn moved(&self, to: impl Fn(u32) -> u32) -> Self {
        let moved = |span: Span| {
            let start = to(span.start);
            Span { start, end: to(span.end).max(start) }
        };
        let known = self.known.iter().map(|(rule, span)| (rule.clone(), moved(*span)));
        let changed = self.changed.as_ref();
        Self {
            known: known.collect(),
            changed: changed.map(|spans| spans.iter().map(|span| moved(*span)).collect()),
        }
    }

    fn is_known(&self, finding: &Diagnostic) -> bool {
        !self.known.is_empty() && self.known.contains(&(finding.rule.clone(), finding.span))
    }

    fn is_on_changed_lines(&self, span: Span) -> bool {
        let Some(changed) = &self.changed else { return true };
        // an empty span has a line, too
        let end = span.end.max(span.start.saturating_add(1));
        let next = changed.partition_point(|stretch| stretch.end <= span.start);
        changed.get(next).is_some_and(|stretch| stretch.start < end)
    }
}

/// The bytes of lines of a text. The last line reaches beyond the end, where a finding may stand.
#[must_use]
pub fn stretches(text: &str, lines: &[Lines]) -> Vec<Span> {
    let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    let starts: Vec<u32> =
        std::iter::once(0).chain(ends.filter_map(|(at, _)| u32::try_from(at + 1).ok())).collect();
    let start = |line: usize| starts.get(line.checked_sub(1)?).copied();
    let stretches = lines.iter().filter(|lines| lines.count > 0).filter_map(|lines| {
        let end = start(lines.first.saturating_add(lines.count));
        Some(Span { start: start(lines.first)?, end: end.unwrap_or(u32::MAX) })
    });
    let mut stretches: Vec<Span> = stretches.collect();
    stretches.sort_unstable();
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(start: u32, end: u32) -> Diagnostic {
        Diagnostic::made("exonym/country", Span { start, end })
    }

    fn changed(text: &str, first: usize, count: usize) -> Scope {
        let stretches = stretches(text, &[Lines { first, count }]);
        Scope::new(BTreeSet::new(), Some(stretches))
    }

    #[test]
    fn a_finding_is_in_when_one_of_its_lines_has_changed() {
        let scope = changed("satu\ndua\ntiga\nempat\n", 2, 1);
        assert!(scope.holds(&finding(5, 8)));
        assert!(scope.holds(&finding(0, 6)), "it ends on the changed line");
        assert!(scope.holds(&finding(8, 12)), "it begins at the end of the changed line");
        assert!(!scope.holds(&finding(0, 5)), "a line with its end is one line");
        assert!(!scope.holds(&finding(9, 13)));
    }

    #[test]
    fn a_finding_without_bytes_is_on_its_line() {
        let text = "satu\ndua";
        assert!(changed(text, 2, 1).holds(&finding(8, 8)), "the end of the text");
        assert!(changed(text, 2, 1).holds(&finding(5, 5)));
        assert!(!changed(text, 1, 1).holds(&finding(5, 5)));
    }

    #[test]
    fn lines_that_were_only_deleted_hold_nothing() {
        let scope = changed("satu\ndua\n", 1, 0);
        assert!(!scope.holds(&finding(0, 4)) && !scope.holds(&finding(5, 8)));
    }

    #[test]
    fn a_carriage_return_alone_ends_no_line_of_git() {
        assert!(changed("satu\rdua\ntiga", 1, 1).holds(&finding(5, 8)));
        assert!(!changed("satu\rdua\ntiga", 2, 1).holds(&finding(5, 8)));
    }

    #[test]
    fn lines_beyond_the_end_are_none() {
        assert_eq!(stretches("satu\n", &[Lines { first: 9, count: usize::MAX }]), []);
        assert_eq!(stretches("satu\n", &[Lines { first: 0, count: 1 }]), []);
    }

    #[test]
    fn a_known_finding_moves_with_the_text() {
        let known = BTreeSet::from([("exonym/country".to_owned(), Span { start: 5, end: 8 })]);
        let scope = Scope::new(known, None);
        assert!(!scope.holds(&finding(5, 8)) && scope.holds(&finding(7, 10)));
        let scope = scope.moved(|byte| byte + 2);
        assert!(scope.holds(&finding(5, 8)) && !scope.holds(&finding(7, 10)));
    }

    #[test]
    fn findings_are_parted() {
        let text = "satu\ndua\n";
        let known = BTreeSet::from([("exonym/country".to_owned(), Span { start: 5, end: 8 })]);
        let scope = Scope::new(known, Some(stretches(text, &[Lines { first: 2, count: 1 }])));
        let parted = scope.part(vec![finding(0, 4), finding(5, 8), finding(6, 8)]);
        assert_eq!(parted.unchanged, 1);
        assert_eq!(parted.known, [finding(5, 8)]);
        assert_eq!(parted.shown, [finding(6, 8)]);
    }
}
