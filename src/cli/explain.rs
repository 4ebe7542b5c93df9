//! `macaronic explain`: what, why, examples, how safe the fix is, how to switch it off.

use super::args::ExplainArguments;
use super::plan::{language, packs};
use crate::check::{self, Def};
use crate::engine::{Checker, CheckerOptions};
use crate::policy::selection::Selection;
use crate::render::escape::shown;
use crate::rules::load::no_such_rule;
use crate::rules::rule::{Matcher, Rule};
use crate::rules::set::is_selected;
use anyhow::bail;
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

/// Explains a rule or every rule of a family.
///
/// # Errors
/// When there is no such rule.
pub(super) fn run(arguments: &ExplainArguments) -> anyhow::Result<ExitCode> {
    let options =
        CheckerOptions { packs: packs(&arguments.packs.rules)?, selection: Selection::default() };
    let checker = Checker::new(language(&arguments.packs.lang)?, &options)?;
    let wanted = arguments.rule.as_str();
    let mut pages: Vec<(String, String)> = Vec::new();
    for rule in checker.rules().rules.iter().filter(|rule| is_selected(&rule.id, wanted)) {
        pages.push((rule.id.clone(), of_rule(rule)));
    }
    for def in check::defs().filter(|def| is_selected(def.id, wanted)) {
        pages.push((def.id.to_owned(), of_check(def)));
    }
    if pages.is_empty() {
        let ids = checker
            .rules()
            .rules
            .iter()
            .map(|rule| rule.id.as_str())
            .chain(check::defs().map(|def| def.id));
        bail!("{}", no_such_rule(wanted, ids));
    }
    pages.sort();
    let pages: Vec<_> = pages.into_iter().map(|(_, page)| page).collect();
    let mut out = std::io::stdout().lock();
    out.write_all(pages.join("\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn of_rule(rule: &Rule) -> String {
    let severity = rule.severity.map_or("off", crate::diagnostic::Severity::name);
    let mut page = head(&rule.id, severity, rule.confidence, &rule.mqm);
    let _ = writeln!(page, "\n{}", shown(&rule.example_message()));
    if !rule.why.is_empty() {
        let _ = writeln!(page, "\n{}", shown(&rule.why));
    }
    for bad in &rule.examples().bad {
        let _ = writeln!(page, "\n  bad   {}", shown(&bad.text));
        if let Some(fixed) = &bad.fixed {
            let _ = writeln!(page, "  fixed {}", shown(fixed));
        }
    }
    for good in &rule.examples().good {
        let _ = writeln!(page, "\n  good  {}", shown(&good.text));
        if !good.because.is_empty() {
            let _ = writeln!(page, "        ({})", shown(&good.because));
        }
    }
    let _ = writeln!(page, "\nFix: {}", fix_of(rule));
    let _ = writeln!(page, "Written in {}", shown(&rule.place.to_string()));
    page.push_str(&switch(&rule.id));
    page
}

fn fix_of(rule: &Rule) -> String {
    let has_fix = match &rule.matcher {
        Matcher::Terms(terms) => terms.iter().any(|term| !term.uses.is_empty()),
        Matcher::Pattern(pattern) => {
            !pattern.uses.is_empty() || pattern.replace.is_some() || pattern.use_single
        }
        Matcher::Line(line) => line.remove || !line.uses.is_empty(),
        Matcher::Affix(_) | Matcher::Label(_) | Matcher::Variants(_) => true,
    };
    let safety = rule.safety.name();
    match rule.safety {
        _ if !has_fix => "none, the sentence wants other words".to_owned(),
        crate::diagnostic::Safety::Safe => {
            format!("{safety}: applied by --fix where there is one candidate")
        }
        crate::diagnostic::Safety::Review => format!("{safety}: applied by --fix --unsafe-fixes"),
        crate::diagnostic::Safety::Hint => format!("{safety}: shown only"),
    }
}

fn of_check(def: &Def) -> String {
    let mut page = head(def.id, def.severity.name(), def.confidence, def.mqm);
    let _ = writeln!(page, "\nFinds {}.\n\n{}", def.summary, def.why);
    for bad in def.bad {
        let _ = writeln!(page, "\n  bad   {}", bad.replace('\n', "\n        "));
    }
    for good in def.good {
        let _ = writeln!(page, "\n  good  {}", good.replace('\n', "\n        "));
    }
    let _ = writeln!(page, "\nBuilt in.");
    page.push_str(&switch(def.id));
    page
}

fn head(id: &str, severity: &str, confidence: u8, mqm: &str) -> String {
    format!("{id}\n  severity {severity}, confidence {confidence} of 100, MQM {}\n", shown(mqm))
}

fn switch(id: &str) -> String {
    format!(
        "Switch it off for one run with --skip {id}, for good in a pack of yours:\n  [rules]\n  \"{id}\" = \"off\"\n"
    )
}
