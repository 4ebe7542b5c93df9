//! `--since REVISION`: only findings on lines that were changed since the current branch left a revision,
//! committed or not, and on those of files that git does not know yet.

mod git;
mod patch;

use crate::batch::{Input, Placed};
use crate::policy::scope::stretches;
use crate::source::Source;
use crate::text::span::Span;
use anyhow::bail;
use git::Repository;
use patch::Changed;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What has changed of the files of a run.
#[derive(Debug)]
pub(super) struct Changes {
    /// The revision as typed.
    pub(super) revision: String,
    /// How many files have not changed.
    pub(super) unchanged: usize,
    /// The others, by the names they are shown under.
    files: BTreeMap<String, Changed>,
}

/// A repository as it is compared.
struct Compared {
    changes: BTreeMap<PathBuf, Changed>,
    tracked: BTreeMap<PathBuf, bool>,
}

impl Changes {
    /// Leaves those inputs that have changed.
    ///
    /// # Errors
    /// When one lies in no repository, the revision is unknown, or git does not work.
    pub(super) fn since(revision: &str, inputs: &mut Vec<Placed>) -> anyhow::Result<Self> {
        if revision.starts_with('-') || revision.trim().is_empty() {
            bail!("--since: `{revision}` is no revision; name a branch, a tag or a commit");
        }
        let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
        let current = current.unwrap_or_default();
        let mut repositories: BTreeMap<Repository, Compared> = BTreeMap::new();
        let (mut unchanged, mut files) = (0, BTreeMap::new());
        for placed in std::mem::take(inputs) {
            let Input::File(path) = &placed.input else {
                bail!("--since compares files; standard input has no history");
            };
            // what cannot be found is told where it is read
            let file = path.canonicalize().unwrap_or_else(|_| current.join(path));
            let Some(repository) = Repository::around(&file, &current) else {
                bail!("{}: not in a git repository, which --since needs", path.display());
            };
            let compared = match repositories.entry(repository) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    let compared = Compared::new(new.key(), revision)?;
                    new.insert(compared)
                }
            };
            match compared.of(&file) {
                None => unchanged += 1,
                Some(changed) => {
                    // of two names that look the same no lines can be told
                    let known = files.entry(placed.input.name()).or_insert(changed.clone());
                    if *known != changed {
                        *known = Changed::Whole;
                    }
                    inputs.push(placed);
                }
            }
        }
        Ok(Self { revision: revision.to_owned(), unchanged, files })
    }

    /// The changed stretches of a text; `None` when all of it counts.
    pub(super) fn stretches(&self, source: &Source) -> Option<Vec<Span>> {
        match self.files.get(&source.name)? {
            Changed::Whole => None,
            Changed::Lines(lines) => Some(stretches(&source.text, lines)),
        }
    }
}

impl Compared {
    fn new(repository: &Repository, revision: &str) -> anyhow::Result<Self> {
        let base = repository.base(revision)?;
        Ok(Self { changes: repository.changes(&base)?, tracked: repository.tracked()? })
    }

    /// What became of a file; `None` when nothing did.
    fn of(&self, file: &PathBuf) -> Option<Changed> {
        match self.tracked.get(file) {
            Some(true) => self.changes.get(file).cloned(),
            _ => Some(Changed::Whole),
        }
    }
}
