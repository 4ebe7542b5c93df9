//! Fixes for consumers that take less than ours: a message that says what to write, and several changes
//! as one.

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::source::Source;
use crate::text::edit::{self, Edit};
use crate::text::span::Span;

/// Candidates that a message names.
const MOST_CANDIDATES: usize = 3;

/// The message of a finding with its fixes: most consumers show nothing else.
pub(super) fn message(finding: &Diagnostic) -> String {
    let titles: Vec<_> = finding
        .fixes
        .iter()
        .filter(|fix| !is_said(&finding.message, fix))
        .take(MOST_CANDIDATES)
        .map(|fix| fix.title.as_str())
        .collect();
    if titles.is_empty() {
        return finding.message.clone();
    }
    format!("{}; {}", finding.message, titles.join(", or "))
}

/// Whether a message names what a fix writes.
fn is_said(message: &str, fix: &Fix) -> bool {
    matches!(fix.edits.as_slice(), [edit] if !edit.text.is_empty() && message.contains(&format!("`{}`", edit.text)))
}

/// The fixes that can be offered, each as one replacement. A hint is none: it needs a person's words, or
/// cannot be made in the bytes of the file.
pub(super) fn replacements<'a>(
    source: &'a Source,
    finding: &'a Diagnostic,
) -> impl Iterator<Item = Edit> + 'a {
    let offered = finding.fixes.iter().filter(|fix| fix.safety > Safety::Hint);
    offered.filter_map(|fix| as_one(source, &fix.edits))
}

/// Several edits as one over all of them.
fn as_one(source: &Source, edits: &[Edit]) -> Option<Edit> {
    let spans = edits.iter().map(|edit| edit.span);
    let span = spans.reduce(Span::cover)?;
    let inside: Vec<_> = edits
        .iter()
        .map(|edit| Edit {
            span: Span { start: edit.span.start - span.start, end: edit.span.end - span.start },
            text: edit.text.clone(),
        })
        .collect();
    let text = edit::apply(span.get(&source.text)?, &inside).ok()?;
    Some(Edit { span, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_edits_become_one() {
        let source = Source::new("a.txt", "é satu dua tiga").unwrap();
        let edits = [
            Edit { span: Span::new(12, 16), text: "3".to_owned() },
            Edit { span: Span::new(3, 7), text: "1".to_owned() },
        ];
        let one = as_one(&source, &edits).unwrap();
        assert_eq!((one.span, one.text.as_str()), (Span::new(3, 16), "1 dua 3"));
        assert_eq!(as_one(&source, &[]), None);
    }
}
