//! How a format writes characters that mean something to it: what a replacement must become.

use crate::text::span::Span;
use std::borrow::Cow;

/// How text is written in a stretch of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    #[default]
    Plain,
    /// Running text of Markdown (`CommonMark` 0.31, section 2.4).
    Markdown,
    /// The title of a link of Markdown, which ends with this mark: it is read only without escapes.
    Title(char),
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
    /// A line of SRT, which has tags and overrides but no way to write their marks.
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
            Self::Markdown
            | Self::Title(_)
            | Self::Doubled
            | Self::Cue
            | Self::Line
            | Self::Bare
                if is_multiline() =>
            {
                None
            }
            Self::Title(mark) if has(&[mark, '(', '\\', '&']) => None,
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
            Self::Line if has(&['<', '{']) => None,
            Self::Plain | Self::Title(_) | Self::Line | Self::Bare => Some(Cow::Borrowed(text)),
        }
    }

    /// A replacement of these bytes of a file as the file must have it; `None` where it cannot be written. In a
    /// cue a line break stays where it was, no line becomes empty, and none looks like timings.
    #[must_use]
    pub fn write_over(self, file: &str, span: Span, text: &str) -> Option<String> {
        let written = self.write(text)?.into_owned();
        if !matches!(self, Self::Line | Self::Cue) {
            return Some(written);
        }
        let written = broken(span.of_text(file), written);
        let before = file.get(..span.start()).unwrap_or_default();
        let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let after = file.get(span.end()..).unwrap_or_default();
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        let lines = [before, &written, after].concat();
        let is_line = |line: &str| !line.trim().is_empty() && !line.contains("-->");
        lines.lines().all(is_line).then_some(written).filter(|_| !lines.is_empty())
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

/// A replacement with the line break of what it replaces, for the blank that is nearest.
fn broken(replaced: &str, mut written: String) -> String {
    let Some(start) = replaced.find(['\n', '\r']) else { return written };
    let end = replaced.rfind(['\n', '\r']).map_or(start, |last| last + 1);
    let line_break = replaced.get(start..end).unwrap_or_default();
    let blanks = written.match_indices(' ').map(|(at, _)| at);
    let nearest = blanks.min_by_key(|&at| at.abs_diff(start));
    if let Some(at) = nearest.filter(|_| matches!(line_break, "\n" | "\r" | "\r\n")) {
        written.replace_range(at..=at, line_break);
    }
    written
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
            (Encoding::Title('"'), None),
            (Encoding::Markup, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Xml, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Attribute('"'), Some("a &lt; b &amp; &quot;c&quot; 'd' \\ *e*")),
            (Encoding::Attribute('\''), Some("a &lt; b &amp; \"c\" &#39;d&#39; \\ *e*")),
            (Encoding::Escaped, Some("a < b & \\\"c\\\" 'd' \\\\ *e*")),
            (Encoding::Doubled, Some("a < b & \"c\" ''d'' \\ *e*")),
            (Encoding::Bare, None),
            (Encoding::Line, None),
            (Encoding::Cue, Some("a &lt; b &amp; \"c\" 'd' \\ *e*")),
            (Encoding::Literal, Some(text)),
        ];
        for (encoding, expected) in expected {
            assert_eq!(written(encoding, text).as_deref(), expected, "{encoding:?}");
        }
    }

    #[test]
    fn a_title_is_not_ended_and_its_marks_are_no_markup() {
        assert_eq!(written(Encoding::Title('\''), "a *b* \"c\"").unwrap(), "a *b* \"c\"");
        assert_eq!(written(Encoding::Title('\''), "Jum'at"), None);
    }

    #[test]
    fn nothing_is_written_that_could_end_a_section_or_a_cue() {
        assert_eq!(written(Encoding::Literal, "a]]>b"), None);
        assert_eq!(written(Encoding::Xml, "a]]>b").as_deref(), Some("a]]&gt;b"));
        assert_eq!(written(Encoding::Xml, "a\u{1B}b"), None);
        assert_eq!(written(Encoding::Cue, "a --> b").as_deref(), Some("a --&gt; b"));
    }

    #[test]
    fn an_edit_of_a_cue_leaves_its_lines_what_they_are() {
        let over = |file: &str, from: &str, to: &str| {
            let start = file.find(from).unwrap();
            Encoding::Line.write_over(file, Span::new(start, start + from.len()), to)
        };
        let file = "1\r\nKe gedung\r\nlama itu.\r\nLama\r\n\r\n2 -->\n";
        assert_eq!(over(file, "gedung\r\nlama", "gedung baru").unwrap(), "gedung\r\nbaru");
        assert_eq!(over(file, "gedung\r\nlama", "balai").unwrap(), "balai");
        assert_eq!(over(file, "Lama", ""), None);
        assert_eq!(over(file, " itu", "").unwrap(), "");
        assert_eq!(over(file, "Ke", "-->"), None);
        assert_eq!(over("a -> b\n", "a ", "-"), None);
    }

    #[test]
    fn a_new_line_is_not_written_where_it_would_end_the_text() {
        for encoding in [Encoding::Bare, Encoding::Line, Encoding::Cue] {
            assert_eq!(written(encoding, "satu\ndua"), None, "{encoding:?}");
        }
        assert_eq!(written(Encoding::Escaped, "satu\ndua").as_deref(), Some("satu\\ndua"));
    }
}
