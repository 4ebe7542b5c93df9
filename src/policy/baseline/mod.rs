//! A baseline: the findings that are known, so that an old repository starts green and only what is new
//! is red. A finding is known again by the fingerprint of its rule, its text and the words beside it, in
//! its file; equal ones are counted, and one more than the count is new.

pub mod written;

use super::fingerprint::of_finding;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A finding is quoted up to this many characters.
const LONGEST_QUOTE: usize = 80;

/// The findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Mark, Known>,
}

/// By what a finding is known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The file, relative to the folder of the baseline, with `/` between the parts.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The pinned hash.
    pub fingerprint: u64,
}

/// What a baseline says of equal findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The text that was found, for people.
    pub text: String,
    /// How many there are.
    pub count: usize,
}

/// An entry of which there are fewer findings than it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stale {
    /// The file, as in the entry.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The text that was found.
    pub text: String,
    /// How many findings the entry has.
    pub count: usize,
    /// How many of them no longer occur.
    pub gone: usize,
}

impl Mark {
    /// The mark of a finding in a file of this name.
    #[must_use]
    pub fn of(path: &str, source: &Source, finding: &Diagnostic) -> Self {
        Self {
            path: path.to_owned(),
            rule: finding.rule.clone(),
            fingerprint: of_finding(&source.text, finding),
        }
    }
}

impl Baseline {
    /// Adds a finding of a file of this name.
    pub fn add(&mut self, path: &str, source: &Source, finding: &Diagnostic) {
        let text = quoted(finding.span.of_text(&source.text));
        let mark = Mark::of(path, source, finding);
        self.entries.entry(mark).or_insert(Known { text, count: 0 }).count += 1;
    }

    /// How many findings are known.
    #[must_use]
    pub fn count(&self) -> usize {
        sum(self.entries.values().map(|known| known.count))
    }

    /// How many files they are in.
    #[must_use]
    pub fn files(&self) -> usize {
        self.entries.keys().map(|mark| mark.path.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// Adds the entries of another baseline that a run was not about.
    pub fn keep(&mut self, other: &Self, is_kept: impl Fn(&Mark) -> bool) {
        let kept = other.entries.iter().filter(|(mark, _)| is_kept(mark));
        for (mark, known) in kept {
            self.entries.entry(mark.clone()).or_insert_with(|| known.clone());
        }
    }

    /// How many findings it knows that another one does not.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        let others = |mark: &Mark| other.entries.get(mark).map_or(0, |known| known.count);
        sum(self.entries.iter().map(|(mark, known)| known.count.saturating_sub(others(mark))))
    }
}

/// A baseline as its findings are met in a run, each as often as it is known.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    baseline: Baseline,
    left: BTreeMap<Mark, usize>,
    files: BTreeSet<String>,
    /// The files that have an entry of this rule and fingerprint.
    places: BTreeMap<(String, u64), Vec<String>>,
}

impl Tally {
    /// A tally in which nothing was met yet.
    #[must_use]
    pub fn new(baseline: Baseline) -> Self {
        let mut tally = Self::default();
        for (mark, known) in &baseline.entries {
            tally.left.insert(mark.clone(), known.count);
            tally.files.insert(mark.path.clone());
            let place = (mark.rule.clone(), mark.fingerprint);
            tally.places.entry(place).or_default().push(mark.path.clone());
        }
        tally.baseline = baseline;
        tally
    }

    /// Whether a finding is known, which counts it. One in a file that the baseline does not have may be
    /// known from a file that is gone: it was renamed.
    pub fn meets(&mut self, mark: &Mark, is_gone: &dyn Fn(&str) -> bool) -> bool {
        if self.files.contains(&mark.path) {
            return self.take(mark);
        }
        let place = (mark.rule.clone(), mark.fingerprint);
        let others = self.places.get(&place).cloned().unwrap_or_default();
        let mut before = others.into_iter().filter(|path| is_gone(path));
        before.any(|path| self.take(&Mark { path, ..mark.clone() }))
    }

    fn take(&mut self, mark: &Mark) -> bool {
        let Some(left) = self.left.get_mut(mark).filter(|left| **left > 0) else { return false };
        *left -= 1;
        true
    }

    /// The entries of which findings were not met, by file.
    #[must_use]
    pub fn stale(&self, is_meant: impl Fn(&Mark) -> bool) -> Vec<Stale> {
        let left = self.left.iter().filter(|(mark, left)| **left > 0 && is_meant(mark));
        let stale = left.filter_map(|(mark, left)| {
            let Known { text, count } = self.baseline.entries.get(mark)?.clone();
            let Mark { path, rule, .. } = mark.clone();
            Some(Stale { path, rule, text, count, gone: *left })
        });
        stale.collect()
    }
}

/// The counts of a file may be anything.
fn sum(counts: impl Iterator<Item = usize>) -> usize {
    counts.fold(0, usize::saturating_add)
}

/// A text on one line, cut where it is long.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests;
