//! A TOML file as it is written: read with a bound, with the place of what stands in it, and the nearest
//! valid key in every complaint.

use super::error::{Place, RulesError};
use super::load::nearest;
use crate::text::lines::LineIndex;
use crate::text::span::Span;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

/// The text of a TOML file.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file, as it is shown.
    pub path: String,
    text: Cow<'static, str>,
    /// Counted when a place is first asked for.
    lines: OnceLock<LineIndex>,
}

impl Written {
    /// A text that is already read.
    #[must_use]
    pub fn new(path: String, text: Cow<'static, str>) -> Self {
        Self { path, text, lines: OnceLock::new() }
    }

    /// Reads a file of at most `largest` bytes; `path` is the one to show for it.
    ///
    /// # Errors
    /// When it cannot be read, is too large, or is not UTF-8.
    pub fn read(file: &Path, path: String, largest: u64) -> Result<Self, RulesError> {
        match read(file, largest) {
            Ok(text) => Ok(Self::new(path, Cow::Owned(text))),
            Err(reason) => Err(RulesError::Unreadable { path, reason }),
        }
    }

    /// What is written, as `T`.
    ///
    /// # Errors
    /// When it is no TOML or not a `T`, with the place and the nearest valid key.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, RulesError> {
        self.parse_part(self.text.strip_prefix('\u{FEFF}').unwrap_or(&self.text))
    }

    /// What a part of it says: the text without its byte order mark, with blanks for what is left out.
    ///
    /// # Errors
    /// As [`Written::parse`].
    pub fn parse_part<T: DeserializeOwned>(&self, bare: &str) -> Result<T, RulesError> {
        let shift = self.shift();
        toml::from_str(bare).map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start) + shift;
            RulesError::at(&self.place_in_file(at), with_nearest(error.message()))
        })
    }

    /// Where something stands whose span begins at this byte, as the TOML reader counts it.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        self.place_in_file(byte + self.shift())
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a text without its quotation marks, by the range that the TOML reader gives it.
    #[must_use]
    pub fn inside(&self, range: Range<usize>) -> Span {
        let end = (range.end + self.shift()).min(self.text.len());
        let span = Span::new((range.start + self.shift()).min(end), end);
        let is_quoted = |mark: char| {
            let inner = span.of_text(&self.text).strip_prefix(mark);
            // `"""` and `'''` open texts of several lines
            inner.is_some_and(|inner| inner.len() > 1 && !inner.starts_with(mark))
        };
        if is_quoted('"') || is_quoted('\'') {
            return Span::new(span.start() + 1, span.end() - 1);
        }
        span
    }

    /// A byte order mark is not part of the TOML.
    fn shift(&self) -> usize {
        if self.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
    }

    fn place_in_file(&self, byte: usize) -> Place {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let lines = self.lines.get_or_init(|| LineIndex::new(&self.text));
        let position = lines.position(&self.text, u32::try_from(byte).unwrap_or(0));
        Place { path: self.path.clone(), line: position.line, column: position.column }
    }
}

/// The text of a file of at most `largest` bytes. It may be a pipe (`--rules <(…)`), whose size nobody tells
/// before.
pub(super) fn read(path: &Path, largest: u64) -> Result<String, String> {
    let too_large =
        |size: u64| format!("{size} bytes are too many for such a file (at most {largest})");
    let file = File::open(path).map_err(|error| error.to_string())?;
    let found = file.metadata().map_err(|error| error.to_string())?;
    if found.is_dir() {
        return Err("a folder, not a file".to_owned());
    }
    if found.len() > largest {
        return Err(too_large(found.len()));
    }
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > largest {
        return Err(too_large(bytes.len() as u64));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("invalid UTF-8 at byte {at}; save the file as UTF-8")
    })
}

/// Adds the nearest valid key to serde's "unknown field `x`, expected one of `a`, `b`".
fn with_nearest(message: &str) -> String {
    let message = message.trim();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let is_unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    let (true, Some(wrong)) = (is_unknown, quoted.next()) else { return message.to_owned() };
    match nearest(wrong, quoted) {
        Some(right) => format!("{message}; did you mean `{right}`?"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_place_counts_from_the_byte_order_mark_on() {
        for mark in ["", "\u{FEFF}"] {
            let written = Written::new("a.toml".into(), format!("{mark}a = 1\nb = x\n").into());
            let error = written.parse::<BTreeMap<String, u8>>().unwrap_err().to_string();
            assert!(error.starts_with("a.toml:2:5: "), "{error}");
        }
        let marked = Written::new("a.toml".into(), "\u{FEFF}a = 1\n".into());
        let spans: BTreeMap<String, toml::Spanned<u8>> = marked.parse().unwrap();
        let place = marked.place(spans["a"].span().start);
        assert_eq!((place.line, place.column), (1, 6));
    }
}
