//! A sentence that begins in lower case: cut from another, or left behind by an edit.

use super::term_rules::capitalised;
use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/lowercase-start",
    summary: "a lower-case letter after a full stop",
    why: "EYD V I.F.1: a sentence begins with a capital. Without its guards the check is useless (24 machine against 17 human hits in \
          1,000 news segments): the word before the stop must be no shortening, and the word behind it a common one.",
    severity: Severity::Warning,
    confidence: 88,
    mqm: "fluency/spelling",
    bad: &[
        "Indeks ditutup naik 1,2 persen. ⟦saham⟧ perbankan memimpin kenaikan.",
        "Warga bertahan di tenda. ⟦mereka⟧ menunggu bantuan.",
    ],
    good: &[
        "Gugatan a.n. Suratmin dkk. terhadap panitia ditolak.",
        "Perusahaan itu menunggu. iPhone baru belum datang.",
        "Ia menunggu... lalu pergi.",
        "Lihat hlm. delapan buku itu.",
        "Ia tinggal di Jl. melati nomor dua.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A shorter word before the stop is likelier a shortening that no list has.
const SHORTEST_LAST_WORD: usize = 4;
/// A word that begins a sentence by mistake is a common one; rarer ones are names and terms.
const COMMON: f32 = 3.5;

struct LowercaseStart;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(LowercaseStart)
}

impl Check for LowercaseStart {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        if context.vocabulary.abbreviations.is_empty() {
            return;
        }
        for pair in document.words.windows(2) {
            let [left, right] = pair else { continue };
            let gap = document.slice(Span { start: left.span.end, end: right.span.start });
            if right.shape != Shape::Lower || !is_full_stop(gap) {
                continue;
            }
            let (before, word) = (document.slice(left.span), document.slice(right.span));
            if ends_sentence(before, left.shape, context) && begins_sentence(word, context) {
                let finding =
                    DEF.report(right.span, format!("`{word}` begins a sentence in lower case"));
                out.push(finding.with_fix(Fix::replace(
                    right.span,
                    capitalised(word),
                    Safety::Review,
                )));
            }
        }
    }
}

/// One full stop, closing marks perhaps, and a blank on the same line.
fn is_full_stop(gap: &str) -> bool {
    let Some(rest) = gap.strip_prefix('.') else { return false };
    let rest = rest.trim_start_matches([')', ']']);
    !rest.is_empty() && rest.chars().all(|c| matches!(c, ' ' | '\u{A0}'))
}

fn ends_sentence(word: &str, shape: Shape, context: &Context<'_>) -> bool {
    let folded = folded(word);
    let vocabulary = context.vocabulary;
    let long = word.chars().count() >= SHORTEST_LAST_WORD && !word.contains('.');
    let plain = matches!(shape, Shape::Lower | Shape::Capital) && vocabulary.is_native(&folded)
        || shape == Shape::Capital && long;
    long && plain && !vocabulary.abbreviations.holds(word)
}

fn begins_sentence(word: &str, context: &Context<'_>) -> bool {
    let folded = folded(word);
    let vocabulary = context.vocabulary;
    let common = vocabulary.native_zipf(&folded) >= COMMON
        || vocabulary.function_words.contains(&folded)
        || vocabulary.is_native(&folded);
    common && word.chars().count() > 2 && !vocabulary.lowercase_names.contains(&folded)
}
