//! A name misspelt once: "Haaland" and "Halaand" in one article.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Related, Safety, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Standing;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(super) static DEF: Def = Def {
    id: "name/similar",
    summary: "a name that is spelt otherwise by one letter elsewhere in the article",
    why: "Machine translation spells a name anew each time it meets it. Only long names count that differ by one slip inside the word: names that \
          differ at the end (Petrov, Petrova) are two people.",
    severity: Severity::Warning,
    confidence: 85,
    mqm: "terminology/inconsistent",
    bad: &[
        "Pelatih Bastian Lorwinsky memuji tim. Menurut Lorwinsky, laga itu berat. ⟦Lowrinsky⟧ lalu pulang.",
    ],
    good: &[
        "Marina Petrova dan Igor Petrov tiba bersama.",
        "Daniel Lorwin menang atas Daniela Lorwin.",
        "Kurdistan dan Kurdi dibahas.",
        "Bambang Hartono dan Budi Hartanto menandatangani perjanjian itu.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// Shorter names differ by one letter by nature (Iran, Irak).
const SHORTEST: usize = 6;
/// A longer word is no name of a person or place.
const LONGEST: usize = 60;

struct SimilarNames;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(SimilarNames)
}

/// A name with its places, and the words that stand before it.
#[derive(Default)]
struct Name {
    places: Vec<usize>,
}

impl Check for SimilarNames {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let mut names: BTreeMap<String, Name> = BTreeMap::new();
        for (index, word) in context.document.words.iter().enumerate() {
            if word.shape != Shape::Capital {
                continue;
            }
            let text = context.document.slice(word.span);
            let is_name = (SHORTEST..=LONGEST).contains(&text.chars().count())
                && !text.contains(['-', '\'', '’']);
            if is_name && context.standing(index) == Standing::Unknown {
                names.entry(folded(text)).or_default().places.push(index);
            }
        }
        for (left, right) in slips(&names) {
            if let (Some(left), Some(right)) = (names.get(left), names.get(right)) {
                out.extend(report(left, right, context));
            }
        }
    }
}

/// The pairs of names that differ by one slip. Every slip of a name is made and looked up: to compare
/// each name with each would take minutes for a list of a hundred thousand.
fn slips(names: &BTreeMap<String, Name>) -> BTreeSet<(&str, &str)> {
    let mut sums: Vec<u32> = names.keys().map(|name| sum(name)).collect();
    sums.sort_unstable();
    let mut pairs = BTreeSet::new();
    for name in names.keys() {
        // nearly no slip is a name: of a name in ASCII its letters tell, before it is written
        let others: Vec<String> = if name.is_ascii() {
            slips_of_ascii(name, &sums)
        } else {
            let slips = without_one(name).chain(with_two_swapped(name));
            slips.chain(std::iter::once(bare(name))).collect()
        };
        for other in others {
            let Some((other, _)) = names.get_key_value(&other) else { continue };
            let (left, right) = if name < other { (name, other) } else { (other, name) };
            if left != right && is_slip(left, right) {
                pairs.insert((left.as_str(), right.as_str()));
            }
        }
    }
    pairs
}

/// The slips of a name in ASCII with whose letters a name is written; `sums` are those of all names, sorted.
fn slips_of_ascii(name: &str, sums: &[u32]) -> Vec<String> {
    let own = sum(name);
    let mut slips: Vec<String> = Vec::new();
    for (at, byte) in name.bytes().enumerate() {
        if sums.binary_search(&own.wrapping_sub(of_letter(byte))).is_ok() {
            slips.extend(without_one(name).nth(at));
        }
    }
    // another name with the same letters
    let first = sums.partition_point(|&sum| sum < own);
    if sums.get(first + 1) == Some(&own) {
        slips.extend(with_two_swapped(name));
    }
    slips
}

/// A number that names of the same letters have in common, in whatever order they are.
fn sum(name: &str) -> u32 {
    name.bytes().map(of_letter).fold(0, u32::wrapping_add)
}

/// What one letter adds. Other letters may have the same sum: that costs a look at the name, no finding.
fn of_letter(byte: u8) -> u32 {
    let byte = u32::from(byte);
    (byte * byte * byte).wrapping_mul(0x9E37_79B1)
}

/// The name without each of its letters.
fn without_one(name: &str) -> impl Iterator<Item = String> {
    name.char_indices().map(|(at, c)| {
        let (head, tail) = (name.get(..at), name.get(at + c.len_utf8()..));
        [head.unwrap_or_default(), tail.unwrap_or_default()].concat()
    })
}

/// The name with each two neighbours swapped.
fn with_two_swapped(name: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = name.chars().collect();
    (1..letters.len()).map(move |at| {
        let mut swapped = letters.clone();
        swapped.swap(at - 1, at);
        swapped.into_iter().collect()
    })
}

/// Whether two folded names differ by one slip of the pen inside the word: two letters swapped, one
/// doubled or halved, or (in long names) one changed.
fn is_slip(a: &str, b: &str) -> bool {
    if bare(a) == bare(b) {
        return true;
    }
    if a.chars().next() != b.chars().next() || a.chars().next_back() != b.chars().next_back() {
        return false;
    }
    strsim::osa_distance(a, b) == 1 && is_swap_or_double(a, b)
}

/// A name without the marks on its letters: `Balcázar` and `Balcazar` are one.
fn bare(name: &str) -> String {
    name.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// A swap or a doubled letter is a slip; a changed vowel may be another name (Hartono, Hartanto).
fn is_swap_or_double(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() == b.len() {
        let differing: Vec<_> =
            a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
        return differing.len() == 2;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    // the letter that is too many repeats its neighbour, or the slip lies deep inside a long name
    same > 0 && (long.get(same) == long.get(same - 1) || long.len() > SHORTEST + 2)
}

fn report(left: &Name, right: &Name, context: &Context<'_>) -> Option<Diagnostic> {
    let document = context.document;
    let (first_left, first_right) = (*left.places.first()?, *right.places.first()?);
    let left_is_right = match left.places.len().cmp(&right.places.len()) {
        std::cmp::Ordering::Equal => first_left < first_right,
        more => more.is_gt(),
    };
    let (good, bad) = if left_is_right { (left, right) } else { (right, left) };
    if bad.places.len() > 1 || have_other_given_names(good, bad, context) {
        return None;
    }
    let span_of = |name: &Name| {
        name.places.first().and_then(|&index| document.words.get(index)).map(|word| word.span)
    };
    let (good, bad): (Span, Span) = (span_of(good)?, span_of(bad)?);
    let right_form = document.slice(good).to_owned();
    let mut finding = DEF.report(
        bad,
        format!("`{}` is spelt `{right_form}` elsewhere in this article", document.slice(bad)),
    );
    finding.related.push(Related {
        path: None,
        rule: DEF.id.to_owned(),
        message: format!("written `{right_form}` here"),
        span: good,
    });
    Some(finding.with_fix(Fix::replace(bad, right_form, Safety::Review)))
}

/// Whether both stand behind given names, and these differ: two people.
fn have_other_given_names(a: &Name, b: &Name, context: &Context<'_>) -> bool {
    let given = |name: &Name| {
        name.places.iter().find_map(|&index| {
            let before =
                index.checked_sub(1).filter(|&before| context.is_adjacent(before, index))?;
            let word = context.document.words.get(before)?;
            let is_given =
                word.shape == Shape::Capital && context.standing(before) != Standing::Native;
            is_given.then(|| folded(context.document.slice(word.span)))
        })
    };
    matches!((given(a), given(b)), (Some(left), Some(right)) if left != right)
}
