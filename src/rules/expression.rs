//! A regular expression that is compiled when a text first holds what it needs.

use super::needs::{self, Need};
use super::prepared;
use regex::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// A compiled pattern may take this many bytes: a bomb such as `(a{1000}){1000}` takes more.
const LARGEST: usize = 1 << 20;

/// A regular expression, compiled on first use.
#[derive(Debug)]
pub struct Expression {
    source: String,
    compiled: OnceLock<Option<Regex>>,
    needs: Vec<Need>,
}

impl Clone for Expression {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), compiled: OnceLock::new(), needs: self.needs.clone() }
    }
}

impl Expression {
    /// An expression that came with the program: its examples are tested, so it is compiled when it is
    /// first needed.
    #[must_use]
    pub fn trusted(source: &str) -> Self {
        let needs = prepared::needs(source).unwrap_or_else(|| needs::of_source(source));
        Self { source: source.to_owned(), compiled: OnceLock::new(), needs }
    }

    /// An expression of a user, compiled at once.
    ///
    /// # Errors
    /// When it is no valid expression, too large, or matches the empty text.
    pub fn checked(source: &str) -> Result<Self, String> {
        let regex = compile(source).map_err(|error| format!("the regex is wrong: {error}"))?;
        if regex.is_match("") {
            return Err("the regex matches the empty text: it would match everywhere".to_owned());
        }
        let expression = Self::trusted(source);
        Ok(Self { compiled: OnceLock::from(Some(regex)), ..expression })
    }

    /// The compiled expression; `None` when it is not valid, which the examples of its rule show.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }

    /// What every match holds, at most [`needs::MOST_NEEDS`]; none when nothing is certain.
    #[must_use]
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(LARGEST).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused() {
        assert!(Expression::checked("(a{1000}){1000}").is_err());
        assert!(Expression::checked("a*").is_err());
    }
}
