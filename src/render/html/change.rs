//! What a fix changes: the words before and after, with as much around them as tells what changes.

use crate::diagnostic::Fix;
use crate::text::edit::{Edit, apply};
use crate::text::span::Span;
use std::borrow::Cow;

/// One change, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// Unchanged words before it.
    pub before: &'a str,
    /// What goes.
    pub old: Cow<'a, str>,
    /// What comes.
    pub new: String,
    /// Unchanged words after it.
    pub after: &'a str,
}

/// A longer text is shown by its beginning and its end, in characters.
const LONGEST: usize = 220;
/// So much is shown on each side of a change that takes or brings no word.
const AROUND: usize = 18;
/// More edits than this are counted, not shown.
pub const MOST_CHANGES: usize = 5;

/// The changes of a fix: one where its edits lie close together, else one for each edit.
pub fn changes<'a>(text: &'a str, fix: &Fix) -> Vec<Change<'a>> {
    let Some(cover) = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover) else {
        return Vec::new();
    };
    if fix.edits.len() > 1 && cover.len() <= LONGEST {
        return vec![change(text, cover, &fix.edits)];
    }
    fix.edits
        .iter()
        .take(MOST_CHANGES)
        .map(|edit| change(text, edit.span, std::slice::from_ref(edit)))
        .collect()
}

fn change<'a>(text: &'a str, span: Span, edits: &[Edit]) -> Change<'a> {
    let old = span.of_text(text);
    let inside = edits.iter().map(|edit| Edit {
        span: Span::new(
            edit.span.start() - span.start().min(edit.span.start()),
            edit.span.end().saturating_sub(span.start()),
        ),
        text: edit.text.clone(),
    });
    let new = apply(old, &inside.collect::<Vec<_>>()).unwrap_or_default();
    let is_bare = !has_word(old) || !new.is_empty() && !has_word(&new);
    let (before, after) = if is_bare { around(text, span) } else { ("", "") };
    Change { before, old: visible(old), new: visible(&new).into_owned(), after }
}

impl Change<'_> {
    /// Whether words go and nothing comes.
    pub fn is_deletion(&self) -> bool {
        self.new.is_empty() && self.before.is_empty() && self.after.is_empty()
    }
}

/// A text as it is seen in a line: blanks by signs where they are all there is.
fn visible(text: &str) -> Cow<'_, str> {
    match text.trim() {
        "" if text.contains(['\n', '\r']) => Cow::Borrowed("¶"),
        "" if !text.is_empty() => Cow::Owned("␣".repeat(text.chars().count().min(LONGEST))),
        words => shortened(words),
    }
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The words beside a span, on its own line.
fn around(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    (
        last_words(before.rsplit(['\n', '\r']).next().unwrap_or_default()),
        first_words(after.split(['\n', '\r']).next().unwrap_or_default()),
    )
}

fn last_words(text: &str) -> &str {
    let Some((at, _)) = text.char_indices().rev().nth(AROUND) else { return text };
    let tail = text.get(at..).unwrap_or_default();
    tail.split_once(' ').map_or(tail, |(_, words)| words)
}

fn first_words(text: &str) -> &str {
    let Some((at, _)) = text.char_indices().nth(AROUND) else { return text };
    let head = text.get(..at).unwrap_or_default();
    head.rsplit_once(' ').map_or(head, |(words, _)| words)
}

/// A text that is not endless.
pub fn shortened(text: &str) -> Cow<'_, str> {
    let Some(_) = text.char_indices().nth(LONGEST) else { return Cow::Borrowed(text) };
    let head = text.char_indices().nth(LONGEST / 2).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().rev().nth(LONGEST / 4).map_or(text.len(), |(at, _)| at);
    let head = text.get(..head).unwrap_or_default();
    Cow::Owned(format!("{head} […] {}", text.get(tail..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Safety;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits
            .iter()
            .map(|&(start, end, text)| Edit { span: Span::new(start, end), text: text.to_owned() });
        Fix { title: String::new(), safety: Safety::Safe, edits: edits.collect() }
    }

    fn shown(text: &str, edits: &[(usize, usize, &str)]) -> Vec<[String; 4]> {
        let changes = changes(text, &fix(edits)).into_iter();
        changes
            .map(|change| {
                [change.before, &change.old, &change.new, change.after].map(str::to_owned)
            })
            .collect()
    }

    #[test]
    fn words_are_shown_by_themselves() {
        let expected = ["", "Ukraine", "Ukraina", ""].map(str::to_owned);
        assert_eq!(shown("invasi Ukraine lagi", &[(7, 14, "Ukraina")]), [expected]);
    }

    #[test]
    fn a_change_of_marks_shows_the_words_around_it() {
        let expected = ["katanya", "␣", "", ", lalu pergi"].map(str::to_owned);
        assert_eq!(shown("katanya , lalu pergi", &[(7, 8, "")]), [expected]);
    }

    #[test]
    fn edits_that_lie_close_together_are_one_change() {
        let expected = ["", "men-deploy", "memasang", ""].map(str::to_owned);
        assert_eq!(shown("men-deploy", &[(0, 4, "me"), (4, 10, "masang")]), [expected]);
    }

    #[test]
    fn edits_far_apart_are_shown_one_by_one() {
        let text = format!("satu {} dua", "kata ".repeat(100));
        let end = text.len();
        let changes = shown(&text, &[(0, 4, "1"), (end - 3, end, "2")]);
        assert_eq!(changes.len(), 2);
    }

    #[test]
    fn a_long_text_is_shown_by_both_ends() {
        let text = format!("awal{}akhir", "é".repeat(5000));
        let short = shortened(&text);
        assert!(short.starts_with("awal") && short.ends_with("akhir") && short.len() < 800);
    }
}
