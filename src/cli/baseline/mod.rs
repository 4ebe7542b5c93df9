//! `macaronic baseline`: the findings of today are written down, and compared with those of tomorrow.

pub(super) mod arguments;
pub(super) mod file;
pub(super) mod reach;

use super::args::CheckArguments;
use super::check::carry_out;
use super::plan::{Plan, configs, nothing_checked, plan};
use super::view::View;
use crate::batch::{FileError, Outcome};
use crate::policy::baseline::Baseline;
use crate::render::escape::shown;
use crate::render::summary::counted;
use anyhow::{Context, bail};
use arguments::{BaselineCommand, ChoiceArguments, CompareArguments, WriteArguments};
use file::{BaselineFile, FILE_NAME};
use reach::Reach;
use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes a baseline, or compares with it.
///
/// # Errors
/// When the arguments make no sense, the rules are wrong, or the baseline cannot be used or written.
pub(super) fn run(command: BaselineCommand) -> anyhow::Result<ExitCode> {
    match command {
        BaselineCommand::Write(arguments) => write(arguments),
        BaselineCommand::Check(arguments) => compare(arguments),
    }
}

/// The file that is meant: as typed, as the configuration has it, or the usual one.
fn target(choice: &ChoiceArguments) -> anyhow::Result<PathBuf> {
    if let Some(file) = &choice.file {
        return Ok(file.clone());
    }
    let config = configs(choice.config.as_deref(), choice.isolated)?.of_current()?;
    let named = config.and_then(|config| Some(config.baseline.as_ref()?.value.clone()));
    Ok(named.unwrap_or_else(|| PathBuf::from(FILE_NAME)))
}

fn compare(arguments: CompareArguments) -> anyhow::Result<ExitCode> {
    let file = target(&arguments.choice)?;
    let checked = arguments.checked(file)?;
    let reach = Reach::of(&checked);
    let mut plan = plan(checked)?;
    let mut view = View::new(plan.baseline.take(), None)?;
    view.reach = Some(reach);
    carry_out(&mut plan, view, None)
}

fn write(arguments: WriteArguments) -> anyhow::Result<ExitCode> {
    let force = arguments.force;
    let file = target(&arguments.choice)?;
    let checked = arguments.checked(file)?;
    let mut reach = Reach::of(&checked);
    let choice = typed_choice(&checked);
    let mut plan = plan(checked)?;
    let file = plan.baseline.take().context("no file for the baseline")?;
    let old = match file.read_if_there() {
        Ok(old) => old.unwrap_or_default(),
        Err(_) if force => Baseline::default(),
        Err(error) => bail!("{error:#}; nothing was written, --force replaces the file"),
    };
    let found = Found::of(&mut plan, &file);
    let mut out = anstream::stderr();
    for error in &found.failed {
        writeln!(out, "macaronic: {}", shown(&error.to_string()))?;
        error.path().into_iter().for_each(|path| reach.leave_out(path));
    }
    if found.checked == 0 && !plan.allow_empty {
        let why = nothing_checked(found.skipped);
        writeln!(out, "macaronic: the baseline is not written: {why}")?;
        return Ok(ExitCode::from(2));
    }
    let mut new = found.baseline;
    new.keep(&old, |mark| !reach.holds(mark, &file));
    file.write(&new)?;
    tell(&old, &new, &file, &choice)?;
    if !found.failed.is_empty() {
        let failed = counted(found.failed.len(), "file");
        writeln!(out, "macaronic: {failed} could not be checked; what was known of them is kept")?;
    }
    Ok(ExitCode::from(if found.failed.is_empty() { 0 } else { 2 }))
}

/// What a run found, as a baseline.
struct Found {
    baseline: Baseline,
    checked: usize,
    skipped: usize,
    failed: Vec<FileError>,
}

impl Found {
    fn of(plan: &mut Plan, file: &BaselineFile) -> Self {
        let mut found = Self {
            baseline: Baseline::default(),
            checked: 0,
            skipped: plan.skipped.len(),
            failed: std::mem::take(&mut plan.failed),
        };
        for (_, outcome) in plan.check() {
            match outcome {
                Outcome::Checked(report) => {
                    found.checked += usize::from(report.is_article);
                    let path = file.path_of(&report.source.name);
                    let loud = report.findings.iter().filter(|it| it.severity >= plan.least);
                    loud.for_each(|it| found.baseline.add(&path, &report.source, it));
                }
                Outcome::Skipped(_) => found.skipped += 1,
                Outcome::Failed(error) => found.failed.push(error),
            }
        }
        found
    }
}

/// Language, packs and paths as typed, for the command that comes next.
fn typed_choice(checked: &CheckArguments) -> String {
    let lang = checked.lang.iter().map(|lang| format!(" --lang {}", typed(lang)));
    let path = |path: &Path| typed(&path.display().to_string()).into_owned();
    let rules = checked.rules.iter().map(|rules| format!(" --rules {}", path(rules)));
    let paths = checked.paths.iter().map(|name| format!(" {}", path(name)));
    lang.chain(rules).chain(paths).collect()
}

/// An argument as a shell takes it for one: in quotation marks where something in it has a meaning there.
fn typed(argument: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=+@%".contains(c);
    if !argument.is_empty() && argument.chars().all(|c| is_plain(c) || cfg!(windows) && c == '\\') {
        Cow::Borrowed(argument)
    } else if cfg!(windows) {
        // no name of a file there has this mark
        Cow::Owned(format!("\"{argument}\""))
    } else {
        Cow::Owned(format!("'{}'", argument.replace('\'', r"'\''")))
    }
}

/// Says what was written, and what to do with it.
fn tell(old: &Baseline, new: &Baseline, file: &BaselineFile, choice: &str) -> anyhow::Result<()> {
    let path = file.shown();
    let path = shown(&path);
    let mut out = std::io::stdout().lock();
    let (count, files) = (counted(new.count(), "finding"), counted(new.files(), "file"));
    let (more, gone) = (new.beyond(old), old.beyond(new));
    writeln!(out, "wrote {path}: {count} in {files}; {more} new, {gone} gone")?;
    if old.count() == 0 && new.count() > 0 {
        writeln!(out, "now only what is new is reported by")?;
        let argument = typed(&file.shown()).into_owned();
        writeln!(out, "  macaronic check --baseline {}{}", shown(&argument), shown(choice))?;
        writeln!(out, "or, with `baseline = \"{path}\"` in macaronic.toml, by every check")?;
    }
    Ok(())
}
