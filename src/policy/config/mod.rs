//! The configuration of a folder: `macaronic.toml`, read, checked and with the place of every value.

pub mod file;
pub mod find;
pub mod globs;

use super::selection::Selection;
use crate::data::languages::Language;
use crate::diagnostic::Severity;
use crate::format::Format;
use crate::rules::error::{Place, RulesError};
use crate::rules::load::{LoadedPack, is_below, leaves, unknown};
use crate::rules::schema::{AllowFile, Grade, PackFile, PackHead};
use crate::rules::written::Written;
use file::{ConfigFile, FailOn, FieldsFile, TextTable};
use globs::{Globs, Ignored};
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The name of a configuration file.
pub const FILE_NAME: &str = "macaronic.toml";

/// A configuration is no bigger than this, in bytes: long lists belong into packs and tables.
const LARGEST: u64 = 1 << 20;
/// More globs than this would be tried on every file.
const MOST_GLOBS: usize = 1000;

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T> {
    /// What is set.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// A configuration file. Its globs are relative to its folder.
#[derive(Clone, Debug)]
pub struct Config {
    written: Written,
    /// The file.
    file: PathBuf,
    /// Its folder, without links.
    folder: PathBuf,
    /// The language of the articles.
    pub language: Option<Set<Language>>,
    /// The same by path.
    pub languages: Globs<Language>,
    /// The format of files by path.
    pub formats: Globs<Format>,
    /// The fields of structured files by path.
    pub fields: Globs<Vec<String>>,
    /// What is not checked.
    pub ignore: Ignored,
    /// Packs and folders of packs.
    pub packs: Vec<Set<PathBuf>>,
    /// Only these rules or families.
    pub only: Vec<Set<String>>,
    /// Not these.
    pub skip: Vec<Set<String>>,
    /// Findings from here on fail a run.
    pub fail_on: Option<Set<FailOn>>,
    /// Findings below it are left out.
    pub min_severity: Option<Set<Severity>>,
    /// What standard output is written in.
    pub format: Option<Set<String>>,
    /// The file of the baseline.
    pub baseline: Option<Set<PathBuf>>,
    /// Larger files are skipped, in bytes.
    pub max_file_size: Option<Set<u64>>,
    pack: PackFile,
}

impl Config {
    /// Reads a configuration; `shown` is its path for people.
    ///
    /// # Errors
    /// When it cannot be read or something in it is wrong.
    pub fn read(path: &Path, shown: String) -> Result<Self, RulesError> {
        let unreadable = |reason: String| RulesError::Unreadable { path: shown.clone(), reason };
        let found = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
        if !found.is_file() {
            return Err(unreadable("not a regular file".to_owned()));
        }
        let parent = path.parent().filter(|parent| *parent != Path::new(""));
        let folder = parent.unwrap_or(Path::new(".")).canonicalize();
        let folder = folder.map_err(|error| unreadable(error.to_string()))?;
        Self::new(Written::read(path, shown, LARGEST)?, path.to_owned(), folder)
    }

    fn new(written: Written, file: PathBuf, folder: PathBuf) -> Result<Self, RulesError> {
        let read: ConfigFile = written.parse()?;
        let reader = Reader { written: &written, read: &read, folder: &folder };
        reader.refuse_too_many_globs()?;
        let language =
            read.language.as_ref().map(|tag| reader.set(tag, language_of)).transpose()?;
        let name = |name: &Spanned<String>| Set::of(&written, name);
        Ok(Self {
            language,
            languages: reader.globs(&read.languages, language_of)?,
            formats: reader.globs(&read.formats, format_of)?,
            fields: reader.fields()?,
            ignore: reader.ignored()?,
            packs: reader.packs(&file)?,
            only: read.only.iter().map(name).collect(),
            skip: read.skip.iter().map(name).collect(),
            fail_on: read.fail_on.as_ref().map(|value| Set::of(&written, value)),
            min_severity: read.min_severity.as_ref().map(|value| Set::of(&written, value)),
            format: read.format.as_ref().map(name),
            baseline: read
                .baseline
                .as_ref()
                .map(|name| reader.baseline(name, &file))
                .transpose()?,
            max_file_size: read.max_file_size.as_ref().map(|value| Set::of(&written, value)),
            pack: PackFile {
                pack: PackHead::default(),
                terms: read.terms,
                rules: read.severity,
                allow: read.allow,
                rule: Vec::new(),
            },
            file,
            folder,
            written,
        })
    }

    /// The file, for people.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.written.path
    }

    /// The folder that its globs and paths are relative to, without links.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The language that a glob gives to a file; files are given relative to the folder.
    #[must_use]
    pub fn language_for(&self, file: &Path) -> Option<Language> {
        self.languages.of(file).map(|entry| entry.value)
    }

    /// The format that a glob gives to a file.
    #[must_use]
    pub fn format_for(&self, file: &Path) -> Option<Format> {
        self.formats.of(file).map(|entry| entry.value)
    }

    /// The fields of a structured file that are checked; the usual ones when empty.
    #[must_use]
    pub fn fields_for(&self, file: &Path) -> Vec<String> {
        self.fields.of(file).map(|entry| entry.value.clone()).unwrap_or_default()
    }

    /// Why a path is not checked, if the configuration says so.
    #[must_use]
    pub fn ignores(&self, path: &Path, is_folder: bool) -> Option<String> {
        let (pattern, place) = self.ignore.by(path, is_folder)?;
        Some(format!("`ignore` has `{pattern}` ({place})"))
    }

    /// The rules that it selects.
    #[must_use]
    pub fn selection(&self) -> Selection {
        let values = |set: &[Set<String>]| set.iter().map(|name| name.value.clone()).collect();
        Selection { only: values(&self.only), skip: values(&self.skip) }
    }

    /// What it says as a pack would: grades, terms, allowed texts.
    #[must_use]
    pub fn pack(&self) -> LoadedPack {
        LoadedPack::part_of(self.written.clone(), self.pack.clone(), &self.file)
    }

    /// The grades it gives, each with its place.
    pub fn grades(&self) -> impl Iterator<Item = (&str, Grade, Place)> {
        let rules = self.pack.rules.iter();
        rules.map(|(id, grade)| (id.get_ref().as_str(), *grade, self.place(id)))
    }

    /// Its terms, each with its place.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &str, Place)> {
        let terms = self.pack.terms.iter();
        terms.map(|(wrong, right)| (wrong.get_ref().as_str(), right.as_str(), self.place(wrong)))
    }

    /// Its allowed texts, each with its place.
    pub fn allowed(&self) -> impl Iterator<Item = (&AllowFile, Place)> {
        self.pack.allow.iter().map(|allow| (allow.get_ref(), self.place(allow)))
    }

    fn place<T>(&self, value: &Spanned<T>) -> Place {
        self.written.place(value.span().start)
    }
}

impl<T: Clone> Set<T> {
    fn of(written: &Written, value: &Spanned<T>) -> Self {
        Self { value: value.get_ref().clone(), place: written.place(value.span().start) }
    }
}

/// A file as it is being looked through.
struct Reader<'a> {
    written: &'a Written,
    read: &'a ConfigFile,
    folder: &'a Path,
}

impl Reader<'_> {
    fn place<T>(&self, value: &Spanned<T>) -> Place {
        self.written.place(value.span().start)
    }

    fn set<T>(
        &self,
        text: &Spanned<String>,
        value: fn(&str) -> Result<T, String>,
    ) -> Result<Set<T>, RulesError> {
        let place = self.place(text);
        match value(text.get_ref()) {
            Ok(value) => Ok(Set { value, place }),
            Err(problem) => Err(RulesError::at(&place, problem)),
        }
    }

    fn refuse_too_many_globs(&self) -> Result<(), RulesError> {
        let ConfigFile { languages, formats, fields, ignore, .. } = self.read;
        let fields = match fields {
            Some(FieldsFile::ByGlob(table)) => table.len(),
            _ => 0,
        };
        let globs = languages.len() + formats.len() + fields + ignore.len();
        if globs <= MOST_GLOBS {
            return Ok(());
        }
        let problem =
            format!("{globs} globs are too many for a configuration (at most {MOST_GLOBS})");
        Err(RulesError::at(&self.written.place(0), problem))
    }

    fn globs<T>(
        &self,
        table: &TextTable,
        value: fn(&str) -> Result<T, String>,
    ) -> Result<Globs<T>, RulesError> {
        let mut globs = Globs::default();
        for (glob, text) in in_order(table) {
            let value = self.set(text, value)?.value;
            globs.add(glob.get_ref(), value, self.place(glob))?;
        }
        Ok(globs)
    }

    fn fields(&self) -> Result<Globs<Vec<String>>, RulesError> {
        let mut globs = Globs::default();
        match &self.read.fields {
            None => {}
            Some(FieldsFile::All(fields)) => {
                let place =
                    fields.first().map_or_else(|| self.written.place(0), |first| self.place(first));
                globs.add("*", self.field_paths(fields)?, place)?;
            }
            Some(FieldsFile::ByGlob(table)) => {
                for (glob, fields) in in_order(table) {
                    globs.add(glob.get_ref(), self.field_paths(fields)?, self.place(glob))?;
                }
            }
        }
        Ok(globs)
    }

    fn field_paths(&self, fields: &[Spanned<String>]) -> Result<Vec<String>, RulesError> {
        let path = |field: &Spanned<String>| {
            let path = field.get_ref();
            if path.split('.').any(|name| name.trim().is_empty()) {
                let problem =
                    format!("`{path}` is no path of a field; write `title` or `body.text`");
                return Err(RulesError::at(&self.place(field), problem));
            }
            Ok(path.clone())
        };
        fields.iter().map(path).collect()
    }

    fn ignored(&self) -> Result<Ignored, RulesError> {
        let patterns = self.read.ignore.iter();
        Ignored::new(
            patterns.map(|pattern| (pattern.get_ref().clone(), self.place(pattern))).collect(),
        )
    }

    /// Whether it is there is told where it is used: `baseline write` makes it.
    fn baseline(&self, name: &Spanned<String>, file: &Path) -> Result<Set<PathBuf>, RulesError> {
        let (place, name) = (self.place(name), name.get_ref());
        if !is_below(name) || leaves(self.folder, &self.folder.join(name)) {
            let problem = format!("`{name}` must be a file below the folder of this file");
            return Err(RulesError::at(&place, problem));
        }
        let beside = file.parent().unwrap_or(Path::new(""));
        Ok(Set { value: beside.join(name), place })
    }

    fn packs(&self, file: &Path) -> Result<Vec<Set<PathBuf>>, RulesError> {
        let beside = file.parent().unwrap_or(Path::new(""));
        let pack = |name: &Spanned<String>| {
            let (place, name) = (self.place(name), name.get_ref());
            let real = self.folder.join(name);
            if !is_below(name) || leaves(self.folder, &real) {
                let problem = format!("`{name}` must be a pack below the folder of this file");
                return Err(RulesError::at(&place, problem));
            }
            match std::fs::metadata(&real) {
                Ok(found) if !found.is_file() && !found.is_dir() => {
                    let problem = format!("the pack `{name}` is not a regular file");
                    Err(RulesError::at(&place, problem))
                }
                Ok(_) => Ok(Set { value: beside.join(name), place }),
                Err(error) => Err(RulesError::at(&place, format!("the pack `{name}`: {error}"))),
            }
        };
        self.read.rules.0.iter().map(pack).collect()
    }
}

/// The entries of a table as they stand in the file.
fn in_order<V>(
    table: &std::collections::BTreeMap<Spanned<String>, V>,
) -> Vec<(&Spanned<String>, &V)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(glob, _)| glob.span().start);
    entries
}

fn language_of(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag)
        .ok_or_else(|| format!("unknown language `{tag}`; give a BCP 47 tag such as `id`"))
}

fn format_of(name: &str) -> Result<Format, String> {
    let names: Vec<_> = Format::all().map(Format::name).collect();
    Format::from_name(name).ok_or_else(|| unknown("format", name, names.into_iter()))
}

#[cfg(test)]
mod tests;
