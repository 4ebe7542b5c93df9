//! `--output FORMAT=FILE`: several reports in one run.

use crate::newsroom::Newsroom;
use crate::reports::FORMATS;

const ARTICLE: &str = "Ia masuk ke Gedunglama di Kotalama.\n";

#[test]
fn a_file_holds_what_standard_output_would() {
    let newsroom = Newsroom::with_article(ARTICLE);
    let asked: Vec<_> = FORMATS
        .iter()
        .flat_map(|format| ["--output".into(), format!("{format}=out.{format}")])
        .collect();
    let arguments: Vec<_> = asked.iter().map(String::as_str).chain(["a.txt"]).collect();
    let answer = newsroom.check(&arguments);
    assert_eq!(answer.ends_with(1).frames("desk/building"), 1);
    for format in FORMATS {
        let alone = newsroom.check(&["--format", format, "a.txt"]).stdout;
        assert_eq!(newsroom.read_text(&format!("out.{format}")), alone, "{format}");
    }
}

#[test]
fn a_file_has_no_colours() {
    let newsroom = Newsroom::with_article(ARTICLE);
    newsroom
        .check(&["--color", "always", "--output", "terminal=out.txt", "a.txt"])
        .shows("\u{1B}[");
    assert!(!newsroom.read_text("out.txt").contains('\u{1B}'));
}

#[test]
fn after_fixing_a_report_holds_what_is_left() {
    let newsroom = Newsroom::with_article(ARTICLE);
    newsroom.check(&["--fix", "--output", "jsonl=left.jsonl", "a.txt"]).ends_with(0);
    let left = newsroom.read_text("left.jsonl");
    assert!(left.contains("Kotalama") && !left.contains("Gedunglama"), "{left}");
}

#[test]
fn with_diff_a_report_holds_what_was_found() {
    let newsroom = Newsroom::with_article(ARTICLE);
    let answer = newsroom.check(&["--diff", "--output", "jsonl=found.jsonl", "a.txt"]);
    answer.ends_with(1).shows("+Ia masuk ke Gedungbaru");
    assert_eq!(newsroom.read_text("found.jsonl").lines().count(), 2);
}

#[test]
fn what_makes_no_sense_is_told_before_anything_is_checked() {
    let newsroom = Newsroom::with_article(ARTICLE);
    newsroom.write("folder/b.txt", ARTICLE);
    for (arguments, told) in [
        (&["--output", "sarif"][..], "write it as FORMAT=FILE"),
        (&["--output", "sarif="], "write it as FORMAT=FILE"),
        (&["--output", "pdf=x.pdf"], "no format `pdf`"),
        (&["--output", "sarif=folder"], "folder: a folder; name a file for the report"),
        (&["--output", "sarif=gone/x"], "gone/x: no folder `gone` for the report"),
        (&["--output", "sarif=x", "--output", "junit=x"], "x: the file of another report"),
        (&["--output", "sarif=x", "--output", "junit=folder/../x"], "the file of another report"),
        (&["--output", "sarif=./a.txt"], "./a.txt: an article that is checked"),
    ] {
        let answer = newsroom.check(&[arguments, &["a.txt"]].concat());
        answer.ends_with(2).says(told);
        assert_eq!(answer.stdout, "", "{arguments:?}");
        assert!(!newsroom.path("x").exists());
    }
    assert_eq!(newsroom.read_text("a.txt"), ARTICLE);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_written_is_2_and_the_others_are_written() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    let answer =
        newsroom.check(&["--output", "sarif=/dev/full", "--output", "junit=out.xml", "a.txt"]);
    answer.ends_with(2).says("/dev/full: the report is not written: No space left");
    assert!(newsroom.read_text("out.xml").contains("<testcase"));
}

#[test]
fn a_report_replaces_the_last_one_in_one_step() {
    let newsroom = Newsroom::with_article(ARTICLE);
    newsroom.write("out.json", "x".repeat(100_000));
    newsroom.check(&["--output", "json=out.json", "a.txt"]);
    assert!(newsroom.read_text("out.json").ends_with("}\n"));
    let mut names: Vec<_> = std::fs::read_dir(newsroom.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.txt", "desk.toml", "out.json"]);
}

#[cfg(unix)]
#[test]
fn a_report_is_as_readable_as_any_new_file_and_keeps_its_mode_and_link() {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let newsroom = Newsroom::with_article(ARTICLE);
    let write = |name: &str| newsroom.check(&["--output", &format!("json={name}"), "a.txt"]);
    let mode = |name: &str| fs::metadata(newsroom.path(name)).unwrap().mode() & 0o777;
    write("new.json");
    assert_eq!(mode("new.json"), mode("a.txt"));
    fs::set_permissions(newsroom.path("new.json"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("new.json", newsroom.path("link.json")).unwrap();
    write("link.json");
    assert_eq!(mode("new.json"), 0o640);
    assert!(newsroom.path("link.json").is_symlink());
}

#[test]
fn a_reader_that_has_seen_enough_does_not_cost_the_report() {
    let newsroom = Newsroom::with_article(ARTICLE);
    let mut command = newsroom.check_command(&["--output", "sarif=out.sarif", "a.txt"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let code = command.stdout(writer).status().unwrap().code();
    assert_eq!(code, Some(0));
    assert!(newsroom.read_text("out.sarif").contains("desk/building"));
}
