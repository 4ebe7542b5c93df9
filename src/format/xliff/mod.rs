//! XLIFF 1.x and 2.x, the exchange format of translation tools: the target of each unit.
//!
//! quick-xml splits the file; it reads no DTD and no other file, and expands no entity. What an element
//! means to prose stands in `rules/shared/xliff-elements.tsv`.

mod elements;
mod tag;
mod text;
mod unit;
mod walk;

use super::carved::Carved;
use super::encoding::{Encoding, is_forbidden};
use super::plain::BYTE_ORDER_MARK;
use crate::text::span::Span;
use elements::Version;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::{BytesDecl, BytesRef, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use tag::{Tag, is_name};
use walk::Walk;

/// What the namespaces of XLIFF begin with; the version follows.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:";
/// What begins a CDATA section, and what ends it.
const SECTION: (&str, &str) = ("<![CDATA[", "]]>");

/// Where a file is wrong, and why.
type Fault = (usize, String);

/// The targets of a file; `language` is the one that it is said to be in. Of several files in one those in
/// other languages are left out, unless there is no other: then somebody says it better than the file.
#[must_use]
pub fn carve(text: &str, language: Option<&str>) -> Carved {
    let mut walk = Walk::new(text, language);
    let mut read = walk_through(text, &mut walk);
    if language.is_some() && walk.has_only_other_languages() {
        walk = Walk::new(text, None);
        read = walk_through(text, &mut walk);
    }
    let mut builder = walk.finish();
    if let Err((at, reason)) = read {
        builder.declare_malformed(at, reason);
    }
    builder.finish()
}

/// Where a name belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    /// No namespace: XLIFF 1.0, and files of programs that forget it.
    Unbound,
    Xliff(Version),
    Other,
}

impl From<ResolveResult<'_>> for Space {
    fn from(resolved: ResolveResult<'_>) -> Self {
        let ResolveResult::Bound(Namespace(address)) = resolved else {
            let is_unbound = resolved == ResolveResult::Unbound;
            return if is_unbound { Self::Unbound } else { Self::Other };
        };
        version(address.strip_prefix(NAMESPACE)).map_or(Self::Other, Self::Xliff)
    }
}

/// The line of versions that a number belongs to.
fn version(number: Option<&str>) -> Option<Version> {
    match number?.split('.').next()? {
        "1" => Some(Version::One),
        "2" => Some(Version::Two),
        _ => None,
    }
}

/// Leads a walk through a file, as far as it is well-formed.
fn walk_through(text: &str, walk: &mut Walk<'_>) -> Result<(), Fault> {
    let start = text.strip_prefix(BYTE_ORDER_MARK).map_or(0, |rest| text.len() - rest.len());
    let body = text.get(start..).unwrap_or_default();
    let place = |position: u64| start + usize::try_from(position).unwrap_or(body.len());
    if body.starts_with(BYTE_ORDER_MARK) {
        return Err((start, invalid("a second byte order mark stands here")));
    }
    let mut reader = NsReader::from_str(body);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    loop {
        let from = place(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err((place(reader.error_position()), invalid(&reason(&error)))),
        };
        let span = Span::new(from, place(reader.buffer_position()));
        if let Some(at) = span.of_text(text).find(is_forbidden) {
            return Err((from + at, invalid("XML forbids this control character")));
        }
        match event {
            Event::Start(start) => {
                let (resolved, local) = reader.resolver().resolve_element(start.name());
                let tag = Tag::read(&start).map_err(|reason| (from, invalid(&reason)))?;
                walk.start(resolved.into(), local.into_inner(), &tag, span)?;
            }
            Event::Eof => return walk.end_of_file(),
            event => other_than_start(&event, span, start, walk)?,
        }
    }
}

/// Leads a walk through what is no start tag.
fn other_than_start(
    event: &Event<'_>,
    span: Span,
    start_of_file: usize,
    walk: &mut Walk<'_>,
) -> Result<(), Fault> {
    let text = span.of_text(walk.source());
    match event {
        Event::End(_) => walk.end(),
        Event::Text(_) => {
            if let Some(at) = text.find(SECTION.1) {
                let reason =
                    "`]]>` ends a CDATA section, and none is open; text has it as `]]&gt;`";
                return Err((span.start() + at, invalid(reason)));
            }
            walk.text(span, Encoding::Xml)?;
        }
        Event::CData(_) => {
            let inner = text.len().saturating_sub(SECTION.0.len() + SECTION.1.len());
            let from = span.start() + SECTION.0.len();
            walk.text(Span::new(from, from + inner), Encoding::Literal)?;
        }
        Event::GeneralRef(reference) => {
            let meaning = meaning(reference).map_err(|why| (span.start(), invalid(why)))?;
            walk.reference(meaning.as_deref(), span)?;
        }
        Event::Comment(comment) => walk.comment(comment, span),
        Event::Decl(declaration) => {
            if span.start() != start_of_file {
                let reason = "the XML declaration must stand at the very start of the file";
                return Err((span.start(), invalid(reason)));
            }
            encoding(declaration).map_err(|reason| (span.start(), reason))?;
        }
        _ => {}
    }
    Ok(())
}

/// What a reference means; `None` when only a DTD could say, which is not read.
fn meaning(reference: &BytesRef<'_>) -> Result<Option<String>, &'static str> {
    let name: &str = reference;
    if reference.is_char_ref() {
        let meant = reference.resolve_char_ref().ok().flatten().filter(|c| !is_forbidden(*c));
        return meant.map(|c| Some(c.to_string())).ok_or("XML has no character of this number");
    }
    if !is_name(name) {
        return Err("`&` begins a reference here, and no name follows; text has it as `&amp;`");
    }
    Ok(quick_xml::escape::resolve_xml_entity(name).map(str::to_owned))
}

/// Refuses a file that says that it is written in another encoding than that in which it was read: a fix
/// would be written in that one, too.
fn encoding(declaration: &BytesDecl<'_>) -> Result<(), String> {
    let Some(Ok(name)) = declaration.encoding() else { return Ok(()) };
    if ["utf-8", "utf8"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return Ok(());
    }
    Err(format!(
        "the file declares the encoding {name}, and only UTF-8 is read; save it as UTF-8 and declare that"
    ))
}

/// What the reader has to say against a file.
fn reason(error: &Error) -> String {
    match error {
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            "`&` begins a reference here, and no `;` ends it; text has it as `&amp;`".to_owned()
        }
        Error::IllFormed(error) => error.to_string(),
        Error::Syntax(error) => error.to_string(),
        error => error.to_string(),
    }
}

fn invalid(reason: &str) -> String {
    format!("no valid XLIFF: {reason}")
}

#[cfg(test)]
mod tests;
