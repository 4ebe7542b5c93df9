//! Big and odd texts: what takes longer than a person waits is a fault. The limits are some ten
//! times what a slow machine needs without optimisation, so that only a change of order fails.

use crate::newsroom::{Answer, Newsroom};
use std::time::{Duration, Instant};

/// Two megabytes.
const BIG: usize = 2 << 20;
pub(crate) const GENEROUS: Duration = Duration::from_secs(30);

/// The answer to a check of a text, in reasonable time.
#[track_caller]
fn in_time(text: &str, arguments: &[&str]) -> Answer {
    let newsroom = Newsroom::with_article(text);
    newsroom.write("rest.toml", REST);
    let start = Instant::now();
    let answer = newsroom.check(&[&["--rules", "rest.toml"], arguments, &["a.txt"]].concat());
    let took = start.elapsed();
    assert!(took < GENEROUS, "{took:?}");
    answer
}

/// A rule of every kind that the pack of the newsroom does not have.
const REST: &str = r#"
[[rule]]
id = "desk/pattern"
message = "m"
safety = "safe"
match.pattern = { regex = '.*[^A-Z]|[A-Z]', only-before = ["kata"], evidence = "decimal-comma" }

[[rule]]
id = "desk/label"
message = "m"
match.label = { find = ["Terjemahan:"] }

[[rule]]
id = "desk/names"
message = "m"
match.variants = { names = [["Tokolama", "Tokobaru"]] }

[[rule]]
id = "desk/guarded"
message = "m"
match.term = { find = ["Pasarlama", "toko lama"], use = "Pasarbaru", unless-in-name = true, unless-in-title = true, unless-followed-by = ["raya"] }

[[allow]]
text = "kotalama yang boleh"

[[allow]]
text = "gedunglama yang sah"
rules = ["desk"]
"#;

/// A line of two megabytes.
fn line(words: &str) -> String {
    let mut text = words.repeat(BIG / words.len());
    text.push_str(" Gedunglama\n");
    text
}

#[test]
fn one_long_line_is_checked() {
    in_time(&line("kata yang biasa saja, "), &[]).ends_with(1).says("1 error");
}

#[test]
fn one_long_word_is_checked() {
    in_time(&line("kata"), &[]).ends_with(1);
    in_time(&line("kata,"), &[]).ends_with(1);
    in_time(&line("漢字、"), &[]).ends_with(1);
}

#[test]
fn one_long_line_of_findings_is_checked() {
    for format in ["terminal", "jsonl"] {
        in_time(&line("Kotalama ada, "), &["--format", format])
            .ends_with(1)
            .says("149796 warnings");
    }
}

#[test]
fn one_long_line_of_findings_is_fixed() {
    let answer = in_time(&line("Gedunglama ada, "), &["--fix"]);
    answer.ends_with(0).says("fixed a.txt:1: desk/building");
}

#[test]
fn one_long_line_of_findings_has_a_diff() {
    in_time(&line("Gedunglama ada, "), &["--diff"]).ends_with(1).shows("+Gedungbaru ada,");
}

#[test]
fn one_long_line_of_mixed_names_is_checked() {
    in_time(&line("Tokolama dan Tokobaru, "), &[]).ends_with(1).says("warnings");
}

#[test]
fn one_long_line_of_guarded_words_is_checked() {
    in_time(&line("Pasarlama di Pasarlama Raya (Pasarlama), di Toko lama "), &[])
        .ends_with(1)
        .says("warnings");
}

#[test]
fn one_long_line_of_quotation_marks_is_checked() {
    in_time(&line("“ ( ‘ \" « Pasarlama "), &[]).ends_with(1);
    in_time(&format!("{} {}", "( ".repeat(BIG / 4), line("”")), &[]).ends_with(1);
}

#[test]
fn one_long_line_of_allowed_words_is_checked() {
    in_time(&line("Kotalama yang boleh, Gedunglama yang sah, "), &[])
        .ends_with(1)
        .says("silenced by");
}

#[test]
fn many_lines_to_delete_are_checked() {
    in_time(&"Baca juga di sini\n".repeat(BIG / 18), &[]).ends_with(1).says("errors");
}

#[test]
fn many_labels_are_checked() {
    in_time(&"Terjemahan: warga pulang\n".repeat(BIG / 25), &[]).says("1 file checked");
}

/// Words that no list has, each another one.
fn invented(number: usize) -> String {
    let letter =
        |place: u32| char::from(b'a' + u8::try_from(number / 20_usize.pow(place) % 20).unwrap());
    format!("Zq{}x{}v{}k{}", letter(0), letter(1), letter(2), letter(3))
}

#[test]
fn many_different_names_are_checked() {
    let names: Vec<_> = (0..100_000).map(invented).collect();
    in_time(&format!("Gedunglama {}.\n", names.join(" dan ")), &[]).ends_with(1);
}

#[test]
fn two_long_paragraphs_of_many_words_are_checked() {
    let words = |from: usize| {
        (from..from + 20_000).map(invented).collect::<Vec<_>>().join(" ").to_lowercase()
    };
    in_time(&format!("Gedunglama.\n{}\n{}\n", words(0), words(10_000)), &[]).ends_with(1);
}

#[test]
fn a_long_text_in_another_language_is_checked() {
    let text = "The council approved the new budget on Tuesday, and residents (most of them) had asked for it. ";
    in_time(&line(text), &[]).ends_with(1);
    in_time(&line(&format!("{text}\n\n")), &[]).ends_with(1);
}

#[test]
fn one_long_line_of_one_word_is_checked() {
    for word in ["dan ", "Kota ", "ha ", "3 ", "kota-kota ", "di-update, "] {
        in_time(&line(word), &[]).ends_with(1);
    }
}

#[test]
fn many_short_lines_are_checked() {
    in_time(&"Gedunglama.\n".repeat(BIG / 12), &[]).ends_with(1).says("174762 errors");
}

#[test]
fn many_short_lines_are_fixed() {
    in_time(&"Gedunglama.\n".repeat(BIG / 12), &["--fix"]).ends_with(0);
}

#[test]
fn a_hundred_thousand_combining_marks_are_one_letter() {
    let text = format!("Warga e{} pulang ke Gedunglama.\n", "\u{301}".repeat(100_000));
    let newsroom = Newsroom::with_article(&text);
    let findings = newsroom.findings(&["a.txt"]);
    assert_eq!(
        findings[0]["span"]["byte_start"].as_u64(),
        text.find("Gedunglama").map(|at| at as u64)
    );
    in_time(&text, &["--fix"]).ends_with(0);
    // marks of falling class have to be put in order
    let marks = "\u{345}\u{301}\u{323}".repeat(17_000);
    in_time(&format!("a{marks} Gedunglama\n"), &[]).ends_with(1);
}

#[test]
fn odd_texts_are_checked() {
    for text in [
        "Gedunglama\u{2028}Gedunglama\u{2029}Gedunglama",
        "👩‍👩‍👧‍👦🏳️‍🌈 Gedunglama",
        "Gedunglama\u{85}\u{B}\u{C}",
        "\u{FEFF}\u{FEFF} Gedunglama",
        "⟦Gedunglama⟧ {found} {use} $1 %s",
        "\u{10FFFF}\u{E000} Gedunglama \u{FFFD}",
        "ＧＥＤＵＮＧＬＡＭＡ Gedunglama",
    ] {
        in_time(text, &[]).ends_with(1);
    }
}
