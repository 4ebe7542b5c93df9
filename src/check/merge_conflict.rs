//! Lines that a version control system left where two versions met.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "leak/merge-conflict",
    summary: "conflict markers of a version control system",
    why: "Both versions of a passage and the markers between them were published: 52 lines in 11 published documents. Only all \
          three markers in their order count, for a lone line of `=======` is a heading.",
    severity: Severity::Error,
    confidence: 99,
    mqm: "accuracy/addition",
    bad: &["Judul\n\n⟦<<<<<<< HEAD⟧\nHarga naik.\n=======\nHarga melonjak.\n>>>>>>> terjemahan\n"],
    good: &["Harga Naik\n=======\n\nHarga beras naik.\n"],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct MergeConflict;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(MergeConflict)
}

const MARKERS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

impl Check for MergeConflict {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let text = context.document.text();
        if !text.contains(MARKERS[0]) {
            return;
        }
        let mut open: Vec<Span> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            if line.starts_with(MARKERS[0]) {
                open = vec![span];
            } else if line.trim_end() == MARKERS[1] && open.len() == 1 {
                open.push(span);
            } else if line.starts_with(MARKERS[2]) && open.len() == 2 {
                open.push(span);
                out.push(report(&open));
                open.clear();
            }
        }
    }
}

fn report(markers: &[Span]) -> Diagnostic {
    let mut lines = markers.iter().copied();
    let first = lines.next().unwrap_or_default();
    let mut finding =
        DEF.report(first, "two versions with the conflict markers of a version control system");
    finding.related = lines
        .map(|span| Related {
            path: None,
            rule: DEF.id.to_owned(),
            message: "the conflict goes on here".to_owned(),
            span,
        })
        .collect();
    finding.with_fix(Fix::hint("keep one version and delete the three marker lines"))
}
