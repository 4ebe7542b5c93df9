//! The small notations inside a pack: marked examples, bare lines, classes of neighbours.

use super::load::unknown;
use super::matchers::OneOrMany;
use super::rule::Near;
use crate::text::fold::{folded, normal};
use crate::text::span::Span;

/// A text without its marks ⟦ ⟧, and what they marked; `None` unless there is one pair.
#[must_use]
pub fn marked(text: &str) -> Option<(String, Span)> {
    let (before, rest) = text.split_once('⟦')?;
    let (inside, after) = rest.split_once('⟧')?;
    let span = Span::new(before.len(), before.len() + inside.len());
    (!after.contains(['⟦', '⟧'])).then(|| ([before, inside, after].concat(), span))
}

/// A line without the marks and spaces at its end that do not matter.
#[must_use]
pub fn bare(line: &str) -> &str {
    line.trim()
        .trim_matches(['*', '_', '#'])
        .trim()
        .trim_end_matches(['.', ':', '!', '…', '>', '»', '-', '：', '。', '！'])
        .trim_end()
}

/// A line to find, folded; one that is nothing but marks (`###`) is taken as it is.
pub(super) fn line_text(text: &str) -> String {
    let folded = folded(text);
    match bare(&folded) {
        "" => folded.trim().to_owned(),
        bare => bare.to_owned(),
    }
}

/// The replacements as written: none, one or several.
pub(super) fn uses(written: Option<&OneOrMany>) -> Vec<String> {
    written.cloned().map(Vec::from).unwrap_or_default()
}

/// What may stand beside a match, from its notation.
///
/// # Errors
/// When a class in angle brackets is unknown.
pub(super) fn near(word: &str) -> Result<Near, String> {
    const CLASSES: [&str; 11] = [
        "<stop>",
        "<number>",
        "<capital>",
        "<lower>",
        "<month>",
        "<weekday>",
        "<start>",
        "<sentence-start>",
        "<end>",
        "<quote>",
        "<comma>",
    ];
    Ok(match word {
        "<number>" => Near::Number,
        "<capital>" => Near::Capital,
        "<lower>" => Near::Lower,
        "<month>" => Near::Month,
        "<weekday>" => Near::Weekday,
        "<start>" => Near::Start,
        "<sentence-start>" => Near::SentenceStart,
        "<end>" => Near::End,
        "<stop>" => Near::Stop,
        "<quote>" => Near::Quote,
        "<comma>" => Near::Comma,
        class if class.starts_with('<') => {
            return Err(unknown("class", class, CLASSES.into_iter()));
        }
        words => Near::Words(normal(words)),
    })
}
