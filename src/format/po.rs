//! PO, the format of gettext: the translation of each entry.

use super::builder::Builder;
use super::carved::Carved;
use super::encoding::Encoding;
use super::interface;
use super::plain::BYTE_ORDER_MARK;
use super::value::Value;
use crate::text::span::Span;

/// The translations of a PO file. Entries without one, and obsolete ones, are silent; fuzzy ones are not.
#[must_use]
pub fn carve(text: &str) -> Carved {
    let mut reader = Reader {
        builder: Builder::new(text, Encoding::Escaped),
        part: Part::Other,
        is_header: false,
        value: Value::default(),
    };
    let mut at = text.strip_prefix(BYTE_ORDER_MARK).map_or(0, |rest| text.len() - rest.len());
    for line in text.get(at..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        if let Err((byte, reason)) = reader.line(line, at) {
            reader.builder.declare_malformed(byte, format!("no valid PO: {reason}"));
            break;
        }
        at += line.len();
    }
    reader.end_part();
    reader.builder.finish()
}

/// What the strings that are read belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// `msgid`
    Id,
    /// `msgstr`
    Translation,
    /// `msgctxt`, `msgid_plural`, `domain`
    Other,
}

/// Where a line is wrong, and why.
type Fault = (usize, &'static str);

struct Reader<'a> {
    builder: Builder<'a>,
    part: Part,
    /// Whether the entry has the empty `msgid`, and no context: it holds what the file says of itself.
    is_header: bool,
    /// What the strings of the part mean together.
    value: Value,
}

impl Reader<'_> {
    /// Reads a line that begins at a byte of the file.
    fn line(&mut self, line: &str, start: usize) -> Result<(), Fault> {
        let body = line.trim_ascii_start();
        let at = start + line.len() - body.len();
        if let Some(comment) = body.strip_prefix('#') {
            self.end_part();
            self.comment(comment, Span::new(at, at + body.trim_ascii_end().len()));
            return Ok(());
        }
        if body.is_empty() {
            return Ok(());
        }
        let keyword = body.find(['"', ' ', '\t', '[']).unwrap_or(body.len());
        let (word, rest) = body.split_at_checked(keyword).unwrap_or((body, ""));
        if !word.is_empty() {
            self.begin(word.trim_ascii_end(), at)?;
        }
        let index = rest.strip_prefix('[').and_then(|rest| rest.find(']'));
        let skipped = index.map_or(0, |index| index + 2);
        self.strings(rest.get(skipped..).unwrap_or_default(), at + keyword + skipped)
    }

    /// Begins the part that a keyword names.
    fn begin(&mut self, keyword: &str, at: usize) -> Result<(), Fault> {
        let was_context = self.part == Part::Other && !self.value.text().is_empty();
        let part = match keyword {
            "msgid" => Part::Id,
            "msgstr" => Part::Translation,
            "msgctxt" | "msgid_plural" | "domain" => Part::Other,
            _ => {
                return Err((
                    at,
                    "a comment, `msgid`, `msgstr` or a string in double quotation marks should stand here",
                ));
            }
        };
        self.end_part();
        match part {
            Part::Id => self.is_header = !was_context,
            Part::Other if keyword != "domain" => self.is_header &= keyword == "msgid_plural",
            _ => {}
        }
        self.part = part;
        Ok(())
    }

    /// Reads the strings of a line.
    fn strings(&mut self, line: &str, start: usize) -> Result<(), Fault> {
        let mut at = 0;
        loop {
            let rest = line.get(at..).unwrap_or_default();
            let blanks = rest.len() - rest.trim_ascii_start().len();
            at += blanks;
            let rest = rest.trim_ascii();
            if rest.is_empty() {
                return Ok(());
            }
            let Some(inner) = rest.strip_prefix('"') else {
                return Err((start + at, "a string in double quotation marks should stand here"));
            };
            let Some(length) = length_of_string(inner) else {
                return Err((start + at, "this string is not closed"));
            };
            let span = Span::new(start + at + 1, start + at + 1 + length);
            unescape(self.builder.source(), span, &mut self.value);
            at += length + 2;
        }
    }

    /// Ends the part: a translation is written, the header is read.
    fn end_part(&mut self) {
        let value = std::mem::take(&mut self.value);
        match self.part {
            Part::Id => self.is_header &= value.text().is_empty(),
            Part::Translation if self.is_header => {
                let mut fields = value.text().lines().filter_map(|line| line.split_once(':'));
                let language =
                    fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("language"));
                self.builder.declare_language(language.map_or("", |(_, tag)| tag));
            }
            Part::Translation => interface::write(&value, &mut self.builder),
            Part::Other => {}
        }
        self.part = Part::Other;
    }

    /// Notes what a comment of a translator or programmer says to this program.
    fn comment(&mut self, comment: &str, span: Span) {
        let text = comment.strip_prefix('.').unwrap_or(comment).trim();
        if text.starts_with("macaronic-") {
            self.builder.remark(text, span);
        }
    }
}

/// How many bytes stand before the quotation mark that ends a string.
fn length_of_string(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at),
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    None
}

/// Adds what the inside of a string means. A backslash before what C does not know is itself.
fn unescape(file: &str, span: Span, value: &mut Value) {
    let text = span.of_text(file);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        value.push_verbatim(
            file,
            Span::new(at, at + plain).shifted(span.start()),
            Encoding::Escaped,
        );
        at += plain;
        let Some((meaning, length)) = rest.get(plain..).and_then(escaped) else { continue };
        let source = Span::new(at, at + length).shifted(span.start());
        value.push_decoded(&meaning, source, Encoding::Escaped);
        at += length;
    }
}

/// What the escape at the start of a text means, and how long it is; bytes in numbers are taken together.
fn escaped(text: &str) -> Option<(String, usize)> {
    let mark = text.strip_prefix('\\')?.chars().next();
    let simple = match mark {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('a') => '\u{7}',
        Some('b') => '\u{8}',
        Some('f') => '\u{C}',
        Some('v') => '\u{B}',
        Some(mark @ ('"' | '\\' | '\'' | '?')) => mark,
        Some('x' | '0'..='7') => return Some(numbers(text)),
        _ => return Some(("\\".to_owned(), 1)),
    };
    Some((simple.to_string(), 2))
}

/// What a row of `\303\251` or `\xC3\xA9` means.
fn numbers(text: &str) -> (String, usize) {
    let mut bytes = Vec::new();
    let mut at = 0;
    while let Some((byte, length)) = text.get(at..).and_then(number) {
        bytes.push(byte);
        at += length;
    }
    if bytes.is_empty() {
        return ("\\".to_owned(), 1);
    }
    (String::from_utf8_lossy(&bytes).replace('\0', "\u{FFFD}"), at)
}

/// The byte of one number, and its length.
fn number(text: &str) -> Option<(u8, usize)> {
    let rest = text.strip_prefix('\\')?;
    let (digits, radix, most) = match rest.strip_prefix('x') {
        Some(digits) => (digits, 16, 2),
        None => (rest, 8, 3),
    };
    let count = digits.chars().take(most).take_while(|c| c.is_digit(radix)).count();
    let byte = u8::from_str_radix(digits.get(..count)?, radix).ok()?;
    Some((byte, text.len() - digits.len() + count))
}

#[cfg(test)]
mod tests;
