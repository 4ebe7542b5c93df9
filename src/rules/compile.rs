//! Turns a rule as written into a rule that can run, and refuses what cannot.

use super::error::{Place, RulesError};
use super::example::{Examples, Lazy};
use super::expression::Expression;
use super::load::LoadedPack;
use super::matchers::{
    AffixFile, LabelFile, LineFile, MatchFile, PatternFile, TermFile, VariantsFile, list_file,
};
use super::notation::{line_text, near, uses};
use super::roots::Roots;
use super::rule::{Affix, Guards, Line, Matcher, Near, Pattern, Rule, VariantGroup};
use super::schema::{Grade, RuleFile};
use super::table::{Columns, Table, cell, parts};
use super::terms::{Form, GUARD_COLUMNS, Terms, Written, row_guards};
use crate::diagnostic::{Safety, Severity};
use crate::language::vocabulary::WordSet;
use crate::text::fold::{folded, normal};
use std::borrow::Cow;
use std::sync::Arc;

/// The class of a fault by its family, where a house rule gives none.
const MQM: [(&str, &str); 7] = [
    ("mixed", "accuracy/untranslated"),
    ("exonym", "accuracy/untranslated"),
    ("leak", "accuracy/addition"),
    ("leftover", "accuracy/addition"),
    ("broken", "fluency/grammar"),
    ("locale", "locale-convention"),
    ("name", "terminology/inconsistent"),
];

/// One pack, one rule of it, and where the rule stands.
struct Compiler<'a> {
    pack: &'a LoadedPack,
    place: Place,
    file: &'a RuleFile,
}

/// Compiles a rule of a pack; `byte` is where it begins in the file.
///
/// # Errors
/// When it lacks what a built-in rule must have, or something in it can never match.
pub fn compile(pack: &LoadedPack, byte: usize, file: &RuleFile) -> Result<Rule, RulesError> {
    let compiler = Compiler { pack, place: pack.place(byte), file };
    compiler.check_head()?;
    let matcher = compiler.matcher()?;
    let examples = if pack.built_in {
        // left out of what was read
        Lazy::default()
    } else {
        Examples::of(file).map_err(|problem| compiler.error(problem))?.into()
    };
    let family = file.id.split('/').next().unwrap_or_default();
    let default_mqm =
        MQM.iter().find(|(name, _)| *name == family).map_or("style", |(_, class)| class);
    Ok(Rule {
        id: file.id.clone(),
        message: file.message.clone(),
        why: file.why.clone(),
        mqm: file.mqm.clone().unwrap_or_else(|| default_mqm.to_owned()),
        severity: file.severity.map_or(Some(Severity::Warning), Grade::severity),
        severity_with_code: file.severity_with_code,
        confidence: file.confidence.unwrap_or(80).min(100),
        safety: file.safety.unwrap_or(Safety::Review),
        matcher,
        examples,
        place: compiler.place,
        built_in: pack.built_in,
    })
}

impl Compiler<'_> {
    fn error(&self, problem: impl AsRef<str>) -> RulesError {
        RulesError::at(&self.place, format!("rule `{}`: {}", self.file.id, problem.as_ref()))
    }

    fn check_head(&self) -> Result<(), RulesError> {
        let rule = self.file;
        let named = rule.id.split_once('/').is_some_and(|(family, fault)| {
            let good = |part: &str| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            good(family) && good(fault)
        });
        if !named {
            return Err(
                self.error("an id is `family/fault`, lower-case letters, digits and hyphens")
            );
        }
        if rule.message.trim().is_empty() {
            return Err(self.error("the message is empty"));
        }
        if !self.pack.built_in {
            return Ok(());
        }
        match () {
            () if rule.why.trim().is_empty() => Err(self.error("a built-in rule says `why`")),
            () if rule.mqm.is_none() => Err(self.error("a built-in rule has an `mqm` class")),
            () => Ok(()),
        }
    }

    fn matcher(&self) -> Result<Matcher, RulesError> {
        match &self.file.r#match {
            MatchFile::Term(file) => self.terms(file),
            MatchFile::Table(file) => self.table(file),
            MatchFile::Affix(file) => self.affix(file),
            MatchFile::Line(file) => self.line(file),
            MatchFile::Label(file) => self.label(file),
            MatchFile::Pattern(file) => self.pattern(file),
            MatchFile::Variants(file) => self.variants(file),
        }
    }

    fn terms(&self, file: &TermFile) -> Result<Matcher, RulesError> {
        if file.file.is_some() {
            return Err(self.error("`term` has `find`; a `file` belongs to `table`"));
        }
        let guards = self.guards(file)?;
        if file.find.is_empty() {
            return Err(self.error("`find` is empty: the rule can never match"));
        }
        let finds = file.find.iter().map(|find| find.trim());
        finds.clone().try_for_each(|find| self.check_form(find))?;
        let (text, forms) = Terms::joined(finds);
        let (text, uses) = (Cow::Owned(text), Written::Shared(uses(file.r#use.as_ref())));
        Ok(Matcher::Terms(Terms::new(text, forms, uses, file.case, file.has_clitics(), guards)))
    }

    fn check_form(&self, find: &str) -> Result<(), RulesError> {
        if find.chars().any(char::is_alphanumeric) {
            Ok(())
        } else {
            Err(self.error(format!("the form {find:?} holds no letter: it can never match a word")))
        }
    }

    fn table(&self, file: &TermFile) -> Result<Matcher, RulesError> {
        let Some(name) = file.file.as_deref().filter(|_| file.find.is_empty()) else {
            return Err(self.error("`table` names its `file`; `find` belongs to `term`"));
        };
        let guards = self.guards(file)?;
        let (path, text) = self.pack.beside(name).map_err(|problem| self.error(problem))?;
        let (forms, columns) = self.forms(&path, &text, &guards)?;
        let uses = Written::Rows(columns);
        Ok(Matcher::Terms(Terms::new(text, forms, uses, file.case, file.has_clitics(), guards)))
    }

    /// Reads the forms of a table.
    fn forms(
        &self,
        path: &str,
        text: &str,
        guards: &Guards,
    ) -> Result<(Vec<Form>, Columns), RulesError> {
        let mut columns = vec!["find", "use"];
        columns.extend(GUARD_COLUMNS);
        let table = Table::parse(path, text, &columns, self.pack.built_in)?;
        let mut forms = Vec::with_capacity(table.rows().len());
        let number = table.columns().number("find").unwrap_or_default();
        for row in table.rows() {
            if !self.pack.built_in {
                row_guards(table.columns(), row.text, guards)
                    .map_err(|problem| RulesError::at(&table.place(row.line), problem))?;
            }
            let cell = cell(row.text, number);
            if cell.is_empty() {
                return Err(RulesError::at(&table.place(row.line), "the cell `find` is empty"));
            }
            for find in parts(cell) {
                self.check_form(find)?;
                forms.push(Form::within(find, text));
            }
        }
        Ok((forms, table.columns().clone()))
    }

    fn guards(&self, file: &TermFile) -> Result<Guards, RulesError> {
        Ok(Guards {
            unless_preceded_by: self.nears(&file.unless_preceded_by)?,
            unless_followed_by: self.nears(&file.unless_followed_by)?,
            only_after: self.nears(&file.only_after)?,
            only_before: self.nears(&file.only_before)?,
            unless_in_name: file.unless_in_name,
            unless_in_title: file.unless_in_title,
            unless_quoted: file.unless_quoted,
        })
    }

    fn nears(&self, words: &[String]) -> Result<Vec<Near>, RulesError> {
        words.iter().map(|word| near(word).map_err(|problem| self.error(problem))).collect()
    }

    fn affix(&self, file: &AffixFile) -> Result<Matcher, RulesError> {
        let (path, text) = self.pack.beside(&file.file).map_err(|problem| self.error(problem))?;
        let roots = Roots::read(&path, text, self.pack.built_in)?;
        Ok(Matcher::Affix(Affix { form: file.form, roots }))
    }

    fn line(&self, file: &LineFile) -> Result<Matcher, RulesError> {
        let find: Vec<_> = file.find.iter().map(|text| line_text(text)).collect();
        if find.is_empty() || find.iter().any(String::is_empty) {
            return Err(self.error("`find` holds an empty text"));
        }
        Ok(Matcher::Line(Line {
            find,
            how: file.how,
            place: file.place,
            max_words: file.max_words,
            remove: file.remove,
            uses: uses(file.r#use.as_ref()),
        }))
    }

    fn label(&self, file: &LabelFile) -> Result<Matcher, RulesError> {
        match file.find.iter().find(|label| !label.trim_end_matches('*').ends_with([':', '：'])) {
            Some(label) => Err(self.error(format!("the label {label:?} ends with a colon"))),
            None if file.find.is_empty() => {
                Err(self.error("`find` is empty: the rule can never match"))
            }
            None => Ok(Matcher::Label(file.find.iter().map(|label| folded(label)).collect())),
        }
    }

    fn pattern(&self, file: &PatternFile) -> Result<Matcher, RulesError> {
        let expression = if self.pack.built_in {
            Expression::trusted(&file.regex)
        } else {
            Expression::checked(&file.regex).map_err(|problem| self.error(problem))?
        };
        let nears = |words| self.nears(words);
        let guards = Guards {
            unless_preceded_by: nears(&file.unless_preceded_by)?,
            unless_followed_by: nears(&file.unless_followed_by)?,
            only_after: nears(&file.only_after)?,
            only_before: nears(&file.only_before)?,
            unless_in_name: file.unless_in_name,
            unless_in_title: file.unless_in_title,
            unless_quoted: file.unless_quoted,
        };
        let unless_listed =
            file.unless_listed.as_deref().map(|name| self.listed(name)).transpose()?;
        Ok(Matcher::Pattern(Box::new(Pattern {
            expression,
            uses: uses(file.r#use.as_ref()),
            replace: file.replace.clone(),
            reduplicated: file.reduplicated,
            use_single: file.use_single,
            evidence: file.evidence,
            unless_listed,
            guards,
        })))
    }

    fn listed(&self, name: &str) -> Result<WordSet, RulesError> {
        let (_, text) =
            self.pack.beside(&list_file(name)).map_err(|problem| self.error(problem))?;
        Ok(crate::data::lists::lines(&text).map(|word| Cow::Owned(folded(word))).collect())
    }

    fn variants(&self, file: &VariantsFile) -> Result<Matcher, RulesError> {
        let mut groups = Vec::new();
        for names in &file.names {
            groups.push(VariantGroup {
                spellings: names.iter().map(|name| normal(name)).collect(),
                prefer: file.prefer,
                guards: Arc::default(),
            });
        }
        if let Some(name) = &file.file {
            let (path, text) = self.pack.beside(name).map_err(|problem| self.error(problem))?;
            let mut columns = vec!["preferred", "variants"];
            columns.extend(GUARD_COLUMNS);
            let table = Table::parse(&path, &text, &columns, self.pack.built_in)?;
            let shared = Arc::default();
            for row in table.rows() {
                let guards = row_guards(table.columns(), row.text, &shared)
                    .map_err(|problem| RulesError::at(&table.place(row.line), problem))?;
                let guards = match guards {
                    Cow::Borrowed(_) => Arc::clone(&shared),
                    Cow::Owned(guards) => Arc::new(guards),
                };
                let preferred = std::iter::once(normal(table.cell(row, "preferred")));
                let spellings = preferred.chain(table.parts(row, "variants").map(normal)).collect();
                groups.push(VariantGroup { spellings, prefer: file.prefer, guards });
            }
        }
        let short = groups
            .iter()
            .any(|group| group.spellings.len() < 2 || group.spellings.iter().any(String::is_empty));
        if groups.is_empty() || short {
            Err(self.error("a group of variants has at least two spellings"))
        } else {
            Ok(Matcher::Variants(groups))
        }
    }
}
