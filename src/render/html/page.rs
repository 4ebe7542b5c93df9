//! What the page shows, numbered: articles, their paragraphs, findings and rules, with all that links
//! them to each other.

use super::About;
use super::names::Names;
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Related};
use crate::document::block::{self, BlockKind};
use crate::engine::Report;
use crate::format::carved::Part;
use crate::render::tally::Tally;
use crate::source::Source;
use crate::text::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

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
    /// Its paragraphs.
    pub rows: Vec<Row>,
    /// How many findings of each severity, the gravest first.
    pub tally: Tally,
}

/// A paragraph as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is shown: without the white space around it, unless something was found there.
    pub span: Span,
    /// Where the next one begins.
    pub until: u32,
    /// What it is.
    pub kind: BlockKind,
    /// The findings that begin in it.
    pub findings: Range<usize>,
    /// Nothing is marked in it.
    pub is_calm: bool,
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
            articles.push(Article {
                report,
                number,
                first,
                rows: rows(&report.source.text, &report.findings),
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

    /// Its headline.
    pub fn title(&self) -> Option<&'a str> {
        let title = self.rows.first().filter(|row| row.kind == BlockKind::Title)?;
        title.span.get(&self.report.source.text)
    }
}

fn names(reports: &[&Report], about: &About<'_>) -> Names {
    let reports = reports.iter().map(|report| report.source.name.as_str());
    let skipped = about.skipped.iter().map(|skipped| skipped.path.as_str());
    let failed = about.failed.iter().filter_map(|failed| failed.split(": ").next());
    Names::new(reports.chain(skipped).chain(failed))
}

/// The paragraphs of a text with the findings that begin in each; these come in order.
fn rows(text: &str, findings: &[Diagnostic]) -> Vec<Row> {
    let blocks = block::blocks(text, &[Part::new(Span::of(text), None)]);
    let end = Span::of(text).end;
    let mut starts: Vec<_> = blocks.iter().map(|block| (block.span, block.kind)).collect();
    if starts.is_empty() {
        starts.push((Span::of(text), BlockKind::Paragraph));
    }
    let nexts = starts.iter().skip(1).map(|(span, _)| span.start).chain([u32::MAX]);
    let mut rows = Vec::with_capacity(starts.len());
    let (mut next_finding, mut covered) = (0, 0);
    for (&(span, kind), until) in starts.iter().zip(nexts) {
        let rest = findings.get(next_finding..).unwrap_or_default();
        let own = rest.get(..rest.partition_point(|found| found.span.start < until));
        let own = own.unwrap_or_default();
        let row = Row {
            span: visible(text, span, own, until.min(end)),
            until: until.min(end),
            kind,
            findings: next_finding..next_finding + own.len(),
            is_calm: own.is_empty() && covered <= span.start,
        };
        covered = own.iter().map(|found| found.span.end).fold(covered, u32::max);
        next_finding += own.len();
        rows.push(row);
    }
    rows
}

/// What to show of a paragraph: white space around it only where something was found there.
fn visible(text: &str, block: Span, own: &[Diagnostic], until: u32) -> Span {
    let mut span = block;
    if text.starts_with('\u{FEFF}') && span.start == 0 && span.len() > 3 {
        span.start = 3;
    }
    for finding in own {
        span.start = span.start.min(finding.span.start);
        if finding.span.start >= block.end {
            span.end = span.end.max(finding.span.end.min(until));
        }
    }
    span
}
