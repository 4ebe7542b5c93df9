//! One article: its text with the findings marked, the notes beside each paragraph, calm stretches
//! folded.

use super::layout::Kind;
use super::markup::{Attribute, Text};
use super::note::Note;
use super::page::{Article, Page};
use super::pieces::{Piece, Pieces};
use super::row::Row;
use super::summary::{chips, counted};
use super::words::Words;
use crate::document::block::BlockKind;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// So many paragraphs without findings in a row are folded, but for the one beside a finding.
const CALM: usize = 4;
/// A paragraph of fewer bytes fits on the screen of a notebook.
const SHORT: usize = 1_000;
/// A finding over more characters than this is tinted, not underlined.
const WIDE: usize = 400;
/// Works without the script: the style asks whether it is checked.
const FULL: &str = "<label class=\"full\"><input type=\"checkbox\" autocomplete=\"off\"> \
                    tags and addresses in full</label>";

/// Writes an article.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(page: &Page<'_>, article: &Article<'_>, out: &mut dyn Write) -> io::Result<()> {
    let number = article.number;
    let name = page.names.shown(&article.source().name);
    let is_flowing = article.looks.as_ref().is_some_and(|looks| looks.is_flowing);
    let flow = if is_flowing { " class=\"flow\"" } else { "" };
    writeln!(out, "<article id=\"a{number}\"{flow} aria-labelledby=\"h{number}\">\n<header>")?;
    writeln!(out, "<h2 id=\"h{number}\"><bdi>{}</bdi></h2>", Text(name))?;
    write!(out, "<p class=\"tally\">")?;
    if article.tally.total() == 0 {
        write!(out, "<span>nothing found</span> ")?;
    }
    chips(article.tally, out)?;
    let report = article.report;
    let language = if report.is_article { report.language.name() } else { "Configuration" };
    writeln!(
        out,
        "<span class=\"language\">{language}</span> <a href=\"#summary\">Summary</a></p>"
    )?;
    if article.looks.is_some() {
        writeln!(out, "{FULL}")?;
    }
    writeln!(out, "</header>")?;
    Writer { page, article, first_of_rule: BTreeMap::new(), anchored: BTreeSet::new() }
        .rows(out)?;
    writeln!(out, "</article>")
}

struct Writer<'a> {
    page: &'a Page<'a>,
    article: &'a Article<'a>,
    /// The number of the first finding of each rule.
    first_of_rule: BTreeMap<&'a str, usize>,
    /// The findings whose place in the text has its anchor.
    anchored: BTreeSet<usize>,
}

impl Writer<'_> {
    fn rows(mut self, out: &mut dyn Write) -> io::Result<()> {
        let article = self.article;
        let rows = &article.rows;
        let mut pieces = Pieces::new(&article.source().text, &article.report.findings);
        let mut index = 0;
        while index < rows.len() {
            let rest = rows.get(index..).unwrap_or_default();
            let calm = rest.iter().take_while(|row| row.is_calm).count();
            let fold = folded(rest.get(..calm).unwrap_or_default(), index, rows.len());
            for (index, row) in (index..).zip(rest.iter().take(calm.max(1))) {
                if let Some(fold) = fold.as_ref().filter(|fold| fold.from == index) {
                    open_fold(fold.blocks, article.tally.total() == 0, out)?;
                }
                self.row(index, row, &mut pieces, out)?;
                if fold.as_ref().is_some_and(|fold| fold.to == index + 1) {
                    writeln!(out, "</details>")?;
                }
            }
            index += calm.max(1);
        }
        Ok(())
    }

    fn row(
        &mut self,
        index: usize,
        row: &Row,
        pieces: &mut Pieces<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let has_notes = !row.findings.is_empty();
        let is_beside = !row.is_calm && row.kind != Kind::Folded;
        if row.kind == Kind::Folded {
            let lines = row.span.of_text(&self.article.source().text).lines();
            let lines = counted(lines.filter(|line| !line.trim().is_empty()).count(), "line");
            writeln!(
                out,
                "<details class=\"lines\"><summary>{lines} without text to check</summary>"
            )?;
        }
        let id = format!("p{}-{index}", self.article.number);
        if is_beside {
            writeln!(out, "<div class=\"row\" id=\"{id}\">")?;
        }
        self.open(row, (!is_beside).then_some(&id), out)?;
        for piece in pieces.of(row.span, row.until) {
            self.piece(&piece, row, out)?;
        }
        writeln!(out, "</{}>", tag(row))?;
        if row.kind == Kind::Folded {
            writeln!(out, "</details>")?;
        }
        if has_notes {
            self.notes(row, out)?;
        }
        if is_beside {
            writeln!(out, "</div>")?;
        }
        Ok(())
    }

    fn open(&self, row: &Row, id: Option<&String>, out: &mut dyn Write) -> io::Result<()> {
        let tag = tag(row);
        write!(out, "<{tag}")?;
        if let Some(id) = id {
            write!(out, " id=\"{id}\"")?;
        }
        let is_marked_up = self.article.looks.is_some();
        let class = match row.kind.block() {
            None => return write!(out, " class=\"code\" dir=\"auto\">"),
            Some(BlockKind::Title) => " title",
            Some(BlockKind::Heading) => " heading",
            Some(BlockKind::Item) if is_marked_up => " item",
            Some(BlockKind::Cell) => " cell",
            Some(_) => "",
        };
        let short = if row.kind.is_running() && is_short(row) { " short" } else { "" };
        let language = self.article.report.language.tag();
        write!(out, " class=\"text{class}{short}\" lang=\"{language}\" dir=\"auto\">")
    }

    fn notes(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<ol class=\"notes\">")?;
        for index in row.findings.clone() {
            let Some(finding) = self.article.report.findings.get(index) else { continue };
            let number = self.article.first + index;
            let first_of_rule = *self.first_of_rule.entry(&finding.rule).or_insert(number);
            let (page, article) = (self.page, self.article);
            Note { page, article, finding, number, first_of_rule }.write(out)?;
        }
        writeln!(out, "</ol>")
    }

    fn piece(&mut self, piece: &Piece, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let looks = self.article.looks.as_ref().filter(|_| row.kind.block().is_some());
        let text = &self.article.source().text;
        let words = Words { text, looks, span: piece.span, end: row.span.end };
        let (Some(owner), Some(gravest)) = (piece.owner, piece.gravest) else {
            return words.write(out);
        };
        let Some(finding) = self.article.report.findings.get(owner) else { return Ok(()) };
        let (number, local) = (self.article.first + owner, owner + 1);
        let wide = if finding.span.len() > WIDE { " wide" } else { "" };
        let over = piece.over.iter().map(|index| (self.article.first + index).to_string());
        let over = over.collect::<Vec<_>>().join(" ");
        write!(out, "<mark class=\"{}{wide}\" data-of=\"{over}\">", gravest.name())?;
        write!(out, "<a class=\"{}\" href=\"#f{number}\"", finding.severity.name())?;
        // nobody is led to what is out of sight
        if row.kind != Kind::Folded && self.anchored.insert(owner) {
            let (severity, message) = (finding.severity.name(), Attribute(&finding.message));
            write!(out, " id=\"m{number}\" title=\"{severity} {local}: {message}\"")?;
        } else {
            write!(out, " tabindex=\"-1\"")?;
        }
        if piece.ended.contains(&owner) {
            write!(out, " data-number=\"{local}\"")?;
        }
        write!(out, ">")?;
        words.write_marked(out)?;
        write!(out, "</a></mark>")?;
        self.others(piece, owner, out)
    }

    /// A finding whose words all belong to shorter ones, or that ends among them, has a link of its own.
    fn others(&mut self, piece: &Piece, owner: usize, out: &mut dyn Write) -> io::Result<()> {
        for &index in piece.ended.iter().filter(|&&index| index != owner) {
            let Some(finding) = self.article.report.findings.get(index) else { continue };
            let (number, local) = (self.article.first + index, index + 1);
            let severity = finding.severity.name();
            write!(out, "<a class=\"also {severity}\" href=\"#f{number}\" data-of=\"{number}\"")?;
            if self.anchored.insert(index) {
                write!(out, " id=\"m{number}\"")?;
            }
            let message = Attribute(&finding.message);
            let label = format_args!("{severity} {local}: {message}");
            write!(out, " data-number=\"{local}\" aria-label=\"{label}\"></a>")?;
        }
        Ok(())
    }
}

/// Whether a paragraph fits on a screen, so that it may stay there while its notes pass.
fn is_short(row: &Row) -> bool {
    row.span.len() <= SHORT && row.findings.len() > 1
}

/// The element of a row.
fn tag(row: &Row) -> &'static str {
    if row.kind == Kind::Block(BlockKind::Title) { "h3" } else { "p" }
}

/// Rows to fold.
struct Fold {
    from: usize,
    to: usize,
    /// How many of them are blocks of text.
    blocks: usize,
}

/// Which of some calm rows to fold: all but the blocks beside a finding, when they are many.
fn folded(calm: &[Row], from: usize, all: usize) -> Option<Fold> {
    let blocks: Vec<_> = (from..)
        .zip(calm)
        .filter(|(_, row)| row.kind.block().is_some())
        .map(|(at, _)| at)
        .collect();
    let is_whole = calm.len() == all;
    let is_first = from == 0;
    let is_last = from + calm.len() == all;
    let start = if is_first { from } else { blocks.first()? + 1 };
    let end = if is_last { from + calm.len() } else { *blocks.last()? };
    let count = blocks.iter().filter(|&&at| start <= at && at < end).count();
    (is_whole && !calm.is_empty() || count >= CALM).then_some(Fold {
        from: start,
        to: end,
        blocks: count,
    })
}

fn open_fold(count: usize, is_clean: bool, out: &mut dyn Write) -> io::Result<()> {
    let paragraphs = counted(count, "paragraph");
    let told = if is_clean {
        format!("Show the text ({paragraphs})")
    } else {
        format!("Nothing found in {paragraphs}")
    };
    writeln!(out, "<details class=\"calm\"><summary>{told}</summary>")
}
