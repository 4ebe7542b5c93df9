//! Reads packs: TOML with places, the nearest valid key in every complaint.

use super::error::{Place, RulesError};
use super::schema::PackFile;
use super::written::{Written, read};
use super::{example, prepared_packs};
use crate::data;
use crate::text::lines::Position;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A pack as written, with what is needed to say where something stands in it.
#[derive(Debug)]
pub struct LoadedPack {
    written: Written,
    /// As written.
    pub file: PackFile,
    /// Whether it came with the program.
    pub built_in: bool,
    /// The folder it lies in, for the tables beside it.
    folder: Folder,
    /// Where its rules stand, if that is known without counting lines.
    places: Vec<prepared_packs::Place>,
}

#[derive(Debug)]
enum Folder {
    Embedded(String),
    Disk(PathBuf),
}

/// A rules file is no bigger than this, in bytes; the largest built-in one has a tenth of it.
const LARGEST: u64 = 8 << 20;

impl LoadedPack {
    /// Reads an embedded pack without the examples of its rules.
    ///
    /// # Errors
    /// When it is not a valid pack.
    pub fn embedded(found: data::Embedded) -> Result<Self, RulesError> {
        let read = |written: &Written| match prepared_packs::pack(found) {
            Some(ready) => Ok(ready),
            None => Ok((written.parse_part(&example::left_out(found.text))?, Vec::new())),
        };
        Self::of_embedded(found, read)
    }

    /// Reads an embedded pack.
    ///
    /// # Errors
    /// When it is not a valid pack.
    pub fn embedded_whole(found: data::Embedded) -> Result<Self, RulesError> {
        Self::of_embedded(found, |written| Ok((written.parse()?, Vec::new())))
    }

    fn of_embedded(
        found: data::Embedded,
        read: impl FnOnce(&Written) -> Result<(PackFile, Vec<prepared_packs::Place>), RulesError>,
    ) -> Result<Self, RulesError> {
        let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let path = format!("rules/{}", found.path);
        let written = Written::new(path, Cow::Borrowed(found.text));
        let (file, places) = read(&written)?;
        Ok(Self { written, file, built_in: true, folder: Folder::Embedded(folder), places })
    }

    /// Reads a pack from disk.
    ///
    /// # Errors
    /// When it cannot be read or is not a valid pack.
    pub fn from_path(path: &Path) -> Result<Self, RulesError> {
        let written = Written::read(path, path.display().to_string(), LARGEST)?;
        let (file, folder) = (written.parse()?, Folder::Disk(folder_of(path)));
        Ok(Self { written, file, built_in: false, folder, places: Vec::new() })
    }

    /// What a file with other things in it (`macaronic.toml`) says as a pack would.
    #[must_use]
    pub fn part_of(written: Written, file: PackFile, path: &Path) -> Self {
        let folder = Folder::Disk(folder_of(path));
        Self { written, file, built_in: false, folder, places: Vec::new() }
    }

    /// Where a byte of the file stands.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        match prepared_packs::position(&self.places, byte) {
            Some(Position { line, column, .. }) => {
                Place { path: self.written.path.clone(), line, column }
            }
            None => self.written.place(byte),
        }
    }

    /// As it is written, with the path to show for it.
    #[must_use]
    pub const fn written(&self) -> &Written {
        &self.written
    }

    /// The text of a table beside the pack, with the path to show for it.
    ///
    /// # Errors
    /// When the name leaves the folder, or the file cannot be read.
    pub fn beside(&self, name: &str) -> Result<(String, Cow<'static, str>), String> {
        let outside = || format!("`{name}` must be a file below the folder of the pack");
        if !is_below(name) {
            return Err(outside());
        }
        match &self.folder {
            Folder::Embedded(folder) => {
                let path = format!("{folder}/{name}");
                let found = data::file(&path)
                    .ok_or_else(|| format!("there is no file `{name}` beside the pack"))?;
                Ok((format!("rules/{path}"), Cow::Borrowed(found.text)))
            }
            Folder::Disk(folder) => {
                let path = folder.join(name);
                if leaves(folder, &path) {
                    return Err(outside());
                }
                // a pipe would be waited for
                if path.exists() && !path.is_file() {
                    return Err(format!("{}: not a regular file", path.display()));
                }
                let text = read(&path, LARGEST)
                    .map_err(|reason| format!("{}: {reason}", path.display()))?;
                Ok((path.display().to_string(), Cow::Owned(text)))
            }
        }
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Whether a name stays below the folder it is read from, as far as its letters tell.
#[must_use]
pub fn is_below(name: &str) -> bool {
    !name.is_empty()
        && !name.contains("..")
        && !name.contains(':')
        && !name.starts_with(['/', '\\'])
}

/// Whether symbolic links lead from a path in a folder to somewhere else. What does not exist leads
/// nowhere.
#[must_use]
pub fn leaves(folder: &Path, path: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = (folder.canonicalize(), path.canonicalize());
    matches!(real, (Ok(folder), Ok(path)) if !path.starts_with(&folder))
}

/// "unknown column `x`; did you mean `y`?"
#[must_use]
pub fn unknown<'a>(
    what: &str,
    wrong: &str,
    valid: impl Iterator<Item = &'a str> + Clone,
) -> String {
    match nearest(wrong, valid.clone()) {
        Some(right) => format!("unknown {what} `{wrong}`; did you mean `{right}`?"),
        None => {
            format!("unknown {what} `{wrong}`; valid are {}", valid.collect::<Vec<_>>().join(", "))
        }
    }
}

/// What to say of a rule that there is not.
#[must_use]
pub fn no_such_rule<'a>(wrong: &str, valid: impl Iterator<Item = &'a str>) -> String {
    match nearest(wrong, valid) {
        Some(near) => format!("there is no rule `{wrong}`; did you mean `{near}`?"),
        None => format!("there is no rule `{wrong}`; `macaronic rules list` names them all"),
    }
}

/// Words are near enough to be a slip of the pen from this similarity on (Jaro-Winkler).
const NEAR: f64 = 0.75;

/// The valid word nearest to a wrong one.
#[must_use]
pub fn nearest<'a>(wrong: &str, valid: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = valid.map(|word| (strsim::jaro_winkler(wrong, word), word));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= NEAR).then_some(best.1)
}
