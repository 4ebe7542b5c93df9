//! All rules of one language: the built-in packs with the user's packs layered over them.

use super::compile::compile;
use super::error::RulesError;
use super::example::Examples;
use super::load::{LoadedPack, no_such_rule};
use super::matchers::Case;
use super::rule::{Guards, Matcher, Rule};
use super::schema::{AllowFile, Grade, PackFile};
use super::table::Table;
use super::terms::{Terms, Written};
use crate::data;
use crate::data::languages::Language;
use crate::diagnostic::{Safety, Severity};
use crate::text::fold::{folded, normal};
use crate::text::span::Span;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rules of one language.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// In the order of the packs.
    pub rules: Vec<Arc<Rule>>,
    /// Grades that user packs give to rules, checks and families.
    pub grades: BTreeMap<String, Grade>,
    /// Texts in which nothing is reported.
    pub allow: Vec<Allow>,
    /// The names of the packs, in order.
    pub packs: Vec<String>,
}

/// A text in which nothing, or some rules only, are silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// Folded.
    pub text: String,
    /// With its capitals; built-in names count only where they have them ("The Police").
    pub written: String,
    /// Why.
    pub reason: String,
    /// The silenced rules or families; all when empty.
    pub rules: Vec<String>,
    /// Whether it came with the program; those of a user also silence, whatever the case.
    pub built_in: bool,
    /// Where a user wrote it; `None` for the rows of a table.
    pub entry: Option<AllowEntry>,
}

/// An entry `[[allow]]` of a pack of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AllowEntry {
    /// The number of the pack among those of the user.
    pub pack: usize,
    /// The bytes of its text.
    pub span: Span,
}

impl RuleSet {
    /// The built-in rules of a language with user packs over them.
    ///
    /// # Errors
    /// When a pack is wrong; `checks` are the ids of built-in checks, which packs may grade.
    pub fn of(
        language: Language,
        user: &[LoadedPack],
        checks: &[&str],
    ) -> Result<Self, RulesError> {
        let embedded: Vec<_> =
            data::packs("shared").into_iter().chain(data::packs(language.tag())).collect();
        let embedded: Result<Vec<_>, _> =
            embedded.into_par_iter().map(LoadedPack::embedded).collect();
        let embedded = embedded?;
        let mut set = Self::default();
        let mut packs: Vec<(Option<usize>, &LoadedPack)> = Vec::new();
        let numbered = user.iter().enumerate().map(|(number, pack)| (Some(number), pack));
        for (number, pack) in embedded.iter().map(|pack| (None, pack)).chain(numbered) {
            if is_for(pack, language)? {
                packs.push((number, pack));
            }
        }
        let written: Vec<_> = packs
            .iter()
            .flat_map(|&(_, pack)| pack.file.rule.iter().map(move |rule| (pack, rule)))
            .collect();
        let compiled: Vec<Result<Rule, RulesError>> = written
            .into_par_iter()
            .map(|(pack, rule)| compile(pack, rule.span().start, rule.get_ref()))
            .collect();
        for rule in compiled {
            set.add_rule(rule?)?;
        }
        for (number, pack) in packs {
            set.add(number, pack)?;
        }
        set.check_names(user, checks)?;
        set.apply_grades();
        Ok(set)
    }

    fn add_rule(&mut self, rule: Rule) -> Result<(), RulesError> {
        if let Some(other) = self.rules.iter().find(|other| other.id == rule.id) {
            let problem = format!("the rule `{}` is already in {}", rule.id, other.place);
            return Err(RulesError::at(&rule.place, problem));
        }
        self.rules.push(Arc::new(rule));
        Ok(())
    }

    /// Adds what a pack says beside its rules; those of the user have a number.
    fn add(&mut self, number: Option<usize>, pack: &LoadedPack) -> Result<(), RulesError> {
        self.packs.push(pack.file.pack.name.clone());
        self.add_terms(pack)?;
        self.add_allowed(number, pack)?;
        let grades = pack.file.rules.iter().map(|(id, grade)| (id.get_ref().clone(), *grade));
        self.grades.extend(grades);
        Ok(())
    }

    /// The short form `[terms]` of a pack: one rule for all of them.
    fn add_terms(&mut self, pack: &LoadedPack) -> Result<(), RulesError> {
        let PackFile { pack: head, terms, .. } = &pack.file;
        let Some(first) = terms.keys().map(|key| key.span().start).min() else { return Ok(()) };
        for wrong in terms.keys() {
            if !wrong.get_ref().chars().any(char::is_alphanumeric) {
                let place = pack.place(wrong.span().start);
                return Err(RulesError::at(&place, "a term holds at least one letter"));
            }
        }
        let (text, forms) = Terms::joined(terms.keys().map(|wrong| wrong.get_ref().trim()));
        let uses = Written::Own(terms.values().cloned().collect());
        let (text, guards) = (Cow::Owned(text), Guards::default());
        let compiled = Terms::new(text, forms, uses, Case::Smart, true, guards);
        self.rules.push(Arc::new(Rule {
            id: house_rule(pack),
            message: format!("`{{found}}` is not house style; `{}` writes `{{use}}`", head.name),
            why: format!("The pack `{}` prefers another form.", head.name),
            mqm: "terminology/inconsistent".to_owned(),
            severity: Some(Severity::Warning),
            severity_with_code: None,
            confidence: 95,
            safety: Safety::Review,
            matcher: Matcher::Terms(compiled),
            examples: Examples::default().into(),
            place: pack.place(first),
            built_in: false,
        }));
        Ok(())
    }

    fn add_allowed(&mut self, number: Option<usize>, pack: &LoadedPack) -> Result<(), RulesError> {
        for allow in &pack.file.allow {
            let AllowFile { text, reason, rules } = allow.get_ref();
            let span = pack.written().inside(text.span());
            let text = text.get_ref();
            if text.trim().is_empty() {
                return Err(RulesError::at(
                    &pack.place(allow.span().start),
                    "an allowed text is not empty",
                ));
            }
            let written = normal(text.trim());
            let text = folded(&written);
            self.allow.push(Allow {
                text,
                written,
                reason: reason.clone(),
                rules: rules.clone(),
                built_in: pack.built_in,
                entry: number.map(|pack| AllowEntry { pack, span }),
            });
        }
        let Some(table) = &pack.file.pack.allow else { return Ok(()) };
        let start = pack.place(0);
        let (path, text) =
            pack.beside(&table.file).map_err(|problem| RulesError::at(&start, problem))?;
        let table = Table::parse(&path, &text, &["text", "reason"], pack.built_in)?;
        for row in table.rows() {
            let written = normal(table.cell(row, "text"));
            let text = folded(&written);
            let reason = table.cell(row, "reason").to_owned();
            self.allow.push(Allow {
                text,
                written,
                reason,
                rules: Vec::new(),
                built_in: pack.built_in,
                entry: None,
            });
        }
        Ok(())
    }

    /// Refuses a user pack that names a rule which no language and no pack has.
    fn check_names(&self, user: &[LoadedPack], checks: &[&str]) -> Result<(), RulesError> {
        let own = self.rules.iter().map(|rule| rule.id.as_str()).chain(checks.iter().copied());
        let named = user.iter().flat_map(|pack| names(pack).map(move |name| (pack, name)));
        let strange: Vec<_> =
            named.filter(|(_, (_, name))| !own.clone().any(|id| is_selected(id, name))).collect();
        if strange.is_empty() {
            return Ok(());
        }
        // A house pack may serve articles in several languages, each with rules of its own.
        let elsewhere = ids_of_all_languages(user)?;
        let known = own.chain(elsewhere.iter().map(String::as_str));
        for (pack, (start, name)) in strange {
            if !known.clone().any(|id| is_selected(id, name)) {
                let problem = no_such_rule(name, known);
                return Err(RulesError::at(&pack.place(start), problem));
            }
        }
        Ok(())
    }

    fn apply_grades(&mut self) {
        for rule in &mut self.rules {
            if let Some(grade) = grade_of(&self.grades, &rule.id) {
                Arc::make_mut(rule).severity = grade.severity();
            }
        }
    }

    /// The grade of a rule in articles that hold code; `None` when it is the same as elsewhere, or a user
    /// pack grades the rule.
    #[must_use]
    pub fn grade_with_code(&self, id: &str) -> Option<Grade> {
        let mut graded = self.rules.iter().filter(|rule| rule.severity_with_code.is_some());
        let rule = graded.find(|rule| rule.id == id && self.grade(id).is_none())?;
        rule.severity_with_code
    }

    /// The grade that a user pack gives to a rule or check; `None` when it says nothing.
    #[must_use]
    pub fn grade(&self, id: &str) -> Option<Grade> {
        grade_of(&self.grades, id)
    }
}

/// The rules and families that a pack grades or silences, each with its place.
fn names(pack: &LoadedPack) -> impl Iterator<Item = (usize, &str)> {
    let grades = pack.file.rules.keys().map(|id| (id.span().start, id.get_ref().as_str()));
    let allowed =
        pack.file.allow.iter().flat_map(|allow| {
            allow.get_ref().rules.iter().map(|id| (allow.span().start, id.as_str()))
        });
    grades.chain(allowed)
}

/// The ids of every built-in rule, whatever its language, and of every user pack.
fn ids_of_all_languages(user: &[LoadedPack]) -> Result<Vec<String>, RulesError> {
    let folders = data::pack_languages();
    let embedded: Result<Vec<_>, _> =
        folders.into_iter().flat_map(data::packs).map(LoadedPack::embedded).collect();
    let embedded = embedded?;
    let rules = embedded.iter().chain(user).flat_map(|pack| &pack.file.rule);
    let house_terms = user.iter().map(house_rule);
    Ok(rules.map(|rule| rule.get_ref().id.clone()).chain(house_terms).collect())
}

/// The id of the rule that the `[terms]` of a pack make.
fn house_rule(pack: &LoadedPack) -> String {
    format!("name/{}", rule_name(&pack.file.pack.name))
}

/// Whether a pack is for a language: for it alone, or for all.
fn is_for(pack: &LoadedPack, language: Language) -> Result<bool, RulesError> {
    let tag = &pack.file.pack.language;
    if tag == "*" {
        return Ok(true);
    }
    let own =
        Language::from_tag(tag).ok_or_else(|| RulesError::UnknownLanguage { tag: tag.clone() })?;
    Ok(own == language)
}

fn grade_of(grades: &BTreeMap<String, Grade>, id: &str) -> Option<Grade> {
    let family = id.split('/').next().unwrap_or_default();
    grades.get(id).or_else(|| grades.get(family)).copied()
}

/// Whether an id is meant by a selector: the id itself, or its family.
#[must_use]
pub fn is_selected(id: &str, selector: &str) -> bool {
    let family = selector.trim_end_matches("/*").trim_end_matches('/');
    id == selector || id.split('/').next() == Some(family)
}

/// A pack's name as the second half of a rule id.
fn rule_name(name: &str) -> String {
    let letters = folded(name);
    let dashed: String =
        letters.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = dashed.trim_matches('-');
    if name.is_empty() { "house-style".to_owned() } else { name.to_owned() }
}
