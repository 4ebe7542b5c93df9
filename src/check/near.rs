//! What stands beside a match: the guards of rules.

use super::listed_words::ExonymWords;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::rules::rule::{Guards, Near};
use crate::text::fold::{folded, normal};
use crate::text::span::Span;

/// An English word of this Zipf frequency beside a name is part of the name (Airlines, Post).
const PART_OF_NAME: f32 = 3.0;

/// More small words than these do not stand between two parts of a name.
const MOST_SMALL_WORDS: usize = 3;

/// Whether the guards let a match at `span` count.
pub(super) fn allows(guards: &Guards, span: Span, context: &Context<'_>) -> bool {
    let after = |nears: &[Near]| nears.iter().any(|near| stands_before(near, span, context));
    let before = |nears: &[Near]| nears.iter().any(|near| stands_after(near, span, context));
    (guards.only_after.is_empty() || after(&guards.only_after))
        && (guards.only_before.is_empty() || before(&guards.only_before))
        && !after(&guards.unless_preceded_by)
        && !before(&guards.unless_followed_by)
        && !(guards.unless_quoted && context.document.quote_around(span).is_some())
        && !(guards.unless_in_title && context.is_in_foreign_title(span))
}

/// Whether `near` stands directly before the span.
fn stands_before(near: &Near, span: Span, context: &Context<'_>) -> bool {
    let before = context.document.before(span.start);
    let open = before.trim_end();
    match near {
        Near::Start => open.trim_matches(is_opening).is_empty(),
        Near::End | Near::Stop => false,
        Near::SentenceStart => {
            open.trim_end_matches(is_opening).trim_end().is_empty()
                || context
                    .document
                    .sentence_at(span.start)
                    .and_then(|index| context.document.sentences.get(index))
                    .is_some_and(|sentence| {
                        let start = Span { start: sentence.span.start, end: span.start };
                        context.document.slice(start).trim_matches(is_opening).is_empty()
                    })
        }
        Near::Quote => open.ends_with(is_quote),
        Near::Comma => open.ends_with(','),
        Near::Words(words) => ends_with_words(open, words),
        class => last_word(open).is_some_and(|word| is_of_class(class, word, context)),
    }
}

/// Whether `near` stands directly after the span.
fn stands_after(near: &Near, span: Span, context: &Context<'_>) -> bool {
    let after = context.document.after(span.end);
    let open = after.trim_start();
    match near {
        Near::Start | Near::SentenceStart => false,
        Near::End => open.trim_matches(|c: char| is_quote(c) || ".!?…".contains(c)).is_empty(),
        Near::Stop => open.starts_with(['.', '!', '?', '…']),
        Near::Quote => open.starts_with(is_quote),
        Near::Comma => open.starts_with(','),
        Near::Words(words) => starts_with_words(open, words),
        class => first_word(open).is_some_and(|word| is_of_class(class, word, context)),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' | '„')
}

fn is_opening(c: char) -> bool {
    is_quote(c) || c.is_whitespace() || "([*_#>-–—•".contains(c)
}

fn is_of_class(class: &Near, word: &str, context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    match class {
        Near::Number => {
            word.contains(char::is_numeric) || vocabulary.numbers.contains(&folded(word))
        }
        Near::Capital => word.starts_with(char::is_uppercase),
        Near::Lower => word.starts_with(char::is_lowercase),
        Near::Month => vocabulary.months.contains(&folded(word)),
        Near::Weekday => vocabulary.weekdays.contains(&folded(word)),
        _ => false,
    }
}

/// Part of a word for the classes: a number keeps its separators and its currency sign.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | ',' | '%' | '/')
}

fn last_word(text: &str) -> Option<&str> {
    let start = text.char_indices().rev().take_while(|&(_, c)| in_word(c)).last()?.0;
    text.get(start..)
}

fn first_word(text: &str) -> Option<&str> {
    let end = text.find(|c| !in_word(c)).unwrap_or(text.len());
    text.get(..end).filter(|word| !word.is_empty())
}

fn ends_with_words(text: &str, words: &str) -> bool {
    let tail = tail(text, words.chars().count());
    let before = text.strip_suffix(tail).unwrap_or_default();
    same_words(tail, words) && !before.ends_with(char::is_alphanumeric)
}

fn starts_with_words(text: &str, words: &str) -> bool {
    let end = text.char_indices().nth(words.chars().count()).map_or(text.len(), |(at, _)| at);
    let (head, after) = text.split_at_checked(end).unwrap_or((text, ""));
    same_words(head, words) && !after.starts_with(char::is_alphanumeric)
}

fn tail(text: &str, characters: usize) -> &str {
    let start = text.char_indices().rev().take(characters).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// Lower-case words match in any case, capitalised ones only where the capitals are.
fn same_words(found: &str, words: &str) -> bool {
    let found = normal(found);
    found.chars().count() == words.chars().count()
        && found
            .chars()
            .zip(words.chars())
            .all(|(a, b)| a == b || b.is_lowercase() && a.to_lowercase().eq([b]))
}

/// Whether the words of a match are part of a longer foreign name; `exonyms` are the words
/// that are themselves faults and so no sign of a name.
pub(super) fn is_in_name(span: Span, context: &Context<'_>, exonyms: Option<&ExonymWords>) -> bool {
    let words = context.document.words_touching(span);
    if words.is_empty() {
        return false;
    }
    let neighbours =
        Neighbours { context, exonyms, span, left: words.start.checked_sub(1), right: words.end };
    neighbours.is_name_before() || neighbours.is_name_after()
}

struct Neighbours<'a, 'c> {
    context: &'a Context<'c>,
    exonyms: Option<&'a ExonymWords>,
    span: Span,
    left: Option<usize>,
    right: usize,
}

impl Neighbours<'_, '_> {
    /// The word directly before the match.
    fn left(&self) -> Option<usize> {
        self.left.filter(|&left| {
            self.is_blank(
                self.context.document.words.get(left).map(|word| word.span.end),
                Some(self.span.start),
            )
        })
    }

    /// The word directly after the match.
    fn right(&self) -> Option<usize> {
        let start = self.context.document.words.get(self.right).map(|word| word.span.start);
        self.is_blank(Some(self.span.end), start).then_some(self.right)
    }

    fn is_blank(&self, start: Option<u32>, end: Option<u32>) -> bool {
        let (Some(start), Some(end)) = (start, end) else { return false };
        let gap = self.context.document.slice(Span { start, end });
        start <= end && gap.trim().is_empty() && !gap.contains(['\n', '\r'])
    }

    fn is_name_before(&self) -> bool {
        let before = self.context.document.before(self.span.start).trim_end();
        let Some(left) = self.left() else { return before.ends_with('&') };
        self.name_over_small_words(left).is_some_and(|beyond| self.is_foreign_name(beyond))
    }

    /// The first word before the match that is no particle: "The Keys to the White House".
    fn name_over_small_words(&self, left: usize) -> Option<usize> {
        let mut index = left;
        for _ in 0..MOST_SMALL_WORDS {
            let is_small = self.is_particle(index)
                || self.context.standing(index) == Standing::ForeignFunction;
            let is_lower = self
                .context
                .document
                .words
                .get(index)
                .is_some_and(|word| word.shape == Shape::Lower);
            if !is_small || !is_lower {
                break;
            }
            index =
                index.checked_sub(1).filter(|&beyond| self.context.is_adjacent(beyond, index))?;
        }
        Some(index)
    }

    fn is_name_after(&self) -> bool {
        let Some(right) = self.right() else { return false };
        if self.is_particle(right) {
            return self.context.is_adjacent(right, right + 1) && self.is_foreign_name(right + 1);
        }
        // English puts the head last: "British Museum", although both languages have a museum
        if self.is_english_head(right) {
            return true;
        }
        // "Presiden Ukraine Volodymyr …": a noun before says that the name after is a person
        self.is_foreign_name(right) && !self.follows_noun()
    }

    fn is_english_head(&self, index: usize) -> bool {
        let document = self.context.document;
        let Some(word) = document.words.get(index).filter(|word| word.shape.is_capitalised())
        else {
            return false;
        };
        let text = folded(document.slice(word.span));
        let vocabulary = self.context.vocabulary;
        let own = vocabulary.function_words.contains(&text)
            || vocabulary.office_words.contains(&text)
            || self.is_exonym(&text);
        !own && self
            .context
            .evidence()
            .get(index)
            .is_some_and(|evidence| evidence.english >= PART_OF_NAME)
    }

    fn is_exonym(&self, word: &str) -> bool {
        self.exonyms.is_some_and(|exonyms| exonyms.hold(word, self.context))
    }

    fn follows_noun(&self) -> bool {
        self.left().is_some_and(|left| {
            let word = folded(self.context.document.word(left));
            self.context.standing(left) == Standing::Native
                && !self.context.vocabulary.function_words.contains(&word)
        })
    }

    /// A capitalised word that is foreign or unknown, and no exonym itself.
    fn is_foreign_name(&self, index: usize) -> bool {
        let Some(word) = self.context.document.words.get(index) else { return false };
        if !word.shape.is_capitalised() && word.shape != Shape::Number {
            return false;
        }
        let text = folded(self.context.document.slice(word.span));
        if self.is_exonym(&text) || self.context.vocabulary.office_words.contains(&text) {
            return false;
        }
        if word.shape == Shape::Number {
            return text.starts_with(char::is_alphabetic);
        }
        let Some(evidence) = self.context.evidence().get(index) else { return false };
        match evidence.standing {
            Standing::Native => word.shape != Shape::Upper && evidence.english > evidence.native,
            Standing::Neutral => false,
            _ => true,
        }
    }

    fn is_particle(&self, index: usize) -> bool {
        let Some(word) = self.context.document.words.get(index) else { return false };
        let text = self.context.document.slice(word.span);
        let vocabulary = self.context.vocabulary;
        // `di` is Italian in a name and a preposition in Indonesian
        word.shape == Shape::Lower
            && vocabulary.particles.contains(text)
            && !vocabulary.function_words.contains(text)
    }
}
