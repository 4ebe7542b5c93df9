//! Tables beside a pack: tab-separated values with a header line and `#` comments.

use super::error::{Place, RulesError};

/// A table with named columns.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    path: String,
    columns: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

/// One line of a table.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// Line of the file, from 1.
    pub line: u32,
    cells: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// Reads a table; `known` are the columns it may have, the first of them compulsory.
    ///
    /// # Errors
    /// When a column is unknown or missing, a row has another number of cells, or there are no rows.
    pub fn parse(path: &str, text: &'a str, known: &[&str]) -> Result<Self, RulesError> {
        let mut table = Self { path: path.to_owned(), ..Self::default() };
        for (line, row) in (1_u32..).zip(text.lines()) {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let cells: Vec<_> = row.split('\t').map(str::trim).collect();
            if table.columns.is_empty() {
                table.check_columns(&cells, known, line)?;
                table.columns = cells;
            } else if cells.len() > table.columns.len() {
                let problem =
                    format!("{} cells in a table of {} columns", cells.len(), table.columns.len());
                return Err(RulesError::at(&table.place(line), problem));
            } else {
                table.rows.push(Row { line, cells });
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

    fn check_columns(&self, columns: &[&str], known: &[&str], line: u32) -> Result<(), RulesError> {
        if let Some(unknown) =
            columns.iter().find(|column| !known.contains(column) && **column != "note")
        {
            let problem = super::load::unknown("column", unknown, known.iter().copied());
            return Err(RulesError::at(&self.place(line), problem));
        }
        match known.first() {
            Some(first) if !columns.contains(first) => {
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

    /// Whether a row says nothing in any of these columns, given by [`Table::indices`].
    #[must_use]
    pub fn is_bare(row: &Row<'a>, columns: &[usize]) -> bool {
        columns.iter().all(|&index| row.cells.get(index).is_none_or(|cell| cell.is_empty()))
    }

    /// Where those of the columns stand that the table has.
    #[must_use]
    pub fn indices(&self, columns: &[&str]) -> Vec<usize> {
        let places = self.columns.iter().enumerate();
        places.filter(|(_, column)| columns.contains(column)).map(|(index, _)| index).collect()
    }

    /// A cell; empty when the table has no such column or the row ends before it.
    #[must_use]
    pub fn cell(&self, row: &Row<'a>, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| *name == column);
        index.and_then(|index| row.cells.get(index)).copied().unwrap_or_default()
    }

    /// The values of a cell, which are separated by `|`, as they stand.
    pub fn parts(&self, row: &Row<'a>, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let cell = self.cell(row, column);
        cell.split('|').map(str::trim).filter(|value| !value.is_empty())
    }

    /// The values of a cell, which are separated by `|`.
    pub fn values(&self, row: &Row<'a>, column: &str) -> Vec<String> {
        split(self.cell(row, column))
    }

    /// Where a row stands.
    #[must_use]
    pub fn place(&self, line: u32) -> Place {
        Place { path: self.path.clone(), line, column: 1 }
    }
}

/// The values of a cell.
#[must_use]
pub fn split(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}
