//! Text from articles, file names and packs, made harmless for a terminal and for CI logs.

use std::borrow::Cow;
use std::fmt::Write;

/// Shows control, bidirectional and invisible characters as `\u{…}`; line ends become a blank.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) && !text.contains("##[") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push(&mut safe, c);
    }
    Cow::Owned(break_commands(&safe))
}

/// The same for a text in which `::` is escaped in another way.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut safe, c);
    }
    safe.replace("##[", "## [")
}

/// The same as text in Markdown, in which it makes no link, picture, markup or HTML.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in shown(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            c if c.is_ascii_punctuation() && !",.:;'-/".contains(c) => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    // a bare address would become a link
    safe.replace("://", ":\\//").replace("www.", "www\\.")
}

fn push(safe: &mut String, c: char) {
    match c {
        '\n' | '\r' | '\t' => safe.push(' '),
        c if is_hostile(c) => {
            write!(safe, "\\u{{{:X}}}", u32::from(c)).expect("writing to a string never fails");
        }
        c => safe.push(c),
    }
}

/// The runner of GitHub executes `::command` at the start of a line and `##[command]` anywhere.
fn break_commands(text: &str) -> String {
    text.replace("##[", "## [").replace("::", ": :")
}

/// JSON in which what [`shown`] makes harmless is written as `\u…`: the same value to who reads it.
#[must_use]
pub fn in_json(json: &str) -> Cow<'_, str> {
    let is_hostile = |c: char| c != '\n' && is_hostile(c);
    if !json.contains(is_hostile) && !json.contains("##[") {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        if is_hostile(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(safe, "\\u{unit:04x}").expect("writing to a string never fails");
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe.replace("##[", "##\\u005b"))
}

/// Whether a character may change what a terminal shows, or shows nothing.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_commands_are_broken() {
        assert_eq!(shown("a\u{1B}[31mb"), "a\\u{1B}[31mb");
        assert_eq!(shown("\u{202E}x"), "\\u{202E}x");
        assert!(!shown("::error::x").contains("::"));
        assert!(!shown("a ##[group]").contains("##["));
        assert_eq!(shown("Ukraina"), "Ukraina");
    }

    #[test]
    fn markdown_stays_text() {
        assert_eq!(
            markdown("[x](http://a.b) <b>`&*"),
            "\\[x\\]\\(http:\\//a.b\\) &lt;b\\>\\`&amp;\\*"
        );
        assert_eq!(visible("a::b ##[c]\u{1B}"), "a::b ## [c]\\u{1B}");
    }

    #[test]
    fn json_keeps_its_value() {
        let text = "\u{9B}2J \u{202E}\u{E0041} ##[group] \u{1B} 👩\u{200D}👧 \n é";
        let json = serde_json::to_string(text).unwrap();
        let safe = in_json(&json);
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        assert!(!safe.contains(is_hostile) && !safe.contains("##["), "{safe}");
    }
}
