//! From spans to the lines and columns of each consumer: every one of them counts differently, so this is
//! the one place that knows how. Lines count from 1 everywhere, and ends are exclusive.

use crate::source::Source;
use crate::text::span::Span;

/// What one column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A character (Unicode code point) of the file as it lies on disk: the terminal, JSON and JSON Lines.
    Character,
    /// A character of the text as editors and code hosts show it, where a byte order mark is none:
    /// SARIF with `columnKind: unicodeCodePoints`, GitHub, GitLab, checkstyle, JUnit.
    Shown,
    /// A byte of the file: rdjson and rdjsonl, as the schema of reviewdog has it.
    Byte,
}

/// A span as a consumer counts it. Columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where it begins.
    pub line: u32,
    /// … and in which column.
    pub column: u32,
    /// The line of its end.
    pub end_line: u32,
    /// The column after its last one.
    pub end_column: u32,
}

/// The region of a span.
#[must_use]
pub fn region(source: &Source, span: Span, unit: Unit) -> Region {
    let (line, column) = place(source, span.start, unit);
    let (end_line, end_column) = place(source, span.end, unit);
    Region { line, column, end_line, end_column }
}

/// Line and column of a byte.
fn place(source: &Source, byte: u32, unit: Unit) -> (u32, u32) {
    let position = source.lines.position(&source.text, byte);
    let column = match unit {
        Unit::Character => position.column,
        Unit::Shown => {
            let is_after_mark =
                position.line == 1 && position.column > 1 && source.text.starts_with('\u{FEFF}');
            position.column - u32::from(is_after_mark)
        }
        Unit::Byte => {
            let line = source.lines.line_span(&source.text, position.line).unwrap_or_default();
            byte - line.start + 1
        }
    };
    (position.line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(text: &str, found: &str) -> [(u32, u32, u32, u32); 3] {
        let source = Source::new("a.txt", text).unwrap();
        let start = text.find(found).unwrap();
        [Unit::Character, Unit::Shown, Unit::Byte].map(|unit| {
            let region = region(&source, Span::new(start, start + found.len()), unit);
            (region.line, region.column, region.end_line, region.end_column)
        })
    }

    #[test]
    fn every_unit_counts_in_its_own_way() {
        // 😀 has 4 bytes, é 2; each is one character
        for (text, found, wanted) in [
            ("😀é Ukraine", "Ukraine", [(1, 4, 1, 11), (1, 4, 1, 11), (1, 8, 1, 15)]),
            ("Satu.\r\n😀é Ukraine", "Ukraine", [(2, 4, 2, 11), (2, 4, 2, 11), (2, 8, 2, 15)]),
            ("\u{FEFF}😀é Ukraine", "Ukraine", [(1, 5, 1, 12), (1, 4, 1, 11), (1, 11, 1, 18)]),
            ("\u{FEFF}Satu.\né Ukraine", "Ukraine", [(2, 3, 2, 10), (2, 3, 2, 10), (2, 4, 2, 11)]),
            ("e\u{301} Ukraine", "Ukraine", [(1, 4, 1, 11), (1, 4, 1, 11), (1, 5, 1, 12)]),
            ("é a\nb c", "a\nb", [(1, 3, 2, 2), (1, 3, 2, 2), (1, 4, 2, 2)]),
        ] {
            assert_eq!(regions(text, found), wanted, "{text:?}");
        }
    }

    #[test]
    fn the_mark_itself_is_in_the_first_column() {
        assert_eq!(regions("\u{FEFF}a", "\u{FEFF}"), [(1, 1, 1, 2), (1, 1, 1, 1), (1, 1, 1, 4)]);
    }
}
