//! Articles with markup: text as text, the rest small or folded, nothing lost.

use super::{between, finding, page, text};
use crate::diagnostic::{Diagnostic, Related};
use crate::engine::Report;
use crate::format::{Format, Reading};

/// A text in a format, checked as Indonesian.
fn written(format: Format, source: &str, findings: Vec<Diagnostic>) -> Report {
    let reading = Reading { format, fields: Vec::new() };
    Report { reading, ..text("a", source, findings) }
}

/// A finding on words of a text.
fn found(source: &str, words: &str) -> Diagnostic {
    let at = source.find(words).unwrap();
    finding(at, at + words.len())
}

/// What stands in the elements with a tag, without them.
fn without(html: &str, open: &str, close: &str) -> String {
    let mut parts = html.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once(close).map_or(part, |(_, rest)| rest))
}

/// The text of an article as it is shown, without white space.
fn shown(html: &str) -> String {
    let article = between(html, "<article", "</article>");
    let article = article.split_once("</header>").unwrap().1;
    let article = without(article, "<ol class=\"notes\">", "</ol>");
    let article = without(&article, "<summary>", "</summary>");
    let text: String = article
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<String>()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#58;", ":")
        .replace("&amp;", "&");
    bare(&text)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A page of so many lines of markup before one paragraph and after another.
fn web_page(lines: usize) -> String {
    let markup = "  <meta property=\"x\" content=\"y\">\n".repeat(lines);
    format!(
        "<html>\n<head>\n{markup}</head>\n<body>\n<p class=\"lead\">Invasi ke <b>Ukraine</b> lagi.</p>\n\
         <script>\n{}</script>\n<p>Warga pulang.</p>\n</body>\n</html>\n",
        "var a = '</details>';\n".repeat(lines)
    )
}

#[test]
fn nothing_of_a_file_is_lost() {
    let sources = [
        (Format::Markdown, "\u{FEFF}---\ntitle: Satu\ntags: [a]\n---\n\n# Dua\n\nTiga **empat**\nlima [enam](https://a.example/b?c=d&e \"tujuh\").\n\n| a | b |\n|---|---|\n| c | d |\n\n```sh\nx\ny\nz\n```\n\n![alt](x.png)\n".to_owned()),
        (Format::Html, web_page(12)),
        (Format::Html, "<p>Satu dua.</p><p>Tiga <img alt=\"empat lima\" src=x> enam.</p><i>tujuh</i>".to_owned()),
        (Format::Html, "<br>".to_owned()),
        (Format::Json, "{\"id\": 1, \"title\": \"Satu dua\", \"body\": \"Tiga \\\"empat\\\".\\n\\nLima enam.\"}\n".to_owned()),
        (Format::Po, "msgid \"\"\nmsgstr \"Language: id\\n\"\n\nmsgid \"one\"\nmsgstr \"\"\n\"satu \"\n\"dua\"\n".to_owned()),
        (Format::Xliff, "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"id\"><body>\n<trans-unit id=\"1\">\n<source>One</source>\n<target>Satu <g id=\"1\">dua</g></target>\n</trans-unit>\n</body></file></xliff>\n".to_owned()),
        (Format::Srt, "1\n00:00:01,000 --> 00:00:02,000\nSatu dua,\n\n2\n00:00:03,000 --> 00:00:04,000\ntiga <i>empat</i>.\n".to_owned()),
        (Format::Markdown, String::new()),
    ];
    for (format, source) in sources {
        let html = page(&[&written(format, &source, Vec::new())]);
        assert_eq!(shown(&html), bare(source.trim_start_matches('\u{FEFF}')), "{format:?}");
    }
}

#[test]
fn lines_without_text_are_folded_and_the_text_is_not() {
    let source = web_page(40);
    let html = page(&[&written(Format::Html, &source, vec![found(&source, "Ukraine")])]);
    assert!(html.contains("<summary>44 lines without text to check</summary>"));
    assert_eq!(html.matches("<details class=\"lines\">").count(), 2);
    assert!(
        html.contains("dir=\"auto\"><bdi>&lt;p class=&quot;lead&quot;&gt;</bdi>Invasi ke <bdi>&lt;b&gt;</bdi><mark"),
        "{html}"
    );
}

#[test]
fn a_finding_in_lines_without_text_is_in_sight() {
    let mut source = web_page(40);
    let script = source.find("var").unwrap() + 200;
    source.insert_str(script, "<<<<<<< HEAD");
    source.insert_str(script + 300, ">>>>>>> cabang");
    let mut conflict = found(&source, "<<<<<<< HEAD");
    conflict.related.push(Related {
        path: None,
        rule: conflict.rule.clone(),
        message: "it goes on here".to_owned(),
        span: found(&source, ">>>>>>> cabang").span,
    });
    let html = page(&[&written(Format::Html, &source, vec![conflict])]);
    let in_sight = without(&html, "<details class=\"lines\">", "</details>");
    assert!(in_sight.contains("id=\"m1\"") && in_sight.contains("&lt;&lt;&lt;&lt; HEAD"));
    assert!(in_sight.contains("&gt;&gt;&gt;&gt; cabang"), "what belongs to it is in sight, too");
}

#[test]
fn a_finding_over_folded_lines_is_anchored_outside_of_them() {
    let source = web_page(40);
    let start = source.find("Invasi").unwrap();
    let whole = finding(start, source.find("Warga").unwrap() + 5);
    let shorter = finding(start, source.find(" lagi.").unwrap() + 6);
    let html = page(&[&written(Format::Html, &source, vec![shorter, whole])]);
    let in_sight = without(&html, "<details class=\"lines\">", "</details>");
    for place in ["id=\"m1\"", "id=\"m2\"", "id=\"f1\"", "id=\"f2\""] {
        assert_eq!(in_sight.matches(place).count(), 1, "{place}");
    }
}

#[test]
fn a_page_of_one_line_is_folded_between_its_paragraphs() {
    let source = format!(
        "<p>Satu dua.</p><script>{}</script><p>Tiga empat.</p><p>Lima enam.</p>",
        "a();".repeat(500)
    );
    let html = page(&[&written(Format::Html, &source, vec![found(&source, "dua")])]);
    assert!(html.contains("<summary>1 line without text to check</summary>"));
    assert!(html.contains(".<bdi>&lt;/p&gt;</bdi></p>\n"), "{html}");
    assert!(html.contains("<bdi>&lt;p&gt;</bdi>Lima enam."), "{html}");
}

#[test]
fn cells_of_a_line_are_one_row_and_paragraphs_of_a_string_are_rows() {
    let table = "| Satu | Dua |\n|---|---|\n| Tiga | Empat |\n";
    let html = page(&[&written(Format::Markdown, table, vec![found(table, "Tiga")])]);
    assert_eq!(
        html.matches("<p class=\"text cell").count() + html.matches(" class=\"text cell").count(),
        3
    );
    let json = "{\"title\":\"Judul\",\"body\":\"Satu dua.\\n\\nTiga empat.\"}";
    let html = page(&[&written(Format::Json, json, vec![found(json, "dua")])]);
    assert!(html.contains(">Tiga empat."), "{html}");
}

#[test]
fn the_first_heading_is_the_title_of_an_article_with_markup() {
    let source = "Pembuka tanpa judul.\n\n## Apa yang berubah\n\nSatu.\n";
    let html = page(&[&written(Format::Markdown, source, vec![found(source, "Satu")])]);
    assert!(html.contains("dir=\"auto\">Apa yang berubah</span>"), "in the table of articles");
    assert!(html.contains("<bdi>##</bdi> Apa yang berubah</h3>"), "{html}");
}

#[test]
fn calm_paragraphs_are_counted_without_the_lines_between_them() {
    let paragraph = "<p>Kata.</p>\n<hr>\n";
    let source = format!("<p>Awal.</p>\n<hr>\n{}<p>Akhir.</p>\n", paragraph.repeat(8));
    let findings = vec![found(&source, "Awal"), found(&source, "Akhir")];
    let html = page(&[&written(Format::Html, &source, findings)]);
    assert!(html.contains("<summary>Nothing found in 6 paragraphs</summary>"), "{html}");
}

#[test]
fn a_plain_article_in_markdown_makes_hardly_a_larger_page() {
    let sentence =
        "Pemerintah **kota** menyiapkan [bus](https://a.example/b) untuk warga\nyang pulang.\n\n";
    let source = sentence.repeat(50);
    let size = |format| {
        let report = written(format, &source, vec![found(&source, "kota")]);
        let page = page(&[&report]);
        page.len() - page.find("<article").unwrap()
    };
    let (plain, markdown) = (size(Format::Plain), size(Format::Markdown));
    assert!(markdown * 10 < plain * 13, "{plain} and {markdown}");
}
