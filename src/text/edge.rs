//! What may stand beside a text that is looked for.

/// The bytes before or after a needle that let it count; the edge of the text always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// One bit for each character of ASCII.
    ascii: u128,
    /// Whether other characters count.
    other: bool,
}

impl Edge {
    /// Every byte.
    pub const ANY: Self = Self { ascii: u128::MAX, other: true };
    /// No byte: only the edge of the text.
    pub const NONE: Self = Self { ascii: 0, other: false };

    /// Also a character.
    #[must_use]
    pub fn with(mut self, c: char) -> Self {
        match u8::try_from(c).ok().filter(u8::is_ascii) {
            Some(byte) => self.ascii |= 1 << byte,
            None => self.other = true,
        }
        self
    }

    /// What either lets count.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, other: self.other || other.other }
    }

    /// What both let count.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { ascii: self.ascii & other.ascii, other: self.other && other.other }
    }

    /// Every byte that is not part of a word, as far as one byte tells.
    pub const OUTSIDE_WORDS: Self = {
        let (mut byte, mut inside) = (0_u8, 0_u128);
        while byte < 128 {
            if is_word_byte(byte) {
                inside |= 1 << byte;
            }
            byte += 1;
        }
        Self { ascii: !inside, other: true }
    };

    /// The edge as numbers, of which [`Edge::of_bits`] makes it again.
    #[must_use]
    pub const fn bits(self) -> (u128, bool) {
        (self.ascii, self.other)
    }

    /// The edge with these bits.
    #[must_use]
    pub const fn of_bits((ascii, other): (u128, bool)) -> Self {
        Self { ascii, other }
    }

    /// Whether a byte lets a needle count; none is the edge of the text.
    #[must_use]
    pub const fn holds(self, byte: Option<&u8>) -> bool {
        match byte {
            None => true,
            Some(byte) if byte.is_ascii() => self.ascii >> *byte & 1 == 1,
            Some(_) => self.other,
        }
    }
}

/// Whether a byte of ASCII is part of a word, as patterns have it.
#[must_use]
pub const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
