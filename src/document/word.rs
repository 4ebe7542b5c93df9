//! Words: runs of letters, marks and digits, with apostrophes and hyphens between them.

use crate::text::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub shape: Shape,
    /// Its sentence, by index.
    pub sentence: usize,
    /// Whether it begins its sentence.
    pub is_first: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `kata`
    Lower,
    /// `Kata`, `Jawa-Bali`, or a single capital
    Capital,
    /// `NATO`
    Upper,
    /// `iPhone`, `GoTo`
    Mixed,
    /// With a digit: `2024`, `G20`
    Number,
    /// Part of a URL, an e-mail address, a handle or a file name: never language
    Opaque,
}

impl Shape {
    /// Whether it looks like a name: any shape with a capital letter.
    #[must_use]
    pub const fn is_capitalised(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Mixed)
    }
}

/// Appends the words of `span` to `words`.
pub fn words(text: &str, span: Span, sentence: usize, words: &mut Vec<Word>) {
    let slice = span.of_text(text);
    let (mut opaque_until, mut token_until, mut may_be_address) = (0, 0, false);
    let first = words.len();
    let mut at = 0;
    while let Some(c) = char_at(slice, at) {
        let start = at;
        at += c.len_utf8();
        if !c.is_alphanumeric() {
            continue;
        }
        if start >= opaque_until {
            if start >= token_until {
                (token_until, may_be_address) = token_end(slice, start);
            }
            opaque_until = opaque_end(slice, start, token_until, may_be_address);
        }
        // a script without blanks goes on right behind an address, as another word
        let address = Some(opaque_until).filter(|_| start < opaque_until);
        at = word_end(slice, at, address);
        let end = at;
        let shape = if start < opaque_until {
            Shape::Opaque
        } else {
            shape(slice.get(start..end).unwrap_or(""))
        };
        let is_first = words.len() == first;
        words.push(Word {
            span: Span::new(start, end).shifted(span.start()),
            shape,
            sentence,
            is_first,
        });
    }
}

/// The character at a byte, which for most texts is one of ASCII.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Where the word ends that goes on at a byte; one of an address that ends at `address` goes on behind it
/// in ASCII alone.
fn word_end(text: &str, mut at: usize, address: Option<usize>) -> usize {
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        // of ASCII no character is a mark: the tables are not asked
        at += rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let Some(next) = char_at(text, at) else { return at };
        let joins = !next.is_ascii() && is_letter_or_mark(next) && address != Some(at)
            || is_joint(next) && followed_by_letter(text, at, next);
        if !joins {
            return at;
        }
        at += next.len_utf8();
    }
}

fn is_letter_or_mark(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

const fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '‑' | 'ʼ' | '\u{AD}' | '\u{200D}' | '\u{200C}')
}

fn followed_by_letter(text: &str, at: usize, joint: char) -> bool {
    let rest = text.get(at + joint.len_utf8()..).unwrap_or_default();
    rest.chars().next().is_some_and(char::is_alphanumeric)
}

/// No address has more bytes: browsers and servers take about 2,000. Text without a blank may have
/// megabytes, and would be searched from every word to its end.
const LONGEST_ADDRESS: usize = 2048;

/// Where the next blank or quotation mark stands, and whether what is before it has a mark of addresses.
fn token_end(text: &str, start: usize) -> (usize, bool) {
    let most = text.len().min(start + LONGEST_ADDRESS);
    let (mut at, mut may_be_address) = (start, false);
    while at < most {
        match char_at(text, at) {
            None | Some('<' | '>' | '"' | '“' | '”' | '\t'..='\r' | ' ') => break,
            Some(':' | '.' | '@' | '_') => may_be_address = true,
            Some(c) if !c.is_ascii() && c.is_whitespace() => break,
            Some(c) => at += c.len_utf8() - 1,
        }
        at += 1;
    }
    (at, may_be_address)
}

/// Where the URL, address, handle or file name ends that begins at `start`; `start` when none does.
fn opaque_end(text: &str, start: usize, token_end: usize, may_be_address: bool) -> usize {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    if !may_be_address && !matches!(before, Some('@' | '#' | '&')) {
        return start;
    }
    let rest = text.get(start..).unwrap_or_default();
    let token = rest
        .get(..token_end - start)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    if let Some(name) = (before == Some('&')).then(|| token_of_reference(rest)).flatten() {
        return start + name.len();
    }
    // a script without blanks goes on right behind a file name: `pyproject.tomlを`
    let token = if token.contains("://") { token } else { before_unspaced(token) };
    let is_opaque = matches!(before, Some('@' | '#')) || is_address(token);
    if is_opaque { start + token.len() } else { start }
}

/// A token up to the first character of a script without blanks, or of one whose endings follow directly.
fn before_unspaced(token: &str) -> &str {
    let is_unspaced = |c: char| {
        matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
            | '\u{FF00}'..='\u{FFEF}')
    };
    let end = if token.is_ascii() { None } else { token.find(is_unspaced) };
    token.get(..end.unwrap_or(token.len())).unwrap_or(token)
}

/// The `amp` of `&amp;`: a name of markup, not a word.
fn token_of_reference(rest: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    let end = rest.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric())?;
    rest.get(end..)?.starts_with(';').then(|| rest.get(..end)).flatten()
}

fn is_address(token: &str) -> bool {
    token.contains("://") || token.starts_with("www.") || is_mail(token) || is_domain_or_file(token)
}

fn is_mail(token: &str) -> bool {
    token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// `tempo.co`, `src/main.rs`, `Node.js`, `a_b.txt`: a point between letters, lower case behind it.
fn is_domain_or_file(token: &str) -> bool {
    if token.contains('_') && token.is_ascii() {
        return true;
    }
    let host = token.split('/').next().unwrap_or_default();
    let Some((name, tail)) = host.rsplit_once('.') else { return false };
    let plain =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    let ending = (2..=LONGEST_ENDING).contains(&tail.len())
        && tail.bytes().all(|byte| byte.is_ascii_lowercase());
    ending
        && !name.is_empty()
        && plain(name)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && is_ending(tail)
}

/// `museum` and `example` have seven letters.
const LONGEST_ENDING: usize = 8;

/// The endings of domains and files: `rules/shared/lists/address-endings.txt`.
fn is_ending(tail: &str) -> bool {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;
    static ENDINGS: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| crate::data::lists::entries("shared", "address-endings").collect());
    ENDINGS.contains(tail)
}

/// How a word is written that is no part of an address.
#[must_use]
pub fn shape(word: &str) -> Shape {
    // most words
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.is_empty() {
        return Shape::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    if word.chars().any(char::is_numeric) {
        return Shape::Number;
    }
    let Some(first) = letters.next() else { return Shape::Number };
    let first_upper = first.is_uppercase();
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first_upper, upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 1.., 0) => Shape::Upper,
        (true, 0, _) => Shape::Capital,
        _ if is_hyphenated_name(word) => Shape::Capital,
        _ => Shape::Mixed,
    }
}

/// `Jawa-Bali`, `Indo-Pasifik`, `O'Brien`: every part is capitalised.
fn is_hyphenated_name(word: &str) -> bool {
    let mut parts = word.split(is_joint).filter(|part| !part.is_empty());
    word.contains(is_joint)
        && parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(&str, Shape)> {
        let mut found = Vec::new();
        words(text, Span::of(text), 0, &mut found);
        found.iter().map(|word| (word.span.of_text(text), word.shape)).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_join() {
        let expected = [
            ("Jum'at", Shape::Capital),
            ("di-update", Shape::Lower),
            ("GoTo", Shape::Mixed),
            ("AS", Shape::Upper),
            ("G20", Shape::Number),
        ];
        assert_eq!(shapes("Jum'at, di-update: GoTo - AS G20"), expected);
    }

    #[test]
    fn addresses_are_no_language() {
        let text = "Lihat https://a.example/the-market?x=1 atau tempo.co, @the_market.";
        let opaque: Vec<_> =
            shapes(text).into_iter().filter(|(_, shape)| *shape != Shape::Opaque).collect();
        assert_eq!(opaque, [("Lihat", Shape::Capital), ("atau", Shape::Lower)]);
    }

    #[test]
    fn a_missing_space_after_a_full_stop_is_no_address() {
        assert_eq!(shapes("retak.warga").len(), 2);
        assert_eq!(shapes("retak.warga")[1].1, Shape::Lower);
    }
}
