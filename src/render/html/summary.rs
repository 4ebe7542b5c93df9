//! The top of the page: totals, what could not be checked, and tables by article and by rule.

use super::About;
use super::change::shortened;
use super::markup::Text;
use super::page::{Article, Page, RuleEntry};
use crate::data::{self, languages::Language};
use crate::diagnostic::Severity;
use crate::render::tally::Tally;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The rows of a table after these are folded.
const MOST_ARTICLES: usize = 30;
/// … and of rules, whose rows are half as high.
const MOST_RULES: usize = 20;
/// A longer list of files is folded.
const LONG_LIST: usize = 5;

/// Writes the masthead.
///
/// # Errors
/// When `out` cannot be written to.
pub fn masthead(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<header class=\"masthead\">\n<p class=\"nameplate\">macaronic</p>")?;
    writeln!(out, "<h1>{}</h1>", title(page))?;
    writeln!(out, "<ul class=\"totals\">")?;
    for (severity, count) in page.tally().by_severity() {
        let (class, noun) = (severity.name(), noun(severity, count));
        writeln!(out, "<li class=\"{class}\"><b>{}</b> <span>{noun}</span></li>", grouped(count))?;
    }
    writeln!(out, "</ul>\n<p class=\"lede\">{}</p>\n</header>", lede(page))
}

/// What the page is, in a few words.
pub fn title(page: &Page<'_>) -> String {
    let articles = page.articles.iter().filter(|article| article.report.is_article);
    let articles = counted(articles.count(), "article");
    match page.tally().total() {
        0 => format!("Nothing found in {articles}"),
        found => format!("{} in {articles}", counted(found, "finding")),
    }
}

fn lede(page: &Page<'_>) -> String {
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    let mut silenced = 0;
    let tally = page.tally();
    let (safe, review) = (tally.fixable, tally.fixable_with_review);
    for article in &page.articles {
        if article.report.is_article {
            *languages.entry(article.report.language).or_default() += 1;
        }
        silenced += article.report.suppressed.len();
    }
    let with_rules = data::pack_languages();
    let one = languages.len() == 1;
    let languages = languages.iter().map(|(language, count)| {
        let count = if one { String::new() } else { format!(" {count}") };
        let bare =
            if with_rules.contains(&language.tag()) { "" } else { " (no rules of its own yet)" };
        format!("{}{count}{bare}", language.name())
    });
    let mut said = Vec::new();
    if !page.articles.is_empty() {
        said.push(format!("Checked as {}.", languages.collect::<Vec<_>>().join(", ")));
    }
    if safe > 0 {
        said.push(format!("{safe} can be mended with <code>--fix</code>."));
    }
    if review > 0 {
        let more = if safe > 0 { " more" } else { "" };
        said.push(format!("{review}{more} with <code>--unsafe-fixes</code>, after a look."));
    }
    if silenced > 0 {
        said.push(format!(
            "{} silenced by comments, allowed texts or the baseline.",
            counted(silenced, "finding")
        ));
    }
    if tally.total() > 0 {
        said.push("<a href=\"#f1\">Go to the first finding</a>".to_owned());
    }
    said.join(" ")
}

/// Writes the tables, and the files that were not checked.
///
/// # Errors
/// When `out` cannot be written to.
pub fn tables(page: &Page<'_>, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"summary\" aria-label=\"Summary\" tabindex=\"-1\">")?;
    let failed: Vec<_> = about.failed.iter().map(|failed| page.names.shown_in(failed)).collect();
    files("failed", &failed, "could not be checked", out)?;
    let skipped = about.skipped.iter().map(|file| {
        format!("{}: {}", page.names.shown(&file.path), page.names.shown_in(&file.reason))
    });
    files("skipped", &skipped.collect::<Vec<_>>(), "skipped", out)?;
    if !page.articles.is_empty() {
        writeln!(out, "<div class=\"tables\">")?;
        articles(page, out)?;
        rules(page, out)?;
        writeln!(out, "</div>")?;
    }
    writeln!(out, "</section>")
}

fn files(class: &str, files: &[String], told: &str, out: &mut dyn Write) -> io::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let open = if files.len() > LONG_LIST { "" } else { " open" };
    let count = counted(files.len(), "file");
    writeln!(
        out,
        "<details class=\"files {class}\"{open}><summary>{count} {told}</summary>\n<ul>"
    )?;
    for file in files {
        writeln!(out, "<li><bdi>{}</bdi></li>", Text(file))?;
    }
    writeln!(out, "</ul>\n</details>")
}

fn articles(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (found, clean): (Vec<_>, Vec<_>) =
        page.articles.iter().partition(|article| article.tally.total() > 0);
    writeln!(out, "<div>\n<h2>Articles</h2>")?;
    let (first, rest) = found.split_at(found.len().min(MOST_ARTICLES));
    if !first.is_empty() {
        article_table(page, first, out)?;
    }
    if !rest.is_empty() {
        let count = counted(rest.len(), "more article");
        writeln!(out, "<details class=\"rest\"><summary>{count}</summary>")?;
        article_table(page, rest, out)?;
        writeln!(out, "</details>")?;
    }
    if !clean.is_empty() {
        let open = if clean.len() > LONG_LIST { "" } else { " open" };
        let count = counted(clean.len(), "article");
        writeln!(
            out,
            "<details class=\"files clean\"{open}><summary>{count} without findings</summary>\n<ul>"
        )?;
        for article in clean {
            write!(out, "<li>")?;
            article_link(page, article, out)?;
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    writeln!(out, "</div>")
}

fn article_table(page: &Page<'_>, rows: &[&Article<'_>], out: &mut dyn Write) -> io::Result<()> {
    head("Article", "", out)?;
    for article in rows {
        write!(out, "<tr><th scope=\"row\">")?;
        article_link(page, article, out)?;
        write!(out, "</th>")?;
        cells(article.tally, out)?;
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table>")
}

fn head(first: &str, last: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<table><thead><tr><th scope=\"col\">{first}</th><th scope=\"col\">Errors</th>\
         <th scope=\"col\">Warnings</th><th scope=\"col\">Advice</th>{last}</tr></thead><tbody>"
    )
}

fn article_link(page: &Page<'_>, article: &Article<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = page.names.shown(&article.source().name);
    write!(out, "<a href=\"#a{}\"><bdi>{}</bdi></a>", article.number, Text(name))?;
    if let Some(title) = &article.title {
        let language = article.report.language.tag();
        write!(out, "<span lang=\"{language}\" dir=\"auto\">{}</span>", Text(&shortened(title)))?;
    }
    Ok(())
}

fn rules(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    if page.rules.is_empty() {
        return Ok(());
    }
    let mut rules: Vec<_> = page.rules.iter().collect();
    rules.sort_by_key(|(_, rule)| Reverse(rule.tally.total()));
    writeln!(out, "<div>\n<h2>Rules</h2>")?;
    let (first, rest) = rules.split_at(rules.len().min(MOST_RULES));
    rule_table(first, out)?;
    if !rest.is_empty() {
        let count = counted(rest.len(), "more rule");
        writeln!(out, "<details class=\"rest\"><summary>{count}</summary>")?;
        rule_table(rest, out)?;
        writeln!(out, "</details>")?;
    }
    writeln!(out, "</div>")
}

fn rule_table(rows: &[(&&str, &RuleEntry)], out: &mut dyn Write) -> io::Result<()> {
    head("Rule", "<th scope=\"col\">Articles</th>", out)?;
    for (id, rule) in rows {
        let RuleEntry { number, first, articles, tally, .. } = rule;
        write!(
            out,
            "<tr id=\"r{number}\"><th scope=\"row\"><a href=\"#f{first}\">{}</a></th>",
            Text(id)
        )?;
        cells(*tally, out)?;
        writeln!(out, "<td>{articles}</td></tr>")?;
    }
    writeln!(out, "</tbody></table>")
}

fn cells(tally: Tally, out: &mut dyn Write) -> io::Result<()> {
    for (severity, count) in tally.by_severity() {
        match count {
            0 => write!(out, "<td class=\"none\">0</td>")?,
            count => write!(out, "<td class=\"{}\">{count}</td>", severity.name())?,
        }
    }
    Ok(())
}

/// Writes how many findings of each severity there are, without those of which there are none.
///
/// # Errors
/// When `out` cannot be written to.
pub fn chips(tally: Tally, out: &mut dyn Write) -> io::Result<()> {
    for (severity, count) in tally.by_severity().into_iter().filter(|&(_, count)| count > 0) {
        let (class, noun) = (severity.name(), noun(severity, count));
        write!(out, "<span class=\"chip {class}\">{count} {noun}</span> ")?;
    }
    Ok(())
}

/// The word after a number of findings of a severity.
pub const fn noun(severity: Severity, count: usize) -> &'static str {
    match (severity, count) {
        (Severity::Error, 1) => "error",
        (Severity::Error, _) => "errors",
        (Severity::Warning, 1) => "warning",
        (Severity::Warning, _) => "warnings",
        (Severity::Advice, _) => "advice",
    }
}

/// A number of things.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// A number as people read it: `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        let numbers = [0, 12, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "12", "999", "1,000", "12,345", "1,234,567"]);
    }
}
