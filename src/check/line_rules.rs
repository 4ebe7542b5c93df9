//! Whole lines that do not belong to the article: preambles, boilerplate, orphans.

use super::foreign_passages::is_wide;
use super::{Check, List};
use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::document::quote::QuoteKind;
use crate::language::context::Context;
use crate::rules::matchers::{LineHow, Place};
use crate::rules::notation::bare;
use crate::rules::rule::{Line, Matcher, Rule};
use crate::rules::set::RuleSet;
use crate::text::phrases::Keys;
use crate::text::span::Span;
use std::borrow::Cow;
use std::sync::Arc;
use unicode_script::{Script, UnicodeScript};

/// The first blocks of an article: headline, byline, lead.
const TOP: usize = 3;
/// The last blocks: the last paragraph, a credit, a link, a footer.
const BOTTOM: usize = 4;
/// A line that begins so is reported whole up to this many words; of a longer one, its first sentence.
const WHOLE_LINE: usize = 40;

pub(super) struct LineRules {
    rules: Vec<Arc<Rule>>,
    /// For each text, its rule and its number there.
    owners: Vec<(usize, usize)>,
}

impl LineRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        let has_lines =
            |rule: &&Arc<Rule>| rule.severity.is_some() && matches!(rule.matcher, Matcher::Line(_));
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_lines).cloned().collect();
        let mut owners = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let Matcher::Line(line) = &rule.matcher else { continue };
            owners.extend((0..line.find.len()).map(|text| (index, text)));
        }
        Self { rules, owners }
    }

    fn text(&self, number: usize) -> Option<Cow<'_, str>> {
        let &(rule, text) = self.owners.get(number)?;
        let Matcher::Line(line) = &self.rules.get(rule)?.matcher else { return None };
        line.find.get(text).map(|text| text.as_str().into())
    }
}

impl Check for LineRules {
    fn phrases(&self) -> Option<(List, Keys)> {
        let texts = (0..self.owners.len()).filter_map(|number| self.text(number));
        Some((List::Lines, Keys::of(self.owners.len(), texts)))
    }

    fn is_first(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let folded = context.document.folded();
        let mut last = None;
        for found in context.found(List::Lines as usize, false, |number| self.text(number)) {
            let span = folded.original_span(found.span());
            let Some(&(index, _)) = self.owners.get(found.phrase) else { continue };
            let Some(rule) = self.rules.get(index) else { continue };
            let Matcher::Line(line) = &rule.matcher else { continue };
            let Some(whole) = whole_line(line, span, context) else { continue };
            // several texts of one rule in one line are one finding
            if last.replace((index, whole)) != Some((index, whole)) {
                out.extend(report(rule, line, span, whole, context));
            }
        }
    }
}

/// The span to report for a text found at `span`; `None` when the rule does not mean such a line.
fn whole_line(line: &Line, span: Span, context: &Context<'_>) -> Option<Span> {
    let document = context.document;
    let index = document.block_at(span.start)?;
    let block = document.blocks.get(index)?;
    // a quotation is somebody's words, not the pipeline's
    let is_quoted = document.quote_around(span).is_some_and(|quote| {
        quote.kind == QuoteKind::Double && quote.span.len() < block.span.len()
    });
    let stands = !is_quoted
        && block.span.contains(span)
        && is_in_place(line.place, index, document.blocks.len())
        && is_free(span, context);
    let words = document.words_in(block.span).len();
    let short = line.max_words.is_none_or(|most| words <= most);
    let before = document.slice(Span { start: block.span.start, end: span.start });
    let starts = before.chars().all(|c| !c.is_alphanumeric());
    let after = document.slice(Span { start: span.end, end: block.span.end });
    let fits = match line.how {
        LineHow::Whole => starts && bare(after).is_empty(),
        LineHow::Start => starts,
        LineHow::Anywhere => true,
    };
    let sentence = || {
        document
            .sentence_at(span.start)
            .and_then(|index| document.sentences.get(index))
            .map(|s| s.span.cover(span))
    };
    match line.how {
        _ if !(stands && fits) => None,
        LineHow::Anywhere if !short => sentence(),
        _ if !short => None,
        _ if words <= WHOLE_LINE => Some(block.span),
        _ => sentence(),
    }
}

fn is_in_place(place: Place, index: usize, count: usize) -> bool {
    match place {
        Place::Any => true,
        Place::Top => index < TOP,
        Place::Bottom => index + BOTTOM >= count,
    }
}

/// Whether a text does not begin or end inside a word, as far as its script parts words by blanks.
fn is_free(span: Span, context: &Context<'_>) -> bool {
    let document = context.document;
    let in_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let joined = |outside: Option<char>, inside: Option<char>| {
        outside.is_some_and(in_word) && inside.is_some_and(in_word)
    };
    let inner = document.slice(span);
    let before = document.before(span.start).chars().next_back();
    let after = document.after(span.end).chars().next();
    !joined(before, inner.chars().next()) && !joined(after, inner.chars().next_back())
}

/// Whether a character is of a script in which no blank stands between words, or, as in Korean, endings
/// follow without one.
fn is_unspaced(c: char) -> bool {
    is_wide(c) || matches!(c.script(), Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
}

fn report(
    rule: &Rule,
    line: &Line,
    span: Span,
    whole: Span,
    context: &Context<'_>,
) -> Option<Diagnostic> {
    let document = context.document;
    let mut finding = rule.report(whole, document.slice(whole), &[])?;
    let safety = rule.safety.min(Safety::Review);
    finding.fixes.extend(line.uses.iter().map(|text| Fix::replace(span, text.clone(), safety)));
    finding.message =
        finding.message.replace("{use}", line.uses.first().map_or("", String::as_str));
    let block = document.block_at(whole.start).and_then(|index| document.blocks.get(index));
    let is_block = block.is_some_and(|block| block.span == whole);
    if line.remove && is_block {
        finding.fixes.push(Fix::delete(removal(whole, document.text()), "delete the line"));
    } else if line.remove {
        finding.fixes.push(Fix::delete(whole, "delete the sentence"));
    }
    Some(finding)
}

/// A line with the line ends that part it from its neighbour, so that no gap stays.
pub(super) fn removal(line: Span, text: &str) -> Span {
    let after = text.get(line.end()..).unwrap_or_default();
    let gap = after.len() - after.trim_start().len();
    if gap > 0 && gap < after.len() {
        return Span::new(line.start(), line.end() + gap);
    }
    let before = text.get(..line.start()).unwrap_or_default();
    Span::new(before.trim_end().len(), line.end())
}
