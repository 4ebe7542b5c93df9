//! The forms that a rule finds, with what to write instead: for a table, its rows as they stand.
//!
//! The tables of a language hold 49,000 forms, of which an article has a dozen. Reading every row was a
//! quarter of a start; here a form knows where its row stands, and the row is read when the form is found.

use super::matchers::Case;
use super::notation::near;
use super::rule::{Guards, Near};
use super::table::{Columns, parts};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

/// The columns of guards that a table may have.
pub(super) const GUARD_COLUMNS: [&str; 7] = [
    "unless-preceded-by",
    "unless-followed-by",
    "only-after",
    "only-before",
    "unless-in-name",
    "unless-in-title",
    "unless-quoted",
];

/// All forms of one rule.
#[derive(Clone, Debug)]
pub struct Terms {
    forms: Vec<Form>,
    uses: Written,
    case: Case,
    clitics: bool,
    /// What may stand beside each of them.
    guards: Guards,
}

/// One form to find.
#[derive(Clone, Debug)]
pub struct Form {
    /// As written in the pack, in NFC with plain quotation marks.
    pub(super) find: Cow<'static, str>,
    /// Which of the replacements are its own: a number, or where the row of a table begins.
    pub(super) row: u32,
}

/// What to write instead of each form.
#[derive(Clone, Debug)]
pub(super) enum Written {
    /// Lists of replacements by number, the preferred one of each first.
    Listed(Vec<Vec<String>>),
    /// The rows of a table.
    Rows { text: Cow<'static, str>, columns: Columns },
}

/// One form with its options, lent by its rule.
#[derive(Clone, Debug)]
pub struct Term<'t> {
    /// As written in the pack.
    pub find: Cow<'t, str>,
    /// Replacements, the preferred one first.
    pub uses: Uses<'t>,
    /// How case is compared.
    pub case: Case,
    /// Whether clitics may lean on it.
    pub clitics: bool,
    terms: &'t Terms,
    row: u32,
}

/// The replacements of a form; the cell of a table is taken apart when they are asked for.
#[derive(Clone, Debug)]
pub struct Uses<'t> {
    listed: Option<&'t [String]>,
    cell: &'t str,
    parts: OnceCell<Vec<String>>,
}

impl Deref for Uses<'_> {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.listed.unwrap_or_else(|| self.parts.get_or_init(|| super::table::split(self.cell)))
    }
}

impl Terms {
    pub(super) const fn new(
        forms: Vec<Form>,
        uses: Written,
        case: Case,
        clitics: bool,
        guards: Guards,
    ) -> Self {
        Self { forms, uses, case, clitics, guards }
    }

    /// How many forms there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The forms as written, in order.
    pub fn finds(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|form| &*form.find)
    }

    /// The replacements of all forms; those that several forms share may come more than once.
    pub fn replacements(&self) -> impl Iterator<Item = &str> {
        let lists = match &self.uses {
            Written::Listed(lists) => lists.as_slice(),
            Written::Rows { .. } => &[],
        };
        let listed = lists.iter().flatten().map(String::as_str);
        listed.chain(self.forms.iter().flat_map(|form| parts(self.cell(form))))
    }

    /// The cell `use` of the row of a form; empty when there is no table.
    fn cell(&self, form: &Form) -> &str {
        match &self.uses {
            Written::Listed(_) => "",
            Written::Rows { columns, .. } => columns.cell(self.row(form.row), "use"),
        }
    }

    /// A form by its number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Term<'_>> {
        self.forms.get(number).map(|form| self.term(form))
    }

    /// The forms in order.
    pub fn iter(&self) -> impl Iterator<Item = Term<'_>> {
        self.into_iter()
    }

    fn term<'t>(&'t self, form: &'t Form) -> Term<'t> {
        let listed = match &self.uses {
            Written::Listed(lists) => {
                Some(lists.get(form.row as usize).map_or(&[][..], Vec::as_slice))
            }
            Written::Rows { .. } => None,
        };
        let uses = Uses { listed, cell: self.cell(form), parts: OnceCell::new() };
        Term {
            find: Cow::Borrowed(&form.find),
            uses,
            case: self.case,
            clitics: self.clitics,
            terms: self,
            row: form.row,
        }
    }

    /// The row of a table that begins at a byte.
    fn row(&self, start: u32) -> &str {
        match &self.uses {
            Written::Listed(_) => "",
            Written::Rows { text, .. } => {
                text.get(start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default()
            }
        }
    }
}

type OfForm<'t> = fn((&'t Terms, &'t Form)) -> Term<'t>;
type WithTerms<'t> = std::iter::Zip<std::iter::Repeat<&'t Terms>, std::slice::Iter<'t, Form>>;

impl<'t> IntoIterator for &'t Terms {
    type Item = Term<'t>;
    type IntoIter = std::iter::Map<WithTerms<'t>, OfForm<'t>>;

    fn into_iter(self) -> Self::IntoIter {
        let of_form: OfForm<'t> = |(terms, form)| terms.term(form);
        std::iter::repeat(self).zip(self.forms.iter()).map(of_form)
    }
}

impl<'t> Term<'t> {
    /// What may stand beside it: what the rule says, with what its row says.
    #[must_use]
    pub fn guards(&self) -> Cow<'t, Guards> {
        let shared = &self.terms.guards;
        match &self.terms.uses {
            Written::Listed(_) => Cow::Borrowed(shared),
            Written::Rows { columns, .. } => {
                let row = self.terms.row(self.row);
                // the rows of a user are tried when the pack is read, ours by a test
                row_guards(columns, row, shared).unwrap_or(Cow::Borrowed(shared))
            }
        }
    }
}

/// The guards of the rule with those of the row; a row's own `only-…` take the place of the rule's.
///
/// # Errors
/// When the row names a class that does not exist.
pub(super) fn row_guards<'g>(
    columns: &Columns,
    row: &str,
    shared: &'g Guards,
) -> Result<Cow<'g, Guards>, String> {
    if GUARD_COLUMNS.iter().all(|column| columns.cell(row, column).is_empty()) {
        return Ok(Cow::Borrowed(shared));
    }
    let nears =
        |column: &str| columns.parts(row, column).map(near).collect::<Result<Vec<Near>, String>>();
    let mut guards = shared.clone();
    guards.unless_preceded_by.extend(nears("unless-preceded-by")?);
    guards.unless_followed_by.extend(nears("unless-followed-by")?);
    let replace = |own: Vec<Near>, slot: &mut Vec<Near>| {
        if !own.is_empty() {
            *slot = own;
        }
    };
    replace(nears("only-after")?, &mut guards.only_after);
    replace(nears("only-before")?, &mut guards.only_before);
    let flag = |column: &str, value: bool| match columns.cell(row, column) {
        "" => value,
        cell => cell == "yes",
    };
    guards.unless_in_name = flag("unless-in-name", guards.unless_in_name);
    guards.unless_in_title = flag("unless-in-title", guards.unless_in_title);
    guards.unless_quoted = flag("unless-quoted", guards.unless_quoted);
    Ok(Cow::Owned(guards))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::data::languages::Language;
    use crate::rules::rule::Matcher;
    use crate::rules::set::RuleSet;

    #[test]
    fn every_row_of_our_tables_names_classes_that_exist() {
        for tag in data::pack_languages() {
            let set = RuleSet::of(Language::from_tag(tag).unwrap(), &[], &[]).unwrap();
            for rule in &set.rules {
                let Matcher::Terms(terms) = &rule.matcher else { continue };
                let Written::Rows { columns, .. } = &terms.uses else { continue };
                for form in &terms.forms {
                    let row = terms.row(form.row);
                    assert!(row_guards(columns, row, &terms.guards).is_ok(), "{}: {row}", rule.id);
                }
            }
        }
    }
}
