//! The arguments of `check` as meant: what to read, with which rules, and what to do with it.

use super::args::{CheckArguments, Colour, FailOn, Format, Level};
use crate::batch::{self, Batch, FileError, Input, Skipped};
use crate::check;
use crate::data;
use crate::data::languages::Language;
use crate::diagnostic::{Safety, Severity};
use crate::engine::CheckerOptions;
use crate::policy::selection::Selection;
use crate::rules::load::{LoadedPack, no_such_rule};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// What a run of `check` is to do.
pub(super) struct Plan {
    pub(super) inputs: Vec<Input>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) failed: Vec<FileError>,
    pub(super) batch: Batch,
    pub(super) task: Task,
    pub(super) format: Format,
    /// Findings below it are not shown.
    pub(super) least: Severity,
    /// Whether the terminal folds advice.
    pub(super) fold_advice: bool,
    /// Findings from here on fail the run.
    pub(super) fail_on: Option<Severity>,
    pub(super) allow_empty: bool,
    pub(super) colour: Colour,
    /// Standard input, when it was read.
    pub(super) stdin: Option<Stdin>,
}

/// The text of standard input.
pub(super) struct Stdin {
    /// The name under which it was read.
    name: String,
    pub(super) bytes: Vec<u8>,
}

impl Plan {
    /// Whether a text is the one of standard input.
    pub(super) fn is_stdin(&self, name: &str) -> bool {
        self.stdin.as_ref().is_some_and(|stdin| stdin.name == name)
    }
}

/// Why a run that checked nothing is no success.
pub(super) fn nothing_checked(skipped: usize) -> String {
    let named = if skipped == 0 { String::new() } else { format!(" ({skipped} skipped)") };
    format!(
        "nothing was checked{named}; name articles, a folder with some, or `-`; --allow-empty accepts an empty run"
    )
}

/// What to do with the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Show them.
    Show,
    /// Apply the fixes that are at least so safe.
    Fix(Safety),
    /// Show those fixes as a diff.
    Diff(Safety),
}

/// Makes a plan of what was typed.
///
/// # Errors
/// When an argument does not make sense, or a pack is wrong.
pub(super) fn plan(arguments: CheckArguments) -> anyhow::Result<Plan> {
    let language = arguments.lang.as_deref().map(language).transpose()?;
    let selection = Selection { only: arguments.only.clone(), skip: arguments.skip.clone() };
    let options = CheckerOptions { packs: packs(&arguments.rules)?, selection: selection.clone() };
    let task = task(&arguments)?;
    let batch =
        Batch::new(language, options).reading(arguments.input_format, arguments.fields.clone());
    let languages = language.map_or_else(ruled_languages, |language| BTreeSet::from([language]));
    try_rules(&batch, &languages, &selection)?;
    let (stdin, paths): (Vec<_>, Vec<_>) =
        arguments.paths.iter().cloned().partition(|path| path == Path::new("-"));
    let (mut inputs, skipped, failed) = batch::find(
        &paths,
        arguments.max_file_size,
        arguments.input_format,
        !arguments.fields.is_empty(),
    );
    let stdin = (!stdin.is_empty())
        .then(|| read_stdin(arguments.stdin_path, arguments.max_file_size))
        .transpose()?;
    inputs.extend(stdin.iter().map(|stdin| Input::Bytes(stdin.name.clone(), stdin.bytes.clone())));
    Ok(Plan {
        inputs,
        skipped,
        failed,
        batch,
        task,
        format: arguments.format,
        least: arguments.min_severity.map_or(Severity::Advice, severity),
        fold_advice: arguments.min_severity.is_none(),
        fail_on: failing(arguments.fail_on),
        allow_empty: arguments.allow_empty,
        colour: arguments.color,
        stdin,
    })
}

/// The languages that have rules.
pub(super) fn ruled_languages() -> BTreeSet<Language> {
    let tags = data::pack_languages();
    tags.into_iter().filter_map(Language::from_tag).chain(Language::from_tag("id")).collect()
}

/// Builds the rules before a text is read, so that a fault in them is said once, and also when there
/// is nothing to check.
///
/// # Errors
/// When a pack is wrong, or none of these languages has a rule that is selected.
pub(super) fn try_rules(
    batch: &Batch,
    languages: &BTreeSet<Language>,
    selection: &Selection,
) -> anyhow::Result<()> {
    let mut ids: BTreeSet<String> = check::ids().map(str::to_owned).collect();
    for &language in languages {
        ids.extend(batch.checker(language)?.rules().rules.iter().map(|rule| rule.id.clone()));
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    match selection.unknown(&ids).first() {
        None => Ok(()),
        Some(wrong) => bail!("{}", no_such_rule(wrong, ids.iter().copied())),
    }
}

/// The severity of a word on the command line.
pub(super) const fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Advice => Severity::Advice,
    }
}

/// From which severity on findings fail a run.
pub(super) const fn failing(fail_on: FailOn) -> Option<Severity> {
    match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Advice => Some(Severity::Advice),
        FailOn::Never => None,
    }
}

fn task(arguments: &CheckArguments) -> anyhow::Result<Task> {
    let least = if arguments.unsafe_fixes { Safety::Review } else { Safety::Safe };
    match (arguments.fix, arguments.diff) {
        (true, _) => Ok(Task::Fix(least)),
        (_, true) => Ok(Task::Diff(least)),
        _ if arguments.unsafe_fixes => bail!("--unsafe-fixes goes with --fix or --diff"),
        _ => Ok(Task::Show),
    }
}

/// The language of a tag.
///
/// # Errors
/// When there is no such language here.
pub(super) fn language(tag: &str) -> anyhow::Result<Language> {
    Language::from_tag(tag)
        .with_context(|| format!("unknown language `{tag}`; give a BCP 47 tag such as `id`"))
}

/// The packs of the user, folders taken apart.
///
/// # Errors
/// When one cannot be read or is wrong.
pub(super) fn packs(paths: &[PathBuf]) -> anyhow::Result<Vec<LoadedPack>> {
    let mut packs = Vec::new();
    for path in paths {
        if path.is_dir() {
            let files = toml_files(path)?;
            if files.is_empty() {
                bail!("{}: no .toml file in this folder", path.display());
            }
            for file in files {
                packs.push(LoadedPack::from_path(&file)?);
            }
        } else {
            packs.push(LoadedPack::from_path(path)?);
        }
    }
    Ok(packs)
}

fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| folder.display().to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Standard input whole: unlike a file it cannot be skipped, so too much of it is an error.
fn read_stdin(name: String, largest: u64) -> anyhow::Result<Stdin> {
    let stdin = std::io::stdin().lock();
    hint_at_keyboard("the text");
    let mut bytes = Vec::new();
    let mut most = stdin.take(largest.saturating_add(1));
    most.read_to_end(&mut bytes).context("standard input")?;
    if most.limit() == 0 {
        bail!("standard input has more than --max-file-size {largest} bytes; nothing was checked");
    }
    Ok(Stdin { name, bytes })
}

/// Somebody at a keyboard should know what the program waits for.
pub(super) fn hint_at_keyboard(what: &str) {
    use std::io::Write;
    if std::io::stdin().is_terminal() {
        // a closed standard error only loses the hint
        let _ = writeln!(
            anstream::stderr(),
            "macaronic: reading {what} from the keyboard; end it with Ctrl-D"
        );
    }
}
