//! The cues of SRT: what stands between two lines of timings.

use super::cue::Cue;
use super::{is_timing, lines};
use crate::format::plain::BYTE_ORDER_MARK;
use crate::text::span::Span;

/// The cues from a byte on. Numbers and empty lines between them may be missing; an empty line inside a cue
/// ends nothing, for players show what follows it.
pub(super) fn cues(text: &str, start: usize) -> Vec<Cue> {
    let lines = lines(text, start);
    let mut cues: Vec<Vec<usize>> = Vec::new();
    let is = |index: usize, test: fn(&str) -> bool| {
        lines.get(index).is_some_and(|line| test(line.of_text(text)))
    };
    for index in 0..lines.len() {
        if is(index, is_timing) {
            let is_own_number = |last: &usize| {
                let is_apart = last.checked_sub(1).is_none_or(|before| is(before, is_blank));
                is(*last, is_number) && (last + 1 == index || is_apart)
            };
            if let Some(cue) = cues.last_mut() {
                cue.pop_if(|last| is_own_number(last));
            }
            cues.push(Vec::new());
        } else if let Some(cue) = cues.last_mut()
            && !is(index, is_blank)
        {
            cue.push(index);
        }
    }
    let span = |cue: &[usize]| {
        let ends = cue.first().zip(cue.last());
        let (first, last) =
            ends.and_then(|(first, last)| lines.get(*first).zip(lines.get(*last)))?;
        Some(Span::new(first.start(), last.end()))
    };
    cues.iter().map(|cue| Cue { span: span(cue).unwrap_or_default(), is_apart: false }).collect()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Whether a line is the number of a cue; programs that put cues between others write `12.5`.
fn is_number(line: &str) -> bool {
    let number = line.trim_start_matches(BYTE_ORDER_MARK).trim();
    let number = number.strip_prefix('-').unwrap_or(number);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
