//! `macaronic init`: a commented house pack to start from.

use super::args::InitArguments;
use super::plan::language;
use crate::render::escape::shown;
use anyhow::Context;
use std::fs::OpenOptions;
use std::io::Write;
use std::process::ExitCode;

/// Writes the pack; a file that is there already is left alone.
///
/// # Errors
/// When the language is unknown, or the file exists or cannot be written.
pub(super) fn run(arguments: &InitArguments) -> anyhow::Result<ExitCode> {
    let language = language(&arguments.lang)?;
    let path = arguments.file.display();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&arguments.file)
        .with_context(|| format!("{path}"))?;
    file.write_all(pack(language.tag()).as_bytes()).with_context(|| format!("{path}"))?;
    let path = path.to_string();
    let path = shown(&path);
    let mut out = std::io::stdout().lock();
    writeln!(out, "wrote {path}; now try")?;
    writeln!(out, "  macaronic check --lang {} --rules {path} articles/", language.tag())?;
    writeln!(out, "and, when it holds rules of yours, test their examples with")?;
    writeln!(out, "  macaronic rules test --lang {} {path}", language.tag())?;
    Ok(ExitCode::SUCCESS)
}

fn pack(tag: &str) -> String {
    TEMPLATE.replace("@LANGUAGE@", tag)
}

const TEMPLATE: &str = include_str!("init.toml");
