//! Names of places, months and days that the target language has of its own, from Unicode CLDR:
//! `rules/cldr/exonyms/<tag>.tsv`.

use super::file;

/// One English name and the name that the target language uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exonym {
    /// The English name.
    pub english: &'static str,
    /// The name of the target language.
    pub local: &'static str,
    /// How much is said of it.
    pub grade: Grade,
}

/// How much is said of an English name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It is no word of the target language.
    Plain,
    /// It is also a given name, a surname or a word: reported only beside other evidence.
    Guarded,
    /// The language's own press uses it: never reported alone.
    Consistency,
}

/// The exonyms of a language; none when there is no table.
#[must_use]
pub fn exonyms(tag: &str) -> Vec<Exonym> {
    let tag = match tag {
        "no" => "nb",
        "tl" => "fil",
        "sh" => "hr",
        other => other,
    };
    let text = file(&format!("cldr/exonyms/{tag}.tsv")).map_or("", |found| found.text);
    text.lines().skip(1).filter_map(exonym).collect()
}

fn exonym(line: &'static str) -> Option<Exonym> {
    let mut cells = line.split('\t');
    let (english, local, _kind) = (cells.next()?, cells.next()?, cells.next()?);
    let grade = match cells.next()? {
        "consistency" => Grade::Consistency,
        "guarded" => Grade::Guarded,
        _ => Grade::Plain,
    };
    Some(Exonym { english, local, grade })
}
