//! The language of a whole text, when nobody said it.
//!
//! whatlang's trigrams guess, the word lists correct: whatlang lacks languages (Malay, Icelandic), and
//! mistakes near ones. Its own confidence says 1.0 for any script of one language, so that alone is no proof. Whole-text
//! identification is never run on a headline or a name alone, and never tells Indonesian from
//! Malay by itself: words that only one of the two has do that.

use crate::data::languages::Language;
use crate::data::lexicon::{self, Listed};
use crate::data::lists;
use crate::text::fold::folded;
use std::collections::HashSet;

/// Why the language of a text could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsure {
    /// Too few letters.
    #[error("too short to tell its language")]
    TooShort,
    /// whatlang and the words disagree, or no language fits.
    #[error("its language cannot be told")]
    NoLanguage,
    /// Words of Malay and of Indonesian.
    #[error("it may be Malay or Indonesian")]
    MalayOrIndonesian,
}

/// Fewer letters than this are a headline, which trigram statistics misread.
const FEWEST_LETTERS: usize = 60;
/// One sentence may be shorter, since its words speak too.
const FEWEST_LETTERS_IN_PASSAGE: usize = 30;
/// … and must lead more clearly.
const LEAST_CONFIDENCE_IN_PASSAGE: f64 = 0.1;
/// So many words are looked up.
const MOST_WORDS: usize = 400;
/// A list must know the words of a text by so much better than any other, on the Zipf scale and the
/// average over the words.
const LEAST_LEAD: f32 = 0.5;
/// The share of trigram evidence by which the first language must lead, from whatlang's own scale.
const LEAST_CONFIDENCE: f64 = 0.15;

/// The language of a text.
///
/// # Errors
/// When the text is too short, or the evidence is divided.
pub fn identify(text: &str) -> Result<Language, Unsure> {
    if text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
        return Err(Unsure::TooShort);
    }
    let found = whatlang::detect(text);
    let guess = found.as_ref().and_then(|found| Language::from_tag(found.lang().code()));
    let is_sure = found.is_some_and(|found| found.confidence() >= LEAST_CONFIDENCE);
    let language = match (guess, by_words(text, guess)) {
        (_, Some(listed)) => listed,
        (Some(guess), None) if is_sure || guess.tag() == "id" => guess,
        _ => return Err(Unsure::NoLanguage),
    };
    if matches!(language.tag(), "id" | "ms") { malay_or_indonesian(text) } else { Ok(language) }
}

/// The language whose list knows the words of a text clearly better than the guess of the trigrams, and
/// than any other: for those that whatlang does not know, or mistakes.
fn by_words(text: &str, guess: Option<Language>) -> Option<Language> {
    let mut sums = [0.0_f32; 64];
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some() && !word.starts_with(char::is_uppercase));
    let mut count = 0.0;
    for word in words.take(MOST_WORDS) {
        count += 1.0;
        for (language, zipf) in lexicon::postings(&lexicon::key(word)) {
            if let Some(sum) = sums.get_mut(language.number()) {
                *sum += zipf;
            }
        }
    }
    let score = |language: Listed| sums.get(language.number()).copied().unwrap_or_default();
    let mut ranked: Vec<Listed> = lexicon::members(u64::MAX)
        .filter(|language| score(*language) > 0.0 && language.tag() != "en-common")
        .collect();
    ranked.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
    let best = *ranked.first()?;
    let guessed = guess.and_then(|guess| lexicon::listed(guess.tag()));
    if guessed == Some(best) {
        return guess;
    }
    let rival = guessed.map_or(0.0, score).max(ranked.get(1).map_or(0.0, |next| score(*next)));
    let lead = (score(best) - rival) / count;
    // one list holds several standard languages: then the trigrams decide
    (lead >= LEAST_LEAD).then(|| Language::from_tag(best.tag())).flatten()
}

/// The language of one sentence that other evidence says is not in the target language; `None` when
/// it is too short or the trigrams are divided.
#[must_use]
pub fn passage_language(text: &str) -> Option<Language> {
    if text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS_IN_PASSAGE {
        return None;
    }
    let found = whatlang::detect(text)?;
    let language = Language::from_tag(found.lang().code())?;
    (found.confidence() >= LEAST_CONFIDENCE_IN_PASSAGE).then_some(language)
}

fn malay_or_indonesian(text: &str) -> Result<Language, Unsure> {
    let lowered = folded(text);
    let words: Vec<&str> = lowered.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let count = |list: &str| {
        let marks: HashSet<_> = lists::entries("id", list).map(folded).collect();
        words.iter().filter(|word| marks.contains(**word)).count()
    };
    let (malay, indonesian) = (count("malay-markers"), count("indonesian-markers"));
    let tag = match (indonesian, malay) {
        (own, other) if own > 2 * other => "id",
        (own, other) if other > 2 * own => "ms",
        // no marker of either: Indonesian is what whatlang was trained on
        (0, 0) => "id",
        _ => return Err(Unsure::MalayOrIndonesian),
    };
    Language::from_tag(tag).ok_or(Unsure::NoLanguage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_are_told_apart() {
        let english =
            "The government said on Tuesday that the new budget would be presented next month.";
        assert_eq!(identify(english).unwrap().tag(), "en");
        let indonesian = "Pemerintah mengatakan pada hari Selasa bahwa anggaran baru akan diajukan bulan depan karena perubahan rencana.";
        assert_eq!(identify(indonesian).unwrap().tag(), "id");
    }

    #[test]
    fn a_headline_is_too_short() {
        assert_eq!(identify("Harga Beras Naik"), Err(Unsure::TooShort));
    }

    #[test]
    fn languages_that_the_trigrams_lack_are_known_by_their_words() {
        let malay = "Kerajaan akan mengumumkan bajet baharu pada bulan hadapan kerana hospital memerlukan lebih ramai doktor, kata polis itu.";
        assert_eq!(identify(malay).unwrap().tag(), "ms");
        let icelandic = "Sveitarstjórnin samþykkti að fresta byggingu skólans þangað til á næsta ári vegna þess að peningarnir eru ekki til.";
        assert_eq!(identify(icelandic).unwrap().tag(), "is");
        let filipino = "Sinabi ng pamahalaan na hindi pa tapos ang bagong tulay dahil sa malakas na ulan noong nakaraang linggo sa lalawigan.";
        assert!(matches!(identify(filipino).unwrap().tag(), "fil" | "tl"));
    }
}
