//! How many injected fragments the linter finds, and how often it cries wolf, language by language:
//! `cargo run --release --example accuracy -- FILE.jsonl [--langs id,es] [--severity all|warning|error]`.
//!
//! Counted are the findings about words of another language, those of the families `mixed` and `exonym`.
//! The form of the file is told in `benchmark.rs`, the measures in `score.rs`.

mod benchmark;
mod score;

use anyhow::{Context, bail};
use benchmark::Document;
use clap::{Parser, ValueEnum};
use macaronic::{Checker, Severity, Source, Span};
use rayon::prelude::*;
use score::{Counts, Figures};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The families of rules that say that words are of another language.
const FAMILIES: [&str; 2] = ["mixed", "exonym"];

/// Measures the accuracy of the linter on a benchmark.
#[derive(Debug, Parser)]
#[command(name = "accuracy")]
struct Arguments {
    /// The benchmark: one document a line, as JSON
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    /// Only the documents of these languages
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    langs: Vec<String>,
    /// Count findings of this severity and above; when left out, one table for each
    #[arg(long, value_enum)]
    severity: Option<Grade>,
}

/// Which findings count.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Grade {
    /// Every finding
    All,
    /// Errors and warnings
    Warning,
    /// Errors only
    Error,
}

impl Grade {
    const fn title(self) -> &'static str {
        match self {
            Self::All => "All findings",
            Self::Warning => "Errors and warnings",
            Self::Error => "Errors only",
        }
    }

    const fn least(self) -> Severity {
        match self {
            Self::All => Severity::Advice,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

/// A stretch that the linter reports, in bytes, and how loud it is.
type Reported = (Span, Severity);

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // nobody is left to tell when standard error is closed
            let _ = writeln!(io::stderr(), "accuracy: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// A reader that has seen enough (`… | head`) is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<io::Error>();
    cause.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let documents = documents(arguments)?;
    let reported = reported(&documents)?;
    let mut out = io::stdout().lock();
    if let Some(grade) = arguments.severity {
        write_table(&figures(&documents, &reported, grade), &mut out)?;
        return Ok(());
    }
    for (number, &grade) in Grade::value_variants().iter().enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{}:\n", grade.title())?;
        write_table(&figures(&documents, &reported, grade), &mut out)?;
    }
    Ok(())
}

/// The documents of the languages that are asked for.
fn documents(arguments: &Arguments) -> anyhow::Result<Vec<Document>> {
    let file = arguments.file.display();
    let text = std::fs::read_to_string(&arguments.file)
        .with_context(|| format!("{file}: give the path of a benchmark, a UTF-8 file"))?;
    let mut documents = benchmark::read(&file.to_string(), &text)?;
    if documents.is_empty() {
        bail!("{file}: no documents; the file must hold one JSON document a line");
    }
    let present: BTreeSet<_> = documents.iter().map(|document| document.lang.clone()).collect();
    if let Some(absent) = arguments.langs.iter().find(|tag| !present.contains(*tag)) {
        let present = present.into_iter().collect::<Vec<_>>().join(",");
        bail!("{file}: no documents of `{absent}`; choose --langs from {present}");
    }
    if !arguments.langs.is_empty() {
        documents.retain(|document| arguments.langs.contains(&document.lang));
    }
    Ok(documents)
}

/// What the linter reports of each document.
fn reported(documents: &[Document]) -> anyhow::Result<Vec<Vec<Reported>>> {
    let tags: BTreeSet<&str> = documents.iter().map(|document| document.lang.as_str()).collect();
    let checkers: BTreeMap<&str, Checker> = tags
        .into_par_iter()
        .map(|tag| Ok((tag, Checker::for_language(tag)?)))
        .collect::<anyhow::Result<_>>()?;
    let of_document = |document: &Document| {
        let checker = checkers.get(document.lang.as_str()).context("a language has a checker")?;
        let report = checker.check(Source::new(&document.id, &document.text)?);
        let counted = report.findings.iter().filter(|found| FAMILIES.contains(&found.family()));
        Ok(counted.map(|found| (found.span, found.severity)).collect())
    };
    documents.par_iter().map(of_document).collect()
}

/// The figures of each language, in the order of the file.
fn figures<'d>(
    documents: &'d [Document],
    reported: &[Vec<Reported>],
    grade: Grade,
) -> Vec<(&'d str, Figures)> {
    let mut rows: Vec<(&str, Counts)> = Vec::new();
    for (document, reported) in documents.iter().zip(reported) {
        let loud = reported.iter().filter(|(_, severity)| *severity >= grade.least());
        let covered = score::covered(&document.text, loud.map(|(span, _)| *span));
        let at = rows.iter().position(|(tag, _)| *tag == document.lang).unwrap_or(rows.len());
        if at == rows.len() {
            rows.push((&document.lang, Counts::default()));
        }
        rows[at].1.add(document, &covered);
    }
    rows.into_iter().map(|(tag, counts)| (tag, counts.figures())).collect()
}

/// Writes a Markdown table: a row a language, then their mean. What cannot be measured is a dash.
fn write_table(rows: &[(&str, Figures)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| lang | {} |", score::COLUMNS.join(" | "))?;
    writeln!(out, "|---{}|", "|---".repeat(score::COLUMNS.len()))?;
    let all: Vec<Figures> = rows.iter().map(|(_, figures)| *figures).collect();
    for (name, figures) in rows.iter().copied().chain([("MACRO", score::mean(&all))]) {
        let shown = figures.map(|figure| figure.map_or("–".to_owned(), |it| format!("{it:.1}")));
        writeln!(out, "| {name} | {} |", shown.join(" | "))?;
    }
    Ok(())
}
