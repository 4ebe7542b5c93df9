//! How a format writes characters that mean something to it: what a replacement must become.

use std::borrow::Cow;

/// How text is written in a stretch of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    #[default]
    Plain,
    /// Running text of Markdown (`CommonMark` 0.31, section 2.4).
    Markdown,
    /// Text of HTML: `&` and `<` are character references.
    Markup,
    /// Text of XML: `>` is one, too, for `]]>` must not stand there.
    Xml,
    /// The value of an attribute between these quotation marks.
    Attribute(char),
    /// A string of JSON (RFC 8259, section 7), or one in double quotation marks of YAML, TOML or PO.
    Escaped,
    /// A YAML or TOML string in single quotation marks of the kind that doubles the mark (YAML 1.2, 7.3.2).
    Doubled,
    /// A scalar without marks, or a literal that has no escapes: only text that cannot end it fits.
    Bare,
    /// A line that nothing but its end can end: subtitles.
    Line,
    /// A line of `WebVTT`, in which `&`, `<` and `>` are character references.
    Cue,
    /// A CDATA section of XML.
    Literal,
}

/// Characters that would begin markup in the middle of a Markdown paragraph.
const MARKDOWN: [char; 8] = ['\\', '*', '_', '`', '<', '[', ']', '|'];
/// Characters that may mean something to a bare scalar of YAML.
const NOT_BARE: [char; 12] = [':', '#', '\'', '"', '{', '}', '[', ']', '&', '*', '|', '>'];

impl Encoding {
    /// A replacement as the file must have it; `None` where it cannot be written.
    #[must_use]
    pub fn write(self, text: &str) -> Option<Cow<'_, str>> {
        let has = |marks: &[char]| text.contains(marks);
        let is_multiline = || has(&['\n', '\r']);
        match self {
            Self::Markdown | Self::Doubled | Self::Cue | Self::Line | Self::Bare
                if is_multiline() =>
            {
                None
            }
            Self::Markdown if !has(&MARKDOWN) => Some(Cow::Borrowed(text)),
            Self::Markdown => Some(Cow::Owned(escaped(text, &MARKDOWN))),
            Self::Markup | Self::Attribute(_) => Some(self.references(text)),
            Self::Xml | Self::Literal if text.contains(is_forbidden) => None,
            Self::Escaped => json(text),
            Self::Doubled => Some(Cow::Owned(text.replace('\'', "''"))),
            // `-->` must not stand in a cue, nor `]]>` in XML
            Self::Cue | Self::Xml => Some(Cow::Owned(self.references(text).replace('>', "&gt;"))),
            Self::Literal => (!has(&[']', '>'])).then_some(Cow::Borrowed(text)),
            Self::Bare if has(&NOT_BARE) => None,
            Self::Plain | Self::Line | Self::Bare => Some(Cow::Borrowed(text)),
        }
    }

    fn references(self, text: &str) -> Cow<'_, str> {
        let mark = match self {
            Self::Attribute(mark) => mark,
            _ => '<',
        };
        if !text.contains(['&', '<', mark]) {
            return Cow::Borrowed(text);
        }
        let mut written = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            match c {
                '&' => written.push_str("&amp;"),
                '<' => written.push_str("&lt;"),
                '"' if mark == '"' => written.push_str("&quot;"),
                '\'' if mark == '\'' => written.push_str("&#39;"),
                _ => written.push(c),
            }
        }
        Cow::Owned(written)
    }
}

/// Whether XML has no way to write a character (XML 1.0, 2.2).
#[must_use]
pub const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn escaped(text: &str, marks: &[char]) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if marks.contains(&c) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// The text between the quotation marks of a JSON string.
fn json(text: &str) -> Option<Cow<'_, str>> {
    let quoted = serde_json::to_string(text).ok()?;
    let inner = quoted.get(1..quoted.len() - 1)?;
    Some(if inner == text { Cow::Borrowed(text) } else { Cow::Owned(inner.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(encoding: Encoding, text: &str) -> Option<String> {
        encoding.write(text).map(Cow::into_owned)
    }

    #[test]
    fn every_format_writes_its_own_marks() {
        let text = "a < b & \"c\" 'd' \\ *e*";
        let expected = [
            (Encoding::Plain, Some("a < b & \"c\" 'd' \\ *e*")),
            (Encoding::Markdown, Some("a \\< b & \"c\" 'd' \\\\ \\*e\\*")),
            (Encoding::Markup, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Xml, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Attribute('"'), Some("a &lt; b &amp; &quot;c&quot; 'd' \\ *e*")),
            (Encoding::Attribute('\''), Some("a &lt; b &amp; \"c\" &#39;d&#39; \\ *e*")),
            (Encoding::Escaped, Some("a < b & \\\"c\\\" 'd' \\\\ *e*")),
            (Encoding::Doubled, Some("a < b & \"c\" ''d'' \\ *e*")),
            (Encoding::Bare, None),
            (Encoding::Line, Some(text)),
            (Encoding::Cue, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Literal, Some(text)),
        ];
        for (encoding, expected) in expected {
            assert_eq!(written(encoding, text).as_deref(), expected, "{encoding:?}");
        }
    }

    #[test]
    fn nothing_is_written_that_could_end_a_section_or_a_cue() {
        assert_eq!(written(Encoding::Literal, "a]]>b"), None);
        assert_eq!(written(Encoding::Xml, "a]]>b").as_deref(), Some("a]]&gt;b"));
        assert_eq!(written(Encoding::Xml, "a\u{1B}b"), None);
        assert_eq!(written(Encoding::Cue, "a --> b").as_deref(), Some("a --&gt; b"));
    }

    #[test]
    fn a_new_line_is_not_written_where_it_would_end_the_text() {
        for encoding in [Encoding::Bare, Encoding::Line, Encoding::Cue] {
            assert_eq!(written(encoding, "satu\ndua"), None, "{encoding:?}");
        }
        assert_eq!(written(Encoding::Escaped, "satu\ndua").as_deref(), Some("satu\\ndua"));
    }
}
