//! One article: its text with the findings marked, the notes beside each paragraph, calm stretches
//! folded.

use super::markup::{Attribute, Text};
use super::note::Note;
use super::page::{Article, Page, Row};
use super::pieces::{Piece, Pieces};
use super::summary::{chips, grouped};
use crate::document::block::BlockKind;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// So many paragraphs without findings in a row are folded, but for the one beside a finding.
const CALM: usize = 4;
/// An unmarked stretch of more bytes is shown by its beginning and its end: some texts are one line of
/// megabytes.
const LONGEST: usize = 20_000;
/// Bytes shown of such a stretch on each side.
const KEPT: usize = 2_000;
/// A paragraph of fewer bytes fits on the screen of a notebook.
const SHORT: usize = 1_000;
/// A finding over more characters than this is tinted, not underlined.
const WIDE: usize = 400;

/// Writes an article.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(page: &Page<'_>, article: &Article<'_>, out: &mut dyn Write) -> io::Result<()> {
    let number = article.number;
    let name = page.names.shown(&article.source().name);
    writeln!(out, "<article id=\"a{number}\" aria-labelledby=\"h{number}\">\n<header>")?;
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
        "<span class=\"language\">{language}</span> <a href=\"#summary\">Summary</a></p>\n</header>"
    )?;
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
            let fold = folded(index, calm, rows.len());
            for (index, row) in (index..).zip(rest.iter().take(calm.max(1))) {
                if fold.is_some_and(|(from, _)| from == index) {
                    let (from, to) = fold.unwrap_or_default();
                    open_fold(to - from, article.tally.total() == 0, out)?;
                }
                self.row(index, row, &mut pieces, out)?;
                if fold.is_some_and(|(_, to)| to == index + 1) {
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
        let language = self.article.report.language.tag();
        let number = self.article.number;
        let (tag, class) = match row.kind {
            BlockKind::Title => ("h3", "text title"),
            BlockKind::Heading => ("p", "text heading"),
            _ if is_short(row) => ("p", "text short"),
            _ => ("p", "text"),
        };
        if row.is_calm {
            write!(
                out,
                "<{tag} id=\"p{number}-{index}\" class=\"{class}\" lang=\"{language}\" dir=\"auto\">"
            )?;
        } else {
            write!(
                out,
                "<div class=\"row\" id=\"p{number}-{index}\">\n<{tag} class=\"{class}\" lang=\"{language}\" dir=\"auto\">"
            )?;
        }
        for piece in pieces.of(row.span, row.until) {
            self.piece(&piece, out)?;
        }
        writeln!(out, "</{tag}>")?;
        if row.is_calm {
            return Ok(());
        }
        self.notes(row, out)?;
        writeln!(out, "</div>")
    }

    fn notes(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        if row.findings.is_empty() {
            return Ok(());
        }
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

    fn piece(&mut self, piece: &Piece, out: &mut dyn Write) -> io::Result<()> {
        let text = piece.span.of_text(&self.article.source().text);
        let (Some(owner), Some(gravest)) = (piece.owner, piece.gravest) else {
            return plain(text, out);
        };
        let Some(finding) = self.article.report.findings.get(owner) else { return Ok(()) };
        let (number, local) = (self.article.first + owner, owner + 1);
        let wide = if finding.span.len() > WIDE { " wide" } else { "" };
        let over = piece.over.iter().map(|index| (self.article.first + index).to_string());
        let over = over.collect::<Vec<_>>().join(" ");
        write!(out, "<mark class=\"{}{wide}\" data-of=\"{over}\">", gravest.name())?;
        write!(out, "<a class=\"{}\" href=\"#f{number}\"", finding.severity.name())?;
        if self.anchored.insert(owner) {
            let (severity, message) = (finding.severity.name(), Attribute(&finding.message));
            write!(out, " id=\"m{number}\" title=\"{severity} {local}: {message}\"")?;
        } else {
            write!(out, " tabindex=\"-1\"")?;
        }
        if piece.ended.contains(&owner) {
            write!(out, " data-number=\"{local}\"")?;
        }
        write!(out, ">")?;
        marked(text, out)?;
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

/// Which of some calm paragraphs to fold: all but those beside a finding, when they are many.
fn folded(from: usize, calm: usize, all: usize) -> Option<(usize, usize)> {
    let is_whole = calm == all;
    let start = if from == 0 { from } else { from + 1 };
    let end = if from + calm == all { from + calm } else { from + calm - calm.min(1) };
    (is_whole && calm > 0 || end >= start + CALM).then_some((start, end))
}

fn open_fold(count: usize, is_clean: bool, out: &mut dyn Write) -> io::Result<()> {
    let told = if is_clean { "Show the text" } else { "Nothing found in" };
    let paragraphs = if count == 1 { "paragraph" } else { "paragraphs" };
    let count =
        if is_clean { format!("({count} {paragraphs})") } else { format!("{count} {paragraphs}") };
    writeln!(out, "<details class=\"calm\"><summary>{told} {count}</summary>")
}

/// Unmarked text, the middle of an endless one left out and counted.
fn plain(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.len() <= LONGEST {
        return write!(out, "{}", Text(text));
    }
    let boundary = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (head, tail) = (boundary(KEPT), boundary(text.len() - KEPT));
    let middle = text.get(head..tail).unwrap_or_default();
    write!(
        out,
        "{}<span class=\"cut\" lang=\"en\">[{} characters are left out here]</span>{}",
        Text(text.get(..head).unwrap_or_default()),
        grouped(middle.chars().count()),
        Text(text.get(tail..).unwrap_or_default()),
    )
}

/// Marked text; what would not be seen is shown by a sign.
fn marked(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if !text.chars().all(char::is_whitespace) {
        return plain(text, out);
    }
    let sign = match text {
        "" => "‸",
        text if text.contains(['\n', '\r']) => "¶",
        _ => "␣",
    };
    write!(out, "<span class=\"sign\">{sign}</span>")
}
