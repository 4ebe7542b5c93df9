//! Many files: found, read, checked in parallel, answered in order. One bad file never ends a run.

mod error;
mod find;
mod unused;

use crate::check::{self, Facts};
use crate::data::languages::Language;
use crate::diagnostic::Diagnostic;
use crate::engine::{Checker, CheckerOptions, Report};
use crate::format::carved::Carved;
use crate::format::{Format, Reading};
use crate::language::file_name::named_language;
use crate::language::identify;
use crate::policy::config::find::{Configs, Located};
use crate::rules::error::RulesError;
use crate::rules::load::LoadedPack;
use crate::source::Source;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use error::FileError;
pub use find::{Found, Placed, are_all, find};

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

impl Input {
    /// The name to show for it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Bytes(name, _) => name.clone(),
        }
    }
}

/// A file of a folder that is not checked, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Why.
    pub reason: String,
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

/// A text that was read, and the language to check it as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    source: Source,
    reading: Reading,
    carved: Carved,
    /// What it is checked as.
    pub language: Language,
}

/// What is known of a file before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The language of its text.
    pub language: Option<Language>,
    /// Its format.
    pub format: Option<Format>,
    /// The fields that are checked; the usual ones when empty.
    pub fields: Vec<String>,
    /// Whether the language comes from a configuration.
    pub by_config: bool,
}

/// Why a text is not checked.
#[derive(Debug)]
pub enum Unchecked {
    /// There is nothing to check.
    Skipped(Skipped),
    /// Something is wrong with it.
    Failed(FileError),
}

impl From<Unchecked> for Outcome {
    fn from(unchecked: Unchecked) -> Self {
        match unchecked {
            Unchecked::Skipped(skipped) => Self::Skipped(skipped),
            Unchecked::Failed(error) => Self::Failed(error),
        }
    }
}

/// Makes a text ready: in the language that is said, else in the one that the file declares, else in the
/// one that its prose tells.
///
/// # Errors
/// When there is nothing to check or its language cannot be told.
pub fn ready(source: Source, reading: Reading, said: Option<Language>) -> Result<Ready, Unchecked> {
    let carved = caught(&source.name, || reading.carve(&source.text, said.map(Language::tag)))
        .map_err(Unchecked::Failed)?;
    if let Some(fault) = &carved.malformed {
        return Err(Unchecked::Failed(FileError::malformed(&source, fault)));
    }
    if !carved.prose.text().chars().any(char::is_alphanumeric) {
        let reason = "no text in it".to_owned();
        return Err(Unchecked::Skipped(Skipped { path: source.name, reason }));
    }
    let declared = || carved.language.as_deref().and_then(Language::from_tag);
    if let Some(language) = said.or_else(declared) {
        return Ok(Ready { source, reading, carved, language });
    }
    match caught(&source.name, || identify::identify(carved.prose.text())) {
        Ok(Ok(language)) => Ok(Ready { source, reading, carved, language }),
        Ok(Err(unsure)) => {
            Err(Unchecked::Failed(FileError::Language { path: source.name, unsure }))
        }
        Err(panic) => Err(Unchecked::Failed(panic)),
    }
}

/// Does some work on a text, so that a panic stays with it.
///
/// # Errors
/// When it panics.
pub fn caught<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let reason = text.or_else(|| panic.downcast_ref::<&str>().copied());
        let reason = reason.unwrap_or("no message").to_owned();
        FileError::Panic { path: name.to_owned(), reason }
    })
}

/// Checks many inputs with one set of options.
pub struct Batch {
    language: Option<Language>,
    /// The format of all texts; when it is not said, the ending of each name tells it.
    format: Option<Format>,
    /// The fields of structured texts that are checked.
    fields: Vec<String>,
    /// What the folders of the files say.
    configs: Arc<Configs>,
    options: CheckerOptions,
    checkers: Mutex<BTreeMap<Language, Result<Arc<Checker>, RulesError>>>,
}

impl Batch {
    /// A batch; without a language it is told from the name of each file, else from its text.
    #[must_use]
    pub fn new(language: Option<Language>, options: CheckerOptions) -> Self {
        Self {
            language,
            format: None,
            fields: Vec::new(),
            configs: Arc::new(Configs::none()),
            options,
            checkers: Mutex::default(),
        }
    }

    /// The same with a format that is said, and with the fields of structured texts to check.
    #[must_use]
    pub fn reading(mut self, format: Option<Format>, fields: Vec<String>) -> Self {
        self.format = format;
        self.fields = fields;
        self
    }

    /// The same with the configurations of the files, which tell language, format and fields where nobody
    /// says them.
    #[must_use]
    pub fn configured(mut self, configs: Arc<Configs>) -> Self {
        self.configs = configs;
        self
    }

    /// The packs of the user, in order.
    #[must_use]
    pub fn packs(&self) -> &[LoadedPack] {
        &self.options.packs
    }

    /// The checker of a language, built on first use.
    ///
    /// # Errors
    /// When a pack is wrong.
    pub fn checker(&self, language: Language) -> Result<Arc<Checker>, RulesError> {
        let mut checkers = self.checkers.lock().unwrap_or_else(PoisonError::into_inner);
        let built = checkers
            .entry(language)
            .or_insert_with(|| Checker::new(language, &self.options).map(Arc::new));
        built.clone()
    }

    /// Builds the checkers of these languages. It is done before texts are checked in parallel: a thread
    /// that waits for a part of a checker takes up other work, and must not find a text that needs that
    /// very checker. What is wrong is told again when a text needs it.
    pub fn prepare(&self, languages: impl IntoIterator<Item = Language>) {
        for language in languages.into_iter().collect::<BTreeSet<_>>() {
            // the error is kept beside the checkers
            let _ = self.checker(language);
        }
    }

    /// Checks every input, in parallel; the outcomes come in the order of the inputs. `done` counts them as
    /// they come.
    #[must_use]
    pub fn run(&self, inputs: Vec<Input>, done: &AtomicU64) -> Vec<Outcome> {
        let read: Vec<_> = inputs.into_par_iter().map(|input| self.read(input)).collect();
        self.prepare(read.iter().flatten().map(|ready| ready.language));
        let mut outcomes: Vec<_> = read
            .into_par_iter()
            .map(|read| {
                let outcome = match read.map(|ready| self.check(ready)) {
                    Ok(Ok(report)) => Outcome::Checked(Box::new(report)),
                    Ok(Err(error)) => Outcome::Failed(error),
                    Err(unchecked) => unchecked.into(),
                };
                done.fetch_add(1, Ordering::Relaxed);
                outcome
            })
            .collect();
        self.conclude(&mut outcomes);
        outcomes
    }

    fn read(&self, input: Input) -> Result<Ready, Unchecked> {
        let read = match input {
            Input::Bytes(name, bytes) => Source::from_bytes(name, bytes).map_err(FileError::from),
            Input::File(path) => std::fs::read(&path)
                .map_err(|error| find::unreadable(&path, &error))
                .and_then(|bytes| Ok(Source::from_bytes(path.display().to_string(), bytes)?)),
        };
        let source = read.map_err(Unchecked::Failed)?;
        let told = self.told(Path::new(&source.name)).map_err(Unchecked::Failed)?;
        let reading = Reading { format: told.format.unwrap_or_default(), fields: told.fields };
        ready(source, reading, told.language)
    }

    /// What is known of a file before it is read: what is said, what its name tells, what its
    /// configuration has for its path.
    ///
    /// # Errors
    /// When its configuration is wrong.
    pub fn told(&self, path: &Path) -> Result<Told, FileError> {
        let Located { config, path: below } = self.configs.of(path)?;
        let config = config.as_deref();
        let named = || named_language(&path.display().to_string());
        let by_path = || config.and_then(|config| config.language_for(&below));
        let by_folder = || Some(config?.language.as_ref()?.value);
        let format = self.format.or_else(|| config.and_then(|config| config.format_for(&below)));
        let fields = match config {
            Some(config) if self.fields.is_empty() => config.fields_for(&below),
            _ => self.fields.clone(),
        };
        let said = self.language.or_else(named);
        let by_config = if said.is_none() { by_path().or_else(by_folder) } else { None };
        Ok(Told {
            language: said.or(by_config),
            by_config: by_config.is_some(),
            format: format.or_else(|| Format::of_path(path)),
            fields,
        })
    }

    /// Checks one text by itself, with a checker that [`Batch::prepare`] has built.
    ///
    /// # Errors
    /// When a pack is wrong, or a check panics.
    pub fn check(&self, ready: Ready) -> Result<Report, FileError> {
        let Ready { source, reading, carved, language } = ready;
        let name = source.name.clone();
        caught(&name, || Ok(self.checker(language)?.check_carved(source, reading, carved)))?
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
        .filter(|finding| !report.findings.iter().any(|other| other.span.touches(finding.span)))
        .filter(|finding| !report.silences.is_silent(&finding.rule, finding.span.start));
    let graded: Vec<_> = new.filter_map(|finding| checker.grade_across(finding)).collect();
    report.findings.extend(graded);
    crate::policy::verdict::sort(&mut report.findings);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_stays_with_its_text() {
        let panicked = caught("a.txt", || panic!("index {} is too large", 7)).unwrap_err();
        assert!(panicked.to_string().starts_with(
            "a.txt: a check broke down on this text: index 7 is too large; please report it"
        ));
        assert_eq!(caught("a.txt", || 1).unwrap(), 1);
    }

    #[test]
    fn a_file_that_vanished_since_it_was_found_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (gone, there) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        std::fs::write(&there, "Warga pulang.").unwrap();
        let batch = Batch::new(Language::from_tag("id"), CheckerOptions::default());
        let outcomes = batch.run(vec![Input::File(gone), Input::File(there)], &AtomicU64::new(0));
        let said = match outcomes.first() {
            Some(Outcome::Failed(error)) => error.to_string(),
            other => panic!("{other:?}"),
        };
        assert!(said.ends_with("a.txt: no such file or folder"), "{said}");
        assert!(matches!(outcomes.get(1), Some(Outcome::Checked(_))));
    }

    #[test]
    fn many_texts_of_a_language_that_nobody_prepared_are_checked() {
        let batch = Batch::new(None, CheckerOptions::default());
        let text = "Kaupunginhallitus päätti tiistaina, että uusi kirjasto rakennetaan keskustaan ensi vuonna.";
        let inputs = (0..200).map(|number| Input::Bytes(number.to_string(), text.into()));
        let done = AtomicU64::new(0);
        let outcomes = batch.run(inputs.collect(), &done);
        let finnish = |outcome: &Outcome| matches!(outcome, Outcome::Checked(report) if report.language.tag() == "fi");
        assert!(outcomes.iter().all(finnish));
        assert_eq!(done.into_inner(), 200);
    }
}
