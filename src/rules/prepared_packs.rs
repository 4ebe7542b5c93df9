//! Our packs as JSON: to read them as TOML took a sixth of a start.
//!
//! `rules/packs.tsv` holds each pack without the examples of its rules, under the hash of its text. A pack that
//! is not there, or was changed, is read as TOML as those of users are, so that a stale file is slow but never
//! wrong; a test says when it is stale, and writes it anew:
//!
//! ```text
//! MACARONIC_PREPARE=1 cargo test --lib prepared
//! ```
//!
//! Each line is a pack: its path below `rules/`, the XXH3 hash of its text (16 hexadecimal digits), and `Ready` as
//! JSON, with tabs between them.

use super::schema::{PackFile, PackHead, RuleFile};
use crate::data;
use crate::text::lines::Position;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use toml::Spanned;
use xxhash_rust::xxh3::xxh3_64;

/// A pack as it stands in the file.
#[derive(Deserialize)]
struct Ready {
    pack: PackHead,
    rule: Vec<(Place, RuleFile)>,
}

/// Where a rule stands in its pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Its first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The line of the first byte, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
}

/// The cells of the lines of the file.
static LINES: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
    let cells = data::PACKS.lines().filter_map(|line| {
        let (path, rest) = line.split_once('\t')?;
        let (hash, json) = rest.split_once('\t')?;
        Some((path, hash, json))
    });
    cells.collect()
});

/// An embedded pack with the places of its rules; `None` when the file does not know its text.
pub(super) fn pack(found: data::Embedded) -> Option<(PackFile, Vec<Place>)> {
    let &(_, hash, json) = LINES.iter().find(|(path, ..)| *path == found.path)?;
    if hash != format!("{:016x}", xxh3_64(found.text.as_bytes())) {
        return None;
    }
    let ready: Ready = serde_json::from_str(json).ok()?;
    let places = ready.rule.iter().map(|(place, _)| *place).collect();
    let rules = ready.rule.into_iter();
    let rule = rules.map(|(place, rule)| Spanned::new(place.start..place.end, rule)).collect();
    Some((PackFile { pack: ready.pack, rule, ..PackFile::default() }, places))
}

/// The line and column of a rule that begins at a byte.
pub(super) fn position(places: &[Place], byte: usize) -> Option<Position> {
    let place = places.binary_search_by_key(&byte, |place| place.start).ok()?;
    let Place { line, column, .. } = *places.get(place)?;
    Some(Position { line, column, ..Position::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::example::left_out;
    use crate::rules::load::LoadedPack;
    use serde_json::{Value, json};

    fn all() -> impl Iterator<Item = data::Embedded> {
        data::pack_languages().into_iter().chain(["shared"]).flat_map(data::packs)
    }

    /// The line of a pack.
    fn line(found: data::Embedded) -> String {
        let text = left_out(found.text);
        let mut table: Value =
            serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap();
        let read = LoadedPack::embedded_whole(found).unwrap();
        let lean: PackFile = toml::from_str(&text).unwrap();
        let rules = table["rule"].as_array_mut().map(std::mem::take).unwrap_or_default();
        let rules = rules.into_iter().zip(&lean.rule).map(|(value, rule)| {
            let (start, end) = (rule.span().start, rule.span().end);
            let at = read.place(start);
            json!([{ "start": start, "end": end, "line": at.line, "column": at.column }, value])
        });
        let ready = json!({ "pack": table["pack"], "rule": rules.collect::<Vec<_>>() });
        assert_eq!(
            table.as_object().unwrap().len(),
            2,
            "{}: more than a head and rules",
            found.path
        );
        format!("{}\t{:016x}\t{ready}\n", found.path, xxh3_64(found.text.as_bytes()))
    }

    #[test]
    fn the_file_is_what_the_packs_say() {
        let lines: String = all().map(line).collect();
        if std::env::var_os("MACARONIC_PREPARE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/packs.tsv");
            std::fs::write(path, &lines).unwrap();
            return;
        }
        let is_same = lines == data::PACKS;
        assert!(is_same, "write it anew: MACARONIC_PREPARE=1 cargo test --lib prepared");
    }

    #[test]
    fn a_pack_says_the_same_in_json() {
        for found in all() {
            let (file, places) = pack(found).unwrap();
            let lean: PackFile = toml::from_str(&left_out(found.text)).unwrap();
            assert_eq!(format!("{file:?}"), format!("{lean:?}"), "{}", found.path);
            assert_eq!(places.len(), lean.rule.len());
        }
    }

    #[test]
    fn a_pack_that_was_changed_is_not_in_the_file() {
        let found = data::packs("shared").into_iter().next().unwrap();
        assert!(pack(found).is_some());
        assert!(pack(data::Embedded { text: "[pack]\nname = \"x\"", ..found }).is_none());
    }
}
