//! Whole articles: the dirty ones as a reader of the terminal sees them, the clean ones silent.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails its test")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn articles(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut articles: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    articles.sort();
    articles
}

/// What `macaronic check` says of one article, named as from the folder it lies in.
fn check(article: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_macaronic"))
        .current_dir(article.parent().unwrap())
        .args(["check", "--lang", "id", "--color", "never", "--min-severity", "advice"])
        .arg(article.file_name().unwrap())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn dirty_articles_are_reported_as_reviewed() {
    let articles = articles("articles");
    assert!(articles.len() >= 10, "{} dirty articles", articles.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../fixtures/articles/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for article in articles {
            let name = article.file_stem().unwrap().to_str().unwrap().to_owned();
            insta::assert_snapshot!(name, check(&article));
        }
    });
}

#[test]
fn clean_articles_are_silent() {
    let articles = articles("clean");
    assert!(articles.len() >= 12, "{} clean articles", articles.len());
    let loud: Vec<_> = articles
        .iter()
        .map(|article| check(article))
        .filter(|said| !said.contains("nothing found"))
        .collect();
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

#[test]
fn the_fixes_of_dirty_articles_converge() {
    let checker = macaronic::Checker::for_language("id").unwrap();
    for article in articles("articles") {
        let text = std::fs::read_to_string(&article).unwrap();
        let once =
            macaronic::fix(&checker, checker.check_text(&text), macaronic::Safety::Review).unwrap();
        let twice =
            macaronic::fix(&checker, once.report.clone(), macaronic::Safety::Review).unwrap();
        assert_eq!(once.report.source.text, twice.report.source.text, "{}", article.display());
    }
}
