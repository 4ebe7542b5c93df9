//! A walk through the elements of a page: which text is prose, and in which block it stands.

use super::elements::{Element, Role, element};
use super::entity;
use super::extents::OpenExtent;
use super::tag::{Attribute, Tag};
use crate::data::lists;
use crate::format::badge::is_badge;
use crate::format::builder::Builder;
use crate::format::carved::{BlockKind, Piece, Target};
use crate::format::declared::is_same_language;
use crate::format::encoding::Encoding;
use crate::text::span::Span;

/// Elements deeper than this are not kept apart: no page that a person wrote is so deep.
const DEEPEST: usize = 256;

/// What somebody else said or wrote.
const QUOTATION: &str = "blockquote";

/// Where a walk stands.
#[derive(Debug)]
pub struct Walk<'l> {
    /// The language of the article, when it is said.
    language: Option<&'l str>,
    open: Vec<Open>,
    /// How many of the open elements are no prose.
    silent: usize,
    /// The title, while its element is open.
    title: Vec<Piece>,
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: String,
    element: Element,
    /// Whether the text in it is no prose of the article.
    is_silent: bool,
    /// Where its text begins in the prose.
    start: usize,
    /// Where it leads.
    href: String,
    extent: OpenExtent,
}

impl<'l> Walk<'l> {
    /// The start of a walk.
    #[must_use]
    pub const fn new(language: Option<&'l str>) -> Self {
        Self { language, open: Vec::new(), silent: 0, title: Vec::new() }
    }

    /// Whether text is left out here.
    #[must_use]
    pub const fn is_silent(&self) -> bool {
        self.silent > 0
    }

    /// Goes through a tag, `<` and `>` included.
    pub fn tag(&mut self, span: Span, builder: &mut Builder<'_>) {
        let text = builder.source();
        let Some(tag) = Tag::read(text, span) else { return };
        let element = element(&tag.name);
        if tag.is_end {
            self.end(&tag.name, element, span, builder);
            return;
        }
        if element.is_closed_by_next && self.open.last().is_some_and(|top| top.name == tag.name) {
            self.pop(span.start(), builder);
        }
        let is_silent = self.is_foreign(&tag, element, builder);
        if self.silent == 0 && !is_silent {
            attributes(&tag, builder);
        }
        self.line(element.role, span, builder);
        if OpenExtent::is_other(element) {
            self.open.iter_mut().for_each(|open| open.extent.holds_others = true);
        }
        if element.is_void || tag.is_closed {
            return;
        }
        self.enter(tag, element, is_silent, span, builder);
    }

    fn enter(
        &mut self,
        tag: Tag,
        element: Element,
        is_silent: bool,
        span: Span,
        builder: &mut Builder<'_>,
    ) {
        let is_silent =
            is_silent || matches!(element.role, Role::Code | Role::Listing | Role::Skip);
        if self.silent == 0 {
            if let Some(kind) = block(element.role) {
                builder.open(kind);
            } else if is_silent && !matches!(element.role, Role::Skip | Role::Listing) {
                builder.object(span);
            } else if element.role == Role::Listing {
                builder.note_code_block();
                if builder.has_text() {
                    // the sentence before goes on in the code
                    builder.object(span);
                }
                builder.close();
            }
        }
        let href = tag.value("href", builder.source()).unwrap_or_default().to_owned();
        if self.open.len() < DEEPEST {
            self.silent += usize::from(is_silent);
            let start = builder.at();
            let extent = OpenExtent::begin(&tag, span, builder);
            if self.silent == 0 && tag.name == QUOTATION {
                builder.open_quotation();
            }
            self.open.push(Open { name: tag.name, element, is_silent, start, href, extent });
        }
    }

    /// Ends the innermost element of a name, and those in it that nobody ended.
    fn end(&mut self, name: &str, element: Element, span: Span, builder: &mut Builder<'_>) {
        if let Some(depth) = self.open.iter().rposition(|open| open.name == name) {
            while self.open.len() > depth {
                let end = if self.open.len() == depth + 1 { span.end() } else { span.start() };
                self.pop(end, builder);
            }
        }
        self.line(element.role, span, builder);
        if self.silent == 0 && block(element.role).is_some() {
            builder.close();
        }
    }

    /// Ends the innermost element at a byte of the file.
    fn pop(&mut self, end: usize, builder: &mut Builder<'_>) {
        let Some(open) = self.open.pop() else { return };
        self.silent -= usize::from(open.is_silent);
        if self.silent > 0 {
            return;
        }
        match open.element.role {
            Role::Link => builder.link(open.start, Target::of(&open.href), &open.href),
            Role::Emphasis => builder.emphasis(open.start),
            Role::Title => {
                let pieces = std::mem::take(&mut self.title);
                builder.aside(BlockKind::Label, Encoding::Markup, pieces);
            }
            role if block(role).is_some() => {
                builder.close();
                open.extent.end(&open.name, role, end, builder);
            }
            _ => {}
        }
        if open.name == QUOTATION {
            builder.close_quotation();
        }
    }

    /// Goes through text.
    pub fn text(&mut self, span: Span, builder: &mut Builder<'_>) {
        if self.silent > 0 {
            self.code(span, builder);
        } else if self.open.last().is_some_and(|open| open.element.role == Role::Title) {
            self.title.extend(entity::pieces(builder.source(), span));
        } else if is_expression(span.of_text(builder.source())) {
            builder.object(span);
        } else {
            entity::running(builder, span);
        }
    }

    /// Notes the text of inline code, whose stand-in was written when its element began.
    fn code(&self, span: Span, builder: &mut Builder<'_>) {
        let is_code = |open: &Open| open.element.role == Role::Code;
        if self.silent == 1 && self.open.last().is_some_and(is_code) {
            builder.note_code(span);
        }
    }

    /// Goes through a comment, its marks included.
    pub fn comment(span: Span, builder: &mut Builder<'_>) {
        let text = span.of_text(builder.source());
        let inner = text.strip_prefix("<!--").unwrap_or(text);
        builder.remark(inner.strip_suffix("-->").unwrap_or(inner), span);
    }

    /// Ends a line or a block, where an element does so.
    fn line(&self, role: Role, span: Span, builder: &mut Builder<'_>) {
        match role {
            _ if self.silent > 0 => {}
            Role::Break => builder.blank('\n', span.start()),
            Role::Rule => builder.close(),
            _ => {}
        }
    }

    /// Whether an element is declared to be no text of the article: left untranslated, or of another
    /// language. The root and the body tell the language of the file and hide nothing.
    fn is_foreign(&self, tag: &Tag, element: Element, builder: &mut Builder<'_>) -> bool {
        let text = builder.source();
        let lang = tag.value("lang", text).or_else(|| tag.value("xml:lang", text));
        if element.role == Role::Root {
            if let Some(lang) = lang {
                builder.declare_language(lang);
            }
            return false;
        }
        let class = tag.value("class", text).unwrap_or_default();
        let is_kept = tag.value("translate", text).is_some_and(|value| value == "no")
            || has_class(class, "html-untranslated")
            // on a block `literal` or `application` is the name of a layout
            || matches!(element.role, Role::Inline | Role::Emphasis) && has_class(class, "html-code");
        let Some(lang) = lang.filter(|lang| !lang.is_empty()) else { return is_kept };
        let Some(own) = self.language.or(builder.language()) else {
            builder.declare_language(lang);
            return is_kept;
        };
        is_kept || !is_same_language(own, lang)
    }
}

/// Whether a text is an expression of JSX that is a string of code or a comment.
fn is_expression(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("{`") && text.ends_with("`}")
        || text.starts_with("{/*") && text.ends_with("*/}")
}

/// Whether one of these classes is in a list of `rules/shared/lists/`.
fn has_class(classes: &str, list: &str) -> bool {
    classes
        .split_whitespace()
        .any(|class| lists::entries("shared", list).any(|entry| entry == class))
}

/// The block that an element begins.
const fn block(role: Role) -> Option<BlockKind> {
    match role {
        Role::Block | Role::Root => Some(BlockKind::Paragraph),
        Role::Heading => Some(BlockKind::Heading),
        Role::Item => Some(BlockKind::Item),
        Role::Cell => Some(BlockKind::Cell),
        Role::Label => Some(BlockKind::Label),
        _ => None,
    }
}

/// Adds the attributes of a tag that readers see.
fn attributes(tag: &Tag, builder: &mut Builder<'_>) {
    if tag.attributes.is_empty() {
        return;
    }
    let text = builder.source();
    if tag.name == "meta" {
        let name = tag.value("name", text).or_else(|| tag.value("property", text));
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let is_shown = lists::entries("shared", "html-meta").any(|entry| entry == name);
        if let Some(content) = tag.attribute("content").filter(|_| is_shown) {
            attribute(content, builder);
        }
        return;
    }
    if tag.value("src", text).is_some_and(is_badge) {
        return;
    }
    for shown in &tag.attributes {
        if lists::entries("shared", "html-attributes").any(|entry| entry == shown.name) {
            attribute(shown, builder);
        }
    }
}

fn attribute(shown: &Attribute, builder: &mut Builder<'_>) {
    let encoding = shown.mark.map_or(Encoding::Bare, Encoding::Attribute);
    let pieces = entity::pieces(builder.source(), shown.value);
    builder.aside(BlockKind::Label, encoding, pieces);
}
