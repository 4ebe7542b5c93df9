//! Sentences: where one ends and the next begins inside a block.

use crate::data::lists;
use crate::text::fold::folded;
use crate::text::hashed::Set;
use crate::text::marks::Marks;
use crate::text::span::Span;
use std::ops::Range;

/// A sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without the white space around it.
    pub span: Span,
    /// Its block, by index.
    pub block: usize,
    /// Its words, by index.
    pub words: Range<usize>,
}

/// Shortenings whose full stop ends no sentence: `dr.`, `No.`, `dkk.`
#[derive(Clone, Debug, Default)]
pub struct Abbreviations(Set<String>);

impl Abbreviations {
    /// The list of a language, with the international ones.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let entries = lists::entries("shared", "abbreviations")
            .chain(lists::entries(language, "abbreviations"));
        Self(entries.map(|entry| folded(entry.trim_end_matches('.'))).collect())
    }

    /// Whether nothing is known of the shortenings of the language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `token`, the letters before a full stop, is a listed shortening, an initial, or a
    /// chain of them (`S.H`, `a.n`).
    #[must_use]
    pub fn holds(&self, token: &str) -> bool {
        let last = token.rsplit('.').next().unwrap_or(token);
        let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        is_initial
            || self.0.contains(&folded(token))
            || self.0.contains(&folded(last)) && token.contains('.')
    }
}

/// What may end a sentence.
static ENDS: Marks = Marks::of(&['.', '!', '?', '…', '\n', '\r']);

/// The sentences of one block.
#[must_use]
pub fn split(text: &str, block: Span, abbreviations: &Abbreviations) -> Vec<Span> {
    let slice = block.of_text(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some((mark, _)) = ENDS.next(slice, at) {
        let (end, next) = boundary(slice, mark);
        at = next.max(mark + 1);
        while !slice.is_char_boundary(at) {
            at += 1;
        }
        if next < slice.len() && next > end && ends_here(slice, mark, next, abbreviations) {
            push(slice, start, end, block, &mut sentences);
            start = next;
        }
    }
    push(slice, start, slice.len(), block, &mut sentences);
    sentences
}

/// The end of the sentence whose mark stands at `mark` (with the quotes that close it), and where
/// the text goes on.
fn boundary(text: &str, mark: usize) -> (usize, usize) {
    let rest = text.get(mark..).unwrap_or_default();
    let closing =
        |c: char| matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | ')' | ']' | '»');
    let end = mark + rest.find(|c| !closing(c)).unwrap_or(rest.len());
    let gap = text.get(end..).unwrap_or_default();
    (end, end + gap.len() - gap.trim_start().len())
}

fn ends_here(text: &str, mark: usize, next: usize, abbreviations: &Abbreviations) -> bool {
    let Some(c) = text.get(next..).and_then(|rest| rest.chars().next()) else { return false };
    if !text.get(mark..).is_some_and(|rest| rest.starts_with('.')) {
        let wrapped = text.get(mark..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
        return !wrapped && !c.is_lowercase();
    }
    let token = text.get(..mark).and_then(|before| {
        before.rsplit(|c: char| c.is_whitespace() || "(\"“‘'/".contains(c)).next()
    });
    let opens = c.is_uppercase()
        || c.is_numeric()
        || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '-' | '–' | '—' | '*');
    let other_script = c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    (opens || other_script) && !token.is_some_and(|token| abbreviations.holds(token))
}

fn push(slice: &str, start: usize, end: usize, block: Span, sentences: &mut Vec<Span>) {
    let inside = slice.get(start..end).unwrap_or_default();
    let from = start + inside.len() - inside.trim_start().len();
    let span = Span::new(from, from + inside.trim().len());
    if !span.is_empty() {
        sentences.push(span.shifted(block.start()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let abbreviations = Abbreviations(["dr", "no"].map(str::to_owned).into_iter().collect());
        split(text, Span::of(text), &abbreviations).iter().map(|span| span.of_text(text)).collect()
    }

    #[test]
    fn sentences_end_at_a_stop_before_a_capital() {
        let text = "Harga naik 1.200 rupiah. “Berat,” kata dr. Rina M. Putra. Ia pergi!";
        let expected =
            ["Harga naik 1.200 rupiah.", "“Berat,” kata dr. Rina M. Putra.", "Ia pergi!"];
        assert_eq!(sentences(text), expected);
    }

    #[test]
    fn a_question_inside_a_sentence_does_not_end_it() {
        assert_eq!(sentences("“Siapa?” katanya. Sepi.").len(), 2);
    }
}
