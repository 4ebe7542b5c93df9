//! `check --show-config` and `--show-files`: what holds, and what would be checked.

use super::args::CheckArguments;
use super::plan::{Plan, language};
use crate::diagnostic::Severity;
use crate::policy::config::Config;
use crate::policy::config::find::Configs;
use crate::render::escape::shown;
use crate::render::summary::counted;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;

/// Prints what holds for each path, and where every value is written.
///
/// # Errors
/// When a configuration is wrong, or `out` cannot be written to.
pub(super) fn config(
    arguments: &CheckArguments,
    configs: &Configs,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for path in &arguments.paths {
        // a folder is asked for what holds inside it
        let inside = if path.is_dir() { path.join("*") } else { path.clone() };
        let located = configs.of(&inside)?;
        writeln!(out, "# {}", shown(&path.display().to_string()))?;
        match &located.config {
            Some(config) => writeln!(out, "# configuration: {}", shown(config.path()))?,
            None => writeln!(out, "# no configuration: no macaronic.toml from here upwards")?,
        }
        Values { out }.write(arguments, located.config.as_deref(), &located.path)?;
    }
    Ok(())
}

/// Writes values, each with the place that it comes from.
struct Values<'o> {
    out: &'o mut dyn Write,
}

impl Values<'_> {
    fn line(&mut self, key: &str, value: &dyn Display, from: &dyn Display) -> std::io::Result<()> {
        let (value, from) = (value.to_string(), from.to_string());
        let line = format!("{key} = {}", shown(&value));
        writeln!(self.out, "{line:<48} # {}", shown(&from))
    }

    fn write(
        &mut self,
        typed: &CheckArguments,
        config: Option<&Config>,
        below: &Path,
    ) -> anyhow::Result<()> {
        self.language(typed, config, below)?;
        let severity = |set: Option<&str>| set.map(quoted);
        let fail_on = typed.fail_on.and_then(|value| value.to_possible_value());
        let by_config = config.and_then(|config| config.fail_on.as_ref());
        match (severity(fail_on.as_ref().map(PossibleValue::get_name)), by_config) {
            (Some(value), _) => self.line("fail-on", &value, &"command line")?,
            (None, Some(set)) => {
                let name = set.value.severity().map_or("never", Severity::name);
                self.line("fail-on", &quoted(name), &set.place)?;
            }
            _ => self.line("fail-on", &quoted("error"), &"default")?,
        }
        self.of_run(typed, config)?;
        for rules in &typed.rules {
            self.line("rules", &quoted(&rules.display().to_string()), &"command line")?;
        }
        let Some(config) = config else { return Ok(()) };
        Ok(self.of_config(config, below)?)
    }

    /// What holds for the whole run, where it is said.
    fn of_run(&mut self, typed: &CheckArguments, config: Option<&Config>) -> std::io::Result<()> {
        let least = config.and_then(|config| config.min_severity.as_ref());
        match (typed.min_severity, least) {
            (Some(level), _) => {
                let name = super::plan::severity(level).name();
                self.line("min-severity", &quoted(name), &"command line")?;
            }
            (None, Some(set)) => {
                self.line("min-severity", &quoted(set.value.name()), &set.place)?;
            }
            _ => {}
        }
        self.baseline(typed, config)?;
        let format = config.and_then(|config| config.format.as_ref());
        match (typed.format, format) {
            (Some(format), _) => self.line("format", &quoted(format.name), &"command line")?,
            (None, Some(set)) => self.line("format", &quoted(&set.value), &set.place)?,
            _ => {}
        }
        let largest = config.and_then(|config| config.max_file_size.as_ref());
        match (typed.max_file_size, largest) {
            (Some(size), _) => self.line("max-file-size", &size, &"command line")?,
            (None, Some(set)) => self.line("max-file-size", &set.value, &set.place)?,
            _ => {}
        }
        Ok(())
    }

    fn language(
        &mut self,
        typed: &CheckArguments,
        config: Option<&Config>,
        below: &Path,
    ) -> anyhow::Result<()> {
        let by_path = config.and_then(|config| config.languages.of(below));
        let by_folder = config.and_then(|config| config.language.as_ref());
        match (&typed.lang, by_path, by_folder) {
            (Some(tag), ..) => {
                let tag = quoted(language(tag)?.tag());
                self.line("language", &tag, &"command line or MACARONIC_LANG")?;
            }
            (None, Some(entry), _) => {
                let from = format!("{} (`{}`)", entry.place, entry.glob);
                self.line("language", &quoted(entry.value.tag()), &from)?;
            }
            (None, None, Some(set)) => {
                self.line("language", &quoted(set.value.tag()), &set.place)?;
            }
            _ => self.line("language", &"told from each file", &"default")?,
        }
        Ok(())
    }

    fn baseline(&mut self, typed: &CheckArguments, config: Option<&Config>) -> std::io::Result<()> {
        let by_config = config.and_then(|config| config.baseline.as_ref());
        match (&typed.baseline, by_config.filter(|_| !typed.no_baseline)) {
            (Some(file), _) => {
                self.line("baseline", &quoted(&file.display().to_string()), &"command line")
            }
            (None, Some(set)) => {
                self.line("baseline", &quoted(&set.value.display().to_string()), &set.place)
            }
            _ => Ok(()),
        }
    }

    fn of_config(&mut self, config: &Config, below: &Path) -> std::io::Result<()> {
        for pack in &config.packs {
            self.line("rules", &quoted(&pack.value.display().to_string()), &pack.place)?;
        }
        for (key, names) in [("only", &config.only), ("skip", &config.skip)] {
            for name in names {
                self.line(key, &quoted(&name.value), &name.place)?;
            }
        }
        if let Some(entry) = config.formats.of(below) {
            self.line("input-format", &quoted(entry.value.name()), &entry.place)?;
        }
        if let Some(entry) = config.fields.of(below) {
            self.line("fields", &quoted(&entry.value.join(", ")), &entry.place)?;
        }
        for (id, grade, place) in config.grades() {
            let grade = grade.severity().map_or("off", Severity::name);
            self.line(&format!("severity.\"{id}\""), &quoted(grade), &place)?;
        }
        for (wrong, right, place) in config.terms() {
            self.line(&format!("terms.\"{wrong}\""), &quoted(right), &place)?;
        }
        for (allow, place) in config.allowed() {
            self.line("allow", &quoted(allow.text.get_ref()), &place)?;
        }
        for (pattern, place) in config.ignore.patterns() {
            self.line("ignore", &quoted(pattern), place)?;
        }
        for entry in config.languages.entries() {
            let key = format!("languages.\"{}\"", entry.glob);
            self.line(&key, &quoted(entry.value.tag()), &entry.place)?;
        }
        for entry in config.formats.entries() {
            let key = format!("formats.\"{}\"", entry.glob);
            self.line(&key, &quoted(entry.value.name()), &entry.place)?;
        }
        Ok(())
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Prints which files a plan would check, as what, and which not.
///
/// # Errors
/// When a configuration is wrong, or `out` cannot be written to.
pub(super) fn files(plan: &Plan, out: &mut dyn Write) -> anyhow::Result<()> {
    for (batch, input) in &plan.inputs {
        let name = input.name();
        let told =
            plan.batches.get(*batch).map(|batch| batch.told(Path::new(&name))).transpose()?;
        let language = told.as_ref().and_then(|told| told.language);
        let format = told.as_ref().and_then(|told| told.format).unwrap_or_default().name();
        let language = language.map_or("language told from the text", |language| language.tag());
        writeln!(out, "check {}: {format}, {language}", shown(&name))?;
    }
    for skipped in &plan.skipped {
        writeln!(out, "skip {}: {}", shown(&skipped.path), shown(&skipped.reason))?;
    }
    for failed in &plan.failed {
        writeln!(out, "fail {}", shown(&failed.to_string()))?;
    }
    let skipped = plan.skipped.len();
    writeln!(out, "{} to check, {skipped} skipped", counted(plan.inputs.len(), "file"))?;
    if let Some(changes) = &plan.changes {
        let unchanged = counted(changes.unchanged, "file");
        writeln!(out, "{unchanged} unchanged since {}", shown(&changes.revision))?;
    }
    Ok(())
}
