//! The forms that a rule finds, with what to write instead: for a table, its rows as they stand.
//!
//! The tables of a language hold 49,000 forms, of which an article has a dozen. Reading every row was a
//! quarter of a start; here a form is a place in the text of its table, and its row is read when it is found.

use super::matchers::Case;
use super::notation::near;
use super::rule::{Guards, Near};
use super::table::{Columns, parts};
use crate::text::fold::as_normal;
use memchr::{memchr, memrchr};
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
    /// A table, or forms one behind the other.
    text: Cow<'static, str>,
    forms: Vec<Form>,
    uses: Written,
    case: Case,
    clitics: bool,
    /// What may stand beside each of them.
    guards: Guards,
}

/// A form or a spelling, by its bytes in the text of its rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Form {
    /// What it stands for.
    pub(super) fn of_text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The line in which it stands.
    pub(super) fn row(self, text: &str) -> &str {
        let (before, after) = text.split_at_checked(self.start as usize).unwrap_or_default();
        let start = memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
        let end = before.len() + memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
        text.get(start..end).map(|row| row.trim_end_matches('\r')).unwrap_or_default()
    }

    /// What was taken out of a text.
    pub(super) fn within(find: &str, text: &str) -> Self {
        let start = find.as_ptr().addr() - text.as_ptr().addr();
        Self::new(start, start + find.len())
    }

    fn new(start: usize, end: usize) -> Self {
        let narrow = |byte: usize| u32::try_from(byte).expect("packs are smaller than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }
}

/// What to write instead of each form.
#[derive(Clone, Debug)]
pub(super) enum Written {
    /// One list for all forms, the preferred replacement first.
    Shared(Vec<String>),
    /// One replacement for each form.
    Own(Vec<String>),
    /// The rows of a table.
    Rows(Columns),
}

/// One form with its options, lent by its rule.
#[derive(Clone, Debug)]
pub struct Term<'t> {
    /// As written in the pack, in NFC with plain quotation marks.
    pub find: Cow<'t, str>,
    /// Replacements, the preferred one first.
    pub uses: Uses<'t>,
    /// How case is compared.
    pub case: Case,
    /// Whether clitics may lean on it.
    pub clitics: bool,
    terms: &'t Terms,
    row: &'t str,
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
        text: Cow<'static, str>,
        forms: Vec<Form>,
        uses: Written,
        case: Case,
        clitics: bool,
        guards: Guards,
    ) -> Self {
        Self { text, forms, uses, case, clitics, guards }
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

    /// The forms of a list, for a text that holds them one behind the other.
    pub(super) fn joined<'f>(finds: impl Iterator<Item = &'f str>) -> (String, Vec<Form>) {
        let mut text = String::new();
        let forms = finds.map(|find| {
            let start = text.len();
            text.push_str(find);
            Form::new(start, text.len())
        });
        let forms = forms.collect();
        (text, forms)
    }

    /// The forms as written, in order.
    pub fn finds(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|form| form.of_text(&self.text))
    }

    /// A form by its number, in NFC with plain quotation marks.
    #[must_use]
    pub fn find(&self, number: usize) -> Option<Cow<'_, str>> {
        self.forms.get(number).map(|form| as_normal(form.of_text(&self.text)))
    }

    /// The replacements of all forms; those that several forms share may come more than once.
    pub fn replacements(&self) -> impl Iterator<Item = &str> {
        let (listed, columns) = match &self.uses {
            Written::Shared(texts) | Written::Own(texts) => (texts.as_slice(), None),
            Written::Rows(columns) => (&[][..], Some(columns)),
        };
        let of_row =
            move |columns| self.forms.iter().flat_map(move |form| parts(self.cell(*form, columns)));
        listed.iter().map(String::as_str).chain(columns.into_iter().flat_map(of_row))
    }

    /// The cell `use` of the row of a form.
    fn cell(&self, form: Form, columns: &Columns) -> &str {
        columns.cell(form.row(&self.text), "use")
    }

    /// A form by its number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Term<'_>> {
        let &form = self.forms.get(number)?;
        let (listed, cell, row) = match &self.uses {
            Written::Shared(texts) => (Some(texts.as_slice()), "", ""),
            Written::Own(texts) => (texts.get(number..=number), "", ""),
            Written::Rows(columns) => (None, self.cell(form, columns), form.row(&self.text)),
        };
        Some(Term {
            find: as_normal(form.of_text(&self.text)),
            uses: Uses { listed, cell, parts: OnceCell::new() },
            case: self.case,
            clitics: self.clitics,
            terms: self,
            row,
        })
    }

    /// The forms in order.
    pub fn iter(&self) -> impl Iterator<Item = Term<'_>> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

impl<'t> Term<'t> {
    /// What may stand beside it: what the rule says, with what its row says.
    #[must_use]
    pub fn guards(&self) -> Cow<'t, Guards> {
        let shared = &self.terms.guards;
        match &self.terms.uses {
            Written::Shared(_) | Written::Own(_) => Cow::Borrowed(shared),
            Written::Rows(columns) => {
                // the rows of a user are tried when the pack is read, ours by a test
                row_guards(columns, self.row, shared).unwrap_or(Cow::Borrowed(shared))
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
                let Written::Rows(columns) = &terms.uses else { continue };
                for &form in &terms.forms {
                    let row = form.row(&terms.text);
                    assert!(row_guards(columns, row, &terms.guards).is_ok(), "{}: {row}", rule.id);
                }
            }
        }
    }
}
