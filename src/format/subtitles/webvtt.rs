//! The cues of `WebVTT` and what its header says (section 6.1 of the standard).

use super::cue::Cue;
use super::{is_timing, lines};
use crate::format::builder::Builder;
use crate::text::span::Span;

const SIGNATURE: &str = "WEBVTT";
const ARROW: &str = "-->";

/// The cues from a byte on.
pub(super) fn cues(start: usize, builder: &mut Builder<'_>) -> Vec<Cue> {
    let text = builder.source();
    let lines = lines(text, start);
    let line = |index: usize| lines.get(index).map(|line| line.of_text(text));
    if !line(0).is_some_and(is_signature) {
        if !text.trim().is_empty() {
            let reason = "no valid WebVTT: the file must begin with `WEBVTT`";
            builder.declare_malformed(start, reason);
        }
        return Vec::new();
    }
    let goes_on = |index: usize| line(index).is_some_and(|line| !line.is_empty());
    let has_arrow = |index: usize| line(index).is_some_and(|line| line.contains(ARROW));
    // a row of lines that nothing ends
    let end = |from: usize| {
        (from..lines.len())
            .find(|&index| !goes_on(index) || has_arrow(index))
            .unwrap_or(lines.len())
    };
    let span = |from: usize, to: usize| {
        let last = to.checked_sub(1).filter(|&last| last >= from)?;
        let (first, last) = lines.get(from).zip(lines.get(last))?;
        Some(Span::new(first.start(), last.end()))
    };
    let mut at = end(1);
    for header in lines.get(1..at).unwrap_or_default() {
        declare(header.of_text(text), builder);
    }
    let mut cues = Vec::new();
    let mut is_apart = false;
    while at < lines.len() {
        if !goes_on(at) {
            at += 1;
            continue;
        }
        // one line before the timings is the name of the cue; more are no cue
        let timing = [at, at + 1].into_iter().find(|&index| has_arrow(index));
        let timing = timing.filter(|&timing| goes_on(timing));
        let to = end(timing.unwrap_or(at) + 1);
        match timing {
            Some(timing) if line(timing).is_some_and(is_timing) => {
                let span = span(timing + 1, to).unwrap_or_default();
                cues.push(Cue { span, is_apart: std::mem::take(&mut is_apart) });
            }
            Some(_) => {}
            None => is_apart |= span(at, to).is_some_and(|block| note(block, builder)),
        }
        at = to;
    }
    cues
}

fn is_signature(line: &str) -> bool {
    let rest = line.strip_prefix(SIGNATURE);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Reads `Language: id` of the header.
fn declare(line: &str, builder: &mut Builder<'_>) {
    let Some((name, value)) = line.split_once(':') else { return };
    if ["language", "x-language"].contains(&name.trim().to_ascii_lowercase().as_str()) {
        builder.declare_language(value);
    }
}

/// Notes a comment; whether the block is one that speaks to this program.
fn note(block: Span, builder: &mut Builder<'_>) -> bool {
    let text = block.of_text(builder.source());
    let Some(text) = text.strip_prefix("NOTE").map(str::trim_start) else { return false };
    if !text.starts_with("macaronic-") {
        return false;
    }
    builder.remark(text, block);
    true
}
