//! The words of a folded text with their keys, found once for all indexes of phrases.
//!
//! Six indexes ask for every word of a text; each of them found and hashed the words anew, which was a
//! twentieth of a run.

use std::ops::Range;

/// A word of a folded text: a run of letters, digits and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyedWord {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// Equal for equal words.
    pub key: u32,
    /// Equal where the word before it, and the one byte between them, are equal, too; 0 when there are
    /// more of them, or it is none of ASCII.
    pub pair: u32,
}

impl KeyedWord {
    /// The word itself.
    #[must_use]
    pub fn of_text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The words of a text of at most 4 GiB, in order.
#[must_use]
pub fn keyed_words(text: &str) -> Vec<KeyedWord> {
    // a word and its blank take six bytes or more in most languages
    let mut words = Vec::with_capacity(text.len() / 6);
    words.extend(iterate(text));
    words
}

/// The first word of a text, with its key or, where one byte parts it from a second one, that of both.
#[must_use]
pub fn first(text: &str) -> Option<(Range<usize>, u32)> {
    let start = next_start(text, 0)?;
    let (end, key) = end_and_key(text, start);
    let joint = text.as_bytes().get(end).copied();
    let is_next = |byte: &u8| byte.is_ascii_alphanumeric();
    let second = match joint.filter(u8::is_ascii) {
        Some(_) if text.as_bytes().get(end + 1).is_some_and(is_next) => Some(end + 1),
        // a word that does not begin with a letter of ASCII
        _ => next_start(text, end).filter(|next| *next == end + 1),
    };
    let both =
        second.zip(joint).map(|(second, joint)| pair(key, joint, end_and_key(text, second).1));
    Some((start..end, both.unwrap_or(key)))
}

/// The key that [`first`] gives for a text when it is folded; `None` where more than capitals of ASCII may have
/// to be folded for it, or the text does not begin with a word.
#[must_use]
pub fn key_of_plain(text: &str) -> Option<u32> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'`';
    let (mut first, mut second) = (START, START);
    let (end, joint) = ascii_letters(text.as_bytes(), &mut first);
    let first = Some(finished(first)).filter(|_| end > 0)?;
    let Some(joint) = joint else { return Some(first) };
    let (length, after) = ascii_letters(text.as_bytes().get(end + 1..)?, &mut second);
    let is_known = is_plain(joint) && after.is_none_or(is_plain);
    let key = if length == 0 { first } else { pair(first, joint, finished(second)) };
    is_known.then_some(key)
}

fn iterate(text: &str) -> impl Iterator<Item = KeyedWord> {
    let narrow = |byte: usize| u32::try_from(byte).expect("texts over 4 GiB are refused");
    let mut next = next_start(text, 0);
    // the word before, and the byte behind it
    let mut before: Option<(u32, u8)> = None;
    std::iter::from_fn(move || {
        let start = next?;
        let (end, key) = end_and_key(text, start);
        next = next_start(text, end);
        let joint = match next.and_then(|next| text.as_bytes().get(end..next)) {
            Some([joint]) => Some((key, *joint)),
            _ => None,
        };
        let pair = before.map_or(0, |(before, joint)| pair(before, joint, key));
        before = joint;
        Some(KeyedWord { start: narrow(start), end: narrow(end), key, pair })
    })
}

/// The key of a whole word, or of a part of one.
#[must_use]
pub fn key(word: &str) -> u32 {
    key_of(word.bytes())
}

/// The key of a word that is given byte by byte.
pub fn key_of(word: impl Iterator<Item = u8>) -> u32 {
    finished(word.fold(START, mixed))
}

/// The key of a word behind another one, with one byte between them; never 0.
#[must_use]
pub fn pair(before: u32, joint: u8, word: u32) -> u32 {
    let joined = (before.rotate_left(5) ^ word).wrapping_mul(PRIME);
    finished(mixed(joined, joint)).max(1)
}

/// The key of a part of a word behind the same one.
#[must_use]
pub fn pair_of_part(text: &str, before: KeyedWord, word: KeyedWord, part: u32) -> u32 {
    let joint = text.as_bytes().get(before.end as usize).copied().unwrap_or_default();
    if word.pair == 0 { 0 } else { pair(before.key, joint, part) }
}

/// The hash FNV-1a (Fowler, Noll, Vo; 32 bits): short words, no attacker, since a found phrase is
/// compared in full.
const START: u32 = 0x811C_9DC5;
const PRIME: u32 = 0x0100_0193;

const fn mixed(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(PRIME)
}

/// The high bits choose the place in an index, so they must depend on all of the word.
const fn finished(hash: u32) -> u32 {
    hash ^ (hash << 15)
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        let c = text.get(at..)?.chars().next()?;
        if is_inside(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Where the word ends that begins at `start`, and its key. Capitals of ASCII count as small letters.
fn end_and_key(text: &str, start: usize) -> (usize, u32) {
    let bytes = text.as_bytes();
    let (mut at, mut hash) = (start, START);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (letters, after) = ascii_letters(rest, &mut hash);
        at += letters;
        if after.is_none_or(|byte| byte.is_ascii()) {
            break;
        }
        let next = text.get(at..).and_then(|rest| rest.chars().next());
        let Some(c) = next.filter(|&c| is_inside(c)) else { break };
        hash = c.encode_utf8(&mut [0; 4]).bytes().fold(hash, mixed);
        at += c.len_utf8();
    }
    (at, finished(hash))
}

/// Mixes the letters and digits of ASCII at the beginning into a hash: how many there are, and the byte behind.
#[inline]
fn ascii_letters(bytes: &[u8], hash: &mut u32) -> (usize, Option<u8>) {
    for (at, &byte) in bytes.iter().enumerate() {
        match SMALL_LETTER[usize::from(byte)] {
            0 => return (at, Some(byte)),
            letter => *hash = mixed(*hash, letter),
        }
    }
    (bytes.len(), None)
}

/// For each byte the small letter or digit of ASCII that it is; 0 for others.
static SMALL_LETTER: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0_u8;
    loop {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            break letters;
        }
        byte += 1;
    }
};

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Whether every script of a text parts its words by blanks.
#[must_use]
pub fn is_parted(text: &str) -> bool {
    // what begins with a lower byte is Latin, Cyrillic, Greek, Hebrew or Arabic
    let far = text.bytes().enumerate().filter(|&(_, byte)| byte >= 0xE0);
    let mut far = far.filter_map(|(at, _)| text.get(at..)?.chars().next());
    far.all(parts_words)
}

/// Whether the script of a character parts its words by blanks.
fn parts_words(c: char) -> bool {
    // Thai, Lao, Myanmar, Khmer; kana, Han and Hangul
    !matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        let text = "di-update “g20”  tahun ini, café";
        let words = keyed_words(text);
        let found: Vec<_> = words.iter().map(|word| word.of_text(text)).collect();
        assert_eq!(found, ["di", "update", "g20", "tahun", "ini", "café"]);
        let is_paired: Vec<_> = words.iter().map(|word| word.pair != 0).collect();
        assert_eq!(is_paired, [false, true, false, false, true, false]);
        assert!(words.iter().all(|word| word.key == key(word.of_text(text))));
    }

    #[test]
    fn a_plain_text_has_the_key_of_its_folded_one() {
        for text in ["Inflation", "South China Sea", "di-Update", "U.S. army", "G20", "a, b", "a "]
        {
            let key = first(&text.to_lowercase()).map(|(_, key)| key);
            assert_eq!(key_of_plain(text), key, "{text}");
        }
        for text in
            ["", "(kiri)", "caf\u{e9}", "cafe\u{301}", "di\u{2019}update", "di`x", "di \u{e9}tat"]
        {
            assert_eq!(key_of_plain(text), None, "{text}");
        }
    }
}
