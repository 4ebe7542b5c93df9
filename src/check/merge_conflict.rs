//! Lines that a version control system left where two versions met.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::format::conflict;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;

pub(super) static DEF: Def = Def {
    id: "leak/merge-conflict",
    summary: "conflict markers of a version control system",
    why: "Both versions of a passage and the markers between them were published: 52 lines in 11 published documents. Each line is reported, \
          for each must go. A lone marker counts only with its label, and a lone line of `=======` is a heading.",
    severity: Severity::Error,
    confidence: 99,
    mqm: "accuracy/addition",
    bad: &[
        "Judul\n\n⟦<<<<<<< HEAD⟧\nHarga naik.\n=======\nHarga melonjak.\n>>>>>>> terjemahan\n",
        "Harga beras naik.\n\n⟦>>>>>>> origin/main⟧\n\nHarga cabai turun.\n",
    ],
    good: &[
        "Harga Naik\n=======\n\nHarga beras naik.\n",
        ">>>>>>> setuju\n>>>>>> Rapat warga itu hari Senin.\n\nBalasan itu dikirim pada pagi hari.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct MergeConflict;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(MergeConflict)
}

impl Check for MergeConflict {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        for line in conflict::markers(context.document.text()) {
            out.push(
                DEF.report(line, "a conflict marker of a version control system")
                    .with_fix(Fix::hint("keep one version and delete the marker lines")),
            );
        }
    }
}
