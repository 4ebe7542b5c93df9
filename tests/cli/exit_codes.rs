//! Exit 0 clean, 1 findings at or above `--fail-on`, 2 the job could not be done; 2 wins over 1.

use crate::newsroom::Newsroom;

const CLEAN: &str = "Wali Kotabaru pulang.\n";
const ERROR: &str = "Ia masuk ke Gedunglama.\n";
const WARNING: &str = "Wali Kotalama pulang.\n";
const ADVICE: &str = "Ia lewat Jalanlama.\n";

fn code(text: &str, arguments: &[&str]) -> i32 {
    Newsroom::with_article(text).check(&[arguments, &["a.txt"]].concat()).code
}

#[test]
fn a_clean_text_is_0() {
    Newsroom::with_article(CLEAN).check(&["a.txt"]).ends_with(0).says("1 file checked");
}

#[test]
fn errors_alone_fail_a_run_by_default() {
    let codes = [ERROR, WARNING, ADVICE].map(|text| code(text, &[]));
    assert_eq!(codes, [1, 0, 0]);
}

#[test]
fn every_value_of_fail_on_draws_its_line() {
    let lines =
        [("error", [1, 0, 0]), ("warning", [1, 1, 0]), ("advice", [1, 1, 1]), ("never", [0, 0, 0])];
    for (value, wanted) in lines {
        let codes = [ERROR, WARNING, ADVICE].map(|text| code(text, &["--fail-on", value]));
        assert_eq!(codes, wanted, "--fail-on {value}");
    }
}

#[test]
fn a_clean_text_is_0_whatever_fails_a_run() {
    for value in ["error", "warning", "advice", "never"] {
        assert_eq!(code(CLEAN, &["--fail-on", value]), 0, "--fail-on {value}");
    }
}

#[test]
fn what_is_hidden_by_min_severity_still_fails_the_run() {
    let newsroom = Newsroom::with_article(WARNING);
    let answer = newsroom.check(&["--min-severity", "error", "--fail-on", "warning", "a.txt"]);
    assert_eq!(answer.ends_with(1).frames("name/desk"), 0);
}

#[test]
fn a_missing_file_is_2_and_named() {
    Newsroom::new().check(&["gone.txt"]).ends_with(2).says("gone.txt: no such file or folder");
}

#[test]
fn an_empty_glob_is_2() {
    // a shell hands on a pattern that nothing answers to
    Newsroom::new().check(&["*.txt"]).ends_with(2).says("*.txt");
}

#[test]
fn two_wins_over_one_and_findings_are_still_printed() {
    let answer = Newsroom::with_article(ERROR).check(&["gone.txt", "a.txt"]);
    assert_eq!(answer.ends_with(2).frames("desk/building"), 1);
    answer.says("gone.txt").says("1 file checked");
}

#[test]
fn two_wins_when_nothing_may_fail_the_run() {
    Newsroom::with_article(ERROR).check(&["--fail-on", "never", "gone.txt", "a.txt"]).ends_with(2);
}

#[test]
fn an_empty_folder_is_2() {
    let newsroom = Newsroom::new();
    std::fs::create_dir(newsroom.path("empty")).unwrap();
    newsroom.check(&["empty"]).ends_with(2).says("nothing was checked");
    newsroom.check(&["--allow-empty", "empty"]).ends_with(0);
}

#[test]
fn a_run_that_only_skipped_is_2_and_names_what_it_skipped() {
    let newsroom = Newsroom::new();
    newsroom.write("folder/notes.docx", ERROR);
    newsroom
        .check(&["folder"])
        .ends_with(2)
        .says("notes.docx: `.docx` is no format that is read")
        .says("1 skipped");
    newsroom.check(&["--allow-empty", "folder"]).ends_with(0).says("notes.docx");
}

#[test]
fn files_without_a_letter_are_2() {
    for text in ["", "\n\n\n", " \t\r\n", "\u{FEFF}", "\u{FEFF}\r\n", "… — !!"] {
        let newsroom = Newsroom::with_article(text);
        newsroom.check(&["a.txt"]).ends_with(2).says("a.txt: no text in it");
        newsroom.check(&["--allow-empty", "a.txt"]).ends_with(0);
    }
}

#[test]
fn allow_empty_excuses_no_missing_file() {
    Newsroom::new().check(&["--allow-empty", "gone.txt"]).ends_with(2);
}

#[test]
fn a_file_over_the_limit_is_skipped_and_named() {
    let newsroom = Newsroom::with_article(ERROR);
    newsroom
        .check(&["--max-file-size", "10", "a.txt"])
        .ends_with(2)
        .says("skipped a.txt: 24 bytes");
    newsroom.check(&["--max-file-size", "24", "a.txt"]).ends_with(1);
}

#[test]
fn standard_input_over_the_limit_is_2_and_says_so() {
    let newsroom = Newsroom::new();
    newsroom
        .check_stdin(&["--max-file-size", "23", "-"], ERROR.as_bytes())
        .ends_with(2)
        .says("standard input has more than --max-file-size 23 bytes");
    newsroom.check_stdin(&["--max-file-size", "24", "-"], ERROR.as_bytes()).ends_with(1);
}

#[test]
fn arguments_that_make_no_sense_are_2() {
    let newsroom = Newsroom::with_article(CLEAN);
    newsroom.check(&["--unsafe-fixes", "a.txt"]).ends_with(2).says("--fix or --diff");
    newsroom.check(&["--fix", "--diff", "a.txt"]).ends_with(2);
    newsroom.check(&["--format", "yaml", "a.txt"]).ends_with(2);
    newsroom.run(&["check", "--lang", "tlh", "a.txt"]).ends_with(2).says("unknown language `tlh`");
}

#[test]
fn help_and_version_are_0() {
    let newsroom = Newsroom::new();
    newsroom.run(&["--help"]).ends_with(0).shows("Exit codes");
    newsroom.run(&["--version"]).ends_with(0).shows(env!("CARGO_PKG_VERSION"));
}

#[test]
fn an_unknown_rule_is_2_and_the_nearest_is_named() {
    let newsroom = Newsroom::with_article(ERROR);
    let check = |arguments: &[&str]| {
        newsroom.run(
            &[&["check", "--lang", "id", "--rules", "desk.toml"], arguments, &["a.txt"]].concat(),
        )
    };
    check(&["--only", "desk/bilding"]).ends_with(2).says("`desk/bilding`").says("`desk/building`");
    check(&["--skip", "dask"]).ends_with(2).says("`dask`");
    check(&["--only", ""]).ends_with(2);
    check(&["--only", "desk/building", "--skip", "desk/street,name/desk"]).ends_with(1);
}

#[test]
fn a_language_that_cannot_be_told_is_2_with_the_advice_to_say_it() {
    let newsroom = Newsroom::with_article(ERROR);
    newsroom.run(&["check", "a.txt"]).ends_with(2).says("a.txt: too short").says("--lang id");
}

#[test]
fn the_language_may_come_from_the_environment() {
    let newsroom = Newsroom::with_article(ERROR);
    let mut command = newsroom.program();
    command
        .args(["check", "--rules", "desk.toml", "--only", "desk", "a.txt"])
        .env("MACARONIC_LANG", "id");
    assert_eq!(command.output().unwrap().status.code(), Some(1));
}
