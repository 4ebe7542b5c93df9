//! A text taken apart: blocks, sentences, words and quotations, all as spans of the prose.

pub mod block;
pub mod quote;
pub mod sentence;
pub mod word;

use crate::format::carved::{Anchor, Carved, Link, Remark, Target};
use crate::format::prose::Prose;
use crate::text::fold::Folded;
use crate::text::span::Span;
use block::Block;
use quote::{Quote, QuoteKind};
use sentence::{Abbreviations, Sentence};
use std::cell::OnceCell;
use std::ops::Range;
use word::Word;

/// A text taken apart.
#[derive(Debug)]
pub struct Document {
    prose: Prose,
    /// Paragraphs, headings and list items, in order.
    pub blocks: Vec<Block>,
    /// Sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// Words, in order.
    pub words: Vec<Word>,
    /// Quotations and parentheses, in order of their openings.
    pub quotes: Vec<Quote>,
    /// The texts of links, in order.
    pub links: Vec<Link>,
    /// Inline code: bytes of the file, for the prose holds a stand-in.
    pub code: Vec<Span>,
    /// The texts of inline code and the addresses of links, in order.
    pub anchors: Vec<Anchor>,
    /// Comments of the file, in order.
    pub remarks: Vec<Remark>,
    /// Whether the file says that it is not translated yet.
    pub is_untranslated: bool,
    /// Whether code stands in the file.
    pub is_technical: bool,
    folded: OnceCell<Folded>,
}

impl Document {
    /// Takes a prose apart with the abbreviations of its language.
    #[must_use]
    pub fn new(carved: Carved, abbreviations: &Abbreviations) -> Self {
        let text = carved.prose.text();
        let mut blocks = block::blocks(text, &carved.parts);
        let mut sentences = Vec::new();
        let mut words = Vec::new();
        let mut quotes = Vec::new();
        for (index, block) in blocks.iter_mut().enumerate() {
            let first = sentences.len();
            for span in sentence::split(text, block.span, abbreviations) {
                let from = words.len();
                word::words(text, span, sentences.len(), &mut words);
                sentences.push(Sentence { span, block: index, words: from..words.len() });
            }
            block.sentences = first..sentences.len();
            quote::quotes(text, block.span, &mut quotes);
        }
        emphasise(&carved.emphasis, &mut quotes);
        Self {
            prose: carved.prose,
            blocks,
            sentences,
            words,
            quotes,
            links: carved.links,
            code: carved.code,
            anchors: carved.anchors,
            remarks: carved.remarks,
            is_untranslated: carved.is_untranslated,
            is_technical: carved.is_technical,
            folded: OnceCell::new(),
        }
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.prose.text()
    }

    /// The way back to the file.
    #[must_use]
    pub const fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The text folded to lower case, with the way back.
    pub fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::lower(self.text()))
    }

    /// The text under a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of_text(self.text())
    }

    /// The text of a word by its index.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| self.slice(word.span))
    }

    /// The index of the block that holds a byte.
    #[must_use]
    pub fn block_at(&self, byte: u32) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= byte);
        let index = after.checked_sub(1)?;
        self.blocks.get(index).is_some_and(|block| byte <= block.span.end).then_some(index)
    }

    /// The index of the sentence that holds a byte.
    #[must_use]
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= byte);
        let index = after.checked_sub(1)?;
        self.sentences.get(index).is_some_and(|sentence| byte <= sentence.span.end).then_some(index)
    }

    /// The words that lie in a span, as a range of indices.
    #[must_use]
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.end <= span.end);
        from..to.max(from)
    }

    /// The words that share a byte with a span, as a range of indices.
    #[must_use]
    pub fn words_touching(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.end <= span.start);
        let to = self.words.partition_point(|word| word.span.start < span.end);
        from..to.max(from)
    }

    /// The inline code and the addresses in a span.
    #[must_use]
    pub fn anchors_in(&self, span: Span) -> &[Anchor] {
        let from = self.anchors.partition_point(|anchor| anchor.at <= span.start);
        let to = self.anchors.partition_point(|anchor| anchor.at <= span.end);
        self.anchors.get(from..to).unwrap_or_default()
    }

    /// The innermost quotation, parenthesis or emphasis around a span.
    #[must_use]
    pub fn quote_around(&self, span: Span) -> Option<&Quote> {
        let before = self.quotes.partition_point(|quote| quote.span.start <= span.start);
        let candidates = self.quotes.get(..before)?.iter().rev().take(quote::DEEPEST);
        candidates.filter(|quote| quote.inner.contains(span)).min_by_key(|quote| quote.span.len())
    }

    /// The link whose text holds a span.
    #[must_use]
    pub fn link_around(&self, span: Span) -> Option<&Link> {
        let before = self.links.partition_point(|link| link.span.start <= span.start);
        self.links.get(before.checked_sub(1)?).filter(|link| link.span.contains(span))
    }

    /// Whether most of a span is the text of links to other sites.
    #[must_use]
    pub fn is_in_foreign_link(&self, span: Span) -> bool {
        let from = self.links.partition_point(|link| link.span.end <= span.start);
        let links = self.links.get(from..).unwrap_or_default().iter();
        let links = links.take_while(|link| link.span.start < span.end);
        let foreign = links.filter(|link| link.target == Target::Foreign);
        foreign.map(|link| link.span.shared(span)).sum::<usize>() * 2 > span.len()
    }

    /// The block that a span fills, but for the white space and the gaps at its edges.
    #[must_use]
    pub fn block_filling(&self, span: Span) -> Option<&Block> {
        let text = self.slice(span);
        let start = span.start() + text.len() - text.trim_start().len();
        let bare = Span::new(start, start + text.trim().len());
        let block = self.blocks.get(self.block_at(bare.start)?)?;
        (block.span == bare).then_some(block)
    }

    /// The text of a block before a byte.
    #[must_use]
    pub fn before(&self, byte: u32) -> &str {
        let start = self.block_at(byte).and_then(|index| self.blocks.get(index));
        self.slice(Span { start: start.map_or(byte, |block| block.span.start), end: byte })
    }

    /// The text of a block from a byte on.
    #[must_use]
    pub fn after(&self, byte: u32) -> &str {
        let end = self.block_at(byte).and_then(|index| self.blocks.get(index));
        self.slice(Span { start: byte, end: end.map_or(byte, |block| block.span.end) })
    }
}

/// Adds what the format emphasises to the quotations.
fn emphasise(emphasis: &[Span], quotes: &mut Vec<Quote>) {
    if emphasis.is_empty() {
        return;
    }
    let marked = emphasis.iter();
    quotes.extend(marked.map(|&span| Quote { span, inner: span, kind: QuoteKind::Emphasis }));
    quotes.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
}
