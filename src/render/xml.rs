//! Text inside XML 1.0. It forbids most control characters, even written as references, so that they
//! have to be shown in another way.

use super::escape::is_hostile;
use std::fmt::Write;

/// A text as the value of an attribute or as character data.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push(&mut safe, c);
    }
    // the runner of GitHub obeys `##[command]` anywhere in a line
    safe.replace("##[", "##&#91;")
}

fn push(safe: &mut String, c: char) {
    let written = match c {
        '&' => safe.write_str("&amp;"),
        '<' => safe.write_str("&lt;"),
        '>' => safe.write_str("&gt;"),
        '"' => safe.write_str("&quot;"),
        '\'' => safe.write_str("&apos;"),
        c if is_forbidden(c) => write!(safe, "\\u{{{:X}}}", u32::from(c)),
        // line ends in attributes would become blanks, and what a terminal obeys is not written as it is
        c if is_hostile(c) => write!(safe, "&#{};", u32::from(c)),
        c => safe.write_char(c),
    };
    written.expect("writing to a string never fails");
}

/// Whether XML 1.0 has no way to write a character.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escaped("a<b>&\"' ]]>"), "a&lt;b&gt;&amp;&quot;&apos; ]]&gt;");
        assert_eq!(escaped("é😀"), "é😀");
    }

    #[test]
    fn forbidden_characters_are_shown_and_others_written_as_references() {
        assert_eq!(escaped("\u{1B}[1m\u{1}\u{FFFE}"), "\\u{1B}[1m\\u{1}\\u{FFFE}");
        assert_eq!(escaped("a\nb\tc\u{9B}\u{202E}"), "a&#10;b&#9;c&#155;&#8238;");
        assert_eq!(escaped("##[group]"), "##&#91;group]");
    }
}
