//! A walk through the events of a Markdown parser: which text is prose, and in which block it stands.

use super::extents::Extents;
use super::mask::FILLER;
use crate::format::badge::is_badge;
use crate::format::builder::Builder;
use crate::format::carved::{BlockKind, Piece, Target};
use crate::format::encoding::Encoding;
use crate::format::html;
use crate::text::span::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Where a walk stands.
pub struct Walk<'m, 'l> {
    /// The text as the parser sees it.
    masked: &'m str,
    /// Where that text begins in the file.
    offset: usize,
    html: html::Walk<'l>,
    /// Lists and items around the place.
    items: usize,
    is_code_block: bool,
    /// The HTML block that is read, as far as it goes.
    html_block: Option<Range<usize>>,
    links: Vec<Link>,
    emphasis: Vec<usize>,
    /// The descriptions of the pictures that are open.
    images: Vec<Image>,
    /// The end of the last text.
    done: usize,
    extents: Extents,
    /// Which of the open quotations the file marks as such; a box is none.
    quotations: Vec<bool>,
}

/// An open link.
struct Link {
    start: usize,
    target: Target,
    address: String,
    /// Whether its text is its address.
    is_address: bool,
}

/// An open picture.
struct Image {
    /// What describes it.
    description: Vec<Piece>,
    /// Whether a service draws it, and the description is none for readers.
    is_badge: bool,
}

impl<'m, 'l> Walk<'m, 'l> {
    /// The start of a walk.
    pub fn new(masked: &'m str, offset: usize, language: Option<&'l str>) -> Self {
        Self {
            masked,
            offset,
            html: html::Walk::new(language),
            items: 0,
            is_code_block: false,
            html_block: None,
            links: Vec::new(),
            emphasis: Vec::new(),
            images: Vec::new(),
            done: 0,
            extents: Extents::default(),
            quotations: Vec::new(),
        }
    }

    /// Goes through an event at a range of the masked text.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
        self.extents.before(&event, &range, builder);
        let (masked, offset) = (self.masked, self.offset);
        let ended = if let Event::End(tag) = &event { Some(*tag) } else { None };
        match event {
            Event::Start(tag) => self.start(tag, range, builder),
            Event::End(tag) => self.end(tag, builder),
            Event::Text(text) => self.text(&text, range, builder),
            Event::Code(_) => self.code(range, builder),
            Event::Html(_) => match &mut self.html_block {
                Some(block) => block.end = range.end,
                None => self.html_block = Some(range),
            },
            Event::InlineHtml(_) => self.inline_html(range, builder),
            Event::SoftBreak => self.blank(' ', range, builder),
            Event::HardBreak => self.blank('\n', range, builder),
            Event::Rule => builder.close(),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.object(range, builder),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        if let Some(ended) = ended {
            self.extents.after(ended, masked, offset, builder);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
        match tag {
            Tag::Heading { .. } => builder.open(BlockKind::Heading),
            Tag::Paragraph if self.items > 0 => builder.open(BlockKind::Item),
            Tag::Paragraph | Tag::DefinitionListDefinition => builder.open(BlockKind::Paragraph),
            Tag::Item => {
                self.items += 1;
                builder.open(BlockKind::Item);
            }
            Tag::BlockQuote(kind) => {
                builder.close();
                let written = self.place(&range).of_text(builder.source());
                let is_quoted = kind.is_none() && written.starts_with('>');
                self.quotations.push(is_quoted);
                if is_quoted {
                    builder.open_quotation();
                }
            }
            Tag::DefinitionListTitle => builder.open(BlockKind::Item),
            Tag::TableCell => builder.open(BlockKind::Cell),
            Tag::CodeBlock(_) => {
                self.is_code_block = true;
                builder.note_code_block();
                builder.close();
            }
            Tag::Emphasis => self.emphasis.push(builder.at()),
            Tag::Link { link_type, dest_url, title, .. } => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                if is_address {
                    self.object(range.clone(), builder);
                }
                let target = Target::of(&dest_url);
                let address = dest_url.to_string();
                self.links.push(Link { start: builder.at(), target, address, is_address });
                self.title(&title, range, builder);
            }
            Tag::Image { title, dest_url, .. } => {
                self.object(range.clone(), builder);
                self.images.push(Image { is_badge: is_badge(&dest_url), description: Vec::new() });
                self.title(&title, range, builder);
            }
            Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => builder.close(),
        }
    }

    fn end(&mut self, tag: TagEnd, builder: &mut Builder<'_>) {
        match tag {
            TagEnd::Emphasis => {
                if let Some(start) = self.emphasis.pop() {
                    builder.emphasis(start);
                }
            }
            TagEnd::Link => {
                if let Some(link) = self.links.pop() {
                    builder.link(link.start, link.target, &link.address);
                }
            }
            TagEnd::Image => {
                if let Some(image) = self.images.pop().filter(|image| !image.is_badge) {
                    builder.aside(BlockKind::Label, Encoding::Markdown, image.description);
                }
            }
            TagEnd::CodeBlock => self.is_code_block = false,
            TagEnd::HtmlBlock => self.html_block(builder),
            TagEnd::Item => {
                self.items = self.items.saturating_sub(1);
                builder.close();
            }
            TagEnd::BlockQuote(_) => {
                builder.close();
                if self.quotations.pop() == Some(true) {
                    builder.close_quotation();
                }
            }
            TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => builder.close(),
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
        // the indentation of an HTML block is an event without bytes
        if self.is_code_block || self.html.is_silent() || range.is_empty() {
            return;
        }
        if self.links.last().is_some_and(|link| link.is_address) {
            self.done = range.end;
            return;
        }
        let written = self.masked.get(range.clone()).unwrap_or_default();
        if written != &**text {
            self.decoded(text, range, builder);
            return;
        }
        let mut start = range.start;
        if self.is_escaped(range.start) {
            let length = written.chars().next().map_or(0, char::len_utf8);
            let character = written.get(..length).unwrap_or_default();
            self.decoded(character, start - 1..start + length, builder);
            start += length;
        }
        self.pieces(start..range.end, builder);
        self.done = range.end;
    }

    /// Whether a backslash before a text belongs to it.
    fn is_escaped(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|&before| before >= self.done);
        before.is_some_and(|before| self.masked.as_bytes().get(before) == Some(&b'\\'))
    }

    /// Adds text as it stands, and a stand-in for what was masked in it.
    fn pieces(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        let written = self.masked.get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        while at < range.end {
            let rest = written.get(at - range.start..).unwrap_or_default();
            let text = rest.find(FILLER).unwrap_or(rest.len());
            self.verbatim(at..at + text, builder);
            let after = rest.get(text..).unwrap_or_default();
            let filler = after.len() - after.trim_start_matches(FILLER).len();
            if filler > 0 {
                self.object(at + text..at + text + filler, builder);
            }
            at += text + filler;
        }
    }

    fn verbatim(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        let span = self.place(&range);
        match self.images.last_mut() {
            Some(image) => {
                let text = span.of_text(builder.source()).to_owned();
                image.description.push(Piece { text, source: span });
            }
            None => builder.verbatim(span),
        }
        self.done = range.end;
    }

    fn decoded(&mut self, text: &str, range: Range<usize>, builder: &mut Builder<'_>) {
        let span = self.place(&range);
        match self.images.last_mut() {
            Some(image) => {
                image.description.push(Piece { text: text.to_owned(), source: span });
            }
            None => builder.decoded(text, span),
        }
        self.done = range.end;
    }

    fn object(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        if self.images.is_empty() && !self.html.is_silent() {
            builder.object(self.place(&range));
        }
        self.done = range.end;
    }

    fn blank(&mut self, character: char, range: Range<usize>, builder: &mut Builder<'_>) {
        if self.images.is_empty() {
            builder.blank(character, self.place(&range).start());
        } else {
            self.decoded(" ", range, builder);
        }
    }

    fn code(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        if !self.images.is_empty() || self.html.is_silent() {
            return;
        }
        let span = self.place(&range);
        let written = span.of_text(builder.source());
        let marks = written.len() - written.trim_start_matches('`').len();
        let end = (span.end().saturating_sub(marks)).max(span.start() + marks);
        builder.code(span, Span::new(span.start() + marks, end));
        self.done = range.end;
    }

    fn inline_html(&mut self, range: Range<usize>, builder: &mut Builder<'_>) {
        let span = self.place(&range);
        if !self.images.is_empty() {
            return;
        }
        if span.of_text(builder.source()).starts_with("<!--") {
            html::Walk::comment(span, builder);
        } else {
            builder.set_encoding(Encoding::Markdown);
            self.html.tag(span, builder);
        }
        self.done = range.end;
    }

    fn html_block(&mut self, builder: &mut Builder<'_>) {
        let Some(range) = self.html_block.take() else { return };
        builder.set_encoding(Encoding::Markup);
        html::feed(self.place(&range), &mut self.html, builder);
        builder.close();
        builder.set_encoding(Encoding::Markdown);
    }

    /// The title of a link or a picture, when it stands beside it as it is: not in a definition elsewhere.
    fn title(&self, title: &str, range: Range<usize>, builder: &mut Builder<'_>) {
        let written = self.masked.get(range.clone()).unwrap_or_default();
        let inner = written.strip_suffix(')').map(str::trim_end);
        let mark = inner.and_then(|inner| inner.chars().next_back());
        let Some(mark) = mark.filter(|mark| matches!(mark, '"' | '\'' | ')')) else { return };
        let inner = inner.and_then(|inner| inner.strip_suffix(mark));
        let before = inner.and_then(|inner| inner.strip_suffix(title));
        let Some(at) = before.map(str::len).filter(|_| !title.is_empty()) else { return };
        let start = range.start + at;
        let source = self.place(&(start..start + title.len()));
        if source.of_text(builder.source()) == title && !self.html.is_silent() {
            let piece = Piece { text: title.to_owned(), source };
            builder.aside(BlockKind::Label, Encoding::Title(mark), vec![piece]);
        }
    }

    /// A range of the masked text in the file.
    fn place(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }
}
