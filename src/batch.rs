//! Many files: found, read, checked in parallel, answered in order. One bad file never ends a run.

use crate::check::{self, Facts};
use crate::data::languages::Language;
use crate::diagnostic::Diagnostic;
use crate::engine::{Checker, CheckerOptions, Report};
use crate::language::identify::{self, Unsure};
use crate::rules::error::RulesError;
use crate::source::{Source, SourceError};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Files larger than this many bytes are skipped and named, unless the user says otherwise.
pub const LARGEST_FILE: u64 = 64 << 20;

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, under the name to show for it.
    File(PathBuf),
    /// A text that is already read (standard input), under its name.
    Bytes(String, Vec<u8>),
}

/// A file of a folder that is not checked, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Why a file could not be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// It is no text.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its language cannot be told.
    #[error("{path}: {unsure}; say it with `--lang`, for example `--lang id`")]
    Language {
        /// The file.
        path: String,
        /// Why.
        unsure: Unsure,
    },
    /// The rules are wrong.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Its fixes were not made.
    #[error("{reason}")]
    Fix {
        /// Why, with the path.
        reason: String,
    },
    /// A check broke down.
    #[error(
        "{path}: a check broke down on this text: {reason}; please report it, the other files were checked"
    )]
    Panic {
        /// The file.
        path: String,
        /// The message of the panic.
        reason: String,
    },
}

/// What came of one input.
#[derive(Debug)]
pub enum Outcome {
    /// It was checked.
    Checked(Box<Report>),
    /// It holds no text to check.
    Skipped(Skipped),
    /// It could not be checked.
    Failed(FileError),
}

/// Finds what the paths of a command line mean: files as they are named, the text files of folders.
///
/// # Errors
/// Nothing here is an error of the run; what is missing comes back as failed.
#[must_use]
pub fn find(paths: &[PathBuf], largest: u64) -> (Vec<Input>, Vec<Skipped>, Vec<FileError>) {
    let mut inputs = Vec::new();
    let mut skipped = Vec::new();
    let mut failed = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                walk(path, largest, &mut inputs, &mut skipped, &mut failed);
            }
            Ok(found) if !found.is_file() => failed.push(unreadable(path, "not a regular file")),
            Ok(found) if found.len() > largest => {
                skipped.push(too_large(path, found.len(), largest));
            }
            Ok(_) if !is_text(path) => skipped.push(other_format(path)),
            Ok(_) => inputs.push(Input::File(path.clone())),
            Err(error) => failed.push(unreadable(path, &reason(&error))),
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
            Err(error) => failed.push(unreadable(folder, &error.to_string())),
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
            Ok(_) if !is_text(&path) => skipped.push(other_format(&path)),
            Ok(_) => inputs.push(Input::File(path)),
            Err(error) => failed.push(unreadable(&path, &reason(&error))),
        }
    }
}

/// Whether a file is plain text by its name.
#[must_use]
pub fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}

fn other_format(path: &Path) -> Skipped {
    not_checked(path, "not a .txt file")
}

fn not_checked(path: &Path, reason: &str) -> Skipped {
    Skipped { path: path.display().to_string(), reason: reason.to_owned() }
}

fn too_large(path: &Path, size: u64, largest: u64) -> Skipped {
    not_checked(path, &format!("{size} bytes are more than --max-file-size {largest}"))
}

fn unreadable(path: &Path, reason: &str) -> FileError {
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

/// Checks many inputs with one set of options.
pub struct Batch {
    language: Option<Language>,
    options: CheckerOptions,
    checkers: Mutex<BTreeMap<Language, Arc<Checker>>>,
}

impl Batch {
    /// A batch; without a language it is told from each text.
    #[must_use]
    pub fn new(language: Option<Language>, options: CheckerOptions) -> Self {
        Self { language, options, checkers: Mutex::default() }
    }

    /// The checker of a language, built on first use.
    ///
    /// # Errors
    /// When a pack is wrong.
    pub fn checker(&self, language: Language) -> Result<Arc<Checker>, RulesError> {
        let mut checkers = self.checkers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(checker) = checkers.get(&language) {
            return Ok(Arc::clone(checker));
        }
        let checker = Arc::new(Checker::new(language, &self.options)?);
        checkers.insert(language, Arc::clone(&checker));
        Ok(checker)
    }

    /// Checks every input, in parallel; the outcomes come in the order of the inputs.
    #[must_use]
    pub fn run(&self, inputs: Vec<Input>) -> Vec<Outcome> {
        let mut outcomes: Vec<_> = inputs.into_par_iter().map(|input| self.check(input)).collect();
        self.conclude(&mut outcomes);
        outcomes
    }

    fn check(&self, input: Input) -> Outcome {
        let name = match &input {
            Input::File(path) => path.display().to_string(),
            Input::Bytes(name, _) => name.clone(),
        };
        let checked = catch_unwind(AssertUnwindSafe(|| self.check_input(input)));
        checked.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let reason = text
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message")
                .to_owned();
            Outcome::Failed(FileError::Panic { path: name, reason })
        })
    }

    fn check_input(&self, input: Input) -> Outcome {
        let read = match input {
            Input::Bytes(name, bytes) => Source::from_bytes(name, bytes).map_err(FileError::from),
            Input::File(path) => std::fs::read(&path)
                .map_err(|error| unreadable(&path, &reason(&error)))
                .and_then(|bytes| Ok(Source::from_bytes(path.display().to_string(), bytes)?)),
        };
        match read {
            Ok(source) if !source.text.chars().any(char::is_alphanumeric) => {
                Outcome::Skipped(Skipped { path: source.name, reason: "no text in it".to_owned() })
            }
            Ok(source) => self
                .check_source(source)
                .map_or_else(Outcome::Failed, |report| Outcome::Checked(Box::new(report))),
            Err(error) => Outcome::Failed(error),
        }
    }

    fn check_source(&self, source: Source) -> Result<Report, FileError> {
        let language = match self.language {
            Some(language) => language,
            None => identify::identify(&source.text)
                .map_err(|unsure| FileError::Language { path: source.name.clone(), unsure })?,
        };
        Ok(self.checker(language)?.check(source))
    }

    /// Adds what only the whole run can tell.
    fn conclude(&self, outcomes: &mut [Outcome]) {
        let mut reports: Vec<&mut Report> = outcomes
            .iter_mut()
            .filter_map(|outcome| match outcome {
                Outcome::Checked(report) => Some(report.as_mut()),
                _ => None,
            })
            .collect();
        let languages: BTreeSet<_> = reports.iter().map(|report| report.language).collect();
        for language in languages {
            let Ok(checker) = self.checker(language) else { continue };
            let mut same: Vec<_> =
                reports.iter_mut().filter(|report| report.language == language).collect();
            let own: Vec<(String, Facts)> = same
                .iter()
                .flat_map(|report| {
                    report.facts.iter().map(|facts| (report.source.name.clone(), facts.clone()))
                })
                .collect();
            let facts: Vec<_> = own.iter().map(|(name, facts)| (name.as_str(), facts)).collect();
            for (report, found) in same.iter_mut().zip(check::conclude(&facts)) {
                add(report, found, &checker);
            }
        }
    }
}

/// Adds findings about the run to a report, where it does not speak of that place already.
fn add(report: &mut Report, found: Vec<Diagnostic>, checker: &Checker) {
    let new = found
        .into_iter()
        .filter(|finding| !report.findings.iter().any(|other| other.span.touches(finding.span)));
    let graded: Vec<_> = new.filter_map(|finding| checker.grade_across(finding)).collect();
    report.findings.extend(graded);
    crate::policy::verdict::sort(&mut report.findings);
}
