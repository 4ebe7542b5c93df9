//! `--fix`: only what is safe, all at once, and every other byte as it was.

use crate::newsroom::Newsroom;

/// What `--fix` makes of a text, which must end with the given code.
#[track_caller]
fn fixed(text: &str, code: i32) -> String {
    let newsroom = Newsroom::with_article(text);
    newsroom.check(&["--fix", "a.txt"]).ends_with(code);
    newsroom.read_text("a.txt")
}

#[test]
fn nothing_is_written_without_fix() {
    let text = "Gedunglama di Kotalama.\n";
    let newsroom = Newsroom::with_article(text);
    let before = std::fs::metadata(newsroom.path("a.txt")).unwrap().modified().unwrap();
    for arguments in [&["a.txt"][..], &["--diff", "a.txt"], &["--diff", "--unsafe-fixes", "a.txt"]]
    {
        newsroom.check(arguments);
    }
    assert_eq!(newsroom.read_text("a.txt"), text);
    assert_eq!(std::fs::metadata(newsroom.path("a.txt")).unwrap().modified().unwrap(), before);
    let files = std::fs::read_dir(newsroom.path("")).unwrap().count();
    assert_eq!(files, 2, "only the pack and the article lie in the folder");
}

#[test]
fn a_safe_fix_is_made_and_said() {
    let newsroom = Newsroom::with_article("Ia masuk ke Gedunglama.\n");
    let answer = newsroom.check(&["--fix", "a.txt"]);
    answer.ends_with(0).says("fixed a.txt:1: desk/building: `Gedunglama` -> `Gedungbaru`");
    assert_eq!(newsroom.read_text("a.txt"), "Ia masuk ke Gedungbaru.\n");
}

#[test]
fn the_code_after_fix_is_that_of_the_second_check() {
    assert_eq!(fixed("Gedunglama penuh.\n", 0), "Gedungbaru penuh.\n");
    fixed("Gedunglama penuh.\n\nBaca juga di sini\n", 1);
}

#[test]
fn what_is_left_after_fix_is_shown_where_it_stands_now() {
    let newsroom = Newsroom::with_article("Gedunglamanya ramai, lalu Gedunglama dan Kotalama.\n");
    let answer = newsroom.check(&["--fix", "a.txt"]);
    assert_eq!(newsroom.read_text("a.txt"), "Gedungbarunya ramai, lalu Gedungbaru dan Kotalama.\n");
    answer.shows("a.txt:1:42");
    assert_eq!(answer.frames("desk/building"), 0);
}

#[test]
fn only_safe_fixes_are_made_without_unsafe_fixes() {
    let text = "Gedunglama di Kotalama.\n";
    let newsroom = Newsroom::with_article(text);
    newsroom.check(&["--fix", "a.txt"]);
    assert_eq!(newsroom.read_text("a.txt"), "Gedungbaru di Kotalama.\n");
    newsroom.check(&["--fix", "--unsafe-fixes", "a.txt"]);
    assert_eq!(newsroom.read_text("a.txt"), "Gedungbaru di Kotabaru.\n");
}

#[test]
fn a_fix_that_deletes_words_is_never_safe() {
    let deleting = [
        r#"match.term = { find = ["Kotalama"], use = "" }"#,
        r#"match.term = { find = ["Kotalama"], use = ["", "Kotabaru"] }"#,
        r#"match.line = { find = ["Kotalama"], remove = true }"#,
        r#"match.line = { find = ["Kotalama"], use = "" }"#,
        r#"match.label = { find = ["Kotalama:"] }"#,
        r#"match.pattern = { regex = "Kotalama:?", use = "" }"#,
        r#"match.pattern = { regex = "Kotalama:?", use = "$1" }"#,
        r#"match.pattern = { regex = "(Kotalama:?) (\\w+)", use = "$2" }"#,
        r#"match.pattern = { regex = "Kotalama: warga", replace = { from = "Kotalama: ", to = "" } }"#,
    ];
    for matcher in deleting {
        let pack = format!(
            "[[rule]]\nid = \"desk/gone\"\nmessage = \"m\"\nsafety = \"safe\"\n{matcher}\n"
        );
        for text in ["Kotalama\n", "Kotalama: warga pulang.\n"] {
            let newsroom = Newsroom::with_pack(&pack);
            newsroom.write("a.txt", text);
            newsroom.run(&[
                "check",
                "--lang",
                "id",
                "--rules",
                "desk.toml",
                "--only",
                "desk",
                "--fix",
                "a.txt",
            ]);
            assert_eq!(newsroom.read_text("a.txt"), text, "{matcher}");
        }
    }
}

#[test]
fn one_of_several_candidates_is_never_safe() {
    let newsroom = Newsroom::with_pack(
        "[[rule]]\nid = \"desk/two\"\nmessage = \"m\"\nsafety = \"safe\"\nmatch.term = { find = [\"Kotalama\"], use = [\"Kotabaru\", \"Kotasatu\"] }\n",
    );
    newsroom.write("a.txt", "Wali Kotalama pulang.\n");
    let run = |arguments: &[&str]| {
        let all = [&["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk"], arguments]
            .concat();
        newsroom.run(&all)
    };
    let finding: serde_json::Value =
        serde_json::from_str(&run(&["--format", "jsonl", "a.txt"]).stdout).unwrap();
    let fixes = finding["fixes"].as_array().unwrap();
    assert_eq!(fixes.len(), 2);
    assert!(fixes.iter().all(|fix| fix["safety"] == "review"), "{finding}");
    run(&["--fix", "a.txt"]);
    assert_eq!(newsroom.read_text("a.txt"), "Wali Kotalama pulang.\n");
}

#[test]
fn crlf_is_kept() {
    assert_eq!(
        fixed("Satu.\r\nGedunglama.\r\n\r\nTiga.\r\n", 0),
        "Satu.\r\nGedungbaru.\r\n\r\nTiga.\r\n"
    );
}

#[test]
fn mixed_and_lone_line_ends_are_kept() {
    assert_eq!(
        fixed("Satu.\rGedunglama.\nTiga.\r\nEmpat.\r", 0),
        "Satu.\rGedungbaru.\nTiga.\r\nEmpat.\r"
    );
}

#[test]
fn a_file_without_a_final_newline_gets_none() {
    assert_eq!(fixed("Ia di Gedunglama", 0), "Ia di Gedungbaru");
}

#[test]
fn a_byte_order_mark_is_kept() {
    assert_eq!(fixed("\u{FEFF}Gedunglama penuh.\n", 0), "\u{FEFF}Gedungbaru penuh.\n");
}

#[test]
fn decomposed_letters_beside_a_fix_are_untouched() {
    let text = "Cafe\u{301} di Gedunglama, re\u{301}sume\u{301}.\n";
    assert_eq!(fixed(text, 0), text.replace("Gedunglama", "Gedungbaru"));
}

#[test]
fn fixing_twice_is_fixing_once() {
    let once = fixed("Gedunglama, Gedunglama dan Jalanlama.\n\nGEDUNGLAMA\n", 0);
    assert_eq!(once, "Gedungbaru, Gedungbaru dan Jalanbaru.\n\nGEDUNGBARU\n");
    assert_eq!(fixed(&once, 0), once);
}

#[test]
fn a_fixed_text_is_not_written_again() {
    let newsroom = Newsroom::with_article("Gedungbaru penuh.\n");
    let before = std::fs::metadata(newsroom.path("a.txt")).unwrap().modified().unwrap();
    let answer = newsroom.check(&["--fix", "a.txt"]);
    assert!(!answer.ends_with(0).stderr.contains("fixed"));
    assert_eq!(std::fs::metadata(newsroom.path("a.txt")).unwrap().modified().unwrap(), before);
}

#[test]
fn a_word_inside_a_longer_finding_is_fixed() {
    let line = "match.line = { find = [\"lihat pula\"], how = \"start\" }";
    let own = format!(
        "{}[[rule]]\nid = \"desk/line\"\nmessage = \"m\"\n{line}\n",
        pack(&[("Kotasatu", "Kotadua")])
    );
    for text in [
        "Lihat pula Kotasatu.\n",
        "Lihat pula di Kotasatu, yang ramai oleh warga sejak pagi buta.\n",
    ] {
        let newsroom = Newsroom::with_pack(&own);
        newsroom.write("a.txt", text);
        fix(&newsroom).ends_with(0);
        assert_eq!(newsroom.read_text("a.txt"), text.replace("Kotasatu", "Kotadua"));
    }
}

#[test]
fn fixes_that_lead_from_one_to_the_next_are_all_made() {
    let newsroom = Newsroom::with_pack(&pack(&[("Kotasatu", "Kotadua"), ("Kotadua", "Kotatiga")]));
    newsroom.write("a.txt", "Kotadua dan Kotasatu.\n");
    fix(&newsroom).ends_with(0);
    assert_eq!(newsroom.read_text("a.txt"), "Kotatiga dan Kotatiga.\n");
}

#[test]
fn fixes_that_undo_each_other_leave_the_file_and_end() {
    let newsroom = Newsroom::with_pack(&pack(&[("Kotasatu", "Kotadua"), ("Kotadua", "Kotasatu")]));
    newsroom.write("a.txt", "Wali Kotasatu.\n");
    assert_ne!(fix(&newsroom).code, 0);
    assert_eq!(newsroom.read_text("a.txt"), "Wali Kotasatu.\n");
}

#[test]
fn a_fix_that_never_ends_leaves_the_file_and_is_2() {
    let newsroom = Newsroom::with_pack(&pack(&[("Kotasatu", "Kotasatu raya")]));
    newsroom.write("a.txt", "Wali Kotasatu.\n");
    fix(&newsroom).ends_with(2).says("a.txt: the fixes do not come to an end");
    assert_eq!(newsroom.read_text("a.txt"), "Wali Kotasatu.\n");
}

/// Safe rules that write one word for another.
fn pack(pairs: &[(&str, &str)]) -> String {
    let rules = pairs.iter().enumerate().map(|(number, (find, wanted))| {
        format!(
            "[[rule]]\nid = \"desk/r{number}\"\nmessage = \"m\"\nsafety = \"safe\"\nseverity = \"error\"\nmatch.term = {{ find = [\"{find}\"], use = \"{wanted}\" }}\n"
        )
    });
    rules.collect()
}

fn fix(newsroom: &Newsroom) -> crate::newsroom::Answer {
    newsroom.run(&[
        "check",
        "--lang",
        "id",
        "--rules",
        "desk.toml",
        "--only",
        "desk",
        "--fix",
        "a.txt",
    ])
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let newsroom = Newsroom::new();
    let answer = newsroom.check_stdin(&["--fix", "-"], "Gedunglama di Kotalama.\r\n".as_bytes());
    assert_eq!(answer.ends_with(0).stdout, "Gedungbaru di Kotalama.\r\n");
    answer.says("name/desk").says("fixed <stdin>:1");
}

#[test]
fn jsonl_does_not_mix_with_the_fixed_text() {
    let answer = Newsroom::new()
        .check_stdin(&["--fix", "--format", "jsonl", "-"], b"Gedunglama di Kotalama.");
    assert_eq!(answer.stdout, "Gedungbaru di Kotalama.");
    answer.says("\"rule\":\"name/desk\"");
}

#[test]
fn standard_input_without_a_letter_comes_out_as_it_went_in() {
    let answer = Newsroom::new().check_stdin(&["--fix", "--allow-empty", "-"], b"\n  \r\n* * *\n");
    assert_eq!(answer.ends_with(0).stdout, "\n  \r\n* * *\n");
}

#[test]
fn files_are_fixed_one_by_one() {
    let newsroom = Newsroom::new();
    newsroom.write("articles/1.txt", "Gedunglama satu.\n");
    newsroom.write("articles/2.txt", b"Gedunglama \xFF");
    newsroom.write("articles/3.txt", "Gedunglama tiga.\n");
    newsroom.check(&["--fix", "articles"]).ends_with(2).says("2.txt");
    assert_eq!(newsroom.read_text("articles/1.txt"), "Gedungbaru satu.\n");
    assert_eq!(newsroom.read("articles/2.txt"), b"Gedunglama \xFF");
    assert_eq!(newsroom.read_text("articles/3.txt"), "Gedungbaru tiga.\n");
}
