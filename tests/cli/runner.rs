//! GitHub Actions: annotations, how many, and what becomes of the rest.

use crate::newsroom::{Answer, Newsroom, feed};
use crate::reports::quoting;

/// A run as on a runner, its page in `page.md`.
fn on_runner(newsroom: &Newsroom, arguments: &[&str]) -> Answer {
    let mut command = newsroom.check_command(arguments);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", newsroom.path("page.md"));
    feed(command, b"")
}

fn annotations(answer: &Answer, command: &str) -> usize {
    answer.stdout.lines().filter(|line| line.starts_with(command)).count()
}

#[test]
fn annotations_are_escaped() {
    let newsroom = Newsroom::new();
    newsroom.write("artikel baru/50% #1, é: x.txt", "\u{FEFF}😀é Gedunglama\n");
    let answer = newsroom.check(&["--format", "github", "."]);
    assert_eq!(
        answer.ends_with(1).stdout,
        "::error file=artikel baru/50%25 #1%2C é%3A x.txt,line=1,endLine=1,col=4,endColumn=14,title=desk/building::`Gedunglama` is gone; write `Gedungbaru`\n"
    );
}

#[test]
fn commands_in_an_article_are_broken() {
    let newsroom = quoting("Awas 100% ::error::x ##[group] \u{1B}[31m\n");
    let answer = newsroom.check(&["--format", "github", "."]);
    assert_eq!(
        answer.stdout,
        "::error file=a.txt,line=1,endLine=1,col=1,endColumn=37,title=desk/x::`Awas 100%25 : :error: :x ## [group] \\u{1B}[31m` is wrong\n"
    );
}

#[test]
fn ten_errors_and_ten_warnings_are_annotated_and_the_rest_is_on_the_page() {
    let newsroom = Newsroom::with_article("Gedunglama. Kotalama. Jalanlama.\n".repeat(12));
    let answer = on_runner(&newsroom, &["--format", "github", "a.txt"]);
    assert_eq!((annotations(&answer, "::error "), annotations(&answer, "::warning ")), (10, 10));
    let count = "12 errors, 12 warnings, 12 advice; not annotated but on the page of the step: 16";
    assert!(answer.stdout.ends_with(&format!("::notice title=macaronic::{count}\n")));
    let page = newsroom.read_text("page.md");
    assert_eq!(page.matches("\n- ").count(), 16, "{page}");
    assert!(page.contains("- error a.txt:11:1: \\`Gedunglama\\` is gone"), "{page}");
}

#[test]
fn the_gravest_come_first() {
    let newsroom = Newsroom::with_article(format!("{}Gedunglama.\n", "Kotalama. ".repeat(12)));
    let answer = newsroom.check(&["--format", "github", "a.txt"]);
    assert!(answer.stdout.starts_with("::error "), "{}", answer.stdout);
}

#[test]
fn the_page_is_added_to_and_holds_no_markup_of_the_article() {
    let line = "Awas <img src=x> [klik](http://contoh.example) ![x](y)\n";
    let newsroom = quoting(&line.repeat(12));
    newsroom.write("page.md", "before\n");
    on_runner(&newsroom, &["a.txt"]).ends_with(1);
    let page = newsroom.read_text("page.md");
    assert!(page.starts_with("before\n### macaronic\n"), "{page}");
    assert!(!page.contains("<img") && !page.contains("](") && !page.contains("://"), "{page}");
}

#[test]
fn on_a_runner_the_terminal_is_followed_by_annotations() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    let answer = on_runner(&newsroom, &["a.txt"]);
    assert_eq!((answer.frames("desk/building"), annotations(&answer, "::error ")), (1, 1));
    assert!(!newsroom.path("page.md").exists());
    assert_eq!(annotations(&newsroom.check(&["a.txt"]), "::error "), 0);
}

#[test]
fn on_a_runner_other_formats_and_diffs_stay_what_they_are() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    for arguments in [&["--format", "jsonl", "a.txt"][..], &["--diff", "a.txt"]] {
        assert_eq!(annotations(&on_runner(&newsroom, arguments), "::"), 0, "{arguments:?}");
    }
}

#[test]
fn what_could_not_be_checked_is_annotated() {
    let newsroom = Newsroom::with_article("Gedunglama. ".repeat(12));
    newsroom.write("b.txt", b"\xFF");
    let answer = newsroom.check(&["--format", "github", "."]);
    answer.ends_with(2).shows("::error title=macaronic::./b.txt: invalid UTF-8");
    assert_eq!(annotations(&answer, "::error "), 10);
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_cannot_be_written_is_told_and_does_not_fail_the_run() {
    let newsroom = Newsroom::with_article("Jalanlama.\n");
    let mut command = newsroom.check_command(&["a.txt"]);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", "/dev/full");
    feed(command, b"").ends_with(0).says("/dev/full: the page of the step is not written");
}
