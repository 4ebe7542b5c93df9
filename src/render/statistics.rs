//! `--statistics`: how many findings each rule has, in place of the findings.

use super::Run;
use super::escape::in_json;
use super::json;
use super::summary::Summary;
use super::tally::Tally;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Writes the statistics of a run.
pub type Writer = fn(&Run<'_>, &mut dyn Write) -> io::Result<()>;

/// What one rule has found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Count<'a> {
    v: u32,
    rule: &'a str,
    findings: usize,
    #[serde(flatten)]
    tally: Tally,
    /// Files with such findings.
    files: usize,
}

/// How statistics are written in a format; some have no place for them.
#[must_use]
pub fn writer(format: &super::Format) -> Option<Writer> {
    match format.name {
        super::TERMINAL => Some(table),
        "json" => Some(object),
        "jsonl" => Some(lines),
        _ => None,
    }
}

/// The rules with findings, the most frequent first, then by name.
fn counts<'a>(run: &Run<'a>) -> Vec<Count<'a>> {
    let mut rules: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for report in run.reports {
        let mut here = BTreeSet::new();
        for finding in &report.findings {
            let count = rules.entry(&finding.rule).or_default();
            count.findings += 1;
            count.tally.add(finding);
            count.files += usize::from(here.insert(&finding.rule));
        }
    }
    let named = rules.into_iter().map(|(rule, count)| Count { v: json::VERSION, rule, ..count });
    let mut counts: Vec<_> = named.collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.findings));
    counts
}

impl Count<'_> {
    fn figures(&self) -> [usize; 7] {
        let Tally { errors, warnings, advice, fixable, fixable_with_review } = self.tally;
        [self.findings, errors, warnings, advice, fixable, fixable_with_review, self.files]
    }
}

/// A table for people; nothing when nothing was found, for the summary says so.
fn table(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    const HEADS: [&str; 7] =
        ["findings", "errors", "warnings", "advice", "--fix", "--unsafe-fixes", "files"];
    let counts = counts(run);
    if counts.is_empty() {
        return Ok(());
    }
    for head in HEADS {
        write!(out, "{head}  ")?;
    }
    writeln!(out, "rule")?;
    for count in &counts {
        for (figure, head) in count.figures().iter().zip(HEADS) {
            write!(out, "{figure:>width$}  ", width = head.len())?;
        }
        writeln!(out, "{}", count.rule)?;
    }
    Ok(())
}

fn lines(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for count in counts(run) {
        writeln!(out, "{}", in_json(&serde_json::to_string(&count)?))?;
    }
    Ok(())
}

fn object(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        version: u32,
        statistics: Vec<Count<'a>>,
        summary: &'a Summary,
    }
    let object = Object { version: json::VERSION, statistics: counts(run), summary: run.summary };
    writeln!(out, "{}", in_json(&serde_json::to_string_pretty(&object)?))
}
