//! The arguments of `macaronic baseline` as typed, and as those of the `check` that it runs.

use crate::cli::args::{
    Arguments, CheckArguments, Colour, Command, FailOn, Level, formats, input_format,
};
use crate::cli::report_file::ReportFile;
use crate::render::Format;
use anyhow::bail;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// What `macaronic baseline` is given.
#[derive(Debug, Args)]
pub(in crate::cli) struct BaselineArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum BaselineCommand {
    /// Write the findings of today into the baseline
    Write(WriteArguments),
    /// Report what is new since the baseline was written, and what of it is no longer there
    Check(CompareArguments),
}

/// What `macaronic baseline write` is given.
#[derive(Debug, Args)]
#[command(after_help = WRITE_HELP)]
pub(in crate::cli) struct WriteArguments {
    #[command(flatten)]
    pub(super) choice: ChoiceArguments,
    /// Leave findings below this severity out of the baseline
    #[arg(long, value_enum, value_name = "SEVERITY")]
    min_severity: Option<Level>,
    /// Replace the file even if it is no baseline, or one that cannot be read
    #[arg(long)]
    pub(super) force: bool,
}

const WRITE_HELP: &str = "\
The baseline is for articles that were there before macaronic: their findings are written down, and a \
check with --baseline, or with `baseline = \"macaronic-baseline.json\"` in macaronic.toml, reports only \
new ones. Commit the file; its paths are relative to its folder.

A finding is known again by its rule, its text and three words on each side, in its file: other lines \
may move, come and go. Equal ones are counted. A renamed file keeps what is known of it.

Entries of other paths than those given, and of rules that --only or --skip leave out, stay as they \
are; the rest is replaced, so what was mended goes. Files that could not be checked keep their entries \
(exit code 2).

  macaronic baseline write --lang id articles/
  macaronic check --lang id --baseline macaronic-baseline.json articles/";

/// What `macaronic baseline check` is given.
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub(in crate::cli) struct CompareArguments {
    #[command(flatten)]
    pub(super) choice: ChoiceArguments,
    /// How findings are written to standard output
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<&'static Format>,
    /// Write a report to a file besides, in any of the formats; may be given again
    #[arg(long, value_name = "FORMAT=FILE", value_parser = ReportFile::parse)]
    output: Vec<ReportFile>,
    /// Leave out findings below this severity; on the terminal, `advice` unfolds the advice
    #[arg(long, value_enum, value_name = "SEVERITY")]
    min_severity: Option<Level>,
    /// Exit with 1 when there are new findings of this severity or above; `error` when left out
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    color: Colour,
}

const CHECK_HELP: &str = "\
It is `check --baseline`, and names besides the entries that no longer occur: those of the paths and \
rules that were asked for. Run it where the baseline must only shrink.

Exit codes: 0 nothing new and nothing stale; 1 new findings at or above --fail-on, or stale entries, \
whatever --fail-on says; 2 the job could not be done.

  macaronic baseline check --lang id articles/";

/// The files and rules of a baseline.
#[derive(Clone, Debug, Args)]
pub(super) struct ChoiceArguments {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// The file of the baseline; that of the configuration when left out, else
    /// `macaronic-baseline.json`
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// The language the articles are written in, as a BCP 47 tag; when left out, the one in the name of
    /// each file (`article.id.txt`), else told from its text
    #[arg(long, value_name = "TAG", env = "MACARONIC_LANG")]
    lang: Option<String>,
    /// A pack of your own, or a folder of packs, over the built-in ones; may be given again
    #[arg(long, value_name = "FILE|DIR")]
    rules: Vec<PathBuf>,
    /// Only these rules or families (`exonym/country`, `leak`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Not these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    skip: Vec<String>,
    /// The format of all texts, whatever their names end in; told by the ending of each name when left
    /// out
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    input_format: Option<crate::format::Format>,
    /// The fields of structured texts to check, as paths (`title,body.text`); the usual ones of articles
    /// when left out
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    fields: Vec<String>,
    /// The name of standard input, by which the baseline knows it
    #[arg(long, value_name = "PATH", default_value = "<stdin>")]
    stdin_path: String,
    /// Files larger than this many bytes are skipped and named
    #[arg(long, value_name = "BYTES")]
    max_file_size: Option<u64>,
    /// Take this configuration for every file, instead of the nearest `macaronic.toml` of each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) isolated: bool,
    /// Finding nothing to check is no failure
    #[arg(long)]
    allow_empty: bool,
}

impl ChoiceArguments {
    /// The arguments of a check of these files and rules.
    fn checked(self, baseline: PathBuf) -> anyhow::Result<CheckArguments> {
        let usual = Arguments::try_parse_from(["macaronic", "check"])?.command;
        let Command::Check(usual) = usual else { bail!("`check` is another command") };
        Ok(CheckArguments {
            paths: self.paths,
            lang: self.lang,
            rules: self.rules,
            only: self.only,
            skip: self.skip,
            input_format: self.input_format,
            fields: self.fields,
            stdin_path: self.stdin_path,
            max_file_size: self.max_file_size,
            config: self.config,
            isolated: self.isolated,
            allow_empty: self.allow_empty,
            baseline: Some(baseline),
            ..usual
        })
    }
}

impl WriteArguments {
    /// The check whose findings are written.
    pub(super) fn checked(self, baseline: PathBuf) -> anyhow::Result<CheckArguments> {
        let checked = self.choice.checked(baseline)?;
        Ok(CheckArguments { min_severity: self.min_severity, ..checked })
    }
}

impl CompareArguments {
    /// The check that is compared.
    pub(super) fn checked(self, baseline: PathBuf) -> anyhow::Result<CheckArguments> {
        Ok(CheckArguments {
            format: self.format,
            output: self.output,
            min_severity: self.min_severity,
            fail_on: self.fail_on,
            color: self.color,
            ..self.choice.checked(baseline)?
        })
    }
}
