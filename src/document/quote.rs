//! Quotations, parentheses and emphasis inside a block.

use crate::text::marks::Marks;
use crate::text::span::Span;

/// A stretch between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With the marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Which marks.
    pub kind: QuoteKind,
}

/// The marks around a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// “ ”, " ", « », „ “, 「 」
    Double,
    /// ‘ ’ or ' '
    Single,
    /// ( ) or [ ]
    Parenthesis,
    /// *kata* or _kata_
    Emphasis,
}

/// How many openings back an enclosing quotation may lie.
pub const DEEPEST: usize = 16;

/// Appends the quotations of one block to `quotes`, sorted by their openings.
pub fn quotes(text: &str, block: Span, quotes: &mut Vec<Quote>) {
    let first = quotes.len();
    let slice = block.of_text(text);
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in MARKS.places(slice) {
        let before = slice.get(..at).and_then(|before| before.chars().next_back());
        let previous = before.unwrap_or(' ');
        let after = slice.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
        let next = after.unwrap_or(' ');
        // openings that nobody closed are forgotten: many of them would make every mark slow
        let far = open.len().saturating_sub(DEEPEST);
        let near = open.get(far..).unwrap_or_default();
        let opens = opens(previous, c, next, near);
        let closes = closes(previous, c, next);
        let partner = near.iter().rposition(|&(_, mark)| pair(mark, c)).map(|index| far + index);
        if let (true, Some(index)) = (closes && !opens, partner) {
            let (start, mark) = open.get(index).copied().unwrap_or_default();
            open.truncate(index);
            let span = Span::new(start, at + c.len_utf8()).shifted(block.start());
            let inner = Span::new(start + mark.len_utf8(), at).shifted(block.start());
            quotes.push(Quote { span, inner, kind: kind(mark) });
        } else if opens {
            open.push((at, c));
        }
    }
    if let Some(new) = quotes.get_mut(first..) {
        new.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    }
}

/// What may open or close anything.
static MARKS: Marks = Marks::of(&[
    '"', '\'', '*', '_', '(', ')', '[', ']', '“', '”', '„', '«', '»', '‘', '’', '「', '」', '『',
    '』',
]);

fn opens(previous: char, c: char, next: char, open: &[(usize, char)]) -> bool {
    let free = !previous.is_alphanumeric();
    match c {
        '“' | '„' => !(c == '“' && open.iter().any(|&(_, mark)| mark == '„')),
        '«' | '「' | '『' | '(' | '[' | '‘' => free || matches!(c, '(' | '[' | '「' | '『'),
        '"' => !open.iter().any(|&(_, mark)| mark == '"'),
        '\'' | '*' | '_' => free && previous != c && next.is_alphanumeric(),
        _ => false,
    }
}

fn closes(previous: char, c: char, next: char) -> bool {
    match c {
        '”' | '»' | '」' | '』' | ')' | ']' | '"' | '“' => true,
        '’' | '\'' | '*' | '_' => !previous.is_whitespace() && !next.is_alphanumeric(),
        _ => false,
    }
}

const fn pair(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('“' | '"', '”' | '"')
            | ('„', '“' | '”')
            | ('«', '»')
            | ('「', '」')
            | ('『', '』')
            | ('‘' | '\'', '’' | '\'')
            | ('(', ')')
            | ('[', ']')
            | ('*', '*')
            | ('_', '_')
    )
}

const fn kind(open: char) -> QuoteKind {
    match open {
        '‘' | '\'' => QuoteKind::Single,
        '(' | '[' => QuoteKind::Parenthesis,
        '*' | '_' => QuoteKind::Emphasis,
        _ => QuoteKind::Double,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        quotes(text, Span::of(text), &mut found);
        found.iter().map(|quote| quote.inner.of_text(text)).collect()
    }

    #[test]
    fn quotations_and_parentheses_are_found() {
        let text = "“Ya,” kata dia (net buy) soal \"The End\" dan Jum'at.";
        assert_eq!(inner(text), ["Ya,", "net buy", "The End"]);
    }

    #[test]
    fn an_apostrophe_opens_nothing() {
        assert!(inner("Al-Qur’an dan Jum’at").is_empty());
    }
}
