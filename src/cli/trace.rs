//! `macaronic trace`: which rule, list or lexicon accepts or rejects a word.

use super::args::TraceArguments;
use super::plan::{language, packs};
use crate::data::languages::Language;
use crate::document::word::Shape;
use crate::engine::{Checker, CheckerOptions};
use crate::language::evidence::{Evidence, Standing};
use crate::language::lookup::Known;
use crate::language::vocabulary::Vocabulary;
use crate::policy::selection::Selection;
use crate::render::escape::shown;
use crate::rules::rule::{Matcher, Rule};
use crate::text::fold::folded;
use std::io::{self, Write};
use std::process::ExitCode;

/// Says what is known of a word.
///
/// # Errors
/// When a pack is wrong or output cannot be written.
pub(super) fn run(arguments: &TraceArguments) -> anyhow::Result<ExitCode> {
    let options =
        CheckerOptions { packs: packs(&arguments.packs.rules)?, selection: Selection::default() };
    let checker = Checker::new(language(&arguments.packs.lang)?, &options)?;
    let word = folded(arguments.word.trim());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", shown(arguments.word.trim()))?;
    for part in word.split_whitespace() {
        trace_word(part, checker.vocabulary(), &mut out)?;
        trace_evidence(&checker.detector().known(part), &mut out)?;
    }
    trace_rules(&word, &checker, &mut out)?;
    trace_findings(arguments.word.trim(), &checker, &mut out)?;
    Ok(ExitCode::SUCCESS)
}

fn trace_word(word: &str, vocabulary: &Vocabulary, out: &mut dyn Write) -> io::Result<()> {
    let name = vocabulary.language.name();
    let evidence = Evidence::of(word, Shape::Lower, vocabulary);
    let frequency =
        |zipf: f32| if zipf > 0.0 { format!("Zipf {zipf:.1}") } else { "not listed".to_owned() };
    let built = vocabulary.affixes.is_built(word, &|root| vocabulary.native_zipf(root) > 0.0);
    let built = if evidence.native == 0.0 && built { ", built from a listed root" } else { "" };
    writeln!(
        out,
        "  {}: {name} lexicon {}{built}; English lexicon {}",
        shown(word),
        frequency(evidence.native),
        frequency(evidence.english)
    )?;
    let lists = [
        ("accepted foreign words", &vocabulary.accepted),
        ("function words", &vocabulary.function_words),
        ("English function words", &vocabulary.english_function_words),
        ("title cues", &vocabulary.title_cues),
        ("office words", &vocabulary.office_words),
        ("organisation heads", &vocabulary.organisation_heads),
    ];
    for (list, words) in lists {
        if words.contains(word) {
            writeln!(out, "    in the list of {list}")?;
        }
    }
    let verdict = match evidence.standing {
        Standing::Native => "a word of the language",
        Standing::Foreign | Standing::ForeignFunction => "English, not a word of the language",
        Standing::Accepted => "foreign, accepted",
        Standing::Unknown => "unknown",
        Standing::Neutral => "no language",
    };
    writeln!(out, "    taken for: {verdict}")
}

/// What the model of foreign words is told of a word.
fn trace_evidence(known: &Known, out: &mut dyn Write) -> io::Result<()> {
    let other = known.other_language.and_then(|listed| Language::from_tag(listed.tag()));
    if let Some(other) = other {
        writeln!(out, "    also {other} (Zipf {:.1})", known.other)?;
    }
    let times = |log_odds: f32| match log_odds {
        odds if odds >= MOST_ODDS => "far likelier in another language".to_owned(),
        odds if odds <= -MOST_ODDS => "far likelier in this language".to_owned(),
        odds if odds > 0.0 => {
            format!("{:.0} times likelier in another language", 10_f32.powf(odds))
        }
        odds => format!("{:.0} times likelier in this language", 10_f32.powf(-odds)),
    };
    writeln!(out, "    by frequency and spelling {}", times(known.log_odds))
}

/// Beyond ten thousand times a figure says nothing more.
const MOST_ODDS: f32 = 4.0;

fn trace_rules(word: &str, checker: &Checker, out: &mut dyn Write) -> io::Result<()> {
    for rule in &checker.rules().rules {
        for (how, uses) in mentions(rule, word) {
            let severity = rule.severity.map_or("off", crate::diagnostic::Severity::name);
            writeln!(
                out,
                "  rule {} ({severity}) {how}{}; {}",
                rule.id,
                shown(&uses),
                shown(&rule.place.to_string())
            )?;
        }
    }
    for allow in checker.rules().allow.iter().filter(|allow| allow.text == word) {
        let pack = if allow.built_in { "built in" } else { "your pack" };
        writeln!(out, "  allowed ({pack}): {}", shown(&allow.reason))?;
    }
    Ok(())
}

/// How a rule speaks of a word.
fn mentions(rule: &Rule, word: &str) -> Vec<(&'static str, String)> {
    let to = |uses: &[String]| {
        if uses.is_empty() { String::new() } else { format!(" -> {}", uses.join(" / ")) }
    };
    match &rule.matcher {
        Matcher::Terms(terms) => terms
            .iter()
            .filter(|term| folded(&term.find) == word)
            .map(|term| ("finds it", to(&term.uses)))
            .collect(),
        Matcher::Variants(groups) => {
            let has = |group: &&crate::rules::rule::VariantGroup| {
                group.spellings.iter().any(|spelling| folded(spelling) == word)
            };
            groups
                .iter()
                .filter(has)
                .map(|group| {
                    ("knows it as a spelling of", format!(" {}", group.spellings.join(" / ")))
                })
                .collect()
        }
        Matcher::Affix(affix) => {
            let root = affix.roots.get(word);
            root.map(|root| ("finds it in affixes", to(&root.active()))).into_iter().collect()
        }
        Matcher::Line(line) => line
            .find
            .iter()
            .filter(|text| *text == word)
            .map(|_| ("finds it as a line", String::new()))
            .collect(),
        Matcher::Label(labels) => labels
            .iter()
            .filter(|text| *text == word)
            .map(|_| ("finds it as a label", String::new()))
            .collect(),
        Matcher::Pattern(pattern) => {
            let found = pattern.expression.regex().is_some_and(|regex| regex.is_match(word));
            found.then(|| ("matches it", String::new())).into_iter().collect()
        }
    }
}

fn trace_findings(word: &str, checker: &Checker, out: &mut dyn Write) -> io::Result<()> {
    let report = checker.check_text(word);
    for finding in &report.findings {
        writeln!(
            out,
            "  alone on a line it is reported by {} ({}): {}",
            finding.rule,
            finding.severity.name(),
            shown(&finding.message)
        )?;
    }
    if report.findings.is_empty() {
        writeln!(out, "  alone on a line it is not reported")?;
    }
    Ok(())
}
