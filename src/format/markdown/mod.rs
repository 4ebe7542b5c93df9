//! Markdown: `CommonMark` and the extensions of GitHub, with front matter and embedded HTML.

mod extents;
mod mask;
mod walk;

use super::builder::Builder;
use super::carved::Carved;
use super::conflict;
use super::encoding::Encoding;
use super::front_matter;
use super::plain::BYTE_ORDER_MARK;
use pulldown_cmark::{Options, Parser};
use walk::Walk;

/// What is read beside `CommonMark`.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// The prose of an article; `language` is the one that it is said to be in.
#[must_use]
pub fn carve(text: &str, language: Option<&str>) -> Carved {
    let mut builder = Builder::new(text, Encoding::Markdown);
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let front = front_matter::find(text, start);
    if let Some(front) = front {
        front_matter::carve(front, &mut builder);
    }
    let body = front.map_or(start, |front| front.end);
    let markers = conflict::markers(text);
    let masked = mask::mask(text.get(body..).unwrap_or_default());
    let masked = mask::without(masked, &markers, body);
    builder.lines(markers);
    let mut walk = Walk::new(&masked, body, language);
    for (event, range) in Parser::new_ext(&masked, OPTIONS).into_offset_iter() {
        walk.event(event, range, &mut builder);
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::carved::{BlockKind, Target};
    use crate::text::span::Span;

    fn blocks(text: &str) -> Vec<(String, BlockKind)> {
        let carved = carve(text, Some("id"));
        let parts = carved.parts.iter();
        let text = |span: Span| span.of_text(carved.prose.text()).to_owned();
        parts.map(|part| (text(part.span), part.kind.unwrap())).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn every_block_stands_for_itself() {
        let text = "# Judul\n\nSatu *dua*\ntiga.\n\n- butir\n  - dalam\n\n> kutipan\n\n| a | b |\n|---|---|\n| c | d |\n";
        let expected = [
            ("Judul", BlockKind::Heading),
            ("Satu dua tiga.", BlockKind::Paragraph),
            ("butir", BlockKind::Item),
            ("dalam", BlockKind::Item),
            ("kutipan", BlockKind::Paragraph),
            ("a", BlockKind::Cell),
            ("b", BlockKind::Cell),
            ("c", BlockKind::Cell),
            ("d", BlockKind::Cell),
        ];
        let expected = expected.map(|(text, kind)| (text.to_owned(), kind));
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn code_and_addresses_are_no_prose() {
        let text = "Pakai `git add` dan <https://example.org/the/page>.\n\n```sh\necho the word\n```\n\n    the code\n";
        assert_eq!(texts(text), ["Pakai \u{FFFC} dan \u{FFFC}."]);
        let carved = carve(text, None);
        assert_eq!(carved.code[0].of_text(text), "git add");
    }

    #[test]
    fn front_matter_and_descriptions_are_texts_of_their_own() {
        let text = "---\ntitle: \"Judul \\\"satu\\\"\"\ntags: [the, and]\nslug: the-and\n---\nTeks ![sebuah foto](the.jpg \"Judul foto\") lagi.\n";
        let expected = ["Teks \u{FFFC} lagi.", "Judul \"satu\"", "Judul foto", "sebuah foto"];
        assert_eq!(texts(text), expected);
    }

    #[test]
    fn a_title_is_not_sought_in_the_text_of_its_link() {
        let text = "Lihat [kota][kota] dan [desa](x 'desa' ).\n\n[kota]: x 'kota'\n";
        assert_eq!(texts(text), ["Lihat kota dan desa.", "desa"]);
    }

    #[test]
    fn escapes_and_references_are_what_they_mean() {
        let text = "A \\*\\*b\\*\\* &amp; c\\\\d";
        let carved = carve(text, None);
        assert_eq!(carved.prose.text(), "A **b** & c\\d");
        let stars = carved.prose.to_source(Span::new(2, 4));
        assert_eq!(
            (stars.span.of_text(text), stars.encoding),
            ("\\*\\*", Some(Encoding::Markdown))
        );
    }

    #[test]
    fn links_know_where_they_lead() {
        let carved =
            carve("[Satu](/a) dan [dua](https://example.org) dan [tiga][x]\n\n[x]: b.md", None);
        let targets: Vec<_> = carved.links.iter().map(|link| link.target).collect();
        assert_eq!(targets, [Target::Own, Target::Foreign, Target::Own]);
        assert_eq!(carved.links[1].span.of_text(carved.prose.text()), "dua");
    }

    #[test]
    fn embedded_html_is_read_as_html() {
        let text = "<div align=\"center\">\n  <h1>Judul</h1>\n</div>\n\nSatu <b>dua</b><br>tiga <span lang=\"en\">the word</span> akhir.\n\n<!-- macaronic-ignore -->\n";
        assert_eq!(texts(text), ["Judul", "Satu dua\ntiga \u{FFFC} akhir."]);
        assert_eq!(carve(text, None).remarks[0].text, "macaronic-ignore");
    }

    #[test]
    fn a_declared_other_language_over_many_blocks_is_left_out() {
        let text = "Awal.\n\n<div lang=\"en\">\n\nThe text.\n\n- the item\n\n</div>\n\nAkhir.\n";
        assert_eq!(texts(text), ["Awal.", "Akhir."]);
    }

    #[test]
    fn boxes_and_shortcodes_are_tolerated() {
        let text = ":::note Catatan\nIsi kotak.\n:::\n\n{{< figure src=\"the.jpg\" >}}\n\nNilai {{ site.the }} itu.\n";
        assert_eq!(texts(text), ["Catatan", "Isi kotak.", "Nilai \u{FFFC} itu."]);
    }
}
