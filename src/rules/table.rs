//! Tables beside a pack: tab-separated values with a header line and `#` comments.

use super::error::{Place, RulesError};
use memchr::memchr;

/// A table with named columns.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    path: String,
    columns: Columns,
    rows: Vec<Row<'a>>,
}

/// Few tables have shorter rows, in bytes, on average.
const SHORTEST_ROW: usize = 16;

/// The names of the columns, in order.
#[derive(Clone, Debug, Default)]
pub struct Columns(Vec<String>);

/// One line of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row<'a> {
    /// Line of the file, from 1.
    pub line: u32,
    /// The cells with the tabs between them.
    pub text: &'a str,
}

impl Columns {
    /// A cell of a row; empty when the table has no such column or the row ends before it.
    #[must_use]
    pub fn cell<'r>(&self, row: &'r str, column: &str) -> &'r str {
        self.number(column).map_or("", |number| cell(row, number))
    }

    /// Which column it is, from 0; `None` when the table has none of this name.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<usize> {
        self.0.iter().position(|name| name == column)
    }

    /// The values of a cell, which are separated by `|`.
    pub fn parts<'r>(&self, row: &'r str, column: &str) -> impl Iterator<Item = &'r str> + use<'r> {
        parts(self.cell(row, column))
    }
}

/// A cell of a row by the number of its column; empty when the row ends before it.
#[must_use]
pub fn cell(row: &str, number: usize) -> &str {
    let mut rest = row;
    for _ in 0..number {
        let Some(after) = tab(rest).and_then(|tab| rest.get(tab + 1..)) else { return "" };
        rest = after;
    }
    rest.get(..tab(rest).unwrap_or(rest.len())).map_or("", trimmed)
}

/// Where the first tab stands.
fn tab(row: &str) -> Option<usize> {
    memchr(b'\t', row.as_bytes())
}

/// A cell without the blanks around it, which few have.
fn trimmed(cell: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = cell.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) { cell } else { cell.trim() }
}

/// Whether a line holds nothing, or a comment.
fn is_silent(line: &str) -> bool {
    match line.bytes().next() {
        Some(b'#') | None => true,
        Some(byte) if byte.is_ascii_graphic() => false,
        Some(_) => line.trim().is_empty(),
    }
}

impl<'a> Table<'a> {
    /// Reads a table; `known` are the columns it may have, the first of them compulsory. A table that
    /// `is_ours` is looked at less closely: a test does.
    ///
    /// # Errors
    /// When a column is unknown or missing, a row has another number of cells, or there are no rows.
    pub fn parse(
        path: &str,
        text: &'a str,
        known: &[&str],
        is_ours: bool,
    ) -> Result<Self, RulesError> {
        let mut table = Self { path: path.to_owned(), ..Self::default() };
        // growing it would touch twice the memory, which a start spends much of its time on
        table.rows.reserve(text.len() / SHORTEST_ROW);
        let mut rest = text;
        for line in 1_u32.. {
            let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            let Some((row, after)) = rest.split_at_checked(end).filter(|_| end > 0) else { break };
            rest = after;
            if is_silent(row) {
                continue;
            }
            let cells = || row.bytes().filter(|byte| *byte == b'\t').count() + 1;
            if table.columns.0.is_empty() {
                table.columns.0 = row.split('\t').map(|cell| cell.trim().to_owned()).collect();
                table.check_columns(known, line)?;
            } else if !is_ours && cells() > table.columns.0.len() {
                let (cells, columns) = (cells(), table.columns.0.len());
                let problem = format!("{cells} cells in a table of {columns} columns");
                return Err(RulesError::at(&table.place(line), problem));
            } else {
                table.rows.push(Row { line, text: row });
            }
        }
        if table.rows.is_empty() {
            return Err(RulesError::at(
                &table.place(1),
                "the table has no rows: it can never match",
            ));
        }
        Ok(table)
    }

    fn check_columns(&self, known: &[&str], line: u32) -> Result<(), RulesError> {
        let mut columns = self.columns.0.iter().map(String::as_str);
        if let Some(unknown) =
            columns.clone().find(|column| !known.contains(column) && *column != "note")
        {
            let problem = super::load::unknown("column", unknown, known.iter().copied());
            return Err(RulesError::at(&self.place(line), problem));
        }
        match known.first() {
            Some(first) if !columns.any(|column| column == *first) => {
                Err(RulesError::at(&self.place(line), format!("the column `{first}` is missing")))
            }
            _ => Ok(()),
        }
    }

    /// The rows in order.
    #[must_use]
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// The names of its columns.
    #[must_use]
    pub const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// A cell; empty when the table has no such column or the row ends before it.
    #[must_use]
    pub fn cell(&self, row: &Row<'a>, column: &str) -> &'a str {
        self.columns.cell(row.text, column)
    }

    /// The values of a cell, which are separated by `|`.
    pub fn parts(&self, row: &Row<'a>, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.columns.parts(row.text, column)
    }

    /// Where a row stands.
    #[must_use]
    pub fn place(&self, line: u32) -> Place {
        Place { path: self.path.clone(), line, column: 1 }
    }
}

/// The values of a cell, which are separated by `|`.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(cell);
    std::iter::from_fn(move || {
        let cell = rest.take()?;
        let bar = memchr(b'|', cell.as_bytes());
        rest = bar.and_then(|bar| cell.get(bar + 1..));
        cell.get(..bar.unwrap_or(cell.len()))
    })
    .map(trimmed)
    .filter(|value| !value.is_empty())
}

/// The values of a cell.
#[must_use]
pub fn split(cell: &str) -> Vec<String> {
    parts(cell).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::rules::load::LoadedPack;

    #[test]
    fn our_tables_stand_a_close_look() {
        for folder in data::pack_languages().into_iter().chain(["shared"]) {
            for pack in data::packs(folder) {
                let pack = LoadedPack::embedded(pack).unwrap();
                let of_rules =
                    pack.file.rule.iter().filter_map(|rule| rule.get_ref().r#match.file());
                let allowed = pack.file.pack.allow.iter().map(|table| table.file.clone());
                for name in of_rules.chain(allowed).filter(|name| !name.starts_with("lists/")) {
                    let (path, text) = pack.beside(&name).unwrap();
                    let known = text.lines().find(|line| !is_silent(line)).unwrap();
                    let known: Vec<_> = known.split('\t').collect();
                    Table::parse(&path, &text, &known, false).unwrap();
                }
            }
        }
    }
}
