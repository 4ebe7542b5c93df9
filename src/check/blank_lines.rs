//! A gap where something was cut out.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "leftover/blank-lines",
    summary: "three or more blank lines, where an embed was cut",
    why: "A picture, a player or an advertisement that was cut from the page leaves its empty lines.",
    severity: Severity::Advice,
    confidence: 90,
    mqm: "fluency/punctuation",
    bad: &["Paragraf pertama selesai.⟦\n\n\n\n⟧Paragraf kedua mulai."],
    good: &["Paragraf pertama selesai.\n\n\nParagraf kedua mulai.", "Paragraf terakhir.\n\n\n\n\n"],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// Four line ends are three blank lines.
const FEWEST_LINE_ENDS: usize = 4;

struct BlankLines;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(BlankLines)
}

impl Check for BlankLines {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for pair in document.blocks.windows(2) {
            let [above, below] = pair else { continue };
            let gap = Span { start: above.span.end, end: below.span.start };
            let between = document.slice(gap);
            let ends = between.matches('\n').count();
            // the gap between blocks of markup stands nowhere in the file
            if ends >= FEWEST_LINE_ENDS && document.prose().to_source(gap).encoding.is_some() {
                let line_end = if between.contains("\r\n") { "\r\n" } else { "\n" };
                let finding = DEF.report(gap, format!("{} blank lines", ends - 1));
                let mut fix = Fix::replace(gap, line_end.repeat(2), Safety::Safe);
                "leave one blank line".clone_into(&mut fix.title);
                out.push(finding.with_fix(fix));
            }
        }
    }
}
