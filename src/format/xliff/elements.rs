//! What elements mean to prose: `rules/shared/xliff-elements.tsv`.

use super::tag::Tag;
use crate::data;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What an element is to the text in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The root.
    Root,
    /// A file of version 1, which tells languages.
    File,
    /// Holds units, or others like it.
    Part,
    /// A paragraph that is kept in segments.
    Unit,
    /// A source with its target.
    Segment,
    /// The source.
    Source,
    /// Its translation.
    Target,
    /// Part of the text around it.
    Inline,
    /// No prose, but a word of the sentence around it.
    Object,
    /// No prose, and no word: the beginning or the end of something.
    Markup,
    /// A text of its own within another one's markup.
    Own,
    /// Ends a line.
    Break,
    /// What follows is left out.
    Mute,
    /// The end of what is left out.
    Unmute,
    /// No prose: what the table does not name.
    #[default]
    Skip,
}

/// The two lines of versions, which share names but no meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// 1.0, 1.1 and 1.2
    One,
    /// 2.0, 2.1 and 2.2
    Two,
}

/// What an element is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// What it is to the text in it.
    pub role: Role,
    /// Whether it says that nobody has translated it yet.
    pub is_untranslated: bool,
}

/// What a row of the table says, and of which elements of a name.
#[derive(Clone, Copy, Debug)]
struct Meaning {
    /// Of those with an attribute of this value; of all, when there is none.
    attribute: Option<(&'static str, &'static str)>,
    /// `None`: it is not translated yet.
    role: Option<Role>,
}

type Table = HashMap<(Version, &'static str), Vec<Meaning>>;

static ELEMENTS: LazyLock<Table> = LazyLock::new(|| {
    let text = data::file("shared/xliff-elements.tsv").map_or("", |found| found.text);
    let mut table = Table::new();
    for (name, meaning) in text.lines().skip(1).filter_map(row) {
        table.entry(name).or_default().push(meaning);
    }
    table
});

fn row(line: &'static str) -> Option<((Version, &'static str), Meaning)> {
    let mut columns = line.split('\t');
    let version = if columns.next()? == "1" { Version::One } else { Version::Two };
    let (name, attribute, value) = (columns.next()?, columns.next()?, columns.next()?);
    let attribute = (!attribute.is_empty()).then_some((attribute, value));
    let role = match columns.next()? {
        "untranslated" => None,
        "root" => Some(Role::Root),
        "file" => Some(Role::File),
        "part" => Some(Role::Part),
        "unit" => Some(Role::Unit),
        "segment" => Some(Role::Segment),
        "source" => Some(Role::Source),
        "target" => Some(Role::Target),
        "inline" => Some(Role::Inline),
        "object" => Some(Role::Object),
        "markup" => Some(Role::Markup),
        "own" => Some(Role::Own),
        "break" => Some(Role::Break),
        "mute" => Some(Role::Mute),
        "unmute" => Some(Role::Unmute),
        _ => Some(Role::Skip),
    };
    Some(((version, name), Meaning { attribute, role }))
}

/// What an element is; the last row that holds counts.
#[must_use]
pub fn element(version: Version, name: &str, tag: &Tag<'_>) -> Element {
    let mut element = Element::default();
    for meaning in ELEMENTS.get(&(version, name)).into_iter().flatten() {
        let holds = |(name, value)| tag.value(name) == Some(value);
        if !meaning.attribute.is_none_or(holds) {
            continue;
        }
        match meaning.role {
            Some(role) => element.role = role,
            None => element.is_untranslated = true,
        }
    }
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(version: Version, name: &str, attributes: Vec<(&str, &str)>) -> Element {
        element(version, name, &Tag::with(attributes))
    }

    #[test]
    fn an_attribute_may_change_what_an_element_is() {
        let role = |name, attributes| read(Version::One, name, attributes).role;
        assert_eq!(role("x", vec![]), Role::Object);
        assert_eq!(role("x", vec![("id", "1"), ("ctype", "lb")]), Role::Break);
        assert_eq!(role("note", vec![]), Role::Skip);
        let draft = read(Version::One, "target", vec![("state", "new")]);
        assert_eq!(draft, Element { role: Role::Target, is_untranslated: true });
    }

    #[test]
    fn the_versions_do_not_share_their_elements() {
        assert_eq!(read(Version::One, "trans-unit", vec![]).role, Role::Segment);
        assert_eq!(read(Version::Two, "trans-unit", vec![]).role, Role::Skip);
        assert_eq!(read(Version::Two, "pc", vec![]).role, Role::Inline);
    }

    #[test]
    fn every_role_of_the_table_is_known() {
        let text = data::file("shared/xliff-elements.tsv").unwrap().text;
        for line in text.lines().skip(1) {
            assert_eq!(line.split('\t').count(), 5, "{line}");
            assert_ne!(row(line).unwrap().1.role, Some(Role::Skip), "{line}");
        }
    }
}
