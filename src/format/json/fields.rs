//! Which strings of a JSON text are prose, and of what kind.
//!
//! A path is made of names with dots between them, from the record on: `title`, `body.text`. `*` stands for
//! any one name or element; as the last part it means every string from there on. What a path leads to may
//! be an array of strings. Arrays around the whole file are passed through: their elements are the records.

use super::scan::Level;
use crate::data;
use crate::text::fold::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// The title of an article.
    Title,
    /// A short text of its own.
    Label,
    /// Paragraphs.
    Text,
    /// Nobody says: its own form tells.
    Unknown,
    /// One of many strings that nobody chose by name: prose only when it looks like it.
    Any,
}

/// What `rules/shared/text-fields.tsv` says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Usual {
    Prose(FieldKind),
    /// It holds the language of its record.
    Language,
}

/// The usual fields by their folded names.
static USUAL: LazyLock<HashMap<String, Usual>> = LazyLock::new(|| {
    let text = data::file("shared/text-fields.tsv").map_or("", |found| found.text);
    text.lines().skip(1).filter_map(entry).collect()
});

fn entry(line: &str) -> Option<(String, Usual)> {
    let (name, kind) = line.split_once('\t')?;
    let usual = match kind {
        "title" => Usual::Prose(FieldKind::Title),
        "label" => Usual::Prose(FieldKind::Label),
        "text" => Usual::Prose(FieldKind::Text),
        "language" => Usual::Language,
        _ => return None,
    };
    Some((bare(name), usual))
}

/// A name without what writers of names differ in: `meta_description`, `metaDescription`, `og:title`.
fn bare(name: &str) -> String {
    let own = name.rsplit(':').next().unwrap_or(name);
    folded(own).replace(['_', '-'], "")
}

fn usual(name: &str) -> Option<Usual> {
    USUAL.get(&bare(name)).copied()
}

/// The fields that are checked.
#[derive(Debug)]
pub(super) struct Fields {
    paths: Vec<Vec<String>>,
}

impl Fields {
    /// Those of the given paths; the usual ones when there are none.
    pub(super) fn new(paths: &[String]) -> Self {
        let parts = |path: &String| path.trim().split('.').map(str::to_owned).collect();
        Self { paths: paths.iter().map(parts).collect() }
    }

    /// What the string inside these levels is; `None` when it is not checked.
    pub(super) fn kind(&self, levels: &[Level]) -> Option<FieldKind> {
        let name = nearest_name(levels);
        let own = || match name.and_then(usual) {
            Some(Usual::Prose(kind)) => Some(kind),
            _ => None,
        };
        if self.paths.is_empty() {
            return own();
        }
        let inside = in_record(levels);
        let mut matching = self.paths.iter().filter(|path| matches(path, inside)).peekable();
        matching.peek()?;
        let is_chosen = matching.any(|path| path.last().is_some_and(|last| last != "*"));
        let unnamed = if is_chosen { FieldKind::Unknown } else { FieldKind::Any };
        Some(own().unwrap_or(unnamed))
    }
}

/// Whether the string inside these levels is the language of its record.
pub(super) fn is_language(levels: &[Level]) -> bool {
    let [Level { key: Some(name), .. }] = in_record(levels) else { return false };
    usual(name) == Some(Usual::Language)
}

/// The name of the member that holds a string, or an array with it.
fn nearest_name(levels: &[Level]) -> Option<&str> {
    let arrays = levels.last()?.arrays;
    levels.get(levels.len().checked_sub(arrays + 1)?)?.key.as_deref()
}

/// The levels without the arrays around the records.
fn in_record(levels: &[Level]) -> &[Level] {
    let outer = levels.last().map_or(0, |level| level.outer);
    levels.get(outer..).unwrap_or_default()
}

/// Whether a path leads to the string inside these levels.
fn matches(path: &[String], levels: &[Level]) -> bool {
    let is_tail = path.last().is_some_and(|last| last == "*");
    let is_long_enough = levels.len() + usize::from(is_tail) >= path.len();
    let rest = levels.len().saturating_sub(path.len());
    let arrays = levels.last().map_or(0, |level| level.arrays);
    is_long_enough
        && (is_tail || rest <= arrays)
        && path.iter().zip(levels).all(|(part, level)| is_step(part, level))
}

fn is_step(part: &str, level: &Level) -> bool {
    part == "*"
        || match &level.key {
            Some(name) => name == part,
            None => part.parse() == Ok(level.index),
        }
}
