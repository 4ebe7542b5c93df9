//! A text to check: its name, its characters and its lines.

use crate::text::lines::LineIndex;

/// One text with its name. Offsets are bytes of the file as it lies on disk: a byte order mark is
/// kept and skipped by the formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path, or the name given to standard input.
    pub name: String,
    /// Valid UTF-8, at most 4 GiB.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A byte that is not UTF-8.
    #[error("{name}: invalid UTF-8 at byte {at} (line {line}); save the file as UTF-8")]
    InvalidUtf8 {
        /// The file.
        name: String,
        /// Offset of the first byte that does not decode.
        at: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A byte order mark of UTF-16 or UTF-32.
    #[error("{name}: this is {encoding}; save the file as UTF-8")]
    OtherEncoding {
        /// The file.
        name: String,
        /// Its encoding.
        encoding: &'static str,
    },
    /// A NUL byte: not a text.
    #[error(
        "{name}: NUL at byte {at}: a binary file, or UTF-16 without a mark; save it as UTF-8 text"
    )]
    Nul {
        /// The file.
        name: String,
        /// Offset of the first one.
        at: usize,
    },
    /// More than spans can count.
    #[error("{name}: {size} bytes are more than the 4 GiB a text may have")]
    TooLarge {
        /// The file.
        name: String,
        /// Its size in bytes.
        size: usize,
    },
}

impl SourceError {
    /// The file it is about.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::InvalidUtf8 { name, .. }
            | Self::OtherEncoding { name, .. }
            | Self::Nul { name, .. }
            | Self::TooLarge { name, .. } => name,
        }
    }
}

impl Source {
    /// A text that is already decoded.
    ///
    /// # Errors
    /// When it has more than 4 GiB.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Result<Self, SourceError> {
        let (name, text) = (name.into(), text.into());
        if u32::try_from(text.len()).is_err() {
            return Err(SourceError::TooLarge { name, size: text.len() });
        }
        let lines = LineIndex::new(&text);
        Ok(Self { name, text, lines })
    }

    /// Decodes the bytes of a file.
    ///
    /// # Errors
    /// When they are not UTF-8, hold a NUL, or are more than 4 GiB.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let name = name.into();
        if let Some(encoding) = other_encoding(&bytes) {
            return Err(SourceError::OtherEncoding { name, encoding });
        }
        if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
            return Err(SourceError::Nul { name, at });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let before = error.as_bytes().get(..at).unwrap_or_default();
                let line = before.split(|&byte| byte == b'\n').count();
                Err(SourceError::InvalidUtf8 { name, at, line })
            }
        }
    }
}

/// The encoding a byte order mark tells of, when it is not UTF-8.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        _ => None,
    }
}
