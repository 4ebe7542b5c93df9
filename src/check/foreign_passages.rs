//! Whole sentences, and whole articles, in another language than the target.

use super::similar_text::ratio;
use super::{Check, Def, Entry};
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::quote::QuoteKind;
use crate::document::sentence::Sentence;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::identify;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;

const MQM: &str = "accuracy/untranslated";

pub(super) static DOCUMENT: Def = Def {
    id: "mixed/document",
    summary: "an article that is mostly in another language than the one given",
    why: "A file that was never translated. It is one finding, and the other checks stay silent: 303 files of one repository passed every gate \
          in English.",
    severity: Severity::Error,
    confidence: 98,
    mqm: MQM,
    bad: &[
        "⟦The council approved the new budget on Tuesday after a long debate.⟧\n\nResidents had asked for more money for schools and roads, and the mayor agreed.",
    ],
    good: &[
        "Dewan kota menyetujui anggaran baru pada Selasa setelah perdebatan panjang. Warga meminta dana sekolah.",
    ],
};

pub(super) static PASSAGE: Def = Def {
    id: "mixed/passage",
    summary: "a sentence or paragraph in another language",
    why: "1.1 % of 10,292 paragraphs that a model translated into Indonesian came out in English.",
    severity: Severity::Error,
    confidence: 97,
    mqm: MQM,
    bad: &[
        "Dewan kota menyetujui anggaran baru.\n\n⟦The vote was delayed by two hours because of heavy rain.⟧\n\nWarga menunggu di luar.",
    ],
    good: &[
        "Lagu “The Road Is Long and the Night Is Cold” menutup konser itu.",
        "Ia tampil bersama Real Madrid, Bayern Munich, dan Manchester City.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DOCUMENT, &PASSAGE], build };

/// More of the prose than this in another language, and the article is not translated.
const MOST_FOREIGN: f64 = 0.4;
/// A sentence with so few native words among its words is a passage …
const FEW_NATIVE: f64 = 0.2;
/// … when so many are foreign beyond doubt.
const MANY_FOREIGN: f64 = 0.5;
/// A sentence of a third language shares some words with the target by accident.
const SOME_NATIVE: f64 = 0.35;
/// Shorter sentences are names, titles and calls.
const FEWEST_IN_PASSAGE: usize = 4;
/// An identifier needs so many words, and letters, to be trusted with one sentence.
const FEWEST_TO_IDENTIFY: usize = 6;
/// Quoted titles have no more words.
const LONGEST_TITLE: usize = 14;
/// Relatives of Indonesian and learned languages, which the press quotes untranslated.
const KINDRED: [&str; 7] = ["ms", "jv", "su", "la", "id", "tl", "eo"];

struct ForeignPassages;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(ForeignPassages)
}

impl Check for ForeignPassages {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        if context.vocabulary.native.is_none() || context.vocabulary.english.is_none() {
            return;
        }
        let sentences = context.document.sentences.iter();
        let foreign =
            sentences.filter_map(|sentence| Some((sentence, passage_language(sentence, context)?)));
        let passages: Vec<(&Sentence, Language)> = foreign.collect();
        match whole_document(&passages, context) {
            Some(whole) => out.push(whole),
            None => out.extend(passage_reports(&passages, context)),
        }
    }
}

/// The language of a sentence that is not in the target language.
fn passage_language(sentence: &Sentence, context: &Context<'_>) -> Option<Language> {
    let counts = Counts::of(sentence, context);
    if counts.words < FEWEST_IN_PASSAGE
        || counts.native_share() > SOME_NATIVE
        || is_cited(sentence, context)
    {
        return None;
    }
    let english = Language::from_tag("en")?;
    // a line of capitals is a title or a list of names
    if counts.lower * 2 < counts.words {
        return None;
    }
    let mostly_foreign =
        counts.native_share() <= FEW_NATIVE && counts.foreign_share() >= MANY_FOREIGN;
    if mostly_foreign && (counts.functions >= 2 || counts.functions == 1 && counts.lower >= 3) {
        return Some(english);
    }
    let has_own = sentence.words.clone().any(|index| is_own_function_word(index, context));
    if counts.words < FEWEST_TO_IDENTIFY || counts.unknown * 2 < counts.words || has_own {
        return None;
    }
    let found = identify::passage_language(context.document.slice(sentence.span))?;
    let other = found != context.vocabulary.language && !KINDRED.contains(&found.tag());
    (other && (found != english || counts.functions > 0)).then_some(found)
}

/// A function word of the target language that is no word of another: one is enough to say whose
/// sentence it is.
fn is_own_function_word(index: usize, context: &Context<'_>) -> bool {
    let word = folded(context.document.word(index));
    word.chars().count() > 2 && context.vocabulary.function_words.contains(&word)
}

/// The words of a sentence by kind.
struct Counts {
    words: usize,
    lower: usize,
    native: usize,
    unknown: usize,
    foreign: usize,
    functions: usize,
}

impl Counts {
    fn of(sentence: &Sentence, context: &Context<'_>) -> Self {
        let mut counts =
            Self { words: 0, lower: 0, native: 0, unknown: 0, foreign: 0, functions: 0 };
        for index in sentence.words.clone() {
            let (Some(word), Some(evidence)) =
                (context.document.words.get(index), context.evidence().get(index))
            else {
                continue;
            };
            if evidence.standing == Standing::Neutral {
                continue;
            }
            counts.words += 1;
            counts.lower += usize::from(word.shape == Shape::Lower);
            let plainly_native =
                evidence.standing == Standing::Native && evidence.native >= evidence.english;
            counts.native += usize::from(
                plainly_native
                    || evidence.standing == Standing::Accepted && evidence.english == 0.0,
            );
            counts.unknown += usize::from(evidence.standing == Standing::Unknown);
            counts.foreign +=
                usize::from(evidence.standing.is_foreign() || evidence.english > evidence.native);
            counts.functions += usize::from(
                evidence.standing == Standing::ForeignFunction && word.shape != Shape::Upper,
            );
        }
        counts
    }

    fn native_share(&self) -> f64 {
        ratio(self.native, self.words)
    }

    fn foreign_share(&self) -> f64 {
        ratio(self.foreign, self.words)
    }
}

/// A foreign sentence inside quotation marks of a native one, or a title, is a citation.
fn is_cited(sentence: &Sentence, context: &Context<'_>) -> bool {
    let Some(quote) = context.document.quote_around(sentence.span) else { return false };
    let title = context.document.words_in(quote.inner).len() <= LONGEST_TITLE
        && quote.kind != QuoteKind::Single;
    title
        && sentence
            .words
            .clone()
            .filter(|&index| {
                context.document.words.get(index).is_some_and(|word| word.shape == Shape::Lower)
            })
            .count()
            * 2
            <= sentence.words.len()
}

fn whole_document(passages: &[(&Sentence, Language)], context: &Context<'_>) -> Option<Diagnostic> {
    let words = |sentence: &Sentence| sentence.words.len();
    let all: usize = context.document.sentences.iter().map(words).sum();
    let foreign: usize = passages.iter().map(|(sentence, _)| words(sentence)).sum();
    let share = ratio(foreign, all);
    let (first, language) = passages.first()?;
    if share <= MOST_FOREIGN || foreign < FEWEST_IN_PASSAGE * 3 {
        return None;
    }
    let target = context.vocabulary.language.name();
    let percent = foreign * 100 / all.max(1);
    let message = format!("{percent} % of this article is in {language}, not in {target}");
    Some(
        DOCUMENT
            .report(first.span, message)
            .with_fix(Fix::hint("translate it, or name its language with --lang")),
    )
}

/// Neighbouring foreign sentences of one block are one finding.
fn passage_reports(passages: &[(&Sentence, Language)], context: &Context<'_>) -> Vec<Diagnostic> {
    let mut joined: Vec<(Span, usize, Language)> = Vec::new();
    for (sentence, language) in passages {
        match joined.last_mut() {
            Some((span, block, last))
                if *block == sentence.block
                    && last == language
                    && is_next(*span, sentence.span, context) =>
            {
                *span = span.cover(sentence.span);
            }
            _ => joined.push((sentence.span, sentence.block, *language)),
        }
    }
    let target = context.vocabulary.language.name();
    let report = |(span, _, language): (Span, usize, Language)| {
        let finding = PASSAGE
            .report(span, format!("this is {language}, left untranslated in an {target} text"));
        finding.with_fix(Fix::hint(format!("translate it into {target}")))
    };
    joined.into_iter().filter(|(span, ..)| !context.is_allowed(*span)).map(report).collect()
}

fn is_next(first: Span, second: Span, context: &Context<'_>) -> bool {
    context.document.slice(Span { start: first.end, end: second.start }).trim().is_empty()
}
