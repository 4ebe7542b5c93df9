//! Foreign words inside sentences of the target language: runs, phrases, single words.
//!
//! Identification says what is foreign (`language::fragment`); the grades here say what is a fault.

use super::foreign_passages::is_passage;
use super::listed_words::TermForms;
use super::{Check, Def, Entry};
use crate::data::languages::Language;
use crate::data::lexicon::Listed;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::quote::{Quote, QuoteKind};
use crate::document::word::Shape;
use crate::format::carved::Target;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::fragment::{self, Fragment};
use crate::language::token::{ScriptKind, Token};
use crate::language::vocabulary::Vocabulary;
use crate::rules::rule::Rule;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;

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

pub(super) static SCRIPT: Def = Def {
    id: "mixed/foreign-script",
    summary: "a word in a script that the language does not use",
    why: "Models slip into the script of another language in mid-sentence; real in output of ten languages. In quotation marks or parentheses it \
          is a gloss.",
    severity: Severity::Error,
    confidence: 92,
    mqm: MQM,
    bad: &["Pemerintah mengumumkan ⟦政策⟧ baru untuk petani."],
    good: &[
        "Nama kota itu (北京) berarti ibu kota utara.",
        "Grup “방탄” tampil malam ini.",
        "Huruf Ж ada dalam alfabet itu.",
    ],
};

/// A term of nouns alone has fewer words.
const LONGEST_TERM: usize = 6;
/// A Latin word of so many letters is too short to be reported alone.
const SHORT: usize = 2;

pub(super) static ENTRY: Entry = Entry { defs: &[&RUN, &PHRASE, &WORD, &SCRIPT], build };

struct ForeignWords {
    /// Among them the English words that packs list with a translation: none of them is jargon.
    terms: TermForms,
}

fn build(rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(ForeignWords { terms: TermForms::of(rules) })
}

impl Check for ForeignWords {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let fragments = context.fragments().iter();
        let fragments = fragments.filter(|fragment| {
            !fragment.is_exonym
                && !context.is_allowed(fragment.span)
                && !is_passage(fragment, context)
        });
        out.extend(fragments.filter_map(|fragment| self.graded(fragment, context)));
    }
}

impl ForeignWords {
    fn graded(&self, fragment: &Fragment, context: &Context<'_>) -> Option<Diagnostic> {
        let is_doubtful = fragment.certain == 0 && context.vocabulary.has_jargon();
        let is_silent = is_accepted(fragment, context)
            || is_short_word(fragment, context)
            || fragment.is_identifier(context)
            || fragment.is_command(context)
            || fragment.is_language_picker(context);
        if is_doubtful || is_silent {
            return None;
        }
        let def = match (fragment.foreign, fragment.functions) {
            _ if is_in_another_script(fragment, context) => &SCRIPT,
            (4.., _) | (3, 1..) => &RUN,
            // other languages have fewer of the short words that English sentences are full of
            (3, 0)
                if fragment.certain == 3
                    && !(is_english(fragment) && context.vocabulary.has_jargon()) =>
            {
                &RUN
            }
            (2 | 3, _) => &PHRASE,
            _ => &WORD,
        };
        let mut finding = def.report(fragment.span, message(def, fragment, context));
        let own = self.severity(def, fragment, context)?;
        let is_aside = is_in_documentation(def, fragment, context)
            || fragment.is_enumeration(context) && def.id != SCRIPT.id
            || context.document.is_in_foreign_link(fragment.span);
        finding.severity = if is_aside { Severity::Advice } else { own };
        finding.evidence = evidence(fragment, context);
        Some(finding.with_fix(Fix::hint(format!(
            "translate it into {}",
            context.vocabulary.language.name()
        ))))
    }

    /// The grade of a fragment by what is around it; `None` where it is a gloss or a title.
    fn severity(&self, def: &Def, fragment: &Fragment, context: &Context<'_>) -> Option<Severity> {
        // several words say more than one; where much English is accepted they must say it clearly
        let is_sure = fragment.certain * 2 > fragment.foreign
            || def.id == PHRASE.id && fragment.certain > 0
            || fragment.foreign > 1 && !context.vocabulary.has_jargon();
        let own = if is_sure { def.severity } else { Severity::Advice };
        // a link in parentheses refers to a page, it glosses nothing
        let link = context.document.link_around(fragment.span);
        let is_reference = |quote: &&Quote| {
            link.is_some_and(|link| link.target == Target::Own && quote.inner.contains(link.span))
        };
        let quote = context.document.quote_around(fragment.span);
        let Some(quote) = quote.filter(|quote| !is_reference(quote)) else {
            return match () {
                () if fragment.is_title || follows_title_cue(fragment, context) => None,
                () if def.id == SCRIPT.id => Some(script_severity(fragment, own, context)),
                () if is_term(fragment, context) => Some(Severity::Advice),
                () if fragment.names * 2 > fragment.foreign && fragment.functions == 0 => {
                    Some(Severity::Advice)
                }
                () if fragment.foreign < 4
                    && fragment.functions == 0
                    && context.vocabulary.has_jargon()
                    && !self.holds_listed(fragment, context) =>
                {
                    Some(Severity::Advice)
                }
                () if def.id == RUN.id && is_noun_phrase(fragment, context) => {
                    let most =
                        if fragment.functions == 0 { Severity::Advice } else { Severity::Warning };
                    Some(own.min(most))
                }
                () => Some(own),
            };
        };
        let is_gloss = matches!(quote.kind, QuoteKind::Parenthesis | QuoteKind::Emphasis);
        let is_whole = is_wholly_foreign(quote.inner, context);
        let is_short = fragment.foreign < 4;
        let is_title = fragment.names * 2 >= fragment.foreign;
        match () {
            () if is_title && context.is_in_foreign_title(fragment.span) => None,
            () if (is_gloss || is_whole || context.is_in_foreign_title(fragment.span))
                && is_short
                && context.vocabulary.has_jargon() =>
            {
                None
            }
            () if (is_gloss || is_whole) && is_short => Some(Severity::Advice),
            () if is_whole && context.vocabulary.has_jargon() => Some(Severity::Advice),
            () if is_whole => Some(own.min(Severity::Warning)),
            () => Some(own),
        }
    }

    /// Whether a pack lists one of the words with its translation.
    fn holds_listed(&self, fragment: &Fragment, context: &Context<'_>) -> bool {
        let is_loud =
            |rule: &Rule| rule.family() == "mixed" && rule.severity > Some(Severity::Advice);
        let mut words = fragment.words.clone().map(|index| folded(context.document.word(index)));
        words.any(|word| self.terms.hold(&word, context, is_loud))
    }
}

/// Whether no word of the fragment is in a script of the language, and none in Latin; numbers are in none.
fn is_in_another_script(fragment: &Fragment, context: &Context<'_>) -> bool {
    let tokens = context.detection().analysis.tokens.get(fragment.tokens.clone());
    let is_digits =
        |token: &&Token| token.shape == Shape::Number && token.script == ScriptKind::Own;
    let mut words = tokens.unwrap_or_default().iter().filter(|token| !is_digits(token)).peekable();
    words.peek().is_some() && words.all(|token| token.script == ScriptKind::Other)
}

/// One letter is a symbol or an example; what an explanation follows is one.
fn script_severity(fragment: &Fragment, own: Severity, context: &Context<'_>) -> Severity {
    let text = context.document.slice(fragment.span);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_explained = context.document.after(fragment.span.end).trim_start().starts_with('(');
    if letters < 2 || is_explained || fragment.names * 2 > fragment.foreign {
        Severity::Advice
    } else {
        own
    }
}

/// Words of one or two letters alone are parts of names, sizes, shortenings and slips of the keyboard.
fn is_short_word(fragment: &Fragment, context: &Context<'_>) -> bool {
    let tokens = context.detection().analysis.tokens.get(fragment.tokens.clone());
    let mut tokens = tokens.unwrap_or_default().iter();
    tokens.all(|token| {
        let text = context.document.slice(token.span);
        let most = if token.script == ScriptKind::Other { 1 } else { SHORT };
        // a character of Han, Kana or Hangul takes three bytes, and is a word
        text.chars().count() <= most && text.chars().all(|c| c.len_utf8() < 3)
    })
}

/// A short term inside a native sentence of a text with code: documentation keeps such as `bind mount`.
/// A whole block, or the text of a link to a page of the same site, is left untranslated.
fn is_in_documentation(def: &Def, fragment: &Fragment, context: &Context<'_>) -> bool {
    let document = context.document;
    let is_block = document
        .block_at(fragment.span.start)
        .and_then(|index| document.blocks.get(index))
        .is_some_and(|block| fragment.span.len() * 2 > block.span.len());
    let (words, functions) = not_its_own(fragment, context);
    document.is_technical
        && functions == 0
        && words < 4
        && def.id != SCRIPT.id
        && !is_block
        && document.link_around(fragment.span).is_none()
}

/// A word that is so frequent in the language (Zipf) is its own …
const OWN: f32 = 4.5;
/// … if English has it no more often than ten times as often.
const OWN_MARGIN: f32 = 1.0;

/// How many words of a fragment are none of the language, and how many of them are function words: `i` in
/// "i rate limit" is Italian, `via` and `use` are Portuguese.
fn not_its_own(fragment: &Fragment, context: &Context<'_>) -> (usize, usize) {
    let known = fragment.tokens.clone().map(|at| context.detection().analysis.known(at).0);
    let own = known.filter(|known| known.target >= OWN.max(known.english - OWN_MARGIN));
    let (mut words, mut functions) = (fragment.foreign, fragment.functions);
    for known in own {
        words = words.saturating_sub(1);
        functions = functions.saturating_sub(usize::from(fragment::is_function(&known)));
    }
    (words, functions)
}

/// Whether the press of the language uses all words of a fragment.
fn is_accepted(fragment: &Fragment, context: &Context<'_>) -> bool {
    let mut tokens = fragment.tokens.clone();
    tokens.all(|at| {
        let known = context.detection().analysis.known(at).0;
        known.is_accepted || known.is_built || known.target > 0.0 && known.target >= known.english
    })
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
    let after = document.after(fragment.span.end).trim_start();
    let short_form = after.strip_prefix('(').and_then(|rest| rest.split(')').next());
    is_cue
        || short_form
            .is_some_and(|short| !short.contains(' ') && short.starts_with(char::is_uppercase))
}

/// A run without a verb, pronoun or conjunction: nouns joined by `of` and `and` may be a term. None begins
/// with `of` or `the`, which names do.
fn is_noun_phrase(fragment: &Fragment, context: &Context<'_>) -> bool {
    let analysis = &context.detection().analysis;
    let mut functions =
        fragment.tokens.clone().map(|at| analysis.known(at).0).filter(fragment::is_function);
    let is_joined = functions.all(|known| known.is_particle);
    let (first, _) = analysis.known(fragment.tokens.start);
    is_joined
        && (!fragment::is_function(&first) || fragment.names * 2 > fragment.foreign)
        && fragment.foreign < LONGEST_TERM
        && context.vocabulary.has_jargon()
}

/// Whether a quotation holds no plain word of the target language; names are of none.
fn is_wholly_foreign(inner: Span, context: &Context<'_>) -> bool {
    let words = context.document.words_in(inner);
    let native = words.filter(|&index| {
        !context.is_name_like(index)
            && context.evidence().get(index).is_some_and(|evidence| {
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

fn is_english(fragment: &Fragment) -> bool {
    fragment.language.is_none_or(Listed::is_english)
}

/// The English name of the language of a fragment.
fn language_name(fragment: &Fragment) -> Option<&'static str> {
    Some(Language::from_tag(fragment.language?.tag())?.name())
}

fn message(def: &Def, fragment: &Fragment, context: &Context<'_>) -> String {
    let text = context.document.slice(fragment.span);
    let target = context.vocabulary.language.name();
    let language = language_name(fragment).unwrap_or("foreign");
    match fragment.foreign {
        _ if def.id == SCRIPT.id => format!("`{text}` is written in another script"),
        1 => format!("`{text}` is {language}; is there no {target} word for it?"),
        count => format!("{count} {language} words in a text in {target}"),
    }
}

/// "`inflation`: English (Zipf 4.9), not in the Indonesian lexicon".
fn evidence(fragment: &Fragment, context: &Context<'_>) -> Option<String> {
    let detection = context.detection();
    let language = fragment.language?;
    let at = fragment.tokens.clone().max_by(|&a, &b| {
        let odds = |at: usize| detection.log_odds.get(at).copied().unwrap_or_default();
        odds(a).total_cmp(&odds(b))
    })?;
    let (known, _) = detection.analysis.known(at);
    let word = context.document.slice(detection.analysis.tokens.get(at)?.span);
    let target = context.vocabulary.language.name();
    let (name, zipf) = if language.is_english() && known.english > 0.0 {
        ("English", known.english)
    } else {
        (Language::from_tag(known.other_language?.tag())?.name(), known.other)
    };
    let own = if known.target > 0.0 {
        format!("in {target} {:.1}", known.target)
    } else {
        format!("not in the {target} lexicon")
    };
    Some(format!("`{word}`: {name} (Zipf {zipf:.1}), {own}"))
}
