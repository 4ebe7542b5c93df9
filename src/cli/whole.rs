//! Which allowed texts a run can judge. One that stands in no article of this run may stand in another: only a run
//! over the whole folder of a configuration, in which nothing is left out, sees all the articles that its entries
//! and its packs are there for.

use super::args::CheckArguments;
use crate::batch::{self, Batch, Found, Input, Outcome};
use crate::policy::config::Config;
use crate::policy::config::find::{Configs, Located};
use crate::rules::load::LoadedPack;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is known of a run before it begins.
pub(super) struct Sight<'a> {
    pub(super) arguments: &'a CheckArguments,
    pub(super) found: &'a Found,
    pub(super) inputs: &'a [(usize, Input)],
    /// Larger files, in bytes, are not checked.
    pub(super) largest: u64,
    /// The configurations, each with the batch of its articles.
    pub(super) groups: &'a [(Option<Arc<Config>>, Batch)],
    pub(super) configs: &'a Configs,
}

impl Sight<'_> {
    /// The packs of each batch whose entries are judged, by their numbers; none at all when something is left
    /// out.
    pub(super) fn judged(&self) -> Vec<BTreeSet<usize>> {
        if leaves_out(self.arguments) || !self.found.failed.is_empty() {
            return Vec::new();
        }
        let of_group = |(config, batch): &(Option<Arc<Config>>, Batch)| {
            let has_entries = |pack: &LoadedPack| !pack.file.allow.is_empty();
            let config = config.as_ref().filter(|_| batch.packs().iter().any(has_entries));
            let whole = config.filter(|config| self.is_walked(config) || self.is_named(config));
            whole.map(|config| self.own_packs(config, batch)).unwrap_or_default()
        };
        self.groups.iter().map(of_group).collect()
    }

    /// Whether the folder of a configuration was walked through. One that is ignored was not, although a folder
    /// above it was.
    fn is_walked(&self, config: &Config) -> bool {
        let is_walked = |path: &PathBuf| {
            let real = path.canonicalize().ok()?;
            let below = config.folder().strip_prefix(&real).ok()?;
            // the walk follows no links, so its names are those of the folders
            Some(self.found.folders.contains(&path.join(below)))
        };
        self.arguments.paths.iter().any(|path| is_walked(path) == Some(true))
    }

    /// Whether all its articles are named.
    fn is_named(&self, config: &Config) -> bool {
        let files = self.inputs.iter().filter_map(|(_, input)| match input {
            Input::File(path) => path.canonicalize().ok(),
            Input::Bytes(..) => None,
        });
        batch::are_all(&files.collect(), config, self.largest, self.configs)
    }

    /// The entries of a configuration and of the packs that it alone names.
    fn own_packs(&self, config: &Config, batch: &Batch) -> BTreeSet<usize> {
        let of_run = self.groups.iter().filter_map(|(other, _)| other.clone());
        let others: Vec<_> = of_run
            .chain(above(config, self.configs))
            .filter(|other| other.folder() != config.folder())
            .collect();
        let is_own = |pack: &LoadedPack| {
            pack.written().path == config.path() || !others.iter().any(|other| names(other, pack))
        };
        let packs = batch.packs().iter().enumerate();
        packs.filter(|(_, pack)| is_own(pack)).map(|(number, _)| number).collect()
    }
}

/// What there is to say of allowed texts, each report with the index of its batch; nothing when an article that
/// may have them could not be checked.
pub(super) fn unused(
    batches: &[Batch],
    judged: &[BTreeSet<usize>],
    outcomes: &[Vec<Outcome>],
) -> Vec<(usize, Outcome)> {
    if outcomes.iter().flatten().any(|outcome| matches!(outcome, Outcome::Failed(_))) {
        return Vec::new();
    }
    let batches = batches.iter().zip(judged).zip(outcomes).enumerate();
    let reports = batches.flat_map(|(index, ((batch, packs), outcomes))| {
        let reports = batch.unused(outcomes, packs).into_iter();
        reports.map(move |report| (index, Outcome::Checked(Box::new(report))))
    });
    reports.collect()
}

/// Whether what is typed takes articles, texts or rules out of the run, or configurations from elsewhere in,
/// whose articles may be anywhere.
fn leaves_out(arguments: &CheckArguments) -> bool {
    arguments.config.is_some()
        || arguments.isolated
        || arguments.since.is_some()
        || arguments.max_file_size.is_some()
        || arguments.input_format.is_some()
        || !arguments.fields.is_empty()
        || !arguments.rules.is_empty()
        || !arguments.only.is_empty()
        || !arguments.skip.is_empty()
        || arguments.paths.iter().any(|path| path == Path::new("-"))
}

/// The configurations of the folders above.
fn above(config: &Config, configs: &Configs) -> Vec<Arc<Config>> {
    let mut all: Vec<Arc<Config>> = Vec::new();
    loop {
        let folder = all.last().map_or(config.folder(), |last| last.folder());
        // what is wrong with one up there is none of this run's business
        let Ok(Located { config: Some(next), .. }) = configs.of(folder) else { return all };
        if next.folder() == folder {
            return all;
        }
        all.push(next);
    }
}

/// Whether a configuration names a pack, or a folder with it.
fn names(config: &Config, pack: &LoadedPack) -> bool {
    let Ok(pack) = Path::new(&pack.written().path).canonicalize() else { return false };
    let mut named = config.packs.iter().filter_map(|named| named.value.canonicalize().ok());
    named.any(|named| pack.starts_with(named))
}
