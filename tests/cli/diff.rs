//! `--diff`: what `patch` makes of it is what `--fix` writes.

use crate::newsroom::{Newsroom, feed};
use std::process::Command;

/// Fails unless the diff of a text, given to `patch -p1`, and `--fix` come to the same text.
#[track_caller]
fn patch_equals_fix(name: &str, text: &str, arguments: &[&str]) {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    let diff = newsroom.check(&[arguments, &["--diff", name]].concat());
    diff.ends_with(1);
    let mut patch = Command::new("patch");
    patch.args(["-p1", "--binary", "--fuzz=0"]).current_dir(newsroom.path(""));
    feed(patch, diff.stdout.as_bytes()).ends_with(0);
    let patched = newsroom.read_text(name);
    newsroom.write(name, text);
    newsroom.check(&[arguments, &["--fix", name]].concat());
    assert_eq!(patched, newsroom.read_text(name), "of {text:?} by\n{}", diff.stdout);
    assert_ne!(patched, text);
}

#[test]
fn patch_makes_the_same_text_as_fix() {
    let long = "Satu.\nDua.\nTiga.\nEmpat.\n".repeat(10);
    let far_apart = format!("Gedunglama.\n{long}Gedunglama dan Jalanlama.\n{long}");
    for text in [
        "Gedunglama penuh.\n",
        "Satu.\n\nGedunglama.\n\nTiga.\n",
        "a\nb\nc\nd\nGedunglama",
        &far_apart,
    ] {
        patch_equals_fix("a.txt", text, &[]);
    }
}

#[test]
fn patch_takes_every_line_end() {
    for text in [
        "Satu.\r\nGedunglama.\r\nTiga.\r\n",
        "Satu.\rGedunglama.\rTiga.\r",
        "Satu.\rGedunglama.\nTiga.\r\nGedunglama",
        "\u{FEFF}Gedunglama.\u{2028}Dua.\u{B}Tiga.\u{85}\n",
    ] {
        patch_equals_fix("a.txt", text, &[]);
    }
}

#[test]
fn patch_takes_lines_that_look_like_a_diff() {
    patch_equals_fix(
        "a.txt",
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\nGedunglama\n-Gedunglama\n\\ Gedunglama\n",
        &[],
    );
}

#[test]
fn patch_takes_review_fixes() {
    patch_equals_fix(
        "a.txt",
        "Kotalama.\n\nBaca juga di sini\n\nGedunglama.\n",
        &["--unsafe-fixes"],
    );
    patch_equals_fix("a.txt", "Warga pulang.\n\nBaca juga di sini", &["--unsafe-fixes"]);
}

#[test]
fn patch_finds_the_file_by_its_name() {
    let odd = "\u{1B}[31m \"x\\\u{202E}\n.txt";
    for name in ["folder/a.txt", "./a.txt", "dua kata.txt", "é.txt", odd] {
        patch_equals_fix(name, "Gedunglama penuh.\n", &[]);
    }
}

#[test]
fn a_diff_of_nothing_is_empty_and_0() {
    for text in ["Warga pulang.\n", "Kotalama.\n", "Baca juga di sini\n"] {
        let answer = Newsroom::with_article(text).check(&["--diff", "a.txt"]);
        assert_eq!(answer.ends_with(0).stdout, "", "{text:?}");
    }
}

#[test]
fn a_diff_of_what_needs_a_look_comes_with_unsafe_fixes() {
    let answer =
        Newsroom::with_article("Kotalama.\n").check(&["--diff", "--unsafe-fixes", "a.txt"]);
    answer.ends_with(1).shows("-Kotalama.\n+Kotabaru.\n");
}

#[test]
fn a_file_that_is_no_text_makes_a_diff_2() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    newsroom.write("b.txt", b"\xFF");
    newsroom.check(&["--diff", "a.txt", "b.txt"]).ends_with(2).shows("+Gedungbaru.");
}

#[test]
fn the_diff_of_several_files_is_one_patch() {
    let newsroom = Newsroom::new();
    for name in ["articles/1.txt", "articles/2.txt"] {
        newsroom.write(name, "Gedunglama.\n");
    }
    let diff = newsroom.check(&["--diff", "articles"]);
    let mut patch = Command::new("patch");
    patch.args(["-p1"]).current_dir(newsroom.path(""));
    feed(patch, diff.ends_with(1).stdout.as_bytes()).ends_with(0);
    assert_eq!(newsroom.read_text("articles/1.txt"), "Gedungbaru.\n");
    assert_eq!(newsroom.read_text("articles/2.txt"), "Gedungbaru.\n");
}

#[test]
fn standard_input_has_a_diff_too() {
    let answer =
        Newsroom::new().check_stdin(&["--diff", "--stdin-path", "x.txt", "-"], b"Gedunglama.\n");
    answer.ends_with(1).shows("--- a/x.txt\n+++ b/x.txt\n");
}
