//! `macaronic baseline`, `check --baseline` and the key `baseline`: what is known is silent, what is new is
//! not, what is gone is named.

use crate::newsroom::{Answer, Newsroom, feed};
use std::fs;

const ARTICLE: &str =
    "Warga berkumpul lagi di Gedunglama pada pagi hari.\n\nMereka pulang lewat Kotalama kemarin.\n";
const FILE: &str = "macaronic-baseline.json";

/// `macaronic baseline` with the rules of the pack and no others.
fn baseline(newsroom: &Newsroom, command: &str, arguments: &[&str]) -> Answer {
    let usual = ["--lang", "id", "--rules", "desk.toml", "--only", "desk,name/desk"];
    newsroom.run(&[&["baseline", command], &usual[..], arguments].concat())
}

/// A folder whose one article has its baseline.
fn known() -> Newsroom {
    let newsroom = Newsroom::with_article(ARTICLE);
    baseline(&newsroom, "write", &[]).ends_with(0).shows("2 findings in 1 file; 2 new, 0 gone");
    newsroom
}

fn check(newsroom: &Newsroom, arguments: &[&str]) -> Answer {
    newsroom.check(&[&["--baseline", FILE], arguments].concat())
}

#[test]
fn what_is_known_is_not_reported_and_is_counted() {
    let newsroom = known();
    let answer = check(&newsroom, &["--fail-on", "advice", "a.txt"]);
    answer.ends_with(0).says("nothing found").says("2 findings known from the baseline");
    assert_eq!(answer.stdout, "");
    newsroom.check(&["a.txt"]).ends_with(1);
}

#[test]
fn what_is_new_is_reported_alone() {
    let newsroom = known();
    newsroom.write("a.txt", format!("{ARTICLE}\nAnak itu masuk Gedunglama sendirian.\n"));
    let answer = check(&newsroom, &["a.txt"]);
    answer.ends_with(1).shows("a.txt:5:16").says("1 error, 0 warnings, 0 advice");
    assert_eq!(answer.frames("desk/building"), 1);
}

#[test]
fn lines_may_move_and_their_other_words_may_change() {
    let newsroom = known();
    newsroom.write(
        "a.txt",
        "Pagi.\r\n\r\nHari ini warga kota berkumpul lagi di Gedunglama pada pagi hari. Cuaca cerah.\r\n\r\nMereka pulang lewat Kotalama kemarin.\r\n",
    );
    check(&newsroom, &["a.txt"]).ends_with(0).says("2 findings known");
}

#[test]
fn one_more_of_equal_findings_is_new() {
    let newsroom = known();
    let line = "Warga berkumpul lagi di Gedunglama pada pagi hari.\n";
    newsroom.write("a.txt", format!("{ARTICLE}\n{line}"));
    let answer = check(&newsroom, &["a.txt"]);
    answer.ends_with(1).shows("a.txt:5:25").says("2 findings known");
    baseline(&newsroom, "write", &[]).ends_with(0).shows("3 findings in 1 file; 1 new, 0 gone");
    assert!(newsroom.read_text(FILE).contains("\"count\":2,\"text\":\"Gedunglama\"}"));
    check(&newsroom, &["a.txt"]).ends_with(0);
}

#[test]
fn the_file_is_sorted_has_an_entry_a_line_and_is_the_same_each_time() {
    let newsroom = Newsroom::new();
    for name in ["c.txt", "a.txt", "b/d.txt"] {
        newsroom.write(name, ARTICLE);
    }
    baseline(&newsroom, "write", &["c.txt", "b", "a.txt"]).ends_with(0);
    let written = newsroom.read_text(FILE);
    let entries: Vec<_> = written.lines().filter(|line| line.starts_with("{\"path\"")).collect();
    assert_eq!(entries.len(), 6, "{written}");
    assert!(entries.is_sorted(), "{written}");
    assert!(entries[2].starts_with("{\"path\":\"b/d.txt\",\"rule\":\"desk/building\","));
    baseline(&newsroom, "write", &["."]).ends_with(0).shows("0 new, 0 gone");
    assert_eq!(newsroom.read_text(FILE), written);
}

#[test]
fn what_is_gone_is_stale_until_the_baseline_is_written_again() {
    let newsroom = known();
    baseline(&newsroom, "check", &["--format", "jsonl"])
        .ends_with(0)
        .says("nothing in the baseline is stale");
    newsroom.write("a.txt", "Mereka pulang lewat Kotalama kemarin.\n");
    let answer = baseline(&newsroom, "check", &["--fail-on", "never"]);
    answer.ends_with(1).says("stale a.txt: desk/building: `Gedunglama`\n");
    answer.says("1 finding of the baseline no longer there; `macaronic baseline write`");
    check(&newsroom, &["a.txt"]).ends_with(0);
    baseline(&newsroom, "write", &[]).ends_with(0).shows("1 finding in 1 file; 0 new, 1 gone");
    baseline(&newsroom, "check", &[]).ends_with(0);
}

#[test]
fn only_what_was_asked_for_is_stale_or_replaced() {
    let newsroom = known();
    newsroom.write("b/b.txt", ARTICLE);
    baseline(&newsroom, "write", &["b"]).ends_with(0).shows("4 findings in 2 files; 2 new, 0 gone");
    fs::remove_file(newsroom.path("a.txt")).unwrap();
    baseline(&newsroom, "check", &["b"]).ends_with(0);
    baseline(&newsroom, "check", &["."]).ends_with(1).says("stale a.txt: ");
    newsroom.write("b/b.txt", "Warga pulang.\n");
    let some = ["baseline", "check", "--lang", "id", "--rules", "desk.toml", "b"];
    let some = |only: &str| newsroom.run(&[&some[..], &["--only", only]].concat());
    some("name/desk").ends_with(1).says("1 finding of the baseline no longer there");
    some("desk/street").ends_with(0).says("nothing in the baseline is stale");
}

#[test]
fn a_renamed_file_keeps_what_is_known_and_a_copy_does_not() {
    let newsroom = known();
    fs::copy(newsroom.path("a.txt"), newsroom.path("b.txt")).unwrap();
    check(&newsroom, &["b.txt"]).ends_with(1);
    fs::remove_file(newsroom.path("a.txt")).unwrap();
    check(&newsroom, &["b.txt"]).ends_with(0).says("2 findings known");
    baseline(&newsroom, "check", &[]).ends_with(0);
}

#[test]
fn fixing_leaves_alone_what_is_known_and_mends_what_is_new() {
    let sentence = "Sore itu rapat di Gedunglama akhirnya ditunda lagi";
    let newsroom = Newsroom::with_article(format!("{sentence} karena hujan.\n"));
    baseline(&newsroom, "write", &[]).ends_with(0);
    newsroom.write("a.txt", format!("Jalanlama sepi.\n{sentence} di Gedunglama.\n"));
    check(&newsroom, &["--diff", "a.txt"]).ends_with(1).shows("-Jalanlama sepi.");
    check(&newsroom, &["--fix", "a.txt"]).ends_with(0).says("1 finding known");
    let mended = format!("Jalanbaru sepi.\n{sentence} di Gedungbaru.\n");
    assert_eq!(newsroom.read_text("a.txt"), mended);
}

#[test]
fn a_known_finding_is_not_new_because_the_word_beside_it_was_mended() {
    let newsroom = Newsroom::with_article("Sore itu rapat di Gedunglama dekat Jalanlama.\n");
    baseline(&newsroom, "write", &["--min-severity", "error"]).ends_with(0);
    check(&newsroom, &["--fix", "a.txt"]).ends_with(0).says("1 finding known");
    let mended = "Sore itu rapat di Gedunglama dekat Jalanbaru.\n";
    assert_eq!(newsroom.read_text("a.txt"), mended);
}

#[test]
fn sarif_keeps_what_is_known_as_suppressed_from_outside() {
    let newsroom = known();
    let answer = check(&newsroom, &["--format", "sarif", "a.txt"]);
    let log: serde_json::Value = serde_json::from_str(&answer.ends_with(0).stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert_eq!(result["suppressions"][0]["kind"], "external");
        let reason = &result["suppressions"][0]["justification"];
        assert_eq!(reason, "known from the baseline macaronic-baseline.json");
    }
}

#[test]
fn json_counts_what_is_known_and_names_what_is_stale() {
    let newsroom = known();
    newsroom.write("a.txt", "Mereka pulang lewat Kotalama kemarin.\n");
    let answer = baseline(&newsroom, "check", &["--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&answer.ends_with(1).stdout).unwrap();
    let summary = &object["summary"];
    assert_eq!((&summary["known"], &summary["suppressed"]), (&1.into(), &0.into()));
    let stale = serde_json::json!([
        { "path": "a.txt", "rule": "desk/building", "text": "Gedunglama", "count": 1, "gone": 1 }
    ]);
    assert_eq!(summary["stale"], stale);
    let answer = check(&newsroom, &["--format", "json", "a.txt"]);
    let object: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert!(object["summary"].get("stale").is_none(), "a plain check does not look for it");
}

#[test]
fn the_configuration_names_the_baseline_and_paths_hold_from_any_folder() {
    let newsroom = Newsroom::new();
    newsroom.write("berita/a.txt", ARTICLE);
    newsroom.write("macaronic.toml", "baseline = \"ci/known.json\"\n");
    newsroom.check(&["berita"]).ends_with(2).says("macaronic.toml:1:12: ").says("no folder `ci`");
    fs::create_dir(newsroom.path("ci")).unwrap();
    newsroom.check(&["berita"]).ends_with(2).says("`macaronic baseline write` makes it");
    baseline(&newsroom, "write", &["berita"]).ends_with(0).shows("wrote ci/known.json");
    assert!(newsroom.read_text("ci/known.json").contains("\"path\":\"../berita/a.txt\""));
    newsroom.check(&["berita"]).ends_with(0).says("2 findings known");
    newsroom.check(&["--no-baseline", "berita"]).ends_with(1);
    let mut below = newsroom.program();
    below.current_dir(newsroom.path("berita"));
    below.args(["check", "--lang", "id", "--rules", "../desk.toml", "--only", "desk,name/desk"]);
    feed(below, b"").ends_with(0).says("2 findings known");
    newsroom.run(&["check", "--show-config"]).shows("baseline = \"ci/known.json\"");
    newsroom.write("macaronic.toml", "baseline = \"../known.json\"\n");
    newsroom.check(&["berita"]).ends_with(2).says("macaronic.toml:1:12: `../known.json` must be");
}

#[test]
fn a_text_on_standard_input_is_known_by_its_name() {
    let newsroom = known();
    let arguments = ["--baseline", FILE, "--stdin-path", "a.txt", "-"];
    newsroom.check_stdin(&arguments, ARTICLE.as_bytes()).ends_with(0).says("2 findings known");
    let unnamed = newsroom.check_stdin(&["--baseline", FILE, "-"], ARTICLE.as_bytes());
    unnamed.ends_with(1);
}

#[test]
fn what_is_no_baseline_is_2_and_is_not_overwritten() {
    let deep = format!("{{\"macaronic_baseline\": 1, \"findings\": {}", "[".repeat(200_000));
    for (text, told) in [
        ("{\"name\": \"site\"}\n", "x.json: not a baseline of macaronic"),
        ("", "x.json: not a baseline of macaronic"),
        ("{\"macaronic_baseline\": 7}", "x.json: a baseline of version 7"),
        ("{\"macaronic_baseline\": 1, \"findings\": [{}]}", "x.json:1:41: missing field `path`"),
        ("{\"macaronic_baseline\": 1,\n<<<<<<< HEAD\n", "x.json:2: a merge conflict"),
        (deep.as_str(), "x.json:1:"),
    ] {
        let newsroom = Newsroom::with_article(ARTICLE);
        newsroom.write("x.json", text);
        newsroom.check(&["--baseline", "x.json", "a.txt"]).ends_with(2).says(told);
        let answer = baseline(&newsroom, "write", &["--file", "x.json"]);
        answer.ends_with(2).says(told).says("--force replaces the file");
        assert_eq!(newsroom.read_text("x.json"), text);
        baseline(&newsroom, "write", &["--file", "x.json", "--force"]).ends_with(0);
        newsroom.check(&["--baseline", "x.json", "a.txt"]).ends_with(0);
    }
}

#[test]
fn a_file_that_cannot_be_a_baseline_is_2() {
    let newsroom = Newsroom::with_article(ARTICLE);
    newsroom.write("folder/b.txt", ARTICLE);
    newsroom.write("bytes", b"\xFF\xFE");
    for (file, told) in [
        ("folder", "folder: a folder; name the file of a baseline"),
        ("gone/x.json", "gone/x.json: no folder `gone` for the baseline"),
        ("bytes", "bytes: not a baseline of macaronic"),
    ] {
        newsroom.check(&["--baseline", file, "a.txt"]).ends_with(2).says(told);
        baseline(&newsroom, "write", &["--file", file]).ends_with(2).says(told);
    }
    let answer = newsroom.check(&["--baseline", "gone.json", "a.txt"]);
    answer.ends_with(2).says("gone.json: no such baseline; `macaronic baseline write` makes it");
    assert_eq!(answer.stdout, "");
}

#[test]
fn a_file_that_cannot_be_checked_keeps_what_was_known() {
    let newsroom = known();
    newsroom.write("b.txt", ARTICLE);
    newsroom.write("a.txt", b"Gedunglama \xFF");
    let answer = baseline(&newsroom, "write", &[]);
    answer.ends_with(2).says("a.txt: invalid UTF-8").says("what was known of them is kept");
    answer.shows("4 findings in 2 files; 2 new, 0 gone");
}

#[test]
fn a_run_that_checked_nothing_writes_nothing() {
    let newsroom = known();
    let before = newsroom.read_text(FILE);
    newsroom.write("empty/x.docx", "x");
    baseline(&newsroom, "write", &["empty"]).ends_with(2).says("nothing was checked (1 skipped)");
    assert_eq!(newsroom.read_text(FILE), before);
}

#[test]
fn low_findings_may_stay_out_of_the_baseline() {
    let newsroom = Newsroom::with_article("Warga pulang lewat Jalanlama ke Gedunglama kemarin.\n");
    baseline(&newsroom, "write", &["--min-severity", "error"]).ends_with(0).shows("1 finding in");
    check(&newsroom, &["--fail-on", "advice", "a.txt"]).ends_with(1).says("1 advice");
}

#[test]
fn the_baseline_is_no_article_and_no_report() {
    let newsroom = known();
    let answer = check(&newsroom, &["--fields", "findings.text", "."]);
    answer.ends_with(0).says("1 file checked");
    assert!(!answer.stderr.contains(FILE), "{}", answer.stderr);
    check(&newsroom, &["--output", "json=./macaronic-baseline.json", "a.txt"])
        .ends_with(2)
        .says("the baseline; name another file for the report");
}

#[test]
fn hostile_texts_and_paths_stay_harmless() {
    let newsroom = Newsroom::with_article("Gedunglama\u{202E}\u{1B}[31m pulang.\n");
    newsroom.write(
        FILE,
        "{\"macaronic_baseline\":1,\"findings\":[\n{\"path\":\"../../etc/passwd\",\"rule\":\"desk/building\",\"fingerprint\":\"0123456789abcdef\",\"count\":18446744073709551615,\"text\":\"\\u001b[31m\\u202e##[error]\"},\n{\"path\":\"b\\u0000.txt\",\"rule\":\"desk/building\",\"fingerprint\":\"0123456789abcdee\",\"count\":9223372036854775808,\"text\":\"\\u001b[31m\"}]}\n",
    );
    let answer = baseline(&newsroom, "check", &["/", "--only", "nothing"]);
    answer.ends_with(2);
    let answer = baseline(&newsroom, "check", &["."]);
    answer.ends_with(1).says("stale b\\u{0}.txt: ");
    assert!(!answer.stderr.contains(['\u{1B}', '\u{202E}']), "{}", answer.stderr);
    baseline(&newsroom, "write", &["a.txt"]).ends_with(0);
    assert!(!newsroom.read_text(FILE).contains(['\u{1B}', '\u{202E}']));
}

#[test]
#[cfg(unix)]
fn the_command_that_comes_next_can_be_copied() {
    let newsroom = Newsroom::new();
    newsroom.write("koran pagi/a's.txt", "Warga pulang lewat Gedunglama.\n");
    let mut write = newsroom.program();
    write.args(["baseline", "write", "--file", "yang lama.json", "--lang", "id"]);
    write.args(["--rules", "desk.toml", "--only", "desk", "koran pagi/a's.txt", "."]);
    feed(write, b"").ends_with(0).shows(
        r"macaronic check --baseline 'yang lama.json' --lang id --rules desk.toml 'koran pagi/a'\''s.txt' .",
    );
}
