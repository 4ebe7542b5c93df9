//! An article that breaks off.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::block::BlockKind;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/truncated",
    summary: "a paragraph that breaks off",
    why: "Output limits cut the last sentence. After a conjunction or preposition that is certain; a last paragraph without a full stop is \
          only worth a look.",
    severity: Severity::Warning,
    confidence: 90,
    mqm: "accuracy/omission",
    bad: &[
        "Hujan deras turun sejak pagi.\n\nPetugas memindahkan warga ke gedung sekolah karena air terus ⟦dan⟧",
        "Hujan deras turun sejak pagi.\n\nPetugas memindahkan puluhan warga yang rumahnya terendam ke gedung sekolah di dekat ⟦sungai⟧",
    ],
    good: &[
        "Hujan deras turun sejak pagi.\n\nPetugas memindahkan warga ke gedung sekolah.\n\n(ant/rif)",
        "Resep\n\n- dua butir telur\n- satu sendok gula dan garam",
        "Hujan deras turun sejak pagi.\n\nPenulis adalah pengajar di Universitas Kota Lama, tinggal di Bandung",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A shorter line is a credit, a heading or a list item.
const FEWEST_WORDS: usize = 6;
/// A last paragraph without a full stop counts from here on.
const FEWEST_WITHOUT_STOP: usize = 12;

struct Truncated;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Truncated)
}

impl Check for Truncated {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        let bodies = document.blocks.iter().enumerate().skip(1);
        let long = bodies.filter(|(_, block)| {
            document.words_in(block.span).len() >= FEWEST_WORDS && !block.kind.is_fragment()
        });
        let long: Vec<_> = long.collect();
        for (index, block) in &long {
            let Some(last) =
                document.words_in(block.span).last().and_then(|last| document.words.get(last))
            else {
                continue;
            };
            let tail = document.slice(Span { start: last.span.end, end: block.span.end });
            let word = document.slice(last.span);
            if last.shape != Shape::Lower || !tail.trim_matches([',', ' ']).is_empty() {
                continue;
            }
            let is_final = long.last().is_some_and(|(final_index, _)| final_index == index);
            if context.vocabulary.truncation_words.contains(&folded(word)) {
                out.push(report(
                    last.span,
                    format!("the paragraph breaks off after `{word}`"),
                    DEF.severity,
                ));
            } else if is_final && lacks_stop(*index, context) {
                out.push(report(
                    last.span,
                    "the last paragraph ends without a full stop".to_owned(),
                    Severity::Advice,
                ));
            }
        }
    }
}

fn report(span: Span, message: String, severity: Severity) -> Diagnostic {
    let mut finding = DEF.report(span, message);
    finding.severity = severity;
    finding.with_fix(Fix::hint("take the rest of the sentence from the source"))
}

/// Whether a long paragraph has no full stop although the one before it has.
fn lacks_stop(index: usize, context: &Context<'_>) -> bool {
    let document = context.document;
    let Some(block) = document.blocks.get(index) else { return false };
    let before = document
        .blocks
        .iter()
        .take(index)
        .filter(|block| block.kind == BlockKind::Paragraph)
        .count();
    let words = document.words_in(block.span);
    let lower = words
        .clone()
        .filter(|&index| document.words.get(index).is_some_and(|word| word.shape == Shape::Lower))
        .count();
    before > 0 && words.len() >= FEWEST_WITHOUT_STOP && lower * 4 >= words.len() * 3
}
