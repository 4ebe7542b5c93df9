//! Front matter: the fields before an article, in YAML between `---` lines or in TOML between `+++`.
//!
//! Own scanner for `key: value` lines: the parsers for YAML count characters, not bytes, and fields that
//! are not prose need no parsing.

use super::builder::Builder;
use super::carved::{BlockKind, Piece};
use super::encoding::Encoding;
use crate::data::lists;
use crate::text::span::Span;

/// Where the front matter of a file lies, and where the article begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// Between the fences.
    pub inner: Span,
    /// Whether it is TOML.
    is_toml: bool,
    /// The first byte after the closing fence.
    pub end: usize,
}

/// The front matter from a byte on; `None` when there is none, or its fence is never closed.
#[must_use]
pub fn find(text: &str, from: usize) -> Option<FrontMatter> {
    let rest = text.get(from..)?;
    let fence = rest.get(..3).filter(|fence| matches!(*fence, "---" | "+++"))?;
    let mut at = from;
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != fence {
        return None;
    }
    at += first.len();
    let start = at;
    for line in lines {
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            let is_toml = fence == "+++";
            return Some(FrontMatter {
                inner: Span::new(start, at),
                is_toml,
                end: at + line.len(),
            });
        }
        at += line.len();
    }
    None
}

/// Adds the fields that readers see, as texts of their own.
pub fn carve(front: FrontMatter, builder: &mut Builder<'_>) {
    let text = builder.source();
    let mut lines = Vec::new();
    let mut at = front.inner.start();
    for line in front.inner.of_text(text).split_inclusive('\n') {
        lines.push(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = field(line, text, front.is_toml) else { continue };
        let written = value.of_text(text);
        match key {
            "lang" | "language" | "locale" => builder.declare_language(unquoted(written)),
            "untranslated" if unquoted(written) == "true" => builder.declare_untranslated(),
            "translated" if unquoted(written) == "false" => builder.declare_untranslated(),
            _ if !is_prose(key) => {}
            _ if written.starts_with(['|', '>']) && !front.is_toml => {
                let depth = indent(line, text);
                while let Some(more) =
                    lines.next_if(|more| more.is_empty() || indent(*more, text) > depth)
                {
                    scalar(trimmed(more, text), Encoding::Bare, builder);
                }
            }
            _ => value_of(value, front.is_toml, builder),
        }
    }
}

/// The key and the value of a line.
fn field(line: Span, text: &str, is_toml: bool) -> Option<(&str, Span)> {
    let written = line.of_text(text);
    let at = written.find(if is_toml { '=' } else { ':' })?;
    let key = written.get(..at)?.trim().trim_start_matches("- ").trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let value = Span::new(line.start() + at + 1, line.end());
    is_key.then(|| (key, trimmed(value, text)))
}

fn trimmed(span: Span, text: &str) -> Span {
    let written = span.of_text(text);
    let start = span.start() + written.len() - written.trim_start().len();
    Span::new(start, start + written.trim().len())
}

fn indent(line: Span, text: &str) -> usize {
    let written = line.of_text(text);
    written.len() - written.trim_start().len()
}

/// Whether a field is text that readers see: `rules/shared/lists/front-matter-fields.txt`.
fn is_prose(key: &str) -> bool {
    let key = key.to_ascii_lowercase().replace('-', "_");
    lists::entries("shared", "front-matter-fields").any(|field| field == key)
}

fn unquoted(value: &str) -> &str {
    value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\''])
}

/// Adds a value with or without quotation marks.
fn value_of(value: Span, is_toml: bool, builder: &mut Builder<'_>) {
    let text = builder.source();
    let written = value.of_text(text);
    let Some(mark @ ('"' | '\'')) = written.chars().next() else {
        let is_scalar = !is_toml && !written.starts_with(['[', '{', '&', '*', '!']);
        let end = written.find(" #").unwrap_or(written.len());
        let bare = Span::new(value.start(), value.start() + end);
        if is_scalar {
            scalar(trimmed(bare, text), Encoding::Bare, builder);
        }
        return;
    };
    let Some(end) = closing(written, mark, is_toml) else { return };
    let inner = Span::new(value.start() + 1, value.start() + end);
    match (mark, is_toml) {
        ('"', _) => quoted(inner, Encoding::Escaped, builder),
        (_, false) => quoted(inner, Encoding::Doubled, builder),
        (_, true) => scalar(inner, Encoding::Bare, builder),
    }
}

/// Where the closing mark of a quoted value stands, which ends it but for a comment.
fn closing(written: &str, mark: char, is_toml: bool) -> Option<usize> {
    let mut characters = written.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if mark == '"' => {
                characters.next();
            }
            _ if c != mark => {}
            '\'' if !is_toml && characters.next_if(|&(_, next)| next == mark).is_some() => {}
            _ => {
                let rest = written.get(at + 1..)?.trim_start();
                return (rest.is_empty() || rest.starts_with('#')).then_some(at);
            }
        }
    }
    None
}

/// Adds a text that stands as it is.
fn scalar(span: Span, encoding: Encoding, builder: &mut Builder<'_>) {
    let text = span.of_text(builder.source()).to_owned();
    builder.aside(BlockKind::Label, encoding, vec![Piece { text, source: span }]);
}

/// Adds a text with escapes.
fn quoted(span: Span, encoding: Encoding, builder: &mut Builder<'_>) {
    let text = span.of_text(builder.source());
    let escape = if encoding == Encoding::Doubled { '\'' } else { '\\' };
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(escape)) {
        let at = from + found;
        let (length, meaning) = escaped(text.get(at..).unwrap_or_default());
        pieces.push(piece(text, from, at, span));
        let source = Span::new(at, at + length).shifted(span.start());
        pieces.push(Piece { text: meaning, source });
        from = at + length;
    }
    pieces.push(piece(text, from, text.len(), span));
    builder.aside(BlockKind::Label, encoding, pieces);
}

fn piece(text: &str, from: usize, to: usize, span: Span) -> Piece {
    let inner = Span::new(from, to);
    Piece { text: inner.of_text(text).to_owned(), source: inner.shifted(span.start()) }
}

/// How long an escape is, and what it means; one we do not know means itself.
fn escaped(rest: &str) -> (usize, String) {
    let mut characters = rest.chars();
    let (Some(first), Some(second)) = (characters.next(), characters.next()) else {
        return (rest.len(), rest.to_owned());
    };
    let length = first.len_utf8() + second.len_utf8();
    let meaning = match second {
        'n' | 't' if first == '\\' => " ".to_owned(),
        '"' | '\\' | '/' | '\'' => second.to_string(),
        'u' => {
            let code = rest.get(2..6).and_then(|code| u32::from_str_radix(code, 16).ok());
            match code.and_then(char::from_u32) {
                Some(c) => return (6, c.to_string()),
                None => rest.get(..length).unwrap_or_default().to_owned(),
            }
        }
        _ => rest.get(..length).unwrap_or_default().to_owned(),
    };
    (length, meaning)
}
