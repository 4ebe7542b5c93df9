//! The same word twice in a row.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::token::Scripts;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;
use unicode_script::UnicodeScript;

pub(super) static DEF: Def = Def {
    id: "broken/doubled-word",
    summary: "the same word twice in a row",
    why: "Two halves of a sentence were joined and both kept the word between them. Measured with the list of words that may stand twice: \
          no hit in three Indonesian treebanks.",
    severity: Severity::Warning,
    confidence: 92,
    mqm: "fluency/duplication",
    bad: &[
        "Pemerintah ⟦yang yang⟧ baru dilantik bekerja.",
        "Bantuan dikirim ⟦untuk untuk⟧ warga pesisir.",
    ],
    good: &[
        "Serigala Canis lupus lupus hidup di hutan.",
        "Anak-anak itu tertawa: ha ha ha.",
        "Warga Pagu Pagu Timur berkumpul.",
        "Ia bertanya apa. Apa yang terjadi?",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A shorter unlisted word may be a sound or a command.
const SHORTEST_UNKNOWN: usize = 5;

struct DoubledWord;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(DoubledWord)
}

impl Check for DoubledWord {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        let is_same = |left: usize, right: usize| {
            context.form(left) == context.form(right) && context.is_adjacent(left, right)
        };
        for (index, pair) in document.words.windows(2).enumerate() {
            let [left, right] = pair else { continue };
            let plain =
                right.shape == Shape::Lower && (left.shape == Shape::Lower || left.is_first);
            if !plain || !is_same(index, index + 1) {
                continue;
            }
            let word = document.slice(right.span);
            // `Canis lupus lupus`, `aku aku` of another language: only words of this one
            let is_own =
                matches!(context.standing(index + 1), Standing::Native | Standing::ForeignFunction)
                    || is_inflected(word, index + 1, context);
            let is_function = context.vocabulary.function_words.contains(&folded(word));
            if !is_own || !is_function && is_species(index, context) {
                continue;
            }
            let thrice = is_same(index + 1, index + 2) || index > 0 && is_same(index - 1, index);
            if thrice
                || word.len() < 2
                || context.vocabulary.repeatable.contains(&folded(word))
                || context.is_allowed(left.span.cover(right.span))
            {
                continue;
            }
            let mut finding = report(left.span, right.span, word, context);
            if !context.vocabulary.knows_repeatable() {
                finding.severity = Severity::Advice;
            }
            out.push(finding);
        }
    }
}

/// A form that no list holds, in a script of its own or in a text with code: there is no Latin of science.
fn is_inflected(word: &str, index: usize, context: &Context<'_>) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_own = Scripts::of(context.vocabulary.language.script());
    context.standing(index) == Standing::Unknown
        && (context.document.is_technical && letters >= SHORTEST_UNKNOWN
            || letters >= 2 && !is_own.is_latin())
        && word.chars().all(|c| !c.is_alphabetic() || is_own.holds(c.script()))
}

/// `Canis lupus lupus`: behind a capitalised word of no language that is known here.
fn is_species(index: usize, context: &Context<'_>) -> bool {
    let genus = index.checked_sub(1).filter(|&genus| context.is_adjacent(genus, index));
    let is_capital = |genus: usize| {
        context.document.words.get(genus).is_some_and(|word| word.shape == Shape::Capital)
    };
    let is_latin = context.document.word(index).is_ascii();
    is_latin
        && genus
            .is_some_and(|genus| is_capital(genus) && context.standing(genus) == Standing::Unknown)
}

fn report(left: Span, right: Span, word: &str, context: &Context<'_>) -> Diagnostic {
    let once = Fix::delete(Span { start: left.end, end: right.end }, "delete the second one");
    let finding = DEF.report(left.cover(right), format!("`{word}` stands twice in a row"));
    let is_function = context.vocabulary.function_words.contains(&folded(word));
    let finding = finding.with_fix(once);
    if is_function {
        return finding;
    }
    let gap = Span { start: left.end, end: right.start };
    let mut hyphen = Fix::replace(gap, "-", crate::diagnostic::Safety::Review);
    hyphen.title = format!("write `{word}-{word}`");
    finding.with_fix(hyphen)
}
