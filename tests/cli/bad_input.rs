//! Bad inputs: each is named with its fault, none ends a batch, none is ever written.

use crate::newsroom::Newsroom;
use std::fs;
use std::process::Command;

const BAD: &str = "Ia masuk ke Gedunglama.\n";

/// A folder with one file that cannot be checked.
fn with_bytes(bytes: &[u8]) -> Newsroom {
    Newsroom::with_article(bytes)
}

#[test]
fn invalid_utf_8_is_2_with_the_offset_of_the_byte() {
    let newsroom = with_bytes(b"satu\ndua \xFF tiga Gedunglama\n");
    newsroom.check(&["a.txt"]).ends_with(2).says("a.txt: invalid UTF-8 at byte 9 (line 2)");
}

#[test]
fn a_sequence_cut_at_the_end_is_2() {
    with_bytes(b"Gedunglama \xE2\x82")
        .check(&["a.txt"])
        .ends_with(2)
        .says("invalid UTF-8 at byte 11");
}

#[test]
fn utf_16_is_2_and_told() {
    let little: Vec<u8> = "\u{FEFF}Gedunglama".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{FEFF}Gedunglama".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        with_bytes(&bytes).check(&["a.txt"]).ends_with(2).says("a.txt: this is UTF-16");
    }
}

#[test]
fn utf_16_without_a_mark_is_2() {
    let bytes: Vec<u8> = "Gedunglama".encode_utf16().flat_map(u16::to_le_bytes).collect();
    with_bytes(&bytes).check(&["a.txt"]).ends_with(2).says("a.txt: NUL at byte 1");
}

#[test]
fn a_nul_is_2_with_its_offset() {
    with_bytes(b"Gedunglama\0").check(&["a.txt"]).ends_with(2).says("a.txt: NUL at byte 10");
}

#[test]
fn what_is_no_text_is_never_written() {
    for bytes in [&b"Gedunglama \xFF"[..], b"\xFF\xFEG\0", b"Gedunglama\0"] {
        let newsroom = with_bytes(bytes);
        newsroom.check(&["--fix", "a.txt"]).ends_with(2);
        assert_eq!(newsroom.read("a.txt"), bytes);
    }
}

#[test]
fn one_bad_file_does_not_end_the_batch() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/1.txt", BAD);
    newsroom.write("articles/2.txt", b"\xFF");
    newsroom.write("articles/3.txt", BAD);
    let answer = newsroom.check(&["articles"]);
    answer.ends_with(2).shows("articles/1.txt").shows("articles/3.txt");
    answer.says("articles/2.txt: invalid UTF-8").says("2 files checked");
}

#[test]
fn results_come_in_the_order_of_the_inputs() {
    let newsroom = Newsroom::new();
    let names: Vec<String> = (0..60).map(|number| format!("articles/{number:02}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        // the first ones take longest
        newsroom.write(name, format!("{}{BAD}", "Warga pulang. ".repeat(4000 / (number + 1))));
    }
    let order = |arguments: &[&str]| -> Vec<String> {
        let findings = newsroom.findings(arguments);
        findings.iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(order(&["articles"]), names);
    assert_eq!(
        order(&["articles/09.txt", "articles/00.txt"]),
        ["articles/09.txt", "articles/00.txt"]
    );
}

#[test]
fn a_file_named_twice_is_checked_once() {
    let newsroom = Newsroom::with_article(BAD);
    newsroom.check(&["a.txt", "./a.txt", "."]).ends_with(1).says("1 file checked");
    newsroom.check(&["--fix", "a.txt", "a.txt"]).ends_with(0);
}

#[test]
fn an_unreadable_file_is_2_and_named() {
    let newsroom = Newsroom::with_article(BAD);
    let path = newsroom.path("a.txt");
    if !deny(&path) {
        // root reads everything
        return;
    }
    newsroom.check(&["a.txt"]).ends_with(2).says("a.txt: no permission to read it");
}

/// Takes the right to read away; whether that has an effect on this user.
#[cfg(unix)]
fn deny(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    fs::read(path).is_err()
}

#[cfg(not(unix))]
fn deny(_path: &std::path::Path) -> bool {
    false
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_regular_file() {
    let newsroom = Newsroom::new();
    let made = Command::new("mkfifo").arg(newsroom.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    // opening it would wait for a writer that never comes
    newsroom.check(&["pipe.txt"]).ends_with(2).says("pipe.txt: not a regular file");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_a_folder_is_not_followed_and_named() {
    let newsroom = Newsroom::with_article(BAD);
    newsroom.write("articles/b.txt", "Warga pulang.\n");
    std::os::unix::fs::symlink("../a.txt", newsroom.path("articles/link.txt")).unwrap();
    std::os::unix::fs::symlink("..", newsroom.path("articles/loop")).unwrap();
    newsroom
        .check(&["articles"])
        .ends_with(0)
        .says("articles/link.txt: a symbolic link")
        .says("1 file checked");
}

#[cfg(unix)]
#[test]
fn a_link_that_is_named_is_followed() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/a.txt", BAD);
    std::os::unix::fs::symlink("articles", newsroom.path("folder")).unwrap();
    std::os::unix::fs::symlink("articles/a.txt", newsroom.path("link.txt")).unwrap();
    newsroom.check(&["folder"]).ends_with(1).shows("folder/a.txt:1:13");
    newsroom.check(&["link.txt"]).ends_with(1).shows("link.txt:1:13");
    std::os::unix::fs::symlink("nowhere", newsroom.path("broken.txt")).unwrap();
    newsroom.check(&["broken.txt"]).ends_with(2).says("broken.txt: no such file or folder");
}

#[test]
fn ignored_files_are_checked_only_when_they_are_named() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/.gitignore", "draft.txt\n");
    newsroom.write("articles/draft.txt", BAD);
    newsroom.write("articles/a.txt", "Warga pulang.\n");
    newsroom.check(&["articles"]).ends_with(0).says("1 file checked");
    newsroom.check(&["articles/draft.txt"]).ends_with(1);
}

#[test]
fn text_on_standard_input_has_the_name_it_is_given() {
    let newsroom = Newsroom::new();
    newsroom.check_stdin(&["-"], BAD.as_bytes()).ends_with(1).shows("<stdin>:1:13");
    let named = ["--stdin-path", "draft.txt", "-"];
    newsroom.check_stdin(&named, BAD.as_bytes()).ends_with(1).shows("draft.txt:1:13");
}

#[test]
fn nothing_on_standard_input_is_2() {
    Newsroom::new().check_stdin(&["-"], b"").ends_with(2).says("nothing was checked");
    Newsroom::new().check_stdin(&["--allow-empty", "-"], b"").ends_with(0);
}
