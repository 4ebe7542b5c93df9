//! A paragraph that stands twice.

use super::line_rules::removal;
use super::similar_text::{content_forms, content_words, may_overlap, overlaps};
use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::document::Document;
use crate::document::block::Block;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::is_same_folded;
use crate::text::hashed::Map;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/repeated-paragraph",
    summary: "a paragraph that is the same, or nearly the same, as one before it",
    why: "Pipelines that translate in pieces repeat the piece at the seam, and retries leave both answers.",
    severity: Severity::Warning,
    confidence: 93,
    mqm: "fluency/duplication",
    bad: &[
        "Panen raya dimulai pekan ini di tiga kecamatan lereng gunung.\n\n⟦Panen raya dimulai pekan ini di tiga kecamatan lereng gunung.⟧",
    ],
    good: &[
        "<!-- panduan -->\n\nSeperti dijelaskan di `shadow`, setiap baris berkas itu memuat satu entri yang dipisahkan oleh titik dua.\n\nSeperti dijelaskan di `group`, setiap baris berkas itu memuat satu entri yang dipisahkan oleh titik dua.",
        "Lubang itu masih di sana.\n\nWarga menunggu perbaikan jalan sejak Maret.\n\nLubang itu masih di sana.",
        "Tim tamu menang 2-1 di kandang lawan dan naik ke peringkat dua.\n\nTim tuan rumah kalah 1-2 dan turun ke peringkat lima klasemen.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// Shorter paragraphs are refrains, captions and calls.
const FEWEST_WORDS: usize = 8;
/// Identical paragraphs that are no neighbours need more words: formulas recur.
const FEWEST_APART: usize = 15;
/// Neighbours that share so much of their content words say the same.
const NEARLY: f64 = 0.95;

struct RepeatedParagraph;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(RepeatedParagraph)
}

impl Check for RepeatedParagraph {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        let mut seen: Map<u64, usize> = Map::default();
        let mut known = Known::default();
        for (index, block) in document.blocks.iter().enumerate() {
            let words = document.words_in(block.span).len();
            if words < FEWEST_WORDS || block.kind.is_fragment() || is_entry(block, document) {
                continue;
            }
            let before = seen.insert(key(block.span, context), index);
            let identical = before.filter(|&before| {
                (before + 1 == index || words >= FEWEST_APART) && is_same(before, index, document)
            });
            let nearly = || {
                let before = index.checked_sub(1)?;
                is_nearly_same(before, index, context, &mut known).then_some(before)
            };
            let Some(first) = identical.or_else(nearly) else { continue };
            if !has_same_anchors(first, index, document) {
                continue;
            }
            out.extend(report(first, index, context));
        }
    }
}

/// A number that is equal for blocks of the same words.
fn key(block: Span, context: &Context<'_>) -> u64 {
    let words = context.document.words_in(block);
    words.fold(0, |key: u64, word| key.rotate_left(5).wrapping_add(context.form(word)))
}

fn is_same(first: usize, second: usize, document: &Document) -> bool {
    let text = |block: usize| document.blocks.get(block).map(|block| document.slice(block.span));
    text(first).zip(text(second)).is_some_and(|(a, b)| is_same_folded(a, b))
}

/// The same words about other code or addresses say something else: the steps of a manual.
fn has_same_anchors(first: usize, second: usize, document: &Document) -> bool {
    let anchors = |index: usize| {
        let block = document.blocks.get(index).map(|block| document.anchors_in(block.span));
        block.unwrap_or_default().iter().map(|anchor| anchor.text.as_str())
    };
    anchors(first).eq(anchors(second))
}

/// A line that is the text of a link, as in a table of contents, repeats a heading.
fn is_entry(block: &Block, document: &Document) -> bool {
    document.link_around(block.span).is_some()
}

/// The content words of the last block that was compared: it is compared with the next one, too.
type Known = Option<(usize, Vec<u64>)>;

fn is_nearly_same(before: usize, index: usize, context: &Context<'_>, known: &mut Known) -> bool {
    let blocks = &context.document.blocks;
    let (Some(first), Some(second)) = (blocks.get(before), blocks.get(index)) else { return false };
    let words = |span| context.document.words_in(span).len();
    let (long, short) =
        (words(first.span).max(words(second.span)), words(first.span).min(words(second.span)));
    // nearly every pair differs in length, which is cheaper to see than its words
    if (long - short) * 5 > long {
        return false;
    }
    let a = match known.take() {
        Some((block, words)) if block == before => words,
        _ => content_forms(first.span, context),
    };
    let b = content_forms(second.span, context);
    let alike = a.len().min(b.len()) >= FEWEST_WORDS
        && a.len().abs_diff(b.len()) * 10 <= a.len().max(b.len());
    let words = |span| content_words(span, context);
    let is_same =
        alike && may_overlap(&a, &b) && overlaps(&words(first.span), &words(second.span), NEARLY);
    *known = Some((index, b));
    is_same
}

fn report(first: usize, second: usize, context: &Context<'_>) -> Option<Diagnostic> {
    let document = context.document;
    let (first, second) = (document.blocks.get(first)?.span, document.blocks.get(second)?.span);
    let mut finding = DEF.report(second, "this paragraph stands here a second time");
    finding.related.push(Related {
        path: None,
        rule: DEF.id.to_owned(),
        message: "it stands here first".to_owned(),
        span: first,
    });
    Some(finding.with_fix(Fix::delete(
        removal(second, document.text()),
        "delete the second one; the first stays",
    )))
}
