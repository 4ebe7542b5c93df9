//! What a text must hold so that a regular expression can match in it.
//!
//! Compiling all patterns of a language takes 60 ms, and most articles need a few. Each says which short
//! texts a match must hold: one of these, and one of those. One pass over an article tells which patterns are
//! worth compiling and searching there.

use super::edges::{End, edge};
use crate::text::edge::{Edge, is_word_byte};
use crate::text::needles::{ANY_DIGIT, Needle, either_case};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// Texts of which a match holds at least one.
pub type Need = Vec<Needle>;

/// So many needs of one pattern are looked for.
pub const MOST_NEEDS: usize = 3;
/// One part of an expression may have so many texts.
const MOST_TEXTS: usize = 240;
/// More alternatives of a whole expression are no filter.
const MOST_OF_NEED: usize = 1000;
/// A class of more characters says little about what a text must hold.
const LARGEST_CLASS: usize = 12;
/// A needle has no more bytes: longer texts are no rarer.
const LONGEST: usize = 48;

/// All that a part of an expression can match, as the bytes of needles.
type Texts = Vec<Vec<u8>>;

/// What every match of an expression holds; nothing when it is no valid expression.
#[must_use]
pub fn of_source(source: &str) -> Vec<Need> {
    regex_syntax::parse(source).map_or_else(|_| Vec::new(), |hir| needs(&hir))
}

/// What every match of an expression holds, the most telling first.
#[must_use]
pub fn needs(hir: &Hir) -> Vec<Need> {
    let found = match hir.kind() {
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Concat(parts) => of_sequence(parts),
        HirKind::Alternation(branches) => of_branches(branches),
        _ => of_sequence(std::slice::from_ref(hir)),
    };
    let telling =
        |need: &Need| !need.is_empty() && need.len() <= MOST_OF_NEED && need.iter().all(is_telling);
    let mut needs: Vec<Need> = found.into_iter().filter(telling).collect();
    needs.sort_by_key(|need| std::cmp::Reverse(weight(need)));
    needs.truncate(MOST_NEEDS);
    // digits and pairs of letters are in nearly every article: to look for one costs more than it tells
    if needs.iter().any(|need| !is_common(need)) {
        needs.retain(|need| !is_common(need));
    }
    needs
}

fn is_common(need: &Need) -> bool {
    let is_letter = |byte: &u8| matches!(byte, 1..=26 | b'a'..=b'z');
    need.iter().any(|needle| match &*needle.bytes {
        [byte] => *byte == ANY_DIGIT,
        [first, second] => is_letter(first) && is_letter(second),
        _ => false,
    })
}

/// How rarely a text holds what is needed: by the poorest alternative, then by their number.
fn weight(need: &Need) -> (usize, std::cmp::Reverse<usize>) {
    let one = |byte: &u8| match byte {
        b' ' => 0,
        b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~' => 3,
        _ => 1,
    };
    let rarity = |needle: &Needle| needle.bytes.iter().map(one).sum::<usize>();
    (need.iter().map(rarity).min().unwrap_or(0).min(6), std::cmp::Reverse(need.len()))
}

/// One letter stands in any text; one digit or mark does not.
fn is_telling(needle: &Needle) -> bool {
    match &*needle.bytes {
        [] => false,
        [byte] => *byte == ANY_DIGIT || byte.is_ascii_punctuation() && !b"\"'.,-".contains(byte),
        _ => true,
    }
}

/// A match of one of the branches holds what that branch needs.
fn of_branches(branches: &[Hir]) -> Vec<Need> {
    let all: Vec<Vec<Need>> = branches.iter().map(needs).collect();
    let fewest = all.iter().map(Vec::len).min().unwrap_or(0);
    let mut of_ranks = vec![Need::new(); fewest];
    for of_branch in all {
        for (all, own) in of_ranks.iter_mut().zip(of_branch) {
            all.extend(own);
        }
    }
    of_ranks
}

/// The part of a sequence whose texts are known, while it is read.
struct Run {
    texts: Texts,
    before: Edge,
    /// Whether a word begins where the run does.
    starts_word: bool,
    /// Whether a word ends where the run does.
    ends_word: bool,
}

impl Run {
    fn after(before: Edge) -> Self {
        Self { texts: vec![Vec::new()], before, starts_word: false, ends_word: false }
    }

    fn is_empty(&self) -> bool {
        self.texts.iter().all(Vec::is_empty)
    }

    /// Goes on with one of some texts; says no when these are too many.
    fn join(&mut self, texts: &Texts) -> bool {
        if !can_join(&self.texts, texts) {
            return false;
        }
        self.texts = product(std::mem::take(&mut self.texts), texts).unwrap_or_default();
        self.ends_word = false;
        true
    }

    fn look(&mut self, look: Look) {
        match look {
            Look::WordUnicode | Look::WordAscii if self.is_empty() => self.starts_word = true,
            Look::WordUnicode | Look::WordAscii => self.ends_word = true,
            Look::Start if self.is_empty() => self.before = Edge::NONE,
            _ => {}
        }
    }

    /// The need of the run, when `after` may follow it.
    fn need(self, after: Edge) -> Need {
        let edge = |is_word: bool, byte: Option<&u8>, edge: Edge| {
            let inside = byte.is_some_and(|&byte| byte <= 26 || is_word_byte(byte));
            if is_word && inside { edge.and(Edge::OUTSIDE_WORDS) } else { edge }
        };
        let needle = |bytes: Vec<u8>| {
            let before = edge(self.starts_word, bytes.first(), self.before);
            let after = edge(self.ends_word, bytes.last(), after);
            Needle::new(bytes, before, after)
        };
        self.texts.into_iter().map(needle).collect()
    }
}

/// What the parts of a sequence need, neighbouring parts whose texts are known as one text.
fn of_sequence(parts: &[Hir]) -> Vec<Need> {
    let mut found: Vec<Need> = Vec::new();
    let mut run = Run::after(Edge::ANY);
    for (index, part) in parts.iter().enumerate() {
        if let HirKind::Look(look) = part.kind() {
            run.look(*look);
            continue;
        }
        if texts(part).is_some_and(|texts| run.join(&texts)) {
            continue;
        }
        let mut following = edge(parts.get(index..).unwrap_or_default(), End::First);
        if least(part).is_some_and(|least| run.join(&least)) {
            following = Edge::ANY;
        }
        let before = edge(parts.get(..=index).unwrap_or_default(), End::Last);
        found.push(std::mem::replace(&mut run, Run::after(before)).need(following));
        found.extend(needs_inside(part));
    }
    found.push(run.need(Edge::ANY));
    found
}

/// The needs of a part whose texts are not all known; of one character there are none.
fn needs_inside(part: &Hir) -> Vec<Need> {
    match part.kind() {
        HirKind::Capture(_) | HirKind::Concat(_) | HirKind::Alternation(_) => needs(part),
        HirKind::Repetition(repetition) if repetition.min > 0 => needs_inside(&repetition.sub),
        _ => Vec::new(),
    }
}

/// All texts that a part can match; `None` when there are too many.
fn texts(hir: &Hir) -> Option<Texts> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![Vec::new()]),
        HirKind::Literal(literal) => {
            let is_plain = literal.0.iter().all(|byte| !byte.is_ascii_control());
            is_plain.then(|| vec![literal.0.iter().map(|&byte| one_byte(byte)).collect()])
        }
        HirKind::Class(Class::Unicode(class)) => characters(class),
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Capture(capture) => texts(&capture.sub),
        HirKind::Repetition(repetition) => {
            let sub = texts(&repetition.sub)?;
            let mut all = times(&sub, repetition.min)?;
            for count in repetition.min + 1..=repetition.max? {
                all.extend(times(&sub, count)?);
            }
            few(all)
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![Vec::new()], |so_far, part| product(so_far, &texts(part)?))
        }
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Texts>> = branches.iter().map(texts).collect();
            few(all?.into_iter().flatten().collect())
        }
    }
}

/// What a part that may be repeated without end holds at least, where it begins.
fn least(hir: &Hir) -> Option<Texts> {
    match hir.kind() {
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            times(&texts(&repetition.sub)?, repetition.min)
        }
        _ => None,
    }
}

fn times(texts: &Texts, count: u32) -> Option<Texts> {
    (0..count).try_fold(vec![Vec::new()], |so_far, _| product(so_far, texts))
}

/// Every head with every tail; `None` when these are too many, or too long.
fn product(mut heads: Texts, tails: &Texts) -> Option<Texts> {
    if !can_join(&heads, tails) {
        return None;
    }
    if let [tail] = tails.as_slice() {
        for head in &mut heads {
            head.extend(tail);
        }
        return Some(heads);
    }
    Some(
        heads
            .iter()
            .flat_map(|head| tails.iter().map(|tail| [&**head, &**tail].concat()))
            .collect(),
    )
}

fn can_join(heads: &Texts, tails: &Texts) -> bool {
    let longest = |texts: &Texts| texts.iter().map(Vec::len).max().unwrap_or(0);
    heads.len().saturating_mul(tails.len()) <= MOST_TEXTS
        && longest(heads) + longest(tails) <= LONGEST
}

fn few(mut texts: Texts) -> Option<Texts> {
    texts.sort_unstable();
    texts.dedup();
    Some(texts).filter(fits)
}

fn fits(texts: &Texts) -> bool {
    texts.len() <= MOST_TEXTS && texts.iter().all(|text| text.len() <= LONGEST)
}

/// The byte of a needle for one of a text: digits are all alike.
const fn one_byte(byte: u8) -> u8 {
    if byte.is_ascii_digit() { ANY_DIGIT } else { byte }
}

/// The characters of a small class, digits as one, a letter in both cases as one.
fn characters(class: &ClassUnicode) -> Option<Texts> {
    if let Some(letter) = one_letter(class) {
        return Some(vec![vec![either_case(letter)]]);
    }
    let mut all: Texts = Vec::new();
    for range in class.ranges() {
        let is_digits = range.start().is_ascii_digit() && range.end().is_ascii_digit();
        if is_digits {
            all.push(vec![ANY_DIGIT]);
        } else if range.len() > LARGEST_CLASS || all.len() > LARGEST_CLASS * 2 {
            return None;
        } else {
            let characters = (range.start()..=range.end()).filter(|c| !is_odd_case(*c));
            all.extend(characters.map(|c| c.encode_utf8(&mut [0; 4]).as_bytes().to_vec()));
        }
    }
    let has = |byte: u8| all.contains(&vec![byte]);
    let merged = all.iter().map(|text| match text.as_slice() {
        [byte] if byte.is_ascii_control() && *byte != ANY_DIGIT => None,
        [byte] if byte.is_ascii_alphabetic() && has(byte ^ 0x20) => Some(vec![either_case(*byte)]),
        _ => Some(text.clone()),
    });
    few(merged.collect::<Option<Texts>>()?).filter(|texts| texts.len() <= LARGEST_CLASS)
}

/// The letter of a class that holds one letter of ASCII in both cases: most classes, where case does not
/// matter.
fn one_letter(class: &ClassUnicode) -> Option<u8> {
    let [capital, small, rest @ ..] = class.ranges() else { return None };
    let letter = u8::try_from(small.start()).ok().filter(u8::is_ascii_lowercase)?;
    let is_one = |range: &ClassUnicodeRange| range.start() == range.end();
    let is_odd = |range: &ClassUnicodeRange| is_one(range) && is_odd_case(range.start());
    let are_cases = capital.start() == char::from(letter.to_ascii_uppercase());
    (are_cases && is_one(capital) && is_one(small) && rest.iter().all(is_odd)).then_some(letter)
}

/// The long s and the sign of kelvin, which a class has beside `s` and `k` where case does not matter: no
/// article is written with them.
const fn is_odd_case(c: char) -> bool {
    matches!(c, 'ſ' | '\u{212A}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::needles::Needles;

    /// Whether a text holds one of each need of an expression.
    fn may_match(source: &str, text: &str) -> bool {
        let needs = needs(&regex_syntax::parse(source).unwrap());
        assert!(!needs.is_empty(), "{source}");
        needs.into_iter().all(|need| {
            let mut met = false;
            Needles::new(need).find(text.as_bytes(), |_| met = true);
            met
        })
    }

    #[test]
    fn a_text_that_matches_holds_what_is_needed() {
        for (source, text) in [
            (r"(?i)\b(?P<found>sangat [a-z]+ sekali)\b", "Sangat mahal SEKALI"),
            (r"(?:^|[^0-9])(?:persen|percent)\b", "2 percent"),
            (r"\[(?:nama|kota)\]", "di [kota]"),
            (r"\b(?P<a>[A-Z]{2,6})(?:nya|ku)\b", "KTPku"),
            (r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:[^0-9]|$)", "7,100,000"),
            (r"(?:\(X{3,}\)|\b[Xx]{2} persen\b)", "xx persen"),
            (r"(?:^|\s)(?:isn|don)['’]t(?:\s|$)", "don’t"),
        ] {
            assert!(regex::Regex::new(source).unwrap().is_match(text), "{source}");
            assert!(may_match(source, text), "{source}");
        }
    }

    #[test]
    fn a_text_that_cannot_match_is_told_by_its_edges_and_digits() {
        for (source, text) in [
            (r"\b(?P<a>[A-Z]{2,6})(?:nya|ku)\b", "bukunya kuat KTPnyata"),
            (r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}", "7,100"),
            (r"(?:^|\s)(?:isn|don)['’]t(?:\s|$)", "dont 't isn"),
            (r"(?:^|\s)(?P<p>di|ber)(?P<a>[A-Z]{2,5})", "di kota beras"),
        ] {
            assert!(!may_match(source, text), "{source}");
        }
    }
}
