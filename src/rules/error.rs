//! What can be wrong with a pack, with its place.

use std::fmt;

/// A place in a rules file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A fault in the rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// The file cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Something in it is wrong.
    #[error("{place}: {problem}")]
    Invalid {
        /// Where.
        place: Place,
        /// What, and what to do.
        problem: String,
    },
    /// The language has no name here.
    #[error("unknown language `{tag}`; give a BCP 47 tag such as `id`")]
    UnknownLanguage {
        /// As given.
        tag: String,
    },
}

impl RulesError {
    /// A problem at a place.
    #[must_use]
    pub fn at(place: &Place, problem: impl Into<String>) -> Self {
        Self::Invalid { place: place.clone(), problem: problem.into() }
    }
}
