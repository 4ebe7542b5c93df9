//! `macaronic generate`: shell completions and the man page, for packagers.

use super::args::{Arguments, GenerateArguments, Generated};
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use std::io::Write;
use std::process::ExitCode;

/// Prints what was asked for.
///
/// # Errors
/// When it cannot be written.
pub(super) fn run(arguments: &GenerateArguments) -> anyhow::Result<ExitCode> {
    let mut command = Arguments::command();
    let mut text = Vec::new();
    let shell = match arguments.what {
        Generated::Bash => Some(Shell::Bash),
        Generated::Elvish => Some(Shell::Elvish),
        Generated::Fish => Some(Shell::Fish),
        Generated::Powershell => Some(Shell::PowerShell),
        Generated::Zsh => Some(Shell::Zsh),
        Generated::Man => None,
    };
    match shell {
        Some(shell) => generate(shell, &mut command, "macaronic", &mut text),
        None => clap_mangen::Man::new(command).render(&mut text)?,
    }
    std::io::stdout().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
