//! The languages macaronic can name: `rules/shared/languages.tsv`.

use super::file;
use std::fmt;
use std::sync::LazyLock;

/// A language, by its BCP 47 primary subtag.
#[derive(Clone, Copy)]
pub struct Language(&'static Entry);

struct Entry {
    tag: &'static str,
    name: &'static str,
    iso_639_3: &'static str,
    script: &'static str,
    inflects: bool,
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let text = file("shared/languages.tsv").map_or("", |found| found.text);
    text.lines().skip(1).filter_map(entry).collect()
});

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t');
    let (tag, iso_639_3) = (cells.next()?, cells.next()?);
    let (name, script) = (cells.next()?, cells.next()?);
    let inflects = cells.next() == Some("yes");
    Some(Entry { tag, name, iso_639_3, script, inflects })
}

impl Language {
    /// The language of a tag such as `id`, `id-ID` or `ind`; `None` when it is not in the table.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        TABLE.iter().find(|entry| entry.tag == primary || entry.iso_639_3 == primary).map(Self)
    }

    /// The primary subtag: `id`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0.tag
    }

    /// What it is written in, as an ISO 15924 code: `Latn`; `Cyrl/Latn` when there are two.
    #[must_use]
    pub const fn script(self) -> &'static str {
        self.0.script
    }

    /// Whether names take case endings: an inserted nominative may then be the wrong form.
    #[must_use]
    pub fn inflects_names(self) -> bool {
        self.0.inflects
    }

    /// The English name: `Indonesian`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Eq for Language {}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Language {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.tag.cmp(other.0.tag)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Language({})", self.0.tag)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regional_tag_means_its_language() {
        let indonesian = Language::from_tag("id-ID").unwrap();
        assert_eq!((indonesian.tag(), indonesian.name()), ("id", "Indonesian"));
        assert_eq!(Language::from_tag("xx"), None);
    }
}
