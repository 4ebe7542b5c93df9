//! Commands to the runner of GitHub Actions, which makes annotations of them. It shows ten errors and ten
//! warnings of a step and drops the rest without a word, so the gravest come first, one line counts what
//! is left, and the page of the step lists it.

use super::Run;
use super::columns::{Unit, region};
use super::escape::{markdown, shown, visible};
use super::suggestion::message;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Report;
use crate::text::span::Span;
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Annotations of one severity that the runner takes from a step.
const MOST: usize = 10;
/// The runner refuses a page of more than 1 MiB; something has to be left for what others write there.
const LARGEST_PAGE: usize = 900 << 10;

/// A finding and its text.
type Found<'a> = (&'a Report, &'a Diagnostic);

/// Writes the commands.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for failed in run.summary.failed.iter().take(MOST) {
        writeln!(out, "::error title=macaronic::{}", data(&failed.message))?;
    }
    let (annotated, rest) = parted(*run);
    for (report, finding) in annotated {
        writeln!(out, "{}", annotation(*run, report, finding))?;
    }
    if !rest.is_empty() {
        writeln!(out, "::notice title=macaronic::{}", data(&count(*run, rest.len())))?;
    }
    Ok(())
}

/// What the commands leave out, for the page of the step; `None` when they leave out nothing.
#[must_use]
pub fn page(run: &Run<'_>) -> Option<String> {
    let (_, rest) = parted(*run);
    if rest.is_empty() {
        return None;
    }
    let mut page = format!("### macaronic\n\n{}\n\n", markdown(&count(*run, rest.len())));
    for (done, (report, finding)) in rest.iter().enumerate() {
        let line = item(*run, report, finding);
        if page.len() + line.len() > LARGEST_PAGE {
            let _ = writeln!(page, "\n… and {} more", rest.len() - done);
            break;
        }
        page.push_str(&line);
    }
    Some(page)
}

/// The findings that are annotated, the gravest and surest first, and all others in their order.
fn parted(run: Run<'_>) -> (Vec<Found<'_>>, Vec<Found<'_>>) {
    let mut loudest: Vec<Found<'_>> = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        let mut same: Vec<_> =
            run.findings().filter(|(_, finding)| finding.severity == severity).collect();
        same.sort_by_key(|(_, finding)| Reverse(finding.confidence));
        // files that could not be checked are errors, too
        let taken = if severity == Severity::Error { run.summary.failed.len() } else { 0 };
        loudest.extend(same.into_iter().take(MOST.saturating_sub(taken)));
    }
    let is_annotated = |finding: &Diagnostic| {
        loudest.iter().any(|(_, annotated)| std::ptr::eq(*annotated, finding))
    };
    let rest = run.findings().filter(|(_, finding)| !is_annotated(finding)).collect();
    (loudest, rest)
}

fn count(run: Run<'_>, left: usize) -> String {
    format!("{}; not annotated but on the page of the step: {left}", run.summary.found())
}

fn annotation(run: Run<'_>, report: &Report, finding: &Diagnostic) -> String {
    let command = if finding.severity == Severity::Error { "error" } else { "warning" };
    let region = region(&report.source, without_line_ends(report, finding.span), Unit::Shown);
    let mut properties = vec![
        format!("file={}", property(&run.path(report))),
        format!("line={}", region.line),
        format!("endLine={}", region.end_line),
    ];
    if region.line == region.end_line {
        // the runner drops columns of more than one line
        properties.push(format!("col={}", region.column));
        properties.push(format!("endColumn={}", region.end_column));
    }
    properties.push(format!("title={}", property(&finding.rule)));
    format!("::{command} {}::{}", properties.join(","), data(&message(finding)))
}

/// A finding without the line ends after it: with them it would end on the next line.
fn without_line_ends(report: &Report, span: Span) -> Span {
    let found = span.of_text(&report.source.text);
    Span::new(span.start(), span.start() + found.trim_end().len())
}

/// One line of the page.
fn item(run: Run<'_>, report: &Report, finding: &Diagnostic) -> String {
    let region = region(&report.source, finding.span, Unit::Shown);
    format!(
        "- {} {}:{}:{}: {} ({})\n",
        finding.severity.name(),
        markdown(&run.path(report)),
        region.line,
        region.column,
        markdown(&message(finding)),
        markdown(&finding.rule)
    )
}

/// The text of a command.
fn data(text: &str) -> String {
    shown(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::languages::Language;
    use crate::render::rule_book::RuleBook;
    use crate::render::summary::Summary;
    use crate::render::terminal::Style;
    use crate::source::Source;

    /// The annotation of a finding over these bytes of a text.
    fn annotated(text: &str, span: Span) -> String {
        let finding = Diagnostic {
            message: "wrong".to_owned(),
            severity: Severity::Warning,
            ..Diagnostic::made("leak/x", span)
        };
        let source = Source::new("a.txt", text).unwrap();
        let language = Language::from_tag("id").unwrap();
        let report = Report::new(source, language, vec![finding]);
        let style = Style { colour: false, width: 80, least: Severity::Advice, fold_advice: false };
        let reports = [&report];
        let all = Run {
            reports: &reports,
            summary: &Summary::default(),
            rules: &RuleBook::of(Vec::new()),
            fail_on: None,
            folder: "",
            style,
        };
        let mut written = Vec::new();
        run(&all, &mut written).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_finding_of_several_lines_has_no_columns() {
        assert_eq!(
            annotated("Satu\ndua.\n", Span::new(0, 8)),
            "::warning file=a.txt,line=1,endLine=2,title=leak/x::wrong\n"
        );
    }

    #[test]
    fn a_line_with_its_end_is_one_line() {
        assert_eq!(
            annotated("Satu\ndua.\n", Span::new(0, 5)),
            "::warning file=a.txt,line=1,endLine=1,col=1,endColumn=5,title=leak/x::wrong\n"
        );
    }
}
