//! The arguments as typed.

use super::baseline::arguments::BaselineArguments;
use super::report_file::ReportFile;
use crate::render::{FORMATS, Format, format};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Lints translated articles: finds fragments of other languages and the artifacts that translation
/// pipelines leave behind.
#[derive(Debug, Parser)]
#[command(name = "macaronic", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  macaronic check --lang id articles/        lint the articles of a folder
  macaronic check --lang id --diff a.txt     show the safe fixes as a diff
  macaronic baseline write --lang id .       known findings are not reported again
  macaronic stream --lang id < in.jsonl      one JSON record in, one answer out
  macaronic explain exonym/country           why a rule exists and how to switch it off
  macaronic init                             write a house pack to start from

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 the job could not be done.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check articles, show what is wrong, and fix it on request
    Check(CheckArguments),
    /// Write down the findings of today, so that only new ones are reported; compare with them
    Baseline(BaselineArguments),
    /// Check the records of a JSON Lines stream, one answer a line, for pipelines
    Stream(StreamArguments),
    /// Explain a rule: what, why, examples, how safe its fix is, how to switch it off
    Explain(ExplainArguments),
    /// List the rules, test their examples, print the schema of a pack or of `macaronic.toml`
    Rules(RulesArguments),
    /// Tell which rule, list or lexicon accepts or rejects a word
    Trace(TraceArguments),
    /// Write a commented house pack to start from
    Init(InitArguments),
    /// Print shell completions or the man page
    #[command(hide = true)]
    Generate(GenerateArguments),
}

/// What `macaronic check` is given.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(after_help = CHECK_HELP)]
pub(super) struct CheckArguments {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// The language the articles are written in, as a BCP 47 tag; when left out, the one in the name of
    /// each file (`article.id.txt`), else told from its text
    #[arg(long, value_name = "TAG", env = "MACARONIC_LANG")]
    pub(super) lang: Option<String>,
    /// A pack of your own, or a folder of packs, over the built-in ones; may be given again
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) rules: Vec<PathBuf>,
    /// Only these rules or families (`exonym/country`, `leak`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Not these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,
    /// How findings are written to standard output
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(super) format: Option<&'static Format>,
    /// Write a report to a file besides, in any of the formats; may be given again
    #[arg(long, value_name = "FORMAT=FILE", value_parser = ReportFile::parse)]
    pub(super) output: Vec<ReportFile>,
    /// Leave out findings below this severity; on the terminal, `advice` unfolds the advice
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) min_severity: Option<Level>,
    /// Exit with 1 when there are findings of this severity or above; `error` when left out
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Apply the safe fixes to the files; with `-` the fixed text goes to standard output
    #[arg(long)]
    pub(super) fix: bool,
    /// Apply the fixes that a person should look at, too
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Show the fixes as a diff that `patch` applies, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub(super) diff: bool,
    /// The format of all texts, whatever their names end in: text, markdown, html, json, jsonl, po, xliff,
    /// srt, vtt; told by the ending of each name when left out
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    pub(super) input_format: Option<crate::format::Format>,
    /// The fields of structured texts to check, as paths (`title,body.text`); the usual ones of articles
    /// when left out
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub(super) fields: Vec<String>,
    /// The name to show for standard input
    #[arg(long, value_name = "PATH", default_value = "<stdin>")]
    pub(super) stdin_path: String,
    /// Files larger than this many bytes are skipped and named; standard input is then an error
    #[arg(long, value_name = "BYTES")]
    pub(super) max_file_size: Option<u64>,
    /// Do not report the findings in this file, which `macaronic baseline write` makes
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Report what the baseline of the configuration knows, too
    #[arg(long)]
    pub(super) no_baseline: bool,
    /// Only findings on lines that were changed since the current branch left this git revision,
    /// committed or not; files without changes are not read
    #[arg(long, value_name = "REVISION")]
    pub(super) since: Option<String>,
    /// Take this configuration for every file, instead of the nearest `macaronic.toml` of each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) isolated: bool,
    /// Print what holds for the paths and where it is written, and check nothing
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(super) show_config: bool,
    /// Print which files would be checked, as what, and which not and why, and check nothing
    #[arg(long, conflicts_with_all = ["fix", "diff", "show_config"])]
    pub(super) show_files: bool,
    /// Count the findings by rule in place of showing them; with --format json or jsonl as JSON
    #[arg(long, conflicts_with = "diff")]
    pub(super) statistics: bool,
    /// Write the findings and nothing else: no summary, no progress, no list of changes; errors are still told
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Stay, and check again whenever an article, a pack or `macaronic.toml` changes; Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "output", "format", "show_config", "show_files"])]
    pub(super) watch: bool,
    /// Finding nothing to check is no failure
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(super) color: Colour,
}

const CHECK_HELP: &str = "\
Give --lang wherever you can, or name the files `article.id.txt`, `article.pt-BR.txt`: an article \
that is still in English is then an error, not an English article. --lang wins over the name, the \
name over the text; a text whose language cannot be told is exit code 2. In a folder the files of a known format are read; others are counted as skipped.

  macaronic check --lang id -              < article.txt
  macaronic check --lang id --rules desk.toml --fail-on warning articles/
  macaronic check --lang id --format jsonl articles/ | jq .rule
  macaronic check --lang id --output sarif=out.sarif --output junit=out.xml articles/
  macaronic check --lang id --baseline macaronic-baseline.json articles/
  macaronic check --lang id --since origin/main articles/
  macaronic check --lang id --statistics articles/
  macaronic check --lang id --watch articles/

On a terminal a run of more than half a second shows how far it is, on standard error; not with --quiet, and \
not where CI is set or TERM is `dumb`. The bar has no colours.";

/// What `macaronic stream` is given.
#[derive(Debug, Args)]
#[command(after_help = STREAM_HELP)]
pub(super) struct StreamArguments {
    /// The field with the text to check
    #[arg(long, value_name = "FIELD", default_value = "text")]
    pub(super) text_field: String,
    /// The field that the answer repeats, whatever its type
    #[arg(long, value_name = "FIELD", default_value = "id")]
    pub(super) id_field: String,
    /// The field with the language of the text, as a BCP 47 tag
    #[arg(long, value_name = "FIELD", default_value = "lang")]
    pub(super) lang_field: String,
    /// The language of records that name none; told from each text when left out
    #[arg(long, value_name = "TAG", env = "MACARONIC_LANG")]
    pub(super) lang: Option<String>,
    /// A pack of your own, or a folder of packs, over the built-in ones; may be given again
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) rules: Vec<PathBuf>,
    /// Only these rules or families (`exonym/country`, `leak`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Not these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,
    /// Leave out findings below this severity
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) min_severity: Option<Level>,
    /// Exit with 1 when there are findings of this severity or above
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Never)]
    pub(super) fail_on: FailOn,
    /// The format of the texts
    #[arg(long, value_name = "FORMAT", value_parser = input_format, default_value = "text")]
    pub(super) input_format: crate::format::Format,
    /// Read no configuration; without it that of the current folder holds
    #[arg(long)]
    pub(super) isolated: bool,
    /// How many threads check; as many as there are processors when left out
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Say nothing on standard error but errors: no progress, no count of records
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// A line of more than this many bytes is not kept; its answer is an error
    #[arg(long, value_name = "BYTES", default_value_t = crate::batch::LARGEST_FILE)]
    pub(super) max_line_size: u64,
}

/// A format by its name.
pub(super) fn input_format(name: &str) -> Result<crate::format::Format, String> {
    use crate::format::Format;
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Format::all().map(Format::name).collect();
        format!("no such format; there are {}", names.join(", "))
    })
}

const STREAM_HELP: &str = "\
Standard input has one JSON object a line; standard output gets one answer for each line, in the same \
order, as soon as the line is there:

  {\"v\":1,\"id\":…,\"line\":1,\"status\":\"ok\",\"language\":\"id\",\"findings\":[…]}

`status` is `ok`, `skipped` (with a `reason`: no text in it, blank line, language cannot be told) or \
`error` (with an `error`: a line that is no record, no text, an unknown language). A finding is that \
of `check --format jsonl` without its path; offsets are those of the text. Names are not compared \
across records.

Exit codes: 0 every line was answered, 1 findings at or above --fail-on, 2 the job could not be done.

  macaronic stream --lang id < articles.jsonl > findings.jsonl
  macaronic stream --text-field body --id-field url --fail-on error < articles.jsonl";

/// The formats by their names.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(names).try_map(|name| format(&name).ok_or("no such format"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    Error,
    Warning,
    Advice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Advice,
    /// Findings never fail the run
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

/// What `macaronic explain` is given.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule (`exonym/country`), or a family (`exonym`)
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) packs: PackArguments,
}

/// Which rules a command is about.
#[derive(Debug, Args)]
pub(super) struct PackArguments {
    /// The language of the rules
    #[arg(long, value_name = "TAG", default_value = "id")]
    pub(super) lang: String,
    /// A pack of your own, or a folder of packs; may be given again
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) rules: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    #[command(subcommand)]
    pub(super) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// List every rule with its severity and what it finds
    List(PackArguments),
    /// Run the examples of the rules: Noisy, Missing and Wrong span are named
    Test(TestArguments),
    /// Print the JSON schema of a pack or of `macaronic.toml`, for editors and validators
    Schema(SchemaArguments),
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Of which file
    #[arg(value_enum, value_name = "FILE", default_value_t = Schema::Pack)]
    pub(super) of: Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Schema {
    /// A pack of rules
    Pack,
    /// `macaronic.toml`
    Config,
}

#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// Packs of your own, or folders of packs; the built-in rules are tested when none is given
    #[arg(value_name = "FILE|DIR")]
    pub(super) packs: Vec<PathBuf>,
    /// The language of the rules
    #[arg(long, value_name = "TAG", default_value = "id")]
    pub(super) lang: String,
}

/// What `macaronic trace` is given.
#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// The word, or a few words in quotes
    #[arg(value_name = "WORD")]
    pub(super) word: String,
    #[command(flatten)]
    pub(super) packs: PackArguments,
}

/// What `macaronic init` is given.
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "house.toml")]
    pub(super) file: PathBuf,
    /// The language of the pack
    #[arg(long, value_name = "TAG", default_value = "id")]
    pub(super) lang: String,
}

/// What `macaronic generate` is given.
#[derive(Debug, Args)]
pub(super) struct GenerateArguments {
    /// What to print
    #[arg(value_enum)]
    pub(super) what: Generated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Generated {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
    Man,
}
