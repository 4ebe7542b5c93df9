//! How an article is laid out: its blocks below each other, each with the markup on its lines, and between
//! them the lines of the file that hold no text.

use super::lines::Lines;
use super::look::Looks;
use crate::document::block::{self, Block, BlockKind};
use crate::engine::Report;
use crate::format::Format;
use crate::format::carved::{Carved, Part};
use crate::format::prose::Prose;
use crate::text::span::Span;
use std::cmp::Reverse;

/// Markup beside a block is shown with it up to so many bytes; more stands on its own.
const BESIDE: usize = 240;
/// Punctuation that ends a string, a link or a cell.
const CLOSING: [char; 9] = ['"', '\'', ',', ';', ')', ']', '}', '|', '*'];

/// The layout of an article.
pub struct Layout {
    /// What stands below each other.
    pub stretches: Vec<Stretch>,
    /// Which bytes are text; `None` where all are.
    pub looks: Option<Looks>,
    /// The headline.
    pub title: Option<String>,
}

/// A stretch of the file that is shown on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a stretch of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A block of the text.
    Block(BlockKind),
    /// Lines without text.
    Lines,
    /// Many of them, out of sight until somebody wants them.
    Folded,
}

impl Kind {
    /// The same in sight.
    pub const fn unfolded(self) -> Self {
        match self {
            Self::Folded => Self::Lines,
            kind => kind,
        }
    }

    /// Whether it is neither a title nor a heading.
    pub const fn is_running(self) -> bool {
        !matches!(self, Self::Block(BlockKind::Title | BlockKind::Heading))
    }

    /// The block that it is.
    pub const fn block(self) -> Option<BlockKind> {
        match self {
            Self::Block(kind) => Some(kind),
            Self::Lines | Self::Folded => None,
        }
    }
}

impl Layout {
    /// The layout of what a report is about.
    pub fn of(report: &Report) -> Self {
        let text = report.source.text.as_str();
        let format = report.reading.format;
        if format == Format::Plain {
            return Self::plain(text);
        }
        let carved = report.reading.carve(text, Some(report.language.tag()));
        let blocks = blocks(&carved);
        let title = blocks.iter().find(|block| block.kind == BlockKind::Title);
        let title = title.map(|block| block.span.of_text(carved.prose.text()).to_owned());
        let lines = Lines::new(text, &report.findings, format);
        Self {
            stretches: stretches(text, &hulls(text, &blocks, &carved.prose), &lines),
            looks: Some(Looks::new(format, &carved, text)),
            title,
        }
    }

    fn plain(text: &str) -> Self {
        let blocks = block::blocks(text, &[Part::new(Span::of(text), None)]);
        let title = blocks.first().filter(|block| block.kind == BlockKind::Title);
        let title = title.map(|block| block.span.of_text(text).to_owned());
        let stretch = |span, kind| Stretch { span, kind: Kind::Block(kind) };
        let mut stretches: Vec<_> =
            blocks.iter().map(|block| stretch(block.span, block.kind)).collect();
        if stretches.is_empty() {
            stretches.push(stretch(Span::of(text), BlockKind::Paragraph));
        }
        Self { stretches, looks: None, title }
    }
}

/// The blocks of a file; where none is a title, the first heading is.
fn blocks(carved: &Carved) -> Vec<Block> {
    let mut blocks = block::blocks(carved.prose.text(), &carved.parts);
    let has_title = blocks.iter().any(|block| block.kind == BlockKind::Title);
    let heading = blocks.iter_mut().find(|block| block.kind == BlockKind::Heading);
    if let Some(heading) = heading.filter(|_| !has_title) {
        heading.kind = BlockKind::Title;
    }
    blocks
}

/// The bytes of the file from the start of each block to its end, in order; those that lie in each other
/// or go together are one.
fn hulls(text: &str, blocks: &[Block], prose: &Prose) -> Vec<(Span, BlockKind)> {
    let sources = blocks.iter().map(|block| (prose.to_source(block.span).span, block.kind));
    let mut sources: Vec<_> = sources.filter(|(span, _)| !span.is_empty()).collect();
    sources.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut hulls: Vec<(Span, BlockKind)> = Vec::with_capacity(sources.len());
    for (span, kind) in sources {
        match hulls.last_mut() {
            Some((last, _)) if span.start < last.end => *last = last.cover(span),
            Some((last, own)) if go_together(text, (*last, *own), (span, kind)) => {
                *last = last.cover(span);
                if *own == BlockKind::Label {
                    *own = kind;
                }
            }
            _ => hulls.push((span, kind)),
        }
    }
    hulls
}

/// Whether two blocks are shown as one: the cells of a line, a picture's description in a paragraph.
fn go_together(text: &str, left: (Span, BlockKind), right: (Span, BlockKind)) -> bool {
    let gap = Span { start: left.0.end, end: right.0.start };
    let is_near = gap.len() <= BESIDE && !gap.of_text(text).contains(['\n', '\r']);
    let kinds = [left.1, right.1];
    let goes = match kinds {
        [BlockKind::Cell, BlockKind::Cell] => true,
        kinds if kinds.iter().any(|kind| matches!(kind, BlockKind::Title | BlockKind::Heading)) => {
            false
        }
        kinds => kinds.contains(&BlockKind::Label),
    };
    is_near && goes
}

/// Blocks with the markup beside them, and the lines between them.
fn stretches(text: &str, hulls: &[(Span, BlockKind)], lines: &Lines<'_>) -> Vec<Stretch> {
    let whole = Span::of(text);
    let mut stretches = Vec::with_capacity(hulls.len());
    let mut at = if text.starts_with('\u{FEFF}') && text.len() > 3 { 3 } else { 0 };
    let mut is_first = true;
    for &(hull, kind) in hulls {
        let gap = Span { start: at, end: hull.start };
        let (behind, before) = beside(gap.of_text(text), is_first, false);
        extend(&mut stretches, behind);
        let own = Span { start: hull.start - length(before), end: hull.end };
        stretches.extend(lines.of(Span { start: at + length(behind), end: own.start }));
        stretches.push(Stretch { span: without_indent(text, own), kind: Kind::Block(kind) });
        (at, is_first) = (hull.end, false);
    }
    let (behind, _) = beside(Span { start: at, end: whole.end }.of_text(text), is_first, true);
    extend(&mut stretches, behind);
    stretches.extend(lines.of(Span { start: at + length(behind), end: whole.end }));
    if stretches.is_empty() {
        stretches.push(Stretch { span: whole, kind: Kind::Lines });
    }
    stretches
}

/// What stands between two blocks on the lines of the first and of the second.
fn beside(gap: &str, is_first: bool, is_last: bool) -> (&str, &str) {
    let ends = gap.find(['\n', '\r']).zip(gap.rfind(['\n', '\r']));
    let (behind, before) = match ends {
        Some((first, last)) => {
            (gap.get(..first).unwrap_or_default(), gap.get(last + 1..).unwrap_or_default())
        }
        None if is_first => ("", gap),
        None if is_last => (gap, ""),
        None => gap.split_at_checked(closing(gap)).unwrap_or_default(),
    };
    // of much markup the last tag is that of the block
    let last_tag = before.rfind('<').and_then(|at| before.get(at..));
    let before = if before.len() > BESIDE { last_tag.unwrap_or(before) } else { before };
    let is_short = |text: &&str| text.len() <= BESIDE && !text.trim().is_empty();
    let behind = Some(behind).filter(|_| !is_first).filter(is_short);
    let before = Some(before).filter(|_| !is_last).filter(is_short);
    (behind.unwrap_or_default().trim_end(), before.unwrap_or_default())
}

/// How much of the markup between two blocks of one line closes the first.
fn closing(gap: &str) -> usize {
    let mut rest = gap;
    while let Some(at) = rest.strip_prefix("</").and(rest.find('>')) {
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    // a line break within a string of JSON
    while let Some(after) = rest.strip_prefix("\\n").or(rest.strip_prefix("\\r")) {
        rest = after;
    }
    rest = rest.trim_start_matches(CLOSING);
    gap.len() - rest.len()
}

/// Adds markup to the last block.
fn extend(stretches: &mut [Stretch], behind: &str) {
    if let Some(last) = stretches.last_mut() {
        last.span.end += length(behind);
    }
}

/// A stretch without the white space that it begins with.
fn without_indent(text: &str, span: Span) -> Span {
    let written = span.of_text(text);
    let indent = written.len() - written.trim_start().len();
    Span { start: span.start + length(written.get(..indent).unwrap_or_default()), end: span.end }
}

fn length(text: &str) -> u32 {
    Span::of(text).end
}
