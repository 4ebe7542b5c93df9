//! A document in its language, with the evidence on its words: what every check reads.

use super::detector::{Detection, Detector};
use super::evidence::{Evidence, Standing};
use super::fragment::{self, Fragment};
use super::lexeme::Lexeme;
use super::memory::Memory;
use super::vocabulary::Vocabulary;
use crate::document::Document;
use crate::document::quote::QuoteKind;
use crate::document::word::{Shape, Word};
use crate::text::candidates::{Candidates, Found};
use crate::text::hashed::Set;
use crate::text::span::Span;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

/// A document in its language.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text taken apart.
    pub document: &'a Document,
    /// What is known of the language.
    pub vocabulary: &'a Vocabulary,
    /// Stretches in which every word is accepted: allowed phrases, sorted.
    accepted: Vec<Span>,
    /// Where the phrases of the packs may stand.
    candidates: &'a Candidates<'a>,
    /// What was found out about words before.
    memory: &'a RefCell<Memory>,
    lexemes: OnceCell<Vec<Lexeme>>,
    evidence: OnceCell<Vec<Evidence>>,
    names: OnceCell<Set<u64>>,
    detector: &'a Detector,
    detection: OnceCell<Detection>,
    fragments: OnceCell<Vec<Fragment>>,
}

impl<'a> Context<'a> {
    /// A document in its language; `accepted` are the stretches of it that packs allow, `candidates` are
    /// where the phrases of the packs may stand, `memory` is that of the same language.
    #[must_use]
    pub fn new(
        document: &'a Document,
        vocabulary: &'a Vocabulary,
        detector: &'a Detector,
        accepted: Vec<Span>,
        candidates: &'a Candidates<'a>,
        memory: &'a RefCell<Memory>,
    ) -> Self {
        Self {
            document,
            vocabulary,
            accepted,
            candidates,
            memory,
            lexemes: OnceCell::new(),
            evidence: OnceCell::new(),
            names: OnceCell::new(),
            detector,
            detection: OnceCell::new(),
            fragments: OnceCell::new(),
        }
    }

    /// The same with these stretches accepted, too; what was found out of the words is kept.
    #[must_use]
    pub fn accepting(mut self, accepted: Vec<Span>) -> Self {
        if accepted == self.accepted {
            return self;
        }
        // they hold nothing that is accepted
        self.fragments = OnceCell::new();
        if let Some(evidence) = self.evidence.get_mut() {
            accept(evidence, &accepted, self.document);
        }
        self.accepted = accepted;
        self
    }

    /// Where the phrases of a list of the packs stand; see [`Candidates::of_list`].
    #[must_use]
    pub fn found<'p>(
        &self,
        list: usize,
        may_have_tail: bool,
        phrase: impl Fn(usize) -> Option<Cow<'p, str>>,
    ) -> Vec<Found> {
        self.candidates.of_list(list, &self.document.folded().text, may_have_tail, phrase)
    }

    /// The phrases of a list of the packs that may be equal to a folded text, by their numbers.
    pub fn phrases_like(&self, list: usize, text: &str) -> impl Iterator<Item = usize> {
        self.candidates.like(list, text)
    }

    /// What is known of each word by itself, parallel to the words of the document.
    pub fn lexemes(&self) -> &[Lexeme] {
        self.lexemes.get_or_init(|| {
            let mut memory = self.memory.borrow_mut();
            memory.begin();
            let find = |word: &Word| {
                let text = self.document.slice(word.span);
                let lexeme =
                    memory.lexeme(text, |number| Lexeme::of(text, number, self.vocabulary));
                // the same word may stand elsewhere outside an address
                lexeme.shaped(word.shape)
            };
            self.document.words.iter().map(find).collect()
        })
    }

    /// The number that a word has in common with all that are equal to it when folded.
    #[must_use]
    pub fn form(&self, index: usize) -> u64 {
        self.lexemes().get(index).map_or(0, |lexeme| lexeme.form)
    }

    /// What speaks for and against each word being of the language, parallel to the words of the document.
    pub fn evidence(&self) -> &[Evidence] {
        self.evidence.get_or_init(|| {
            let mut evidence: Vec<_> =
                self.lexemes().iter().map(|lexeme| lexeme.evidence).collect();
            accept(&mut evidence, &self.accepted, self.document);
            evidence
        })
    }

    /// The stretches of foreign words of all sentences, in order.
    pub fn fragments(&self) -> &[Fragment] {
        // a file that says so is to be translated yet
        let read = || fragment::fragments(self.detection(), self);
        self.fragments
            .get_or_init(|| if self.document.is_untranslated { Vec::new() } else { read() })
    }

    /// What the detector says of every token.
    pub fn detection(&self) -> &Detection {
        self.detection.get_or_init(|| {
            let lexemes = self.lexemes();
            self.detector.detect(self.document, lexemes, &mut self.memory.borrow_mut())
        })
    }

    /// The detector of the language.
    #[must_use]
    pub const fn detector(&self) -> &'a Detector {
        self.detector
    }

    /// The fragment that holds a word.
    #[must_use]
    pub fn fragment_at(&self, word: usize) -> Option<&Fragment> {
        let fragments = self.fragments();
        let after = fragments.partition_point(|fragment| fragment.words.start <= word);
        fragments.get(after.checked_sub(1)?).filter(|fragment| fragment.words.contains(&word))
    }

    /// How a word stands to the target language.
    #[must_use]
    pub fn standing(&self, index: usize) -> Standing {
        self.evidence().get(index).map_or(Standing::Neutral, |evidence| evidence.standing)
    }

    /// Whether a span lies in a stretch that a pack allows.
    #[must_use]
    pub fn is_allowed(&self, span: Span) -> bool {
        // the zones are sorted and share no byte
        let before = self.accepted.partition_point(|zone| zone.start <= span.start);
        before
            .checked_sub(1)
            .and_then(|last| self.accepted.get(last))
            .is_some_and(|zone| zone.contains(span))
    }

    /// The forms of the capitalised words that stand inside a sentence somewhere in the document: names,
    /// also where they begin a sentence.
    fn names(&self) -> &Set<u64> {
        self.names.get_or_init(|| {
            let words = self.document.words.iter().zip(self.lexemes());
            let inside = words.filter(|(word, _)| !word.is_first && word.shape.is_capitalised());
            inside.map(|(_, lexeme)| lexeme.form).collect()
        })
    }

    /// Whether a word is written as a name, by its capital and its place.
    #[must_use]
    pub fn is_name_like(&self, index: usize) -> bool {
        let Some(word) = self.document.words.get(index) else { return false };
        match word.shape {
            Shape::Upper | Shape::Mixed => true,
            Shape::Capital if !word.is_first => true,
            Shape::Capital => self.names().contains(&self.form(index)),
            _ => false,
        }
    }

    /// Whether only blanks stand between two neighbouring words.
    #[must_use]
    pub fn is_adjacent(&self, left: usize, right: usize) -> bool {
        let (Some(a), Some(b)) = (self.document.words.get(left), self.document.words.get(right))
        else {
            return false;
        };
        a.span.end <= b.span.start
            && a.sentence == b.sentence
            && self.document.slice(Span { start: a.span.end, end: b.span.start }).trim().is_empty()
    }

    /// Whether a span lies inside a quotation or parenthesis that is itself a foreign title: most of
    /// its words are capitalised or foreign, and few are native.
    #[must_use]
    pub fn is_in_foreign_title(&self, span: Span) -> bool {
        let Some(quote) = self.document.quote_around(span) else { return false };
        let words = self.document.words_in(quote.inner);
        // a name alone in parentheses is a gloss, not a title
        if quote.kind == QuoteKind::Parenthesis && quote.inner == span && words.len() == 1 {
            return false;
        }
        if words.is_empty() || words.len() > LONGEST_TITLE {
            return false;
        }
        let native = words.clone().filter(|&index| self.is_plainly_native(index)).count();
        native * 3 <= words.len()
    }

    /// A native word that does not look like a name or English.
    fn is_plainly_native(&self, index: usize) -> bool {
        self.evidence().get(index).is_some_and(|evidence| {
            evidence.standing == Standing::Native && evidence.english < evidence.native
        })
    }
}

/// The words of stretches that packs allow are no leaks.
fn accept(evidence: &mut [Evidence], accepted: &[Span], document: &Document) {
    for span in accepted {
        for index in document.words_in(*span) {
            if let Some(entry) = evidence.get_mut(index) {
                entry.standing = Standing::Accepted;
            }
        }
    }
}

/// A title has no more words than this; longer ones are quoted speech.
const LONGEST_TITLE: usize = 14;

#[cfg(all(test, feature = "lexicon"))]
mod tests {
    use super::*;
    use crate::data::languages::Language;
    use crate::format::plain;

    #[test]
    fn a_word_of_an_address_is_a_word_elsewhere() {
        let language = Language::from_tag("id").unwrap();
        let (vocabulary, detector) = (Vocabulary::of(language), Detector::of(language));
        let prose =
            plain::carve("Lihat https://a.example/harga hari ini. Soal harga: tempo.co/beras");
        let document = Document::new(prose, &vocabulary.abbreviations);
        let (candidates, memory) = (Candidates::default(), RefCell::default());
        let context =
            Context::new(&document, &vocabulary, &detector, Vec::new(), &candidates, &memory);
        let standings = |wanted: &str| -> Vec<Standing> {
            let words = (0..document.words.len()).filter(|&at| document.word(at) == wanted);
            words.map(|at| context.standing(at)).collect()
        };
        assert_eq!(standings("harga"), [Standing::Neutral, Standing::Native]);
        assert_eq!(standings("beras"), [Standing::Neutral]);
    }
}
