//! The note on one finding, beside its paragraph: what, why, how to mend it, and what belongs to it.

use super::change::{Change, MOST_CHANGES, changes};
use super::markup::{Attribute, Explanation, Message, Text};
use super::page::{Article, Page};
use crate::diagnostic::{Diagnostic, Fix, Related, Safety};
use std::io::{self, Write};

/// A finding with its place on the page.
#[derive(Clone, Copy)]
pub struct Note<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// Its article.
    pub article: &'a Article<'a>,
    /// What was found.
    pub finding: &'a Diagnostic,
    /// Its number on the page.
    pub number: usize,
    /// The number of the first finding of the same rule in the article.
    pub first_of_rule: usize,
}

/// Other places are shown up to this many; the rest is counted.
const MOST_RELATED: usize = 6;

impl Note<'_> {
    /// Writes it as an item of a list.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let Self { finding, number, .. } = self;
        let severity = finding.severity.name();
        writeln!(out, "<li class=\"note {severity}\" id=\"f{number}\" tabindex=\"-1\">")?;
        self.head(out)?;
        writeln!(out, "<p class=\"message\">{}</p>", Message(&finding.message))?;
        self.fixes(out)?;
        if let Some(evidence) = &finding.evidence {
            writeln!(out, "<p class=\"evidence\">{}</p>", Message(evidence))?;
        }
        self.related(out)?;
        self.why(out)?;
        writeln!(out, "</li>")
    }

    fn head(self, out: &mut dyn Write) -> io::Result<()> {
        let Self { page, article, finding, number, .. } = self;
        let local = number - article.first + 1;
        let position = self.place(finding.span.start);
        let rule = page.rules.get(finding.rule.as_str()).map_or(0, |rule| rule.number);
        write!(
            out,
            "<p class=\"head\"><a class=\"number\" href=\"#m{number}\" aria-label=\"{local}, to the text\">{local}</a> \
             <b class=\"severity\">{}</b> <a class=\"rule\" href=\"#r{rule}\">{}</a> <span class=\"place\">{position}</span>",
            finding.severity.name(),
            Text(&finding.rule),
        )?;
        if let Some(next) = page.next_of_rule(number) {
            write!(
                out,
                " <a class=\"next\" href=\"#f{next}\" title=\"the next finding of this rule\">same rule ↓</a>"
            )?;
        }
        writeln!(out, "</p>")
    }

    fn place(self, byte: u32) -> String {
        let source = self.article.source();
        let position = source.lines.position(&source.text, byte);
        format!("{}:{}", position.line, position.column)
    }

    fn fixes(self, out: &mut dyn Write) -> io::Result<()> {
        let fixes = &self.finding.fixes;
        if fixes.is_empty() {
            return Ok(());
        }
        let text = &self.article.source().text;
        writeln!(out, "<ul class=\"fixes\">")?;
        let mut previous: Option<Change<'_>> = None;
        for fix in fixes {
            let changes = changes(text, fix);
            write!(out, "<li>")?;
            for change in &changes {
                let again = previous.as_ref().is_some_and(|previous| {
                    changes.len() == 1
                        && (previous.before, &previous.old, previous.after)
                            == (change.before, &change.old, change.after)
                });
                self.change(change, again, out)?;
            }
            if fix.edits.len() > MOST_CHANGES && changes.len() == MOST_CHANGES {
                write!(out, "<span>and {} more changes</span> ", fix.edits.len() - MOST_CHANGES)?;
            }
            write_title(fix, out)?;
            writeln!(out, "</li>")?;
            previous = changes.into_iter().next_back();
        }
        writeln!(out, "</ul>")
    }

    /// Before and after; `again` when the words before are those of the line above.
    fn change(self, change: &Change<'_>, again: bool, out: &mut dyn Write) -> io::Result<()> {
        let language = self.article.report.language.tag();
        let Change { before, old, new, after } = change;
        let (before, after) = (Text(before), Text(after));
        write!(out, "<span class=\"change\" lang=\"{language}\">")?;
        if again {
            write!(out, "<i lang=\"en\">or</i> ")?;
        } else if old.is_empty() {
            write!(out, "<bdi>{before}{after}</bdi> ")?;
        } else {
            let is_flowing = self.article.looks.as_ref().is_some_and(|looks| looks.is_flowing);
            let is_wrapped = is_flowing && old.contains(['\n', '\r']);
            let flowing = if is_wrapped { " class=\"flowing\"" } else { "" };
            write!(out, "<bdi>{before}<del{flowing}>{}</del>{after}</bdi> ", Text(old))?;
        }
        if !again && !change.is_deletion() {
            write!(out, "<i aria-label=\"becomes\">→</i> ")?;
        }
        if !new.is_empty() {
            write!(out, "<bdi>{before}<ins>{}</ins>{after}</bdi>", Text(new))?;
        } else if !change.is_deletion() {
            write!(out, "<bdi>{before}{after}</bdi>")?;
        }
        write!(out, "</span> ")
    }

    fn related(self, out: &mut dyn Write) -> io::Result<()> {
        let finding = self.finding;
        // the same family on the same words has nothing to add
        let adds = |related: &&Related| {
            related.span != finding.span
                || related.path.is_some()
                || !related.rule.starts_with(finding.family())
        };
        let related: Vec<_> = finding.related.iter().filter(adds).collect();
        if related.is_empty() {
            return Ok(());
        }
        writeln!(out, "<ul class=\"related\">")?;
        for other in related.iter().take(MOST_RELATED) {
            write!(out, "<li>{} <span class=\"place\">", Message(&other.message))?;
            self.link(other, out)?;
            writeln!(out, "</span></li>")?;
        }
        if related.len() > MOST_RELATED {
            writeln!(out, "<li>and {} more places</li>", related.len() - MOST_RELATED)?;
        }
        writeln!(out, "</ul>")
    }

    /// A link to another place, when it is on the page.
    fn link(self, other: &Related, out: &mut dyn Write) -> io::Result<()> {
        let name = other.path.as_deref().map(|path| self.page.names.shown(path));
        let Some((article, row)) = self.page.place(self.article, other) else {
            return write!(out, "{}", Text(name.unwrap_or_default()));
        };
        let position = Self { article, ..self }.place(other.span.start);
        let colon = if name.is_some() { ":" } else { "" };
        write!(
            out,
            "<a href=\"#p{}-{row}\">{}{colon}{position}</a>",
            article.number,
            Text(name.unwrap_or_default()),
        )
    }

    /// The reason in full at the first finding of a rule in an article; later ones refer to it.
    fn why(self, out: &mut dyn Write) -> io::Result<()> {
        let Self { finding, number, first_of_rule, article, .. } = self;
        if first_of_rule != number {
            let local = first_of_rule - article.first + 1;
            return writeln!(
                out,
                "<p class=\"why\"><a href=\"#f{first_of_rule}\">Why: see {local}</a></p>"
            );
        }
        let reason = self.page.reason(article.report.language, &finding.rule);
        writeln!(out, "<details class=\"why\"><summary>Why</summary>")?;
        if !reason.is_empty() {
            writeln!(out, "<p>{}</p>", Explanation(reason))?;
        }
        writeln!(
            out,
            "<p class=\"class\">{} · confidence {} of 100</p></details>",
            Text(&finding.mqm),
            finding.confidence
        )
    }
}

/// What a fix does where that is not plain from the change, and how far it may be trusted.
fn write_title(fix: &Fix, out: &mut dyn Write) -> io::Result<()> {
    let is_plain = fix.edits.len() == 1 && fix.title.starts_with("write `");
    if !is_plain || !fix.title.ends_with('`') {
        write!(out, "<span class=\"what\">{}</span> ", Message(&fix.title))?;
    }
    let told = match fix.safety {
        Safety::Safe => "applied by --fix",
        Safety::Review => "look at it first; applied by --fix --unsafe-fixes",
        Safety::Hint => "it needs a person's words",
    };
    let safety = fix.safety.name();
    write!(out, "<span class=\"safety {safety}\" title=\"{}\">{safety}</span>", Attribute(told))
}
