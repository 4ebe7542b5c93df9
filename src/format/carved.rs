//! What a format carves out of a file: the prose in blocks, and what stands around it.

use super::extent::Extent;
use super::prose::Prose;
use crate::text::span::Span;

/// Stands in the prose for what is none: code, a formula, a placeholder (OBJECT REPLACEMENT CHARACTER).
pub const OBJECT: &str = "\u{FFFC}";

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

impl BlockKind {
    /// Whether it may be less than a sentence: an item, a cell, a label.
    #[must_use]
    pub const fn is_fragment(self) -> bool {
        matches!(self, Self::Item | Self::Cell | Self::Label)
    }
}

/// A stretch of prose that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its prose.
    pub span: Span,
    /// What the format says that it is; `None` for plain text, in which lines tell the blocks.
    pub kind: Option<BlockKind>,
    /// What goes with its text when all of it goes.
    pub extent: Extent,
    /// Whether it stands in a quotation that the format marks as one.
    pub is_quoted: bool,
}

impl Part {
    /// A stretch without markup.
    #[must_use]
    pub const fn new(span: Span, kind: Option<BlockKind>) -> Self {
        Self { span, kind, extent: Extent::Text, is_quoted: false }
    }
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
}

/// What a translation keeps as it is: inline code, the address of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The byte of the prose behind it.
    pub at: u32,
    /// The code or the address.
    pub text: String,
}

/// Bytes of a file and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The bytes of the file.
    pub source: Span,
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
    /// The texts of inline code and the addresses of links, in order.
    pub anchors: Vec<Anchor>,
    /// Comments, in order.
    pub remarks: Vec<Remark>,
    /// The language that the file declares for itself, as written.
    pub language: Option<String>,
    /// Whether the file says that it is not translated yet.
    pub is_untranslated: bool,
    /// Whether code stands in it: documentation, whose terms of art are often English.
    pub is_technical: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_scheme_leads_elsewhere() {
        let own = ["/id/docs", "halaman.md", "#bagian", "../a:b", "?q=http://x", "a/b:c"];
        assert!(own.iter().all(|address| Target::of(address) == Target::Own));
        let foreign = ["https://example.org", "//example.org/x", "mailto:a@example.org"];
        assert!(foreign.iter().all(|address| Target::of(address) == Target::Foreign));
    }
}
