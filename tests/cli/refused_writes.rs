//! Where a fix would do harm the file is left alone; where it is written, all else about it stays.
#![cfg(unix)]

use crate::newsroom::Newsroom;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

const BEFORE: &str = "Ia masuk ke Gedunglama.\n";
const AFTER: &str = "Ia masuk ke Gedungbaru.\n";

#[test]
fn the_mode_is_kept() {
    for mode in [0o600, 0o644, 0o664, 0o755] {
        let newsroom = Newsroom::with_article(BEFORE);
        fs::set_permissions(newsroom.path("a.txt"), Permissions::from_mode(mode)).unwrap();
        newsroom.check(&["--fix", "a.txt"]).ends_with(0);
        assert_eq!(newsroom.read_text("a.txt"), AFTER);
        let now = fs::metadata(newsroom.path("a.txt")).unwrap().mode() & 0o777;
        assert_eq!(now, mode, "{now:o} is not {mode:o}");
    }
}

#[test]
fn no_temporary_file_stays() {
    let newsroom = Newsroom::with_article(BEFORE);
    newsroom.check(&["--fix", "a.txt"]);
    let mut names: Vec<_> =
        fs::read_dir(newsroom.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.txt", "desk.toml"]);
}

#[test]
fn a_read_only_file_is_refused_and_unchanged() {
    let newsroom = Newsroom::with_article(BEFORE);
    fs::set_permissions(newsroom.path("a.txt"), Permissions::from_mode(0o444)).unwrap();
    let answer = newsroom.check(&["--fix", "a.txt"]);
    answer
        .ends_with(2)
        .says("a.txt: the file is read-only; it is left as it was")
        .shows("desk/building");
    assert!(!answer.stderr.contains("fixed"), "{answer:#?}");
    assert_eq!(newsroom.read_text("a.txt"), BEFORE);
}

#[test]
fn a_symbolic_link_stays_and_its_target_is_fixed() {
    let newsroom = Newsroom::new();
    newsroom.write("archive/real.txt", BEFORE);
    symlink("archive/real.txt", newsroom.path("link.txt")).unwrap();
    newsroom.check(&["--fix", "link.txt"]).ends_with(0);
    assert_eq!(newsroom.read_text("archive/real.txt"), AFTER);
    assert_eq!(
        fs::read_link(newsroom.path("link.txt")).unwrap().to_str(),
        Some("archive/real.txt")
    );
    assert_eq!(fs::read_dir(newsroom.path("archive")).unwrap().count(), 1);
}

#[test]
fn a_file_with_other_hard_links_is_refused() {
    let newsroom = Newsroom::with_article(BEFORE);
    fs::hard_link(newsroom.path("a.txt"), newsroom.path("b.txt")).unwrap();
    newsroom.check(&["--fix", "a.txt"]).ends_with(2).says("other hard links");
    assert_eq!(newsroom.read_text("a.txt"), BEFORE);
    assert_eq!(fs::metadata(newsroom.path("a.txt")).unwrap().nlink(), 2);
}

#[test]
fn a_refused_file_does_not_keep_the_others_from_being_fixed() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/1.txt", BEFORE);
    newsroom.write("articles/2.txt", BEFORE);
    fs::set_permissions(newsroom.path("articles/1.txt"), Permissions::from_mode(0o444)).unwrap();
    newsroom.check(&["--fix", "articles"]).ends_with(2);
    assert_eq!(newsroom.read_text("articles/1.txt"), BEFORE);
    assert_eq!(newsroom.read_text("articles/2.txt"), AFTER);
}

#[test]
fn a_read_only_file_without_a_fix_is_no_trouble() {
    let newsroom = Newsroom::with_article(AFTER);
    fs::set_permissions(newsroom.path("a.txt"), Permissions::from_mode(0o444)).unwrap();
    newsroom.check(&["--fix", "a.txt"]).ends_with(0);
}

#[test]
fn a_folder_that_takes_no_file_is_refused() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/a.txt", BEFORE);
    let folder = newsroom.path("articles");
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    let denied = fs::write(folder.join("try"), "").is_err();
    if denied {
        newsroom.check(&["--fix", "articles"]).ends_with(2).says("articles/a.txt");
        assert_eq!(newsroom.read_text("articles/a.txt"), BEFORE);
    }
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
}
