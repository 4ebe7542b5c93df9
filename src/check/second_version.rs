//! The same headline or sentence translated twice, with or without a label between the two.

use super::label_rules::{Labels, SAME};
use super::line_rules::removal;
use super::similar_text::{
    LONGEST_VERSION, content_forms, content_words, may_overlap, overlap, overlaps,
};
use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::block::{Block, BlockKind, is_headline};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "leak/second-version",
    summary: "a headline or sentence that is translated twice",
    why: "A model that offers two versions, or a pipeline that joins source field and target field, leaves both. \
          The two share most of their content words and all their names; good writers vary a headline in the \
          first paragraph, not on the line below it.",
    severity: Severity::Error,
    confidence: 95,
    mqm: "accuracy/addition",
    bad: &[
        "Wali kota meresmikan jembatan baru di Kota Lama ⟦Translation: Wali kota membuka jembatan baru Kota Lama⟧\n\nJembatan itu dibangun dua tahun.",
        "Wali kota meresmikan jembatan baru di Kota Lama\n\n⟦Wali kota membuka jembatan baru di Kota Lama⟧\n\nJembatan itu dibangun selama dua tahun.",
        "Wali kota meresmikan jembatan baru di Kota Lama⟦ / Wali kota membuka jembatan baru di Kota Lama⟧\n\nJembatan itu dibangun selama dua tahun.",
    ],
    good: &[
        "Wali kota meresmikan jembatan baru di Kota Lama\n\nWarga menyambut pembukaan jalur itu dengan karnaval.",
        "Tim putri menang, tim putra kalah / Hasil lengkap pekan ini\n\nPertandingan berlangsung di dua kota.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// Headlines without a label between them share this much: the lowest of 14 real pairs had 0.71.
const SAME_HEADLINE: f64 = 0.7;
/// Sentences side by side share more before they count: rhetoric repeats words, too.
const SAME_SENTENCE: f64 = 0.9;
/// Fewer content words are shared by accident.
const FEWEST_WORDS: usize = 3;
/// Sentences need more of them.
const FEWEST_IN_SENTENCE: usize = 7;
/// The second version stands in one of the first blocks.
const TOP: usize = 4;

struct SecondVersion {
    labels: Labels,
}

fn build(rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(SecondVersion { labels: Labels::new(rules) })
}

/// What parts two versions of a headline.
const SEPARATORS: [&str; 7] = [" / ", " | ", " // ", " or ", " atau ", " => ", " → "];

impl Check for SecondVersion {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        self.after_labels(context, out);
        in_headline(context, out);
        below_headline(context, out);
        side_by_side(context, out);
    }
}

impl SecondVersion {
    /// `Headline Translation: the headline again`
    fn after_labels(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for (label, _) in self.labels.found(context) {
            let Some(index) = document.block_at(label.start) else { continue };
            let Some(block) = document.blocks.get(index) else { continue };
            let before = Span { start: block.span.start, end: label.start };
            let version = Span { start: label.start, end: block.span.end };
            let after = Span { start: label.end, end: block.span.end };
            let is_start = document.words_in(before).is_empty();
            let first = if is_start {
                index.checked_sub(1).and_then(|at| document.blocks.get(at)).map(|block| block.span)
            } else {
                Some(before)
            };
            let Some(first) = first.filter(|first| document.words_in(*first).len() > FEWEST_WORDS)
            else {
                continue;
            };
            if document.words_in(after).len() >= FEWEST_WORDS
                && similarity(first, after, context) >= SAME
            {
                out.push(report(version, first, "after a label", context));
            }
        }
    }
}

/// A headline twice in one line is no longer than this, in bytes; a format may call more than that a heading.
const LONGEST_HEADLINE: usize = 1000;

/// `Headline / the headline again`
fn in_headline(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let document = context.document;
    let headlines = document.blocks.iter().take(TOP).filter(|block| {
        (block.kind != BlockKind::Paragraph || is_headline(document.slice(block.span)))
            && block.span.len() <= LONGEST_HEADLINE
    });
    for block in headlines {
        let text = document.slice(block.span);
        let cuts = SEPARATORS.iter().flat_map(|separator| text.match_indices(separator));
        let mut versions = cuts.map(|(at, _)| {
            let cut = Span::new(0, at).shifted(block.span.start()).end;
            (Span { end: cut, ..block.span }, Span { start: cut, ..block.span })
        });
        let same =
            versions.find(|(first, second)| similarity(*first, *second, context) >= SAME_HEADLINE);
        out.extend(same.map(|(first, second)| report(second, first, "beside the first", context)));
    }
}

/// Two headlines one below the other.
fn below_headline(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for pair in context.document.blocks.windows(2).take(TOP - 1) {
        let [first, second] = pair else { continue };
        // in a text with markup a headline may be a paragraph like any other
        let open = |block: &Block| match block.kind {
            BlockKind::Title | BlockKind::Heading => true,
            BlockKind::Paragraph => is_headline(context.document.slice(block.span)),
            _ => false,
        };
        if open(first)
            && open(second)
            && similarity(first.span, second.span, context) >= SAME_HEADLINE
        {
            out.push(report(second.span, first.span, "below the first", context));
        }
    }
}

/// The same sentence twice in one paragraph.
fn side_by_side(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    // the second sentence of a pair is the first of the next one
    let mut known: Option<(Span, Vec<u64>)> = None;
    for pair in context.document.sentences.windows(2) {
        let [first, second] = pair else { continue };
        if first.block != second.block
            || first.words.len().min(second.words.len()) < FEWEST_IN_SENTENCE
            || first.words.len().abs_diff(second.words.len()) * 4 > first.words.len()
        {
            continue;
        }
        let a = match known.take() {
            Some((span, words)) if span == first.span => words,
            _ => content_forms(first.span, context),
        };
        let b = content_forms(second.span, context);
        let long = a.len().min(b.len()) >= FEWEST_IN_SENTENCE && a.len().abs_diff(b.len()) <= 2;
        let words = |span| content_words(span, context);
        if long
            && may_overlap(&a, &b)
            && overlaps(&words(first.span), &words(second.span), SAME_SENTENCE)
        {
            out.push(report(second.span, first.span, "beside the first", context));
        }
        known = Some((second.span, b));
    }
}

/// How alike two stretches of similar length are, 0 when either says too little.
fn similarity(first: Span, second: Span, context: &Context<'_>) -> f64 {
    if first.len().max(second.len()) > LONGEST_VERSION {
        return 0.0;
    }
    let (a, b) = (content_words(first, context), content_words(second, context));
    let fewest = a.len().min(b.len());
    // a headline is not repeated by a paragraph that tells the story
    if fewest < FEWEST_WORDS || a.len().max(b.len()) > fewest * 2 + 1 {
        return 0.0;
    }
    overlap(&a, &b)
}

fn report(version: Span, first: Span, place: &str, context: &Context<'_>) -> Diagnostic {
    let document = context.document;
    let kept = document.slice(first).trim();
    let is_block = document.blocks.iter().any(|block| block.span == version);
    let gone = if is_block {
        removal(version, document.text())
    } else {
        let head = document.slice(first);
        Span {
            start: version.start - Span::new(0, head.len() - head.trim_end().len()).end,
            end: version.end,
        }
    };
    let mut finding = DEF.report(version, format!("the same text a second time, {place}"));
    finding.fixes.push(Fix::delete(gone, format!("delete the second version; `{kept}` stays")));
    finding
}
