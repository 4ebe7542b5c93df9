//! Which bytes of a file a reader sees as text: the rest is markup, and is shown small.

use crate::format::Format;
use crate::format::carved::Carved;
use crate::format::prose::Meant;
use crate::text::span::Span;

/// How bytes of a file are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As text.
    Text,
    /// As the code that it is in the text.
    Code,
    /// As markup that ends a line: `<br>`.
    Break,
    /// As markup.
    Markup,
}

/// The looks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// In order, apart from each other; what stands between them is markup.
    known: Vec<(Span, Look)>,
    /// Whether a line break of the file is a blank to a reader.
    pub is_flowing: bool,
}

impl Looks {
    /// The looks of a file in a format.
    pub fn new(format: Format, carved: &Carved, text: &str) -> Self {
        let code = carved.code.iter().map(|&span| (span, Look::Code));
        let meant =
            carved.prose.meant().filter_map(|meant| Some((meant.source, look(meant, text)?)));
        let mut all: Vec<_> = meant.chain(code).filter(|(span, _)| !span.is_empty()).collect();
        all.sort_by_key(|&(span, _)| span);
        let mut known: Vec<(Span, Look)> = Vec::with_capacity(all.len());
        for (span, look) in all {
            match known.last_mut() {
                Some((last, _)) if span.start < last.end => {}
                Some((last, Look::Text)) if span.start == last.end && look == Look::Text => {
                    last.end = span.end;
                }
                _ => known.push((span, look)),
            }
        }
        let is_flowing = matches!(format, Format::Markdown | Format::Html | Format::Xliff);
        Self { known, is_flowing }
    }

    /// Whether a stretch of the file is more than markup.
    pub fn has_text(&self, span: Span) -> bool {
        let first = self.known.partition_point(|(known, _)| known.end <= span.start);
        let mut known = self.known.get(first..).unwrap_or_default().iter();
        let next = known.find(|(_, look)| *look != Look::Break);
        next.is_some_and(|(known, _)| known.start < span.end)
    }

    /// A stretch of the file, cut where its look changes.
    pub fn over(&self, span: Span) -> Vec<(Span, Look)> {
        let first = self.known.partition_point(|(known, _)| known.end <= span.start);
        let known = self.known.get(first..).unwrap_or_default().iter();
        let mut pieces = Vec::new();
        let mut at = span.start;
        for &(known, look) in known.take_while(|(known, _)| known.start < span.end) {
            let piece = Span { start: known.start.max(at), end: known.end.min(span.end) };
            if at < piece.start {
                pieces.push((Span { start: at, end: piece.start }, Look::Markup));
            }
            pieces.push((piece, look));
            at = piece.end;
        }
        if at < span.end {
            pieces.push((Span { start: at, end: span.end }, Look::Markup));
        }
        pieces
    }
}

/// The look of bytes that mean text, when it is not that of markup.
fn look(meant: Meant<'_>, text: &str) -> Option<Look> {
    // a letter that is written as a reference is still a letter
    if meant.is_verbatim || meant.text.contains(char::is_alphanumeric) {
        return Some(Look::Text);
    }
    let written = meant.source.of_text(text);
    match () {
        () if !meant.text.contains('\n') => None,
        () if written.trim().is_empty() => Some(Look::Text),
        () => Some(Look::Break),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Reading;

    fn looks(format: Format, text: &str) -> Vec<(&str, Look)> {
        let carved = Reading { format, fields: Vec::new() }.carve(text, Some("id"));
        let pieces = Looks::new(format, &carved, text).over(Span::of(text));
        pieces.into_iter().map(|(span, look)| (span.of_text(text), look)).collect()
    }

    #[test]
    fn marks_of_markdown_are_markup() {
        let expected = [
            ("# ", Look::Markup),
            ("Judul", Look::Text),
            (" **", Look::Markup),
            ("tebal", Look::Text),
            ("**\n", Look::Markup),
        ];
        let found = looks(Format::Markdown, "# Judul **tebal**\n");
        assert_eq!(found.first(), expected.first());
        assert_eq!(found.last(), expected.last());
        assert!(found.contains(&("tebal", Look::Text)), "{found:?}");
    }

    #[test]
    fn code_and_references_have_their_own_looks() {
        let found = looks(Format::Markdown, "Jalankan `git add` &amp; simpan caf&eacute;.\n");
        assert!(found.contains(&("git add", Look::Code)), "{found:?}");
        assert!(found.contains(&("&amp;", Look::Markup)), "{found:?}");
        assert!(found.contains(&(" simpan caf&eacute;.", Look::Text)), "{found:?}");
    }

    #[test]
    fn a_line_that_markup_ends_is_ended() {
        let found = looks(Format::Html, "<p>satu<br>dua</p>");
        assert!(found.contains(&("<br>", Look::Break)), "{found:?}");
    }

    #[test]
    fn nothing_is_lost_and_nothing_comes_twice() {
        let text =
            "---\ntitle: Satu\n---\n\n![alt *dua*](x.png \"tiga\") empat <b>lima</b> `enam`\n";
        for format in Format::all() {
            let whole: String = looks(format, text).iter().map(|(part, _)| *part).collect();
            assert_eq!(whole, text, "{}", format.name());
        }
    }
}
