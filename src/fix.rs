//! Applies fixes: one pass, check again, repeat until nothing changes.

use crate::diagnostic::{Diagnostic, Safety};
use crate::engine::{Checker, Report};
use crate::source::Source;
use crate::text::edit::{self, Edit};
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::BTreeSet;

/// More passes than this mean that fixes undo each other.
const MOST_PASSES: usize = 10;

/// A text after its fixes.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The report on the text as it is now.
    pub report: Report,
    /// What was changed, in the order in which it was done.
    pub changes: Vec<Change>,
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
    let mut refused = BTreeSet::new();
    let mut fixed = Fixed { report, changes: Vec::new() };
    for _ in 0..MOST_PASSES {
        let chosen = choose(&fixed.report, least, &refused);
        if chosen.is_empty() {
            return Ok(fixed);
        }
        let (next, kept) = pass(checker, &fixed.report, chosen, &mut refused);
        fixed.changes.extend(kept);
        fixed.report = next;
    }
    if choose(&fixed.report, least, &refused).is_empty() {
        return Ok(fixed);
    }
    Err(FixError::Endless { name: fixed.report.source.name })
}

/// A finding with the edits of its best fix.
#[derive(Clone, Debug)]
struct Chosen {
    rule: String,
    key: (String, String),
    edits: Vec<Edit>,
}

/// The fixes of one pass: never two that overlap or touch.
fn choose(report: &Report, least: Safety, refused: &BTreeSet<(String, String)>) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    for finding in &report.findings {
        let key = key(finding, &report.source.text);
        let best = finding
            .fixes
            .iter()
            .find(|fix| fix.safety >= least && fix.safety > Safety::Hint && !fix.edits.is_empty());
        let Some(best) = best.filter(|_| !refused.contains(&key)) else { continue };
        let meets = |edit: &Edit| {
            taken.iter().any(|span| span.start <= edit.span.end && edit.span.start <= span.end)
        };
        if best.edits.iter().any(meets) || edit::apply(&report.source.text, &best.edits).is_err() {
            continue;
        }
        taken.extend(best.edits.iter().map(|edit| edit.span));
        chosen.push(Chosen { rule: finding.rule.clone(), key, edits: best.edits.clone() });
    }
    chosen
}

/// A finding by its rule and its words, which stay the same when other edits move it.
fn key(finding: &Diagnostic, text: &str) -> (String, String) {
    (finding.rule.clone(), folded(finding.span.of_text(text)))
}

/// Makes the chosen fixes; those after which their line has a new finding are refused and undone.
fn pass(
    checker: &Checker,
    before: &Report,
    mut chosen: Vec<Chosen>,
    refused: &mut BTreeSet<(String, String)>,
) -> (Report, Vec<Change>) {
    loop {
        let after = applied(checker, before, &chosen);
        let worse = new_findings(before, &after, &chosen);
        if worse.is_empty() || chosen.is_empty() {
            let changes = chosen.iter().flat_map(|fix| changes(fix, &before.source)).collect();
            return (after, changes);
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
        Ok(source) => checker.check(source),
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
    let old: BTreeSet<_> =
        before.findings.iter().map(|finding| key(finding, &before.source.text)).collect();
    let new =
        after.findings.iter().filter(|finding| !old.contains(&key(finding, &after.source.text)));
    let places: Vec<u32> = new.map(|finding| finding.span.start).collect();
    let edited = chosen.iter().filter(|fix| {
        let line = paragraph(fix, &before.source);
        let span = before.source.lines.line_span(&before.source.text, line).unwrap_or_default();
        let (start, end) = (moved(span.start, chosen), moved(span.end, chosen));
        places.iter().any(|&place| start <= place && place < end.max(start + 1))
    });
    edited.map(|fix| paragraph(fix, &before.source)).collect()
}

/// Where a byte of the old text lies after the edits.
fn moved(byte: u32, chosen: &[Chosen]) -> u32 {
    let edits = chosen.iter().flat_map(|fix| &fix.edits).filter(|edit| edit.span.end <= byte);
    let shift: i64 = edits.map(|edit| length(edit.text.len()) - length(edit.span.len())).sum();
    u32::try_from(i64::from(byte) + shift).unwrap_or(byte)
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
