//! English names of places and days for which the language has its own, from Unicode CLDR. Packs add
//! what CLDR does not know, and their rules say more.

use super::listed_words::{self, Later};
use super::{Check, Def, Entry};
use crate::data::exonyms::{Exonym, Grade};
use crate::data::lexicon;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::language::context::Context;
use crate::language::fragment::Fragment;
use crate::language::lookup::Known;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::rules::terms::Terms;
use crate::text::span::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) static NAME: Def = Def {
    id: "exonym/name",
    summary: "the English name of a place or day for which the language has its own",
    why: "Unicode CLDR 48 gives the names of each language. Where the language's own press uses the English name, or it is also another name, it \
          is advice.",
    severity: Severity::Error,
    confidence: 90,
    mqm: "accuracy/untranslated",
    bad: &["Delegasi itu terbang ke ⟦Heard and McDonald Islands⟧ untuk mengikuti perundingan."],
    good: &[
        "Delegasi itu terbang ke Kepulauan Heard dan McDonald untuk mengikuti perundingan.",
        "Maskapai Turks and Caicos Airways membuka rute baru.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&NAME], build };

struct ExonymNames {
    /// Fingerprints of the names that packs have rules for, switched off or not: they decide.
    decided: Later<HashSet<u64>>,
}

fn build(rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let own = rules.rules.iter().filter(|rule| rule.family() == "exonym");
    let own: Vec<_> = own.cloned().collect();
    let names = move || {
        let names = listed_words::terms(&own).flat_map(Terms::finds);
        names.map(fingerprint).collect()
    };
    Box::new(ExonymNames { decided: LazyLock::new(Box::new(names)) })
}

fn fingerprint(name: &str) -> u64 {
    lexicon::fingerprint(&lexicon::key(name))
}

impl Check for ExonymNames {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let names = context.fragments().iter().filter(|fragment| fragment.is_exonym);
        out.extend(
            names
                .filter(|fragment| !context.is_allowed(fragment.span))
                .filter(|fragment| {
                    !self.decided.contains(&fingerprint(context.document.slice(fragment.span)))
                })
                .filter(|fragment| !is_part_of_name(fragment, context))
                .filter_map(|fragment| report(fragment, context)),
        );
    }
}

/// A word that is so frequent (Zipf) begins a sentence without being a name.
const COMMON: f32 = 5.0;
/// A name is foreign when a language other than English knows it this much better (base-10 logarithm).
const BETTER: f32 = 1.0;

/// Whether a capitalised word looks foreign; where no list holds it, by its spelling: a compound of the
/// language, as "Förbundsrepubliken", is none.
fn is_foreign(known: &Known) -> bool {
    if known.target == 0.0 && known.english == 0.0 && known.other == 0.0 {
        return known.english_spelling >= known.spelling;
    }
    known.target == 0.0 || known.english_log_odds > 0.0 || known.log_odds > BETTER
}

/// "Bank of Scotland", "Tourism New Zealand", "Turks and Caicos Airways": a foreign name holds it.
fn is_part_of_name(fragment: &Fragment, context: &Context<'_>) -> bool {
    let analysis = &context.detection().analysis;
    let neighbour = |left: usize, right: usize| {
        let span = |at: usize| analysis.tokens.get(at).map(|token| token.span);
        let (left, right) = (span(left)?, span(right)?);
        let gap = context.document.slice(Span { start: left.end, end: right.start });
        gap.trim().is_empty().then_some(())
    };
    let range = analysis.sentences.get(fragment.sentence).cloned().unwrap_or_default();
    let is_english = context.vocabulary.language.tag() == "en";
    let is_foreign_name = |at: usize| {
        let (known, _) = analysis.known(at);
        analysis.tokens.get(at).is_some_and(|token| token.shape.is_capitalised())
            && analysis.exonyms.get(at).is_some_and(|found| found.rank == 0)
            // "In Asia": a capital at the start of a sentence says nothing
            && (at > range.start || known.target < COMMON)
            && (is_english && known.target == 0.0 || is_foreign(&known))
    };
    let is_native_noun = |at: usize| {
        let (known, _) = analysis.known(at);
        known.target > 0.0 && known.log_odds < 0.0 && !known.is_particle
    };
    let before = fragment.tokens.start.checked_sub(1).filter(|before| {
        *before >= range.start && neighbour(*before, fragment.tokens.start).is_some()
    });
    let is_foreign_particle = |at: usize| {
        let (known, _) = analysis.known(at);
        known.is_particle && known.log_odds > 0.0
    };
    let beyond = before.filter(|&before| is_foreign_particle(before)).and_then(|before| {
        let beyond = before.checked_sub(1).filter(|beyond| *beyond >= range.start)?;
        neighbour(beyond, before).map(|()| beyond)
    });
    let after = Some(fragment.tokens.end)
        .filter(|&after| after < range.end && neighbour(after - 1, after).is_some());
    let is_name = |at: usize| {
        let token = analysis.tokens.get(at);
        token.is_some_and(|token| token.shape.is_capitalised()) && at > range.start
    };
    beyond.is_some_and(is_name)
        || before.is_some_and(is_foreign_name)
        || after.is_some_and(is_foreign_name) && !before.is_some_and(is_native_noun)
}

fn report(fragment: &Fragment, context: &Context<'_>) -> Option<Diagnostic> {
    let found = context.detection().analysis.exonyms.get(fragment.tokens.start)?;
    let exonym = context.detector().exonyms().row(*found)?;
    let target = context.vocabulary.language.name();
    let Exonym { english, local, grade } = exonym;
    let is_english = context.vocabulary.language.tag() == "en";
    let source = if is_english { "not the English name" } else { "the English name" };
    let message = format!("`{english}` is {source}; {target} writes `{local}`");
    let mut finding = NAME.report(fragment.span, message);
    let is_sure = fragment.certain == fragment.foreign;
    if *grade == Grade::Consistency && (!is_sure || context.vocabulary.has_jargon()) {
        return None;
    }
    finding.severity = match grade {
        Grade::Plain if is_sure => Severity::Error,
        Grade::Guarded if is_sure => Severity::Warning,
        _ => Severity::Advice,
    };
    let safety = if *grade == Grade::Plain && !context.vocabulary.language.inflects_names() {
        Safety::Safe
    } else {
        Safety::Review
    };
    Some(finding.with_fix(Fix::replace(fragment.span, (*local).to_owned(), safety)))
}
