//! An attribution that was cut in two: `…,” tambahnya. mengulanginya “…`

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::edit::Edit;
use crate::text::fold::folded;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/attribution",
    summary: "an attribution after a quotation that ends with a full stop and goes on in lower case",
    why: "The verb after the quotation is closed as a sentence, and the participle that belonged to it is left behind without a subject.",
    severity: Severity::Error,
    confidence: 93,
    mqm: "fluency/grammar",
    bad: &[
        "“Kami siap,” ⟦katanya. menambahkan⟧ bahwa laga berikutnya berat.",
        "“Kami sudah tahu,” ⟦tambahnya. mengulanginya⟧ “Kami tahu.”",
    ],
    good: &[
        "“Kami siap,” katanya. Ia menambahkan bahwa laga berikutnya berat.",
        "“Kami siap,” katanya, menambahkan bahwa laga berikutnya berat.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A name may stand between the verb and the full stop: "kata Rina Hapsari."
const LONGEST_NAME: usize = 4;

struct Attribution;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Attribution)
}

impl Check for Attribution {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for (index, pair) in document.words.windows(2).enumerate() {
            let [left, right] = pair else { continue };
            if document.text().as_bytes().get(left.span.end()) != Some(&b'.') {
                continue;
            }
            let gap = document.slice(Span { start: left.span.end, end: right.span.start });
            let stop = gap.starts_with('.')
                && !gap.starts_with("..")
                && gap.get(1..).is_some_and(|rest| !rest.is_empty() && rest.trim().is_empty());
            if !stop
                || right.shape != Shape::Lower
                || context.vocabulary.lowercase_names.contains(document.slice(right.span))
            {
                continue;
            }
            if let Some(verb) = attribution(index, context) {
                out.push(report(verb, left.span.end, right.span, context));
            }
        }
    }
}

/// The span of the attribution verb that a name may follow up to word `last`, when it stands behind a
/// closing quotation mark.
fn attribution(last: usize, context: &Context<'_>) -> Option<Span> {
    let document = context.document;
    for index in (last.saturating_sub(LONGEST_NAME)..=last).rev() {
        let word = document.words.get(index)?;
        let is_verb = is_attribution_verb(&folded(document.slice(word.span)), context.vocabulary);
        if is_verb
            && document.before(word.span.start).trim_end().ends_with(['”', '"', '’', '»', '“'])
        {
            return Some(word.span);
        }
        let is_name =
            word.shape.is_capitalised() && index > 0 && context.is_adjacent(index - 1, index);
        if !is_name {
            return None;
        }
    }
    None
}

/// Whether a word attributes a quotation, with or without a clitic.
pub(super) fn is_attribution_verb(word: &str, vocabulary: &Vocabulary) -> bool {
    let verbs = &vocabulary.attribution_verbs;
    verbs.contains(word) || vocabulary.affixes.without_clitic(word).any(|rest| verbs.contains(rest))
}

fn report(verb: Span, stop: u32, next: Span, context: &Context<'_>) -> Diagnostic {
    let document = context.document;
    let message =
        format!("`{}` is left without a subject after the attribution", document.slice(next));
    let comma = Edit { span: Span { start: stop, end: stop + 1 }, text: ",".to_owned() };
    let title = "write a comma instead of the full stop".to_owned();
    DEF.report(verb.cover(next), message).with_fix(Fix {
        title,
        safety: Safety::Review,
        edits: vec![comma],
    })
}
