//! `json` and `jsonl`: the contract that other tools read.

use crate::newsroom::Newsroom;
use serde_json::{Value, json};

const FIELDS: [&str; 12] = [
    "v",
    "path",
    "rule",
    "severity",
    "confidence",
    "mqm",
    "message",
    "text",
    "language",
    "span",
    "related",
    "fixes",
];

/// The one finding of a text.
#[track_caller]
fn finding(text: &str) -> Value {
    let mut findings = Newsroom::with_article(text).findings(&["a.txt"]);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

#[test]
fn a_finding_has_every_field_of_the_contract() {
    let found = finding("Ia masuk ke Gedunglama.\n");
    assert_eq!(
        found,
        json!({
            "v": 1, "path": "a.txt", "rule": "desk/building", "severity": "error", "confidence": 80, "mqm": "style",
            "message": "`Gedunglama` is gone; write `Gedungbaru`", "text": "Gedunglama", "language": "id",
            "span": {
                "byte_start": 12, "byte_end": 22, "char_start": 12, "char_end": 22,
                "line": 1, "column": 13, "end_line": 1, "end_column": 23,
            },
            "related": [],
            "fixes": [{
                "title": "write `Gedungbaru`", "safety": "safe",
                "edits": [{"byte_start": 12, "byte_end": 22, "text": "Gedungbaru"}],
            }],
        })
    );
}

#[test]
fn the_fields_come_in_one_order() {
    let answer = Newsroom::with_article("Gedunglama.\n").check(&["--format", "jsonl", "a.txt"]);
    let places: Vec<_> =
        FIELDS.iter().map(|field| answer.stdout.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{}", answer.stdout);
}

#[test]
fn offsets_count_bytes_and_characters_apart() {
    // 😀 takes 4 bytes, é 2; both are one character
    let found = finding("Satu.\n😀é Gedunglama\n");
    let wanted = json!({
        "byte_start": 13, "byte_end": 23, "char_start": 9, "char_end": 19,
        "line": 2, "column": 4, "end_line": 2, "end_column": 14,
    });
    assert_eq!(found["span"], wanted);
    assert_eq!(found["fixes"][0]["edits"][0]["byte_start"], 13);
}

#[test]
fn a_byte_order_mark_counts_as_the_bytes_it_is() {
    let found = finding("\u{FEFF}Gedunglama\n");
    assert_eq!((&found["span"]["byte_start"], &found["span"]["byte_end"]), (&json!(3), &json!(13)));
    assert_eq!(found["text"], "Gedunglama");
}

#[test]
fn every_line_end_counts_as_one_line() {
    let found = finding("Satu.\r\nDua.\rTiga.\nGedunglama\r\n");
    assert_eq!((&found["span"]["line"], &found["span"]["column"]), (&json!(4), &json!(1)));
    assert_eq!(found["span"]["byte_start"], 18);
}

#[test]
fn decomposed_letters_are_found_by_a_composed_rule_and_quoted_as_written() {
    let newsroom =
        Newsroom::with_pack("[terms]\n\"Kafé\" = \"Warung\"\n\n[pack]\nname = \"desk\"\n");
    let text = "Di e\u{301} Kafe\u{301} itu.\n";
    newsroom.write("a.txt", text);
    let found = &newsroom_findings(&newsroom)[0];
    assert_eq!(found["text"], "Kafe\u{301}");
    let span = |key: &str| usize::try_from(found["span"][key].as_u64().unwrap()).unwrap();
    assert_eq!(text.get(span("byte_start")..span("byte_end")), Some("Kafe\u{301}"));
    assert_eq!(span("char_end") - span("char_start"), 5);
}

/// The findings of `[terms]` alone.
fn newsroom_findings(newsroom: &Newsroom) -> Vec<Value> {
    let answer = newsroom.run(&[
        "check",
        "--lang",
        "id",
        "--rules",
        "desk.toml",
        "--only",
        "name/desk",
        "--format",
        "jsonl",
        "a.txt",
    ]);
    answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn composed_letters_are_found_by_a_decomposed_rule() {
    let newsroom =
        Newsroom::with_pack("[terms]\n\"Kafe\u{301}\" = \"Warung\"\n\n[pack]\nname = \"desk\"\n");
    newsroom.write("a.txt", "Di Kafé itu.\n");
    assert_eq!(newsroom_findings(&newsroom)[0]["text"], "Kafé");
}

#[test]
fn a_letter_that_grows_in_lower_case_does_not_shift_what_follows() {
    let text = "İİ İstanbul, STRAẞE, ﬁlm: Gedunglama.\n";
    let found = finding(text);
    assert_eq!(found["span"]["byte_start"].as_u64(), text.find("Gedunglama").map(|at| at as u64));
}

#[test]
fn every_severity_is_written_unless_min_severity_says_otherwise() {
    let newsroom = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama.\n");
    let severities = |arguments: &[&str]| -> Vec<String> {
        let findings = newsroom.findings(&[arguments, &["a.txt"]].concat());
        findings.iter().map(|finding| finding["severity"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(severities(&[]), ["error", "warning", "advice"]);
    assert_eq!(severities(&["--min-severity", "advice"]), ["error", "warning", "advice"]);
    assert_eq!(severities(&["--min-severity", "warning"]), ["error", "warning"]);
    assert_eq!(severities(&["--min-severity", "error"]), ["error"]);
}

#[test]
fn findings_are_sorted_by_their_place() {
    let findings = Newsroom::with_article("Jalanlama Kotalama Gedunglama.\nKotalama Jalanlama\n")
        .findings(&["a.txt"]);
    let starts: Vec<_> =
        findings.iter().map(|finding| finding["span"]["byte_start"].as_u64().unwrap()).collect();
    assert_eq!(starts, [0, 10, 19, 31, 40]);
}

#[test]
fn the_object_holds_version_findings_and_summary() {
    let newsroom = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama.\n");
    newsroom.write("b.docx", "x");
    let answer = newsroom.check(&["--format", "json", "a.txt", "b.docx", "gone.txt"]);
    let object: Value = serde_json::from_str(&answer.ends_with(2).stdout).unwrap();
    assert_eq!(object["version"], 1);
    assert_eq!(object["findings"].as_array().unwrap().len(), 3);
    let summary = &object["summary"];
    assert_eq!(
        (&summary["checked"], &summary["errors"], &summary["warnings"], &summary["advice"]),
        (&json!(1), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!((&summary["fixable"], &summary["fixable_with_review"]), (&json!(2), &json!(1)));
    assert_eq!(
        summary["skipped"],
        json!([{"path": "b.docx", "reason": "`.docx` is no format that is read"}])
    );
    assert_eq!(summary["failed"], json!(["gone.txt: no such file or folder"]));
    assert_eq!(summary["languages"], json!({"id": 1}));
}

#[test]
fn a_clean_run_is_an_object_without_findings() {
    let answer = Newsroom::with_article("Warga pulang.\n").check(&["--format", "json", "a.txt"]);
    let object: Value = serde_json::from_str(&answer.ends_with(0).stdout).unwrap();
    assert_eq!(object["findings"], json!([]));
    let answer = Newsroom::with_article("Warga pulang.\n").check(&["--format", "jsonl", "a.txt"]);
    assert_eq!(answer.ends_with(0).stdout, "");
}

#[test]
fn hostile_characters_are_escaped_by_json_itself() {
    let found = finding("a\u{1B}[31m\u{7} Gedunglama\u{202E}.\n");
    assert_eq!(found["text"], "Gedunglama");
    let answer =
        Newsroom::with_article("Gedunglama\u{1B}[31m.\n").check(&["--format", "jsonl", "a.txt"]);
    assert!(!answer.stdout.contains('\u{1B}'));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let newsroom = Newsroom::new();
    for number in 0..30 {
        newsroom.write(
            &format!("articles/{number}.txt"),
            "Gedunglama, Kotalama dan Jalanlama, Kotalama.\n".repeat(number),
        );
    }
    for format in crate::reports::FORMATS {
        let run = || newsroom.check(&["--format", format, "articles"]);
        let first = run();
        assert!(
            !first.stdout.contains(newsroom.path("").to_str().unwrap()),
            "{format} shows an absolute path"
        );
        for _ in 0..3 {
            assert_eq!(run(), first, "{format}");
        }
    }
}
