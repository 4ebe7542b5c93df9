//! Frames for people: what is folded, what is joined, and when there are colours.

use crate::newsroom::Newsroom;

#[test]
fn a_frame_says_rule_place_text_and_fix() {
    let answer = Newsroom::with_article("Satu.\n😀é Gedunglama.\n").check(&["a.txt"]);
    answer.shows("error[desk/building]: `Gedunglama` is gone; write `Gedungbaru`");
    answer.shows("a.txt:2:4").shows("😀é Gedunglama.").shows("write `Gedungbaru` (safe)");
}

#[test]
fn a_frame_has_no_empty_line_of_colons() {
    let answer = Newsroom::with_article("Gedunglama.\n").check(&["a.txt"]);
    assert!(!answer.stdout.contains(":::"), "{}", answer.stdout);
}

#[test]
fn advice_is_folded_into_one_line_and_unfolded_on_request() {
    let newsroom = Newsroom::with_article("Jalanlama.\n\nLewat Jalanlama, Gedunglama.\n");
    let folded = newsroom.check(&["a.txt"]);
    assert_eq!((folded.frames("desk/street"), folded.frames("desk/building")), (0, 1));
    folded.shows("a.txt: 2 pieces of advice (desk/street 2)").says("2 advice");
    let unfolded = newsroom.check(&["--min-severity", "advice", "a.txt"]);
    assert_eq!(unfolded.frames("desk/street"), 1);
    assert!(!unfolded.stdout.contains("pieces of advice"));
}

#[test]
fn min_severity_hides_what_is_below_it() {
    let newsroom = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama.\n");
    let frames = |least: &str| {
        let answer = newsroom.check(&["--min-severity", least, "a.txt"]);
        ["desk/building", "name/desk", "desk/street"].map(|rule| answer.frames(rule))
    };
    assert_eq!(frames("error"), [1, 0, 0]);
    assert_eq!(frames("warning"), [1, 1, 0]);
    assert_eq!(frames("advice"), [1, 1, 1]);
}

#[test]
fn the_same_fault_is_one_frame_with_its_other_places() {
    let answer =
        Newsroom::with_article("Gedunglama dan Gedunglama.\n\nGedunglama.\n").check(&["a.txt"]);
    assert_eq!(answer.frames("desk/building"), 1);
    answer.shows("a.txt:1:1").shows("also at 1:16, 3:1").says("3 errors");
}

#[test]
fn places_that_are_not_listed_are_counted() {
    let answer = Newsroom::with_article("Gedunglama. ".repeat(12)).check(&["a.txt"]);
    // one in the frame, eight listed
    answer.shows(" and 3 more").says("12 errors");
}

#[test]
fn skipped_files_that_are_not_named_are_counted() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    for number in 0..14 {
        newsroom.write(&format!("folder/{number:02}.docx"), "x");
    }
    newsroom.check(&["a.txt", "folder"]).ends_with(0).says("folder/09.docx").says("skipped 4 more");
}

#[test]
fn the_summary_says_what_was_checked_in_which_language() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    newsroom.check(&["a.txt"]).says("1 file checked (id 1): nothing found");
    let text = "Pemerintah mengatakan pada hari Selasa bahwa anggaran baru akan diajukan bulan depan karena perubahan rencana.\n";
    newsroom.write("a.txt", text);
    let told = newsroom.run(&["check", "--rules", "desk.toml", "--only", "desk", "a.txt"]);
    told.ends_with(0).says("1 file checked (id 1 as told from the text): nothing found");
}

#[test]
fn what_can_be_mended_is_counted() {
    let answer = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama.\n").check(&["a.txt"]);
    answer.says("2 can be mended with --fix, 1 more with --unsafe-fixes");
}

#[test]
fn colours_come_only_when_asked_for() {
    let newsroom = Newsroom::with_article("Gedunglama, Jalanlama.\n");
    for arguments in [&["a.txt"][..], &["--color", "auto", "a.txt"], &["--color", "never", "a.txt"]]
    {
        let answer = newsroom.check(arguments);
        assert!(
            !answer.stdout.contains('\u{1B}') && !answer.stderr.contains('\u{1B}'),
            "{arguments:?}"
        );
    }
    newsroom.check(&["--color", "always", "a.txt"]).shows("\u{1B}[");
    let json = newsroom.check(&["--color", "always", "--format", "jsonl", "a.txt"]);
    assert!(!json.stdout.contains('\u{1B}'));
}

#[test]
fn a_long_paragraph_is_shown_around_the_finding() {
    let text = format!("{}Gedunglama{}\n", "kata ".repeat(3000), " kata".repeat(3000));
    let answer = Newsroom::with_article(text).check(&["a.txt"]);
    answer.shows("a.txt:1:15001");
    assert!(answer.stdout.lines().all(|line| line.chars().count() <= 130), "{}", answer.stdout);
}
