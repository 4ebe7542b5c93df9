//! What the paths of a command line mean: files as they are named, the articles of folders.

use super::{FileError, Input, Skipped};
use crate::format::Format;
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Finds what is to be read, and names what is not. With a format that is said, a file that is named is
/// read whatever its ending; in a folder the endings decide, and files of a general format (JSON) are read
/// only when somebody chose their fields.
///
/// # Errors
/// Nothing here is an error of the run; what is missing comes back as failed.
#[must_use]
pub fn find(
    paths: &[PathBuf],
    largest: u64,
    format: Option<Format>,
    has_fields: bool,
) -> (Vec<Input>, Vec<Skipped>, Vec<FileError>) {
    let mut inputs = Vec::new();
    let mut skipped = Vec::new();
    let mut failed = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                walk(path, largest, has_fields, &mut inputs, &mut skipped, &mut failed);
            }
            Ok(found) if !found.is_file() => failed.push(not_read(path, "not a regular file")),
            Ok(found) if found.len() > largest => {
                skipped.push(too_large(path, found.len(), largest));
            }
            Ok(_) if format.or_else(|| Format::of_path(path)).is_none() => {
                skipped.push(other_format(path));
            }
            Ok(_) => inputs.push(Input::File(path.clone())),
            Err(error) => failed.push(unreadable(path, &error)),
        }
    }
    (once(inputs), skipped, failed)
}

/// The inputs without those that are the same file by another name, which a second fix would find
/// changed.
fn once(inputs: Vec<Input>) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let new = inputs.into_iter().filter(|input| match input {
        Input::File(path) => std::fs::canonicalize(path).map_or(true, |path| seen.insert(path)),
        Input::Bytes(..) => true,
    });
    new.collect()
}

fn walk(
    folder: &Path,
    largest: u64,
    has_fields: bool,
    inputs: &mut Vec<Input>,
    skipped: &mut Vec<Skipped>,
    failed: &mut Vec<FileError>,
) {
    let (mut found, mut links) = (Vec::new(), Vec::new());
    for entry in WalkBuilder::new(folder).follow_links(false).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                found.push(entry.into_path());
            }
            Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 => {
                links.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => failed.push(not_read(folder, &error.to_string())),
        }
    }
    links.sort();
    skipped.extend(
        links.iter().map(|path| not_checked(path, "a symbolic link; name it to have it checked")),
    );
    found.sort();
    for path in found {
        match std::fs::metadata(&path) {
            Ok(metadata) if metadata.len() > largest => {
                skipped.push(too_large(&path, metadata.len(), largest));
            }
            Ok(_) if Format::of_path(&path).is_none() => skipped.push(other_format(&path)),
            Ok(_) if !has_fields && Format::of_path(&path).is_some_and(Format::is_general) => {
                skipped.push(not_checked(
                    &path,
                    "--fields does not say which of its fields are prose",
                ));
            }
            Ok(_) => inputs.push(Input::File(path)),
            Err(error) => failed.push(unreadable(&path, &error)),
        }
    }
}

fn other_format(path: &Path) -> Skipped {
    let endings: Vec<_> = Format::all().flat_map(Format::extensions).collect();
    let known = endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ");
    not_checked(path, &format!("not a file of a format that is read ({known})"))
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
