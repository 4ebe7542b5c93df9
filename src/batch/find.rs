//! What the paths of a command line mean: files as they are named, the articles of folders.

use super::{FileError, Input, Skipped};
use crate::format::Format;
use crate::policy::config::Config;
use crate::policy::config::find::{Configs, Located};
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be read, and what is not.
#[derive(Debug, Default)]
pub struct Found {
    /// To be read, in order.
    pub inputs: Vec<Placed>,
    /// Not to be checked.
    pub skipped: Vec<Skipped>,
    /// Missing or unreadable.
    pub failed: Vec<FileError>,
    /// The folders that were walked through.
    pub folders: Vec<PathBuf>,
}

/// An input with the configuration that holds for it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What to read.
    pub input: Input,
    /// Its configuration.
    pub config: Option<Arc<Config>>,
}

/// How a file came to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// It is named, and its format may be said.
    Name(Option<Format>),
    /// It lies in a folder that is named.
    Folder,
}

/// How files are chosen.
struct Finder<'c> {
    configs: &'c Configs,
    /// Whether the fields of structured files are said.
    has_fields: bool,
    largest: u64,
    found: Found,
}

/// Finds what is to be read, and names what is not. With a format that is said, a file that is named is
/// read whatever its ending; in a folder the endings and the configuration decide.
#[must_use]
pub fn find(
    paths: &[PathBuf],
    largest: u64,
    format: Option<Format>,
    has_fields: bool,
    configs: &Configs,
) -> Found {
    let mut finder = Finder { configs, has_fields, largest, found: Found::default() };
    for path in paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => finder.walk(path),
            Ok(found) if !found.is_file() => {
                finder.found.failed.push(not_read(path, "not a regular file"));
            }
            Ok(found) => finder.file(path, found.len(), By::Name(format)),
            Err(error) => finder.found.failed.push(unreadable(path, &error)),
        }
    }
    once(&mut finder.found.inputs);
    finder.found
}

/// Whether these files, without links, are all that would be checked in the folder of a configuration as it
/// says. The first one that is missing ends the walk.
#[must_use]
pub fn are_all(
    files: &BTreeSet<PathBuf>,
    config: &Config,
    largest: u64,
    configs: &Configs,
) -> bool {
    let mut finder = Finder { configs, has_fields: false, largest, found: Found::default() };
    let is_missing = |placed: &Placed| {
        let is_own = placed.config.as_ref().is_some_and(|other| other.folder() == config.folder());
        is_own && !matches!(&placed.input, Input::File(path) if files.contains(path))
    };
    for entry in walker(config.folder()) {
        let Ok(entry) = entry else { return false };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let Ok(metadata) = entry.metadata() else { return false };
        finder.file(entry.path(), metadata.len(), By::Folder);
        let Found { inputs, failed, .. } = std::mem::take(&mut finder.found);
        if !failed.is_empty() || inputs.iter().any(is_missing) {
            return false;
        }
    }
    true
}

/// The files and folders below a folder that git does not ignore.
fn walker(folder: &Path) -> ignore::Walk {
    WalkBuilder::new(folder).follow_links(false).require_git(false).build()
}

/// Leaves out what is the same file by another name, which a second fix would find changed.
fn once(inputs: &mut Vec<Placed>) {
    let mut seen = BTreeSet::new();
    inputs.retain(|placed| match &placed.input {
        Input::File(path) => std::fs::canonicalize(path).map_or(true, |path| seen.insert(path)),
        Input::Bytes(..) => true,
    });
}

impl Finder<'_> {
    fn walk(&mut self, folder: &Path) {
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for entry in walker(folder) {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    found.push(entry.into_path());
                }
                Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 => {
                    let reason = "a symbolic link; name it to have it checked";
                    others.push((entry.into_path(), reason));
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {
                    self.found.folders.push(entry.into_path());
                }
                Ok(entry) if entry.depth() > 0 => {
                    others.push((entry.into_path(), "not a regular file"));
                }
                Ok(_) => {}
                Err(error) => self.found.failed.push(not_read(folder, &error.to_string())),
            }
        }
        others.sort();
        let others = others.iter().map(|(path, reason)| not_checked(path, reason));
        self.found.skipped.extend(others);
        found.sort();
        for path in found {
            match std::fs::metadata(&path) {
                Ok(metadata) => self.file(&path, metadata.len(), By::Folder),
                Err(error) => self.found.failed.push(unreadable(&path, &error)),
            }
        }
    }

    /// Takes a file, or says why not.
    fn file(&mut self, path: &Path, size: u64, by: By) {
        let Located { config, path: below } = match self.configs.of(path) {
            Ok(located) => located,
            Err(error) => return self.found.failed.push(error.into()),
        };
        let ignored = config.as_ref().and_then(|config| config.ignores(&below, false));
        let said = if let By::Name(format) = by { format } else { None };
        let by_config = config.as_ref().and_then(|config| config.format_for(&below));
        let by_fields = config.as_ref().is_some_and(|config| !config.fields_for(&below).is_empty());
        let format = said.or(by_config).or_else(|| Format::of_path(path));
        let is_general = format.is_some_and(Format::is_general);
        if let Some(reason) = ignored {
            self.found.skipped.push(not_checked(path, &reason));
        } else if size > self.largest {
            self.found.skipped.push(too_large(path, size, self.largest));
        } else if format.is_none() {
            self.found.skipped.push(other_format(path));
        } else if is_general && matches!(by, By::Folder) && !self.has_fields && !by_fields {
            let reason = "--fields does not say which of its fields are prose";
            self.found.skipped.push(not_checked(path, reason));
        } else {
            self.found.inputs.push(Placed { input: Input::File(path.to_owned()), config });
        }
    }
}

fn other_format(path: &Path) -> Skipped {
    let reason = match path.extension() {
        Some(ending) => format!("`.{}` is no format that is read", ending.display()),
        None => "a name without an ending tells no format; --input-format does".to_owned(),
    };
    not_checked(path, &reason)
}

fn not_checked(path: &Path, reason: &str) -> Skipped {
    Skipped { path: path.display().to_string(), reason: reason.to_owned() }
}

fn too_large(path: &Path, size: u64, largest: u64) -> Skipped {
    not_checked(path, &format!("{size} bytes are more than --max-file-size {largest}"))
}

/// A file that the system does not let us read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> FileError {
    not_read(path, &reason(error))
}

fn not_read(path: &Path, reason: &str) -> FileError {
    FileError::Unreadable { path: path.display().to_string(), reason: reason.to_owned() }
}

/// What the system says, without its number.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
