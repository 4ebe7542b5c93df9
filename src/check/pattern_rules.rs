//! Regular expressions of the packs, searched block by block.

use super::Check;
use super::near::{allows, is_in_name};
use crate::diagnostic::Diagnostic;
use crate::language::context::Context;
use crate::rules::expression::MOST_NEEDS;
use crate::rules::matchers::PatternEvidence;
use crate::rules::rule::{Matcher, Pattern, Rule};
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;
use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// A block is searched in stretches of at most this many bytes: a search may take time quadratic in
/// the length (INTEGRATION.md 6: 16.5 s for one pattern on 80 KB).
const STRETCH: usize = 4096;
/// One pattern counts at most this often in one stretch; what finds more is no rule but a flood.
const MOST: usize = 128;

pub(super) struct PatternRules {
    rules: Vec<Arc<Rule>>,
    /// The texts that patterns need, with the patterns that need each: pattern, and which of its needs.
    needed: AhoCorasick,
    needing: Vec<Vec<(usize, usize)>>,
    /// Patterns that may match anything.
    always: Vec<usize>,
    decimal_comma: Regex,
}

impl PatternRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        let has_pattern = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Pattern(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_pattern).cloned().collect();
        let mut texts: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        let mut always = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let Matcher::Pattern(pattern) = &rule.matcher else { continue };
            if pattern.expression.needs().is_empty() {
                always.push(index);
            }
            for (number, need) in pattern.expression.needs().iter().enumerate() {
                for text in need {
                    texts.entry(text).or_default().push((index, number));
                }
            }
        }
        let needed = AhoCorasick::new(texts.keys()).expect("needed texts are short and few");
        let needing = texts.into_values().collect();
        let decimal_comma = Regex::new(
            r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]|[0-9],[0-9]{1,2}(?:[^0-9,]|$)|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:[^0-9.,]|$)",
        );
        Self {
            rules,
            needed,
            needing,
            always,
            decimal_comma: decimal_comma.expect("a constant expression"),
        }
    }
}

impl PatternRules {
    /// The blocks that are worth searching with each pattern, as pairs (block, pattern), sorted.
    fn worthwhile(&self, context: &Context<'_>) -> Vec<(usize, usize)> {
        let document = context.document;
        let folded = document.folded();
        let mut met: BTreeMap<(usize, usize), [bool; MOST_NEEDS]> = BTreeMap::new();
        for found in self.needed.find_overlapping_iter(&folded.text) {
            let byte =
                Span::new(folded.original(found.start()), folded.original(found.start())).start;
            let Some(block) = document.block_at(byte) else { continue };
            for &(pattern, need) in
                self.needing.get(found.pattern().as_usize()).into_iter().flatten()
            {
                if let Some(is_met) = met.entry((block, pattern)).or_default().get_mut(need) {
                    *is_met = true;
                }
            }
        }
        let is_met = |pattern: usize, needs: &[bool; MOST_NEEDS]| {
            needs.iter().filter(|met| **met).count() == self.count_needs(pattern)
        };
        let certain = met.into_iter().filter(|((_, pattern), needs)| is_met(*pattern, needs));
        let mut pairs: Vec<(usize, usize)> = certain.map(|(pair, _)| pair).collect();
        for block in 0..document.blocks.len() {
            pairs.extend(self.always.iter().map(|&pattern| (block, pattern)));
        }
        pairs.sort_unstable();
        pairs
    }

    fn count_needs(&self, pattern: usize) -> usize {
        match self.rules.get(pattern).map(|rule| &rule.matcher) {
            Some(Matcher::Pattern(pattern)) => pattern.expression.needs().len(),
            _ => 0,
        }
    }
}

impl Check for PatternRules {
    fn is_first(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let decimal_comma = LazyCell::new(|| self.decimal_comma.is_match(context.document.text()));
        for (block, index) in self.worthwhile(context) {
            let Some(block) = context.document.blocks.get(block) else { continue };
            let Some(rule) = self.rules.get(index) else { continue };
            let Matcher::Pattern(pattern) = &rule.matcher else { continue };
            if pattern.evidence == Some(PatternEvidence::DecimalComma) && !*decimal_comma {
                continue;
            }
            for stretch in stretches(context.document.text(), block.span) {
                search(rule, pattern, stretch, context, out);
            }
        }
    }
}

/// Appends what one rule finds in one stretch.
fn search(
    rule: &Rule,
    pattern: &Pattern,
    stretch: Span,
    context: &Context<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(regex) = pattern.expression.regex() else { return };
    let text = context.document.slice(stretch);
    for captures in regex.captures_iter(text).take(MOST) {
        let Some(found) = captures.name("found").or_else(|| captures.get(0)) else { continue };
        let span = Span::new(found.start(), found.end()).shifted(stretch.start());
        // what a pipeline leaks looks like an address at times (`</translated_text>`)
        let in_address = rule.family() != "leak" && is_in_address(span, context);
        if span.is_empty() || in_address || !counts(pattern, span, context) {
            continue;
        }
        let Some(uses) = replacements(pattern, &captures, found.as_str(), context) else {
            continue;
        };
        // `(?i)rupiah` written as `Rupiah` is right
        if !uses.iter().any(|text| text == found.as_str()) {
            out.extend(rule.report(span, found.as_str(), &uses));
        }
    }
}

fn counts(pattern: &Pattern, span: Span, context: &Context<'_>) -> bool {
    let found = context.document.slice(span);
    let listed = pattern.unless_listed.as_ref().is_some_and(|list| list.contains(&folded(found)));
    let accepted = listed || context.is_allowed(span);
    let in_name = || pattern.guards.unless_in_name && is_in_name(span, context, &HashSet::new());
    !accepted && allows(&pattern.guards, span, context) && !in_name()
}

/// Cuts a long block at blanks.
fn stretches(text: &str, block: Span) -> impl Iterator<Item = Span> {
    let mut rest = block;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = cut(rest.of_text(text));
        let stretch = Span::new(rest.start(), rest.start() + end);
        rest = Span::new(stretch.end(), rest.end());
        Some(stretch)
    })
}

fn cut(text: &str) -> usize {
    if text.len() <= STRETCH {
        return text.len();
    }
    let mut end = STRETCH;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    head.rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(end)
}

fn is_in_address(span: Span, context: &Context<'_>) -> bool {
    let words = &context.document.words;
    let from = words.partition_point(|word| word.span.end <= span.start);
    words.get(from).is_some_and(|word| {
        word.span.start < span.end && word.shape == crate::document::word::Shape::Opaque
    })
}

/// The replacements of a match; `None` when the match does not count after all.
fn replacements(
    pattern: &Pattern,
    captures: &Captures<'_>,
    found: &str,
    context: &Context<'_>,
) -> Option<Vec<String>> {
    if pattern.reduplicated {
        let (doubled, half) = doubled_word(found)?;
        if context.vocabulary.lexical_reduplications.contains(&folded(doubled)) {
            return None;
        }
        if pattern.use_single {
            return Some(vec![found.replacen(doubled, half, 1)]);
        }
    }
    if let Some(replace) = &pattern.replace {
        return Some(vec![found.replace(&replace.from, &replace.to)]);
    }
    let fill = |template: &String| {
        let mut filled = String::new();
        captures.expand(template, &mut filled);
        keep_capital(found, filled)
    };
    Some(pattern.uses.iter().map(fill).collect())
}

/// A replacement begins with a capital where the found text does.
fn keep_capital(found: &str, filled: String) -> String {
    let was_word = found.chars().next().is_some_and(char::is_uppercase);
    let is_lower = filled.chars().next().is_some_and(char::is_lowercase);
    if was_word && is_lower { super::term_rules::capitalised(&filled) } else { filled }
}

/// The first word of the form `juri-juri` in a text, and its half.
fn doubled_word(text: &str) -> Option<(&str, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').find_map(|word| {
        let (left, right) = word.split_once('-')?;
        (left.len() > 1 && folded(left) == folded(right)).then_some((word, left))
    })
}
