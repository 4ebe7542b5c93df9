//! Comments that silence rules: for the next block, for a stretch, for the file; and `[sic]`.
//!
//! `<!-- macaronic-ignore exonym/country, mixed: the name on the passport -->`

use super::selection::Selection;
use crate::check::ACROSS;
use crate::check::suppression::{INVALID, UNUSED};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::format::carved::Remark;
use crate::rules::load::no_such_rule;
use crate::rules::set::is_selected;
use crate::text::span::Span;

/// What all such comments begin with.
const MARK: &str = "macaronic-";
/// Written behind words that stand so in the source.
const SIC: [&str; 4] = ["[sic]", "[sic!]", "(sic)", "(sic!)"];

/// Why a finding is not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silencer {
    /// A comment of the file.
    Comment,
    /// The author says that it stands so in the source.
    Sic,
    /// A text that a pack or the configuration allows.
    Allowed,
    /// A baseline that knows it.
    Baseline,
}

/// A finding that is not reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Diagnostic,
    /// What silences it.
    pub by: Silencer,
    /// Why, as its author wrote; may be empty.
    pub reason: String,
}

/// A stretch of a file in which rules are silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The bytes of the file.
    stretch: Span,
    /// The rules and families; all when empty.
    rules: Vec<String>,
    reason: String,
    /// The comment.
    comment: Span,
    is_used: bool,
}

/// The comments of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silences {
    silences: Vec<Silence>,
    invalid: Vec<Diagnostic>,
}

/// What a comment asks for.
enum Request<'r> {
    Next(&'r str),
    Start(&'r str),
    End,
    File(&'r str),
}

impl Silences {
    /// Reads the comments of a document; `ids` are the rules that there are.
    #[must_use]
    pub fn of(document: &Document, ids: &[&str]) -> Self {
        let mut all = Self::default();
        let mut open: Vec<Silence> = Vec::new();
        for remark in document.remarks.iter().filter(|remark| remark.text.starts_with(MARK)) {
            match request(&remark.text) {
                None => all.complain(remark.source, format!("`{}` is no comment that is known; write `macaronic-ignore RULE: reason`, `…-start`, `…-end` or `…-file`", remark.text)),
                Some(Request::Next(rest)) => {
                    let stretch = next_block(remark, document);
                    all.add(rest, stretch, remark.source, ids);
                }
                Some(Request::File(rest)) => {
                    let stretch = Span { start: 0, end: u32::MAX };
                    all.add(rest, stretch, remark.source, ids);
                }
                Some(Request::Start(rest)) => {
                    let stretch = Span { start: remark.source.end, end: u32::MAX };
                    open.extend(all.read(rest, stretch, remark.source, ids));
                }
                Some(Request::End) => match open.pop() {
                    Some(mut silence) => {
                        silence.stretch.end = remark.source.start;
                        all.silences.push(silence);
                    }
                    None => all.complain(remark.source, "nothing to end here: there is no `macaronic-ignore-start` before".to_owned()),
                },
            }
        }
        for silence in open {
            all.complain(silence.comment, "it is never ended, and silences the rest of the file; write `macaronic-ignore-end`".to_owned());
            all.silences.push(silence);
        }
        all
    }

    fn complain(&mut self, comment: Span, message: String) {
        self.invalid.push(INVALID.report(comment, message));
    }

    fn add(&mut self, rest: &str, stretch: Span, comment: Span, ids: &[&str]) {
        let silence = self.read(rest, stretch, comment, ids);
        self.silences.extend(silence);
    }

    /// The rules and the reason of a comment; a rule that does not exist is complained about.
    fn read(&mut self, rest: &str, stretch: Span, comment: Span, ids: &[&str]) -> Option<Silence> {
        let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let names = names.split([',', ' ', '\t', '\n']).map(str::trim);
        let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
        let is_rule = |name: &&&str| ids.iter().any(|id| is_selected(id, name));
        let (known, unknown): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| is_rule(name));
        for name in &unknown {
            self.complain(comment, no_such_rule(name, ids.iter().copied()));
        }
        let silences_something = unknown.is_empty() || !known.is_empty();
        silences_something.then(|| Silence {
            stretch,
            rules: known.into_iter().map(str::to_owned).collect(),
            reason: reason.trim().to_owned(),
            comment,
            is_used: false,
        })
    }

    /// Whether a rule is silent at a byte of the file, and why.
    pub fn at(&mut self, rule: &str, byte: u32) -> Option<&str> {
        let silence = self.silences.iter_mut().find(|silence| silence.holds(rule, byte))?;
        silence.is_used = true;
        Some(&silence.reason)
    }

    /// The same for a question that is asked when all comments are known to be in use or not.
    #[must_use]
    pub fn is_silent(&self, rule: &str, byte: u32) -> bool {
        self.silences.iter().any(|silence| silence.holds(rule, byte))
    }

    /// What is wrong with the comments; spans are bytes of the file. In a run of some rules only, a comment
    /// may be there for the others; one for a rule across files is in use or not when all are read.
    #[must_use]
    pub fn complaints(&self, selection: &Selection) -> Vec<Diagnostic> {
        let runs_all = *selection == Selection::default();
        let unused = self.silences.iter().filter(|silence| {
            runs_all
                && !silence.is_used
                && !silence.rules.iter().any(|rule| is_selected(ACROSS, rule))
        });
        let unused = unused.map(|silence| {
            UNUSED.report(silence.comment, "this comment silences nothing; delete it")
        });
        self.invalid.iter().cloned().chain(unused).collect()
    }
}

impl Silence {
    fn holds(&self, rule: &str, byte: u32) -> bool {
        let named = self.rules.is_empty() || self.rules.iter().any(|name| is_selected(rule, name));
        named && self.stretch.start <= byte && byte < self.stretch.end
    }
}

fn request(text: &str) -> Option<Request<'_>> {
    let rest = text.strip_prefix(MARK)?.strip_prefix("ignore")?;
    let end = rest.find([' ', ':', '\t', '\n']).unwrap_or(rest.len());
    let (word, rest) = rest.split_at_checked(end)?;
    match word {
        "" => Some(Request::Next(rest)),
        "-start" => Some(Request::Start(rest)),
        "-end" => Some(Request::End),
        "-file" => Some(Request::File(rest)),
        _ => None,
    }
}

/// The block around a comment, else the first one after it.
fn next_block(remark: &Remark, document: &Document) -> Span {
    let blocks = document.blocks.iter().map(|block| document.prose().to_source(block.span).span);
    let (start, end) = (remark.source.start, remark.source.end);
    let around = |block: &Span| block.start < start && end < block.end;
    let after = blocks.clone().filter(|block| block.start >= end).min();
    blocks.clone().find(around).or(after).unwrap_or(Span { start: end, end })
}

/// Whether `[sic]` follows a finding.
#[must_use]
pub fn is_sic(finding: &Diagnostic, document: &Document) -> bool {
    let after = document.after(finding.span.end);
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || "\"'”’»*_".contains(c));
    let start = after.get(..6).or_else(|| after.get(..5)).unwrap_or(after).to_ascii_lowercase();
    SIC.iter().any(|sic| start.starts_with(sic))
}
