//! JSON and JSON Lines: the strings of chosen fields.

mod fields;
mod scan;

use super::builder::Builder;
use super::carved::{BlockKind, Carved};
use super::encoding::Encoding;
use super::plain::BYTE_ORDER_MARK;
use super::value::Value;
use crate::text::span::Span;
use fields::{FieldKind, Fields, is_language};

/// The prose of a JSON text: the strings of these fields, the usual ones of articles when there are none.
#[must_use]
pub fn carve(text: &str, fields: &[String]) -> Carved {
    let mut article = Article::new(text, fields);
    article.record(start(text));
    article.builder.finish()
}

/// The prose of JSON Lines: one JSON text a line. Lines behind a faulty one are still read.
#[must_use]
pub fn carve_lines(text: &str, fields: &[String]) -> Carved {
    let mut article = Article::new(text, fields);
    let mut at = start(text).start();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        if !line.trim_ascii().is_empty() {
            article.record(Span::new(at, at + line.len()));
        }
        at += line.len();
    }
    article.builder.finish()
}

/// The text behind a byte order mark.
fn start(text: &str) -> Span {
    let rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    Span::new(text.len() - rest.len(), text.len())
}

struct Article<'a> {
    builder: Builder<'a>,
    fields: Fields,
    has_title: bool,
}

impl<'a> Article<'a> {
    fn new(text: &'a str, fields: &[String]) -> Self {
        let builder = Builder::new(text, Encoding::Escaped);
        Self { builder, fields: Fields::new(fields), has_title: false }
    }

    fn record(&mut self, span: Span) {
        let scanned = scan::scan(self.builder.source(), span, |levels, value| {
            if is_language(levels) {
                self.builder.declare_language(value.text());
            } else if let Some(kind) = self.fields.kind(levels) {
                write(value, kind, &mut self.has_title, &mut self.builder);
            }
        });
        if let Err(fault) = scanned {
            self.builder.declare_malformed(fault.at as usize, fault.reason);
        }
    }
}

/// Writes a string. Only the first title is one: further ones (`headline`, `seo_title`) say the same again, as
/// they should.
fn write(value: &Value, kind: FieldKind, has_title: &mut bool, builder: &mut Builder<'_>) {
    match kind {
        FieldKind::Title if !*has_title => {
            *has_title = true;
            value.write_lines(BlockKind::Title, builder);
        }
        FieldKind::Title | FieldKind::Label => value.write_lines(BlockKind::Label, builder),
        FieldKind::Any if is_identifier(value.text()) => {}
        FieldKind::Unknown | FieldKind::Any if !is_running(value.text()) => {
            value.write_lines(BlockKind::Label, builder);
        }
        FieldKind::Text | FieldKind::Unknown | FieldKind::Any => {
            builder.open_lines();
            value.write(value.whole(), builder);
            builder.close();
        }
    }
}

/// Whether a string has several lines or whole sentences.
fn is_running(text: &str) -> bool {
    let text = text.trim();
    text.contains(['\n', '\r']) || text.contains(". ") || text.ends_with(['.', '!', '?', '…', '。'])
}

/// Whether a string without a blank is a key, a slug, a date, an address: anything but a capitalised word or
/// one in letters that programs do not use.
fn is_identifier(text: &str) -> bool {
    let text = text.trim();
    let is_word = || {
        text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_alphabetic())
    };
    let is_one = !text.contains(char::is_whitespace);
    is_one && (text.contains("://") || text.is_ascii() && !is_word())
}

#[cfg(test)]
mod tests;
