//! Odd bytes and odd files, in every format that is read: they are checked and mended like any other, or
//! refused by name, and nothing but the fix is ever changed.

use crate::limits::GENEROUS;
use crate::newsroom::{Newsroom, feed};
use std::fs;
use std::time::Instant;

/// What stands around a word, and must be there after it is mended.
const ODD: &[&str] = &[
    "satu\u{2028}dua\u{2029}",
    "\u{85}\u{B}\u{C}",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "\u{202E}\u{2066}\u{200B}\u{200F}\u{2069}",
    "\u{1B}[31m\u{7}\u{9B}2J",
    "::error::x ##[error]y",
    "İstanbul ß ﬁ ŉ ǰ ΐ ﬃ",
    "e\u{301} a\u{30A} o\u{302}\u{323}",
    "\u{FEFF}",
    "\u{10FFFF}\u{E000}\u{FFFD}\u{E0041}",
    "⟦x⟧ {found} %s \u{ad}",
    "ＷＩＤＥ \u{3000} 漢字",
];

/// A document in each format with a text in it, and with its control characters as the format has them.
fn documents(text: &str) -> Vec<(&'static str, String)> {
    let json = serde_json::to_string(text).unwrap();
    vec![
        ("a.txt", format!("{text}\n")),
        ("a.md", format!("# Judul\r\n\r\n{text}\n")),
        ("a.html", format!("<p>{text}</p>\r\n")),
        ("a.json", format!("{{\"title\": {json}}}")),
        ("a.jsonl", format!("{{\"title\": {json}}}\r\n{{\"title\": \"x\"}}\n")),
        ("a.po", format!("msgid \"x\"\nmsgstr {json}\n")),
    ]
}

#[test]
fn odd_characters_around_a_fix_stay_as_they_are_in_every_format() {
    for odd in ODD {
        for (name, text) in documents(&format!("Warga {odd} Gedunglama, {odd} pulang.")) {
            let newsroom = Newsroom::new();
            newsroom.write(name, &text);
            let findings = newsroom.findings(&[name]);
            let at = text.find("Gedunglama").unwrap();
            assert_eq!(findings.len(), 1, "{name} {odd:?}");
            assert_eq!(findings[0]["span"]["byte_start"], at, "{name} {odd:?}");
            let characters = text.get(..at).unwrap().chars().count();
            assert_eq!(findings[0]["span"]["char_start"], characters, "{name} {odd:?}");
            newsroom.check(&["--fix", name]).ends_with(0);
            let expected = text.replace("Gedunglama", "Gedungbaru");
            assert_eq!(newsroom.read_text(name), expected, "{name} {odd:?}");
        }
    }
}

#[test]
fn a_word_is_found_in_either_form_of_its_letters() {
    let pack = "[[rule]]\nid = \"desk/x\"\nmessage = \"{found}\"\nsafety = \"safe\"\nmatch.term = { find = [\"Kafé Tua\", \"Toko A\u{30A}s\"], use = \"Kedai\" }\n";
    let newsroom = Newsroom::with_pack(pack);
    let text = "Ke Kafe\u{301} Tua. Ke Kafé Tua. Ke Toko Ås. Ke Toko A\u{30A}s.\n";
    for (name, text) in documents(text) {
        newsroom.write(name, &text);
        let arguments = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk"];
        newsroom.run(&[&arguments[..], &["--fix", name]].concat()).ends_with(0);
        let mended = newsroom.read_text(name);
        assert_eq!(mended.matches("Ke Kedai.").count(), 4, "{name}: {mended}");
        assert!(!mended.contains('\u{301}') && !mended.contains('\u{30A}'), "{name}: {mended}");
    }
}

#[test]
fn what_holds_no_text_is_2_in_every_format_and_left_as_it_is() {
    for name in ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.po"] {
        for bytes in [&b""[..], b"\n\r\n\r", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF\r\n"] {
            let newsroom = Newsroom::new();
            newsroom.write(name, bytes);
            newsroom.check(&["--fix", name]).ends_with(2).says(name);
            assert_eq!(newsroom.read(name), bytes, "{name}");
        }
    }
}

#[test]
fn what_is_no_text_is_2_in_every_format_and_left_as_it_is() {
    for (name, text) in documents("Ke Gedunglama") {
        let text = text.as_bytes();
        let utf_16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.iter().flat_map(|&b| [b, 0])).collect();
        let half = text.len() / 2;
        let with = |bytes: &[u8]| [&text[..half], bytes, &text[half..]].concat();
        for bytes in [utf_16, with(b"\xFF"), [text, b"\xE2\x82"].concat(), with(b"\0")] {
            let newsroom = Newsroom::new();
            newsroom.write(name, &bytes);
            newsroom.check(&[name]).ends_with(2).says(name);
            newsroom.check(&["--fix", name]).ends_with(2).says(name);
            assert_eq!(newsroom.read(name), bytes, "{name}");
        }
    }
}

/// Markup that is deep, or that nobody has closed.
fn broken_markup() -> Vec<(&'static str, String)> {
    let deep = |open: &str, close: &str| {
        format!("{}Ke Gedunglama{}", open.repeat(100_000), close.repeat(100_000))
    };
    vec![
        ("1.html", deep("<div>", "</div>")),
        ("2.html", deep("<b><i>", "")),
        ("3.html", "<p>Ke Gedunglama <a href=\"x <b>satu <!-- dua".to_owned()),
        ("4.html", "<p>Ke Gedunglama <script>satu".to_owned()),
        ("5.html", "<p>Ke Gedunglama <".to_owned()),
        ("6.html", format!("<p {}>Ke Gedunglama", "a=b ".repeat(100_000))),
        ("7.html", format!("<p>{}Ke Gedunglama", "&eacute; ".repeat(100_000))),
        ("1.md", deep("> ", "")),
        ("2.md", deep("- ", "")),
        ("3.md", deep("[", "]")),
        ("4.md", deep("*", "*")),
        ("5.md", deep("<div>", "\n")),
        ("6.md", "---\ntitle: Ke Gedunglama\n".to_owned()),
        ("7.md", "Ke Gedunglama\n\n```\nkode".to_owned()),
        ("1.json", deep("[", "]").replace("Ke Gedunglama", "{\"title\": \"Ke Gedunglama\"}")),
    ]
}

#[test]
fn broken_and_deep_markup_is_mended_in_time() {
    let newsroom = Newsroom::new();
    for (name, text) in broken_markup() {
        newsroom.write(name, &text);
        let start = Instant::now();
        assert_eq!(newsroom.findings(&[name]).len(), 1, "{name}");
        newsroom.check(&["--fix", name]).ends_with(0);
        let took = start.elapsed();
        assert!(took < GENEROUS, "{name}: {took:?}");
        let expected = text.replace("Gedunglama", "Gedungbaru");
        assert!(newsroom.read_text(name) == expected, "{name} has other changes");
    }
}

#[test]
fn one_line_of_nine_megabytes_is_mended_in_every_format() {
    let text = format!("{}Gedunglama", "kata yang biasa saja, ".repeat((9 << 20) / 22));
    for (name, text) in documents(&text) {
        let newsroom = Newsroom::new();
        newsroom.write(name, &text);
        let start = Instant::now();
        newsroom.check(&["--fix", name]).ends_with(0).says("desk/building");
        let took = start.elapsed();
        assert!(took < GENEROUS, "{name}: {took:?}");
        assert!(newsroom.read_text(name) == text.replace("Gedunglama", "Gedungbaru"), "{name}");
    }
}

#[test]
fn packs_and_configurations_that_are_no_text_or_a_bomb_are_2() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    let utf_16: Vec<u8> = "[terms]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, problem) in [
        (utf_16, "x.toml:1:"),
        (b"\xFF\xFE[\0".to_vec(), "x.toml: invalid UTF-8 at byte 0; save the file as UTF-8"),
        (b"[terms]\n\"a\0\" = \"b\"\n".to_vec(), "x.toml:2:3: "),
        (format!("a = {}", "[".repeat(200_000)).into_bytes(), "recurs"),
        (format!("[{}a]", "a.".repeat(100_000)).into_bytes(), "recurs"),
        ("[a]\n".repeat(50_000).into_bytes(), "x.toml:2:2: duplicate key"),
        (vec![b'#'; 9 << 20], "bytes are too many"),
    ] {
        newsroom.write("x.toml", bytes);
        for option in ["--rules", "--config"] {
            let arguments = ["check", "--lang", "id", option, "x.toml", "a.txt"];
            newsroom.run(&arguments).ends_with(2).says("x.toml").says(problem);
        }
    }
    fs::create_dir(newsroom.path("folder.toml")).unwrap();
    newsroom.run(&["check", "--lang", "id", "--config", "folder.toml", "a.txt"]).ends_with(2);
    newsroom.run(&["check", "--lang", "id", "--rules", "folder.toml", "a.txt"]).ends_with(2);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::process::{Command, Stdio};

    const BEFORE: &str = "Ia masuk ke Gedunglama.\n";
    const AFTER: &str = "Ia masuk ke Gedungbaru.\n";

    fn pipe(newsroom: &Newsroom, name: &str) {
        let made = Command::new("mkfifo").arg(newsroom.path(name)).status().unwrap();
        assert!(made.success());
    }

    #[test]
    fn a_pipe_is_nowhere_waited_for() {
        let newsroom = Newsroom::with_article(BEFORE);
        pipe(&newsroom, "pipe.txt");
        let answer = newsroom.check(&["--fix", "."]);
        answer.ends_with(0).says("skipped ./pipe.txt: not a regular file");
        newsroom.check(&["--fix", "pipe.txt"]).ends_with(2).says("pipe.txt: not a regular file");
        pipe(&newsroom, "pipe.toml");
        let config = ["--config", "pipe.toml", "a.txt"];
        newsroom.check(&config).ends_with(2).says("pipe.toml: not a regular file");
        newsroom.write("macaronic.toml", "rules = [\"pipe.toml\"]\n");
        let answer = newsroom.check(&["a.txt"]);
        answer.ends_with(2).says("macaronic.toml:1:10: the pack `pipe.toml` is not a regular file");
        fs::remove_file(newsroom.path("macaronic.toml")).unwrap();
        pipe(&newsroom, "words.tsv");
        let table =
            "[[rule]]\nid = \"desk/x\"\nmessage = \"m\"\nmatch.table = { file = \"words.tsv\" }\n";
        newsroom.write("table.toml", table);
        let rules = ["--rules", "table.toml", "a.txt"];
        newsroom.check(&rules).ends_with(2).says("words.tsv: not a regular file");
    }

    #[test]
    fn a_pack_may_come_through_a_pipe() {
        let newsroom = Newsroom::with_article(BEFORE);
        pipe(&newsroom, "pipe.toml");
        let (from, to) = (newsroom.path("desk.toml"), newsroom.path("pipe.toml"));
        let writer = std::thread::spawn(move || fs::write(to, fs::read(from).unwrap()));
        let rules = ["check", "--lang", "id", "--rules", "pipe.toml", "--only", "desk", "a.txt"];
        newsroom.run(&rules).ends_with(1).shows("desk/building");
        writer.join().unwrap().unwrap();
    }

    #[test]
    fn a_pack_without_end_is_2() {
        let newsroom = Newsroom::with_article(BEFORE);
        newsroom.check(&["--rules", "/dev/zero", "a.txt"]).ends_with(2).says("too many");
    }

    /// A run for which the disk is full: no file may hold more than some blocks of 512 bytes.
    fn on_full_disk(newsroom: &Newsroom, arguments: &str) -> crate::newsroom::Answer {
        let program = env!("CARGO_BIN_EXE_macaronic");
        let check = "check --lang id --rules desk.toml --only desk,name/desk";
        let mut command = Command::new("sh");
        // without the signal, writing fails as on a full disk
        command.args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f 8; exec {program} {check} {arguments}"),
        ]);
        command.current_dir(newsroom.path("")).stdin(Stdio::null());
        feed(command, b"")
    }

    #[test]
    fn a_full_disk_leaves_the_file_as_it_is() {
        let text = BEFORE.repeat(10_000);
        let newsroom = Newsroom::with_article(&text);
        newsroom.write("b.txt", BEFORE);
        let answer = on_full_disk(&newsroom, "--fix a.txt b.txt");
        answer.ends_with(2).says("a.txt: ").says("it is left as it was");
        assert_eq!(newsroom.read_text("a.txt"), text);
        assert_eq!(newsroom.read_text("b.txt"), AFTER);
        let answer = on_full_disk(&newsroom, "--output json=r.json a.txt");
        answer.ends_with(2).says("r.json: the report is not written");
        let mut names: Vec<_> = fs::read_dir(newsroom.path(""))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["a.txt", "b.txt", "desk.toml"]);
    }

    #[test]
    fn a_closed_log_does_not_keep_files_from_being_mended() {
        let newsroom = Newsroom::new();
        for number in 0..20 {
            newsroom.write(&format!("b/{number}.txt"), BEFORE);
        }
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = newsroom.check_command(&["--fix", "b"]).stderr(writer).status().unwrap();
        assert_eq!(status.code(), Some(0));
        for number in 0..20 {
            assert_eq!(newsroom.read_text(&format!("b/{number}.txt")), AFTER);
        }
    }

    #[test]
    fn folders_of_packs_that_lead_in_circles_end() {
        let newsroom = Newsroom::with_article(BEFORE);
        newsroom.write("packs/x.toml", "[terms]\n\"Kotatua\" = \"Kotabaru\"\n");
        std::os::unix::fs::symlink(".", newsroom.path("packs/again")).unwrap();
        newsroom.check(&["--rules", "packs", "a.txt"]).ends_with(1);
        std::os::unix::fs::symlink("y.toml", newsroom.path("packs/y.toml")).unwrap();
        newsroom.check(&["--rules", "packs", "a.txt"]).ends_with(2).says("packs/y.toml");
    }
}
