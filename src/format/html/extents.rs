//! What goes with a block of HTML when its text goes: its element, and the lines of that.

use super::elements::{Element, Role};
use super::tag::Tag;
use crate::data::lists;
use crate::format::builder::Builder;
use crate::format::carved::BlockKind;
use crate::format::extent::{Extent, lines};
use crate::text::span::Span;

/// The list of elements that mean nothing without the one block in them, and go with it.
const WRAPPERS: &str = "html-wrappers";

/// An open element as the extent of a block.
#[derive(Debug)]
pub struct OpenExtent {
    /// The byte of the file at which its tag begins.
    start: usize,
    /// The byte at which its tag ends.
    inner: usize,
    /// How many blocks were written before it.
    first: usize,
    /// Whether something may lead here: the element stays when only what is in it goes.
    has_id: bool,
    /// Whether it holds what is no text: a picture, a field, a block of code.
    pub holds_others: bool,
}

impl OpenExtent {
    /// The element whose tag stands at a span.
    pub fn begin(tag: &Tag, span: Span, builder: &Builder<'_>) -> Self {
        let has_id = tag.attribute("id").is_some();
        Self {
            start: span.start(),
            inner: span.end(),
            first: builder.written(),
            has_id,
            holds_others: false,
        }
    }

    /// Whether an element is there for itself, not for the text in it.
    pub fn is_other(element: Element) -> bool {
        let is_line = matches!(element.role, Role::Break);
        element.is_void && !is_line || matches!(element.role, Role::Skip | Role::Listing)
    }

    /// Notes the extent of the block that the element holds, when the element ends at a byte of the file.
    pub fn end(&self, name: &str, role: Role, end: usize, builder: &mut Builder<'_>) {
        if !matches!(role, Role::Block | Role::Heading | Role::Item) {
            return;
        }
        let is_alone = builder.written() == self.first + 1 && !self.holds_others;
        let source = builder.source();
        let written = Span::new(self.start, end.max(self.start)).of_text(source);
        let element = Span::new(self.start, self.start + written.trim_end().len());
        let whole = lines(source, element, false).unwrap_or(element);
        let is_wrapper =
            !self.has_id && lists::entries("shared", WRAPPERS).any(|wrapper| wrapper == name);
        for part in builder.written_since(self.first) {
            part.extent = match part.extent {
                // a cell and a button stay when they are empty
                Extent::Text if part.kind.is_some_and(is_shell) => Extent::Text,
                Extent::Text if is_alone => Extent::Markup(whole),
                Extent::Text => Extent::Shared,
                Extent::Markup(block) if is_wrapper && self.is_around(block, end, source) => {
                    Extent::Markup(whole)
                }
                other => other,
            };
        }
    }

    /// Whether nothing but a block with its markup stands in the element.
    fn is_around(&self, block: Span, end: usize, source: &str) -> bool {
        let before = source.get(self.inner..block.start());
        let after = source.get(block.end()..end).map(str::trim);
        let is_end = |rest: &str| {
            rest.is_empty() || rest.starts_with("</") && rest.matches('<').count() == 1
        };
        before.is_some_and(|text| text.trim().is_empty()) && after.is_some_and(is_end)
    }
}

/// Whether a block stays when it is empty.
const fn is_shell(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Cell | BlockKind::Label)
}
