//! Words with a wanted form: all terms of all packs in one index, looked up in folded text.

use super::listed_words::{ExonymWords, TermForms};
use super::near::{allows, is_in_name};
use super::{Check, List};
use crate::diagnostic::Diagnostic;
use crate::language::context::Context;
use crate::rules::matchers::Case;
use crate::rules::rule::Rule;
use crate::rules::set::RuleSet;
use crate::rules::terms::Term;
use crate::text::fold::as_normal;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use std::sync::Arc;

pub(super) struct TermRules {
    forms: Arc<TermForms>,
    exonyms: ExonymWords,
}

/// A form found in the text, with its clitic.
struct Hit {
    span: Span,
    /// Where the clitic begins; the end of the span when there is none.
    clitic: u32,
    rule: usize,
    term: usize,
}

impl TermRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        let forms = Arc::new(TermForms::of(set));
        Self { exonyms: ExonymWords::of(Arc::clone(&forms)), forms }
    }

    fn term(&self, hit: &Hit) -> Option<(&Rule, Term<'_>)> {
        self.forms.term(hit.rule, hit.term)
    }

    /// Every form that stands in the text as a word of its own, in the case its rule wants.
    fn hits(&self, context: &Context<'_>) -> Vec<Hit> {
        let document = context.document;
        let mut hits = Vec::new();
        let text = &document.folded().text;
        for found in context.found(List::Terms as usize, true, |form| self.forms.find(form)) {
            let Some(clitic) = word_end(text, found.start, found.end, context) else {
                continue;
            };
            let word = document.folded().original_span(found.span());
            let whole = document.folded().original_span(Span::new(found.start, found.end + clitic));
            let written = as_normal(document.slice(word));
            let Some((rule, term)) = self.forms.owner(found.phrase) else { continue };
            let hit = Hit { span: whole, clitic: word.end, rule, term };
            let Some((_, owner)) = self.term(&hit) else { continue };
            let stands = clitic == 0
                || owner.clitics
                || is_possessive(document.slice(Span { start: word.end, end: whole.end }));
            if stands
                && case_fits(owner.case, &owner.find, &written)
                && joins_fit(context, &hit, &owner.find)
            {
                hits.push(hit);
            }
        }
        hits
    }
}

impl Check for TermRules {
    fn phrases(&self) -> Option<(List, Keys)> {
        Some((List::Terms, self.forms.keys()))
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let mut hits = self.hits(context);
        let rank =
            |hit: &Hit| self.forms.rule(hit.rule).map(|rule| (rule.severity, rule.confidence));
        hits.sort_by(|a, b| {
            let place = (a.span.start, std::cmp::Reverse(a.span.end))
                .cmp(&(b.span.start, std::cmp::Reverse(b.span.end)));
            place
                .then_with(|| rank(b).cmp(&rank(a)))
                .then_with(|| (a.rule, a.term).cmp(&(b.rule, b.term)))
        });
        let mut taken = 0;
        for hit in &hits {
            let Some((rule, term)) = self.term(hit) else { continue };
            if hit.span.start < taken {
                continue;
            }
            if rule.family() == "mixed" && is_part_of_fragment(hit, context) {
                continue;
            }
            if !self.counts(hit, &term, context) {
                // a longer name that is left alone shields its parts: "US" in "US Open"
                if term.find.contains(' ') && term.guards().unless_in_name {
                    taken = hit.span.end;
                }
                continue;
            }
            let found = context.document.slice(hit.span);
            let uses = replacements(hit, &term, context);
            if uses.iter().any(|text| text == found) {
                continue;
            }
            taken = hit.span.end;
            out.extend(rule.report(hit.span, found, &uses));
        }
    }
}

impl TermRules {
    fn counts(&self, hit: &Hit, term: &Term<'_>, context: &Context<'_>) -> bool {
        let guards = term.guards();
        if context.is_allowed(hit.span) || !allows(&guards, hit.span, context) {
            return false;
        }
        if !guards.unless_in_name {
            return true;
        }
        let is_name_form = term.find.contains(char::is_uppercase);
        // "According to Google": a phrase that begins its sentence, whoever follows
        let first = context.document.words_touching(hit.span).next();
        let starts = first
            .and_then(|first| context.document.words.get(first))
            .is_some_and(|word| word.is_first);
        if !is_name_form && starts && term.find.contains(' ') {
            return true;
        }
        (is_name_form || !is_capitalised_inside(hit, context))
            && !is_in_name(hit.span, context, Some(&self.exonyms))
    }
}

/// A single word inside a longer foreign stretch: the stretch is the finding, and its grade counts.
fn is_part_of_fragment(hit: &Hit, context: &Context<'_>) -> bool {
    let words = context.document.words_touching(hit.span);
    let fragment = context.fragment_at(words.start).filter(|_| words.len() == 1);
    fragment.is_some_and(|fragment| fragment.foreign > 1)
}

/// A word that is not written with a capital by itself stands with one inside a sentence: a name,
/// unless the whole line is in title case.
fn is_capitalised_inside(hit: &Hit, context: &Context<'_>) -> bool {
    let Some(word) = context.document.words_in(hit.span).next() else { return false };
    let capitalised = context
        .document
        .words
        .get(word)
        .is_some_and(|word| word.shape.is_capitalised() && !word.is_first);
    let seen_as_name = context.document.words.get(word).is_some_and(|found| {
        found.is_first && found.shape.is_capitalised() && context.is_name_like(word)
    });
    (capitalised || seen_as_name) && !is_title_case(hit.span, context)
}

/// More words than this are no headline (see the longest heading in `block.rs`).
const LONGEST_HEADLINE: usize = 40;

/// Whether most long words of the sentence around a span are capitalised.
fn is_title_case(span: Span, context: &Context<'_>) -> bool {
    let document = context.document;
    let Some(sentence) =
        document.sentence_at(span.start).and_then(|index| document.sentences.get(index))
    else {
        return false;
    };
    if sentence.words.len() > LONGEST_HEADLINE {
        return false;
    }
    let long = |index: &usize| document.word(*index).chars().count() > 3;
    let words: Vec<_> = sentence.words.clone().filter(long).collect();
    let capitalised = words
        .iter()
        .filter(|&&index| document.words.get(index).is_some_and(|word| word.shape.is_capitalised()))
        .count();
    words.len() >= 3 && capitalised * 5 >= words.len() * 4
}

/// How many bytes of clitic follow a form; `None` when the form is part of a longer word.
fn word_end(text: &str, start: usize, end: usize, context: &Context<'_>) -> Option<usize> {
    let before = text.get(..start)?.chars().next_back();
    let after = text.get(end..)?;
    // `US$5` is a currency, not a country
    if before.is_some_and(is_inside_word) || after.starts_with(['$', '€', '£', '¥']) {
        return None;
    }
    if !after.starts_with(is_inside_word) && !after.starts_with(['-', '\'']) {
        return Some(0);
    }
    let clitics = context.vocabulary.affixes.clitics().iter();
    let joined = clitics.filter_map(|clitic| {
        let bare = after.strip_prefix('-').unwrap_or(after);
        let rest = bare.strip_prefix(clitic)?;
        (!rest.starts_with(is_inside_word)).then(|| after.len() - rest.len())
    });
    let possessive =
        after.strip_prefix("'s").filter(|rest| !rest.starts_with(is_inside_word)).map(|_| 2);
    joined.max().or(possessive).or_else(|| (!after.starts_with(is_inside_word)).then_some(0))
}

fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

fn is_possessive(clitic: &str) -> bool {
    clitic.starts_with(['\'', '’']) && clitic.ends_with(['s', 'S'])
}

/// A hyphen joins words, except two names (`Rusia-Ukraine`).
fn joins_fit(context: &Context<'_>, hit: &Hit, find: &str) -> bool {
    let document = context.document;
    let before = document.before(hit.span.start);
    let after = document.after(hit.span.end);
    let joined_before = before
        .strip_suffix(['-', '\'', '’'])
        .is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    let joined_after = after
        .strip_prefix(['-', '\'', '’'])
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if !joined_before && !joined_after {
        return true;
    }
    let is_name = find.starts_with(char::is_uppercase);
    let name_before = !joined_before
        || last_part(before).is_some_and(|part| part.starts_with(char::is_uppercase));
    let name_after =
        !joined_after || after.get(1..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    is_name && name_before && name_after
}

/// The part of a hyphenated word before its last hyphen.
fn last_part(before: &str) -> Option<&str> {
    before.trim_end_matches(['-', '\'', '’']).rsplit(|c: char| !c.is_alphanumeric()).next()
}

/// Whether a written form has the case that a rule wants.
fn case_fits(case: Case, find: &str, written: &str) -> bool {
    match case {
        Case::Ignore => true,
        Case::Exact => find == written,
        Case::Smart => {
            let letters = || find.chars().filter(|c| c.is_alphabetic());
            let acronym = letters().count() > 1 && letters().all(char::is_uppercase)
                || letters().all(char::is_uppercase) && find.contains('.');
            if acronym {
                return find == written;
            }
            let all_caps = !written.chars().any(char::is_lowercase);
            !find.contains(char::is_uppercase) || all_caps || has_capitals_of(find, written)
        }
    }
}

/// Whether every capital of `find` is a capital in `written`, and no word has a capital inside.
fn has_capitals_of(find: &str, written: &str) -> bool {
    find.chars().zip(written.chars()).all(|(want, is)| !want.is_uppercase() || is.is_uppercase())
}

/// The replacements in the case of the found word, with its clitic.
fn replacements(hit: &Hit, term: &Term<'_>, context: &Context<'_>) -> Vec<String> {
    let document = context.document;
    let found = document.slice(Span { start: hit.span.start, end: hit.clitic });
    let clitic = document.slice(Span { start: hit.clitic, end: hit.span.end });
    let clitic = if is_possessive(clitic) { "" } else { clitic.trim_start_matches('-') };
    let starts_sentence = document
        .words_in(hit.span)
        .next()
        .and_then(|index| document.words.get(index))
        .is_some_and(|word| word.is_first);
    let is_acronym = !term.find.chars().any(char::is_lowercase);
    let upper = found.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !found.chars().any(char::is_lowercase)
        && !is_acronym;
    let capital = starts_sentence
        || term.find.starts_with(char::is_lowercase) && found.starts_with(char::is_uppercase);
    let dress = |text: &String| match () {
        () if text.is_empty() => String::new(),
        () if upper => [text.to_uppercase(), clitic.to_uppercase()].concat(),
        () if capital && found.starts_with(char::is_uppercase) => {
            [capitalised(text).as_str(), clitic].concat()
        }
        () => [text, clitic].concat(),
    };
    term.uses.iter().map(dress).collect()
}

/// `text` with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
