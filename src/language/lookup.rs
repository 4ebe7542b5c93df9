//! What the tables say of one word, whatever its case: how well it fits the target language, English,
//! and the best of the others.

use super::affix::Affixes;
use crate::data::characters::{self, Spelling};
use crate::data::exonyms;
use crate::data::languages::Language;
use crate::data::lexicon::{self, Fingerprints, Listed};
use crate::data::lists;

/// What the tables say of one word. Frequencies are Zipf values; 0 is "not listed".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one list that knows the word")]
pub struct Known {
    /// In the target language.
    pub target: f32,
    /// In English; 0 when English is the target.
    pub english: f32,
    /// In English, as a word that is no name.
    pub common: f32,
    /// In the language, other than these two, that uses the word most.
    pub other: f32,
    /// In the next one.
    pub second: f32,
    /// Which language that uses it most is.
    pub other_language: Option<Listed>,
    /// The languages that know the word nearly as well as the target does, or better, as a set.
    pub languages: u64,
    /// Of the longest listed beginning of an unlisted word, in the target language.
    pub stem: f32,
    /// Whether the word is built from a listed root with the affixes of the language.
    pub is_built: bool,
    /// Whether it is a small word of names: `of`, `van`, `al`.
    pub is_particle: bool,
    /// Whether it is a small word of titles: those, and `in`, `by`, `a`.
    pub is_title_word: bool,
    /// Whether it is foreign, but in use in the press of the language.
    pub is_accepted: bool,
    /// The base-10 logarithm of the probability of its spelling in the target language …
    pub spelling: f32,
    /// … and in English.
    pub english_spelling: f32,
    /// How much likelier the word is in another language than in the target, as a base-10 logarithm.
    pub log_odds: f32,
    /// The same against English alone.
    pub english_log_odds: f32,
}

/// The languages that words are compared with.
#[derive(Clone, Debug)]
pub struct Lookup {
    target: Option<Listed>,
    english: Option<Listed>,
    common: Option<Listed>,
    /// The list of English words that are no names: no language of its own.
    names_left_out: Option<Listed>,
    target_spelling: Option<Spelling>,
    english_spelling: Option<Spelling>,
    affixes: Affixes,
    particles: Fingerprints,
    title_words: Fingerprints,
    accepted: Fingerprints,
    /// Words of the names that the language has for places and days.
    own_names: Fingerprints,
}

/// A word that no list holds has this share of the probability of all words (LANGUAGE: 0.03), on the
/// Zipf scale.
const UNLISTED: f32 = 9.0 - 1.52;
/// Languages other than English are so much rarer sources of a leak, on the same scale (2 nats).
const RARER_SOURCE: f32 = 0.87;
/// A name of the language that its list lacks is about this frequent.
const OWN_NAME: f32 = 4.5;
/// A spelling model says no more than this against a word.
const LEAST: f32 = -6.0;
/// The log-odds go no further either way.
const MOST_ODDS: f32 = 8.0;
/// A language that uses a word this much less than the target still knows it.
const NEARLY: f32 = 0.5;
/// A stem has so many letters at least, and lacks so many at most.
const SHORTEST_STEM: usize = 4;
const LONGEST_ENDING: usize = 4;

/// The fingerprints of the words of a list of the language and of all languages.
fn fingerprints(tag: &str, list: &str) -> Fingerprints {
    let entries = lists::entries(tag, list).chain(lists::entries("shared", list));
    // a set that knows its size is not built anew as it grows
    let words: Vec<_> = entries.map(|entry| lexicon::fingerprint(&lexicon::key(entry))).collect();
    words.into_iter().collect()
}

/// The fingerprints of the words of the names that a language has for places, months and days. A word
/// that stands in an English name, too, says nothing: "Heard", "Cook", "Isle of Man".
fn own_names(tag: &str) -> Fingerprints {
    let rows = exonyms::exonyms(tag);
    let words = |name: &'static str| {
        let words = name.split([' ', '-']);
        words.map(|word| lexicon::fingerprint(&lexicon::key(word)))
    };
    let english: Fingerprints = rows.iter().flat_map(|row| words(row.english)).collect();
    let own = rows.iter().flat_map(|row| words(row.local));
    own.filter(|word| !english.contains(word)).collect()
}

impl Lookup {
    /// The tables for one target language; `None` when there is no list of it.
    #[must_use]
    pub fn of(language: Language, affixes: Affixes) -> Self {
        let tag = language.tag();
        let english = |name: &str| if tag == "en" { None } else { lexicon::listed(name) };
        let target = lexicon::listed(tag);
        Self {
            target,
            english: english("en"),
            common: english("en-common"),
            names_left_out: lexicon::listed("en-common"),
            target_spelling: target.and_then(|listed| characters::spelling(listed.tag())),
            english_spelling: english("en").and_then(|_| characters::spelling("en")),
            affixes,
            particles: fingerprints(tag, "name-particles"),
            title_words: fingerprints(tag, "title-words"),
            accepted: fingerprints(tag, "accepted-foreign"),
            own_names: own_names(tag),
        }
    }

    /// Whether the target language has a list.
    #[must_use]
    pub const fn is_listed(&self) -> bool {
        self.target.is_some()
    }

    /// What the tables say of a word, given as a key of the lexicon with its fingerprint.
    #[must_use]
    pub fn known(&self, key: &str, fingerprint: u64) -> Known {
        let mut known = self.frequencies(fingerprint);
        let parts = key.split(['-', '\'']).filter(|part| part.chars().nth(1).is_some());
        if known.target == 0.0 && key.contains(['-', '\'']) {
            known = self.of_parts(parts, known);
        }
        if known.target < OWN_NAME && self.own_names.contains(&fingerprint) {
            known.target = OWN_NAME;
        }
        if known.target == 0.0 {
            known.stem = self.stem(key);
            known.is_built = self.affixes.is_built(key, &|root| self.target_zipf(root) > 0.0);
        }
        let ten = |spelling: Option<Spelling>| {
            spelling.map_or(LEAST * 2.0, |model| model.log_probability(key))
        };
        if known.target == 0.0 || known.english == 0.0 {
            known.spelling = ten(self.target_spelling);
            known.english_spelling = ten(self.english_spelling);
        }
        known.is_particle = self.particles.contains(&fingerprint);
        known.is_title_word = known.is_particle || self.title_words.contains(&fingerprint);
        known.is_accepted = self.accepted.contains(&fingerprint);
        self.compare(&mut known);
        known
    }

    fn frequencies(&self, fingerprint: u64) -> Known {
        let mut known = Known::default();
        for (language, zipf) in lexicon::postings_of(fingerprint) {
            if Some(language) == self.target {
                known.target = zipf;
            } else if Some(language) == self.english {
                known.english = zipf;
            } else if Some(language) == self.common {
                known.common = zipf;
            } else if known.other_language.is_none() && Some(language) != self.names_left_out {
                (known.other, known.other_language) = (zipf, Some(language));
            } else if known.second == 0.0 {
                known.second = zipf;
            }
        }
        let least = known.target - NEARLY;
        for (language, zipf) in lexicon::postings_of(fingerprint) {
            if Some(language) != self.target
                && Some(language) != self.names_left_out
                && zipf >= least
            {
                known.languages |= language.bit();
            }
        }
        known
    }

    /// A word with a hyphen or an apostrophe is as well known as its rarest part.
    fn of_parts<'w>(&self, parts: impl Iterator<Item = &'w str>, whole: Known) -> Known {
        let found = parts.map(|part| self.frequencies(lexicon::fingerprint(part)));
        let rarest = found.reduce(|a, b| Known {
            target: a.target.min(b.target),
            english: a.english.min(b.english),
            common: a.common.min(b.common),
            other: a.other.min(b.other),
            second: a.second.min(b.second),
            other_language: a.other_language.filter(|_| a.other_language == b.other_language),
            languages: a.languages & b.languages,
            ..a
        });
        let Some(parts) = rarest else { return whole };
        Known {
            target: whole.target.max(parts.target),
            english: whole.english.max(parts.english),
            common: whole.common.max(parts.common),
            other: whole.other.max(parts.other),
            second: whole.second.max(parts.second),
            other_language: whole.other_language.or(parts.other_language),
            languages: whole.languages | parts.languages,
            ..whole
        }
    }

    /// The frequency of a word in the target language.
    fn target_zipf(&self, key: &str) -> f32 {
        self.target.and_then(|target| lexicon::zipf(key, target)).unwrap_or_default()
    }

    fn stem(&self, key: &str) -> f32 {
        let letters = key.chars().count();
        let ends = key
            .char_indices()
            .map(|(at, _)| at)
            .skip(SHORTEST_STEM.max(letters.saturating_sub(LONGEST_ENDING)));
        let mut stems: Vec<_> = ends.collect();
        stems.reverse();
        let found =
            stems.into_iter().filter_map(|end| key.get(..end)).map(|stem| self.target_zipf(stem));
        found.into_iter().find(|zipf| *zipf > 0.0).unwrap_or_default()
    }

    fn compare(&self, known: &mut Known) {
        let effective = |zipf: f32, spelling: f32| {
            if zipf > 0.0 { zipf } else { (UNLISTED + spelling).clamp(LEAST, UNLISTED) }
        };
        let target = effective(known.target, known.spelling);
        let odds = |zipf: f32| (zipf - target).clamp(-MOST_ODDS, MOST_ODDS);
        known.english_log_odds = if self.english.is_some() {
            odds(effective(known.english, known.english_spelling))
        } else {
            -MOST_ODDS
        };
        let other = if known.other > 0.0 { odds(known.other - RARER_SOURCE) } else { -MOST_ODDS };
        known.log_odds = known.english_log_odds.max(other);
    }
}
