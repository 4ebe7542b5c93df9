//! One problem, one finding: grades and selection first, then allowed texts, then merging.

use super::selection::Selection;
use super::suppress::{Silencer, Silences, Suppressed, is_sic};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::document::Document;
use crate::rules::set::{Allow, RuleSet, is_selected};
use crate::text::fold::Folded;
use crate::text::span::Span;
use std::collections::BTreeSet;

/// An enclosing finding of another family takes in one that is at least this part of it.
const MUCH: usize = 3;
/// … or one that it exceeds by no more than this many bytes.
const FEW: usize = 24;

/// What stays of the findings of one document, and what was suppressed.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Sorted by place and rule.
    pub findings: Vec<Diagnostic>,
    /// Silenced, and by what; sorted.
    pub suppressed: Vec<Suppressed>,
    /// The allowed texts of user packs that had a use, by their numbers among all; sorted.
    pub allowed: Vec<usize>,
}

/// Decides which findings a user sees of a document; its comments note what they silence.
#[must_use]
pub fn decide(
    found: Vec<Diagnostic>,
    rules: &RuleSet,
    selection: &Selection,
    document: &Document,
    silences: &mut Silences,
) -> Verdict {
    let mut graded: Vec<_> =
        found.into_iter().filter_map(|finding| graded(finding, rules, document)).collect();
    graded.retain(|finding| selection.holds(&finding.rule));
    sort(&mut graded);
    graded.dedup_by(|a, b| a.span == b.span && a.rule == b.rule);
    let zones = Zones::of(&rules.allow, document.folded());
    // nobody looked for what such a text would have
    let is_unread = document.is_untranslated || graded.iter().any(is_about_document);
    let mut allowed = zones.standing(is_unread);
    let (mut suppressed, mut kept) = (Vec::new(), Vec::new());
    for finding in graded {
        let start = document.prose().to_source(finding.span).span.start;
        allowed.extend(zones.allowing(&finding).map(|(number, _)| number));
        let allow = zones.allowing(&finding).next().map(|(_, allow)| allow);
        let reason = match (allow, silences.at(&finding.rule, start)) {
            (Some(allow), _) => Some((Silencer::Allowed, allow.reason.clone())),
            (_, Some(reason)) => Some((Silencer::Comment, reason.to_owned())),
            _ if is_sic(&finding, document) => Some((Silencer::Sic, "[sic]".to_owned())),
            _ => None,
        };
        match reason {
            Some((by, reason)) => suppressed.push(Suppressed { finding, by, reason }),
            None => kept.push(finding),
        }
    }
    if let Some(document) = kept.iter().position(is_about_document) {
        // a wholly untranslated text is one fault, not hundreds
        kept = vec![kept.swap_remove(document)];
    }
    Verdict { findings: merge(kept), suppressed, allowed: allowed.into_iter().collect() }
}

fn is_about_document(finding: &Diagnostic) -> bool {
    finding.rule == "mixed/document"
}

/// Sorts findings by place, the longer first, then by rule.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        let place =
            |finding: &Diagnostic| (finding.span.start, std::cmp::Reverse(finding.span.end));
        place(a)
            .cmp(&place(b))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}

fn graded(mut finding: Diagnostic, rules: &RuleSet, document: &Document) -> Option<Diagnostic> {
    let with_code = || rules.grade_with_code(&finding.rule).filter(|_| document.is_technical);
    if let Some(grade) = rules.grade(&finding.rule).or_else(with_code) {
        finding.severity = grade.severity()?;
    }
    Some(finding)
}

/// Where allowed texts of user packs stand, sorted, with what allows them and its number.
#[derive(Default)]
struct Zones<'a> {
    zones: Vec<(Span, (usize, &'a Allow))>,
    /// The length of the longest; no zone that begins further back holds a finding.
    longest: u32,
}

impl<'a> Zones<'a> {
    fn of(allow: &'a [Allow], text: &Folded) -> Self {
        // the packs of users stand behind the built-in ones
        let first = allow.partition_point(|allow| allow.built_in);
        let own = allow.iter().enumerate().skip(first);
        let mut zones: Vec<_> =
            own.flat_map(|own| places(&own.1.text, text).map(move |span| (span, own))).collect();
        zones.sort_by_key(|(zone, _)| *zone);
        let longest = zones.iter().map(|(zone, _)| zone.end - zone.start).max().unwrap_or_default();
        Self { zones, longest }
    }

    /// The numbers of those that are of use by standing there: their words are taken for words of the
    /// language, which is more than silencing. Those for some rules silence, unless nobody asked these.
    fn standing(&self, is_unread: bool) -> BTreeSet<usize> {
        let of_use = |(_, (number, allow)): &(Span, (usize, &Allow))| {
            (is_unread || allow.rules.is_empty()).then_some(*number)
        };
        self.zones.iter().filter_map(of_use).collect()
    }

    /// What allows a finding, with its number.
    fn allowing<'z>(
        &'z self,
        finding: &'z Diagnostic,
    ) -> impl Iterator<Item = (usize, &'a Allow)> + 'z {
        let first = self.zones.partition_point(|(zone, _)| {
            zone.start < finding.span.start.saturating_sub(self.longest)
        });
        let near =
            self.zones.iter().skip(first).take_while(|(zone, _)| zone.start <= finding.span.end);
        let near = near.filter(|(zone, (_, allow))| {
            let named = allow.rules.is_empty()
                || allow.rules.iter().any(|rule| is_selected(&finding.rule, rule));
            named
                && (zone.contains(finding.span)
                    || finding.span.contains(*zone) && zone.len() * 2 >= finding.span.len())
        });
        near.map(|(_, allow)| *allow)
    }
}

/// Every place of a folded text as words of their own, as spans of the original.
pub fn places<'a>(needle: &'a str, text: &'a Folded) -> impl Iterator<Item = Span> + 'a {
    let joined = |c: Option<char>, edge: Option<char>| {
        c.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric)
    };
    let (first, last) = (needle.chars().next(), needle.chars().next_back());
    let mut from = 0;
    std::iter::from_fn(move || {
        // no text stands nowhere
        let width = first?.len_utf8();
        loop {
            let start = from + text.text.get(from..)?.find(needle)?;
            let end = start + needle.len();
            let before = text.text.get(..start)?.chars().next_back();
            let after = text.text.get(end..)?.chars().next();
            if !joined(before, first) && !joined(after, last) {
                from = end;
                return Some(text.original_span(Span::new(start, end)));
            }
            // a place that is none may share bytes with one that is
            from = start + width;
        }
    })
}

/// Merges findings of one slip: the winner by severity, confidence, length; the others become related.
/// The findings come sorted.
fn merge(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    // what ended before the first of `kept` after `apart` cannot be the partner of what follows
    let (mut apart, mut reach) = (0, 0);
    for finding in findings {
        if finding.span.start > reach {
            apart = kept.len();
        }
        reach = reach.max(finding.span.end);
        let near = kept.get_mut(apart..).unwrap_or_default();
        match near.iter_mut().rfind(|other| is_one_slip(other, &finding)) {
            Some(other) => absorb(other, finding),
            None => kept.push(finding),
        }
    }
    sort(&mut kept);
    kept
}

fn is_one_slip(a: &Diagnostic, b: &Diagnostic) -> bool {
    let loser = if weight(a) < weight(b) { a } else { b };
    let winner = if weight(a) < weight(b) { b } else { a };
    // foreign words are never hidden under another family
    let would_hide = is_foreign(loser) && !is_foreign(winner);
    if would_hide || !a.span.touches(b.span) {
        return false;
    }
    let (short, long) = (a.span.len().min(b.span.len()), a.span.len().max(b.span.len()));
    let nested = a.span.contains(b.span) || b.span.contains(a.span);
    let in_passage = winner.rule == "mixed/passage" && is_foreign(loser);
    if nested && (a.family() == b.family() || in_passage) {
        return true;
    }
    let alike = short * MUCH >= long || long <= short + FEW;
    alike && (nested || a.span.shared(b.span) * 2 >= short)
}

/// How much a finding has to say.
fn weight(finding: &Diagnostic) -> (Severity, u8, usize) {
    (finding.severity, finding.confidence, finding.span.len())
}

fn is_foreign(finding: &Diagnostic) -> bool {
    matches!(finding.family(), "mixed" | "exonym")
}

fn absorb(kept: &mut Diagnostic, other: Diagnostic) {
    let (mut winner, loser) =
        if weight(&other) > weight(kept) { (other, kept.clone()) } else { (kept.clone(), other) };
    winner.related.push(Related {
        path: None,
        rule: loser.rule,
        message: loser.message,
        span: loser.span,
    });
    winner.related.extend(loser.related);
    if winner.fixes.is_empty() {
        winner.fixes = loser
            .fixes
            .into_iter()
            .filter(|fix| fix.edits.iter().all(|edit| winner.span.contains(edit.span)))
            .collect();
    }
    *kept = winner;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &str, start: usize, end: usize, severity: Severity) -> Diagnostic {
        Diagnostic {
            message: rule.to_owned(),
            severity,
            ..Diagnostic::made(rule, Span::new(start, end))
        }
    }

    #[test]
    fn a_text_stands_where_its_words_end() {
        let found = |needle: &str, text: &str| {
            let folded = Folded::lower(text);
            places(needle, &folded).map(|span| (span.start, span.end)).collect::<Vec<_>>()
        };
        assert_eq!(found("tua", "Kotatua tua, tuan Tua."), [(8, 11), (18, 21)]);
        assert_eq!(found("ya ya", "saya ya ya"), [(5, 10)]);
        assert_eq!(found("(c)", "a(c)b"), [(1, 4)]);
        assert_eq!(found("", "tua"), []);
    }

    #[test]
    fn nested_findings_of_one_family_are_one() {
        let merged = merge(vec![
            finding("leak/second-version", 0, 90, Severity::Error),
            finding("leak/label", 0, 12, Severity::Error),
        ]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].rule, "leak/second-version");
        assert_eq!(merged[0].related[0].rule, "leak/label");
    }

    #[test]
    fn a_word_inside_a_repeated_paragraph_stays_a_finding() {
        let merged = merge(vec![
            finding("broken/repeated-paragraph", 0, 400, Severity::Warning),
            finding("exonym/country", 9, 16, Severity::Error),
        ]);
        assert_eq!(merged.len(), 2);
    }

    #[test]
    fn a_foreign_word_is_never_hidden_under_another_family() {
        let merged = merge(vec![
            finding("style/calque", 0, 12, Severity::Error),
            finding("mixed/word", 0, 10, Severity::Advice),
        ]);
        assert_eq!(merged.len(), 2);
        let merged = merge(vec![
            finding("style/calque", 0, 12, Severity::Advice),
            finding("mixed/word", 0, 10, Severity::Error),
        ]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].rule, "mixed/word");
    }
}
