//! The file of a baseline: where it is, what its paths mean, read and written whole.

use crate::cli::report_file::folder_of;
use crate::cli::write::write;
use crate::policy::baseline::Baseline;
use crate::policy::config::Config;
use crate::policy::config::find::{real, relative};
use crate::render::escape::in_json;
use crate::rules::error::Place;
use anyhow::{Context, bail};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// The name of the file where nobody says another.
pub(in crate::cli) const FILE_NAME: &str = "macaronic-baseline.json";
/// A larger file, in bytes, is no baseline: this is half a million entries.
const LARGEST: u64 = 64 << 20;

/// A file that is, or is to be, a baseline.
#[derive(Clone, Debug)]
pub(in crate::cli) struct BaselineFile {
    path: PathBuf,
    /// Its folder, without links; the paths in the baseline are relative to it.
    folder: PathBuf,
    current: PathBuf,
    /// Where a configuration names it.
    place: Option<Place>,
}

impl BaselineFile {
    /// The baseline of a run: as typed, else as the configuration of the current folder has it.
    ///
    /// # Errors
    /// When it is a folder or lies in none.
    pub(in crate::cli) fn locate(
        typed: Option<&Path>,
        config: Option<&Config>,
    ) -> anyhow::Result<Option<Self>> {
        let by_config = config.and_then(|config| config.baseline.as_ref());
        let (path, place) = match (typed, by_config) {
            (Some(path), _) => (path.to_owned(), None),
            (None, Some(set)) => (set.value.clone(), Some(set.place.clone())),
            (None, None) => return Ok(None),
        };
        let named = place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let shown = format!("{named}{}", path.display());
        if path.is_dir() {
            bail!("{shown}: a folder; name the file of a baseline");
        }
        let folder = folder_of(&path);
        let folder = folder.canonicalize().with_context(|| {
            format!("{shown}: no folder `{}` for the baseline", folder.display())
        })?;
        // without a current folder, absolute paths are still found
        let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
        Ok(Some(Self { path, folder, current: current.unwrap_or_default(), place }))
    }

    /// Its name for people.
    pub(in crate::cli) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Whether a path is this file.
    pub(in crate::cli) fn is(&self, path: &Path) -> bool {
        path.file_name() == self.path.file_name()
            && folder_of(path).canonicalize().is_ok_and(|folder| folder == self.folder)
    }

    /// The baseline in it.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or is no baseline.
    pub(in crate::cli) fn read(&self) -> anyhow::Result<Baseline> {
        let Some(baseline) = self.read_if_there()? else {
            let at = self.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
            bail!("{at}{}: no such baseline; `macaronic baseline write` makes it", self.shown());
        };
        Ok(baseline)
    }

    /// The same; `None` when it is not there.
    ///
    /// # Errors
    /// When it cannot be read, or is no baseline.
    pub(in crate::cli) fn read_if_there(&self) -> anyhow::Result<Option<Baseline>> {
        let shown = self.shown();
        let found = match fs::metadata(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            found => found.with_context(|| shown.clone())?,
        };
        if !found.is_file() {
            bail!("{shown}: not a regular file, so no baseline");
        }
        let mut bytes = Vec::new();
        let file = File::open(&self.path).with_context(|| shown.clone())?;
        let mut most = file.take(LARGEST + 1);
        most.read_to_end(&mut bytes).with_context(|| shown.clone())?;
        if most.limit() == 0 {
            bail!("{shown}: more than {LARGEST} bytes are too many for a baseline");
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| anyhow::anyhow!("{shown}: not a baseline of macaronic (no UTF-8)"))?;
        Ok(Some(Baseline::parse(&text, &shown)?))
    }

    /// Writes a baseline, in one step. A symbolic link stays, and its target is replaced.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(in crate::cli) fn write(&self, baseline: &Baseline) -> anyhow::Result<()> {
        let json = baseline.to_json();
        let json = in_json(&json);
        let written = match fs::metadata(&self.path) {
            Ok(found) if !found.is_file() => bail!("{}: not a regular file", self.shown()),
            Ok(found) => fs::canonicalize(&self.path)
                .and_then(|target| write(&target, json.as_bytes(), Some(found.permissions()))),
            Err(_) => write(&self.path, json.as_bytes(), None),
        };
        written.with_context(|| format!("{}: the baseline is not written", self.shown()))
    }

    /// The path of a text in the baseline: relative to its folder, with `/` on every system.
    pub(in crate::cli) fn path_of(&self, name: &str) -> String {
        let path = relative(&real(Path::new(name), &self.current), &self.folder);
        let parts = path.components().map(|part| match part {
            // `join` below must not make two of it
            Component::RootDir => String::new(),
            part => part.as_os_str().to_string_lossy().into_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// The file of a path in the baseline, without links of its folder where it is there.
    pub(in crate::cli) fn file_of(&self, path: &str) -> PathBuf {
        let mut file = if path.starts_with('/') { PathBuf::from("/") } else { self.folder.clone() };
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part == ".." {
                file.pop();
            } else {
                file.push(part);
            }
        }
        real(&file, &self.current)
    }

    /// Whether the file of a path in the baseline is gone.
    pub(in crate::cli) fn is_gone(&self, path: &str) -> bool {
        let found = fs::symlink_metadata(self.file_of(path));
        found.is_err_and(|error| {
            matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
        })
    }
}
