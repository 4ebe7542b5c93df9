//! Blocks: the paragraphs, headings and list items of a text.

use crate::format::carved::Part;
use crate::format::extent::Extent;
use crate::text::span::Span;
use std::ops::Range;

pub use crate::format::carved::BlockKind;

/// A stretch of text that stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its sentences, by index.
    pub sentences: Range<usize>,
    /// What goes with its text when all of it goes.
    pub extent: Extent,
    /// Whether it stands in a quotation that the format marks as one.
    pub is_quoted: bool,
}

impl Block {
    fn new(span: Span, kind: BlockKind, part: &Part) -> Self {
        Self { span, kind, sentences: 0..0, extent: part.extent, is_quoted: part.is_quoted }
    }
}

/// Hand-wrapped text has lines of about this many characters; shorter ones are lines of their own.
const WRAPPED: Range<usize> = 45..110;
/// Lines of wrapped text differ by a long word at most.
const RAGGED: usize = 28;
/// A heading is no longer than this, in characters: the longest headline of 200 read had 130.
const LONGEST_HEADING: usize = 160;

/// The blocks of a prose: those that its format tells, else what its lines tell.
#[must_use]
pub fn blocks(text: &str, parts: &[Part]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in parts {
        match part.kind {
            Some(kind) => blocks.push(Block::new(part.span, kind, part)),
            None => told_by_lines(text, part, &mut blocks),
        }
    }
    blocks
}

/// Lines, or groups of lines that were wrapped by hand.
fn told_by_lines(text: &str, part: &Part, blocks: &mut Vec<Block>) {
    let mut group: Vec<Span> = Vec::new();
    for line in lines(text, part.span) {
        if line.is_empty() {
            close(text, &mut group, part, blocks);
        } else {
            group.push(line);
        }
    }
    close(text, &mut group, part, blocks);
}

/// Every line without its end and the white space around it.
fn lines(text: &str, part: Span) -> impl Iterator<Item = Span> {
    let mut at = part.start();
    part.of_text(text).split_inclusive(['\n', '\r']).map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        at += line.len();
        Span::new(start.min(end), end)
    })
}

fn close(text: &str, group: &mut Vec<Span>, part: &Part, blocks: &mut Vec<Block>) {
    if is_wrapped(text, group) {
        let whole = group.iter().copied().reduce(Span::cover);
        blocks
            .extend(whole.map(|span| Block::new(span, kind(text, span, blocks.is_empty()), part)));
    } else {
        for &line in group.iter() {
            blocks.push(Block::new(line, kind(text, line, blocks.is_empty()), part));
        }
    }
    group.clear();
}

fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let Some((_, full)) = lines.split_last() else { return false };
    let lengths: Vec<_> = full.iter().map(|line| line.of_text(text).chars().count()).collect();
    let (Some(&shortest), Some(&longest)) = (lengths.iter().min(), lengths.iter().max()) else {
        return false;
    };
    let items = lines.iter().skip(1).any(|line| is_item(line.of_text(text)));
    WRAPPED.contains(&shortest)
        && WRAPPED.contains(&longest)
        && longest - shortest <= RAGGED
        && !items
}

fn kind(text: &str, span: Span, first: bool) -> BlockKind {
    let words = span.of_text(text);
    match () {
        () if is_item(words) => BlockKind::Item,
        () if first && is_short(words) && is_open(words) => BlockKind::Title,
        () if is_headline(words) => BlockKind::Heading,
        () => BlockKind::Paragraph,
    }
}

/// Whether a text is written as a headline is, whatever its format calls it.
#[must_use]
pub fn is_headline(words: &str) -> bool {
    is_short(words) && is_open(words) && !words.contains(". ")
}

fn is_short(words: &str) -> bool {
    words.chars().count() <= LONGEST_HEADING
}

/// Whether no full stop or the like ends a text.
fn is_open(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    !words.ends_with(['.', '!', '…', ':', ';'])
}

fn is_item(line: &str) -> bool {
    if line.starts_with(['•', '–', '—', '▪', '●', '·']) {
        return line.chars().nth(1).is_some_and(char::is_whitespace);
    }
    let rest = line.trim_start_matches(['-', '*', '+']);
    if rest.len() + 1 == line.len() {
        return rest.starts_with(char::is_whitespace);
    }
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - numbered.len();
    (1..=2).contains(&digits) && (numbered.starts_with(". ") || numbered.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, BlockKind)> {
        let parts = [Part::new(Span::of(text), None)];
        blocks(text, &parts).iter().map(|block| (block.span.of_text(text), block.kind)).collect()
    }

    #[test]
    fn every_line_of_an_article_is_a_block() {
        let text = "Judul Berita\n\nKalimat pertama.\r\n- satu\n- dua\n";
        let expected = [
            ("Judul Berita", BlockKind::Title),
            ("Kalimat pertama.", BlockKind::Paragraph),
            ("- satu", BlockKind::Item),
            ("- dua", BlockKind::Item),
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn hand_wrapped_lines_are_one_paragraph() {
        let line = "Pemerintah kota menyiapkan dua puluh bus tambahan untuk warga\n";
        let text = format!("{line}{line}yang pulang kampung.\n");
        assert_eq!(kinds(&text).len(), 1);
    }
}
