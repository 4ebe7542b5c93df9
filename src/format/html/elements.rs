//! What elements mean to prose: `rules/shared/html-elements.tsv`.

use crate::data;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What an element is to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of the text around it.
    Inline,
    /// A block of text.
    Block,
    /// The root or the body: a block whose language is that of the file.
    Root,
    /// A heading.
    Heading,
    /// The item of a list.
    Item,
    /// The cell of a table.
    Cell,
    /// A short text of its own: a button, an option.
    Label,
    /// The title of the page.
    Title,
    /// Emphasised words.
    Emphasis,
    /// A link.
    Link,
    /// Ends a line.
    Break,
    /// Code and the like: no prose, but a word of the sentence around it.
    Code,
    /// A block of code.
    Listing,
    /// A line between blocks.
    Rule,
    /// What is no prose.
    Skip,
}

/// An element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is to the text in it.
    pub role: Role,
    /// Whether it has no end tag.
    pub is_void: bool,
    /// Whether the start tag of another one ends it.
    pub is_closed_by_next: bool,
}

static ELEMENTS: LazyLock<HashMap<&'static str, Element>> = LazyLock::new(|| {
    let table = data::file("shared/html-elements.tsv").map_or("", |found| found.text);
    table.lines().skip(1).filter_map(row).collect()
});

fn row(line: &'static str) -> Option<(&'static str, Element)> {
    let mut columns = line.split('\t');
    let name = columns.next()?;
    let role = match columns.next()? {
        "block" => Role::Block,
        "root" => Role::Root,
        "heading" => Role::Heading,
        "item" => Role::Item,
        "cell" => Role::Cell,
        "label" => Role::Label,
        "title" => Role::Title,
        "emphasis" => Role::Emphasis,
        "link" => Role::Link,
        "break" => Role::Break,
        "code" => Role::Code,
        "listing" => Role::Listing,
        "rule" => Role::Rule,
        "skip" => Role::Skip,
        _ => Role::Inline,
    };
    let ends = columns.next().unwrap_or_default();
    Some((name, Element { role, is_void: ends == "void", is_closed_by_next: ends == "next" }))
}

/// The element of a name; one we do not know is inline.
#[must_use]
pub fn element(name: &str) -> Element {
    let unknown = Element { role: Role::Inline, is_void: false, is_closed_by_next: false };
    ELEMENTS.get(name).copied().unwrap_or(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_what_ends_by_itself() {
        assert!(element("br").is_void);
        assert!(element("li").is_closed_by_next);
        assert_eq!(element("h2").role, Role::Heading);
        assert_eq!(element("x-y").role, Role::Inline);
    }
}
