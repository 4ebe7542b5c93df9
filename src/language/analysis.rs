//! A document as the detector sees it: its tokens with what is known of them, here and elsewhere in it.

use super::exonym::{self, Exonyms};
use super::lexeme::Lexeme;
use super::lookup::{Known, Lookup};
use super::memory::{self, Memory};
use super::token::{self, ScriptKind, Scripts, Token};
use crate::data::lexicon;
use crate::document::Document;
use crate::document::word::Shape;
use crate::text::span::Span;
use std::ops::Range;

/// The tokens of a document, with what is known of them.
#[derive(Debug, Default)]
pub struct Analysis {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// What is known of the distinct words, and where else they stand.
    known: Vec<(Known, Seen)>,
    /// For each token its entry in `known`.
    entries: Vec<u32>,
    /// For each token, whether it is part of an English name for which the language has its own.
    pub exonyms: Vec<exonym::Match>,
    /// Of the lower-case words, the share that the lexicon of the language lacks.
    pub unlisted_share: f32,
    /// Of the words inside sentences, the share that is capitalised.
    pub capital_share: f32,
}

/// How often a word stands in the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// In lower case.
    pub lower: u16,
    /// With a capital, not at the start of a sentence.
    pub capital: u16,
}

/// In a language without spaces a stretch of its own letters is one token, plainly its own.
const UNSPACED: Known = Known {
    target: 6.0,
    english: 0.0,
    common: 0.0,
    other: 0.0,
    second: 0.0,
    other_language: None,
    languages: 0,
    stem: 0.0,
    is_built: false,
    is_particle: false,
    is_title_word: false,
    is_accepted: false,
    spelling: 0.0,
    english_spelling: 0.0,
    log_odds: -8.0,
    english_log_odds: -8.0,
};

/// The distinct words of a document while it is taken apart.
pub struct Words<'a> {
    document: &'a Document,
    /// What is known of its words by themselves; empty where nobody asked.
    lexemes: &'a [Lexeme],
    lookup: &'a Lookup,
    /// Whether the language writes its words without blanks.
    is_unspaced: bool,
    memory: &'a mut Memory,
}

impl<'a> Words<'a> {
    /// Those of a document, which are looked up where `memory` does not know them.
    #[must_use]
    pub fn new(
        document: &'a Document,
        lexemes: &'a [Lexeme],
        lookup: &'a Lookup,
        scripts: Scripts,
        memory: &'a mut Memory,
    ) -> Self {
        let is_unspaced = !scripts.has_spaces();
        Self { document, lexemes, lookup, is_unspaced, memory }
    }

    /// The entry of the word of a token, which is added to `known` when it is a new one.
    fn entry(&mut self, token: &Token, known: &mut Vec<(Known, Seen)>) -> u32 {
        let is_word = !matches!(token.shape, Shape::Number | Shape::Opaque);
        let number = match () {
            () if self.is_unspaced && token.script == ScriptKind::Own => memory::UNSPACED,
            () if is_word => self.number(token),
            () => memory::NO_WORD,
        };
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let entry = self.memory.place(number, next);
        if entry == next {
            let of_word = match number {
                memory::UNSPACED => UNSPACED,
                memory::NO_WORD => Known::default(),
                _ => self.memory.known(number, || {
                    let key = lexicon::key(self.document.slice(token.span));
                    self.lookup.known(&key, lexicon::fingerprint(&key))
                }),
            };
            known.push((of_word, Seen::default()));
        }
        entry
    }

    /// The number of a token; most are whole words, of which it is known.
    fn number(&mut self, token: &Token) -> u32 {
        let is_whole =
            self.document.words.get(token.word).is_some_and(|word| word.span == token.span);
        match self.lexemes.get(token.word).filter(|_| is_whole) {
            Some(lexeme) => lexeme.number,
            None => self.memory.number(&lexicon::key(self.document.slice(token.span))),
        }
    }
}

impl Analysis {
    /// Takes a document apart and looks its words up.
    #[must_use]
    pub fn of(mut words: Words<'_>, scripts: Scripts, exonyms: &Exonyms) -> Self {
        let mut analysis = Self::default();
        let document = words.document;
        for sentence in &document.sentences {
            let from = analysis.tokens.len();
            for word in sentence.words.clone() {
                token::tokens(document, word, scripts, &mut analysis.tokens);
            }
            let range = from..analysis.tokens.len();
            for at in range.clone() {
                analysis.enter(at, at == from, &mut words);
            }
            analysis.sentences.push(range);
        }
        analysis.exonyms = exonyms.matches(document, &analysis.tokens);
        analysis.count();
        analysis
    }

    fn enter(&mut self, at: usize, is_first: bool, words: &mut Words<'_>) {
        let Some(&token) = self.tokens.get(at) else { return };
        let entry = words.entry(&token, &mut self.known);
        if let Some((_, seen)) = self.known.get_mut(entry as usize) {
            match token.shape {
                Shape::Lower => seen.lower = seen.lower.saturating_add(1),
                _ if !is_first => seen.capital = seen.capital.saturating_add(1),
                _ => {}
            }
        }
        self.entries.push(entry);
    }

    fn count(&mut self) {
        let (mut lower, mut unlisted, mut inside, mut capitals) = (0_u32, 0_u32, 0_u32, 0_u32);
        for range in &self.sentences {
            for at in range.clone() {
                let Some(token) = self.tokens.get(at) else { continue };
                if token.shape == Shape::Lower && token.script == ScriptKind::Own {
                    lower += 1;
                    unlisted += u32::from(self.known(at).0.target == 0.0);
                }
                if at > range.start {
                    inside += 1;
                    capitals += u32::from(token.shape.is_capitalised());
                }
            }
        }
        self.unlisted_share = share(unlisted, lower);
        self.capital_share = share(capitals, inside);
    }

    /// Whether only blanks stand between a token and the next one.
    #[must_use]
    pub fn is_close(&self, left: usize, document: &Document) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(left), self.tokens.get(left + 1)) else {
            return false;
        };
        document.slice(Span { start: a.span.end, end: b.span.start }).trim().is_empty()
    }

    /// What is known of the word of a token, and where else it stands.
    #[must_use]
    pub fn known(&self, token: usize) -> (Known, Seen) {
        let entry = self.entries.get(token).and_then(|&entry| self.known.get(entry as usize));
        entry.copied().unwrap_or_default()
    }
}

/// A part of a whole that may be nothing.
#[must_use]
pub fn share(part: u32, whole: u32) -> f32 {
    let narrow = |count: u32| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    narrow(part) / narrow(whole).max(1.0)
}
