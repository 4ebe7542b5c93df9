//! A noun doubled by displaced link text: "perjanjian tersebut Perjanjian Kemitraan".

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::{folded, is_same_folded};
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/displaced-noun",
    summary: "a noun repeated by displaced link text",
    why: "The article of a linked name becomes a demonstrative, and the translated link text follows with its own noun: \
          “the Partnership Agreement” comes out as “perjanjian tersebut Perjanjian Kemitraan”.",
    severity: Severity::Error,
    confidence: 95,
    mqm: "fluency/grammar",
    bad: &[
        "Kedua kota menandatangani ⟦perjanjian tersebut Perjanjian⟧ Sungai Bersama.",
        "Ia menyamai ⟦rekor tersebut Rekor⟧ Bastian Lorwin tahun lalu.",
    ],
    good: &[
        "Perjanjian itu menggantikan perjanjian lama.",
        "Isi perjanjian tersebut diatur Perjanjian Sungai Bersama.",
        "Ia membaca buku itu. Buku lain dipinjamnya.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct DisplacedNoun;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(DisplacedNoun)
}

impl Check for DisplacedNoun {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for (index, word) in document.words.iter().enumerate() {
            let is_noun_again = word.shape == Shape::Capital && !word.is_first && index >= 2;
            if !is_noun_again
                || !context.is_adjacent(index - 1, index)
                || !context.is_adjacent(index - 2, index - 1)
            {
                continue;
            }
            let demonstrative = folded(document.word(index - 1));
            let noun = document.word(index - 2);
            if context.vocabulary.demonstratives.contains(&demonstrative)
                && is_same_folded(noun, document.word(index))
            {
                out.push(report(index, context));
            }
        }
    }
}

fn report(again: usize, context: &Context<'_>) -> Diagnostic {
    let document = context.document;
    let span_of =
        |index: usize| document.words.get(index).map_or_else(Span::default, |word| word.span);
    let (noun, demonstrative, name) = (span_of(again - 2), span_of(again - 1), span_of(again));
    let keep_name = Fix::delete(
        Span { start: noun.start, end: name.start },
        format!("keep the name: `{}`", document.slice(name)),
    );
    let keep_noun = Fix::delete(
        Span { start: noun.end, end: name.end },
        format!("keep the noun: `{}`", document.slice(noun)),
    );
    // "Perjanjian Kemitraan" goes on as a name of common words; a person's name makes it a genitive
    let next_is_word =
        context.is_adjacent(again, again + 1) && context.standing(again + 1) == Standing::Native;
    let fixes = if next_is_word { [keep_name, keep_noun] } else { [keep_noun, keep_name] };
    let message = format!(
        "`{}` stands twice around `{}`: displaced link text",
        document.slice(noun),
        document.slice(demonstrative)
    );
    let mut finding = DEF.report(noun.cover(name), message);
    finding.fixes.extend(fixes);
    finding
}
