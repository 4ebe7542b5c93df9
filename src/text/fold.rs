//! Text made comparable: NFC, one kind of apostrophe and quotation mark, lower case on request.
//!
//! Folding may change lengths (`İ`, decomposed letters), so the way back to the bytes of the
//! original is kept.

use super::marks::Marks;
use super::span::Span;
use super::words::{self, KeyedWord};
use std::borrow::Cow;
use std::cell::OnceCell;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A folded text and the way back.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where folded and original offsets drift apart: from `folded` on, as far as the next entry.
    drift: Vec<Drift>,
    words: OnceCell<Vec<KeyedWord>>,
    is_parted: OnceCell<bool>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Drift {
    folded: u32,
    original: u32,
    /// Whether the stretch was folded as a whole, so that no place inside it has an original.
    is_solid: bool,
}

impl Folded {
    /// Folds `text` to NFC with plain quotation marks and lower case.
    #[must_use]
    pub fn lower(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let mut at = 0;
        for piece in pieces(text) {
            folded.push_piece(piece, at);
            at += piece.len();
        }
        folded
    }

    /// The words of the folded text with their keys.
    pub fn words(&self) -> &[KeyedWord] {
        self.words.get_or_init(|| words::keyed_words(&self.text))
    }

    /// Whether every script of the text parts its words by blanks.
    pub fn is_parted(&self) -> bool {
        *self.is_parted.get_or_init(|| words::is_parted(&self.text))
    }

    fn push_piece(&mut self, piece: &str, at: usize) {
        let start = self.text.len();
        if piece.is_ascii() {
            self.push_ascii(piece);
            return;
        }
        let mut characters = piece.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        match only.filter(|&c| is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes) {
            Some(c) => self.text.extend(plain(c).to_lowercase()),
            None => self.text.extend(piece.nfc().map(plain).flat_map(char::to_lowercase)),
        }
        if only.is_none() || self.text.len() - start != piece.len() {
            self.push_drift(start, at, true);
            self.push_drift(self.text.len(), at + piece.len(), false);
        }
    }

    /// Few characters of ASCII have a plain one: what lies between them is lowered as a whole.
    fn push_ascii(&mut self, piece: &str) {
        let start = self.text.len();
        let mut done = 0;
        for (at, c) in NOT_PLAIN.places(piece) {
            self.text.push_str(piece.get(done..at).unwrap_or_default());
            self.text.push(plain(c));
            done = at + 1;
        }
        self.text.push_str(piece.get(done..).unwrap_or_default());
        if let Some(piece) = self.text.get_mut(start..) {
            piece.make_ascii_lowercase();
        }
    }

    fn push_drift(&mut self, folded: usize, original: usize, is_solid: bool) {
        let narrow = |byte: usize| u32::try_from(byte).expect("texts over 4 GiB are refused");
        self.drift.push(Drift { folded: narrow(folded), original: narrow(original), is_solid });
    }

    /// The last drift of which `is_before` holds, and how far `folded` lies behind it.
    fn drift(
        &self,
        folded: usize,
        is_before: impl Fn(&Drift) -> bool,
    ) -> (Option<usize>, Drift, usize) {
        let index = self.drift.partition_point(is_before).checked_sub(1);
        let drift = index.and_then(|index| self.drift.get(index)).copied().unwrap_or_default();
        (index, drift, folded - drift.folded as usize)
    }

    /// The byte of the original behind a byte of the folded text; of a stretch that was folded as a
    /// whole, its first.
    #[must_use]
    pub fn original(&self, folded: usize) -> usize {
        let (_, drift, behind) = self.drift(folded, |drift| drift.folded as usize <= folded);
        drift.original as usize + if drift.is_solid { 0 } else { behind }
    }

    /// The span of the original behind a span of the folded text.
    #[must_use]
    pub fn original_span(&self, folded: Span) -> Span {
        let start = self.original(folded.start());
        let end = if folded.is_empty() { start } else { self.original_end(folded.end()) };
        Span::new(start, end)
    }

    /// Where the original of a stretch ends that ends at `folded`.
    fn original_end(&self, folded: usize) -> usize {
        let (index, drift, behind) = self.drift(folded, |drift| (drift.folded as usize) < folded);
        let next = index.filter(|_| drift.is_solid).and_then(|index| self.drift.get(index + 1));
        next.map_or(drift.original as usize + behind, |next| next.original as usize)
    }
}

/// The characters of ASCII that have a plain one, see [`plain`].
static NOT_PLAIN: Marks = Marks::of(&['`', '\n', '\r', '\t']);

/// Cuts a text where folding one part cannot depend on the next: runs of ASCII, and single
/// characters with the marks that follow them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii() { ascii_end(rest) } else { cluster_end(rest) };
        let (piece, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(piece)
    })
}

fn ascii_end(text: &str) -> usize {
    let run = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
    let followed_by_mark =
        text.get(run..).and_then(|rest| rest.chars().next()).is_some_and(is_mark);
    // a letter and the marks on it are folded together
    if followed_by_mark && run > 1 {
        run - 1
    } else if followed_by_mark {
        cluster_end(text)
    } else {
        run
    }
}

fn cluster_end(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    characters.find(|&(_, c)| !is_mark(c)).map_or(text.len(), |(at, _)| at)
}

/// Whether a character may melt into the one before it: marks, and the vowels and finals of Hangul.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}')
}

/// One plain character for all that look like it.
#[must_use]
pub fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{2032}' | '`' | '\u{00B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}' => '"',
        // a line that was wrapped by hand parts words as a blank does
        '\u{00A0}' | '\u{202F}' | '\u{2009}' | '\n' | '\r' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

/// A short text folded to NFC, plain quotation marks and lower case, without the way back.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lowered = String::with_capacity(text.len());
    if is_composed(text) {
        text.chars().for_each(|c| push_lower(plain(c), &mut lowered));
    } else {
        lowered.extend(text.nfc().map(plain).flat_map(char::to_lowercase));
    }
    lowered
}

fn push_lower(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
    } else {
        to.extend(c.to_lowercase());
    }
}

/// Whether a text is in NFC, as far as a quick look tells.
fn is_composed(text: &str) -> bool {
    // letters of Latin, and the dashes and quotation marks of all languages, need no table
    let is_plain = |c: char| matches!(c, ..'\u{300}' | '\u{2010}'..='\u{2027}');
    text.chars().all(is_plain) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// A short text as [`folded`] gives it; borrowed where it is so already.
#[must_use]
pub fn as_folded(text: &str) -> Cow<'_, str> {
    let is_small =
        |byte: u8| matches!(byte, b' '..=b'~') && byte != b'`' && !byte.is_ascii_uppercase();
    if text.bytes().all(is_small) { Cow::Borrowed(text) } else { Cow::Owned(folded(text)) }
}

/// Whether two short texts are the same when both are [`folded`].
#[must_use]
pub fn is_same_folded(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { folded(a) == folded(b) }
}

/// Whether a text is of ASCII, and folding changes nothing but its capitals.
#[must_use]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without a way out, the loop takes many bytes at a time"
)]
pub fn is_plain_ascii(text: &str) -> bool {
    text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~') & (byte != b'`'))
}

/// `text` in NFC with plain quotation marks, its case kept; borrowed where it is so already.
#[must_use]
pub fn as_normal(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(normal(text))
}

/// `text` in NFC with plain quotation marks, its case kept.
#[must_use]
pub fn normal(text: &str) -> String {
    if is_plain_ascii(text) {
        return text.to_owned();
    }
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.chars().map(plain).collect();
    }
    text.nfc().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_survive_a_change_of_length() {
        let text = "İİ Kiev e\u{301}é ‘x’";
        let folded = Folded::lower(text);
        for word in ["kiev", "é", "'x'"] {
            let at = folded.text.find(word).unwrap();
            let span = folded.original_span(Span::new(at, at + word.len()));
            assert_eq!(super::folded(span.of_text(text)), word, "{span:?} of {text}");
        }
    }

    #[test]
    fn what_was_folded_as_a_whole_goes_back_as_a_whole() {
        for (text, folded) in
            [("ẞ", "ß"), ("aİ", "ai\u{307}"), ("’", "'"), ("\u{1112}\u{1161}\u{11AB}", "한")]
        {
            let lowered = Folded::lower(text);
            assert_eq!(lowered.text, folded);
            assert_eq!(lowered.original_span(Span::of(folded)), Span::of(text), "{text}");
        }
        assert_eq!(Folded::lower("İx").original_span(Span::new(0, 1)), Span::new(0, 2));
    }

    #[test]
    fn plain_text_is_only_lowered() {
        assert_eq!(Folded::lower("Kiev, UKRAINE").text, "kiev, ukraine");
    }
}
