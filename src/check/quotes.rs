//! Quotation marks and brackets without a partner.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::block::Block;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::marks::Marks;
use crate::text::span::Span;

pub(super) static QUOTES: Def = Def {
    id: "broken/quotes",
    summary: "a quotation mark without a partner",
    why: "Counted by paragraph, for by line it is useless (153 hits in 1,997 human lines). A quotation that goes on in the next paragraph \
          has no closing mark by rule.",
    severity: Severity::Advice,
    confidence: 75,
    mqm: "fluency/punctuation",
    bad: &["⟦“⟧Kami siap, katanya kepada wartawan.", "Ia berkata, ⟦\"⟧Kami siap."],
    good: &[
        "“Kami siap.\n\n“Kami menunggu,” katanya.",
        "Layar itu berukuran 24\" dan ringan.",
        "Di Mu’tah, “kami siap,” katanya.",
    ],
};

pub(super) static BRACKETS: Def = Def {
    id: "broken/brackets",
    summary: "a bracket without a partner",
    why: "Half of a parenthesis was cut away. List numbers such as `a)` are no brackets.",
    severity: Severity::Advice,
    confidence: 75,
    mqm: "fluency/punctuation",
    bad: &["Bank sentral ⟦(⟧BI menahan suku bunga."],
    good: &["Syaratnya: a) dewasa, b) sehat.", "Bank sentral (BI) menahan suku bunga."],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&QUOTES, &BRACKETS], build };

/// What this check looks at.
static MARKS: Marks = Marks::of(&['“', '”', '"', '(', ')']);

struct Quotes;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Quotes)
}

impl Check for Quotes {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for (index, block) in document.blocks.iter().enumerate() {
            let goes_on = document
                .blocks
                .get(index + 1)
                .is_some_and(|next| document.slice(next.span).starts_with(['“', '"', '«']));
            out.extend(unpaired(block, goes_on, context));
        }
    }
}

fn unpaired(block: &Block, goes_on: bool, context: &Context<'_>) -> Vec<Diagnostic> {
    let text = context.document.slice(block.span);
    let mut curly: Vec<usize> = Vec::new();
    let mut straight: Vec<usize> = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in MARKS.places(text) {
        // `12"` are inches
        let is_behind_digit = || {
            let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
            before.is_some_and(u8::is_ascii_digit)
        };
        match c {
            '“' => curly.push(at),
            // „…“ and "…” are pairs of other styles: not for this check to judge
            '”' if curly.pop().is_none() && straight.pop().is_none() => {
                found.push((at, c, &QUOTES));
            }
            '"' if straight.len() % 2 == 1 || !is_behind_digit() => straight.push(at),
            '(' => brackets.push(at),
            ')' => brackets.truncate(brackets.len().saturating_sub(1)),
            _ => {}
        }
    }
    let open_straight = straight.last().filter(|_| straight.len() % 2 == 1 && curly.is_empty());
    found.extend(curly.last().filter(|_| !goes_on).map(|&at| (at, '“', &QUOTES)));
    found.extend(open_straight.filter(|_| !goes_on).map(|&at| (at, '"', &QUOTES)));
    found.extend(brackets.last().map(|&at| (at, '(', &BRACKETS)));
    let report = |(at, mark, def): (usize, char, &Def)| {
        let span = Span::new(at, at + mark.len_utf8()).shifted(block.span.start());
        def.report(span, format!("`{mark}` has no partner in this paragraph"))
    };
    found.into_iter().map(report).collect()
}
