//! One record of the stream as asked: which text, under which id, in which language.

use super::lines::Content;
use crate::data::languages::Language;
use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The names of the fields that are read; all others are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) text: String,
    pub(super) id: String,
    pub(super) lang: String,
}

/// What a line asks.
#[derive(Debug)]
pub(super) struct Question {
    /// As it came, without the blanks between its parts.
    pub(super) id: Option<Box<RawValue>>,
    pub(super) asked: Result<Asked, Refusal>,
}

/// A text to check.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) text: String,
    /// The language that the record names.
    pub(super) language: Option<Language>,
}

/// Why a line is not checked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is nothing to check.
    Skipped(String),
    /// Something is wrong with it.
    Failed(String),
}

/// The parts of a record; of a field that stands twice the last one counts.
#[derive(Default)]
pub(super) struct Found<'l> {
    text: Option<&'l RawValue>,
    id: Option<&'l RawValue>,
    lang: Option<&'l RawValue>,
}

impl Fields {
    /// What the line of a number asks. A byte order mark before the first line is passed over.
    pub(super) fn question(&self, content: &Content, number: u64, largest: u64) -> Question {
        let refused = |refusal| Question { id: None, asked: Err(refusal) };
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::TooLong => {
                return refused(Refusal::Failed(format!(
                    "the line has more than --max-line-size {largest} bytes"
                )));
            }
        };
        let line = match std::str::from_utf8(bytes) {
            Ok(line) if number == 1 => line.strip_prefix('\u{FEFF}').unwrap_or(line),
            Ok(line) => line,
            Err(error) => {
                return refused(Refusal::Failed(format!(
                    "invalid UTF-8 at byte {} of the line; write the stream as UTF-8",
                    error.valid_up_to()
                )));
            }
        };
        if line.trim_ascii().is_empty() {
            return refused(Refusal::Skipped("blank line".to_owned()));
        }
        match self.found(line) {
            Ok(found) => Question { id: found.id.map(compact), asked: self.asked(&found) },
            Err(error) => refused(Refusal::Failed(format!(
                "the line is no JSON object: {} at byte {}",
                without_place(&error),
                error.column()
            ))),
        }
    }

    fn found<'l>(&self, line: &'l str) -> serde_json::Result<Found<'l>> {
        let mut reader = serde_json::Deserializer::from_str(line);
        let found = self.deserialize(&mut reader)?;
        reader.end()?;
        Ok(found)
    }

    fn asked(&self, found: &Found<'_>) -> Result<Asked, Refusal> {
        let Some(text) = found.text else {
            return Err(Refusal::Failed(format!("there is no field `{}`", self.text)));
        };
        let text = string(text, &self.text)?;
        if let Some(at) = text.find('\0') {
            return Err(Refusal::Failed(format!(
                "NUL at byte {at} of `{}`: no text, or one that was decoded wrongly",
                self.text
            )));
        }
        let language = match found.lang {
            Some(lang) if lang.get() != "null" => self.language(&string(lang, &self.lang)?)?,
            _ => None,
        };
        Ok(Asked { text, language })
    }

    /// The language of a tag; an empty one is none, as tables write it.
    fn language(&self, tag: &str) -> Result<Option<Language>, Refusal> {
        match Language::from_tag(tag) {
            None if !tag.is_empty() => Err(Refusal::Failed(format!(
                "unknown language `{tag}` in `{}`; give a BCP 47 tag such as `id`",
                self.lang
            ))),
            found => Ok(found),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Fields {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Fields {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key::<String>()? {
            if ![&self.text, &self.id, &self.lang].contains(&&key) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = Some(map.next_value::<&RawValue>()?);
            // one field may serve as two
            for (name, field) in [
                (&self.text, &mut found.text),
                (&self.id, &mut found.id),
                (&self.lang, &mut found.lang),
            ] {
                if *name == key {
                    *field = value;
                }
            }
        }
        Ok(found)
    }
}

/// The string that a field holds.
fn string(value: &RawValue, field: &str) -> Result<String, Refusal> {
    if !value.get().starts_with('"') {
        return Err(Refusal::Failed(format!("`{field}` is not a string")));
    }
    serde_json::from_str(value.get()).map_err(|error| {
        Refusal::Failed(format!("`{field}` is no valid string: {}", without_place(&error)))
    })
}

/// What is wrong, without the line of the JSON text, which is always its first.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

/// The same JSON without blanks outside of its strings: an answer is one line, and its escapes must not
/// meet a tab that stands between two values.
fn compact(value: &RawValue) -> Box<RawValue> {
    let (mut in_string, mut escaped) = (false, false);
    let is_kept = |&c: &char| {
        let is_kept = in_string || !c.is_ascii_whitespace();
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
        is_kept
    };
    let json = value.get().chars().filter(is_kept).collect();
    RawValue::from_string(json).expect("JSON without its blanks is the same JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_every_character_of_its_strings() {
        let raw: &RawValue = serde_json::from_str(
            "{ \"a b\" :\t[ 1.0, \"\\\"  \\\\\" , 12345678901234567890123 ] }",
        )
        .unwrap();
        assert_eq!(compact(raw).get(), "{\"a b\":[1.0,\"\\\"  \\\\\",12345678901234567890123]}");
    }
}
