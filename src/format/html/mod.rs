//! HTML: the text of its elements and of the attributes that readers see.
//!
//! html5gum splits the file as a browser does (WHATWG, 13.2.5); what an element means to prose stands in
//! `rules/shared/html-elements.tsv`.

mod elements;
mod entity;
mod extents;
mod tag;
mod walk;

use super::builder::Builder;
use super::carved::Carved;
use super::conflict;
use super::encoding::Encoding;
use super::plain::BYTE_ORDER_MARK;
use crate::text::span::Span;
use html5gum::Span as TokenSpan;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

pub use entity::reference;
pub use walk::Walk;

/// The prose of a page; `language` is the one that the article is said to be in.
#[must_use]
pub fn carve(text: &str, language: Option<&str>) -> Carved {
    let mut builder = Builder::new(text, Encoding::Markup);
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut walk = Walk::new(language);
    feed(Span::new(start, text.len()), &mut walk, &mut builder);
    builder.lines(conflict::markers(text));
    builder.finish()
}

/// Walks through a stretch of HTML.
pub fn feed(span: Span, walk: &mut Walk<'_>, builder: &mut Builder<'_>) {
    let text = builder.source();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(span.of_text(text), emitter);
    let place = |token: TokenSpan<usize>| Span::new(token.start, token.end).shifted(span.start());
    for token in tokens.flatten() {
        match token {
            Token::StartTag(found) => walk.tag(place(found.span), builder),
            Token::EndTag(found) => walk.tag(place(found.span), builder),
            Token::String(found) => walk.text(place(found.span), builder),
            Token::Comment(found) => Walk::comment(place(found.span), builder),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
}
