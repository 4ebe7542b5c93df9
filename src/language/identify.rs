//! The language of a whole text, when nobody said it.
//!
//! whatlang's own confidence is not used: it says 1.0 for any script of one language. Whole-text
//! identification is never run on a headline or a name alone, and never tells Indonesian from
//! Malay by itself: words that only one of the two has do that.

use crate::data::languages::Language;
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
    let found = whatlang::detect(text).ok_or(Unsure::NoLanguage)?;
    let language = Language::from_tag(found.lang().code()).ok_or(Unsure::NoLanguage)?;
    if language.tag() == "id" {
        return malay_or_indonesian(text);
    }
    if found.confidence() < LEAST_CONFIDENCE {
        return Err(Unsure::NoLanguage);
    }
    Ok(language)
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
}
