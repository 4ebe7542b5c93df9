//! Many short texts looked for at once, of which each text to search holds few or none.
//!
//! An automaton over the texts that patterns need told of every digit and hyphen of an article, and
//! was an eighth of a run. Here four bytes of each text choose a bit of a table; a search reads one bit a
//! byte, and compares where it is set.

use super::edge::Edge;
use std::borrow::Cow;

/// Stands in a needle for any digit.
pub const ANY_DIGIT: u8 = 0;

/// A needle with this byte finds a letter in either case; `letter` is one of ASCII.
#[must_use]
pub const fn either_case(letter: u8) -> u8 {
    letter.to_ascii_lowercase() - b'a' + 1
}

/// A short text to find: bytes, [`ANY_DIGIT`] and letters in [`either_case`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needle {
    /// What to find; never empty.
    pub bytes: Cow<'static, [u8]>,
    /// Where its rarest bytes begin.
    pub anchor: u8,
    /// What may stand before it.
    pub before: Edge,
    /// What may stand after it.
    pub after: Edge,
}

impl Needle {
    /// A needle of fewer than 256 bytes.
    ///
    /// # Panics
    /// When it has more.
    #[must_use]
    pub fn new(bytes: Vec<u8>, before: Edge, after: Edge) -> Self {
        let anchor = u8::try_from(rarest(&bytes)).expect("needles are short");
        Self { bytes: bytes.into(), anchor, before, after }
    }
}

/// Needles by four of their bytes.
#[derive(Debug)]
pub struct Needles {
    all: Vec<Needle>,
    /// One bit for each place that an anchor may have.
    marks: Box<[u64; MARK_WORDS]>,
    /// For each byte the lengths of the needles that end with it and are shorter than an anchor, one bit
    /// each.
    short: Box<[u8; 256]>,
    /// The same for those that only count before other bytes than small letters and blanks: few places do.
    short_before_rare: Box<[u8; 256]>,
    /// Sorted by place.
    entries: Vec<Entry>,
    /// For each word of marks, how many places are marked before it.
    ranks: Vec<u32>,
    /// For each marked place, its first entry; and the end.
    starts: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    place: u32,
    anchor: Anchor,
    needle: u32,
    /// The byte of the needle after its anchor.
    anchor_end: u32,
}

/// Bits of the table of marks: 16 KB, that is small enough to stay near the processor, and large enough
/// that few anchors share a bit.
const PLACE_BITS: u32 = 17;
const MARK_WORDS: usize = 1 << (PLACE_BITS - 6);
/// What stands behind most bytes.
const COMMON: &[u8] = b" abcdefghijklmnopqrstuvwxyz";
/// An anchor has so many bytes, or as many as its needle has.
const ANCHOR: usize = 4;

/// The bytes of an anchor, and above them how many there are.
type Anchor = u64;

impl Needles {
    /// An index of needles.
    ///
    /// # Panics
    /// Never below four billion needles.
    #[must_use]
    pub fn new(needles: Vec<Needle>) -> Self {
        let mut index = Self {
            all: Vec::new(),
            marks: Box::new([0; MARK_WORDS]),
            short: Box::new([0; 256]),
            short_before_rare: Box::new([0; 256]),
            entries: Vec::new(),
            ranks: Vec::new(),
            starts: Vec::new(),
        };
        for (number, needle) in (0_u32..).zip(&needles) {
            let Some((end, anchor)) = anchor(needle) else { continue };
            let place = place(anchor);
            if let Some(word) = index.marks.get_mut(place as usize / 64) {
                *word |= 1 << (place % 64);
            }
            let anchor_end = u32::try_from(end).expect("needles are short");
            index.entries.push(Entry { place, anchor, needle: number, anchor_end });
            let last = needle.bytes.last().filter(|_| needle.bytes.len() < ANCHOR);
            let lengths = if COMMON.iter().any(|byte| needle.after.holds(Some(byte))) {
                &mut index.short
            } else {
                &mut index.short_before_rare
            };
            for byte in last.into_iter().flat_map(|&last| bytes_of(last)) {
                if let Some(lengths) = lengths.get_mut(usize::from(byte)) {
                    *lengths |= 1 << needle.bytes.len();
                }
            }
        }
        index.entries.sort_unstable();
        index.rank();
        index.all = needles;
        index
    }

    /// Notes where the entries of each marked place begin.
    fn rank(&mut self) {
        let mut rank = 0;
        for word in self.marks.iter() {
            self.ranks.push(rank);
            rank += word.count_ones();
        }
        let mut last = None;
        for (number, entry) in (0_u32..).zip(&self.entries) {
            if last.replace(entry.place) != Some(entry.place) {
                self.starts.push(number);
            }
        }
        self.starts.push(u32::try_from(self.entries.len()).expect("patterns are few"));
    }

    /// The entries of a marked place.
    fn entries(&self, place: u32) -> &[Entry] {
        let word = place as usize / 64;
        let (Some(marks), Some(rank)) = (self.marks.get(word), self.ranks.get(word)) else {
            return &[];
        };
        let before = marks & ((1 << (place % 64)) - 1);
        let number = (rank + before.count_ones()) as usize;
        let start = |number: usize| self.starts.get(number).map(|&start| start as usize);
        let range = start(number).zip(start(number + 1));
        range.and_then(|(from, to)| self.entries.get(from..to)).unwrap_or_default()
    }

    /// Calls `found` with the number of each needle that stands in `text`, for each place where it stands.
    pub fn find(&self, text: &[u8], mut found: impl FnMut(usize)) {
        let (mut exact, mut window) = (0_u32, 0_u32);
        // one bit for each of the last bytes: whether it is a capital
        let mut capitals = 0_u8;
        for (at, &byte) in text.iter().enumerate() {
            exact = exact << 8 | u32::from(byte);
            window = window << 8 | u32::from(class(byte));
            capitals = capitals << 1 | u8::from(byte.is_ascii_uppercase());
            let mut ask = |anchor: Anchor| {
                // most anchors are none: only the others are worth a call
                if self.is_marked(anchor) {
                    self.look_up(anchor, text, at + 1, &mut found);
                }
            };
            ask(of_length(ANCHOR) | Anchor::from(window));
            if capitals & ((1 << ANCHOR) - 1) != 0 {
                ask(EXACT | Anchor::from(exact));
            }
            let lengths = |of: &[u8; 256]| of.get(usize::from(byte)).copied().unwrap_or_default();
            let mut short = lengths(&self.short);
            if !text.get(at + 1).is_some_and(|next| next.is_ascii_lowercase() || *next == b' ') {
                short |= lengths(&self.short_before_rare);
            }
            while short != 0 {
                let length = short.trailing_zeros() as usize;
                let bytes = window & ((1 << (8 * length)) - 1);
                ask(of_length(length) | Anchor::from(bytes));
                short &= short - 1;
            }
        }
    }

    #[inline]
    fn is_marked(&self, anchor: Anchor) -> bool {
        let place = place(anchor);
        self.marks.get(place as usize / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    #[inline(never)]
    fn look_up(&self, anchor: Anchor, text: &[u8], end: usize, found: &mut impl FnMut(usize)) {
        let entries = self.entries(place(anchor)).iter();
        for entry in entries.filter(|entry| entry.anchor == anchor) {
            let Some(needle) = self.all.get(entry.needle as usize) else { continue };
            let Some(start) = end.checked_sub(entry.anchor_end as usize) else { continue };
            if stands(needle, text, start) {
                found(entry.needle as usize);
            }
        }
    }
}

fn stands(needle: &Needle, text: &[u8], start: usize) -> bool {
    let end = start + needle.bytes.len();
    let Some(written) = text.get(start..end) else { return false };
    // the edges turn most down, and are one byte each
    needle.before.holds(start.checked_sub(1).and_then(|before| text.get(before)))
        && needle.after.holds(text.get(end))
        && needle.bytes.iter().zip(written).all(|(&want, &byte)| is_same(want, byte))
}

const fn is_same(want: u8, byte: u8) -> bool {
    match want {
        ANY_DIGIT => byte.is_ascii_digit(),
        1..=26 => byte.to_ascii_lowercase() == want - 1 + b'a',
        _ => want == byte,
    }
}

/// The bytes of a text that a byte of a needle finds.
fn bytes_of(want: u8) -> impl Iterator<Item = u8> {
    let (first, last, step) = match want {
        ANY_DIGIT => (b'0', b'9', 1),
        1..=26 => (want - 1 + b'A', want - 1 + b'a', 32),
        _ => (want, want, 1),
    };
    (first..=last).step_by(step)
}

/// Digits are all alike in an anchor, and so are capitals and small letters.
const fn class(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() }
}

/// The class of what a byte of a needle finds.
const fn class_of(want: u8) -> u8 {
    match want {
        ANY_DIGIT => b'0',
        1..=26 => want - 1 + b'a',
        _ => class(want),
    }
}

/// The mark of an anchor with so many bytes.
const fn of_length(length: usize) -> Anchor {
    (length as Anchor) << 32
}

/// The mark of bytes as they stand, of which one is a capital.
const EXACT: Anchor = of_length(ANCHOR + 1);

/// Where the rarest bytes of a needle begin, as many as an anchor has.
fn rarest(needle: &[u8]) -> usize {
    let windows = needle.windows(needle.len().clamp(1, ANCHOR)).enumerate();
    let rarest = windows.max_by_key(|(_, window)| {
        let capital = if is_exact(window) { CAPITAL } else { 0 };
        capital + window.iter().map(|&want| RARITY[usize::from(want)]).sum::<u32>()
    });
    rarest.map_or(0, |(start, _)| start)
}

/// The rarest bytes of a needle as one number, and where they end.
fn anchor(needle: &Needle) -> Option<(usize, Anchor)> {
    let start = usize::from(needle.anchor);
    let len = needle.bytes.len().min(ANCHOR);
    let window = needle.bytes.get(start..start + len).filter(|window| !window.is_empty())?;
    let pack = |byte: fn(u8) -> u8| {
        window.iter().fold(0, |packed, &want| packed << 8 | Anchor::from(byte(want)))
    };
    let packed = if len == ANCHOR && is_exact(window) {
        pack(|byte| byte) | EXACT
    } else {
        pack(class_of) | of_length(len)
    };
    Some((start + len, packed))
}

/// Whether a window of a needle finds one text only, and one with a capital.
fn is_exact(window: &[u8]) -> bool {
    window.iter().all(|&want| want > 26) && window.iter().any(u8::is_ascii_uppercase)
}

/// How much rarer a text with a capital is.
const CAPITAL: u32 = 6;

/// For each byte of a needle, how rarely it finds one.
static RARITY: [u32; 256] = {
    let mut rarities = [0; 256];
    let mut byte = 0_u8;
    loop {
        rarities[byte as usize] = rarity(class_of(byte));
        if byte == u8::MAX {
            break rarities;
        }
        byte += 1;
    }
};

/// How rarely news has a character, roughly, in any language of Latin letters.
const fn rarity(class: u8) -> u32 {
    match class {
        b'a' | b'e' | b'i' | b'n' | b' ' => 0,
        b'r' | b's' | b't' | b'u' | b'd' | b'k' | b'm' | b'l' | b'o' | b'g' | b'y' => 1,
        b'p' | b'b' | b'h' | b'0' => 2,
        b'.' | b',' | b'-' | b'c' | b'f' | b'j' | b'q' | b'v' | b'w' | b'x' | b'z' => 4,
        _ => 8,
    }
}

fn place(anchor: Anchor) -> u32 {
    let spread = anchor.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACE_BITS);
    u32::try_from(spread).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(needles: Vec<Needle>, text: &str) -> Vec<usize> {
        let mut all = Vec::new();
        Needles::new(needles).find(text.as_bytes(), |needle| all.push(needle));
        all
    }

    fn needle(bytes: &[u8]) -> Needle {
        Needle::new(bytes.to_vec(), Edge::ANY, Edge::ANY)
    }

    #[test]
    fn needles_of_every_length_are_found() {
        let needles = ["[", "an", "tahun", "[]"].map(|text| needle(text.as_bytes())).to_vec();
        assert_eq!(found(needles, "an []; tahunan"), [1, 0, 3, 2, 1]);
    }

    #[test]
    fn digits_and_case_are_free_where_the_needle_says_so() {
        let digits = needle(&[ANY_DIGIT, b'.', ANY_DIGIT]);
        let letters = needle(&[either_case(b'a'), either_case(b'M'), b'X']);
        assert_eq!(found(vec![digits, letters], "1.200 aMX amx AMX"), [0, 1, 1]);
    }

    #[test]
    fn an_edge_is_what_may_stand_beside_a_needle() {
        let capital = ('A'..='Z').fold(Edge::NONE, Edge::with);
        let clitic = Needle::new(b"nya".to_vec(), capital, Edge::OUTSIDE_WORDS);
        assert_eq!(found(vec![clitic.clone()], "bukunya, KTPnya, KTPnyata"), [0]);
        assert_eq!(found(vec![clitic], "nya"), [0]);
    }
}
