//! `macaronic stream`: one answer a line, in order, whatever the line is.

use crate::newsroom::{Answer, DESK, Newsroom, feed};
use serde_json::{Value, json};
use std::process::Command;

/// `macaronic stream` with the rules of the pack and no others.
pub(crate) fn command(newsroom: &Newsroom, arguments: &[&str]) -> Command {
    let mut command = newsroom.program();
    command.args(["stream", "--rules", "desk.toml", "--only", "desk,name/desk"]).args(arguments);
    command
}

/// The run on some input, in Indonesian unless a record says otherwise.
pub(crate) fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Answer {
    let newsroom = Newsroom::new();
    feed(command(&newsroom, &[&["--lang", "id"], arguments].concat()), input.as_ref())
}

pub(crate) fn values(answer: &Answer) -> Vec<Value> {
    answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answers to some input, of a run that ends with 0.
#[track_caller]
fn answers(input: impl AsRef<[u8]>) -> Vec<Value> {
    values(run(&[], input).ends_with(0))
}

/// The only answer to a line.
#[track_caller]
fn answer_to(line: impl AsRef<[u8]>) -> Value {
    let mut answers = answers(line);
    assert_eq!(answers.len(), 1, "{answers:#?}");
    answers.remove(0)
}

/// Fails unless the answer is an error whose text holds `said`.
#[track_caller]
pub(crate) fn is_error(answer: &Value, said: &str) {
    assert_eq!((&answer["status"], &answer["findings"]), (&json!("error"), &json!([])), "{answer}");
    assert_eq!(answer["language"], Value::Null, "{answer}");
    let error = answer["error"].as_str().unwrap();
    assert!(error.contains(said), "{said:?} is not said in {error:?}");
}

#[test]
fn an_answer_has_every_field_of_the_contract() {
    let line = r#"{"id": "a-1", "text": "Ia masuk ke Gedunglama.", "title": "passed over"}"#;
    let wanted = json!({
        "v": 1, "id": "a-1", "line": 1, "status": "ok", "language": "id",
        "findings": [{
            "v": 1, "rule": "desk/building", "severity": "error", "confidence": 80, "mqm": "style",
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
        }],
    });
    assert_eq!(answer_to(line), wanted);
}

#[test]
fn a_stream_finds_what_a_file_finds() {
    let text = "Gedunglama, Kotalama, Jalanlama.\n\nBaca juga di sini\n\nKotalama \u{1B} é.\n";
    let mut in_file = Newsroom::with_article(text).findings(&["a.txt"]);
    for finding in &mut in_file {
        finding.as_object_mut().unwrap().remove("path");
    }
    let answer = answer_to(json!({ "text": text }).to_string());
    assert_eq!(answer["findings"], Value::Array(in_file));
}

#[test]
fn offsets_are_those_of_the_text_in_bytes_and_in_characters() {
    // as it stands, and with the escapes that a writer may use: 😀 takes 4 bytes, é 2
    for text in [r"Satu.\n😀é Gedunglama", r"Satu.\n\ud83d\ude00\u00e9 Gedunglama"] {
        let answer = answer_to(format!("{{\"text\": \"{text}\"}}"));
        let wanted = json!({
            "byte_start": 13, "byte_end": 23, "char_start": 9, "char_end": 19,
            "line": 2, "column": 4, "end_line": 2, "end_column": 14,
        });
        assert_eq!(answer["findings"][0]["span"], wanted);
    }
}

#[test]
fn an_id_of_any_type_comes_back_as_it_was() {
    for id in [
        "\"kata\"",
        "7",
        "1.0",
        "-0",
        "1e400",
        "12345678901234567890123",
        "true",
        "null",
        "[1,\"a b\"]",
        r#"{"b":1,"a":[{"x y":"\" \\ é 😀"}],"b":2}"#,
        r#""\ud800""#,
    ] {
        for status in ["Warga pulang.", ""] {
            let answer = run(&[], format!("{{\"text\": \"{status}\", \"id\": {id}}}"));
            answer.ends_with(0).shows(&format!("{{\"v\":1,\"id\":{id},\"line\":1,"));
        }
    }
    run(&[], "{\"text\": \"a\"}").shows("\"id\":null");
    run(&[], "{\"text\": \"a\", \"id\": [ 1,\t{ \"a\" : 2 } ]}").shows("\"id\":[1,{\"a\":2}],");
}

#[test]
fn hostile_characters_of_an_id_are_escaped() {
    let answer = run(&[], "{\"text\": \"a\", \"id\": \"\u{202E}\u{9B}##[error]\"}");
    answer.ends_with(0).shows(r#""id":"\u202e\u009b##\u005berror]""#);
    assert_eq!(values(&answer)[0]["id"], "\u{202E}\u{9B}##[error]");
}

#[test]
fn what_is_no_record_is_an_error_with_its_line() {
    let bad = [
        ("{", "no JSON object: EOF while parsing an object at byte 1"),
        ("text", "no JSON object"),
        ("[1]", "expected an object"),
        ("3", "expected an object"),
        ("{\"text\": \"a\"} {}", "trailing characters"),
        ("{\"text\": \"a", "EOF while parsing"),
        ("{\"id\": 5}", "there is no field `text`"),
        ("{\"text\": null}", "`text` is not a string"),
        ("{\"text\": [\"a\"]}", "`text` is not a string"),
        ("{\"text\": \"\\ud800\"}", "`text` is no valid string"),
        ("{\"text\": \"a\", \"lang\": \"tlh\"}", "unknown language `tlh` in `lang`"),
        ("{\"text\": \"a\", \"lang\": 5}", "`lang` is not a string"),
    ];
    let answers = answers(bad.map(|(line, _)| line).join("\n"));
    assert_eq!(answers.len(), bad.len());
    for (index, (answer, (_, said))) in answers.iter().zip(bad).enumerate() {
        is_error(answer, said);
        assert_eq!(answer["line"], index + 1);
    }
    assert_eq!(answers[6]["id"], 5);
}

#[test]
fn invalid_utf_8_is_an_error_and_the_next_line_is_checked() {
    let answers = answers(b"{\"text\": \"a \xFF\"}\n{\"text\": \"Gedunglama\"}\n");
    is_error(&answers[0], "invalid UTF-8 at byte 12 of the line");
    assert_eq!(answers[1]["findings"][0]["rule"], "desk/building");
}

#[test]
fn a_nul_in_a_text_is_an_error_as_in_a_file() {
    is_error(&answer_to(r#"{"text": "Gedung\u0000lama"}"#), "NUL at byte 6 of `text`");
}

#[test]
fn a_blank_line_is_skipped_and_answered() {
    let answers = answers("\n \t\r\n{\"text\": \"Warga pulang.\"}\r\n\n");
    let skipped = |line: u64| json!({"v": 1, "id": null, "line": line, "status": "skipped", "language": null, "findings": [], "reason": "blank line"});
    assert_eq!(answers.len(), 4);
    assert_eq!((&answers[0], &answers[1], &answers[3]), (&skipped(1), &skipped(2), &skipped(4)));
    assert_eq!(answers[2]["status"], "ok");
}

#[test]
fn a_text_without_a_letter_is_skipped() {
    for text in ["", " … ", "\u{FEFF}"] {
        let answer = answer_to(json!({ "text": text }).to_string());
        assert_eq!(
            (&answer["status"], &answer["reason"]),
            (&json!("skipped"), &json!("no text in it"))
        );
    }
}

#[test]
fn the_last_line_needs_no_end_and_the_first_may_have_a_mark() {
    let answers = answers("\u{FEFF}{\"text\": \"Gedunglama\"}\n{\"text\": \"Kotalama\"}");
    let rules: Vec<_> = answers.iter().map(|answer| &answer["findings"][0]["rule"]).collect();
    assert_eq!(rules, ["desk/building", "name/desk"]);
}

#[test]
fn the_record_names_the_language_else_the_option_else_the_text() {
    let finnish = "Kaupunginhallitus päätti tiistaina, että uusi kirjasto rakennetaan keskustaan ensi vuonna.";
    let input = format!(
        "{}\n{}\n{}\n{}\n{}\n",
        json!({"text": finnish}),
        json!({"text": finnish, "lang": "pt-BR"}),
        json!({"text": finnish, "lang": null}),
        json!({"text": finnish, "lang": ""}),
        json!({"text": "Gedunglama"}),
    );
    let tags = |answer: &Answer| -> Vec<Value> {
        values(answer).iter().map(|answer| answer["language"].clone()).collect()
    };
    assert_eq!(tags(&run(&[], &input)), ["id", "pt", "id", "id", "id"]);
    let newsroom = Newsroom::new();
    let told = feed(command(&newsroom, &[]), input.as_bytes());
    assert_eq!(
        tags(told.ends_with(0)),
        [json!("fi"), json!("pt"), json!("fi"), json!("fi"), Value::Null]
    );
    let unsure = &values(&told)[4];
    assert_eq!(unsure["status"], "skipped");
    assert!(unsure["reason"].as_str().unwrap().starts_with("too short to tell its language"));
    told.says("no rules for Finnish yet").says("5 records in: 4 ok, 1 skipped, 0 errors\n");
}

#[test]
fn a_language_without_rules_gets_what_holds_for_every_language() {
    let text = "Kaupunki avasi kirjaston.\n\n<<<<<<< HEAD\nVanha.\n=======\nUusi.\n>>>>>>> haara\n";
    let mut command = Newsroom::new().program();
    command.args(["stream", "--lang", "fi"]).current_dir(std::env::temp_dir());
    let answer = feed(command, json!({ "text": text }).to_string().as_bytes());
    answer.ends_with(0).shows("\"language\":\"fi\"").shows("leak/merge-conflict");
}

#[test]
fn the_fields_may_have_other_names() {
    let line = r#"{"body": "Gedunglama", "url": "https://a.example", "language": "id", "text": 5, "id": 6, "lang": 7}"#;
    let fields = ["--text-field", "body", "--id-field", "url", "--lang-field", "language"];
    let answer = &values(run(&fields, line).ends_with(0))[0];
    assert_eq!((&answer["id"], &answer["status"]), (&json!("https://a.example"), &json!("ok")));
    is_error(&values(&run(&fields, "{\"text\": \"a\"}"))[0], "there is no field `body`");
    let answer = &values(&run(&["--id-field", "text"], "{\"text\": \"Gedunglama\"}"))[0];
    assert_eq!((&answer["id"], &answer["status"]), (&json!("Gedunglama"), &json!("ok")));
}

#[test]
fn findings_fail_a_stream_only_on_request() {
    let lines =
        [("error", [1, 0, 0]), ("warning", [1, 1, 0]), ("advice", [1, 1, 1]), ("never", [0, 0, 0])];
    let texts =
        ["Gedunglama", "Kotalama", "Jalanlama"].map(|word| json!({ "text": word }).to_string());
    for (value, wanted) in lines {
        let codes = [0, 1, 2].map(|at| run(&["--fail-on", value], &texts[at]).code);
        assert_eq!(codes, wanted, "--fail-on {value}");
    }
    run(&[], &texts[0]).ends_with(0);
    run(&["--fail-on", "advice"], "{\n\n").ends_with(0);
}

#[test]
fn min_severity_hides_and_still_fails() {
    let line = r#"{"text": "Gedunglama, Kotalama, Jalanlama."}"#;
    let count = |value: &str| {
        let answer = run(&["--min-severity", value], line);
        values(&answer)[0]["findings"].as_array().unwrap().len()
    };
    assert_eq!(["error", "warning", "advice"].map(count), [1, 2, 3]);
    let hidden = r#"{"text": "Kotalama"}"#;
    run(&["--min-severity", "error", "--fail-on", "warning"], hidden).ends_with(1);
}

#[test]
fn arguments_that_make_no_sense_are_2() {
    run(&["--only", "desk/bilding"], "").ends_with(2).says("`desk/building`");
    run(&["--jobs", "0"], "").ends_with(2);
    run(&["--fail-on", "x"], "").ends_with(2);
    let newsroom = Newsroom::new();
    feed(command(&newsroom, &["--lang", "tlh"]), b"").ends_with(2).says("unknown language `tlh`");
    newsroom.run(&["stream", "--rules", "gone.toml"]).ends_with(2).says("gone.toml");
}

#[test]
fn a_rule_of_any_language_may_be_selected() {
    let newsroom = Newsroom::with_pack(&DESK.replace("language = \"id\"", "language = \"fr\""));
    let input = "{\"text\": \"Gedunglama\", \"lang\": \"fr\"}\n{\"text\": \"Gedunglama\"}\n";
    let answers =
        values(feed(command(&newsroom, &["--lang", "id"]), input.as_bytes()).ends_with(0));
    assert_eq!(answers[0]["findings"][0]["rule"], "desk/building");
    assert_eq!(answers[1]["findings"], json!([]));
}
