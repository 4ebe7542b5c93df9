//! The arguments of `check` as meant: what to read, with which rules, and what to do with it.

use super::args::{CheckArguments, Colour, FailOn, Level};
use super::baseline::file::BaselineFile;
use super::own_output;
use super::progress::Progress;
use super::report_file::{self, ReportFile};
use super::settings::Settings;
use super::since::Changes;
use super::stdin::Stdin;
use super::whole::{self, Sight};
use crate::batch::{self, Batch, FileError, Found, Input, Outcome, Placed, Skipped};
use crate::check;
use crate::data;
use crate::data::languages::Language;
use crate::diagnostic::{Safety, Severity};
use crate::engine::{Checker, CheckerOptions, Report};
use crate::policy::config::Config;
use crate::policy::config::find::Configs;
use crate::policy::selection::Selection;
use crate::render::{Format, statistics};
use crate::rules::load::{LoadedPack, no_such_rule};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run of `check` is to do.
pub(super) struct Plan {
    /// Each with the index of its batch.
    pub(super) inputs: Vec<(usize, Input)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) failed: Vec<FileError>,
    /// One for each configuration.
    pub(super) batches: Vec<Batch>,
    /// The packs of each whose allowed texts are judged.
    judged: Vec<BTreeSet<usize>>,
    pub(super) task: Task,
    /// What standard output is written in.
    pub(super) format: &'static Format,
    /// Reports besides.
    pub(super) output: Vec<ReportFile>,
    /// Findings below it are not shown.
    pub(super) least: Severity,
    /// Whether the terminal folds advice.
    pub(super) fold_advice: bool,
    /// Findings from here on fail the run.
    pub(super) fail_on: Option<Severity>,
    pub(super) allow_empty: bool,
    /// The language of all files, when it is said.
    language: Option<Language>,
    pub(super) colour: Colour,
    /// How standard output gets the counts of the rules in place of findings, if it does.
    pub(super) statistics: Option<statistics::Writer>,
    /// Whether nothing is said but findings and errors.
    pub(super) quiet: bool,
    /// Standard input, when it was read.
    pub(super) stdin: Option<Stdin>,
    /// The findings that are known.
    pub(super) baseline: Option<BaselineFile>,
    /// What has changed of the inputs, when that is asked for.
    pub(super) changes: Option<Changes>,
}

impl Plan {
    /// Checks every input; the outcomes come in the order of the inputs, each with the index of its batch.
    /// Reports on packs and configurations come last.
    pub(super) fn check(&mut self) -> Vec<(usize, Outcome)> {
        let inputs = std::mem::take(&mut self.inputs);
        let progress = Progress::of_files(inputs.len(), self.quiet);
        let order: Vec<usize> = inputs.iter().map(|(batch, _)| *batch).collect();
        let mut by_batch: Vec<Vec<Input>> = self.batches.iter().map(|_| Vec::new()).collect();
        for (batch, input) in inputs {
            if let Some(own) = by_batch.get_mut(batch) {
                own.push(input);
            }
        }
        let all = self.batches.iter().zip(by_batch);
        let outcomes: Vec<_> =
            all.map(|(batch, inputs)| batch.run(inputs, progress.done())).collect();
        let unused = whole::unused(&self.batches, &self.judged, &outcomes);
        let mut outcomes: Vec<_> = outcomes.into_iter().map(Vec::into_iter).collect();
        let next = |batch: usize| Some((batch, outcomes.get_mut(batch)?.next()?));
        order.into_iter().filter_map(next).chain(unused).collect()
    }

    /// Whether the language of every file is said, or told by its configuration.
    pub(super) fn tells_language(&self) -> bool {
        let is_told = |(batch, input): &(usize, Input)| {
            let told = self.batches.get(*batch).map(|batch| batch.told(Path::new(&input.name())));
            told.is_some_and(|told| told.is_ok_and(|told| told.by_config))
        };
        self.language.is_some() || !self.inputs.is_empty() && self.inputs.iter().all(is_told)
    }

    /// The checker of a report.
    ///
    /// # Errors
    /// When a pack is wrong.
    pub(super) fn checker(&self, batch: usize, report: &Report) -> anyhow::Result<Arc<Checker>> {
        let batch = self.batches.get(batch).context("no such batch")?;
        Ok(batch.checker(report.language)?)
    }

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
/// When an argument does not make sense, or a pack or a configuration is wrong.
pub(super) fn plan(arguments: CheckArguments) -> anyhow::Result<Plan> {
    let language = arguments.lang.as_deref().map(language).transpose()?;
    let configs = Arc::new(configs(arguments.config.as_deref(), arguments.isolated)?);
    let task = task(&arguments)?;
    let here = configs.of_current()?;
    let settings = Settings::of(&arguments, here.as_deref())?;
    let statistics = settings.statistics(&arguments)?;
    let mut groups = Groups { arguments: &arguments, language, configs: &configs, known: vec![] };
    groups.of(here.as_ref())?;
    let (stdin, paths): (Vec<_>, Vec<_>) =
        arguments.paths.iter().cloned().partition(|path| path == Path::new("-"));
    let has_fields = !arguments.fields.is_empty();
    let mut found =
        batch::find(&paths, settings.largest, arguments.input_format, has_fields, &configs);
    own_output::skip(&mut found);
    let typed = arguments.baseline.as_deref();
    let baseline = BaselineFile::locate(typed, here.as_deref().filter(|_| !arguments.no_baseline))?;
    set_aside(&mut found, baseline.as_ref());
    report_file::try_targets(&arguments.output, &found.inputs, baseline.as_ref())?;
    if arguments.since.is_some() && !stdin.is_empty() {
        bail!("--since compares files; standard input has no history");
    }
    let since = arguments.since.as_deref();
    let changes = since.map(|revision| Changes::since(revision, &mut found.inputs)).transpose()?;
    let stdin = (!stdin.is_empty())
        .then(|| Stdin::read(arguments.stdin_path.clone(), settings.largest, arguments.quiet))
        .transpose()?;
    let inputs = groups.place(std::mem::take(&mut found.inputs), stdin.as_ref())?;
    let judged = Sight {
        arguments: &arguments,
        found: &found,
        inputs: &inputs,
        largest: settings.largest,
        groups: &groups.known,
        configs: &configs,
    }
    .judged();
    let batches = groups.known.into_iter().map(|(_, batch)| batch).collect();
    Ok(Plan {
        inputs,
        skipped: found.skipped,
        failed: found.failed,
        batches,
        judged,
        task,
        format: settings.format,
        output: arguments.output,
        least: settings.least.unwrap_or(Severity::Advice),
        fold_advice: settings.least.is_none(),
        fail_on: settings.fail_on,
        allow_empty: arguments.allow_empty,
        language,
        colour: arguments.color,
        statistics,
        quiet: arguments.quiet,
        stdin,
        baseline,
        changes,
    })
}

/// A baseline beside the articles is none of them.
fn set_aside(found: &mut Found, baseline: Option<&BaselineFile>) {
    let Some(baseline) = baseline else { return };
    found.skipped.retain(|skipped| !baseline.is(Path::new(&skipped.path)));
    found.inputs.retain(|placed| match &placed.input {
        Input::File(path) => !baseline.is(path),
        Input::Bytes(..) => true,
    });
}

/// Where configurations come from.
///
/// # Errors
/// When the named one cannot be read or is wrong.
pub(super) fn configs(named: Option<&Path>, isolated: bool) -> anyhow::Result<Configs> {
    Ok(match named {
        _ if isolated => Configs::none(),
        Some(path) => Configs::named(path)?,
        None => Configs::nearest(),
    })
}

/// The batches of a run: one for each configuration.
struct Groups<'a> {
    arguments: &'a CheckArguments,
    language: Option<Language>,
    configs: &'a Arc<Configs>,
    known: Vec<(Option<Arc<Config>>, Batch)>,
}

impl Groups<'_> {
    /// The index of the batch of a configuration, made on first use.
    fn of(&mut self, config: Option<&Arc<Config>>) -> anyhow::Result<usize> {
        let is_same = |known: &Option<Arc<Config>>| match (known, config) {
            (Some(known), Some(config)) => Arc::ptr_eq(known, config),
            (known, config) => known.is_none() && config.is_none(),
        };
        if let Some(at) = self.known.iter().position(|(known, _)| is_same(known)) {
            return Ok(at);
        }
        let batch = self.batch(config.map(AsRef::as_ref))?;
        self.known.push((config.cloned(), batch));
        Ok(self.known.len() - 1)
    }

    /// Inputs and standard input, each with the index of its batch.
    fn place(
        &mut self,
        mut placed: Vec<Placed>,
        stdin: Option<&Stdin>,
    ) -> anyhow::Result<Vec<(usize, Input)>> {
        if let Some(Stdin { name, bytes, .. }) = stdin {
            let config = self.configs.of(Path::new(name))?.config;
            placed.push(Placed { input: Input::Bytes(name.clone(), bytes.clone()), config });
        }
        let placed = placed.into_iter();
        placed.map(|placed| Ok((self.of(placed.config.as_ref())?, placed.input))).collect()
    }

    fn batch(&self, config: Option<&Config>) -> anyhow::Result<Batch> {
        let arguments = self.arguments;
        let options = options(&arguments.rules, &arguments.only, &arguments.skip, config)?;
        let selection = options.selection.clone();
        let batch = Batch::new(self.language, options)
            .reading(arguments.input_format, arguments.fields.clone())
            .configured(Arc::clone(self.configs));
        let own = config.and_then(|config| config.language.as_ref()).map(|set| set.value);
        let languages = match self.language.or(own) {
            Some(language) => BTreeSet::from([language]),
            None => ruled_languages(),
        };
        try_rules(&batch, &languages, &selection)?;
        Ok(batch)
    }
}

/// The packs and the selection of a run: what is typed goes over what a configuration says.
///
/// # Errors
/// When a pack is wrong.
pub(super) fn options(
    rules: &[PathBuf],
    only: &[String],
    skip: &[String],
    config: Option<&Config>,
) -> anyhow::Result<CheckerOptions> {
    let mut all = Vec::new();
    if let Some(config) = config {
        let paths: Vec<_> = config.packs.iter().map(|pack| pack.value.clone()).collect();
        all.extend(packs(&paths)?);
        all.push(config.pack());
    }
    all.extend(packs(rules)?);
    let selection = match config {
        Some(config) if only.is_empty() && skip.is_empty() => config.selection(),
        _ => Selection { only: only.to_vec(), skip: skip.to_vec() },
    };
    Ok(CheckerOptions { packs: all, selection })
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

/// The packs of a folder, in order.
///
/// # Errors
/// When the folder cannot be read.
pub(super) fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
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
