//! What of the findings a run shows: not those that the baseline knows, and with `--since` those on changed
//! lines.

use super::baseline::file::BaselineFile;
use super::baseline::reach::Reach;
use super::since::Changes;
use crate::engine::Report;
use crate::policy::baseline::{Mark, Stale, Tally};
use crate::policy::scope::Scope;
use crate::policy::suppress::{Silencer, Suppressed};
use crate::render::summary::Since;
use std::collections::BTreeSet;

/// How a run looks at findings.
#[derive(Default)]
pub(super) struct View {
    baseline: Option<(BaselineFile, Tally)>,
    changes: Option<Changes>,
    /// Which entries of the baseline are named when they are stale; none in a plain check.
    pub(super) reach: Option<Reach>,
    /// Findings on unchanged lines.
    unchanged: usize,
}

impl View {
    /// The view through a baseline and changes.
    ///
    /// # Errors
    /// When the baseline cannot be read.
    pub(super) fn new(
        baseline: Option<BaselineFile>,
        changes: Option<Changes>,
    ) -> anyhow::Result<Self> {
        let baseline = baseline.map(|file| {
            let tally = Tally::new(file.read()?);
            anyhow::Ok((file, tally))
        });
        Ok(Self { baseline: baseline.transpose()?, changes, ..Self::default() })
    }

    /// What of a text is looked at; its findings are counted as met.
    pub(super) fn scope(&mut self, report: &Report) -> Scope {
        let mut known = BTreeSet::new();
        if let Some((file, tally)) = &mut self.baseline {
            let path = file.path_of(&report.source.name);
            let is_gone = |path: &str| file.is_gone(path);
            for finding in &report.findings {
                if tally.meets(&Mark::of(&path, &report.source, finding), &is_gone) {
                    known.insert((finding.rule.clone(), finding.span));
                }
            }
        }
        let changed = self.changes.as_ref().and_then(|changes| changes.stretches(&report.source));
        Scope::new(known, changed)
    }

    /// Leaves in a report what the scope holds; what the baseline knows is silenced.
    pub(super) fn narrow(&mut self, report: &mut Report, scope: &Scope) {
        let parted = scope.part(std::mem::take(&mut report.findings));
        report.findings = parted.shown;
        self.unchanged += parted.unchanged;
        let Some((file, _)) = &self.baseline else { return };
        let reason = format!("known from the baseline {}", file.shown());
        report.suppressed.extend(parted.known.into_iter().map(|finding| Suppressed {
            finding,
            by: Silencer::Baseline,
            reason: reason.clone(),
        }));
    }

    /// What `--since` left out.
    pub(super) fn since(&self) -> Option<Since> {
        self.changes.as_ref().map(|changes| Since {
            revision: changes.revision.clone(),
            unchanged_files: changes.unchanged,
            unchanged_findings: self.unchanged,
        })
    }

    /// The entries of the baseline that no longer occur, where they are asked for; `failed` are the files
    /// that could not be checked.
    pub(super) fn stale<'f>(
        &mut self,
        failed: impl Iterator<Item = &'f str>,
    ) -> Option<Vec<Stale>> {
        let (Some(reach), Some((file, tally))) = (&mut self.reach, &self.baseline) else {
            return None;
        };
        failed.for_each(|path| reach.leave_out(path));
        Some(tally.stale(|mark| reach.holds(mark, file)))
    }
}
