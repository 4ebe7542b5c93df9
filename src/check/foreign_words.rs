//! Foreign words inside sentences of the target language: runs, phrases, single words.
//!
//! Identification says what is foreign (`language::fragment`); the grades here say what is a fault.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::quote::QuoteKind;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::fragment::Fragment;
use crate::language::vocabulary::Vocabulary;
use crate::rules::rule::Matcher;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::HashSet;

const MQM: &str = "accuracy/untranslated";

pub(super) static RUN: Def = Def {
    id: "mixed/run",
    summary: "four or more foreign words, or three with a function word, inside a sentence",
    why: "In WMT23/24 news 2.7 of 1,000 machine outputs had one, human references 0.5.",
    severity: Severity::Error,
    confidence: 95,
    mqm: MQM,
    bad: &["Pemerintah daerah ⟦has decided to postpone the⟧ pemilihan kepala desa."],
    good: &[
        "Perusahaan itu merilis “The Quiet Harbour of the North” bulan depan.",
        "Saham naik secara year on year.",
    ],
};

pub(super) static PHRASE: Def = Def {
    id: "mixed/phrase",
    summary: "two or three foreign words inside a sentence",
    why: "29 % of what human annotators mark as untranslated are two or three words.",
    severity: Severity::Warning,
    confidence: 88,
    mqm: MQM,
    bad: &["Menurut ⟦several witnesses⟧ di lokasi, api muncul dari dapur."],
    good: &[
        "Investor mencatat beli bersih (net buy) pekan ini.",
        "Grup “Quiet Harbour” tampil malam ini.",
    ],
};

pub(super) static WORD: Def = Def {
    id: "mixed/word",
    summary: "one foreign lower-case word that no list accepts or translates",
    why: "10 % of what annotators mark are single words; but Indonesian news holds 3 to 14 English words in 1,000, most of them accepted. So it is \
          advice, until a pack lists the word with its translation.",
    severity: Severity::Advice,
    confidence: 70,
    mqm: MQM,
    bad: &["Tim itu tampil ⟦flamboyantly⟧ sepanjang musim."],
    good: &["Ia membuka startup di Bandung.", "Lukisan itu bergaya barok."],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&RUN, &PHRASE, &WORD], build };

/// A rarer English word alone proves nothing.
const COMMON: f32 = 2.0;

struct ForeignWords {
    /// Folded English words that packs list with a translation: none of them is jargon.
    listed: HashSet<String>,
}

fn build(rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let loud = rules
        .rules
        .iter()
        .filter(|rule| rule.family() == "mixed" && rule.severity > Some(Severity::Advice));
    let terms =
        loud.filter_map(
            |rule| if let Matcher::Terms(terms) = &rule.matcher { Some(terms) } else { None },
        );
    let words = terms.flatten().map(|term| folded(&term.find)).filter(|word| !word.contains(' '));
    Box::new(ForeignWords { listed: words.collect() })
}

impl Check for ForeignWords {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        out.extend(
            context.fragments().iter().filter_map(|fragment| self.graded(fragment, context)),
        );
    }
}

impl ForeignWords {
    fn graded(&self, fragment: &Fragment, context: &Context<'_>) -> Option<Diagnostic> {
        let span = fragment.span(context);
        let is_word = fragment.foreign == 1;
        if fragment.is_title
            || context.is_allowed(span)
            || is_word && !is_certain_word(fragment, context)
        {
            return None;
        }
        let def = match (fragment.foreign, fragment.functions) {
            (4.., _) | (3, 1..) => &RUN,
            (2 | 3, _) => &PHRASE,
            _ => &WORD,
        };
        let mut finding = def.report(span, message(fragment, span, context));
        finding.severity = self.severity(def, fragment, context)?;
        finding.evidence = evidence(fragment, context);
        Some(finding.with_fix(Fix::hint(format!(
            "translate it into {}",
            context.vocabulary.language.name()
        ))))
    }

    /// The grade of a fragment by what is around it; `None` where it is a gloss or a title.
    fn severity(&self, def: &Def, fragment: &Fragment, context: &Context<'_>) -> Option<Severity> {
        let span = fragment.span(context);
        let Some(quote) = context.document.quote_around(span) else {
            return match () {
                () if follows_title_cue(fragment, context) => None,
                () if is_term(fragment, context) => Some(Severity::Advice),
                () if fragment.foreign < 4
                    && fragment.functions == 0
                    && !self.holds_listed(fragment, context) =>
                {
                    Some(Severity::Advice)
                }
                () if def.id == RUN.id && is_noun_phrase(fragment, context) => {
                    Some(Severity::Warning)
                }
                () => Some(def.severity),
            };
        };
        let is_gloss = matches!(quote.kind, QuoteKind::Parenthesis | QuoteKind::Emphasis);
        let whole = is_wholly_foreign(quote.inner, context);
        if (is_gloss || whole) && fragment.foreign < 4 || context.is_in_foreign_title(span) {
            return None;
        }
        Some(if whole || is_gloss { Severity::Advice } else { def.severity })
    }

    /// Whether a pack lists one of the words with its translation.
    fn holds_listed(&self, fragment: &Fragment, context: &Context<'_>) -> bool {
        fragment
            .words
            .clone()
            .any(|index| self.listed.contains(&folded(context.document.word(index))))
    }
}

/// "atau winner takes all", "combined arms exercise (CAX)": a term beside its native word or with its
/// short form.
fn is_term(fragment: &Fragment, context: &Context<'_>) -> bool {
    let document = context.document;
    let cue = fragment
        .words
        .start
        .checked_sub(1)
        .filter(|&cue| context.is_adjacent(cue, fragment.words.start));
    let is_cue =
        cue.is_some_and(|cue| context.vocabulary.term_cues.contains(&folded(document.word(cue))));
    let after = document.after(fragment.span(context).end).trim_start();
    let short_form = after.strip_prefix('(').and_then(|rest| rest.split(')').next());
    is_cue
        || short_form
            .is_some_and(|short| !short.contains(' ') && short.starts_with(char::is_uppercase))
}

/// A run without a verb, pronoun or conjunction: nouns joined by `of` and `and` may be a term.
fn is_noun_phrase(fragment: &Fragment, context: &Context<'_>) -> bool {
    const LINKERS: [&str; 4] = ["of", "and", "the", "for"];
    let functions = fragment
        .words
        .clone()
        .filter(|&index| context.standing(index) == Standing::ForeignFunction);
    let mut words = functions.map(|index| folded(context.document.word(index)));
    words.all(|word| LINKERS.contains(&word.as_str()))
}

/// Whether a quotation holds no plain word of the target language.
fn is_wholly_foreign(inner: Span, context: &Context<'_>) -> bool {
    let words = context.document.words_in(inner);
    let native = words.filter(|&index| {
        context.evidence().get(index).is_some_and(|evidence| {
            evidence.standing == Standing::Native && evidence.native >= evidence.english
        })
    });
    native.count() == 0
}

/// "film", "berjudul", "karya" say that a title follows, with or without quotation marks.
fn follows_title_cue(fragment: &Fragment, context: &Context<'_>) -> bool {
    let document = context.document;
    let capital =
        document.words.get(fragment.words.start).is_some_and(|word| word.shape.is_capitalised());
    let before = fragment.words.start.saturating_sub(3)..fragment.words.start;
    capital
        && before
            .into_iter()
            .any(|index| context.vocabulary.title_cues.contains(&folded(document.word(index))))
}

/// A single word must be plain lower case, not rare, and not beside a name that it belongs to.
fn is_certain_word(fragment: &Fragment, context: &Context<'_>) -> bool {
    let index = fragment.words.start;
    let (Some(word), Some(evidence)) =
        (context.document.words.get(index), context.evidence().get(index))
    else {
        return false;
    };
    let beside = |other: Option<usize>| {
        other
            .and_then(|other| context.document.words.get(other))
            .is_some_and(|word| word.shape.is_capitalised())
    };
    let joined_before = index.checked_sub(1).filter(|&before| context.is_adjacent(before, index));
    let joined_after = Some(index + 1).filter(|&after| context.is_adjacent(index, after));
    let part_of_name = beside(joined_before) && beside(joined_after);
    let plain = word.shape == Shape::Lower
        || word.shape == Shape::Capital && begins_plainly(index, context);
    plain && evidence.english >= COMMON && word.span.len() > 2 && !part_of_name
}

/// A long word that begins a sentence, is no name elsewhere, and is followed by a word in lower case.
fn begins_plainly(index: usize, context: &Context<'_>) -> bool {
    const LONG: usize = 7;
    let words = &context.document.words;
    let next_is_lower = words.get(index + 1).is_some_and(|next| next.shape == Shape::Lower);
    let is_first = words.get(index).is_some_and(|word| word.is_first && word.span.len() >= LONG);
    is_first
        && next_is_lower
        && context.is_adjacent(index, index + 1)
        && !context.is_name_like(index)
}

fn message(fragment: &Fragment, span: Span, context: &Context<'_>) -> String {
    let text = context.document.slice(span);
    let target = context.vocabulary.language.name();
    match fragment.foreign {
        1 => format!("`{text}` is English; is there no {target} word for it?"),
        count => format!("{count} English words in an {target} sentence"),
    }
}

fn evidence(fragment: &Fragment, context: &Context<'_>) -> Option<String> {
    let index = fragment.words.clone().find(|&index| context.standing(index).is_foreign())?;
    let evidence = context.evidence().get(index)?;
    let word = context.document.word(index);
    let target = context.vocabulary.language.name();
    Some(format!("`{word}`: English (Zipf {:.1}), not in the {target} lexicon", evidence.english))
}
