//! One slip is one finding: what is merged, when, and what a run says that one article cannot.

use crate::newsroom::Newsroom;
use serde_json::Value;

/// Overlapping rules, of one family and of others.
const OVERLAPPING: &str = r#"
[[rule]]
id = "desk/word"
message = "a word"
severity = "warning"
match.term = { find = ["Kotalama"], use = "Kotabaru" }

[[rule]]
id = "desk/phrase"
message = "a phrase"
severity = "error"
match.pattern = { regex = 'Wali Kotalama' }

[[rule]]
id = "exonym/own"
message = "a foreign name"
severity = "advice"
match.pattern = { regex = 'Tokolama' }

[[rule]]
id = "style/own"
message = "a style"
severity = "error"
match.pattern = { regex = 'di Tokolama' }

[[rule]]
id = "name/own"
message = "another spelling"
match.variants = { names = [["Pasarbaru", "Pasarlama"]] }
"#;

const OWN: &str = "desk,exonym/own,style/own,name/own,name/variants-run";

fn findings(newsroom: &Newsroom, arguments: &[&str]) -> Vec<Value> {
    let all = [&["check", "--lang", "id", "--rules", "desk.toml", "--format", "jsonl"], arguments]
        .concat();
    let answer = newsroom.run(&all);
    answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn rules(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

fn with_article(text: &str) -> Newsroom {
    let newsroom = Newsroom::with_pack(OVERLAPPING);
    newsroom.write("a.txt", text);
    newsroom
}

#[test]
fn findings_of_one_place_are_one_with_the_others_related() {
    let found = findings(&with_article("Wali Kotalama pulang.\n"), &["--only", OWN, "a.txt"]);
    assert_eq!(rules(&found), ["desk/phrase"]);
    assert_eq!(found[0]["related"][0]["rule"], "desk/word");
    assert_eq!(found[0]["related"][0]["path"], "a.txt");
    assert_eq!(found[0]["related"][0]["span"]["byte_start"], 5);
}

#[test]
fn what_is_switched_off_takes_nothing_in() {
    let newsroom = with_article("Wali Kotalama pulang.\n");
    for arguments in [&["--only", "desk/word"][..], &["--only", OWN, "--skip", "desk/phrase"]] {
        assert_eq!(rules(&findings(&newsroom, &[arguments, &["a.txt"]].concat())), ["desk/word"]);
    }
    newsroom.write("off.toml", "[rules]\n\"desk/phrase\" = \"off\"\n");
    let off = findings(&newsroom, &["--only", OWN, "--rules", "off.toml", "a.txt"]);
    assert_eq!(rules(&off), ["desk/word"]);
}

#[test]
fn a_foreign_name_is_never_hidden_under_another_family() {
    let found = findings(&with_article("Ia di Tokolama.\n"), &["--only", OWN, "a.txt"]);
    assert_eq!(rules(&found), ["style/own", "exonym/own"]);
    assert_eq!(found[1]["severity"], "advice");
}

#[test]
fn findings_apart_stay_apart() {
    let newsroom = with_article("Kotalama, Kotalama. Kotalama\nKotalama\n");
    assert_eq!(findings(&newsroom, &["--only", OWN, "a.txt"]).len(), 4);
}

#[test]
fn an_article_that_mixes_spellings_is_warned() {
    let newsroom = with_article("Pasarbaru ramai, Pasarbaru penuh, Pasarlama sepi.\n");
    let found = findings(&newsroom, &["--only", OWN, "a.txt"]);
    assert_eq!(rules(&found), ["name/own"]);
    assert_eq!(
        (found[0]["text"].as_str(), found[0]["severity"].as_str()),
        (Some("Pasarlama"), Some("warning"))
    );
}

#[test]
fn articles_that_differ_among_themselves_are_only_advised() {
    let newsroom = Newsroom::with_pack(OVERLAPPING);
    newsroom.write("articles/1.txt", "Pasarbaru ramai.\n");
    newsroom.write("articles/2.txt", "Pasarlama sepi.\n");
    newsroom.write("articles/3.txt", "Pasarbaru penuh.\n");
    let found = findings(&newsroom, &["--only", OWN, "articles"]);
    assert_eq!(rules(&found), ["name/variants-run"]);
    assert_eq!(
        (found[0]["path"].as_str(), found[0]["severity"].as_str()),
        (Some("articles/2.txt"), Some("advice"))
    );
    assert_eq!(found[0]["related"][0]["path"], "articles/1.txt");
    let alone = findings(&newsroom, &["--only", OWN, "articles/2.txt"]);
    assert!(alone.is_empty(), "{alone:#?}");
}

#[test]
fn what_a_run_says_is_graded_and_skipped_like_the_rest() {
    let newsroom = Newsroom::with_pack(&format!(
        "{OVERLAPPING}\n[rules]\n\"name/variants-run\" = \"error\"\n"
    ));
    newsroom.write("articles/1.txt", "Pasarbaru ramai.\n");
    newsroom.write("articles/2.txt", "Pasarlama sepi.\n");
    let found = findings(&newsroom, &["--only", OWN, "articles"]);
    assert_eq!(found[0]["severity"], "error");
    let skipped = findings(&newsroom, &["--only", OWN, "--skip", "name/variants-run", "articles"]);
    assert!(skipped.is_empty(), "{skipped:#?}");
}
