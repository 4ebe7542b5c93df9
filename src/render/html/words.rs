//! The words of a row: text as text, markup small, what is endless cut.

use super::look::{Look, Looks};
use super::markup::Text;
use super::summary::grouped;
use crate::text::span::Span;
use std::io::{self, Write};

/// An unmarked stretch of more bytes is shown by its beginning and its end: some texts are one line of
/// megabytes.
const LONGEST: usize = 20_000;
/// Bytes shown of such a stretch on each side.
const KEPT: usize = 2_000;
/// Markup of more characters is shortened on the screen: an address, attributes.
const WIDE: usize = 20;

/// A stretch of a text in one row.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Which bytes are text; `None` where all are shown alike.
    pub looks: Option<&'a Looks>,
    /// The stretch.
    pub span: Span,
    /// Where its row ends.
    pub end: u32,
}

impl Words<'_> {
    /// Writes it.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        self.dressed(true, out)
    }

    /// Writes it as what was found: nothing is shortened, and what would not be seen is shown by a sign.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_marked(self, out: &mut dyn Write) -> io::Result<()> {
        let text = self.span.of_text(self.text);
        if !text.chars().all(char::is_whitespace) {
            return self.dressed(false, out);
        }
        let sign = match text {
            "" => "‸",
            text if text.contains(['\n', '\r']) => "¶",
            _ => "␣",
        };
        write!(out, "<span class=\"sign\">{sign}</span>")
    }

    fn dressed(self, is_shortened: bool, out: &mut dyn Write) -> io::Result<()> {
        let Some(looks) = self.looks else { return plain(self.span.of_text(self.text), out) };
        for (span, look) in looks.over(self.span) {
            let text = span.of_text(self.text);
            match look {
                Look::Text => plain(text, out)?,
                Look::Code => {
                    write!(out, "<code>")?;
                    plain(text, out)?;
                    write!(out, "</code>")?;
                }
                Look::Break => {
                    markup(text, is_shortened, looks.is_flowing, out)?;
                    // markup behind the last words opens no line
                    if looks.has_text(Span { start: span.end, end: self.end }) {
                        write!(out, "<br>")?;
                    }
                }
                Look::Markup => markup(text, is_shortened, looks.is_flowing, out)?,
            }
        }
        Ok(())
    }
}

/// Markup, which has a direction of its own. Where lines flow, the white space in it is a blank.
fn markup(text: &str, is_shortened: bool, is_flowing: bool, out: &mut dyn Write) -> io::Result<()> {
    let inner = if is_flowing && text.contains(['\n', '\r', '\t']) { text } else { text.trim() };
    let before = text.len() - text.trim_start().len();
    let before = if inner.len() == text.len() { 0 } else { before };
    let after = text.get(before + inner.len()..).unwrap_or_default();
    plain(text.get(..before).unwrap_or_default(), out)?;
    if !inner.is_empty() {
        let is_stack = !is_flowing && inner.contains(['\n', '\r']);
        let is_wide = is_shortened && inner.chars().nth(WIDE).is_some();
        let class = match () {
            () if is_stack => " class=\"stack\"",
            () if is_wide => " class=\"wide\"",
            () => "",
        };
        write!(out, "<bdi{class}>")?;
        plain(inner, out)?;
        write!(out, "</bdi>")?;
    }
    plain(after, out)
}

/// Text, the middle of an endless one left out and counted.
fn plain(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.len() <= LONGEST {
        return write!(out, "{}", Text(text));
    }
    let boundary = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (head, tail) = (boundary(KEPT), boundary(text.len() - KEPT));
    let middle = text.get(head..tail).unwrap_or_default();
    write!(
        out,
        "{}<span class=\"cut\" lang=\"en\">[{} characters are left out here]</span>{}",
        Text(text.get(..head).unwrap_or_default()),
        grouped(middle.chars().count()),
        Text(text.get(tail..).unwrap_or_default()),
    )
}
