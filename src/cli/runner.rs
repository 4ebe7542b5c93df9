//! What the surroundings of a run ask for: in GitHub Actions annotations besides the text, and what these
//! leave out on the page of the step.

use super::output::Output;
use crate::render::{Format, GITHUB, Run, TERMINAL, github};
use anyhow::Context;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::Write;

/// The folder of the run; empty when the system does not tell.
pub(super) fn folder() -> String {
    std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default()
}

/// Writes annotations where the runner of GitHub reads them.
///
/// # Errors
/// When they cannot be written.
pub(super) fn annotate(format: &Format, run: &Run<'_>, output: &mut Output) -> anyhow::Result<()> {
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let is_asked_for = format.name == GITHUB;
    if format.name == TERMINAL && on_github {
        github::run(run, &mut *output.findings)?;
    } else if !is_asked_for {
        return Ok(());
    }
    let page = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    let Some((path, text)) = page.zip(github::page(run)) else { return Ok(()) };
    if let Err(error) = append(&path, &text) {
        // the log counts what is missing, so the job is not undone for want of a page
        super::complain(&error);
    }
    Ok(())
}

fn append(path: &OsString, text: &str) -> anyhow::Result<()> {
    let page = OpenOptions::new().append(true).create(true).open(path);
    page.and_then(|mut page| page.write_all(text.as_bytes()))
        .with_context(|| format!("{}: the page of the step is not written", path.display()))
}
