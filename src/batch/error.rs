//! Why a file of a run could not be checked.

use crate::format::carved::Malformed;
use crate::language::identify::Unsure;
use crate::rules::error::RulesError;
use crate::source::{Source, SourceError};

/// Why a file could not be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// It is no text.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It breaks the rules of its format.
    #[error("{path}:{line}:{column}: {reason}; nothing of the file was checked")]
    Malformed {
        /// The file.
        path: String,
        /// Line of the fault, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// What is wrong.
        reason: String,
    },
    /// Its language cannot be told.
    #[error(
        "{path}: {unsure}; say it with `--lang`, for example `--lang id`, or in the file name: `article.id.txt`"
    )]
    Language {
        /// The file.
        path: String,
        /// Why.
        unsure: Unsure,
    },
    /// The rules are wrong.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Its fixes were not made.
    #[error("{reason}")]
    Fix {
        /// Why, with the path.
        reason: String,
    },
    /// A check broke down.
    #[error(
        "{path}: a check broke down on this text: {reason}; please report it, the other files were checked"
    )]
    Panic {
        /// The file.
        path: String,
        /// The message of the panic.
        reason: String,
    },
}

impl FileError {
    /// The file it is about, where there is one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Unreadable { path, .. }
            | Self::Language { path, .. }
            | Self::Malformed { path, .. }
            | Self::Panic { path, .. } => Some(path),
            Self::Source(error) => Some(error.name()),
            Self::Rules(_) | Self::Fix { .. } => None,
        }
    }

    /// The fault of a text that breaks the rules of its format.
    pub(super) fn malformed(source: &Source, fault: &Malformed) -> Self {
        let position = source.lines.position(&source.text, fault.at);
        Self::Malformed {
            path: source.name.clone(),
            line: position.line,
            column: position.column,
            reason: fault.reason.clone(),
        }
    }
}
