//! Subtitles, `SubRip` (SRT) and `WebVTT`: what the cues say.
//!
//! SRT has no standard: it is read as players do, by its lines of timings alone. `WebVTT` is read as its standard
//! has it (W3C, "The Web Video Text Tracks Format", section 6), but a cue whose timings are odd is text, too.

mod cue;
mod speech;
mod srt;
mod webvtt;

use super::builder::Builder;
use super::carved::Carved;
use super::encoding::Encoding;
use super::plain::BYTE_ORDER_MARK;
use crate::text::span::Span;
use cue::Cue;
use speech::Speech;

/// How the text of cues is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Srt,
    WebVtt,
}

/// The prose of SRT; `language` is the one that it is said to be in.
#[must_use]
pub fn carve_srt(text: &str, language: Option<&str>) -> Carved {
    let mut builder = Builder::new(text, Encoding::Line);
    let cues = srt::cues(text, start(text));
    if cues.is_empty() && !text.trim().is_empty() {
        let first = text.len() - text.trim_start().len();
        let reason =
            "no valid SRT: no line of timings follows, such as `00:00:01,000 --> 00:00:02,500`";
        builder.declare_malformed(first, reason);
    }
    finish(builder, &cues, Syntax::Srt, language)
}

/// The prose of `WebVTT`; `language` is the one that it is said to be in.
#[must_use]
pub fn carve_webvtt(text: &str, language: Option<&str>) -> Carved {
    let mut builder = Builder::new(text, Encoding::Cue);
    let cues = webvtt::cues(start(text), &mut builder);
    let language = language.map(str::to_owned).or_else(|| builder.language().map(str::to_owned));
    finish(builder, &cues, Syntax::WebVtt, language.as_deref())
}

fn finish(builder: Builder<'_>, cues: &[Cue], syntax: Syntax, language: Option<&str>) -> Carved {
    let mut speech = Speech::default();
    for cue in cues {
        speech.hear(cue, cue::text(builder.source(), cue.span, syntax, language));
    }
    speech.write(builder)
}

fn start(text: &str) -> usize {
    if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// The lines of a text from a byte on, without their ends.
fn lines(text: &str, start: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = start;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        lines.push(Span::new(at, at + length));
        let end = rest.get(length..).unwrap_or_default();
        at += length + if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
    }
    lines
}

/// Whether a line holds the start and the end of a cue, whatever their form: without hours, negative, with
/// other marks between the numbers, with blanks inside, with a torn arrow, with settings behind them.
fn is_timing(line: &str) -> bool {
    let Some((start, end)) = line.split_once('>') else { return false };
    let Some(start) = start.trim_end_matches(' ').strip_suffix('-') else { return false };
    let start = start.strip_suffix(['-', ' ']).unwrap_or(start);
    let start = start.trim_start_matches(BYTE_ORDER_MARK);
    let (has_start, rest) = clock(start);
    has_start && rest.trim().is_empty() && clock(end).0
}

/// Whether a text begins with a time, and what follows it.
fn clock(text: &str) -> (bool, &str) {
    let is_mark = |c: char| matches!(c, ':' | '.' | ',' | '：' | '，' | '．' | '。');
    let text = text.trim_start_matches(['-', ' ', '\t']);
    let end = text.find(|c: char| !(c.is_ascii_digit() || is_mark(c) || matches!(c, ' ' | '\t')));
    let (clock, rest) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
    let marks = clock.chars().filter(|&c| is_mark(c)).count();
    let is_clock = clock.starts_with(|c: char| c.is_ascii_digit())
        && (marks > 1 || clock.contains([':', '：']));
    (is_clock, rest)
}

#[cfg(test)]
mod tests;
