//! What holds for a whole run, whatever the configurations of its files say.

use super::args::CheckArguments;
use super::plan::{failing, severity};
use crate::batch;
use crate::diagnostic::Severity;
use crate::policy::config::Config;
use crate::render::{FORMATS, Format, TERMINAL, format};
use crate::rules::load::unknown;
use anyhow::Context;

/// What holds for the whole run: as typed, else as the configuration of the current folder has it.
pub(super) struct Settings {
    pub(super) least: Option<Severity>,
    pub(super) fail_on: Option<Severity>,
    pub(super) largest: u64,
    pub(super) format: &'static Format,
}

impl Settings {
    /// What holds; `config` is the configuration of the current folder.
    ///
    /// # Errors
    /// When the configuration names a format that does not exist.
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
}
