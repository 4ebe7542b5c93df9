//! `macaronic stream` as a member of a pipeline: order, slow and closed pipes, limits, counts.

use crate::newsroom::Newsroom;
use crate::stream::{command, is_error, run, values};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

#[test]
fn answers_come_in_the_order_of_the_lines() {
    let record = |number: usize| {
        // some take long, some are no records
        let text =
            "Warga pulang ke Gedunglama. ".repeat(1 + 400 * usize::from(number.is_multiple_of(97)));
        match number % 5 {
            4 => "{\n".to_owned(),
            _ => format!("{}\n", json!({ "id": number, "text": text })),
        }
    };
    let input: String = (0..5000).map(record).collect();
    for jobs in ["1", "2", "7"] {
        let answer = run(&["--jobs", jobs], &input);
        answer.ends_with(0).says("5000 records in: 4000 ok, 0 skipped, 1000 errors\n");
        let answers = values(&answer);
        assert_eq!(answers.len(), 5000);
        for (index, answer) in answers.iter().enumerate() {
            assert_eq!(answer["line"], index + 1);
            assert_eq!(answer["id"], if index % 5 == 4 { Value::Null } else { json!(index) });
        }
    }
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let newsroom = Newsroom::new();
    let mut command = command(&newsroom, &["--lang", "id"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for number in 0..20 {
        // the line comes in two parts
        write!(stdin, "{{\"id\": {number}, ").unwrap();
        stdin.flush().unwrap();
        stdin.write_all(b"\"text\": \"Gedunglama\"}\n").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&answer["id"], &answer["status"]), (&json!(number), &json!("ok")));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn deep_json_does_no_harm() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let answer = run(&[], format!("{{\"x\": {deep}, \"text\": \"Gedunglama\", \"id\": 1}}"));
    answer.ends_with(0).shows("\"status\":\"ok\"").shows("desk/building");
    run(&[], format!("{{\"id\": {deep}, \"text\": \"a\"}}")).ends_with(0).shows(&deep);
    is_error(&values(&run(&[], format!("{{\"text\": {deep}}}")))[0], "`text` is not a string");
    is_error(&values(&run(&[], "[".repeat(200_000)))[0], "no JSON object");
}

#[test]
fn a_line_over_the_limit_is_an_error_and_the_next_one_is_checked() {
    let record = "{\"text\": \"Gedunglama\"}";
    let limit = record.len().to_string();
    let input = format!("{record}\n{}\n{record} \n{record}", "x".repeat(3 << 20));
    let answers = values(run(&["--max-line-size", &limit], input).ends_with(0));
    let statuses: Vec<_> = answers.iter().map(|answer| &answer["status"]).collect();
    assert_eq!(statuses, ["ok", "error", "error", "ok"]);
    is_error(&answers[1], &format!("more than --max-line-size {limit} bytes"));
}

#[test]
fn a_closed_pipe_ends_a_stream_quietly() {
    let newsroom = Newsroom::new();
    let mut child = command(&newsroom, &["--lang", "id"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdin.write_all(b"{\"text\": \"Gedunglama\"}\n").unwrap();
    stdout.read_exact(&mut [0]).unwrap();
    drop(stdout);
    // the program goes away, and with it the reader of this pipe
    while stdin.write_all(b"{\"text\": \"Gedunglama\"}\n").is_ok() {}
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_an_unreadable_input_are_2() {
    let newsroom = Newsroom::new();
    newsroom.write("in.jsonl", "{\"text\": \"a\"}\n");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let input = std::fs::File::open(newsroom.path("in.jsonl")).unwrap();
    let output = command(&newsroom, &["--lang", "id"]).stdin(input).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let folder = std::fs::File::open(newsroom.path("")).unwrap();
    let output = command(&newsroom, &["--lang", "id"]).stdin(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard input"));
}

#[test]
fn the_last_line_on_standard_error_counts() {
    let answer =
        run(&[], "{\"text\": \"Warga.\"}\n\n{\n{\"text\": \"Le maire.\", \"lang\": \"fr\"}\n");
    let last = answer.stderr.lines().last();
    assert_eq!(last, Some("4 records in: 2 ok, 1 skipped, 1 error"));
}

#[test]
fn no_input_is_no_failure() {
    let answer = run(&[], "");
    assert_eq!((answer.code, answer.stdout.as_str()), (0, ""));
    assert_eq!(answer.stderr, "0 records in: 0 ok, 0 skipped, 0 errors\n");
}
