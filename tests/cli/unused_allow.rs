//! Allowed texts that allow nothing: told when a run sees all the articles they are there for, and only then.

use crate::newsroom::{Newsroom, feed};
use serde_json::Value;

const CONFIG: &str = r#"language = "id"

[[allow]]
text = "Kotatua"
reason = "the name of a club"

[terms]
"Gedungtua" = "Gedung Tua"
"#;
const WITHOUT: &str = "Warga pulang ke rumah tadi malam.\n";
const WITH: &str = "Ia bermain untuk Kotatua musim ini.\n";

/// A folder with a configuration that allows `Kotatua`, and two articles without it.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new();
    newsroom.write("macaronic.toml", CONFIG);
    newsroom.write("berita/satu.txt", WITHOUT);
    newsroom.write("berita/dua.txt", WITHOUT);
    newsroom
}

/// The unused texts that a run reports, each with its file and place.
fn unused(newsroom: &Newsroom, arguments: &[&str]) -> Vec<String> {
    let answer = newsroom.run(&[&["check", "--format", "jsonl"], arguments].concat());
    let findings = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    let unused = findings.filter(|finding: &Value| finding["rule"] == "suppression/unused");
    let told = unused.map(|finding| {
        let (path, text) = (finding["path"].as_str().unwrap(), finding["text"].as_str().unwrap());
        format!("{path}:{}:{} {text}", finding["span"]["line"], finding["span"]["column"])
    });
    told.collect()
}

const ONE: [&str; 1] = ["macaronic.toml:4:9 Kotatua"];
const NONE: [&str; 0] = [];

#[test]
fn a_text_that_stands_in_no_article_of_its_folder_is_advice() {
    let newsroom = newsroom();
    assert_eq!(unused(&newsroom, &["."]), ONE);
    let answer = newsroom.run(&["check", "--min-severity", "advice", "."]);
    answer
        .ends_with(0)
        .shows("advice[suppression/unused]: `Kotatua` allows nothing")
        .shows("none of the articles has it (2 checked)")
        .says("2 files checked (id 2): 0 errors, 0 warnings, 1 advice");
    assert!(!answer.stderr.contains("skipped ./macaronic.toml"), "{answer:#?}");
    newsroom.run(&["check", "--fail-on", "advice", "."]).ends_with(1);
    // the folder from elsewhere, the language as it is typed, and every article by its name
    let folder = newsroom.path("").display().to_string();
    assert_eq!(unused(&newsroom, &[&folder]), ONE);
    assert_eq!(unused(&newsroom, &["--lang", "id", "."]), ONE);
    assert_eq!(unused(&newsroom, &["berita/satu.txt", "berita/dua.txt"]), ONE);
    assert_eq!(unused(&newsroom, &["berita"]), ONE);
}

#[test]
fn a_run_that_leaves_something_out_judges_nothing() {
    let newsroom = newsroom();
    newsroom.write("a.txt", WITHOUT);
    for arguments in [
        &["berita/satu.txt"] as &[&str],
        &["berita"],
        &["--only", "suppression,name", "."],
        &["--skip", "style", "."],
        &["--rules", "desk.toml", "."],
        &["--config", "macaronic.toml", "."],
        &["--isolated", "--lang", "id", "."],
        &["--max-file-size", "20", "."],
        &["--fields", "title", "."],
        &["--input-format", "markdown", "."],
    ] {
        assert_eq!(unused(&newsroom, arguments), NONE, "{arguments:?}");
    }
    let mut command = newsroom.program();
    command.args(["check", "--min-severity", "advice", ".", "-"]);
    assert_eq!(feed(command, WITHOUT.as_bytes()).frames("suppression/unused"), 0);
}

#[test]
fn an_article_that_cannot_be_read_may_have_it() {
    let newsroom = newsroom();
    newsroom.write("berita/tiga.txt", b"Warga \xff pulang.\n");
    assert_eq!(unused(&newsroom, &["."]), NONE);
    newsroom.run(&["check", "."]).ends_with(2);
    std::fs::remove_file(newsroom.path("berita/tiga.txt")).unwrap();
    assert_eq!(unused(&newsroom, &[".", "gone.txt"]), NONE);
    assert_eq!(unused(&newsroom, &["."]), ONE);
}

#[test]
fn one_article_with_the_text_is_enough() {
    let newsroom = newsroom();
    newsroom.write("arsip/tiga.md", WITH);
    assert_eq!(unused(&newsroom, &["."]), NONE);
    // part of a word is not the word
    newsroom.write("arsip/tiga.md", WITH.replace("Kotatua", "Kotatuanya"));
    assert_eq!(unused(&newsroom, &["."]), ONE);
}

#[test]
fn a_text_for_some_rules_is_used_when_it_silences_one_of_them() {
    let newsroom = newsroom();
    let config = |rules: &str| {
        let config = CONFIG.replace("Kotatua\"", &format!("Gedungtua\"\nrules = [{rules}]"));
        newsroom.write("macaronic.toml", config);
    };
    newsroom.write("a.txt", "Ia masuk ke Gedungtua kemarin.\n");
    config("\"name\"");
    assert_eq!(unused(&newsroom, &["."]), NONE);
    config("\"style\", \"exonym/country\"");
    assert_eq!(unused(&newsroom, &["."]), ["macaronic.toml:4:9 Gedungtua"]);
    newsroom
        .run(&["check", "--min-severity", "advice", "."])
        .shows("none of the articles has a finding of style or exonym/country in it (3 checked)");
}

#[test]
fn nested_folders_are_judged_each_by_itself() {
    let newsroom = newsroom();
    let inner = "language = \"id\"\nallow = [{ text = 'Kotatua' }, { text = \"Pasarlama\" }]\n";
    newsroom.write("olahraga/macaronic.toml", inner);
    newsroom.write("olahraga/tiga.txt", WITH);
    let [outer, inner] = [ONE[0], "olahraga/macaronic.toml:2:42 Pasarlama"];
    assert_eq!(unused(&newsroom, &["."]), [outer, inner]);
    assert_eq!(unused(&newsroom, &["olahraga"]), [inner]);
    // the outer one is there for articles that are not in this run
    assert_eq!(unused(&newsroom, &["olahraga", "berita/satu.txt"]), [inner]);
    assert_eq!(unused(&newsroom, &["olahraga", "berita"]), [outer, inner]);
}

#[test]
fn packs_of_the_configuration_are_judged_in_the_articles_of_their_language() {
    let newsroom = newsroom();
    newsroom.write("macaronic.toml", "language = \"id\"\nrules = [\"meja\"]\n");
    let pack = |language: &str| {
        let head = format!("[pack]\nname = \"meja\"\nlanguage = \"{language}\"\n");
        newsroom.write("meja/satu.toml", format!("{head}[[allow]]\ntext = \"Kotatua\"\n"));
    };
    pack("id");
    assert_eq!(unused(&newsroom, &["."]), ["meja/satu.toml:5:9 Kotatua"]);
    pack("de");
    assert_eq!(unused(&newsroom, &["."]), NONE);
    // another configuration names it, whose articles are not in the run
    pack("id");
    newsroom.write("meja/macaronic.toml", "language = \"id\"\nrules = [\"satu.toml\"]\n");
    newsroom.write("meja/tiga.txt", WITHOUT);
    assert_eq!(unused(&newsroom, &["meja"]), NONE);
}

#[test]
fn a_folder_that_git_ignores_was_not_looked_through() {
    let newsroom = newsroom();
    newsroom.write(".gitignore", "draf/\n");
    newsroom.write("draf/macaronic.toml", CONFIG);
    newsroom.write("draf/tiga.txt", WITHOUT);
    newsroom.write("draf/empat.txt", WITH);
    assert_eq!(unused(&newsroom, &[".", "draf/tiga.txt"]), ONE);
}

#[test]
fn it_can_be_switched_off_graded_and_kept_in_a_baseline() {
    let newsroom = newsroom();
    for (grade, code) in [("off", 0), ("error", 1)] {
        let severity = format!("{CONFIG}[severity]\n\"suppression/unused\" = \"{grade}\"\n");
        newsroom.write("macaronic.toml", severity);
        newsroom.run(&["check", "."]).ends_with(code);
    }
    newsroom.write("macaronic.toml", CONFIG);
    newsroom.run(&["baseline", "write", "."]).shows("1 finding in 1 file");
    let known = ["--baseline", "macaronic-baseline.json", "."];
    assert_eq!(unused(&newsroom, &known), NONE);
    newsroom.run(&["baseline", "check", "."]).ends_with(0).says("1 finding known");
    newsroom.write("berita/dua.txt", WITH);
    newsroom.run(&["baseline", "check", "."]).ends_with(1).says("stale macaronic.toml");
}

#[test]
fn fixing_leaves_the_configuration_as_it_is() {
    let newsroom = newsroom();
    newsroom.write("a.txt", "Ia masuk ke Gedungtua kemarin.\n");
    let fixing = ["check", "--fix", "--unsafe-fixes", "--min-severity", "advice", "."];
    newsroom.run(&fixing).ends_with(0).shows("`Kotatua` allows nothing");
    assert_eq!(newsroom.read_text("macaronic.toml"), CONFIG);
    assert_eq!(newsroom.read_text("a.txt"), "Ia masuk ke Gedung Tua kemarin.\n");
    newsroom.write("a.txt", "Ia masuk ke Gedungtua kemarin.\n");
    let diff = newsroom.run(&["check", "--diff", "--unsafe-fixes", "."]);
    assert!(!diff.ends_with(1).stdout.contains("macaronic.toml"));
}

#[test]
fn every_report_has_it_and_counts_articles_alone() {
    let newsroom = newsroom();
    for format in ["sarif", "gitlab", "checkstyle", "junit", "html", "rdjson", "rdjsonl", "json"] {
        newsroom.run(&["check", "--format", format, "."]).ends_with(0).shows("allows nothing");
    }
    newsroom.run(&["check", "--format", "html", "."]).shows("1 finding in 2 articles");
    let junit = newsroom.run(&["check", "--format", "junit", "."]).stdout;
    assert_eq!(junit.matches("name=\"macaronic.toml\"").count(), 1, "{junit}");
}
