//! The frame around one finding: annotate-snippets behind one function, made for prose, where a
//! paragraph is one long line.

use super::escape::{is_hostile, shown};
use crate::diagnostic::{Fix, Severity};
use crate::text::span::Span;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use std::ops::Range;

/// Characters of the paragraph that are shown before a finding.
const BEFORE: usize = 36;
/// Characters that are shown after it.
const AFTER: usize = 44;
/// A longer finding is shown by its beginning and its end.
const LONGEST: usize = 90;
/// Beside a long finding less of the paragraph is shown, so that a line fits.
const LONG: usize = 50;
/// … so much.
const BESIDE_LONG: usize = 12;

/// What a frame shows.
#[derive(Debug)]
pub struct Frame<'a> {
    /// How loud.
    pub severity: Severity,
    /// The rule.
    pub rule: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// The file.
    pub path: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// The whole text.
    pub text: &'a str,
    /// The finding in it.
    pub span: Span,
    /// The fix to offer.
    pub fix: Option<&'a Fix>,
    /// Lines under the frame: other places, evidence.
    pub notes: Vec<String>,
}

/// Draws a frame, with colours or without.
#[must_use]
pub fn draw(frame: &Frame<'_>, colour: bool, width: usize) -> String {
    let (window, marked) = window(frame.text, frame.span);
    let level = match frame.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name(Some("advice")),
    };
    let message = shown(frame.message);
    let snippet = Snippet::source(window)
        .line_start(frame.line as usize)
        .annotation(AnnotationKind::Primary.span(marked));
    let mut group = level.primary_title(message).id(frame.rule).element(snippet);
    let help = frame.fix.map(|fix| help(fix, frame));
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    for note in &frame.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.term_width(width).render(&[group]);
    match drawn.split_once('\n') {
        Some((title, rest)) => format!("{title}\n{}\n{rest}", origin(frame, colour)),
        None => drawn,
    }
}

/// The line under the title: where the finding is. The column is that of the file, while the frame
/// shows a part of the line only, so the frame cannot count it.
fn origin(frame: &Frame<'_>, colour: bool) -> String {
    let Frame { line, column, .. } = frame;
    let indent = line.to_string().len();
    let style = if colour { AnsiColor::BrightBlue.on_default().bold() } else { Style::new() };
    format!("{:indent$}{style}-->{style:#} {}:{line}:{column}", "", shown(frame.path))
}

/// One line: what the fix does, how safe it is, and what stays when it deletes.
fn help(fix: &Fix, frame: &Frame<'_>) -> String {
    let safety = fix.safety.name();
    let title = shown(&fix.title);
    let [edit] = fix.edits.as_slice() else { return format!("{title} ({safety})") };
    if !edit.text.is_empty() || title.contains("stay") {
        return format!("{title} ({safety})");
    }
    match rest_of_line(frame.text, edit.span) {
        Some(rest) => format!("{title} ({safety}); `{rest}` stays"),
        None => format!("{title} ({safety})"),
    }
}

/// What stays of a line of which an edit deletes a good part; nothing needs saying of a few words.
fn rest_of_line(text: &str, span: Span) -> Option<String> {
    const GOOD_PART: usize = 3;
    let start = text.get(..span.start())?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text.get(span.end()..)?.find(['\n', '\r']).map_or(text.len(), |at| span.end() + at);
    let before = text.get(start..span.start())?.trim();
    let after = text.get(span.end()..end)?.trim();
    let inside = span.of_text(text).contains(['\n', '\r']);
    let rest = [before, after].join(" ").trim().to_owned();
    let is_much = span.len() * GOOD_PART >= end - start;
    (is_much && !inside && !rest.is_empty()).then(|| shown(&shortened(&rest, LONGEST)).into_owned())
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let half = most / 2;
    let head: String = text.chars().take(half).collect();
    let tail: Vec<char> = text.chars().rev().take(half).collect();
    format!("{head} … {}", tail.into_iter().rev().collect::<String>())
}

/// The part of the paragraph to show, on one line and harmless, and the finding in it.
fn window(text: &str, span: Span) -> (String, Range<usize>) {
    let line_start = text
        .get(..span.start())
        .and_then(|before| before.rfind(['\n', '\r']))
        .map_or(0, |at| at + 1);
    let line_end = text
        .get(span.end()..)
        .and_then(|after| after.find(['\n', '\r']))
        .map_or(text.len(), |at| span.end() + at);
    let before = text.get(line_start..span.start()).unwrap_or_default();
    let after = text.get(span.end()..line_end).unwrap_or_default();
    let inside = span.of_text(text);
    let is_long = inside.chars().nth(LONG).is_some();
    let room = |usual: usize| if is_long { BESIDE_LONG } else { usual };
    let mut line = harmless(&tail(before, room(BEFORE)));
    let start = line.len();
    line.push_str(&harmless(&shortened(inside, LONGEST)));
    if inside.is_empty() || inside.chars().all(char::is_whitespace) && inside.contains(['\n', '\r'])
    {
        line.push('¶');
    }
    let end = line.len();
    line.push_str(&harmless(&head(after, room(AFTER))));
    (line, start..end)
}

fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => safe.push(' '),
            c if is_hostile(c) => safe.push_str(&escaped(c)),
            c => safe.push(c),
        }
    }
    safe.replace("##[", "## [")
}

fn escaped(c: char) -> String {
    format!("\\u{{{:X}}}", u32::from(c))
}

/// The last characters of a text, cut at a word.
fn tail(text: &str, room: usize) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(room) else { return text.to_owned() };
    let cut = text.get(at..).unwrap_or_default();
    let word = cut.find(' ').map_or(cut, |blank| cut.get(blank + 1..).unwrap_or(cut));
    format!("… {word}")
}

/// The first characters of a text, cut at a word.
fn head(text: &str, room: usize) -> String {
    let Some((at, _)) = text.char_indices().nth(room) else { return text.to_owned() };
    let cut = text.get(..at).unwrap_or_default();
    let word = cut.rfind(' ').map_or(cut, |blank| cut.get(..blank).unwrap_or(cut));
    format!("{word} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_shown_around_the_finding() {
        let text = format!("{}Ukraine{}", "kata ".repeat(40), " kata".repeat(40));
        let start = text.find("Ukraine").unwrap();
        let (line, marked) = window(&text, Span::new(start, start + 7));
        assert_eq!(line.get(marked), Some("Ukraine"));
        assert!(line.starts_with("… kata") && line.ends_with(" …"), "{line}");
    }

    #[test]
    fn hostile_characters_are_shown_escaped() {
        let text = "a\u{1B}[31m Ukraine \u{202E}b";
        let start = text.find("Ukraine").unwrap();
        let (line, marked) = window(text, Span::new(start, start + 7));
        assert!(!line.contains('\u{1B}') && !line.contains('\u{202E}'));
        assert_eq!(line.get(marked), Some("Ukraine"));
    }
}
