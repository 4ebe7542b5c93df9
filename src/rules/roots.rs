//! Foreign roots with their native words: a table that is read where a root is found.

use super::error::RulesError;
use super::table::{Columns, Table, split};
use super::terms::Form;
use crate::data::lexicon::{Ready, fingerprint};
use crate::text::fold::as_folded;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The columns of the table: the spellings of a root, and its native words for each voice.
const COLUMNS: [&str; 5] = ["root", "active", "passive", "ter", "noun"];

/// The roots of one table.
#[derive(Clone, Debug)]
pub struct Roots {
    text: Cow<'static, str>,
    columns: Columns,
    /// Each spelling by its fingerprint; of equal ones the last.
    spellings: HashMap<u64, Form, BuildHasherDefault<Ready>>,
}

/// A foreign root with one native replacement for each voice; several alternatives are parted by `|`, as
/// in the table.
#[derive(Clone, Copy, Debug)]
pub struct Root<'r> {
    row: &'r str,
    columns: &'r Columns,
}

impl Roots {
    /// Reads a table.
    ///
    /// # Errors
    /// When it is no such table.
    pub(super) fn read(
        path: &str,
        text: Cow<'static, str>,
        is_ours: bool,
    ) -> Result<Self, RulesError> {
        let table = Table::parse(path, &text, &COLUMNS, is_ours)?;
        let columns = table.columns().clone();
        let spellings = table.rows().iter().flat_map(|row| table.parts(row, "root"));
        let of_spelling =
            |spelling| (fingerprint(&as_folded(spelling)), Form::within(spelling, &text));
        let spellings = spellings.map(of_spelling).collect();
        Ok(Self { text, columns, spellings })
    }

    /// A root by its folded spelling.
    #[must_use]
    pub fn get(&self, spelling: &str) -> Option<Root<'_>> {
        let row = self.spellings.get(&fingerprint(spelling))?.row(&self.text);
        Some(Root { row, columns: &self.columns })
    }

    /// All spellings, as written.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.values().map(|spelling| spelling.of_text(&self.text))
    }
}

impl Root<'_> {
    /// For the men- form.
    #[must_use]
    pub fn active(&self) -> Vec<String> {
        self.cell("active")
    }

    /// For the di- form.
    #[must_use]
    pub fn passive(&self) -> Vec<String> {
        self.cell("passive")
    }

    /// For the ter- form.
    #[must_use]
    pub fn ter(&self) -> Vec<String> {
        self.cell("ter")
    }

    /// For pe- forms.
    #[must_use]
    pub fn noun(&self) -> Vec<String> {
        self.cell("noun")
    }

    fn cell(&self, column: &str) -> Vec<String> {
        split(self.columns.cell(self.row, column))
    }
}
