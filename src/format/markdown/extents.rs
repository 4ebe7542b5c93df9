//! What goes with a block of Markdown when its text goes: its marks, and its lines.

use crate::format::builder::Builder;
use crate::format::extent::{Extent, lines};
use crate::text::span::Span;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Deeper blocks leave their marks: nobody writes them, and each level looks at every block in it.
const DEEPEST: usize = 64;

/// The blocks that are open at a place.
#[derive(Debug, Default)]
pub struct Extents {
    open: Vec<Open>,
    /// The lists that are open.
    lists: Vec<List>,
}

/// An open block.
#[derive(Debug)]
struct Open {
    kind: Kind,
    range: Range<usize>,
    /// How many blocks were written before it.
    first: usize,
    /// Whether it holds a picture, code of its own lines, a table, HTML.
    holds_others: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A paragraph or a heading.
    Leaf,
    Item,
    Quotation,
}

/// An open list.
#[derive(Debug)]
struct List {
    is_ordered: bool,
    /// The first item that is all of one block: that block, and where the item begins.
    first: Option<(usize, usize)>,
    items: usize,
}

impl Extents {
    /// Notes what begins, and what is no text.
    pub fn before(&mut self, event: &Event<'_>, range: &Range<usize>, builder: &mut Builder<'_>) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                self.begin(Kind::Leaf, range, builder);
            }
            Event::Start(Tag::Item) => self.begin(Kind::Item, range, builder),
            Event::Start(Tag::BlockQuote(_)) => self.begin(Kind::Quotation, range, builder),
            Event::Start(Tag::List(number)) => {
                self.lists.push(List { is_ordered: number.is_some(), first: None, items: 0 });
            }
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::Image { .. }
                | Tag::Table(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList,
            )
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule => {
                self.open.iter_mut().take(DEEPEST).for_each(|open| open.holds_others = true);
            }
            _ => {}
        }
    }

    /// Notes what has ended; `masked` is the file from `offset` on as the parser sees it.
    pub fn after(&mut self, ended: TagEnd, masked: &str, offset: usize, builder: &mut Builder<'_>) {
        match ended {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) => {
                self.end(masked, offset, builder);
            }
            TagEnd::Item => {
                let item = self.end(masked, offset, builder);
                self.count(item, masked, offset, builder);
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind, range: &Range<usize>, builder: &mut Builder<'_>) {
        builder.close();
        let first = builder.written();
        self.open.push(Open { kind, range: range.clone(), first, holds_others: false });
    }

    fn end(&mut self, masked: &str, offset: usize, builder: &mut Builder<'_>) -> Option<Open> {
        builder.close();
        let open = self.open.pop()?;
        if self.open.len() >= DEEPEST {
            return None;
        }
        let source = builder.source();
        let text = masked.get(open.range.clone()).unwrap_or_default();
        let span = Span::new(open.range.start, open.range.start + text.trim_end().len());
        let span = span.shifted(offset);
        // what was masked is no text: a shortcode, the opening line of a box
        let is_plain = span.of_text(source) == text.trim_end();
        let whole = lines(source, span, open.kind == Kind::Leaf).filter(|_| is_plain);
        let is_alone = builder.written() == open.first + 1 && !open.holds_others;
        for part in builder.written_since(open.first) {
            match whole {
                Some(whole) if is_alone => part.extent = Extent::Markup(whole),
                // its own markup is around it alone
                _ if matches!(part.extent, Extent::Markup(_)) => {}
                _ => part.extent = Extent::Shared,
            }
        }
        is_alone.then_some(open)
    }

    /// Counts an item; the first one of a numbered list leaves its number to the second one.
    fn count(
        &mut self,
        item: Option<Open>,
        masked: &str,
        offset: usize,
        builder: &mut Builder<'_>,
    ) {
        let Some(list) = self.lists.last_mut() else { return };
        list.items += 1;
        let start = item.as_ref().map(|item| item.range.start);
        if list.items == 1 {
            list.first = item.map(|item| (item.first, item.range.start));
        }
        let (2, true, Some((first, from)), Some(to)) =
            (list.items, list.is_ordered, list.first, start)
        else {
            return;
        };
        let (own, next) = (marker(masked, from), marker(masked, to));
        let Some(part) = builder.written_since(first).next() else { return };
        if own == next && matches!(part.extent, Extent::Markup(_)) {
            part.extent = Extent::Markup(Span::new(from + own, to + next).shifted(offset));
        }
    }
}

/// How many bytes the number at a place has, with the blanks behind it.
fn marker(masked: &str, start: usize) -> usize {
    let rest = masked.get(start..).unwrap_or_default();
    let text = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')']);
    rest.len() - text.trim_start_matches([' ', '\t']).len()
}
