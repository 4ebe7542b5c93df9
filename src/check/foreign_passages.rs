//! Whole sentences, and whole articles, in another language than the target.

use super::similar_text::ratio;
use super::{Check, Def, Entry};
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::document::quote::QuoteKind;
use crate::document::sentence::Sentence;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::fragment::Fragment;
use crate::language::identify;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;
use unicode_script::{Script, UnicodeScript};

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
/// A fragment that holds this part of the letters of its sentence is the whole of it.
const WHOLE: f64 = 0.75;
/// Shorter sentences are names, titles and calls.
const FEWEST_WORDS: usize = 4;
/// … or, in a script without spaces, have fewer letters.
const FEWEST_LETTERS: usize = 8;
/// … each of which counts for so many of an alphabet.
const LETTERS_OF_WIDE: usize = 3;
/// Quoted titles have no more words.
const LONGEST_TITLE: usize = 14;

struct ForeignPassages;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(ForeignPassages)
}

/// A sentence that is not in the language of the text.
struct Passage<'a> {
    sentence: &'a Sentence,
    fragment: &'a Fragment,
    language: Option<Language>,
}

impl Check for ForeignPassages {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let passages: Vec<_> = passages(context).collect();
        match whole_document(&passages, context) {
            Some(whole) => out.push(whole),
            None => out.extend(passage_reports(&passages, context)),
        }
    }
}

fn passages<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Passage<'c>> {
    let fragments = context.fragments().iter();
    let fragments = fragments.filter(|fragment| is_passage(fragment, context));
    fragments.filter_map(|fragment| {
        let sentence = context.document.sentences.get(fragment.sentence)?;
        let language = passage_language(fragment, context);
        Some(Passage { sentence, fragment, language })
    })
}

/// What there is to say of the passages of a stretch when another finding takes their place.
pub(super) fn passage_notes(span: Span, context: &Context<'_>) -> Vec<Related> {
    let inside = passages(context).filter(|passage| span.contains(passage.sentence.span));
    let inside: Vec<_> = inside.collect();
    let note = |finding: Diagnostic| Related {
        path: None,
        rule: finding.rule,
        message: finding.message,
        span: finding.span,
    };
    passage_reports(&inside, context).into_iter().map(note).collect()
}

/// Whether a fragment is all of its sentence, and no title.
pub(super) fn is_passage(fragment: &Fragment, context: &Context<'_>) -> bool {
    let Some(sentence) = context.document.sentences.get(fragment.sentence) else { return false };
    // a line of capitals is a title or a list of names
    if fragment.names * 2 > fragment.foreign || fragment.certain * 2 <= fragment.foreign {
        return false;
    }
    let is_long = fragment.foreign >= FEWEST_WORDS;
    let may_be_wide = !context.document.slice(fragment.span).is_ascii()
        && fragment.functions + fragment.names == 0
        && fragment.language.is_none();
    if !is_long && !may_be_wide {
        return false;
    }
    let letters = |span: Span| -> usize {
        let letters = context.document.slice(span).chars().filter(|c| c.is_alphabetic());
        letters.map(|c| if is_wide(c) { LETTERS_OF_WIDE } else { 1 }).sum()
    };
    let (own, all) = (letters(fragment.span), letters(sentence.span));
    (is_long || own >= FEWEST_LETTERS)
        && ratio(own, all) >= WHOLE
        && !is_cited(sentence, context)
        && !fragment.is_language_picker(context)
        && !fragment.is_enumeration(context)
        && !fragment.is_command(context)
}

/// Whether a character says as much as a short word: Han, Kana, Hangul.
pub(super) fn is_wide(c: char) -> bool {
    !c.is_ascii()
        && matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul)
}

/// The language of a passage: that of its words, or what an identifier says of it.
fn passage_language(fragment: &Fragment, context: &Context<'_>) -> Option<Language> {
    let listed = fragment.language.and_then(|listed| Language::from_tag(listed.tag()));
    let other = |language: &Language| *language != context.vocabulary.language;
    listed
        .or_else(|| identify::passage_language(context.document.slice(fragment.span)))
        .filter(other)
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

fn whole_document(passages: &[Passage<'_>], context: &Context<'_>) -> Option<Diagnostic> {
    let all: usize = context.document.sentences.iter().map(|sentence| sentence.span.len()).sum();
    let foreign: usize = passages.iter().map(|passage| passage.sentence.span.len()).sum();
    let words: usize = passages.iter().map(|passage| passage.fragment.foreign).sum();
    let first = passages.first()?;
    let is_long = words >= FEWEST_WORDS * 3 || foreign >= FEWEST_LETTERS * 9;
    if ratio(foreign, all) <= MOST_FOREIGN || !is_long {
        return None;
    }
    let target = context.vocabulary.language.name();
    let percent = foreign * 100 / all.max(1);
    let language = first.language.map_or("another language", Language::name);
    let message = format!("{percent} % of this article is in {language}, not in {target}");
    Some(
        DOCUMENT
            .report(first.sentence.span, message)
            .with_fix(Fix::hint("translate it, or name its language with --lang")),
    )
}

/// Neighbouring foreign sentences of one block are one finding.
fn passage_reports(passages: &[Passage<'_>], context: &Context<'_>) -> Vec<Diagnostic> {
    let mut joined: Vec<(Span, usize, Option<Language>)> = Vec::new();
    for passage in passages {
        let block = passage.sentence.block;
        match joined.last_mut() {
            Some((span, last_block, language))
                if *last_block == block
                    && *language == passage.language
                    && is_next(*span, passage.sentence.span, context) =>
            {
                *span = span.cover(passage.sentence.span);
            }
            _ => joined.push((passage.sentence.span, block, passage.language)),
        }
    }
    let target = context.vocabulary.language.name();
    let report = |(span, _, language): (Span, usize, Option<Language>)| {
        let language = language.map_or("another language", Language::name);
        let message = format!("this is {language}, left untranslated in a text in {target}");
        let mut finding = PASSAGE.report(span, message);
        if context.document.is_in_foreign_link(span) {
            // the title of what is on another site
            finding.severity = Severity::Advice;
        }
        finding.with_fix(Fix::hint(format!("translate it into {target}")))
    };
    joined.into_iter().filter(|(span, ..)| !context.is_allowed(*span)).map(report).collect()
}

fn is_next(first: Span, second: Span, context: &Context<'_>) -> bool {
    context.document.slice(Span { start: first.end, end: second.start }).trim().is_empty()
}
