//! How a block lies in its file: what goes with its text when all of that goes.

use crate::text::span::Span;

/// What goes with the text of a block when all of it is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Nothing: a line of plain text, a string, a cell of a table, which stays when it is empty.
    #[default]
    Text,
    /// These bytes of the file: markup that stands for nothing without the text, and its lines.
    Markup(Span),
    /// The markup is around other things, too, a picture or a list: the text must not go alone.
    Shared,
}

/// The lines of a file that a stretch of it fills, with the blank lines that would stay doubled; `None` when
/// something else stands in them.
///
/// White space, and the marks of quotations around it in Markdown, are nothing else. Where no blank line parts
/// what is before and behind, and `joins` says that such lines are one text, an empty one stays.
#[must_use]
pub fn lines(text: &str, span: Span, joins: bool) -> Option<Span> {
    let before = text.get(..span.start())?.trim_end_matches(is_nothing);
    if !before.is_empty() && !before.ends_with(['\n', '\r']) {
        return None;
    }
    let behind = text.get(span.end()..)?.trim_start_matches(is_nothing);
    if !behind.is_empty() && !behind.starts_with(['\n', '\r']) {
        return None;
    }
    let start = before.len();
    let end = line_end(text, text.len() - behind.len());
    let depth = depth(text.get(start..span.start())?);
    let before = blank_before(text, start, |_| true);
    let after = blank_after(text, end);
    let is_last = text.get(end..)?.trim().is_empty();
    // of the blank lines on both sides one row stays
    Some(match () {
        () if is_last && text.get(..start)?.trim().is_empty() => Span::new(start, end),
        () if is_last && !text.get(..end)?.ends_with(['\n', '\r']) => {
            Span::new(text.get(..before)?.trim_end_matches(['\n', '\r']).len(), end)
        }
        () if is_last => Span::new(before, end),
        () if before < start && after > end => {
            let inner = blank_before(text, start, |line| self::depth(line) == depth);
            let is_end = depth > 0 && self::depth(first_line(text, end)) < depth;
            if is_end && inner < start { Span::new(inner, end) } else { Span::new(start, after) }
        }
        () if start == 0 => Span::new(start, after),
        () if joins && before == start && after == end => {
            let bare = text.get(..end)?.trim_end_matches(['\n', '\r']).len();
            Span::new(start, bare)
        }
        () => Span::new(start, end),
    })
}

/// Where the blank lines before a line begin, as far as they are wanted.
fn blank_before(text: &str, start: usize, wanted: impl Fn(&str) -> bool) -> usize {
    let mut first = start;
    while first > 0 {
        let previous = line_start(text, first - 1);
        let line = text.get(previous..first).unwrap_or_default();
        if previous == first || !is_blank(line) || !wanted(line) {
            break;
        }
        first = previous;
    }
    first
}

/// Where the blank lines from a line on end.
fn blank_after(text: &str, end: usize) -> usize {
    let mut last = end;
    while last < text.len() && is_blank(first_line(text, last)) {
        last += first_line(text, last).len();
    }
    last
}

fn first_line(text: &str, start: usize) -> &str {
    text.get(start..line_end(text, start)).unwrap_or_default()
}

/// Where the line of a byte begins.
fn line_start(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or_default();
    // a line feed behind a carriage return is no line of its own
    let is_inside = before.ends_with('\r') && text.as_bytes().get(byte) == Some(&b'\n');
    let before = if is_inside { before.strip_suffix('\r').unwrap_or(before) } else { before };
    before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// Where the line of a byte ends, its line break included.
fn line_end(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or_default();
    let Some(at) = rest.find(['\n', '\r']) else { return text.len() };
    let is_pair = rest.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
    byte + at + if is_pair { 2 } else { 1 }
}

/// White space within a line, and the mark of a quotation.
fn is_nothing(c: char) -> bool {
    (c.is_whitespace() || c == '>') && c != '\n' && c != '\r'
}

/// Whether nothing stands in a line but white space and the marks of quotations.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '>')
}

/// In how many quotations a line stands.
fn depth(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace() || *c == '>').filter(|c| *c == '>').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without the lines of its `A`.
    fn without(text: &str) -> String {
        let at = text.find('A').unwrap();
        let lines = lines(text, Span::new(at, at + 1), true).unwrap();
        let mut rest = text.to_owned();
        rest.replace_range(lines.start()..lines.end(), "");
        rest
    }

    #[test]
    fn one_row_of_blank_lines_stays() {
        assert_eq!(without("x\n\nA\n\ny\n"), "x\n\ny\n");
        assert_eq!(without("x\r\n\r\nA\r\n\r\ny\r\n"), "x\r\n\r\ny\r\n");
        assert_eq!(without("x\r\rA\r\ry\r"), "x\r\ry\r");
        assert_eq!(without("A\n\ny\n"), "y\n");
        assert_eq!(without("x\n\nA\n"), "x\n");
        assert_eq!(without("x\n\nA"), "x");
        assert_eq!(without("x\r\n\r\nA"), "x");
        assert_eq!(without("A\n"), "");
    }

    #[test]
    fn lines_that_no_blank_line_parts_stay_apart() {
        assert_eq!(without("x\nA\ny\n"), "x\n\ny\n");
        assert_eq!(without("x\nA\n\ny\n"), "x\n\ny\n");
        assert_eq!(without("x\n\nA\ny\n"), "x\n\ny\n");
    }

    #[test]
    fn a_quotation_keeps_its_marks() {
        assert_eq!(without("> A\n>\n> y\n"), "> y\n");
        assert_eq!(without("> x\n>\n> A\n\ny\n"), "> x\n\ny\n");
        assert_eq!(without("x\n\n> A\n\ny\n"), "x\n\ny\n");
    }

    #[test]
    fn what_shares_its_line_fills_none() {
        assert_eq!(lines("a A\n", Span::new(2, 3), false), None);
        assert_eq!(lines("A b\n", Span::new(0, 1), false), None);
    }
}
