//! Reads packs: TOML with places, the nearest valid key in every complaint.

use super::error::{Place, RulesError};
use super::schema::PackFile;
use crate::data;
use crate::text::lines::LineIndex;
use std::borrow::Cow;
use std::path::Path;

/// A pack as written, with what is needed to say where something stands in it.
#[derive(Debug)]
pub struct LoadedPack {
    /// The file.
    pub path: String,
    /// Its text.
    text: Cow<'static, str>,
    lines: LineIndex,
    /// As written.
    pub file: PackFile,
    /// Whether it came with the program.
    pub built_in: bool,
    /// The folder it lies in, for the tables beside it.
    folder: Folder,
}

#[derive(Debug)]
enum Folder {
    Embedded(String),
    Disk(std::path::PathBuf),
}

/// A rules file is no bigger than this, in bytes; the largest built-in one has a tenth of it.
const LARGEST: u64 = 8 << 20;

impl LoadedPack {
    /// Reads an embedded pack.
    ///
    /// # Errors
    /// When it is not a valid pack.
    pub fn embedded(found: data::Embedded) -> Result<Self, RulesError> {
        let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let path = format!("rules/{}", found.path);
        Self::parse(path, Cow::Borrowed(found.text), true, Folder::Embedded(folder))
    }

    /// Reads a pack from disk.
    ///
    /// # Errors
    /// When it cannot be read or is not a valid pack.
    pub fn from_path(path: &Path) -> Result<Self, RulesError> {
        let name = path.display().to_string();
        let text =
            read(path).map_err(|reason| RulesError::Unreadable { path: name.clone(), reason })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self::parse(name, Cow::Owned(text), false, Folder::Disk(folder))
    }

    fn parse(
        path: String,
        text: Cow<'static, str>,
        built_in: bool,
        folder: Folder,
    ) -> Result<Self, RulesError> {
        let lines = LineIndex::new(&text);
        let bare = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let shift = text.len() - bare.len();
        let file = toml::from_str(bare).map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start) + shift;
            let place = place(&path, &text, &lines, at);
            RulesError::at(&place, with_nearest(error.message()))
        })?;
        Ok(Self { path, text, lines, file, built_in, folder })
    }

    /// Where a byte of the file stands.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        place(&self.path, &self.text, &self.lines, byte)
    }

    /// The text of a table beside the pack, with the path to show for it.
    ///
    /// # Errors
    /// When the name leaves the folder, or the file cannot be read.
    pub fn beside(&self, name: &str) -> Result<(String, Cow<'static, str>), String> {
        let inside = !name.is_empty()
            && !name.contains("..")
            && !name.contains(':')
            && !name.starts_with(['/', '\\']);
        let outside = || format!("`{name}` must be a file below the folder of the pack");
        if !inside {
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
                let text = read(&path).map_err(|reason| format!("{}: {reason}", path.display()))?;
                Ok((path.display().to_string(), Cow::Owned(text)))
            }
        }
    }
}

/// Whether symbolic links lead from a path in a folder to somewhere else. What does not exist leads
/// nowhere.
fn leaves(folder: &Path, path: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = (folder.canonicalize(), path.canonicalize());
    matches!(real, (Ok(folder), Ok(path)) if !path.starts_with(&folder))
}

fn read(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > LARGEST {
        return Err(format!("{size} bytes are too many for a rules file (at most {LARGEST})"));
    }
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

fn place(path: &str, text: &str, lines: &LineIndex, byte: usize) -> Place {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let position = lines.position(text, u32::try_from(byte).unwrap_or(0));
    Place { path: path.to_owned(), line: position.line, column: position.column }
}

/// Adds the nearest valid key to serde's "unknown field `x`, expected one of `a`, `b`".
fn with_nearest(message: &str) -> String {
    let message = message.trim();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let is_unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    let (true, Some(wrong)) = (is_unknown, quoted.next()) else { return message.to_owned() };
    match nearest(wrong, quoted) {
        Some(right) => format!("{message}; did you mean `{right}`?"),
        None => message.to_owned(),
    }
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
