//! Long runs: how far they are, and what they come to when nobody reads every finding.

use crate::newsroom::{Answer, Newsroom, feed};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ERROR: &str = "Ia masuk ke Gedunglama.\n";
const CLEAN: &str = "Ia masuk ke Gedungbaru.\n";

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let newsroom = Newsroom::new();
    newsroom.write("b/1.txt", "Gedunglama, Gedunglama dan Jalanlama.\n\nKotalama.\n");
    newsroom.write("b/2.txt", ERROR);
    let answer = newsroom.check(&["--statistics", "b"]);
    let rows: Vec<Vec<&str>> =
        answer.ends_with(1).stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    let heads = ["findings", "errors", "warnings", "advice", "--fix", "--unsafe-fixes", "files"];
    assert_eq!(rows[0], [&heads[..], &["rule"]].concat());
    assert_eq!(rows[1], ["3", "3", "0", "0", "3", "0", "2", "desk/building"]);
    assert_eq!(rows[2], ["1", "0", "0", "1", "1", "0", "1", "desk/street"]);
    assert_eq!(rows[3], ["1", "0", "1", "0", "0", "1", "1", "name/desk"]);
    assert_eq!(rows.len(), 4);
    answer.says("2 files checked");
}

#[test]
fn statistics_of_a_clean_text_are_empty() {
    let answer = Newsroom::with_article(CLEAN).check(&["--statistics", "a.txt"]);
    assert_eq!(answer.ends_with(0).stdout, "");
}

#[test]
fn statistics_may_be_json() {
    let newsroom = Newsroom::with_article("Gedunglama. Kotalama.\n");
    let parsed = |format: &str| {
        let answer = newsroom.check(&["--statistics", "--format", format, "a.txt"]);
        let lines: Vec<serde_json::Value> = match format {
            "json" => vec![serde_json::from_str(&answer.stdout).unwrap()],
            _ => answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        };
        lines
    };
    let object = parsed("json").remove(0);
    assert_eq!(object["version"], 1);
    assert_eq!(object["summary"]["errors"], 1);
    assert_eq!(object["statistics"][0]["rule"], "desk/building");
    assert_eq!(object["statistics"][1]["fixable_with_review"], 1);
    assert!(object.get("findings").is_none());
    let rules = parsed("jsonl");
    assert_eq!(rules, object["statistics"].as_array().unwrap().clone());
}

#[test]
fn statistics_leave_out_what_is_below_min_severity_and_keep_reports_whole() {
    let newsroom = Newsroom::with_article("Gedunglama. Jalanlama.\n");
    let arguments = ["--statistics", "--min-severity", "error", "--output", "jsonl=r.jsonl"];
    let answer = newsroom.check(&[&arguments[..], &["a.txt"]].concat());
    assert!(!answer.ends_with(1).stdout.contains("desk/street"), "{answer:#?}");
    assert!(newsroom.read_text("r.jsonl").contains("\"span\""));
}

#[test]
fn statistics_are_refused_where_they_cannot_be_written() {
    let newsroom = Newsroom::with_article(ERROR);
    newsroom.check(&["--statistics", "--format", "sarif", "a.txt"]).ends_with(2).says("jsonl");
    newsroom.check(&["--statistics", "--diff", "a.txt"]).ends_with(2).says("cannot be used with");
}

#[test]
fn a_quiet_run_writes_findings_and_nothing_else() {
    let newsroom = Newsroom::with_article(ERROR);
    newsroom.write("b.docx", "x");
    for flag in ["--quiet", "-q"] {
        let answer = newsroom.check(&[flag, "."]);
        assert_eq!(answer.ends_with(1).stderr, "");
        assert_eq!(answer.frames("desk/building"), 1);
    }
    assert_eq!(newsroom.check(&["-q", "--fix", "a.txt"]).ends_with(0).stderr, "");
    assert_eq!(newsroom.read_text("a.txt"), CLEAN);
    assert_eq!(newsroom.check(&["-q", "a.txt"]).ends_with(0).stdout, "");
}

#[test]
fn a_quiet_run_still_tells_what_went_wrong() {
    let newsroom = Newsroom::with_article(ERROR);
    let answer = newsroom.check(&["-q", "a.txt", "gone.txt"]);
    assert_eq!(answer.ends_with(2).stderr, "macaronic: gone.txt: no such file or folder\n");
    newsroom.write("b.docx", "x");
    newsroom.check(&["-q", "b.docx"]).ends_with(2).says("nothing was checked");
    newsroom.check(&["-q", "--rules", "gone.toml", "a.txt"]).ends_with(2).says("gone.toml");
}

#[test]
fn a_quiet_stream_answers_and_says_nothing() {
    let newsroom = Newsroom::new();
    let stream = |arguments: &[&str]| {
        let mut command = newsroom.program();
        command.args(["stream", "--lang", "id"]).args(arguments);
        feed(command, b"{\"id\":1,\"text\":\"Warga pulang.\"}\n")
    };
    assert_eq!(stream(&["--quiet"]).ends_with(0).stderr, "");
    stream(&["--quiet"]).shows("\"status\":\"ok\"");
    stream(&[]).says("1 record in");
}

#[test]
fn a_file_that_the_run_writes_to_is_not_read() {
    let newsroom = Newsroom::with_article(ERROR);
    newsroom.write("out.txt", "Ini Gedunglama dari kemarin.\n");
    let appended = std::fs::OpenOptions::new().append(true).open(newsroom.path("out.txt")).unwrap();
    let output = newsroom.check_command(&["."]).stdout(appended).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("skipped ./out.txt: this run writes to it"), "{said}");
    assert!(said.contains("1 file checked"), "{said}");
}

/// A folder of articles that takes longer than a person waits for nothing, and what a run without a
/// terminal came to.
fn long_run() -> (Newsroom, Answer) {
    let newsroom = Newsroom::new();
    let article = "Warga kota itu pulang ke rumah dengan sabar dan tenang sekali.\n".repeat(100);
    let mut count = 0;
    loop {
        for _ in 0..200 + count {
            newsroom.write(&format!("b/{count}.txt"), format!("{count} {article}"));
            count += 1;
        }
        let begin = Instant::now();
        let answer = newsroom.run(&["check", "--lang", "id", "b"]);
        if begin.elapsed() > Duration::from_millis(1500) {
            return (newsroom, answer);
        }
    }
}

/// What a terminal gets to see of a run in a folder; nothing where the program `script` is missing or is
/// another one.
fn on_terminal(newsroom: &Newsroom, variables: &str, arguments: &str) -> Option<String> {
    if !cfg!(target_os = "linux") || Command::new("script").arg("--version").output().is_err() {
        return None;
    }
    let program = env!("CARGO_BIN_EXE_macaronic");
    let mut script = newsroom.program();
    let environment: Vec<_> = script
        .get_envs()
        .map(|(name, value)| (name.to_owned(), value.map(std::ffi::OsStr::to_owned)))
        .collect();
    script = Command::new("script");
    script.current_dir(newsroom.path(""));
    for (name, value) in environment {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    let command = format!("{variables} {program} {arguments}");
    let output = script.args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output();
    Some(String::from_utf8(output.unwrap().stdout).unwrap())
}

#[test]
fn a_long_run_shows_a_bar_on_a_terminal_and_takes_it_away() {
    let (newsroom, plain) = long_run();
    assert!(!plain.stderr.contains("checking") && !plain.stderr.contains('\u{1B}'), "{plain:#?}");
    let run = |variables: &str, arguments: &str| on_terminal(&newsroom, variables, arguments);
    let Some(seen) = run("TERM=xterm", "check --lang id b") else { return };
    assert!(seen.contains("checking [") && seen.contains(" files, "), "{seen}");
    let last = seen.rsplit("\u{1B}[2K").next().unwrap();
    assert!(!last.contains("checking ["), "the bar stays: {seen}");
    assert!(last.contains("files checked"), "{seen}");
    for (variables, arguments) in [
        ("TERM=xterm", "check --lang id --quiet b"),
        ("TERM=xterm CI=true", "check --lang id b"),
        ("TERM=dumb", "check --lang id b"),
        ("TERM=xterm", "check --lang id b 2> said"),
    ] {
        let seen = run(variables, arguments).unwrap();
        assert!(!seen.contains("checking ["), "{variables} {arguments}: {seen}");
    }
}

#[test]
fn a_short_run_shows_no_bar() {
    let newsroom = Newsroom::with_article(CLEAN);
    let arguments = "check --lang id --rules desk.toml --only desk a.txt";
    let Some(seen) = on_terminal(&newsroom, "TERM=xterm", arguments) else { return };
    assert!(seen.contains("1 file checked") && !seen.contains("checking ["), "{seen}");
}

#[test]
fn a_long_stream_counts_its_lines_on_a_terminal() {
    let newsroom = Newsroom::new();
    newsroom.write(
        "feed",
        "for i in 1 2 3 4 5 6; do echo '{\"text\":\"Warga pulang.\"}'; sleep 0.3; done\n",
    );
    let arguments = "stream --lang id > answers";
    let fed =
        |variables: &str| on_terminal(&newsroom, &format!("sh feed | {variables}"), arguments);
    let Some(seen) = fed("TERM=xterm") else { return };
    assert!(seen.contains(" lines, ") && seen.contains(" a second"), "{seen}");
    assert_eq!(newsroom.read_text("answers").lines().count(), 6);
    let seen = fed("TERM=dumb").unwrap();
    assert!(!seen.contains(" lines, ") && seen.contains("6 records in"), "{seen}");
}
