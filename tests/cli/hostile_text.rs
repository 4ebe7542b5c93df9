//! The article, its name and the pack are untrusted: nothing in them reaches a terminal or a CI runner
//! as a command.

use crate::newsroom::{Answer, Newsroom};
use std::io::Read;
use std::process::Stdio;

/// Escape, bell, C1, bidirectional controls, zero-width characters, a byte order mark inside.
const HOSTILE: &str = "\u{1B}[31m\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\u{2066}\u{200B}\u{FEFF}\u{8}";

/// Fails when a hostile character comes through.
#[track_caller]
fn is_harmless(answer: &Answer) {
    for text in [&answer.stdout, &answer.stderr] {
        let hostile =
            |c: char| c != '\n' && c.is_control() || HOSTILE.contains(c) && !c.is_ascii_graphic();
        assert!(!text.contains(hostile), "{answer:#?}");
        let command =
            text.lines().find(|line| line.trim_start().starts_with("::") || line.contains("##["));
        assert_eq!(command, None, "a runner would obey this line");
    }
}

#[test]
fn hostile_text_around_a_finding_is_shown_escaped() {
    let answer =
        Newsroom::with_article(format!("{HOSTILE} Gedunglama {HOSTILE}\n")).check(&["a.txt"]);
    is_harmless(&answer);
    answer.ends_with(1).shows("\\u{1B}[31m").shows("\\u{202E}").shows("\\u{7}");
}

#[test]
fn hostile_text_inside_a_finding_is_shown_escaped() {
    let pack = "[[rule]]\nid = \"desk/x\"\nmessage = \"`{found}` → `{use}`\"\nmatch.pattern = { regex = 'Awas.*', use = '$0!' }\n";
    let newsroom = Newsroom::with_pack(pack);
    newsroom.write("a.txt", format!("Awas{HOSTILE}::error::##[x]\n"));
    let run = |arguments: &[&str]| {
        newsroom.run(
            &[&["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk"], arguments]
                .concat(),
        )
    };
    for format in crate::reports::FORMATS.into_iter().filter(|&format| format != "github") {
        is_harmless(&run(&["--format", format, "a.txt"]));
    }
    is_harmless(&run(&["--fix", "--unsafe-fixes", "a.txt"]));
}

#[cfg(unix)]
#[test]
fn a_hostile_file_name_is_shown_escaped() {
    let newsroom = Newsroom::new();
    let good = format!("::error::{HOSTILE}##[x].txt");
    newsroom.write(&good, "Gedunglama.\n");
    newsroom.write(&format!("{HOSTILE}.txt"), b"\xFF");
    newsroom.write(&format!("##[{HOSTILE}.md"), "x");
    for arguments in [
        &["."][..],
        &["--format", "jsonl", "."],
        &["--format", "sarif", "."],
        &["--format", "gitlab", "."],
        &["--format", "checkstyle", "."],
        &["--format", "junit", "."],
        &["--format", "rdjsonl", "."],
        &["--format", "html", "."],
        &["--diff", "."],
        &["--fix", "."],
        &[&good],
        &["\u{1B}[31m.txt"],
    ] {
        is_harmless(&newsroom.check(arguments));
    }
}

#[test]
fn a_hostile_pack_is_shown_escaped() {
    // TOML wants control characters escaped
    let escaped = HOSTILE.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    let hostile = escaped.collect::<Vec<_>>().concat();
    let pack = format!(
        "[[rule]]\nid = \"desk/x\"\nmessage = \"{hostile}::error::x ##[y]\"\nwhy = \"{hostile}\"\nmqm = \"{hostile}\"\nmatch.term = {{ find = [\"Gedunglama\"], use = \"{hostile}\" }}\n[[rule.bad]]\ntext = \"⟦Gedunglama⟧{hostile}\"\n"
    );
    let newsroom = Newsroom::with_pack(&pack);
    newsroom.write("a.txt", "Gedunglama.\n");
    let rules = ["--rules", "desk.toml"];
    is_harmless(
        &newsroom
            .run(&[&["check", "--lang", "id", "--only", "desk", "a.txt"][..], &rules].concat()),
    );
    is_harmless(&newsroom.run(&[&["explain", "desk/x"][..], &rules].concat()));
    is_harmless(&newsroom.run(&[&["rules", "list"][..], &rules].concat()));
    is_harmless(&newsroom.run(&[&["trace", "Gedunglama"][..], &rules].concat()));
    is_harmless(&newsroom.run(&["rules", "test", "desk.toml"]));
}

#[test]
fn hostile_arguments_are_shown_escaped() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    is_harmless(&newsroom.run(&["trace", "\u{1B}[31mkata ::error::x"]));
    is_harmless(&newsroom.run(&["explain", "\u{1B}[31m"]));
    is_harmless(&newsroom.check(&["--only", "\u{1B}[31m", "a.txt"]));
    is_harmless(&newsroom.check(&["--rules", "\u{1B}[31m.toml", "a.txt"]));
}

#[test]
fn workflow_commands_in_an_article_are_broken() {
    let text = "::error file=x::Gedunglama\n\n##[group]Gedunglama satu ##[error]dua\n";
    let answer = Newsroom::with_article(text).check(&["a.txt"]);
    is_harmless(&answer);
    assert_eq!(answer.ends_with(1).frames("desk/building"), 1);
    is_harmless(&Newsroom::with_article(text).check(&["--format", "html", "a.txt"]));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let newsroom = Newsroom::with_article("Gedunglama.\n\n".repeat(20_000));
    for format in ["terminal", "json", "jsonl", "html"] {
        let mut command =
            newsroom.check_command(&["--format", format, "--min-severity", "advice", "a.txt"]);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains("panicked"), "{format}: {stderr}");
        if format != "terminal" {
            // more than a pipe holds was still to be written
            assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{format}");
        }
    }
}

#[test]
fn a_pipe_that_was_closed_from_the_start_is_not_an_error() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    let commands = [
        &["check", "--lang", "id", "--rules", "desk.toml", "a.txt"][..],
        &["check", "--lang", "id", "--rules", "desk.toml", "--format", "json", "a.txt"],
        &["check", "--lang", "id", "--rules", "desk.toml", "--diff", "a.txt"],
        &["explain", "desk", "--rules", "desk.toml"],
        &["rules", "list", "--rules", "desk.toml"],
        &["rules", "schema"],
        &["trace", "kata"],
        &["generate", "man"],
        &["--help"],
    ];
    for arguments in commands {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = newsroom.program().args(arguments).stdout(writer).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            output.stderr.is_empty(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_2() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["a.txt"][..], &["--format", "json", "a.txt"], &["--diff", "a.txt"]] {
        let output = newsroom.check_command(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}
