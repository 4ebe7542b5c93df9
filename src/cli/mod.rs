//! The command line: arguments as typed, plans as meant, one file a command.

mod args;
mod baseline;
mod check;
mod explain;
mod generate;
mod init;
mod output;
mod own_output;
mod plan;
mod progress;
mod report_file;
mod rules;
mod runner;
mod settings;
mod show;
mod since;
mod stdin;
mod stream;
mod trace;
mod view;
mod watch;
mod whole;
mod write;

use args::{Arguments, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

/// Runs the command line `arguments`, the program's name first.
///
/// # Errors
/// When the job could not be done: exit code 2.
pub fn run(arguments: impl Iterator<Item = OsString>) -> anyhow::Result<ExitCode> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            error.print()?;
            return Ok(ExitCode::from(code));
        }
    };
    // a panic of a check is told with the name of its file, one outside of files below
    std::panic::set_hook(Box::new(|_| {}));
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| dispatch(arguments.command)));
    done.unwrap_or_else(|_| {
        Err(anyhow::anyhow!("an internal error; please report it with the command line"))
    })
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check(check) => check::run(check),
        Command::Baseline(baseline) => baseline::run(baseline.command),
        Command::Stream(stream) => stream::run(stream),
        Command::Explain(explain) => explain::run(&explain),
        Command::Rules(rules) => rules::run(&rules.command),
        Command::Trace(trace) => trace::run(&trace),
        Command::Init(init) => init::run(&init),
        Command::Generate(generate) => generate::run(&generate),
    }
}

/// Says on standard error why the job could not be done.
pub fn complain(error: &anyhow::Error) {
    let mut stderr = anstream::stderr().lock();
    let chain: Vec<_> = error.chain().map(ToString::to_string).collect();
    let message = chain.join(": ");
    // nobody is left to tell when standard error is closed
    let _ = writeln!(stderr, "macaronic: {}", crate::render::escape::shown(&message));
}
