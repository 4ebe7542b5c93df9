//! The original left beside its translation.

use super::foreign_passages::{is_passage, passage_notes};
use super::line_rules::removal;
use super::similar_text::LONGEST_VERSION;
use super::translation::{Likeness, Rarity, Traits};
use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Related, Severity};
use crate::document::block::BlockKind;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) static DEF: Def = Def {
    id: "leak/source-beside",
    summary: "the original left beside its translation",
    why: "Pipelines that write the translation below the source, and people who translate in the file, leave both. The two have the same \
          code, numbers, addresses and names; without such a sign the original is a passage that was not translated (`mixed/passage`). \
          Six or more in one text are one finding: where both languages are meant, it is switched off for that text.",
    severity: Severity::Error,
    confidence: 96,
    mqm: "accuracy/addition",
    bad: &[
        "Panduan ini menjelaskan cara memasang server.\n\n⟦The server listens on port 8080 after the first start.⟧\n\nServer mendengarkan pada porta 8080 setelah dijalankan pertama kali.\n\nSetelah itu, buka peramban dan masuk dengan akun Anda.",
        "Jembatan Kota Lama dibuka pada 1912. ⟦The bridge was closed in 1987 after the flood.⟧ Jembatan itu ditutup pada 1987 setelah banjir. Sejak itu warga menyeberang dengan perahu.",
    ],
    good: &[
        "Panduan ini menjelaskan cara memasang server.\n\nBuka peramban dan masuk dengan akun Anda, lalu pilih bahasa.",
        "Lagu “The Road Is Long and the Night Is Cold” menutup konser itu pada 2019. Artinya, jalan itu panjang dan malam itu dingin.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// The least odds, chosen on the text that the weights were learnt from; `docs/detection.md` has the figures of
/// others.
const LEAST: f64 = 2.0;
/// The same for sentences of one paragraph, which speak of one matter: with `LEAST` 6 of 898 that were put into
/// news in the place of their translation were taken for originals, and none is with this (2026-12-01).
const LEAST_IN_BLOCK: f64 = 4.0;
/// No other text near is as likely the translation.
const LEAD: f64 = 1.0;
/// From so many on they may be a layout in two languages …
const MANY: usize = 6;
/// … in which a pair needs no signs of its own, if nothing speaks against it.
const LEAST_AMONG_MANY: f64 = -1.0;
/// Texts so many blocks away are compared, too: they must be less alike.
const NEAR: usize = 2;
/// What is said of the others of many.
const ANOTHER: &str = "another original beside its translation";

struct SourceBeside;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(SourceBeside)
}

/// Foreign sentences side by side in one block.
struct Original {
    span: Span,
    block: usize,
    sentences: Range<usize>,
}

/// An original with its translation.
struct Pair<'o> {
    original: &'o Original,
    translation: Span,
    likeness: Likeness,
}

impl Check for SourceBeside {
    fn is_first(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let originals = originals(context);
        if originals.is_empty() {
            return;
        }
        let finder = Finder::new(&originals, context);
        let mut pairs = finder.pairs(|original| finder.translation(original));
        if pairs.len() >= MANY {
            pairs = finder.pairs(|original| finder.among_many(original));
            out.extend(report_many(&pairs, context));
        } else {
            out.extend(pairs.iter().map(|pair| report(pair, context)));
        }
    }
}

/// Whether another place of a finding is an original, too.
pub(super) fn is_original(related: &Related) -> bool {
    related.rule == DEF.id && related.message == ANOTHER
}

/// The passages that may be originals: running text, items and headings, unless somebody is quoted.
fn originals(context: &Context<'_>) -> Vec<Original> {
    let document = context.document;
    let mut found: Vec<Original> = Vec::new();
    for fragment in context.fragments().iter().filter(|fragment| is_passage(fragment, context)) {
        let index = fragment.sentence;
        let Some(sentence) = document.sentences.get(index) else { continue };
        match found.last_mut() {
            Some(last) if last.block == sentence.block && last.sentences.end == index => {
                last.span = last.span.cover(sentence.span);
                last.sentences.end = index + 1;
            }
            _ => found.push(Original {
                span: sentence.span,
                block: sentence.block,
                sentences: index..index + 1,
            }),
        }
    }
    found.retain(|original| {
        kind(original.block, context).is_some()
            && original.span.len() <= LONGEST_VERSION
            && !is_quoted(original.span, context)
            && !context.is_allowed(original.span)
            && !document.is_in_foreign_link(original.span)
    });
    found
}

/// Whether a text is what somebody said or wrote, or a gloss.
fn is_quoted(span: Span, context: &Context<'_>) -> bool {
    let text = context.document.slice(span);
    context.document.quote_around(span).is_some()
        || text.starts_with(['"', '“', '„', '«', '‘', '\'', '「', '『', '(', '（', '—', '–', '>'])
}

/// What a block is, where an original may stand in one: translations are of the same kind.
fn kind(block: usize, context: &Context<'_>) -> Option<BlockKind> {
    let block = context.document.blocks.get(block)?;
    match block.kind {
        BlockKind::Title | BlockKind::Heading => Some(BlockKind::Heading),
        BlockKind::Paragraph | BlockKind::Item if !block.is_quoted => Some(block.kind),
        _ => None,
    }
}

/// Finds translations.
struct Finder<'c> {
    context: &'c Context<'c>,
    originals: &'c [Original],
    /// The foreign sentences, by index.
    foreign: BTreeSet<usize>,
    rarity: Rarity,
}

impl<'c> Finder<'c> {
    fn new(originals: &'c [Original], context: &'c Context<'c>) -> Self {
        let fragments = context.fragments().iter();
        let foreign = fragments.filter(|fragment| is_passage(fragment, context));
        let foreign = foreign.map(|fragment| fragment.sentence).collect();
        Self { context, originals, foreign, rarity: Rarity::of(context) }
    }

    /// Each original with what `choose` takes for its translation; no text is the translation of two.
    fn pairs(&self, choose: impl Fn(&Original) -> Option<(Span, Likeness)>) -> Vec<Pair<'c>> {
        let mut taken = BTreeSet::new();
        let pairs = self.originals.iter().filter_map(|original| {
            let (translation, likeness) = choose(original)?;
            taken.insert(translation).then_some(Pair { original, translation, likeness })
        });
        pairs.collect()
    }

    /// The translation of an original, when nothing near is as likely.
    fn translation(&self, original: &Original) -> Option<(Span, Likeness)> {
        let candidates = self.candidates(original);
        let traits = Traits::of(original.span, self.context);
        let mut found = self.compared(&traits, &candidates);
        let (best, likeness) = found.pop()?;
        let others = found.last().map(|(_, likeness)| likeness.score);
        let apart = self.compared(&traits, &self.near(original));
        let others = others.into_iter().chain(apart.last().map(|(_, likeness)| likeness.score));
        let most = others.fold(f64::MIN, f64::max);
        let least = if self.is_block(original) { LEAST } else { LEAST_IN_BLOCK };
        let is_sure = likeness.score >= least && likeness.score >= most + LEAD;
        (is_sure && likeness.is_telling).then_some((best, likeness))
    }

    /// The same in a text with many of them.
    fn among_many(&self, original: &Original) -> Option<(Span, Likeness)> {
        let traits = Traits::of(original.span, self.context);
        let (best, likeness) = self.compared(&traits, &self.candidates(original)).pop()?;
        (likeness.score >= LEAST_AMONG_MANY).then_some((best, likeness))
    }

    /// The texts with how likely they are translations, the likeliest last.
    fn compared(&self, traits: &Traits, texts: &[Span]) -> Vec<(Span, Likeness)> {
        let likeness = |&span: &Span| {
            let likeness = traits.likeness(&Traits::of(span, self.context), &self.rarity)?;
            Some((span, likeness))
        };
        let mut found: Vec<_> = texts.iter().filter_map(likeness).collect();
        found.sort_by(|(_, a), (_, b)| a.score.total_cmp(&b.score));
        found
    }

    /// The texts directly before and behind an original: sentences of its block, or whole blocks.
    fn candidates(&self, original: &Original) -> Vec<Span> {
        if self.is_block(original) {
            let block = original.block;
            let beside = [block.checked_sub(1), block.checked_add(1)];
            let native = |block: usize| self.native_block(block, original);
            return beside.into_iter().flatten().filter_map(native).collect();
        }
        let count = original.sentences.len();
        let before = (1..=count + 1).filter_map(|count| {
            let from = original.sentences.start.checked_sub(count)?;
            self.native_sentences(from..original.sentences.start, original.block)
        });
        let after = (1..=count + 1).filter_map(|count| {
            let end = original.sentences.end + count;
            self.native_sentences(original.sentences.end..end, original.block)
        });
        // of several lengths on one side the likeliest counts
        let traits = Traits::of(original.span, self.context);
        let best = |spans: Vec<Span>| self.compared(&traits, &spans).pop().map(|(span, _)| span);
        [best(before.collect()), best(after.collect())].into_iter().flatten().collect()
    }

    /// The blocks a little further away, of a whole block.
    fn near(&self, original: &Original) -> Vec<Span> {
        if !self.is_block(original) {
            return Vec::new();
        }
        let around = original.block.saturating_sub(NEAR)..=original.block + NEAR;
        let apart = around.filter(|block| block.abs_diff(original.block) > 1);
        apart.filter_map(|block| self.native_block(block, original)).collect()
    }

    /// Whether an original is all of its block.
    fn is_block(&self, original: &Original) -> bool {
        let block = self.context.document.blocks.get(original.block);
        block.is_some_and(|block| block.sentences == original.sentences)
    }

    /// A block of the same kind without a foreign sentence.
    fn native_block(&self, block: usize, original: &Original) -> Option<Span> {
        let found = self.context.document.blocks.get(block)?;
        let is_native = !found.sentences.clone().any(|index| self.foreign.contains(&index));
        let is_same = kind(block, self.context) == kind(original.block, self.context);
        (is_native && is_same && found.span.len() <= LONGEST_VERSION).then_some(found.span)
    }

    /// Sentences of a block, when none of them is foreign.
    fn native_sentences(&self, sentences: Range<usize>, block: usize) -> Option<Span> {
        let found = self.context.document.sentences.get(sentences.clone())?;
        let is_native = !sentences.into_iter().any(|index| self.foreign.contains(&index));
        let is_here = found.iter().all(|sentence| sentence.block == block);
        let span = found.iter().map(|sentence| sentence.span).reduce(Span::cover)?;
        let is_sentence = is_native && is_here && span.len() <= LONGEST_VERSION;
        (is_sentence && !is_quoted(span, self.context)).then_some(span)
    }
}

/// So many of the common signs are named.
const MOST_NAMED: usize = 4;

fn report(pair: &Pair<'_>, context: &Context<'_>) -> Diagnostic {
    let document = context.document;
    let target = context.vocabulary.language.name();
    let message = format!("the original, left beside its translation into {target}");
    let mut finding = DEF.report(pair.original.span, message);
    finding.related.push(Related {
        path: None,
        rule: DEF.id.to_owned(),
        message: "this is its translation".to_owned(),
        span: pair.translation,
    });
    finding.related.extend(passage_notes(pair.original.span, context));
    let named = pair.likeness.shared.iter().take(MOST_NAMED);
    let named: Vec<_> = named.map(|text| format!("`{text}`")).collect();
    finding.evidence = Some(format!("both have {}", named.join(", ")));
    let block = document.blocks.get(pair.original.block);
    let is_block = block.is_some_and(|block| block.span == pair.original.span);
    let gone = if is_block {
        removal(pair.original.span, document.text())
    } else {
        with_blank(
            pair.original.span,
            block.map_or(pair.original.span, |block| block.span),
            context,
        )
    };
    finding.with_fix(Fix::delete(gone, "delete the original; its translation stays"))
}

/// A sentence with the blank that parts it from the next one, or from the one before.
fn with_blank(sentence: Span, block: Span, context: &Context<'_>) -> Span {
    let after = context.document.slice(Span { start: sentence.end, end: block.end });
    let before = context.document.slice(Span { start: block.start, end: sentence.start });
    let blank = after.len() - after.trim_start().len();
    if after.trim().is_empty() {
        let kept = before.trim_end().len();
        return Span::new(block.start() + kept, sentence.end());
    }
    Span::new(sentence.start(), sentence.end() + blank)
}

/// Many originals are one finding at the first of them.
fn report_many(pairs: &[Pair<'_>], context: &Context<'_>) -> Option<Diagnostic> {
    let (first, others) = pairs.split_first()?;
    let target = context.vocabulary.language.name();
    let message = format!(
        "{} originals stand beside their translations into {target}: a layout in two languages, or a leak",
        pairs.len()
    );
    let mut finding = DEF.report(first.original.span, message);
    finding.related = passage_notes(first.original.span, context);
    finding.related.extend(others.iter().map(|pair| Related {
        path: None,
        rule: DEF.id.to_owned(),
        message: ANOTHER.to_owned(),
        span: pair.original.span,
    }));
    let hint = "delete the originals; if both languages are meant, switch leak/source-beside off for this text";
    Some(finding.with_fix(Fix::hint(hint)))
}
