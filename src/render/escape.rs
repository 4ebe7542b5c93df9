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
}
