//! `macaronic rules`: list, test, schema.

use super::args::{PackArguments, RulesCommand, Schema, TestArguments};
use super::plan::{language, packs};
use crate::check;
use crate::diagnostic::Severity;
use crate::engine::{Checker, CheckerOptions};
use crate::examples;
use crate::policy::config::file::ConfigFile;
use crate::policy::selection::Selection;
use crate::render::escape::shown;
use crate::rules::schema::PackFile;
use std::io::Write;
use std::process::ExitCode;

/// Runs one of the sub-commands.
///
/// # Errors
/// When a pack is wrong or output cannot be written.
pub(super) fn run(command: &RulesCommand) -> anyhow::Result<ExitCode> {
    match command {
        RulesCommand::List(arguments) => list(arguments),
        RulesCommand::Test(arguments) => test(arguments),
        RulesCommand::Schema(arguments) => schema(arguments.of),
    }
}

fn list(arguments: &PackArguments) -> anyhow::Result<ExitCode> {
    let options =
        CheckerOptions { packs: packs(&arguments.rules)?, selection: Selection::default() };
    let checker = Checker::new(language(&arguments.lang)?, &options)?;
    let rules = checker.rules().rules.iter().map(|rule| {
        (
            rule.id.clone(),
            rule.severity.map_or("off", Severity::name),
            shown(&rule.message).into_owned(),
        )
    });
    let checks =
        check::defs().map(|def| (def.id.to_owned(), def.severity.name(), def.summary.to_owned()));
    let mut rows: Vec<_> = rules.chain(checks).collect();
    rows.sort();
    let width = rows.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    for (id, severity, summary) in rows {
        writeln!(out, "{id:width$}  {severity:7}  {summary}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn test(arguments: &TestArguments) -> anyhow::Result<ExitCode> {
    let own = packs(&arguments.packs)?;
    let built_in = own.is_empty();
    let options = CheckerOptions { packs: own, selection: Selection::default() };
    let checker = Checker::new(language(&arguments.lang)?, &options)?;
    let outcome = examples::run(&checker, built_in);
    let mut out = std::io::stdout().lock();
    for failed in outcome.failed.iter().chain(&outcome.notes) {
        writeln!(out, "{}", shown(&failed.to_string()))?;
    }
    writeln!(
        out,
        "{} rules, {} examples, {} failed",
        outcome.rules,
        outcome.examples,
        outcome.failed.len()
    )?;
    if outcome.rules == 0 {
        writeln!(out, "nothing was tested: the packs hold no rule for this language")?;
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::from(u8::from(!outcome.failed.is_empty())))
}

fn schema(of: Schema) -> anyhow::Result<ExitCode> {
    let schema = match of {
        Schema::Pack => schemars::schema_for!(PackFile),
        Schema::Config => schemars::schema_for!(ConfigFile),
    };
    // an error of serde_json would hide that the pipe was closed
    let text = serde_json::to_string_pretty(&schema)?;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
