//! Applies fixes: one pass, check again, repeat until nothing changes.

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::engine::{Checker, Report};
use crate::policy::scope::Scope;
use crate::source::Source;
use crate::text::edit::{self, Edit};
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// More passes than this mean that fixes undo each other.
const MOST_PASSES: usize = 10;

/// A text after its fixes.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The report on the text as it is now.
    pub report: Report,
    /// What was changed, in the order in which it was done.
    pub changes: Vec<Change>,
    /// What of the text as it is now the fixing was about.
    pub(crate) scope: Scope,
}

/// One fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule that wanted it.
    pub rule: String,
    /// Line of the text as it was before the pass, from 1.
    pub line: u32,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Why a text was left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// Fixes kept on changing the text.
    #[error(
        "{name}: the fixes do not come to an end after {MOST_PASSES} passes; the text is left as it was"
    )]
    Endless {
        /// The text.
        name: String,
    },
}

/// Makes every fix that is at least as safe as `least`, again and again until nothing changes. A fix
/// after which its paragraph has a finding that it did not have before is taken back.
///
/// # Errors
/// When the fixes do not come to an end.
pub fn fix(checker: &Checker, report: Report, least: Safety) -> Result<Fixed, FixError> {
    fix_in(checker, report, least, Scope::default())
}

/// The same for the findings of a scope alone. The reports hold all findings, those outside of the scope
/// too: known ones beside a fix are not new.
///
/// # Errors
/// When the fixes do not come to an end.
pub(crate) fn fix_in(
    checker: &Checker,
    report: Report,
    least: Safety,
    scope: Scope,
) -> Result<Fixed, FixError> {
    let mut fixed = Fixed { report, changes: Vec::new(), scope };
    for _ in 0..=MOST_PASSES {
        let Some(next) = step(checker, &fixed, least) else { return Ok(fixed) };
        fixed.changes.extend(next.changes);
        fixed = Fixed { changes: fixed.changes, ..next };
    }
    Err(FixError::Endless { name: fixed.report.source.name })
}

/// The text after the fixes that can be made now; `None` when there are none. What is refused is refused
/// for this text only: a fix that another one makes possible is made, in this run and not in the next.
fn step(checker: &Checker, now: &Fixed, least: Safety) -> Option<Fixed> {
    let Fixed { report, scope, .. } = now;
    let mut refused = BTreeSet::new();
    loop {
        let chosen = choose(report, scope, least, &refused);
        if chosen.is_empty() {
            return None;
        }
        let (next, made) = pass(checker, report, chosen, &mut refused);
        if !made.is_empty() {
            let changes = made.iter().flat_map(|fix| changes(fix, &report.source)).collect();
            let shifts = shifts(&made);
            let scope = scope.moved(|byte| moved(byte, &shifts));
            return Some(Fixed { report: next, changes, scope });
        }
    }
}

/// A finding with the edits of its best fix.
#[derive(Clone, Debug)]
struct Chosen {
    rule: String,
    key: (String, String),
    edits: Vec<Edit>,
}

/// The fixes of one pass: never two that overlap or touch.
fn choose(
    report: &Report,
    scope: &Scope,
    least: Safety,
    refused: &BTreeSet<(String, String)>,
) -> Vec<Chosen> {
    let text = &report.source.text;
    let mut chosen: Vec<Chosen> = Vec::new();
    // the start of each edit, with its end
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| scope.holds(finding)) {
        let key = key(finding, text);
        let best = finding.fixes.iter().find(|fix| {
            fix.safety >= least && fix.safety > Safety::Hint && changes_text(fix, text)
        });
        let Some(best) = best.filter(|_| !refused.contains(&key)) else { continue };
        let meets = |edit: &Edit| {
            taken
                .range(..=edit.span.end)
                .next_back()
                .is_some_and(|(_, &end)| edit.span.start <= end)
        };
        if best.edits.iter().any(meets) || !edit::fit(text, &best.edits) {
            continue;
        }
        taken.extend(best.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        chosen.push(Chosen { rule: finding.rule.clone(), key, edits: best.edits.clone() });
    }
    chosen
}

/// Whether a fix would leave another text; one that does not would be made for ever.
fn changes_text(fix: &Fix, text: &str) -> bool {
    fix.edits.iter().any(|edit| edit.span.of_text(text) != edit.text)
}

/// A finding by its rule and its words, which stay the same when other edits move it.
fn key(finding: &Diagnostic, text: &str) -> (String, String) {
    (finding.rule.clone(), folded(finding.span.of_text(text)))
}

/// Makes the chosen fixes; those after which their line has a new finding are refused and undone. The text
/// and the fixes that were made.
fn pass(
    checker: &Checker,
    before: &Report,
    mut chosen: Vec<Chosen>,
    refused: &mut BTreeSet<(String, String)>,
) -> (Report, Vec<Chosen>) {
    loop {
        let after = applied(checker, before, &chosen);
        let worse = new_findings(before, &after, &chosen);
        if worse.is_empty() || chosen.is_empty() {
            return (after, chosen);
        }
        let (bad, good) = chosen
            .into_iter()
            .partition::<Vec<_>, _>(|fix| worse.contains(&paragraph(fix, &before.source)));
        refused.extend(bad.into_iter().map(|fix| fix.key));
        chosen = good;
    }
}

fn applied(checker: &Checker, before: &Report, chosen: &[Chosen]) -> Report {
    let edits: Vec<Edit> = chosen.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    let text =
        edit::apply(&before.source.text, &edits).unwrap_or_else(|_| before.source.text.clone());
    match Source::new(before.source.name.clone(), text) {
        Ok(source) => checker.check_as(source, before.reading.clone()),
        // a text that outgrew 4 GiB is not changed
        Err(_) => before.clone(),
    }
}

fn changes(fix: &Chosen, source: &Source) -> Vec<Change> {
    let change = |edit: &Edit| Change {
        rule: fix.rule.clone(),
        line: source.lines.position(&source.text, edit.span.start).line,
        before: edit.span.of_text(&source.text).to_owned(),
        after: edit.text.clone(),
    };
    fix.edits.iter().map(change).collect()
}

/// The line of the old text in which a fix begins.
fn paragraph(fix: &Chosen, source: &Source) -> u32 {
    let start = fix.edits.iter().map(|edit| edit.span.start).min().unwrap_or(0);
    source.lines.position(&source.text, start).line
}

/// The old lines that were edited and have a finding now which the text did not have before.
fn new_findings(before: &Report, after: &Report, chosen: &[Chosen]) -> BTreeSet<u32> {
    let shifts = shifts(chosen);
    let old: BTreeSet<_> =
        before.findings.iter().map(|finding| key(finding, &before.source.text)).collect();
    let stay = stay(before, chosen, &shifts);
    let is_old = |finding: &Diagnostic| {
        stay.contains(&(finding.rule.as_str(), finding.span))
            || old.contains(&key(finding, &after.source.text))
    };
    let places: Vec<u32> = after
        .findings
        .iter()
        .filter(|finding| !is_old(finding))
        .map(|finding| finding.span.start)
        .collect();
    let mut edited: BTreeSet<u32> =
        chosen.iter().map(|fix| paragraph(fix, &before.source)).collect();
    edited.retain(|&line| {
        let span = before.source.lines.line_span(&before.source.text, line).unwrap_or_default();
        let (start, end) = (moved(span.start, &shifts), moved(span.end, &shifts));
        let next = places.partition_point(|&place| place < start);
        places.get(next).is_some_and(|&place| place < end.max(start + 1))
    });
    edited
}

/// The findings that no fix was for, with those merged into others, where they stand after the edits:
/// a sentence is no new finding because a word in it was mended.
fn stay<'a>(
    before: &'a Report,
    chosen: &[Chosen],
    shifts: &[(u32, i64)],
) -> BTreeSet<(&'a str, Span)> {
    let mended: BTreeSet<_> = chosen
        .iter()
        .flat_map(|fix| fix.edits.iter().map(|edit| (fix.rule.as_str(), edit.span)))
        .collect();
    let own = before.findings.iter().map(|finding| (finding.rule.as_str(), finding.span));
    let merged = before
        .findings
        .iter()
        .flat_map(|finding| &finding.related)
        .filter(|related| related.path.is_none());
    let all = own.chain(merged.map(|related| (related.rule.as_str(), related.span)));
    let stay = all.filter(|place| !mended.contains(place));
    stay.map(|(rule, span)| {
        (rule, Span { start: moved(span.start, shifts), end: moved(span.end, shifts) })
    })
    .collect()
}

/// The ends of the edits in the old text, and how far they have moved what follows.
fn shifts(chosen: &[Chosen]) -> Vec<(u32, i64)> {
    let mut edits: Vec<&Edit> = chosen.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort();
    let mut shift = 0;
    let shifts = edits.into_iter().map(|edit| {
        shift += length(edit.text.len()) - length(edit.span.len());
        (edit.span.end, shift)
    });
    shifts.collect()
}

/// Where a byte of the old text lies after the edits.
fn moved(byte: u32, shifts: &[(u32, i64)]) -> u32 {
    let before = shifts.partition_point(|&(end, _)| end <= byte);
    let shift =
        before.checked_sub(1).and_then(|last| shifts.get(last)).map_or(0, |&(_, shift)| shift);
    u32::try_from(i64::from(byte) + shift).unwrap_or(byte)
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
