//! The marker lines that a merge leaves in a file: they are no text of the format around them.

use crate::text::span::Span;

/// What the three marker lines begin with, in their order.
const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// The marker lines of every conflict, in order; those in fenced code show what a conflict is.
#[must_use]
pub fn markers(text: &str) -> Vec<Span> {
    let mut markers = Vec::new();
    if !text.contains(MARKS[0]) {
        return markers;
    }
    let mut open: Vec<Span> = Vec::new();
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
        if fence.is_none() && is_marker(written, open.len()) {
            open.push(span);
        } else if is_marker(written, 0) {
            open = vec![span];
        }
        if open.len() == MARKS.len() {
            markers.append(&mut open);
        }
    }
    markers
}

/// Whether a line is the marker that comes after so many others.
fn is_marker(line: &str, index: usize) -> bool {
    let Some(rest) = MARKS.get(index).and_then(|mark| line.strip_prefix(mark)) else {
        return false;
    };
    if index == 1 { rest.is_empty() } else { rest.is_empty() || rest.starts_with(' ') }
}

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
    fn a_heading_and_shown_code_are_none() {
        assert!(markers("Judul\n=======\n\n<<<<<<< a\n").is_empty());
        assert!(markers("```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n").is_empty());
    }
}
