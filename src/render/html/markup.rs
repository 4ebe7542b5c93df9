//! Text from articles, file names and packs as HTML: nothing in it is markup, and what is hidden shows.

use crate::render::escape::is_hostile;
use std::fmt::{self, Display, Formatter};

/// A text between tags; hidden characters stand as marked `\u{…}`.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(pub &'a str);

/// A text in a quoted attribute, or where no tag may stand; hidden characters as plain `\u{…}`.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a>(pub &'a str);

/// A message: what it quotes in backticks is set apart, whatever its direction.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a>(pub &'a str);

/// An explanation: like a message, and its http(s) addresses are links.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, out, true)
    }
}

impl Display for Attribute<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, out, false)
    }
}

impl Display for Message<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        quoting(self.0, out, |text, out| write!(out, "{}", Text(text)))
    }
}

impl Display for Explanation<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        quoting(self.0, out, linking)
    }
}

fn escape(text: &str, out: &mut Formatter<'_>, marked: bool) -> fmt::Result {
    let mut plain = 0;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|&(_, c)| c);
        let special_here =
            is_special(c) && !is_line_space(c) && !is_joiner_at_work(c, before, after);
        if special_here || is_command(c, before, after) {
            out.write_str(text.get(plain..at).unwrap_or_default())?;
            special(c, out, marked)?;
            plain = at + c.len_utf8();
        }
        before = Some(c);
    }
    out.write_str(text.get(plain..).unwrap_or_default())
}

fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'') || is_hostile(c)
}

/// Whether a mark belongs to what the runner of GitHub takes for a command (`::` and `##[`) when the page
/// goes through a log.
fn is_command(c: char, before: Option<char>, after: Option<char>) -> bool {
    c == ':' && after == Some(':') || c == '[' && before == Some('#')
}

/// The parser of HTML makes LF of a CR, and a paragraph shows both as they are.
const fn is_line_space(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t')
}

/// Persian, Indic scripts and emoji are written with joiners; elsewhere they only hide.
fn is_joiner_at_work(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: char| matches!(c, '\u{600}'..='\u{1DFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}');
    matches!(c, '\u{200C}' | '\u{200D}') && before.is_some_and(joins) && after.is_some_and(joins)
}

fn special(c: char, out: &mut Formatter<'_>, marked: bool) -> fmt::Result {
    match c {
        '&' => out.write_str("&amp;"),
        '<' => out.write_str("&lt;"),
        '>' => out.write_str("&gt;"),
        '"' => out.write_str("&quot;"),
        '\'' => out.write_str("&#39;"),
        ':' => out.write_str("&#58;"),
        '[' => out.write_str("&#91;"),
        c if marked => {
            write!(out, "<bdi class=\"hidden-character\">\\u{{{:X}}}</bdi>", u32::from(c))
        }
        c => write!(out, "\\u{{{:X}}}", u32::from(c)),
    }
}

/// Sets apart what stands between two backticks; when they do not pair, the text stays as it is.
fn quoting(
    text: &str,
    out: &mut Formatter<'_>,
    plain: fn(&str, &mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    if text.matches('`').count() % 2 == 1 {
        return plain(text, out);
    }
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            write!(out, "<bdi class=\"quoted\">{}</bdi>", Text(part))?;
        } else {
            plain(part, out)?;
        }
    }
    Ok(())
}

/// Makes links of http(s) addresses, and of nothing else.
fn linking(text: &str, out: &mut Formatter<'_>) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min()
    {
        let (before, found) = rest.split_at(at);
        let end = found.find(|c: char| c.is_whitespace() || is_special(c)).unwrap_or(found.len());
        let address = found.get(..end).unwrap_or_default();
        let address = address.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        write!(out, "{}", Text(before))?;
        write!(
            out,
            "<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a>",
            Attribute(address)
        )?;
        rest = found.get(address.len()..).unwrap_or_default();
    }
    write!(out, "{}", Text(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = "</p><script>alert('1')</script>&amp;\"";
        let expected = "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;";
        assert_eq!(Text(text).to_string(), expected);
        assert_eq!(Attribute(text).to_string(), expected);
    }

    #[test]
    fn commands_to_a_runner_are_broken() {
        assert_eq!(
            Text("::error::a:b [c] ##[d]").to_string(),
            "&#58;:error&#58;:a:b [c] ##&#91;d]"
        );
    }

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(
            Text("a\u{202E}b\u{1B}").to_string(),
            "a<bdi class=\"hidden-character\">\\u{202E}</bdi>b<bdi class=\"hidden-character\">\\u{1B}</bdi>"
        );
        assert_eq!(Attribute("a\u{202E}b\u{0}").to_string(), "a\\u{202E}b\\u{0}");
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        for text in ["می\u{200C}خواهم", "👩\u{200D}👧", "❤\u{FE0F}\u{200D}🔥", "क्\u{200D}ष"]
        {
            assert_eq!(Text(text).to_string(), text);
        }
        assert_eq!(Attribute("Ukra\u{200D}ina").to_string(), "Ukra\\u{200D}ina");
    }

    #[test]
    fn what_a_message_quotes_is_set_apart() {
        assert_eq!(
            Message("`<b>` is not `c`").to_string(),
            "<bdi class=\"quoted\">&lt;b&gt;</bdi> is not <bdi class=\"quoted\">c</bdi>"
        );
        assert_eq!(Message("a ` b").to_string(), "a ` b");
    }

    #[test]
    fn only_http_addresses_are_links() {
        let text = "See https://example.org/a?b=1&c, javascript:alert(1) and data:text/html,x.";
        let html = Explanation(text).to_string();
        assert!(html.contains("<a href=\"https://example.org/a?b=1\" rel="), "{html}");
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
        let quoted = Explanation("http://a.b/\"onclick=\"alert(1)").to_string();
        assert!(quoted.contains("href=\"http://a.b/\" rel"), "{quoted}");
        assert!(!quoted.contains("\"onclick"), "{quoted}");
    }
}
