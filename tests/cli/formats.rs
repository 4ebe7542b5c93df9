//! Structured files: what of them is checked, and that `--fix` changes nothing else.

use crate::newsroom::{Newsroom, feed};

/// Checks one file, fixes it, and gives what became of it.
#[track_caller]
fn fixed(name: &str, text: &str) -> String {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    newsroom.check(&["--fix", name]).ends_with(0);
    newsroom.read_text(name)
}

/// The texts that the findings of one file quote, in order.
#[track_caller]
fn found(name: &str, text: &str) -> Vec<String> {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    let quoted = newsroom.findings(&[name]).into_iter().map(|finding| {
        let span = |end: &str| {
            usize::try_from(finding["span"][format!("byte_{end}")].as_u64().unwrap()).unwrap()
        };
        text.get(span("start")..span("end")).unwrap().to_owned()
    });
    quoted.collect()
}

#[test]
fn a_fix_in_json_changes_the_string_alone() {
    let text = "\u{FEFF}{\r\n  \"slug\": \"Gedunglama\",\r\n  \"title\": \"Ke Gedunglama \\u2013 \\\"lama\\\"\"\r\n}";
    let expected = text.replace("Ke Gedunglama", "Ke Gedungbaru");
    assert_eq!(fixed("a.json", text), expected);
}

#[test]
fn a_fix_is_written_with_the_escapes_of_json() {
    let pack = "[pack]\nname = \"desk\"\nlanguage = \"id\"\n\n[[rule]]\nid = \"desk/a\"\nmessage = \"`{found}`\"\n\
                severity = \"error\"\nsafety = \"safe\"\n\
                match.term = { find = [\"Gedunglama\"], use = 'Gedung \"Baru\"' }\n";
    let newsroom = Newsroom::with_pack(pack);
    newsroom.write("a.json", r#"{"title": "Ke Gedunglama"}"#);
    let arguments = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk", "--fix"];
    newsroom.run(&[&arguments[..], &["a.json"]].concat()).ends_with(0);
    assert_eq!(newsroom.read_text("a.json"), r#"{"title": "Ke Gedung \"Baru\""}"#);
}

#[test]
fn every_record_of_json_lines_is_checked() {
    let text = "{\"title\": \"Gedunglama\"}\n\n{\"url\": \"Gedunglama\", \"body\": \"A.\\nGedunglama.\"}\n";
    assert_eq!(found("a.jsonl", text), ["Gedunglama", "Gedunglama"]);
    let expected =
        text.replacen("Gedunglama", "Gedungbaru", 1).replace("nGedunglama", "nGedungbaru");
    assert_eq!(fixed("a.ndjson", text), expected);
}

#[test]
fn fields_choose_what_is_checked() {
    let newsroom = Newsroom::new();
    newsroom.write("a.json", r#"{"title": "Gedunglama", "note": {"x": "Ke Gedunglama"}}"#);
    assert_eq!(newsroom.findings(&["--fields", "note.*", "a.json"]).len(), 1);
    assert_eq!(newsroom.findings(&["--fields", "*", "a.json"]).len(), 2);
    assert_eq!(newsroom.findings(&["--fields", "title,note.x", "a.json"]).len(), 2);
    newsroom.check(&["--fields", "body", "a.json"]).ends_with(2).says("no text in it");
}

#[test]
fn json_in_a_folder_is_read_when_its_fields_are_said() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/package.json", r#"{"description": "Gedunglama"}"#);
    newsroom.write("articles/a.txt", "Kantor.\n");
    newsroom.check(&["articles"]).ends_with(0).says("--fields");
    newsroom.check(&["--fields", "description", "articles"]).ends_with(1);
    newsroom.check(&["articles/package.json"]).ends_with(1);
}

#[test]
fn json_that_breaks_off_is_named_with_its_place() {
    let newsroom = Newsroom::new();
    newsroom.write("a.json", "{\n  \"title\": \"Gedunglama\",\n  \"é\": \"x\n}\n");
    newsroom.check(&["a.json"]).ends_with(2).says("a.json:3:10: no valid JSON: a line break");
    newsroom.write("b.txt", "Gedunglama.\n");
    newsroom.check(&["a.json", "b.txt"]).ends_with(2).shows("b.txt:1:1");
}

#[test]
fn the_format_may_be_said() {
    let newsroom = Newsroom::new();
    let text = r#"{"title": "Ke Gedunglama"}"#;
    let answer = newsroom.check_stdin(&["--input-format", "json", "--fix", "-"], text.as_bytes());
    answer.ends_with(0);
    assert_eq!(answer.stdout, r#"{"title": "Ke Gedungbaru"}"#);
}

#[test]
fn a_file_may_declare_its_language() {
    let newsroom = Newsroom::new();
    newsroom.write("a.json", r#"{"locale": "id-ID", "title": "Ke Gedunglama"}"#);
    let arguments = ["check", "--rules", "desk.toml", "--only", "desk", "a.json"];
    newsroom.run(&arguments).ends_with(1).says("(id 1");
}

#[test]
fn a_stream_may_hold_texts_of_a_format() {
    let newsroom = Newsroom::new();
    let mut command = newsroom.program();
    command.args(["stream", "--lang", "id", "--rules", "desk.toml", "--only", "desk"]);
    command.args(["--input-format", "json"]);
    let lines = [
        r#"{"id": 1, "text": "{\"title\": \"Ke Gedunglama\"}"}"#,
        r#"{"id": 2, "text": "{\"title\": \n\"Ke Gedunglama}"}"#,
    ];
    let answer = feed(command, lines.join("\n").as_bytes());
    let answers: Vec<serde_json::Value> =
        answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["findings"][0]["span"]["byte_start"], 14);
    let error = answers[1]["error"].as_str().unwrap();
    assert_eq!(error, "line 2, column 1 of the text: no valid JSON: this string is not closed");
}

#[test]
fn a_fix_in_po_changes_the_translation_alone() {
    let text = "msgid \"\"\nmsgstr \"\"\n\"Language: id\\n\"\n\n#: Gedunglama.c:1\nmsgctxt \"Gedunglama\"\nmsgid \"Gedunglama\"\n\
                msgstr \"\"\r\n\"Ke %sGedunglama \\\"x\\\" \"\n\"<b>Gedunglama</b>\"\n\n#~ msgid \"a\"\n#~ msgstr \"Gedunglama\"\n";
    let expected = text
        .replace("Ke %sGedunglama", "Ke %sGedungbaru")
        .replace("<b>Gedunglama", "<b>Gedungbaru");
    assert_eq!(fixed("id.po", text), expected);
}

#[test]
fn an_edit_across_two_strings_of_po_is_only_a_hint() {
    let pack = "[pack]\nname = \"desk\"\nlanguage = \"id\"\n\n[[rule]]\nid = \"desk/a\"\nmessage = \"`{found}`\"\n\
                severity = \"error\"\nsafety = \"safe\"\n\
                match.term = { find = [\"gedung lama\"], use = \"gedung baru\" }\n";
    let newsroom = Newsroom::with_pack(pack);
    let text = "msgid \"a\"\nmsgstr \"Ke gedung \"\n\"lama.\"\n";
    newsroom.write("a.po", text);
    let arguments = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk", "--fix"];
    newsroom.run(&[&arguments[..], &["a.po"]].concat()).ends_with(1).shows("a.po:2:12");
    assert_eq!(newsroom.read_text("a.po"), text);
}
