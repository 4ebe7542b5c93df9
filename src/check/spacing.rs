//! Blanks where none belong, and missing ones.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::block::Block;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::marks::Marks;
use crate::text::span::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static DEF: Def = Def {
    id: "broken/spacing",
    summary: "a double blank, a blank before punctuation, doubled or glued punctuation",
    why: "Text was cut and joined. In human news 0.5 of 1,000 segments have one, mostly real slips.",
    severity: Severity::Advice,
    confidence: 85,
    mqm: "fluency/punctuation",
    bad: &[
        "Warga keluar rumah⟦  ⟧dan berkumpul.",
        "Beberapa bangunan retak⟦ .⟧",
        "Bantuan tiba pagi ini⟦,,⟧ lalu dibagikan.",
        "Jembatan itu putus akibat bencana⟦.⟧Lebih dari seribu warga terisolasi.",
    ],
    good: &[
        "Ia menunggu ... lalu pergi.",
        "Skor 2 : 1 untuk tuan rumah.",
        "Situs Detik.com dan Node.js ramai.",
        "Nama   | Nilai",
        "Harga naik 1.200,50 rupiah.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct Spacing;

static DOUBLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[\p{L}\p{N},;.”’)](?P<found> {2,3})[\p{L}\p{N}“‘(]"));
static BEFORE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[\p{L}\p{N}”’)](?P<found> +[,;.!?])(?:\s|$)"));
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"[\p{L}\p{N}](?P<found>,,+|;;+|,\.)(?:\s|$)|[\p{L}\p{N}](?P<stops>\.\.)(?:\s|$)")
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant expression")
}

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Spacing)
}

/// What this check looks at.
static MARKS: Marks = Marks::of(&[' ', '.', '!', '?', ';', ',']);

/// What pairs of bytes a text holds that are seldom right.
#[derive(Default)]
struct Doubtful {
    has_double_blank: bool,
    has_blank_before: bool,
    has_doubled_mark: bool,
    /// Marks with no blank behind them.
    may_be_glued: Vec<usize>,
}

impl Doubtful {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        for (at, mark) in MARKS.places(text) {
            let next = text.as_bytes().get(at + 1).copied().unwrap_or_default();
            match (mark, next) {
                (' ', b' ') => found.has_double_blank = true,
                (' ', b',' | b';' | b'.' | b'!' | b'?') => found.has_blank_before = true,
                (',', b',' | b'.') | (';', b';') | ('.', b'.') => found.has_doubled_mark = true,
                // of another alphabet the capitals have two bytes
                ('.' | '!' | '?' | ';' | ',', b'A'..=b'Z' | 0x80..) => found.may_be_glued.push(at),
                _ => {}
            }
        }
        found
    }
}

impl Check for Spacing {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for block in &document.blocks {
            let text = document.slice(block.span);
            let is_aligned = || {
                block.kind.is_fragment() || text.bytes().any(|byte| matches!(byte, b'|' | b'\t'))
            };
            // nearly every block is in order: the expressions are opened for the others
            let doubtful = Doubtful::of(text);
            if doubtful.has_double_blank && !is_aligned() {
                let double = places(&DOUBLE, block, context);
                out.extend(double.map(|span| report(span, "a double blank", " ", Safety::Safe)));
            }
            if doubtful.has_blank_before {
                let before = places(&BEFORE, block, context);
                let bare = |span| document.slice(span).trim();
                out.extend(before.map(|span| {
                    report(span, "a blank before punctuation", bare(span), Safety::Safe)
                }));
            }
            if doubtful.has_doubled_mark {
                let doubled = places(&DOUBLED, block, context);
                let first = |span| first_mark(document.slice(span));
                out.extend(
                    doubled.map(|span| {
                        report(span, "doubled punctuation", first(span), Safety::Review)
                    }),
                );
            }
            let glued = doubtful.may_be_glued.iter().filter(|&&at| is_glued(text, at));
            for span in glued.map(|&at| Span::new(at, at + 1).shifted(block.span.start())) {
                let spaced = format!("{} ", document.slice(span));
                let next =
                    context.document.words.partition_point(|word| word.span.start < span.end);
                let is_own = context.vocabulary.is_native(&folded(context.document.word(next)));
                if is_own && is_free(span, context) {
                    out.push(report(span, "no blank after punctuation", &spaced, Safety::Review));
                }
            }
        }
    }
}

/// Whether a mark of punctuation stands between a word in lower case and a capitalised one: `retak.Warga`.
fn is_glued(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut after = text.get(at + 1..).unwrap_or_default().chars();
    let lower_before = before.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3;
    lower_before
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(char::is_lowercase)
}

/// Whether a place is in no address and no allowed name.
fn is_free(span: Span, context: &Context<'_>) -> bool {
    let around = Span::new(span.start().saturating_sub(1), span.end() + 1);
    !is_in_address(span, context) && !context.is_allowed(around)
}

fn report(span: Span, message: &str, text: &str, safety: Safety) -> Diagnostic {
    let mut fix = Fix::replace(span, text, safety);
    fix.title = match text {
        " " => "write one blank".to_owned(),
        _ => fix.title,
    };
    DEF.report(span, message).with_fix(fix)
}

fn first_mark(marks: &str) -> &str {
    marks.get(..1).unwrap_or(marks)
}

/// Every place that a pattern finds in a block, but for addresses and allowed names.
fn places<'a>(
    regex: &'a Regex,
    block: &Block,
    context: &'a Context<'_>,
) -> impl Iterator<Item = Span> + 'a {
    let start = block.span.start();
    regex.captures_iter(context.document.slice(block.span)).filter_map(move |captures| {
        let found = captures.name("found").or_else(|| captures.name("stops"))?;
        let span = Span::new(found.start(), found.end()).shifted(start);
        is_free(span, context).then_some(span)
    })
}

/// Whether a place touches an address or a file name.
fn is_in_address(span: Span, context: &Context<'_>) -> bool {
    let words = &context.document.words;
    let next = words.partition_point(|word| word.span.end <= span.start);
    let around = [next.checked_sub(1), Some(next)];
    around.into_iter().flatten().filter_map(|index| words.get(index)).any(|word| {
        word.shape == Shape::Opaque && word.span.start <= span.end && span.start <= word.span.end
    })
}
