//! A regular expression that is compiled when a text first holds what it needs.
//!
//! A language has 250 patterns; compiling them all takes 60 ms, and most articles need a dozen. Every
//! expression says which literal texts a match must hold: one of these, and one of those. One pass over
//! the text tells which patterns are worth searching.

use crate::text::fold::{folded, plain};
use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A compiled pattern may take this many bytes: a bomb such as `(a{1000}){1000}` takes more.
const LARGEST: usize = 1 << 20;
/// A class of more characters says little about what a text must hold.
const LARGEST_CLASS: usize = 12;
/// So many needs of one pattern are looked for.
pub const MOST_NEEDS: usize = 3;
/// More literals than these are no filter.
const MOST_LITERALS: usize = 240;

/// Folded texts of which a match holds at least one.
pub type Need = BTreeSet<String>;

/// A regular expression, compiled on first use.
#[derive(Debug)]
pub struct Expression {
    source: String,
    compiled: OnceLock<Option<Regex>>,
    needs: Vec<Need>,
}

impl Clone for Expression {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), compiled: OnceLock::new(), needs: self.needs.clone() }
    }
}

impl Expression {
    /// An expression that came with the program: its examples are tested, so it is compiled when it is
    /// first needed.
    #[must_use]
    pub fn trusted(source: &str) -> Self {
        let needs = regex_syntax::parse(source).map_or_else(|_| Vec::new(), |hir| literals(&hir));
        Self { source: source.to_owned(), compiled: OnceLock::new(), needs }
    }

    /// An expression of a user, compiled at once.
    ///
    /// # Errors
    /// When it is no valid expression, too large, or matches the empty text.
    pub fn checked(source: &str) -> Result<Self, String> {
        let regex = compile(source).map_err(|error| format!("the regex is wrong: {error}"))?;
        if regex.is_match("") {
            return Err("the regex matches the empty text: it would match everywhere".to_owned());
        }
        let expression = Self::trusted(source);
        Ok(Self { compiled: OnceLock::from(Some(regex)), ..expression })
    }

    /// The compiled expression; `None` when it is not valid, which the examples of its rule show.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }

    /// What every match holds, at most [`MOST_NEEDS`]; none when nothing is certain.
    #[must_use]
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(LARGEST).build()
}

/// What every match of an expression holds, the most telling first.
fn literals(hir: &Hir) -> Vec<Need> {
    let found = match hir.kind() {
        HirKind::Literal(_) => exact(hir).map(|text| BTreeSet::from([text])).into_iter().collect(),
        HirKind::Class(class) => characters(class).into_iter().collect(),
        HirKind::Capture(capture) => literals(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => literals(&repetition.sub),
        HirKind::Concat(parts) => of_sequence(parts),
        HirKind::Alternation(branches) => of_branches(branches),
        _ => Vec::new(),
    };
    let telling = |need: &Need| {
        !need.is_empty() && need.len() <= MOST_LITERALS && need.iter().all(|text| is_telling(text))
    };
    let mut needs: Vec<Need> = found.into_iter().filter(telling).collect();
    needs.sort_by_key(|need| std::cmp::Reverse(weight(need)));
    needs.truncate(MOST_NEEDS);
    needs
}

/// How rarely a text holds what is needed: by the shortest alternative, then by their number. Digits
/// are in every article, marks such as `[` in few.
fn weight(need: &Need) -> (usize, std::cmp::Reverse<usize>) {
    let length = |text: &String| {
        let letters = text.trim().chars().filter(|c| !c.is_ascii_digit()).count();
        let is_mark = !text.chars().any(char::is_alphanumeric);
        if is_mark { letters * 3 } else { letters }
    };
    (need.iter().map(length).min().unwrap_or(0).min(6), std::cmp::Reverse(need.len()))
}

/// A match of one of the branches holds what that branch needs.
fn of_branches(branches: &[Hir]) -> Vec<Need> {
    let all: Vec<Vec<Need>> = branches.iter().map(literals).collect();
    let fewest = all.iter().map(Vec::len).min().unwrap_or(0);
    let of_rank =
        |rank: usize| all.iter().filter_map(|needs| needs.get(rank)).flatten().cloned().collect();
    (0..fewest).map(of_rank).collect()
}

/// One letter stands in any text; one digit or mark does not.
fn is_telling(text: &str) -> bool {
    text.chars().count() > 1
        || text.chars().all(|c| !c.is_alphabetic() && !c.is_whitespace() && !"\"'.,-".contains(c))
}

fn fold(text: &str) -> String {
    folded(&text.replace('ſ', "s").replace(['\t', '\n', '\r'], " "))
}

/// The characters of a small class.
fn characters(class: &Class) -> Option<BTreeSet<String>> {
    let Class::Unicode(class) = class else { return None };
    let mut all = BTreeSet::new();
    for range in class.ranges() {
        if range.len() > LARGEST_CLASS || all.len() > LARGEST_CLASS {
            return None;
        }
        all.extend((range.start()..=range.end()).map(|c| fold(plain(c).encode_utf8(&mut [0; 4]))));
    }
    Some(all)
}

/// What a part must hold, whether or not it says enough by itself.
fn exact(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(fold),
        HirKind::Class(class) => {
            characters(class).filter(|all| all.len() == 1).and_then(|all| all.into_iter().next())
        }
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Concat(parts) => {
            let parts: Option<Vec<_>> =
                parts.iter().filter(|part| !is_empty(part)).map(exact).collect();
            parts.map(|parts| parts.concat())
        }
        _ => None,
    }
}

/// Look-around takes no room: `\b` between two letters does not part them.
fn is_empty(hir: &Hir) -> bool {
    matches!(hir.kind(), HirKind::Look(_) | HirKind::Empty)
}

/// What the parts of a sequence need, neighbouring literal parts as one text.
fn of_sequence(parts: &[Hir]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut run = String::new();
    for part in parts.iter().filter(|part| !is_empty(part)) {
        if let Some(text) = exact(part) {
            run.push_str(&text);
            continue;
        }
        needs.push(BTreeSet::from([std::mem::take(&mut run)]));
        needs.extend(literals(part));
    }
    needs.push(BTreeSet::from([run]));
    needs.retain(|need| need.iter().all(|text| !text.is_empty()));
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(source: &str) -> Vec<Vec<String>> {
        let needs = Expression::trusted(source).needs;
        needs.into_iter().map(|need| need.into_iter().collect()).collect()
    }

    #[test]
    fn the_literals_of_a_pattern_are_found_through_case_and_groups() {
        assert_eq!(needs(r"(?i)\b(?P<found>sangat [a-z]+ sekali)\b"), [["sangat "], [" sekali"]]);
        assert_eq!(needs(r"(?:^|[^0-9])(?:persen|percent)\b"), [["percent", "persen"]]);
        assert_eq!(needs(r"\[(?:nama|kota)\]").len(), 3);
        assert!(needs(r"\p{Lu}\p{Ll}+").is_empty());
    }

    #[test]
    fn a_bomb_is_refused() {
        assert!(Expression::checked("(a{1000}){1000}").is_err());
        assert!(Expression::checked("a*").is_err());
    }
}
