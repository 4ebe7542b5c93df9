//! What holds for a whole run of `check`: as typed, else as the configuration of the current folder has it.

use super::args::CheckArguments;
use super::plan::{failing, severity};
use crate::batch;
use crate::diagnostic::Severity;
use crate::policy::config::Config;
use crate::render::{FORMATS, Format, TERMINAL, format, statistics};
use crate::rules::load::unknown;
use anyhow::{Context, bail};

/// What holds for the whole run.
pub(super) struct Settings {
    pub(super) least: Option<Severity>,
    pub(super) fail_on: Option<Severity>,
    pub(super) largest: u64,
    pub(super) format: &'static Format,
}

impl Settings {
    /// Settings as typed, else of a configuration.
    ///
    /// # Errors
    /// When the configuration names no format that there is.
    pub(super) fn of(arguments: &CheckArguments, config: Option<&Config>) -> anyhow::Result<Self> {
        let least = config.and_then(|config| config.min_severity.as_ref()).map(|set| set.value);
        let fail_on = config.and_then(|config| config.fail_on.as_ref());
        let fail_on = fail_on.map_or(Some(Severity::Error), |set| set.value.severity());
        let largest = config.and_then(|config| config.max_file_size.as_ref());
        let by_config = config.and_then(|config| config.format.as_ref());
        let by_config = by_config.map(|set| {
            let names = FORMATS.iter().map(|format| format.name);
            format(&set.value)
                .with_context(|| format!("{}: {}", set.place, unknown("format", &set.value, names)))
        });
        let format = match arguments.format {
            Some(format) => format,
            // a watch is for people
            None if arguments.watch => format(TERMINAL).context("no formats")?,
            None => by_config.transpose()?.or_else(|| format(TERMINAL)).context("no formats")?,
        };
        Ok(Self {
            least: arguments.min_severity.map(severity).or(least),
            fail_on: arguments.fail_on.map_or(fail_on, failing),
            largest: arguments
                .max_file_size
                .or(largest.map(|set| set.value))
                .unwrap_or(batch::LARGEST_FILE),
            format,
        })
    }

    /// How the counts of the rules are written, when they are asked for.
    ///
    /// # Errors
    /// When the format has no place for them.
    pub(super) fn statistics(
        &self,
        arguments: &CheckArguments,
    ) -> anyhow::Result<Option<statistics::Writer>> {
        let format = self.format;
        match statistics::writer(format).filter(|_| arguments.statistics) {
            None if arguments.statistics => bail!(
                "--statistics is a table, or JSON: --format {} cannot hold it; give --format terminal, json or jsonl",
                format.name
            ),
            writer => Ok(writer),
        }
    }
}
