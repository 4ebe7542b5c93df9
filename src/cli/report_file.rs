//! `--output FORMAT=FILE`: reports in files, besides what standard output shows. What can be told to fail
//! is told before anything is checked.

use super::baseline::file::BaselineFile;
use super::write::write;
use crate::batch::{Input, Placed};
use crate::render::{FORMATS, Format, Run, format};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A report that was asked for.
#[derive(Clone, Debug)]
pub(super) struct ReportFile {
    format: &'static Format,
    path: PathBuf,
}

impl ReportFile {
    /// Takes `FORMAT=FILE` apart.
    pub(super) fn parse(typed: &str) -> Result<Self, String> {
        let Some((name, path)) = typed.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return Err("write it as FORMAT=FILE, for example sarif=report.sarif".to_owned());
        };
        let Some(format) = format(name) else {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            return Err(format!("no format `{name}`; there are {}", names.join(", ")));
        };
        Ok(Self { format, path: PathBuf::from(path) })
    }

    /// Writes the report, in one step.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, run: &Run<'_>) -> anyhow::Result<()> {
        let mut report = Vec::new();
        (self.format.write)(run, &mut report)?;
        let written = match fs::metadata(&self.path) {
            // a pipe or a device is written to, not replaced
            Ok(found) if !found.is_file() => fs::write(&self.path, &report),
            Ok(found) => fs::canonicalize(&self.path)
                .and_then(|target| write(&target, &report, Some(found.permissions()))),
            Err(_) => write(&self.path, &report, None),
        };
        written.with_context(|| format!("{}: the report is not written", self.path.display()))
    }

    /// The file by the one name that all its names have in common.
    fn target(&self) -> anyhow::Result<PathBuf> {
        let path = self.path.display();
        if let Ok(target) = fs::canonicalize(&self.path) {
            if target.is_dir() {
                bail!("{path}: a folder; name a file for the report");
            }
            return Ok(target);
        }
        let folder = folder_of(&self.path);
        let name = self.path.file_name().with_context(|| format!("{path}: not a file name"))?;
        let found = fs::canonicalize(folder)
            .with_context(|| format!("{path}: no folder `{}` for the report", folder.display()))?;
        Ok(found.join(name))
    }
}

/// The folder a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != OsStr::new("")).unwrap_or(Path::new("."))
}

/// Makes sure that every report has a file of its own, and that none is an article or the baseline.
///
/// # Errors
/// When a folder is missing, two reports name one file, or a report would replace an article or the
/// baseline.
pub(super) fn try_targets(
    files: &[ReportFile],
    inputs: &[Placed],
    baseline: Option<&BaselineFile>,
) -> anyhow::Result<()> {
    let articles: BTreeSet<PathBuf> = inputs
        .iter()
        .filter_map(|placed| match &placed.input {
            Input::File(path) if !files.is_empty() => fs::canonicalize(path).ok(),
            _ => None,
        })
        .collect();
    let mut taken = BTreeSet::new();
    for file in files {
        let target = file.target()?;
        let path = file.path.display();
        if articles.contains(&target) {
            bail!("{path}: an article that is checked; name another file for the report");
        }
        if baseline.is_some_and(|baseline| baseline.is(&target)) {
            bail!("{path}: the baseline; name another file for the report");
        }
        if !taken.insert(target) {
            bail!("{path}: the file of another report; each needs one of its own");
        }
    }
    Ok(())
}
