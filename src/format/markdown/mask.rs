//! What Markdown files hold that is no Markdown: shortcodes, template tags, formulas, imports.
//!
//! Such stretches are masked before the parser reads the text, byte for byte, so that no offset moves.

use crate::data::lists;
use crate::text::span::Span;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Fills what is no prose (SUBSTITUTE, one byte).
pub const FILLER: char = '\u{1A}';

/// Lines that are no prose at all, and the opening lines of boxes whose title is one.
static LINES: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?m)^[ \t]*(?:",
        // Hugo, Liquid and Jinja tags that have the line for themselves
        r"(?:\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|\{#[^\n]*?#\}|\{:[^\n{}]*\})[ \t]*",
        // imports and exports of MDX, which go on to the next blank line
        r#"|import[ \t]+(?:[^\n]*[ \t]from[ \t]+)?["'][^\n]*["'];?[ \t]*"#,
        r#"|import[ \t]+\{[ \t]*(?:\n[ \t]*\w[^\n"'{}]*)*\n[ \t]*\}[ \t]+from[ \t]+["'][^\n]*["'];?[ \t]*"#,
        r"|export[ \t]+(?:default|const|let|function|async)\b[^\n]*(?:\n[^\n]*\S[^\n]*)*",
        // the branches of a tree of files
        r"|[^\n]*[├└](?:──|─|--)[^\n]*",
        // the ends of Docusaurus and VitePress boxes
        r"|:{3,}[ \t]*",
        r")$",
    ))
});
/// The opening line of a box: `:::note Title`, `:::tip[Title]`, `!!! note "Title"`, `=== "Title"`.
static BOXES: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?m)^(?<mark>:{3,}[ \t]*\{?\.?[A-Za-z][\w-]*[ \t]*\[?",
        r#"|(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][\w -]*?[ \t]*(?:"|$)"#,
        r#"|===[!+]?[ \t]+")"#,
        r"(?<title>[^\n]*?)(?<end>[\]\x22}]?[ \t]*(?:\{[^\n{}]*\})?[ \t]*)$",
    ))
});
/// Expressions of JSX that are a string of code: ``{`const a = 1`}``.
static EXPRESSIONS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:^|(?<before>[^`]))(?<code>\{[ \t\n]*`[^`{}]*(?:\{[^`{}]*\}[^`{}]*)*`[ \t\n]*\})")
});
/// Stretches inside a line.
static STRETCHES: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"\{\{[^{}\n]*\}\}",
        // an opening mark inside ends the search, or a line full of them would take long
        r"|\{%[^\n{]*%\}",
        r"|\{#[^\n{]*#\}",
        r"|\{/\*[^\n{]*\*/\}",
        r"|\{[:.#][^\n{}]*\}",
        r"|\{[A-Za-z_][\w.]*\}",
        // formulas: what stands between dollars must look like one, for prices have dollars, too
        r"|\$\$[^$]+\$\$",
        r"|\$[^\s$][^$\n]*[\\^_{}=][^$\n]*\$",
        // emoji by name, which no letter or digit touches
        r"|(?m:^|(?<before>[\s(\[*_>]))(?<emoji>:[a-z][a-z0-9_+-]+:)",
    ))
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
}

/// The text with everything masked that is no Markdown, of the same length.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let boxes = BOXES.is_match(text);
    let text = if boxes { Cow::Owned(boxed(text)) } else { Cow::Borrowed(text) };
    let text = replaced(&LINES, text, |found| blanked(&found[0]));
    let text = replaced(&EXPRESSIONS, text, |found| {
        let before = found.name("before").map_or("", |before| before.as_str());
        format!("{before}{}", filler(&found["code"]))
    });
    replaced(&STRETCHES, text, |found| match found.name("emoji") {
        Some(emoji) => {
            let before = found.name("before").map_or("", |before| before.as_str());
            format!("{before}{}", filler(emoji.as_str()))
        }
        None => filler(&found[0]),
    })
}

/// The masked text without these lines of the file, of which it begins at `offset`.
#[must_use]
pub fn without<'t>(masked: Cow<'t, str>, lines: &[Span], offset: usize) -> Cow<'t, str> {
    if lines.is_empty() {
        return masked;
    }
    let mut text = masked.into_owned();
    for line in lines.iter().filter(|line| line.start() >= offset) {
        let range = line.start() - offset..line.end() - offset;
        if text.get(range.clone()).is_some() {
            text.replace_range(range.clone(), &" ".repeat(range.len()));
        }
    }
    Cow::Owned(text)
}

fn replaced<'t>(
    pattern: &Regex,
    text: Cow<'t, str>,
    by: impl Fn(&Captures<'_>) -> String,
) -> Cow<'t, str> {
    match pattern.replace_all(&text, by) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => Cow::Owned(masked),
    }
}

/// Blanks of the same length; the lines stay.
fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

fn filler(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { "\n".to_owned() } else { fill(c) }).collect()
}

fn fill(c: char) -> String {
    FILLER.to_string().repeat(c.len_utf8())
}

/// The text with the opening lines of boxes as headings, and what is indented below them as a quotation.
fn boxed(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut is_indented = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if let Some(found) =
            BOXES.captures(bare).filter(|found| !has_translated_name(&found["mark"]))
        {
            is_indented = !bare.starts_with(':');
            masked.push_str(&heading(&found));
            masked.push_str(line.get(bare.len()..).unwrap_or_default());
            continue;
        }
        match bare.strip_prefix("    ") {
            Some(_) if is_indented => {
                masked.push_str(">   ");
                masked.push_str(line.get(4..).unwrap_or_default());
            }
            inner => {
                is_indented &= bare.trim().is_empty() || inner.is_some();
                masked.push_str(line);
            }
        }
    }
    masked
}

/// Whether the name of a box was translated, so that its line is printed as it is.
fn has_translated_name(mark: &str) -> bool {
    let name = mark.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    lists::entries("shared", "box-names-translated").any(|entry| entry == name)
}

/// `!!! note "Title"` as a heading of the same length.
fn heading(found: &Captures<'_>) -> String {
    let title = found.name("title").map_or("", |title| title.as_str());
    let length = |name| found.name(name).map_or(0, |part| part.as_str().len());
    if title.trim().is_empty() {
        return " ".repeat(found[0].len());
    }
    let mark = length("mark");
    let blanks = mark.saturating_sub(1);
    format!("#{}{title}{}", " ".repeat(blanks), " ".repeat(length("end")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let masked = mask(text);
        assert_eq!(masked.len(), text.len(), "{text:?}");
        masked.replace(FILLER, "~")
    }

    #[test]
    fn shortcodes_and_formulas_are_masked() {
        assert_eq!(masked("Lihat {{< ref \"a\" >}} itu."), "Lihat ~~~~~~~~~~~~~~~ itu.");
        assert_eq!(masked("Nilai $x_1 = 2$ itu."), "Nilai ~~~~~~~~~ itu.");
        assert_eq!(masked("Roket :rocket: itu."), "Roket ~~~~~~~~ itu.");
        assert_eq!(masked("a\n{% include x.html %}\nb"), "a\n                    \nb");
        assert_eq!(masked("Halo {name}, é {{ é }}"), "Halo ~~~~~~, é ~~~~~~~~");
    }

    #[test]
    fn code_in_braces_and_trees_of_files_are_no_prose() {
        assert_eq!(masked("<Code>{`const the = 1`}</Code>"), "<Code>~~~~~~~~~~~~~~~~~</Code>");
        assert_eq!(masked("src\n├── the/main.js\nIsi").matches("main").count(), 0);
        assert_eq!(masked("Nilai `{` dan `}` itu."), "Nilai `{` dan `}` itu.");
    }

    #[test]
    fn prices_and_times_are_no_formulas() {
        let text = "Dari US$5 juta menjadi US$6 juta pada 10:30:00 (a:b), jenis:besar:kecil.";
        assert_eq!(masked(text), text);
    }

    #[test]
    fn the_title_of_a_box_is_a_heading_and_its_text_is_text() {
        assert_eq!(masked(":::note Catatan\nIsi.\n:::"), "#       Catatan\nIsi.\n   ");
        assert_eq!(masked(":::tip[Kiat]\nIsi.\n:::\n"), "#      Kiat \nIsi.\n   \n");
        assert_eq!(
            masked("!!! note \"Catatan\"\n\n    Isi.\n\nLain."),
            "#         Catatan \n\n>   Isi.\n\nLain."
        );
        assert_eq!(masked("!!! warning\n    Isi."), "           \n>   Isi.");
    }

    #[test]
    fn imports_are_no_prose() {
        let text = "import Tabs from '@theme/Tabs';\n\nimport adalah kata.";
        assert!(masked(text).ends_with("\n\nimport adalah kata."));
        assert!(masked(text).starts_with("      "));
        let exported = "export const data = [\n  \"the value\",\n];\n\nIsi.";
        assert_eq!(masked(exported).trim_start(), "Isi.");
        assert_eq!(masked("import {\n  Tabs,\n} from '@theme';\n\nIsi.").trim_start(), "Isi.");
    }
}
