//! The language of an article: `--lang`, else the suffix of its file name, else its text.

use crate::newsroom::{Answer, Newsroom};

const BAD: &str = "Ia masuk ke Gedunglama.\n";

/// A check of one file that says nothing of the language.
fn check(name: &str, text: &str, arguments: &[&str]) -> Answer {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    let fixed = ["check", "--rules", "desk.toml", "--only", "desk", "--format", "jsonl"];
    newsroom.run(&[&fixed, arguments, &[name]].concat())
}

#[test]
fn the_suffix_before_the_extension_names_the_language() {
    check("a.id.txt", BAD, &[])
        .ends_with(1)
        .shows("\"language\":\"id\"")
        .says("(id 1 as the file names say)");
    check("a.id-ID.txt", BAD, &[]).ends_with(1);
    check("a.pt-BR.txt", BAD, &[]).ends_with(0).says("(pt 1 as the file names say)");
}

#[test]
fn the_option_wins_over_the_name_and_the_name_over_the_text() {
    check("a.fr.txt", BAD, &["--lang", "id"]).ends_with(1).says("(id 1)");
    let english = "The council approved the new budget on Tuesday, and residents had asked for it for years.\n";
    check("a.id.txt", english, &[]).says("(id 1 as the file names say)");
    check("a.txt", english, &[]).says("(en 1 as told from the text)");
}

#[test]
fn what_is_no_tag_is_told_from_the_text() {
    for name in ["a.v2.txt", "a.el-nino.txt", "a.spa.txt", "id/a.txt"] {
        check(name, BAD, &[]).ends_with(2).says(&format!("{name}: too short")).says("--lang id");
    }
}

#[test]
fn names_and_texts_may_both_tell() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/a.id.txt", BAD);
    newsroom.write("articles/b.txt", "The council approved the new budget on Tuesday, and residents had asked for it for years.\n");
    let answer = newsroom.run(&["check", "--rules", "desk.toml", "--only", "desk", "articles"]);
    answer.ends_with(1).says("(en 1, id 1 as told from file names and texts)");
}

#[test]
fn the_name_of_standard_input_counts_too() {
    let newsroom = Newsroom::new();
    let mut command = newsroom.program();
    command.args([
        "check",
        "--rules",
        "desk.toml",
        "--only",
        "desk",
        "--stdin-path",
        "a.id.txt",
        "-",
    ]);
    crate::newsroom::feed(command, BAD.as_bytes()).ends_with(1);
}
