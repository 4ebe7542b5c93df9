//! Texts with code: documentation keeps English words of the trade, paths and keys.

use crate::newsroom::Newsroom;

const SENTENCE: &str = "Pengguna dapat membuka port itu setelah pemasangan selesai.\n";
const CODE: &str = "\n```\nmake all\n```\n";

#[test]
fn a_listed_word_is_advice_where_code_stands() {
    let newsroom = Newsroom::new();
    newsroom.write("berita.md", SENTENCE);
    newsroom.write("panduan.md", [SENTENCE, CODE].concat());
    let listed = ["--only", "mixed/listed-word", "--min-severity", "warning"];
    newsroom.check(&[&listed[..], &["berita.md"]].concat()).says("0 errors, 1 warning");
    newsroom.check(&[&listed[..], &["panduan.md"]].concat()).says("0 errors, 0 warnings");
    let advice = ["--only", "mixed/listed-word", "--min-severity", "advice"];
    newsroom.check(&[&advice[..], &["panduan.md"]].concat()).says("0 warnings, 1 advice");
}

#[test]
fn a_grade_of_the_desk_counts_where_code_stands() {
    let newsroom = Newsroom::new();
    newsroom.write("panduan.md", [SENTENCE, CODE].concat());
    newsroom.write("own.toml", "[rules]\n\"mixed/listed-word\" = \"error\"\n");
    newsroom
        .check(&["--only", "mixed/listed-word", "--rules", "own.toml", "panduan.md"])
        .ends_with(1)
        .says("1 error");
}

#[test]
fn paths_and_keys_are_no_english_words() {
    let newsroom = Newsroom::new();
    let text = "- preseed/file (file)\n- Partisi /home, /var, dan /tmp terpisah\n";
    newsroom.write("panduan.md", [text, CODE].concat());
    newsroom.run(&["check", "--lang", "id", "panduan.md"]).says("nothing found");
}

#[test]
fn native_words_between_foreign_ones_are_no_part_of_the_finding() {
    let newsroom = Newsroom::new();
    newsroom.write("a.txt", "Mempersiapkan memory stick USB menggunakan image CD/DVD hybrid\n");
    let found = newsroom.findings(&["--only", "mixed", "a.txt"]);
    let texts: Vec<_> = found.iter().map(|finding| finding["text"].as_str().unwrap()).collect();
    assert!(!texts.is_empty());
    assert!(texts.iter().all(|text| !text.contains("menggunakan")), "{texts:?}");
}
