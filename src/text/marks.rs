//! Characters that are rare in running text, looked for byte by byte.
//!
//! Every check that looks for a mark of punctuation went through all characters of a text, which together was
//! a tenth of a run.

/// A set of characters.
#[derive(Debug)]
pub struct Marks {
    /// Whether a character of the set begins with a byte.
    first: [bool; 256],
    all: &'static [char],
}

impl Marks {
    /// The set of these characters.
    #[must_use]
    pub const fn of(all: &'static [char]) -> Self {
        let mut first = [false; 256];
        let mut at = 0;
        while at < all.len() {
            let mut bytes = [0; 4];
            all[at].encode_utf8(&mut bytes);
            first[bytes[0] as usize] = true;
            at += 1;
        }
        Self { first, all }
    }

    /// The first character of the set from a byte on, with its place.
    #[must_use]
    pub fn next(&self, text: &str, from: usize) -> Option<(usize, char)> {
        let bytes = text.as_bytes().get(from..)?;
        let is_first = |byte: &u8| self.first.get(usize::from(*byte)) == Some(&true);
        let mut at = 0;
        loop {
            at += bytes.get(at..)?.iter().position(is_first)?;
            let c = match bytes.get(at) {
                Some(byte) if byte.is_ascii() => char::from(*byte),
                _ => text.get(from + at..)?.chars().next()?,
            };
            if c.is_ascii() || self.all.contains(&c) {
                return Some((from + at, c));
            }
            at += 1;
        }
    }

    /// All characters of the set in a text, with their places.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, char)> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (at, c) = self.next(text, from)?;
            from = at + c.len_utf8();
            Some((at, c))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_every_length_are_found_where_they_stand() {
        static MARKS: Marks = Marks::of(&['.', '“', '«', '𝄞']);
        let text = "a. “b” «c» — 𝄞…";
        let found: Vec<_> =
            MARKS.places(text).map(|(at, c)| (text.get(at..).unwrap().starts_with(c), c)).collect();
        assert_eq!(found, [(true, '.'), (true, '“'), (true, '«'), (true, '𝄞')]);
        assert_eq!(MARKS.next(text, text.len()), None);
    }
}
