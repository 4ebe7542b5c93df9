//! Regular expressions of the packs, searched block by block.

use super::Check;
use super::near::{allows, is_in_name};
use crate::diagnostic::Diagnostic;
use crate::language::context::Context;
use crate::rules::matchers::PatternEvidence;
use crate::rules::needs::Need;
use crate::rules::rule::{Matcher, Pattern, Rule};
use crate::rules::set::RuleSet;
use crate::text::fold::{folded, is_same_folded};
use crate::text::needles::Needles;
use crate::text::span::Span;
use regex::{Captures, Regex};
use std::cell::LazyCell;
use std::sync::{Arc, LazyLock};

/// A block is searched in stretches of at most this many bytes: a search may take time quadratic in
/// the length (INTEGRATION.md 6: 16.5 s for one pattern on 80 KB).
const STRETCH: usize = 4096;
/// One pattern counts at most this often in one stretch; what finds more is no rule but a flood.
const MOST: usize = 128;

pub(super) struct PatternRules {
    rules: Vec<Arc<Rule>>,
    /// The texts that patterns need.
    needles: Needles,
    /// For each of them, its pattern, and which of the needs of the pattern it meets.
    owners: Vec<(usize, usize)>,
    /// The patterns that need none.
    free: Vec<usize>,
    decimal_comma: LazyLock<Regex>,
}

/// A byte of flags: which needs of a pattern a stretch meets.
type Met = u8;

impl PatternRules {
    pub(super) fn new(set: &RuleSet) -> Self {
        let has_pattern = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Pattern(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_pattern).cloned().collect();
        let mut needles = Vec::new();
        let mut owners = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            for (number, need) in needs(rule).iter().enumerate() {
                needles.extend(need.iter().cloned());
                owners.resize(needles.len(), (index, number));
            }
        }
        let is_free = |(index, rule): (usize, &Arc<Rule>)| needs(rule).is_empty().then_some(index);
        let free = rules.iter().enumerate().filter_map(is_free).collect();
        let decimal_comma = || Regex::new(DECIMAL_COMMA).expect("a constant expression");
        Self {
            rules,
            needles: Needles::new(needles),
            owners,
            free,
            decimal_comma: LazyLock::new(decimal_comma),
        }
    }

    /// The patterns that are worth searching in a text, sorted.
    fn worthwhile(&self, text: &str, met: &mut Vec<Met>) -> Vec<usize> {
        met.clear();
        met.resize(self.rules.len(), 0);
        let mut worthwhile = self.free.clone();
        self.needles.find(text.as_bytes(), |needle| {
            let Some(&(pattern, need)) = self.owners.get(needle) else { return };
            let (Some(met), Some(rule)) = (met.get_mut(pattern), self.rules.get(pattern)) else {
                return;
            };
            let all = (1 << needs(rule).len()) - 1;
            let before = std::mem::replace(met, *met | 1 << need);
            if *met == all && before != all {
                worthwhile.push(pattern);
            }
        });
        worthwhile.sort_unstable();
        worthwhile
    }
}

/// A decimal with a comma, or thousands with a point.
const DECIMAL_COMMA: &str = r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]|[0-9],[0-9]{1,2}(?:[^0-9,]|$)|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:[^0-9.,]|$)";

fn needs(rule: &Rule) -> &[Need] {
    match &rule.matcher {
        Matcher::Pattern(pattern) => pattern.expression.needs(),
        _ => &[],
    }
}

impl Check for PatternRules {
    fn is_first(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let text = context.document.text();
        let decimal_comma = LazyCell::new(|| self.decimal_comma.is_match(text));
        let mut met = Vec::new();
        let blocks = context.document.blocks.iter();
        for stretch in blocks.flat_map(|block| stretches(text, block.span)) {
            for index in self.worthwhile(stretch.of_text(text), &mut met) {
                let Some(rule) = self.rules.get(index) else { continue };
                let Matcher::Pattern(pattern) = &rule.matcher else { continue };
                if pattern.evidence == Some(PatternEvidence::DecimalComma) && !*decimal_comma {
                    continue;
                }
                if pattern.reduplicated && !may_hold_doubled(stretch.of_text(text)) {
                    continue;
                }
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
    let in_name = || pattern.guards.unless_in_name && is_in_name(span, context, None);
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

/// Whether the same letters may stand on both sides of a hyphen: few texts are searched for doubled words.
fn may_hold_doubled(text: &str) -> bool {
    let is_inside = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric();
    text.match_indices('-').any(|(at, _)| {
        let (left, right) = text.as_bytes().split_at(at);
        let right = right.get(1..).unwrap_or_default();
        let left_len = left.iter().rev().take_while(|byte| is_inside(byte)).count();
        let right_len = right.iter().take_while(|byte| is_inside(byte)).count();
        (2..=left_len.min(right_len)).any(|len| {
            let (half, other) = (left.get(at - len..), right.get(..len));
            half.zip(other).is_some_and(|(half, other)| {
                !half.is_ascii() || !other.is_ascii() || half.eq_ignore_ascii_case(other)
            })
        })
    })
}

/// The first word of the form `juri-juri` in a text, and its half.
fn doubled_word(text: &str) -> Option<(&str, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').find_map(|word| {
        let (left, right) = word.split_once('-')?;
        (left.len() > 1 && is_same_folded(left, right)).then_some((word, left))
    })
}
