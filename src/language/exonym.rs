//! English names of places, months and days in a text whose language has names of its own for them.

use super::token::Token;
use crate::data::exonyms::{self, Exonym, Grade};
use crate::data::languages::Language;
use crate::document::Document;
use crate::document::word::Shape;
use crate::text::hashed::Map;

/// The exonyms of one language, by their first word.
#[derive(Debug, Default)]
pub struct Exonyms {
    rows: Vec<Exonym>,
    by_first: Map<&'static str, Vec<u32>>,
    /// One bit for each character of ASCII that begins a name: few words begin so.
    initials: u128,
}

/// Whether a token is part of an exonym.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// The row of the exonym, from 1; 0 is none.
    row: u32,
    /// How many tokens it has.
    pub length: u8,
    /// Which of them this is, from 0.
    pub position: u8,
    /// How much is said of it: 0 nothing, 1 consistency only, 2 guarded, 3 plain.
    pub rank: u8,
}

/// "Saint Vincent and the Grenadines" has five words.
const LONGEST: usize = 8;

impl Exonyms {
    /// The exonyms of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let rows = exonyms::exonyms(language.tag());
        let mut by_first: Map<&'static str, Vec<u32>> = Map::default();
        for (number, row) in (0..).zip(&rows) {
            let first = row.english.split([' ', '-']).next().unwrap_or_default();
            by_first.entry(first).or_default().push(number);
        }
        let words = |number: &u32| rows.get(*number as usize).map_or(0, |row| row.english.len());
        for numbers in by_first.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(words(number)));
        }
        let initials = rows.iter().filter_map(|row| row.english.bytes().next());
        let initials = initials.filter(u8::is_ascii).fold(0, |set, byte| set | 1 << byte);
        Self { rows, by_first, initials }
    }

    /// The exonym of a match.
    #[must_use]
    pub fn row(&self, found: Match) -> Option<&Exonym> {
        self.rows.get(found.row.checked_sub(1)? as usize)
    }

    /// For each token, whether it is part of an exonym; the longest one counts.
    #[must_use]
    pub fn matches(&self, document: &Document, tokens: &[Token]) -> Vec<Match> {
        let mut found = vec![Match::default(); tokens.len()];
        if self.rows.is_empty() {
            return found;
        }
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let hit = if matches!(token.shape, Shape::Number | Shape::Opaque) {
                None
            } else {
                self.longest(document, tokens, at)
            };
            let Some((row, length, rank)) = hit else {
                at += 1;
                continue;
            };
            let length_byte = u8::try_from(length).unwrap_or(u8::MAX);
            for (position, slot) in (0..).zip(found.iter_mut().skip(at).take(length)) {
                *slot = Match { row, length: length_byte, position, rank };
            }
            at += length;
        }
        found
    }

    /// The longest exonym that begins at a token: its row from 1, its tokens, its rank.
    fn longest(
        &self,
        document: &Document,
        tokens: &[Token],
        at: usize,
    ) -> Option<(u32, usize, u8)> {
        let token = tokens.get(at)?;
        let initial = document.text().as_bytes().get(token.span.start())?;
        if initial.is_ascii() && self.initials >> initial & 1 == 0 {
            return None;
        }
        let text = document.slice(token.span);
        let first = text.split('-').next()?;
        for &number in self.by_first.get(first)? {
            let row = self.rows.get(number as usize)?;
            let rest = document.text().get(token.span.start()..)?;
            if !rest.starts_with(row.english) {
                continue;
            }
            let end = token.span.start() + row.english.len();
            let inside =
                tokens.iter().skip(at).take(LONGEST).take_while(|token| token.span.end() <= end);
            let length = inside.clone().count();
            if inside.last().is_some_and(|last| last.span.end() == end) {
                let rank = match row.grade {
                    Grade::Consistency => 1,
                    Grade::Guarded => 2,
                    Grade::Plain => 3,
                };
                return Some((number + 1, length, rank));
            }
        }
        None
    }
}
