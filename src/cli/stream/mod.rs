//! `macaronic stream`: JSON Lines in, one answer a line out, in order. A chunk is read, asked, checked in
//! parallel and written before the next one, so that memory does not grow with the stream.

mod lines;
mod question;

use super::args::StreamArguments;
use super::plan::{configs, failing, language, options, ruled_languages, severity, try_rules};
use super::progress::Progress;
use super::stdin::hint_at_keyboard;
use crate::batch::{self, Batch, FileError, Ready, Unchecked};
use crate::data::languages::Language;
use crate::diagnostic::Severity;
use crate::engine::{CheckerOptions, Report};
use crate::format::Reading;
use crate::policy::selection::Selection;
use crate::render::answer::{self, Answer};
use crate::render::summary::{counted, without_rules, write_without_rules};
use crate::rules::load::LoadedPack;
use crate::source::Source;
use anyhow::Context;
use lines::{Line, Lines};
use question::{Fields, Refusal};
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// How the records of a stream are answered.
struct Stream {
    fields: Fields,
    batch: Batch,
    /// The language of records that name none.
    language: Option<Language>,
    reading: Reading,
    /// Findings below it are not written.
    least: Severity,
    /// The most bytes of a line.
    largest: u64,
}

/// A record that was read, or what there is to say instead.
struct Read {
    line: u64,
    id: Option<Box<RawValue>>,
    ready: Result<Ready, Refusal>,
}

/// The answer to one line.
struct Answered {
    json: String,
    count: Count,
}

/// What an answer adds to the counts.
enum Count {
    Ok { language: Language, worst: Option<Severity> },
    Skipped,
    Failed,
}

/// What a stream has come to.
#[derive(Default)]
struct Counts {
    ok: usize,
    skipped: usize,
    failed: usize,
    worst: Option<Severity>,
    languages: BTreeSet<Language>,
}

/// Answers every line of standard input.
///
/// # Errors
/// When the arguments make no sense, the rules are wrong, or a stream breaks.
pub(super) fn run(arguments: StreamArguments) -> anyhow::Result<ExitCode> {
    let fail_on = failing(arguments.fail_on);
    let jobs = arguments.jobs.map_or(0, Into::into);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let quiet = arguments.quiet;
    let stream = threads.install(|| Stream::new(arguments))?;
    if !quiet {
        hint_at_keyboard("JSON Lines");
    }
    let mut counts = Counts::default();
    let mut lines = Lines::new(io::stdin(), stream.largest);
    let mut out = BufWriter::new(io::stdout().lock());
    let progress = Progress::of_lines(quiet);
    loop {
        let chunk = lines.chunk().context("standard input")?;
        if chunk.is_empty() {
            break;
        }
        for answered in threads.install(|| stream.answers(chunk)) {
            out.write_all(answered.json.as_bytes())?;
            counts.add(&answered.count);
        }
        out.flush()?;
        progress.done().store(counts.all() as u64, Ordering::Relaxed);
    }
    drop(progress);
    if !quiet {
        counts.write(&mut io::stderr())?;
    }
    // the process ends here: taking the rules apart would only cost time
    std::mem::forget(stream);
    let fails = fail_on.is_some_and(|least| counts.worst >= Some(least));
    Ok(ExitCode::from(u8::from(fails)))
}

impl Stream {
    fn new(arguments: StreamArguments) -> anyhow::Result<Self> {
        let said = arguments.lang.as_deref().map(language).transpose()?;
        let config = configs(None, arguments.isolated)?.of_current()?;
        let own = config.as_ref().and_then(|config| config.language.as_ref());
        let said = said.or_else(|| own.map(|set| set.value));
        let CheckerOptions { packs, selection } =
            options(&arguments.rules, &arguments.only, &arguments.skip, config.as_deref())?;
        let mut languages: BTreeSet<_> = said.into_iter().collect();
        if !packs.is_empty() || selection != Selection::default() {
            // a record may be of any language, so a rule may be one of any
            languages.extend(ruled_languages());
            languages.extend(packs.iter().filter_map(pack_language));
        }
        let batch = Batch::new(said, CheckerOptions { packs, selection: selection.clone() });
        try_rules(&batch, &languages, &selection)?;
        Ok(Self {
            fields: Fields {
                text: arguments.text_field,
                id: arguments.id_field,
                lang: arguments.lang_field,
            },
            batch,
            language: said,
            reading: Reading { format: arguments.input_format, fields: Vec::new() },
            least: arguments.min_severity.map_or(Severity::Advice, severity),
            largest: arguments.max_line_size,
        })
    }

    /// The answers to some lines, in their order.
    fn answers(&self, lines: Vec<Line>) -> Vec<Answered> {
        let read: Vec<_> = lines.into_par_iter().map(|line| self.read(&line)).collect();
        let languages = read.iter().filter_map(|read| read.ready.as_ref().ok());
        self.batch.prepare(languages.map(|ready| ready.language));
        read.into_par_iter().map(|read| self.answer(read)).collect()
    }

    fn read(&self, line: &Line) -> Read {
        let question = self.fields.question(&line.content, line.number, self.largest);
        let ready = question.asked.and_then(|asked| {
            let source = Source::new("", asked.text).map_err(|error| failed(error.into()))?;
            batch::ready(source, self.reading.clone(), asked.language.or(self.language))
                .map_err(|unchecked| self.refusal(unchecked))
        });
        Read { line: line.number, id: question.id, ready }
    }

    /// What there is to say of a text that is not checked.
    fn refusal(&self, unchecked: Unchecked) -> Refusal {
        match unchecked {
            Unchecked::Skipped(skipped) => Refusal::Skipped(skipped.reason),
            Unchecked::Failed(FileError::Language { unsure, .. }) => Refusal::Skipped(format!(
                "{unsure}; name it in `{}`, or say it with --lang",
                self.fields.lang
            )),
            Unchecked::Failed(error) => failed(error),
        }
    }

    fn answer(&self, read: Read) -> Answered {
        let Read { line, id, ready } = read;
        let id = id.as_deref();
        let checked = ready.and_then(|ready| {
            let report = self.batch.check(ready).map_err(failed)?;
            batch::caught("", || self.checked(id, line, report)).map_err(failed)
        });
        checked.unwrap_or_else(|refusal| {
            let (answer, count) = match &refusal {
                Refusal::Skipped(reason) => (Answer::Skipped(reason), Count::Skipped),
                Refusal::Failed(error) => (Answer::Failed(error), Count::Failed),
            };
            Answered { json: answer::line(id, line, answer), count }
        })
    }

    fn checked(&self, id: Option<&RawValue>, line: u64, mut report: Report) -> Answered {
        let worst = report.findings.iter().map(|finding| finding.severity).max();
        report.findings.retain(|finding| finding.severity >= self.least);
        Answered {
            json: answer::line(id, line, Answer::Checked(&report)),
            count: Count::Ok { language: report.language, worst },
        }
    }
}

/// The language that a pack is for; none when it is for all.
fn pack_language(pack: &LoadedPack) -> Option<Language> {
    Language::from_tag(&pack.file.pack.language)
}

/// What went wrong, without the name of a file.
fn failed(error: FileError) -> Refusal {
    let text = match error {
        FileError::Panic { reason, .. } => {
            format!("a check broke down on this text: {reason}; please report it")
        }
        FileError::Malformed { line, column, reason, .. } => {
            format!("line {line}, column {column} of the text: {reason}")
        }
        error => error.to_string(),
    };
    Refusal::Failed(text)
}

impl Counts {
    fn add(&mut self, count: &Count) {
        match count {
            Count::Ok { language, worst } => {
                self.ok += 1;
                self.worst = self.worst.max(*worst);
                self.languages.insert(*language);
            }
            Count::Skipped => self.skipped += 1,
            Count::Failed => self.failed += 1,
        }
    }

    fn all(&self) -> usize {
        self.ok + self.skipped + self.failed
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_without_rules(&without_rules(self.languages.iter().copied()), out)?;
        let all = counted(self.all(), "record");
        let (ok, skipped) = (self.ok, self.skipped);
        writeln!(out, "{all} in: {ok} ok, {skipped} skipped, {}", counted(self.failed, "error"))
    }
}
