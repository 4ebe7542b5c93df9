//! The words of one target language: its lexicon, English for comparison, and its short lists.

use super::affix::Affixes;
use crate::data;
use crate::data::languages::Language;
use crate::data::lexicon::{self, Listed};
use crate::data::lists;
use crate::document::sentence::Abbreviations;
use crate::text::fold::as_folded;
use crate::text::hashed::Set;
use std::borrow::Cow;

/// A set of folded words, most of which stand so in the lists.
#[derive(Clone, Debug, Default)]
pub struct WordSet(Set<Cow<'static, str>>);

impl WordSet {
    /// Whether a folded word is one of them.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, in any order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

impl FromIterator<Cow<'static, str>> for WordSet {
    fn from_iter<I: IntoIterator<Item = Cow<'static, str>>>(words: I) -> Self {
        // a set that knows its size is not built anew as it grows
        let words: Vec<_> = words.into_iter().collect();
        Self(words.into_iter().collect())
    }
}

/// What is known of one target language before any text is read.
#[derive(Debug)]
pub struct Vocabulary {
    /// The target language.
    pub language: Language,
    /// Its own words; `None` when no lexicon is embedded.
    pub native: Option<Listed>,
    /// English words; `None` when the target is English.
    pub english: Option<Listed>,
    /// How its words are built.
    pub affixes: Affixes,
    /// Shortenings that end no sentence.
    pub abbreviations: Abbreviations,
    /// Foreign words that its press uses.
    pub accepted: WordSet,
    /// Its function words.
    pub function_words: WordSet,
    /// English function words that are no words of the target.
    pub english_function_words: WordSet,
    /// `Presiden`, `Parlemen`: nouns of office that stand before a country.
    pub office_words: WordSet,
    /// `film`, `berjudul`: a foreign title follows.
    pub title_cues: WordSet,
    /// `atau`, `istilah`: a foreign term follows that the reader is told of.
    pub term_cues: WordSet,
    /// `van`, `bin`, `of`: small words inside names.
    pub particles: WordSet,
    /// `Agency`, `Ministry`: the last word of an English institution.
    pub organisation_heads: WordSet,
    /// `kata`, `ujarnya`, `said`: verbs that attribute a quotation.
    pub attribution_verbs: WordSet,
    /// `tersebut`, `itu`.
    pub demonstratives: WordSet,
    /// Conjunctions and prepositions that end no sentence.
    pub truncation_words: WordSet,
    /// `mata-mata`: doubled words with a meaning of their own.
    pub lexical_reduplications: WordSet,
    /// `iPhone`, `e-KTP`: names written in lower case at the start of a sentence.
    pub lowercase_names: WordSet,
    /// Words that may stand twice in a row.
    pub repeatable: WordSet,
    /// Month names.
    pub months: WordSet,
    /// Weekday names.
    pub weekdays: WordSet,
    /// Number words.
    pub numbers: WordSet,
    /// `Deutsch`, `Tiếng`, `Việt`: the words of the names that languages give themselves.
    pub language_names: WordSet,
}

impl Vocabulary {
    /// Opens the lists of a language; a list that does not exist is empty.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let tag = language.tag();
        let set = |name: &str| -> WordSet {
            let own = lists::entries(tag, name);
            own.chain(lists::entries("shared", name)).map(as_folded).collect()
        };
        Self {
            language,
            native: lexicon::listed(tag),
            english: if tag == "en" { None } else { lexicon::listed("en-common") },
            affixes: Affixes::of(tag),
            abbreviations: Abbreviations::of(tag),
            accepted: set("accepted-foreign"),
            function_words: set("function-words"),
            english_function_words: set("function-words-en"),
            office_words: set("office-words"),
            title_cues: set("title-cues"),
            term_cues: set("term-cues"),
            particles: set("name-particles"),
            organisation_heads: set("organisation-heads-en"),
            attribution_verbs: set("attribution-verbs"),
            demonstratives: set("demonstratives"),
            truncation_words: set("truncation-words"),
            lexical_reduplications: set("lexical-reduplications"),
            lowercase_names: set("lowercase-names"),
            repeatable: set("repeatable-words").0.into_iter().chain(repeatable(tag)).collect(),
            months: set("months"),
            weekdays: set("weekdays"),
            numbers: set("numbers"),
            language_names: words_of(lists::entries("shared", "language-names")),
        }
    }

    /// Whether it is known which of its words may stand twice in a row.
    #[must_use]
    pub fn knows_repeatable(&self) -> bool {
        !self.repeatable.is_empty()
    }

    /// Whether packs say which foreign words the press of the language uses: then a short phrase of
    /// other words may be one that they forgot.
    #[must_use]
    pub fn has_jargon(&self) -> bool {
        !self.accepted.is_empty()
    }

    /// The Zipf frequency of a folded word in the target language; 0 when it is not listed.
    #[must_use]
    pub fn native_zipf(&self, word: &str) -> f32 {
        self.native.and_then(|listed| lexicon::zipf(word, listed)).unwrap_or(0.0)
    }

    /// The Zipf frequency of a folded word in English; 0 when it is not listed.
    #[must_use]
    pub fn english_zipf(&self, word: &str) -> f32 {
        self.english.and_then(|listed| lexicon::zipf(word, listed)).unwrap_or(0.0)
    }

    /// Whether a folded word is listed in the target language or built from one that is.
    #[must_use]
    pub fn is_native(&self, word: &str) -> bool {
        self.native_zipf(word) > 0.0
            || self.function_words.contains(word)
            || self.affixes.is_built(word, &|root| self.native_zipf(root) > 0.0)
    }
}

/// The words of texts, each folded.
fn words_of(texts: impl Iterator<Item = &'static str>) -> WordSet {
    let words =
        texts.flat_map(|text| text.split(|c: char| c.is_whitespace() || "()（）".contains(c)));
    words.filter(|word| !word.is_empty()).map(as_folded).collect()
}

/// The words of a language that may stand twice in a row: `rules/shared/repeatable-words.tsv`.
fn repeatable(tag: &str) -> impl Iterator<Item = Cow<'static, str>> {
    let table = data::file("shared/repeatable-words.tsv").map_or("", |found| found.text);
    let rows = table.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let own = rows.filter(move |(language, _)| *language == tag);
    own.flat_map(|(_, words)| words.split(' ').map(as_folded))
}
