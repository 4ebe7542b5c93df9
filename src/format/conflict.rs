//! The marker lines that a merge leaves in a file: they are no text of the format around them.

use crate::data::lists;
use crate::text::span::Span;

/// What the three marker lines begin with, in their order.
const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// The marker lines of a merge, in order; those in fenced code show what a conflict is.
///
/// A conflict that somebody resolved by half leaves one or two of its three lines. The first and the last
/// are told by the label behind them; a lone `=======` underlines a heading.
#[must_use]
pub fn markers(text: &str) -> Vec<Span> {
    if !text.contains(MARKS[0]) && !text.contains(MARKS[2]) {
        return Vec::new();
    }
    let mut found = Markers::default();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let span = Span::new(at, at + written.len());
        at += line.len();
        let mark = written.trim_start().get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(own), Some(mark)) if own == mark => fence = None,
            _ => {}
        }
        if fence.is_none() {
            found.line(written, span);
        }
    }
    found.give_up();
    found.all
}

/// The marker lines so far, and those of the conflict that is open.
#[derive(Default)]
struct Markers {
    all: Vec<Span>,
    /// Each with whether its label alone tells what it is.
    open: Vec<(Span, bool)>,
}

impl Markers {
    fn line(&mut self, line: &str, span: Span) {
        if is_marker(line, self.open.len()) {
            self.open.push((span, is_labelled(line, self.open.len())));
        } else if is_marker(line, 0) {
            self.give_up();
            self.open.push((span, is_labelled(line, 0)));
        } else if is_labelled(line, 2) {
            self.give_up();
            self.all.push(span);
        }
        if self.open.len() == MARKS.len() {
            self.all.extend(self.open.drain(..).map(|(span, _)| span));
        }
    }

    /// Ends a conflict that lacks a line.
    fn give_up(&mut self) {
        let is_sure = self.open.iter().any(|(_, is_labelled)| *is_labelled);
        self.all.extend(self.open.drain(..).filter(|_| is_sure).map(|(span, _)| span));
    }
}

/// Whether a line is the marker that comes after so many others.
fn is_marker(line: &str, index: usize) -> bool {
    let Some(rest) = MARKS.get(index).and_then(|mark| line.strip_prefix(mark)) else {
        return false;
    };
    if index == 1 { rest.is_empty() } else { rest.is_empty() || rest.starts_with(' ') }
}

/// Whether a marker names a branch or a commit: `HEAD`, `origin/main`, `a1b2c3d (Fix the table)`. The last mark is
/// also how mail quotes mail for the seventh time: behind it any word will not do.
fn is_labelled(line: &str, index: usize) -> bool {
    let Some(label) = MARKS.get(index).and_then(|mark| line.strip_prefix(mark)) else {
        return false;
    };
    let label = label.strip_prefix(' ').unwrap_or_default();
    let is_listed = || {
        let label = label.to_lowercase();
        lists::entries("shared", "merge-labels").any(|entry| entry == label)
    };
    let mut parts = label.splitn(2, ' ');
    let (name, rest) = (parts.next().unwrap_or_default(), parts.next());
    let is_name = |c: char| c.is_ascii_alphanumeric() || "/_-.:#@~^".contains(c);
    let is_commit = |name: &str| {
        name.len() >= SHORTEST_COMMIT && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let is_telling = index == 0 || name.contains('/') || is_commit(name);
    is_listed()
        || is_telling
            && !name.is_empty()
            && name.chars().all(is_name)
            && rest.is_none_or(|rest| rest.starts_with('(') && rest.ends_with(')'))
}

/// git shortens the name of a commit to so many digits.
const SHORTEST_COMMIT: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lines_in_order_are_a_conflict() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> cabang\nd\n";
        let lines: Vec<_> = markers(text).iter().map(|span| span.of_text(text)).collect();
        assert_eq!(lines, ["<<<<<<< HEAD", "=======", ">>>>>>> cabang"]);
    }

    #[test]
    fn what_a_half_resolved_conflict_leaves_is_found() {
        let text = "a\n>>>>>>> origin/main\nb\n<<<<<<< HEAD\nc\n=======\nd\n";
        let lines: Vec<_> = markers(text).iter().map(|span| span.of_text(text)).collect();
        assert_eq!(lines, [">>>>>>> origin/main", "<<<<<<< HEAD", "======="]);
        let text = "a\n>>>>>>> a1b2c3d (Perbaiki tabel)\n";
        assert_eq!(markers(text).len(), 1);
        assert_eq!(markers("a\n>>>>>>> Stashed changes\n").len(), 1);
        assert_eq!(markers("a\n>>>>>>> main\n").len(), 1);
    }

    #[test]
    fn mail_that_quotes_mail_is_no_conflict() {
        assert!(markers(">>>>>>> setuju\n>>>>>> Rapat itu hari Senin.\n").is_empty());
    }

    #[test]
    fn a_heading_and_shown_code_are_none() {
        assert!(markers("Judul\n=======\n\n<<<<<<<\n").is_empty());
        assert!(markers("Judul\n=======\n\n>>>>>>> kutipan yang sangat dalam\n").is_empty());
        assert!(markers("```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n").is_empty());
    }
}
