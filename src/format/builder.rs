//! How a format puts its prose together, block by block.

use super::carved::{
    Anchor, BlockKind, Carved, Link, Malformed, OBJECT, Part, Piece, Remark, Target,
};
use super::encoding::Encoding;
use crate::text::span::Span;

/// Between two blocks.
const GAP: &str = "\n\n";
/// Begins each line of a block quotation of Markdown.
const QUOTED_LINE: char = '>';

/// A short text that stands inside another block, as a description of a picture does.
#[derive(Debug)]
struct Aside {
    kind: BlockKind,
    encoding: Encoding,
    pieces: Vec<Piece>,
}

/// Puts a [`Carved`] together, block by block.
#[derive(Debug)]
pub struct Builder<'a> {
    source: &'a str,
    carved: Carved,
    encoding: Encoding,
    /// The block that is open, with the byte at which its prose starts once it has some.
    open: Option<(Option<BlockKind>, Option<usize>)>,
    /// White space that is only written when more text of the block follows.
    blank: Option<(char, usize)>,
    /// Blocks of their own that come after all others: they interrupt none, and are not the first ones.
    asides: Vec<Aside>,
    /// Lines that are part of no block.
    lines: Vec<Span>,
    /// How many quotations are open.
    quotations: usize,
}

impl<'a> Builder<'a> {
    /// A builder over the text of a file.
    #[must_use]
    pub fn new(source: &'a str, encoding: Encoding) -> Self {
        Self {
            source,
            carved: Carved::default(),
            encoding,
            open: None,
            blank: None,
            asides: Vec::new(),
            lines: Vec::new(),
            quotations: 0,
        }
    }

    /// How the stretches that follow are written in the file.
    pub const fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
    }

    /// The text of the file.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// Ends the block and begins another.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((Some(kind), None));
    }

    /// Ends the block and begins a text whose lines tell its blocks, as those of plain text do.
    pub fn open_lines(&mut self) {
        self.close();
        self.open = Some((None, None));
    }

    /// Whether the open block has text.
    #[must_use]
    pub const fn has_text(&self) -> bool {
        matches!(self.open, Some((_, Some(_))))
    }

    /// Ends the block.
    pub fn close(&mut self) {
        self.blank = None;
        if let Some((kind, Some(start))) = self.open.take() {
            let span = Span::new(start, self.at());
            if span.of_text(self.carved.prose.text()).contains(char::is_alphanumeric) {
                let is_quoted = self.quotations > 0;
                self.carved.parts.push(Part { is_quoted, ..Part::new(span, kind) });
            }
        }
    }

    /// Begins a quotation that the format marks as one.
    pub const fn open_quotation(&mut self) {
        self.quotations += 1;
    }

    /// Ends it.
    pub const fn close_quotation(&mut self) {
        self.quotations = self.quotations.saturating_sub(1);
    }

    /// How many blocks are written.
    #[must_use]
    pub const fn written(&self) -> usize {
        self.carved.parts.len()
    }

    /// The blocks from one on, the last one written last, to note their extent.
    pub fn written_since(&mut self, first: usize) -> impl Iterator<Item = &mut Part> {
        self.carved.parts.iter_mut().skip(first)
    }

    /// Adds a block of its own that comes after all others.
    pub fn aside(&mut self, kind: BlockKind, encoding: Encoding, pieces: Vec<Piece>) {
        self.asides.push(Aside { kind, encoding, pieces });
    }

    /// Adds lines that are part of no block: no words, but the checks that read lines see them.
    pub fn lines(&mut self, lines: Vec<Span>) {
        self.lines.extend(lines);
    }

    /// Adds bytes of the file as they are.
    pub fn verbatim(&mut self, span: Span) {
        let text = span.of_text(self.source);
        if !text.is_empty() {
            self.before_text(span.start());
            self.carved.prose.push_verbatim(text, span.start(), self.encoding);
        }
    }

    /// Adds what bytes of the file mean.
    pub fn decoded(&mut self, text: &str, span: Span) {
        if span.of_text(self.source) == text {
            self.verbatim(span);
        } else if !text.is_empty() {
            self.before_text(span.start());
            self.carved.prose.push_decoded(text, span, self.encoding);
        }
    }

    /// Adds bytes of the file in which white space means one blank, as in HTML.
    pub fn collapsed(&mut self, span: Span) {
        let text = span.of_text(self.source);
        let mut from = 0;
        while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
            let words = rest.find(is_html_space).unwrap_or(rest.len());
            self.verbatim(Span::new(from, from + words).shifted(span.start()));
            let after = rest.get(words..).unwrap_or_default();
            let blank = after.len() - after.trim_start_matches(is_html_space).len();
            if blank > 0 {
                self.blank(' ', span.start() + from + words);
            }
            from += words + blank;
        }
    }

    /// Adds white space at a byte of the file, when text follows in the block.
    pub fn blank(&mut self, character: char, source_start: usize) {
        match &mut self.blank {
            Some((kept, _)) if character == '\n' => *kept = character,
            Some(_) => {}
            None => self.blank = Some((character, source_start)),
        }
    }

    /// Adds a blank that stands nowhere in the file, before text that goes on elsewhere: no edit goes over it.
    pub fn seam(&mut self) {
        self.blank = None;
        if self.has_text() {
            self.carved.prose.push_gap(" ");
        }
    }

    /// Adds a stand-in for bytes that are no prose; one does for several side by side.
    pub fn object(&mut self, span: Span) {
        if self.has_text() && self.blank.is_none() && self.carved.prose.text().ends_with(OBJECT) {
            return;
        }
        self.before_text(span.start());
        self.carved.prose.push_object(OBJECT, span);
    }

    /// Adds inline code: `inner` is the code alone.
    pub fn code(&mut self, span: Span, inner: Span) {
        self.object(span);
        self.note_code(inner);
    }

    /// Notes inline code whose stand-in is written already.
    pub fn note_code(&mut self, inner: Span) {
        self.anchor(inner.of_text(self.source));
        self.carved.code.push(inner);
        self.carved.is_technical = true;
    }

    /// Notes what stands here and is the same in every language.
    fn anchor(&mut self, text: &str) {
        let at = Span::new(self.at(), self.at()).start;
        self.carved.anchors.push(Anchor { at, text: text.trim().to_owned() });
    }

    /// Notes a block of code, which is no prose.
    pub const fn note_code_block(&mut self) {
        self.carved.is_technical = true;
    }

    /// Where the next text will stand in the prose.
    #[must_use]
    pub fn at(&self) -> usize {
        self.carved.prose.text().len()
    }

    /// Notes the text since `start` (see [`Builder::at`]) as that of a link to an address.
    pub fn link(&mut self, start: usize, target: Target, address: &str) {
        let span = self.trimmed(start);
        if !span.is_empty() {
            self.anchor(address);
            self.carved.links.push(Link { span, target });
        }
    }

    /// Notes the text since `start` as emphasised.
    pub fn emphasis(&mut self, start: usize) {
        let span = self.trimmed(start);
        if !span.is_empty() {
            self.carved.emphasis.push(span);
        }
    }

    /// The prose from a byte on, without white space before it.
    fn trimmed(&self, start: usize) -> Span {
        let text = self.carved.prose.text();
        let rest = text.get(start..).unwrap_or_default();
        Span::new(text.len() - rest.trim_start().len(), text.len())
    }

    /// Notes a comment of the file.
    pub fn remark(&mut self, text: &str, source: Span) {
        self.carved.remarks.push(Remark { text: text.trim().to_owned(), source });
    }

    /// Notes the language that the file declares; the first one counts.
    pub fn declare_language(&mut self, tag: &str) {
        if !tag.trim().is_empty() && self.carved.language.is_none() {
            self.carved.language = Some(tag.trim().to_owned());
        }
    }

    /// The language that the file declares.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.carved.language.as_deref()
    }

    /// Notes that the file says it is not translated yet.
    pub const fn declare_untranslated(&mut self) {
        self.carved.is_untranslated = true;
    }

    /// Notes where the file breaks the rules of its format; the first place counts.
    pub fn declare_malformed(&mut self, at: usize, reason: impl Into<String>) {
        let at = Span::new(at, at).start;
        self.carved.malformed.get_or_insert_with(|| Malformed { at, reason: reason.into() });
    }

    /// What was carved.
    #[must_use]
    pub fn finish(mut self) -> Carved {
        self.close();
        for aside in std::mem::take(&mut self.asides) {
            self.open(aside.kind);
            self.encoding = aside.encoding;
            for piece in aside.pieces {
                self.decoded(&piece.text, piece.source);
            }
            self.close();
        }
        for line in std::mem::take(&mut self.lines) {
            let start = line.start();
            self.carved.prose.push_gap("\n");
            let text = line.of_text(self.source);
            self.carved.prose.push_verbatim(text, start, Encoding::Plain);
        }
        self.carved.links.sort_by_key(|link| link.span);
        self.carved.emphasis.sort_unstable();
        self.carved
    }

    /// Begins the block's prose, and writes the white space that was held back.
    fn before_text(&mut self, source_start: usize) {
        let (_, start) = self.open.get_or_insert((Some(BlockKind::Paragraph), None));
        if start.is_none() {
            if !self.carved.prose.text().is_empty() {
                self.carved.prose.push_gap(GAP);
            }
            *start = Some(self.carved.prose.text().len());
            self.blank = None;
            return;
        }
        let Some((character, at)) = self.blank.take() else { return };
        let span = Span::new(at.min(source_start), source_start);
        let text = character.encode_utf8(&mut [0; 4]).to_owned();
        let written = span.of_text(self.source);
        let blanks = written.len() - written.trim_start_matches(is_html_space).len();
        if written.chars().all(|c| is_html_space(c) || c == QUOTED_LINE) && written != text {
            self.carved.prose.push_decoded(&text, span, self.encoding);
        } else if blanks == 0 {
            // a tag means the blank, and an edit would take it away
            self.carved.prose.push_object(&text, span);
        } else {
            // an edit of the blank leaves a tag behind it alone
            let span = Span::new(span.start(), span.start() + blanks);
            if span.of_text(self.source) == text {
                self.carved.prose.push_verbatim(&text, span.start(), self.encoding);
            } else {
                self.carved.prose.push_decoded(&text, span, self.encoding);
            }
        }
    }
}

/// White space of HTML (WHATWG, "ASCII whitespace"): a no-break space is a character like any other.
const fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_blank_inside_a_block_and_nothing_at_its_edges() {
        let source = "  satu \n\t dua  ";
        let mut builder = Builder::new(source, Encoding::Markup);
        builder.collapsed(Span::of(source));
        builder.open(BlockKind::Item);
        let carved = builder.finish();
        assert_eq!(carved.prose.text(), "satu dua");
        assert_eq!(carved.parts.len(), 1);
        let whole = carved.prose.to_source(Span::new(0, 8));
        assert_eq!((whole.span, whole.encoding), (Span::new(2, 13), Some(Encoding::Markup)));
    }

    #[test]
    fn no_edit_takes_the_tag_beside_a_blank_with_it() {
        for (source, is_editable) in [("satu <b>dua", false), ("satu\n> dua", true)] {
            let mut builder = Builder::new(source, Encoding::Markup);
            builder.collapsed(Span::new(0, 5));
            builder.verbatim(Span::new(source.len() - 3, source.len()));
            let carved = builder.finish();
            assert_eq!(carved.prose.text(), "satu dua");
            let whole = carved.prose.to_source(Span::new(0, 8));
            assert_eq!(whole.encoding.is_some(), is_editable, "{source}");
        }
    }
}
