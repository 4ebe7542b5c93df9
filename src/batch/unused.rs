//! Allowed texts that allow nothing. One article cannot tell: another one may have the text. It is asked when all
//! the articles were checked for which a pack is there.

use super::{Batch, Outcome};
use crate::check::suppression::UNUSED;
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Checker, Report};
use crate::rules::set::{Allow, AllowEntry};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the articles say of an entry.
struct Judged {
    /// A checker that has it, and its number there.
    checker: Arc<Checker>,
    number: usize,
    /// The articles it holds for: a pack may be for one language.
    articles: usize,
    is_used: bool,
}

impl Batch {
    /// A report on each pack with allowed texts that allow nothing in the articles of a run; `packs` are those
    /// that are judged, by their numbers.
    #[must_use]
    pub fn unused(&self, outcomes: &[Outcome], packs: &BTreeSet<usize>) -> Vec<Report> {
        let mut found: BTreeMap<usize, (Language, Vec<Diagnostic>)> = BTreeMap::new();
        for (entry, judged) in self.judged(outcomes, packs) {
            let Some(finding) = judged.finding(entry) else { continue };
            let language = judged.checker.language();
            found.entry(entry.pack).or_insert_with(|| (language, vec![])).1.push(finding);
        }
        let reports = found.into_iter().filter_map(|(number, (language, findings))| {
            let written = self.options.packs.get(number)?.written();
            // what was read as a pack is small enough
            let source = Source::new(written.path.as_str(), written.text()).ok()?;
            Some(Report::new(source, language, findings))
        });
        reports.collect()
    }

    fn judged(
        &self,
        outcomes: &[Outcome],
        packs: &BTreeSet<usize>,
    ) -> BTreeMap<AllowEntry, Judged> {
        let mut all: BTreeMap<AllowEntry, Judged> = BTreeMap::new();
        if packs.is_empty() {
            return all;
        }
        let mut articles: BTreeMap<Language, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for outcome in outcomes {
            let Outcome::Checked(report) = outcome else { continue };
            let (count, used) = articles.entry(report.language).or_default();
            *count += 1;
            used.extend(&report.allowed);
        }
        for (language, (count, used)) in articles {
            let Ok(checker) = self.checker(language) else { continue };
            for (number, allow) in checker.rules().allow.iter().enumerate() {
                let Some(entry) = allow.entry.filter(|entry| packs.contains(&entry.pack)) else {
                    continue;
                };
                let checker = Arc::clone(&checker);
                let new = || Judged { checker, number, articles: 0, is_used: false };
                let judged = all.entry(entry).or_insert_with(new);
                judged.articles += count;
                judged.is_used |= used.contains(&number);
            }
        }
        all
    }
}

impl Judged {
    /// The finding about an entry that is of no use.
    fn finding(&self, entry: AllowEntry) -> Option<Diagnostic> {
        if self.is_used {
            return None;
        }
        let Allow { written, rules, .. } = self.checker.rules().allow.get(self.number)?;
        let checked = self.articles;
        let finding = match rules.as_slice() {
            [] => String::new(),
            rules => format!("a finding of {} in ", rules.join(" or ")),
        };
        let message = format!(
            "`{written}` allows nothing: none of the articles has {finding}it ({checked} checked); delete the entry"
        );
        let mut finding = UNUSED.report(entry.span, message);
        finding.severity = Severity::Advice;
        self.checker.grade_across(finding)
    }
}
