//! The page as a whole, on texts and findings made for it.

mod formats;

use super::*;
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Fix, Related, Safety};
use crate::source::Source;
use crate::text::span::Span;

/// A text under a name, checked as Indonesian.
fn text(name: &str, text: &str, findings: Vec<Diagnostic>) -> Report {
    let source = Source::new(name, text).unwrap();
    let language = Language::from_tag("id").unwrap();
    Report { is_article: true, ..Report::new(source, language, findings) }
}

fn finding(start: usize, end: usize) -> Diagnostic {
    Diagnostic {
        message: "a word".to_owned(),
        mqm: "style".to_owned(),
        ..Diagnostic::made("desk/word", Span::new(start, end))
    }
}

fn page(reports: &[&Report]) -> String {
    page_about(reports, &[], &[])
}

fn page_about(reports: &[&Report], skipped: &[SkippedFile], failed: &[String]) -> String {
    let why = |rule: &str| format!("The reason of {rule}.");
    let mut page = Vec::new();
    report(reports, &About { skipped, failed, why: &why }, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// The text of a piece of HTML.
fn stripped(html: &str) -> String {
    let parts = html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
    parts.collect::<Vec<_>>().concat().replace("&lt;", "<").replace("&gt;", ">")
}

#[track_caller]
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    html.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(inside, _)| inside)
        .unwrap()
}

#[test]
fn a_finding_is_marked_in_its_text_and_has_a_note_beside_it() {
    let fix = Fix::replace(Span::new(10, 17), "Ukraina", Safety::Safe);
    let report = text("a.txt", "Invasi ke Ukraine lagi.\n", vec![finding(10, 17).with_fix(fix)]);
    let html = page(&[&report]);
    assert!(
        html.contains(
            "Invasi ke <mark class=\"error\" data-of=\"1\"><a class=\"error\" href=\"#f1\" id=\"m1\" \
             title=\"error 1: a word\" data-number=\"1\">Ukraine</a></mark> lagi."
        ),
        "{html}"
    );
    let note = between(&html, "id=\"f1\"", "</li>\n</ol>");
    for part in [
        "href=\"#m1\"",
        ">error</b>",
        ">desk/word</a>",
        "a word",
        "1:11",
        "<del>Ukraine</del>",
        "<ins>Ukraina</ins>",
        ">safe</span>",
        "The reason of desk/word.",
    ] {
        assert!(note.contains(part), "{part} is not in {note}");
    }
}

#[test]
fn the_marked_text_is_the_text() {
    let article = "Judul <Satu>\n\nMulai > dari sini sampai sana.\n\nSelesai sudah.\n";
    let spans = [(0, 5), (6, 50), (16, 30), (20, 26), (20, 26), (45, 62), (61, 61)];
    let findings = spans.map(|(start, end)| finding(start, end));
    let html = page(&[&text("a.txt", article, findings.to_vec())]);
    let rows_of_page = html.split("class=\"text").skip(1);
    let shown: Vec<_> = rows_of_page
        .map(|row| row.split_once('>').unwrap().1)
        .map(|row| stripped(row.split('\n').next().unwrap()))
        .collect();
    let rows: Vec<_> = article.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(shown.iter().map(|row| row.replace('‸', "")).collect::<Vec<_>>(), rows);
}

#[test]
fn every_finding_has_one_place_in_the_text_and_one_note() {
    let spans = [(0, 5), (0, 5), (0, 40), (2, 4), (3, 10), (10, 10), (14, 14)];
    let findings = spans.map(|(start, end)| finding(start, end));
    let html = page(&[&text(
        "a.txt",
        "Satu dua tiga\n\nempat lima enam tujuh delapan.\n",
        findings.to_vec(),
    )]);
    for number in 1..=spans.len() {
        for id in ["m", "f"] {
            assert_eq!(html.matches(&format!(" id=\"{id}{number}\"")).count(), 1, "{id}{number}");
        }
    }
}

#[test]
fn every_link_leads_to_a_place_on_the_page() {
    let mut other = finding(0, 5);
    other.related.push(Related {
        path: Some("b.txt".to_owned()),
        rule: "desk/word".to_owned(),
        message: "written so there".to_owned(),
        span: Span::new(30, 34),
    });
    let first = text("a.txt", "Berita satu.\n\nSatu.\n", vec![other, finding(14, 18)]);
    let second = text("b.txt", "Berita dua.\n\nPagi.\n\nSiang.\n\nSore.\n\nMalam.\n", Vec::new());
    let html = page(&[&first, &second]);
    let targets: Vec<_> =
        html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(targets.iter().any(|target| target.starts_with("p2-")), "{targets:?}");
    for target in targets {
        assert_eq!(html.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
    }
}

#[test]
fn hostile_words_are_escaped_wherever_they_come_from() {
    let hostile = "<script>\"'&\u{202E}";
    let mut found = finding(0, 4).with_fix(Fix::replace(Span::new(0, 4), hostile, Safety::Safe));
    for field in [&mut found.rule, &mut found.message, &mut found.mqm] {
        *field = hostile.to_owned();
    }
    found.evidence = Some(hostile.to_owned());
    found.fixes.push(Fix::hint(hostile));
    found.related.push(Related {
        path: Some(hostile.to_owned()),
        rule: hostile.to_owned(),
        message: hostile.to_owned(),
        span: Span::default(),
    });
    let report = text(hostile, &format!("Kata {hostile}"), vec![found]);
    let skipped = [SkippedFile { path: hostile.to_owned(), reason: hostile.to_owned() }];
    let html = page_about(&[&report], &skipped, &[hostile.to_owned()]);
    assert_eq!(html.matches("<script>").count(), 1, "only the script of the page");
    assert!(!html.contains('\u{202E}') && html.matches("\\u{202E}").count() > 10);
    assert!(!html.contains("\"'&"));
}

#[test]
fn the_policy_lets_pass_what_the_page_carries_and_nothing_else() {
    let html = page(&[]);
    let policy = between(&html, "Security-Policy\" content=\"", "\">");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(policy.contains(&hash(between(&html, "<style>", "</style>"))), "{policy}");
    assert!(policy.contains(&hash(between(&html, "<script>", "</script>"))), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    // the parser of HTML changes line ends before it hashes
    assert!(!html.contains('\r'));
}

#[test]
fn the_page_names_no_resource() {
    for part in ["url(", "@import", "src=", "<link", "fetch(", "import(", "innerHTML", "eval("] {
        assert!(!STYLE.contains(part) && !SCRIPT.contains(part), "{part}");
    }
}

#[test]
fn calm_stretches_are_folded_but_for_the_paragraphs_beside_findings() {
    let article =
        "Kata pertama.\n\n".to_owned() + &"Paragraf tenang ini.\n\n".repeat(8) + "Kata terakhir.\n";
    let end = article.len();
    let report = text("a.txt", &article, vec![finding(0, 4), finding(end - 15, end - 11)]);
    let html = page(&[&report]);
    let folded = between(&html, "<details class=\"calm\">", "</details>");
    assert!(folded.starts_with("<summary>Nothing found in 6 paragraphs</summary>"), "{folded}");
    assert_eq!(folded.matches("Paragraf tenang ini.").count(), 6);
}

#[test]
fn an_article_without_findings_is_folded_whole() {
    let html = page(&[&text("a.txt", "Satu.\n\nDua.\n", Vec::new())]);
    assert!(html.contains("<h1>Nothing found in 1 article</h1>"));
    assert!(html.contains("<summary>Show the text (2 paragraphs)</summary>"));
    assert!(!html.contains("id=\"filter\""), "there is nothing to filter");
}

#[test]
fn files_that_were_not_checked_are_named() {
    let skipped = [SkippedFile { path: "b.pdf".to_owned(), reason: "not a text".to_owned() }];
    let html = page_about(&[], &skipped, &["c.txt: invalid UTF-8".to_owned()]);
    assert!(html.contains("1 file skipped") && html.contains("b.pdf: not a text"));
    assert!(html.contains("1 file could not be checked") && html.contains("c.txt: invalid UTF-8"));
}

#[cfg(unix)]
#[test]
fn the_page_does_not_tell_where_files_lie() {
    let html = page_about(
        &[&text("/desk/news/a.txt", "Satu.\n", vec![finding(0, 4)])],
        &[SkippedFile { path: "/desk/news/b.pdf".to_owned(), reason: "not a text".to_owned() }],
        &["/desk/old/c.txt: not found".to_owned()],
    );
    assert!(!html.contains("/desk") && html.contains("news/a.txt") && html.contains("old/c.txt"));
}

#[test]
fn the_reason_is_given_once_for_each_rule_of_an_article() {
    let report = text("a.txt", "Satu dua.\n", vec![finding(0, 4), finding(5, 8)]);
    let html = page(&[&report]);
    assert_eq!(html.matches("The reason of desk/word.").count(), 1);
    assert!(html.contains("<a href=\"#f1\">Why: see 1</a>"));
}

#[test]
fn a_finding_on_white_space_is_seen() {
    let report = text("a.txt", "Satu\n\n\n\ndua  tiga.\n", vec![finding(4, 8), finding(11, 13)]);
    let html = page(&[&report]);
    assert!(
        html.contains("<span class=\"sign\">¶</span>")
            && html.contains("<span class=\"sign\">␣</span>")
    );
}

#[test]
fn the_middle_of_an_endless_line_is_left_out_and_counted() {
    let article = "é".repeat(50_000) + " akhir";
    let end = article.len();
    let html = page(&[&text("a.txt", &article, vec![finding(end - 5, end)])]);
    assert!(html.len() < 60_000, "{}", html.len());
    assert!(html.contains("[48,000 characters are left out here]"));
}
