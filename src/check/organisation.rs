//! An English institution with the country in the target language behind it:
//! "National Intelligence Service Korea Selatan".

use super::{Check, Def, Entry};
use crate::data::lists;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::vocabulary::{Vocabulary, WordSet};
use crate::rules::set::RuleSet;
use crate::text::fold::{as_folded, folded};
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "mixed/organisation",
    summary: "an English institution directly before a country in the target language",
    why: "Good translators keep English names of organisations or translate them whole; half of each is a leak. Measured: one hit in 239,000 \
          clean words, a true one. English organisation names alone are left alone.",
    severity: Severity::Error,
    confidence: 92,
    mqm: "accuracy/untranslated",
    bad: &[
        "Data itu dirilis ⟦National Weather Agency⟧ Selandia Baru.",
        "Menurut ⟦Ministry of Education⟧ Finlandia, sekolah dibuka Senin.",
        "Menurut Organisasi Internasional untuk ⟦Migration⟧ (IOM), jumlah itu naik.",
    ],
    good: &[
        "Laporan Harvest Research Institute di Kanada terbit Senin.",
        "Badan Cuaca Selandia Baru merilis data.",
        "Maskapai Norse Atlantic Airways menambah rute.",
        "Komisi Eropa dan Apple bertemu pekan ini.",
        "Dewan Pers mengundang penulis Grace untuk berbicara.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A word is English enough for an institution's name from here on.
const ENGLISH: f32 = 2.0;
/// Territories have at most this many words.
const LONGEST_TERRITORY: usize = 3;
/// Native names of institutions have no more words before their purpose.
const LONGEST_NATIVE_NAME: usize = 5;

struct Organisation {
    territories: WordSet,
    /// `Organisasi`, `Badan`: the first words of native names of institutions.
    native_heads: WordSet,
    /// `untuk`: what parts the name from its purpose.
    purposes: WordSet,
}

fn build(_rules: &RuleSet, vocabulary: &Vocabulary) -> Box<dyn Check> {
    let set = |name: &str| lists::entries(vocabulary.language.tag(), name).map(as_folded).collect();
    Box::new(Organisation {
        territories: set("territories"),
        native_heads: set("institution-heads"),
        purposes: set("institution-purposes"),
    })
}

impl Check for Organisation {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let mut index = 0;
        let count = context.document.words.len();
        while index < count {
            // what this check finds begins with a capital
            if context.document.words.get(index).is_some_and(|word| word.shape != Shape::Capital) {
                index += 1;
                continue;
            }
            let end = run_end(index, context);
            if end > index + 1 && self.is_institution(index, end, context) {
                out.extend(report(index, end, context));
            }
            out.extend(self.left_over(index, context));
            index = end.max(index + 1);
        }
    }
}

/// The end of the run of capitalised English words, with linkers between them, that begins at `first`.
fn run_end(first: usize, context: &Context<'_>) -> usize {
    if !is_english_name(first, context) {
        return first;
    }
    let mut end = first + 1;
    let mut next = end;
    while context.is_adjacent(next - 1, next) {
        if is_english_name(next, context) {
            end = next + 1;
        } else if !is_linker(next, context) {
            break;
        }
        next += 1;
    }
    end
}

fn is_english_name(index: usize, context: &Context<'_>) -> bool {
    let Some(word) = context.document.words.get(index) else { return false };
    let Some(evidence) = context.evidence().get(index) else { return false };
    let known = evidence.english >= ENGLISH && evidence.english > evidence.native;
    word.shape == Shape::Capital && known && evidence.standing != Standing::Neutral
}

fn is_linker(index: usize, context: &Context<'_>) -> bool {
    let word = context.document.word(index);
    matches!(context.document.words.get(index).map(|word| word.shape), Some(Shape::Lower))
        && context.vocabulary.english_function_words.contains(word)
}

impl Organisation {
    /// "Organisasi Internasional untuk Migration": the English end of a native name.
    fn left_over(&self, head: usize, context: &Context<'_>) -> Option<Diagnostic> {
        let document = context.document;
        let is_head = document.words.get(head)?.shape == Shape::Capital
            && self.native_heads.contains(&folded(document.word(head)));
        if !is_head {
            return None;
        }
        let mut last = head;
        while last < head + LONGEST_NATIVE_NAME && context.is_adjacent(last, last + 1) {
            let word = document.words.get(last + 1)?;
            let is_purpose = self.purposes.contains(document.slice(word.span));
            if word.shape == Shape::Lower && is_purpose && context.is_adjacent(last + 1, last + 2) {
                return english_end(last + 2, context);
            }
            if word.shape != Shape::Capital || context.standing(last + 1) != Standing::Native {
                return None;
            }
            last += 1;
        }
        None
    }

    fn is_institution(&self, first: usize, end: usize, context: &Context<'_>) -> bool {
        let is_head = |index: usize| {
            context.vocabulary.organisation_heads.contains(&folded(context.document.word(index)))
        };
        (first..end).any(is_head) && self.is_territory(end, context)
    }

    fn is_territory(&self, first: usize, context: &Context<'_>) -> bool {
        let document = context.document;
        let capital = document.words.get(first).is_some_and(|word| word.shape.is_capitalised());
        if first == 0 || !capital || !context.is_adjacent(first - 1, first) {
            return false;
        }
        let mut name = String::new();
        (first..first + LONGEST_TERRITORY).any(|index| {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&folded(document.word(index)));
            self.territories.contains(&name)
        })
    }
}

/// The finding for one English word that ends a native name.
fn english_end(index: usize, context: &Context<'_>) -> Option<Diagnostic> {
    let word = context.document.words.get(index)?;
    let ends = !context.is_adjacent(index, index + 1)
        || context.document.words.get(index + 1)?.shape == Shape::Lower;
    let english = is_english_name(index, context) && context.standing(index).is_foreign();
    let name = context.vocabulary.language.name();
    let text = context.document.slice(word.span);
    (ends && english).then(|| {
        let finding = DEF.report(
            word.span,
            format!("`{text}` is English at the end of an institution's name in {name}"),
        );
        finding.with_fix(Fix::hint(format!("translate it into {name}")))
    })
}

fn report(first: usize, end: usize, context: &Context<'_>) -> Option<Diagnostic> {
    let document = context.document;
    let span: Span = document.words.get(first)?.span.cover(document.words.get(end - 1)?.span);
    let name = context.vocabulary.language.name();
    let finding = DEF
        .report(span, format!("`{}` is English before a country in {name}", document.slice(span)));
    Some(finding.with_fix(Fix::hint(
        "translate the institution, with the English short form in parentheses if readers know it",
    )))
}
