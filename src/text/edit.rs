//! Changes to a text: several at once, never overlapping.

use super::span::Span;
use serde::Serialize;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Why edits could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits overlap or touch.
    #[error("two edits overlap at byte {0}")]
    Overlap(u32),
    /// An edit cuts a character or lies outside the text.
    #[error("an edit at byte {0} does not fit the text")]
    Outside(u32),
}

/// `text` with all `edits` made.
///
/// # Errors
/// When two edits overlap, or one does not lie on character boundaries of `text`.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in in_order(text, edits)? {
        result.push_str(text.get(done..edit.span.start()).unwrap_or_default());
        result.push_str(&edit.text);
        done = edit.span.end();
    }
    result.push_str(text.get(done..).unwrap_or_default());
    Ok(result)
}

/// Whether [`apply`] could make all `edits`.
#[must_use]
pub fn fit(text: &str, edits: &[Edit]) -> bool {
    in_order(text, edits).is_ok()
}

fn in_order<'a>(text: &str, edits: &'a [Edit]) -> Result<Vec<&'a Edit>, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort();
    let mut done = 0;
    for edit in &sorted {
        if edit.span.start() < done {
            return Err(EditError::Overlap(edit.span.start));
        }
        if edit.span.get(text).is_none() {
            return Err(EditError::Outside(edit.span.start));
        }
        done = edit.span.end();
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn edits_are_made_in_any_order() {
        let edits = [edit(4, 5, "X"), edit(0, 1, "")];
        assert_eq!(apply("abcdef", &edits).unwrap(), "bcdXf");
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let edits = [edit(0, 3, "X"), edit(2, 4, "Y")];
        assert_eq!(apply("abcdef", &edits), Err(EditError::Overlap(2)));
    }

    #[test]
    fn an_edit_that_cuts_a_character_is_refused() {
        assert_eq!(apply("é", &[edit(1, 2, "")]), Err(EditError::Outside(1)));
    }
}
