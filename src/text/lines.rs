//! Lines and columns: the only place that turns bytes into what people and other tools count.

use super::span::Span;
use memchr::memchr2;
use serde::Serialize;

/// Where the lines of a text begin, and how many characters stand before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<LineStart>,
    /// How many characters begin before every `STRIDE`th byte: a line may have megabytes.
    marks: Vec<u32>,
}

/// Characters are counted one by one over fewer bytes than this.
const STRIDE: usize = 1024;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LineStart {
    byte: u32,
    character: u32,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1. Lines end at LF, CR LF or a lone CR, as editors and the LSP have it.
    pub line: u32,
    /// Column, from 1, in characters (Unicode code points).
    pub column: u32,
    /// Characters before it in the whole text, from 0.
    pub character: u32,
}

impl LineIndex {
    /// Counts the lines of `text`.
    ///
    /// # Panics
    /// Never on the texts a source holds: they are refused above 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![LineStart::default()];
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let bytes = text.as_bytes();
        let mut characters = 0;
        for (number, part) in bytes.chunks(STRIDE).enumerate() {
            marks.push(characters);
            let mut rest = part;
            while let Some(end) = memchr2(b'\n', b'\r', rest) {
                let (line, after) = rest.split_at(end + 1);
                characters += count_characters(line);
                rest = after;
                let next = number * STRIDE + part.len() - rest.len();
                let is_half = line.ends_with(b"\r") && bytes.get(next) == Some(&b'\n');
                if !is_half {
                    let byte = u32::try_from(next).expect("texts over 4 GiB are refused");
                    starts.push(LineStart { byte, character: characters });
                }
            }
            characters += count_characters(rest);
        }
        Self { starts, marks }
    }

    /// The position of a byte of `text`, which must be the text the index was made of.
    ///
    /// # Panics
    /// Never on the texts a source holds: they are refused above 4 GiB.
    #[must_use]
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let line = self.starts.partition_point(|start| start.byte <= byte).max(1) - 1;
        let start = self.starts.get(line).copied().unwrap_or_default();
        let character = self.characters_before(text, byte as usize);
        Position {
            line: u32::try_from(line + 1).expect("fewer lines than bytes"),
            column: character.saturating_sub(start.character) + 1,
            character,
        }
    }

    fn characters_before(&self, text: &str, byte: usize) -> u32 {
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let counted = self.marks.get(mark).copied().unwrap_or_default();
        counted + text.as_bytes().get(mark * STRIDE..byte).map_or(0, count_characters)
    }

    /// The bytes of a line (from 1) with its line end; `None` past the last line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: u32) -> Option<Span> {
        let index = line.checked_sub(1)? as usize;
        let start = self.starts.get(index)?.byte as usize;
        let end = self.starts.get(index + 1).map_or(text.len(), |next| next.byte as usize);
        Some(Span::new(start, end))
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

fn count_characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    u32::try_from(count).expect("texts over 4 GiB are refused")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "😀é Ukraine";
        let index = LineIndex::new(text);
        let byte = u32::try_from(text.find('U').unwrap()).unwrap();
        assert_eq!(index.position(text, byte), Position { line: 1, column: 4, character: 3 });
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\r\nb\rc\nd";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        assert_eq!(index.position(text, 7), Position { line: 4, column: 1, character: 7 });
        assert_eq!(index.line_span(text, 2), Some(Span::new(3, 5)));
    }
}
