//! What the page shows, numbered: articles, their paragraphs, findings and rules, with all that links
//! them to each other.

use super::About;
use super::layout::Layout;
use super::look::Looks;
use super::names::Names;
use super::row::{self, Row};
use crate::data::languages::Language;
use crate::diagnostic::Related;
use crate::engine::Report;
use crate::render::tally::Tally;
use crate::source::Source;
use std::collections::BTreeMap;

/// The whole page.
pub struct Page<'a> {
    /// In the order of the run.
    pub articles: Vec<Article<'a>>,
    /// By id.
    pub rules: BTreeMap<&'a str, RuleEntry>,
    /// What is shown of file names.
    pub names: Names,
    /// The articles by name.
    by_name: BTreeMap<&'a str, usize>,
    /// For each finding the next one of its rule.
    next_of_rule: Vec<Option<usize>>,
    /// Why a rule exists, by language.
    reasons: BTreeMap<(Language, &'a str), String>,
}

/// One text with what was found in it.
pub struct Article<'a> {
    /// The text.
    pub report: &'a Report,
    /// From 1.
    pub number: usize,
    /// The number of its first finding, from 1 over the whole page.
    pub first: usize,
    /// Its headline.
    pub title: Option<String>,
    /// Its paragraphs, and the lines of the file between them.
    pub rows: Vec<Row>,
    /// Which bytes of them are text; `None` where all are.
    pub looks: Option<Looks>,
    /// How many findings of each severity, the gravest first.
    pub tally: Tally,
}

/// A rule that found something.
pub struct RuleEntry {
    /// From 1, in the order of the ids.
    pub number: usize,
    /// How many findings, by severity.
    pub tally: Tally,
    /// In how many articles.
    pub articles: usize,
    /// Its first finding.
    pub first: usize,
    last_article: usize,
    last_finding: usize,
}

impl<'a> Page<'a> {
    /// Numbers everything.
    pub fn new(reports: &[&'a Report], about: &About<'_>) -> Self {
        let mut first = 1;
        let mut articles = Vec::with_capacity(reports.len());
        for (number, &report) in (1..).zip(reports) {
            let Layout { stretches, looks, title } = Layout::of(report);
            articles.push(Article {
                report,
                number,
                first,
                title,
                rows: row::rows(&report.source.text, stretches, &report.findings),
                looks,
                tally: Tally::of(&report.findings),
            });
            first += report.findings.len();
        }
        let mut page = Self {
            rules: BTreeMap::new(),
            names: names(reports, about),
            by_name: BTreeMap::new(),
            next_of_rule: vec![None; first],
            reasons: BTreeMap::new(),
            articles,
        };
        page.index(about);
        page
    }

    fn index(&mut self, about: &About<'_>) {
        for (index, article) in self.articles.iter().enumerate() {
            let report = article.report;
            self.by_name.entry(&report.source.name).or_insert(index);
            for (finding, number) in report.findings.iter().zip(article.first..) {
                let rule = self.rules.entry(&finding.rule).or_insert_with(|| RuleEntry {
                    number: 0,
                    tally: Tally::default(),
                    articles: 0,
                    first: number,
                    last_article: usize::MAX,
                    last_finding: 0,
                });
                rule.tally.add(finding);
                rule.articles += usize::from(rule.last_article != index);
                rule.last_article = index;
                if let Some(next) = self.next_of_rule.get_mut(rule.last_finding) {
                    *next = Some(number);
                }
                rule.last_finding = number;
                self.reasons
                    .entry((report.language, &finding.rule))
                    .or_insert_with(|| (about.why)(&finding.rule));
            }
        }
        for (number, rule) in (1..).zip(self.rules.values_mut()) {
            rule.number = number;
        }
    }

    /// All findings.
    pub fn tally(&self) -> Tally {
        Tally::of(self.articles.iter().flat_map(|article| &article.report.findings))
    }

    /// The next finding of the same rule, by its number.
    pub fn next_of_rule(&self, number: usize) -> Option<usize> {
        self.next_of_rule.get(number).copied().flatten()
    }

    /// Why a rule exists; empty when nobody wrote it down.
    pub fn reason(&self, language: Language, rule: &'a str) -> &str {
        self.reasons.get(&(language, rule)).map_or("", String::as_str)
    }

    /// The article and the paragraph of another place; `None` when it is not on the page.
    pub fn place(&self, here: &Article<'a>, related: &Related) -> Option<(&Article<'a>, usize)> {
        let index = match &related.path {
            None => here.number - 1,
            Some(path) => *self.by_name.get(path.as_str())?,
        };
        let article = self.articles.get(index)?;
        let row = article.rows.partition_point(|row| row.until <= related.span.start);
        Some((article, row.min(article.rows.len().checked_sub(1)?)))
    }
}

impl<'a> Article<'a> {
    /// The text.
    pub const fn source(&self) -> &'a Source {
        &self.report.source
    }
}

fn names(reports: &[&Report], about: &About<'_>) -> Names {
    let reports = reports.iter().map(|report| report.source.name.as_str());
    let skipped = about.skipped.iter().map(|skipped| skipped.path.as_str());
    let failed = about.failed.iter().filter_map(|failed| failed.split(": ").next());
    Names::new(reports.chain(skipped).chain(failed))
}
