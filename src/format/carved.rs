//! What a format carves out of a file: the prose in blocks, and what stands around it.

use super::encoding::Encoding;
use super::prose::Prose;
use crate::text::span::Span;

/// Stands in the prose for what is none: code, a formula, a placeholder (OBJECT REPLACEMENT CHARACTER).
pub const OBJECT: &str = "\u{FFFC}";
/// Between two blocks.
const GAP: &str = "\n\n";

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title: a short first line without a full stop, or what the format declares as one.
    Title,
    /// A short line without a full stop, or a heading of the format.
    Heading,
    /// Running text.
    Paragraph,
    /// A line with a bullet or a number before it, or a list item of the format.
    Item,
    /// A cell of a table.
    Cell,
    /// A short text of its own: a description in an attribute, a string of an interface.
    Label,
}

/// A stretch of prose that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its prose.
    pub span: Span,
    /// What the format says that it is; `None` for plain text, in which lines tell the blocks.
    pub kind: Option<BlockKind>,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into the same site: its pages are translated, too.
    Own,
    /// To another site: the text may be the title of what is there.
    Foreign,
}

/// The text of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its prose.
    pub span: Span,
    /// Where it leads.
    pub target: Target,
}

/// A comment of the file's author, which readers do not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its text, without the marks of a comment.
    pub text: String,
    /// The bytes of the file, with the marks.
    pub source: Span,
    /// Where it stands in the prose: the blocks from there on come after it.
    pub at: u32,
}

/// Where a file breaks the rules of its format, so that nothing behind that place is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The byte of the file.
    pub at: u32,
    /// What is wrong there.
    pub reason: String,
}

/// Prose, its blocks, and what stands around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carved {
    /// The text to check.
    pub prose: Prose,
    /// Its blocks, in order.
    pub parts: Vec<Part>,
    /// The texts of links, in order.
    pub links: Vec<Link>,
    /// Emphasised words, in order of their starts.
    pub emphasis: Vec<Span>,
    /// Inline code: bytes of the file.
    pub code: Vec<Span>,
    /// Comments, in order.
    pub remarks: Vec<Remark>,
    /// The language that the file declares for itself, as written.
    pub language: Option<String>,
    /// Whether the file says that it is not translated yet.
    pub is_untranslated: bool,
    /// The first fault of the file's own syntax: the prose is what could be read before it.
    pub malformed: Option<Malformed>,
}

impl Target {
    /// Where an address leads.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let address = address.trim_start();
        let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
        let has_scheme = scheme.len() < address.len()
            && address.as_bytes().get(scheme.len()) == Some(&b':')
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
        if has_scheme || address.starts_with("//") { Self::Foreign } else { Self::Own }
    }
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
}

impl<'a> Builder<'a> {
    /// A builder over the text of a file.
    #[must_use]
    pub fn new(source: &'a str, encoding: Encoding) -> Self {
        Self { source, carved: Carved::default(), encoding, open: None, blank: None }
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

    /// Whether a block is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Ends the block.
    pub fn close(&mut self) {
        self.blank = None;
        if let Some((kind, Some(start))) = self.open.take() {
            let span = Span::new(start, self.at());
            self.carved.parts.push(Part { span, kind });
        }
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

    /// Adds a stand-in for bytes that are no prose.
    pub fn object(&mut self, span: Span) {
        self.before_text(span.start());
        self.carved.prose.push_object(OBJECT, span);
    }

    /// Adds inline code: `inner` is the code alone.
    pub fn code(&mut self, span: Span, inner: Span) {
        self.object(span);
        self.carved.code.push(inner);
    }

    /// Where the next text will stand in the prose.
    #[must_use]
    pub fn at(&self) -> usize {
        self.carved.prose.text().len()
    }

    /// Notes the text since `start` (see [`Builder::at`]) as that of a link.
    pub fn link(&mut self, start: usize, target: Target) {
        let span = self.trimmed(start);
        if !span.is_empty() {
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
        let at = Span::new(self.at(), self.at()).start;
        self.carved.remarks.push(Remark { text: text.trim().to_owned(), source, at });
    }

    /// Notes the language that the file declares; the first one counts.
    pub fn declare_language(&mut self, tag: &str) {
        if !tag.trim().is_empty() && self.carved.language.is_none() {
            self.carved.language = Some(tag.trim().to_owned());
        }
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
        if span.of_text(self.source) == text {
            self.carved.prose.push_verbatim(&text, at, self.encoding);
        } else {
            self.carved.prose.push_decoded(&text, span, self.encoding);
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
    fn an_address_with_a_scheme_leads_elsewhere() {
        let own = ["/id/docs", "halaman.md", "#bagian", "../a:b", "?q=http://x", "a/b:c"];
        assert!(own.iter().all(|address| Target::of(address) == Target::Own));
        let foreign = ["https://example.org", "//example.org/x", "mailto:a@example.org"];
        assert!(foreign.iter().all(|address| Target::of(address) == Target::Foreign));
    }
}
