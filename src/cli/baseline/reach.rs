//! Which entries of a baseline a run speaks about: those of the paths and rules that were asked for, without
//! the files that could not be checked. The others are neither stale nor replaced.

use super::file::BaselineFile;
use crate::cli::args::CheckArguments;
use crate::policy::baseline::Mark;
use crate::policy::config::find::real;
use crate::policy::selection::Selection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The paths and rules of a run.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Reach {
    current: PathBuf,
    /// Files, and folders with all that is below them.
    asked: Vec<PathBuf>,
    failed: BTreeSet<PathBuf>,
    selection: Selection,
}

impl Reach {
    /// The reach of what was typed.
    pub(in crate::cli) fn of(arguments: &CheckArguments) -> Self {
        let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
        let current = current.unwrap_or_default();
        let asked = arguments.paths.iter().map(|path| {
            let is_stdin = path == Path::new("-");
            let path = if is_stdin { Path::new(&arguments.stdin_path) } else { path };
            // the folder that a link leads to holds the files
            path.canonicalize().ok().filter(|real| real.is_dir()).unwrap_or(real(path, &current))
        });
        let (only, skip) = (arguments.only.clone(), arguments.skip.clone());
        Self {
            asked: asked.collect(),
            failed: BTreeSet::new(),
            selection: Selection { only, skip },
            current,
        }
    }

    /// Takes a file out that could not be checked.
    pub(in crate::cli) fn leave_out(&mut self, path: &str) {
        self.failed.insert(real(Path::new(path), &self.current));
    }

    /// Whether the run speaks about an entry.
    pub(in crate::cli) fn holds(&self, mark: &Mark, baseline: &BaselineFile) -> bool {
        let file = baseline.file_of(&mark.path);
        self.selection.holds(&mark.rule)
            && self.asked.iter().any(|asked| file.starts_with(asked))
            && !self.failed.iter().any(|failed| file.starts_with(failed))
    }
}
