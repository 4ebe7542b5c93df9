//! An article has the same findings in whatever format it is written.
#![cfg(test)]

use macaronic::{Checker, Source};
use std::fs;
use std::path::Path;

/// The rules that find something in a text, sorted.
fn rules(checker: &Checker, name: &str, text: &str) -> Vec<String> {
    let report = checker.check(Source::new(name, text).unwrap());
    let mut rules: Vec<_> = report.findings.into_iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules
}

fn escaped(text: &str, marks: &[char]) -> String {
    let escape = |c: char| if marks.contains(&c) { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

#[test]
fn the_articles_have_the_same_findings_as_markdown_and_as_html() {
    let checker = Checker::for_language("id").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut articles = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        articles += 1;
        let text = fs::read_to_string(&path).unwrap();
        let paragraphs: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let plain = rules(&checker, "a.txt", &paragraphs.join("\n\n"));
        let marks = ['\\', '&', '`', '*', '_', '[', ']', '<', '>', '#'];
        let markdown: Vec<_> = paragraphs.iter().map(|text| escaped(text, &marks)).collect();
        assert_eq!(rules(&checker, "a.md", &markdown.join("\n\n")), plain, "{}", path.display());
        let elements = paragraphs.iter().map(|text| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<p>{text}</p>\n")
        });
        let page: String = elements.collect();
        assert_eq!(rules(&checker, "a.html", &page), plain, "{}", path.display());
    }
    assert!(articles > 10, "{articles} articles");
}
