//! One tag of HTML as it is written: its name and its attributes, with their places in the file.

use crate::text::span::Span;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// Whether it closes itself (`<br/>`).
    pub is_closed: bool,
    /// In order; of an attribute that stands twice the first one counts.
    pub attributes: Vec<Attribute>,
}

/// An attribute with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// The bytes of the file between the quotation marks.
    pub value: Span,
    /// The mark around the value; `None` for a bare one.
    pub mark: Option<char>,
}

/// More attributes than this are no tag that a person wrote.
const MOST_ATTRIBUTES: usize = 256;

impl Tag {
    /// Reads the tag that stands at a span of a file, `<` and `>` included.
    #[must_use]
    pub fn read(text: &str, span: Span) -> Option<Self> {
        let written = span.of_text(text).strip_prefix('<')?;
        let written = written.strip_suffix('>').unwrap_or(written);
        let (is_end, inner) = written.strip_prefix('/').map_or((false, written), |end| (true, end));
        let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let name = inner.get(..name_end)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let at = span.start() + 1 + usize::from(is_end) + name_end;
        let rest = inner.get(name_end..)?;
        Some(Self {
            name: name.to_ascii_lowercase(),
            is_end,
            is_closed: rest.ends_with('/'),
            attributes: attributes(rest, at),
        })
    }

    /// The attribute of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute as it is written.
    #[must_use]
    pub fn value<'t>(&self, name: &str, text: &'t str) -> Option<&'t str> {
        self.attribute(name).map(|attribute| attribute.value.of_text(text).trim())
    }
}

/// The attributes of a tag after its name (WHATWG, 13.1.2.3), which stands at a byte of the file.
fn attributes(written: &str, start: usize) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let mut at = 0;
    while attributes.len() < MOST_ATTRIBUTES {
        at = skip(written, at, |c| c.is_whitespace() || c == '/');
        let name_end = skip(written, at, |c| !c.is_whitespace() && !matches!(c, '=' | '/'));
        let name = written.get(at..name_end).unwrap_or_default();
        if name.is_empty() && name_end >= written.len() {
            break;
        }
        let equals = skip(written, name_end, char::is_whitespace);
        if written.as_bytes().get(equals) != Some(&b'=') {
            // an attribute without a value; `<a "x">` has characters that are part of no name
            at = if name.is_empty() { name_end + 1 } else { name_end };
            continue;
        }
        let value = skip(written, equals + 1, char::is_whitespace);
        let (inner, mark, end) = value_at(written, value);
        attributes.push(Attribute {
            name: name.to_ascii_lowercase(),
            value: inner.shifted(start),
            mark,
        });
        at = end;
    }
    attributes
}

/// The value that begins at a byte, its mark, and where it ends.
fn value_at(written: &str, at: usize) -> (Span, Option<char>, usize) {
    let rest = written.get(at..).unwrap_or_default();
    if let Some(mark @ ('"' | '\'')) = rest.chars().next() {
        let inner = rest.get(1..).unwrap_or_default();
        let length = inner.find(mark).unwrap_or(inner.len());
        let span = Span::new(at + 1, at + 1 + length);
        return (span, Some(mark), (span.end() + 1).min(written.len()));
    }
    let end = skip(written, at, |c| !c.is_whitespace());
    (Span::new(at, end), None, end)
}

/// The first byte from `at` on whose character does not pass.
fn skip(written: &str, at: usize, passes: impl Fn(char) -> bool) -> usize {
    let rest = written.get(at..).unwrap_or_default();
    at + rest.find(|c| !passes(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Tag {
        Tag::read(text, Span::of(text)).unwrap()
    }

    #[test]
    fn attributes_have_their_places() {
        let text = "<IMG alt = 'Foto &amp; teks' hidden src=a.jpg title=\"\"/>";
        let tag = read(text);
        assert_eq!((tag.name.as_str(), tag.is_end, tag.is_closed), ("img", false, true));
        assert_eq!(tag.value("alt", text), Some("Foto &amp; teks"));
        assert_eq!(tag.value("src", text), Some("a.jpg"));
        assert_eq!(tag.value("title", text), Some(""));
        assert_eq!(tag.attribute("alt").unwrap().mark, Some('\''));
        assert_eq!(tag.attribute("hidden"), None);
    }

    #[test]
    fn a_broken_tag_is_read_as_far_as_it_goes() {
        for text in ["<a href=\"x", "<a =", "<a = =\"\" '", "</p", "<p / / >", "<a \"x\">"] {
            assert!(Tag::read(text, Span::of(text)).is_some(), "{text}");
        }
        assert_eq!(Tag::read("<3", Span::of("<3")), None);
    }
}
