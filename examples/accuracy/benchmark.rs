//! A benchmark as it lies on disk: one document a line, as JSON.
//!
//! A document is `clean`, a text by a good writer, or has fragments of other languages put in (`inj`):
//!
//! ```json
//! {"id": "id-1", "lang": "id", "mode": "inj", "text": "Hari ini the weather cerah.",
//!  "gold": [{"start": 9, "end": 20, "kind": "phrase"}], "sents": [{"start": 0, "end": 27}]}
//! ```
//!
//! Positions count code points from 0, ends are exclusive. Other fields are passed over.

use anyhow::{Context, anyhow, bail};
use regex::Regex;
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;

/// A text, and what is foreign in it.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// Its name, which no other one of the file has.
    pub id: String,
    /// The language it is written in, as a BCP 47 tag.
    pub lang: String,
    /// Whether it has fragments.
    pub mode: Mode,
    /// The text.
    pub text: String,
    /// What is foreign in it.
    #[serde(rename = "gold")]
    pub fragments: Vec<Fragment>,
    /// Its sentences.
    #[serde(rename = "sents")]
    pub sentences: Vec<Stretch>,
    /// For each character whether it is a letter or a digit.
    #[serde(skip)]
    pub letters: Vec<bool>,
}

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// False alarms are counted.
    Clean,
    /// Fragments were put in: what is found of them is counted.
    #[serde(rename = "inj")]
    Injected,
}

/// Code points of a text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Stretch {
    start: usize,
    end: usize,
}

/// A piece of another language.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Fragment {
    /// Where it stands.
    #[serde(flatten)]
    pub stretch: Stretch,
    /// What it is.
    pub kind: Kind,
}

/// What a fragment is, in the order of the table.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole sentence.
    Sentence,
    /// A clause of a sentence.
    Clause,
    /// Some words.
    Phrase,
    /// One word.
    Word,
    /// The English name of a place.
    Place,
}

impl Stretch {
    /// Where the stretch begins and ends.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The documents of the text of a file.
///
/// # Errors
/// When a line is no document, or two have one id.
pub fn read(file: &str, text: &str) -> anyhow::Result<Vec<Document>> {
    // that of Unicode's categories; `char::is_alphanumeric` has vowel signs of Hindi and Thai, too
    let letter = Regex::new(r"[\p{L}\p{N}]").context("the class of letters")?;
    let mut documents = Vec::new();
    let mut line_of_id = HashMap::new();
    let lines = (1..).zip(text.lines());
    for (number, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let mut document = document(line).with_context(|| format!("{file}:{number}"))?;
        if let Some(first) = line_of_id.insert(document.id.clone(), number) {
            bail!("{file}:{number}: the id `{}` is that of line {first}; rename one", document.id);
        }
        let is_letter = |c: char| letter.is_match(c.encode_utf8(&mut [0; 4]));
        document.letters = document.text.chars().map(is_letter).collect();
        documents.push(document);
    }
    Ok(documents)
}

fn document(line: &str) -> anyhow::Result<Document> {
    let document: Document = serde_json::from_str(line).map_err(|error| {
        let reason = error.to_string();
        // it always says line 1
        let place = format!(" at line {} column {}", error.line(), error.column());
        anyhow!(
            "not a document: {} at byte {}; write one JSON object a line, with id, lang, mode, text, \
             gold and sents",
            reason.strip_suffix(&place).unwrap_or(&reason),
            error.column()
        )
    })?;
    let length = document.text.chars().count();
    let fragments = document.fragments.iter().map(|fragment| ("gold", fragment.stretch));
    let sentences = document.sentences.iter().map(|&sentence| ("sents", sentence));
    for (field, Stretch { start, end }) in fragments.chain(sentences) {
        if start >= end || end > length {
            bail!(
                "{start}..{end} in `{field}` is no stretch of a text of {length} code points; \
                 count code points, not bytes"
            );
        }
    }
    if macaronic::Language::from_tag(&document.lang).is_none() {
        bail!("unknown language `{}` in `lang`; give a BCP 47 tag such as `id`", document.lang);
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(lines: &str) -> String {
        format!("{:#}", read("b.jsonl", lines).unwrap_err())
    }

    fn line(id: &str, lang: &str, end: usize) -> String {
        format!(
            r#"{{"id": "{id}", "lang": "{lang}", "mode": "clean", "text": "é, ด้", "gold": [],
            "sents": [{{"start": 0, "end": {end}}}], "other": 1}}"#
        )
        .replace('\n', " ")
    }

    #[test]
    fn positions_are_code_points_and_marks_are_no_letters() {
        let documents = read("b.jsonl", &line("a", "th", 5)).unwrap();
        assert_eq!(documents[0].letters, [true, false, false, true, false]);
        assert!(
            refusal(&line("a", "th", 6)).starts_with("b.jsonl:1: 0..6 in `sents` is no stretch")
        );
    }

    #[test]
    fn a_bad_line_is_named() {
        let lines = format!("{}\n\n{{}}", line("a", "id", 5));
        let refusal = refusal(&lines);
        let reason =
            "b.jsonl:3: not a document: missing field `id` at byte 2; write one JSON object";
        assert!(refusal.starts_with(reason), "{refusal}");
    }

    #[test]
    fn an_id_stands_once() {
        let lines = format!("{}\n{}", line("a", "id", 5), line("a", "es", 5));
        assert_eq!(refusal(&lines), "b.jsonl:2: the id `a` is that of line 1; rename one");
    }

    #[test]
    fn an_unknown_language_is_named() {
        assert!(refusal(&line("a", "xx-nope", 5)).contains("unknown language `xx-nope`"));
    }
}
