//! What is carved out of JSON.

use super::*;

/// The blocks of a JSON text.
fn blocks(text: &str, fields: &[&str]) -> Vec<String> {
    let fields: Vec<_> = fields.iter().map(|&field| field.to_owned()).collect();
    let carved = carve(text, &fields);
    assert_eq!(carved.malformed, None, "{text}");
    let prose = carved.prose.text();
    carved.parts.iter().map(|part| part.span.of_text(prose).to_owned()).collect()
}

/// Line breaks aside, where a text is no JSON.
fn fault(text: &str) -> (usize, String) {
    let fault = carve(text, &["*".to_owned()]).malformed.unwrap();
    (fault.at as usize, fault.reason)
}

#[test]
fn the_usual_fields_are_found_at_any_depth() {
    let text = r#"{"id": 7, "title": "Satu", "data": {"metaDescription": "Dua", "slug": "a-b",
        "body": ["Tiga.", "Empat."], "image": {"alt": "Lima", "url": "https://a.example/x"}}}"#;
    assert_eq!(blocks(text, &[]), ["Satu", "Dua", "Tiga.", "Empat.", "Lima"]);
}

#[test]
fn paths_choose_fields() {
    let text = r#"{"title": "a", "body": {"text": "B", "note": "C"},
        "items": [{"caption": "d"}, {"caption": "e", "body": "f"}], "tags": ["g", ["h"]]}"#;
    assert_eq!(blocks(text, &["title"]), ["a"]);
    assert_eq!(blocks(text, &["body.text"]), ["B"]);
    assert_eq!(blocks(text, &["body.*"]), ["B", "C"]);
    assert_eq!(blocks(text, &["items.*.caption"]), ["d", "e"]);
    assert_eq!(blocks(text, &["items.1.caption"]), ["e"]);
    assert_eq!(blocks(text, &["tags"]), ["g", "h"]);
    assert_eq!(blocks(text, &["body"]), [""; 0]);
}

#[test]
fn a_star_means_every_string_that_looks_like_prose() {
    let text = r#"{"save": "Simpan", "open file": "Buka berkas", "type": "button", "slug": "a-b-c",
        "at": "2024-05-01T10:00Z", "url": "https://a.example/Ä", "deep": {"x": [["日本語"]]}}"#;
    assert_eq!(blocks(text, &["*"]), ["Simpan", "Buka berkas", "日本語"]);
}

#[test]
fn the_elements_of_an_array_around_the_file_are_records() {
    let text = r#"[{"title": "a"}, {"title": "b"}]"#;
    assert_eq!(blocks(text, &["title"]), ["a", "b"]);
}

#[test]
fn every_line_is_a_record_and_a_faulty_one_does_not_hide_the_next() {
    let text = "\u{FEFF}{\"title\": \"a\"}\r\n\n{\"title\": \n{\"title\": \"b\"}\n";
    let carved = carve_lines(text, &[]);
    assert_eq!(carved.prose.text(), "a\n\nb");
    let fault = carved.malformed.unwrap();
    assert_eq!(text.get(..fault.at as usize).unwrap().lines().count(), 3);
}

#[test]
fn escapes_are_decoded_with_their_way_back() {
    let text = r#"{"body": "a\"\\\/\u00e9\ud83d\ude00\ud83d\t\udc00x"}"#;
    let carved = carve(text, &[]);
    assert_eq!(carved.prose.text(), "a\"\\/é😀\u{FFFD}\t\u{FFFD}x");
    let at = carved.prose.text().find('😀').unwrap();
    let mapped = carved.prose.to_source(Span::new(at, at + 4));
    assert_eq!(mapped.span.of_text(text), r"\ud83d\ude00");
    assert_eq!(mapped.encoding, Some(Encoding::Escaped));
    assert_eq!(carved.prose.to_source(Span::new(at, at + 1)).encoding, None);
}

#[test]
fn lines_of_a_text_tell_its_blocks_and_a_label_has_one_a_line() {
    let carved = carve(r#"{"body": "Judul\n\nSatu.\nDua.", "caption": "a\nb"}"#, &[]);
    let kinds: Vec<_> = carved.parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [None, Some(BlockKind::Label), Some(BlockKind::Label)]);
    assert_eq!(carved.prose.text(), "Judul\n\nSatu.\nDua.\n\na\n\nb");
}

#[test]
fn only_the_first_title_is_one() {
    let carved = carve(r#"{"title": "a", "headline": "b"}"#, &[]);
    let kinds: Vec<_> = carved.parts.iter().filter_map(|part| part.kind).collect();
    assert_eq!(kinds, [BlockKind::Title, BlockKind::Label]);
}

#[test]
fn the_language_of_the_record_is_declared() {
    let declared = |text: &str| carve(text, &[]).language;
    assert_eq!(declared(r#"{"title": "a", "locale": "id_ID"}"#).as_deref(), Some("id_ID"));
    assert_eq!(declared(r#"[{"inLanguage": "id"}]"#).as_deref(), Some("id"));
    assert_eq!(declared(r#"{"author": {"language": "en"}}"#), None);
}

#[test]
fn a_fault_is_named_and_what_stands_before_it_is_read() {
    let carved = carve(r#"{"title": "a", "body": "b"#, &[]);
    assert_eq!(carved.prose.text(), "a");
    assert_eq!(carved.malformed.unwrap().at, 23);
    for (text, at) in [
        ("", 0),
        ("{", 1),
        ("[1,]", 3),
        ("{\"a\":1,}", 7),
        ("{\"a\" 1}", 5),
        ("[\"a\n\"]", 3),
        (r#"["\x"]"#, 2),
        (r#"["\u00g0"]"#, 2),
        (r#"["\u00"#, 2),
        (r#"["\u+123"]"#, 2),
        ("['a']", 1),
        ("[NaN]", 1),
        ("[1] 2", 4),
        ("[}", 1),
        ("{\"a\":]", 5),
        ("{\"a\":1]", 6),
        ("[,1]", 1),
        ("// a", 0),
    ] {
        let (found, reason) = fault(text);
        assert_eq!(found, at, "{text}: {reason}");
        assert!(reason.starts_with("no valid JSON: "), "{reason}");
    }
}

#[test]
fn a_hundred_thousand_levels_are_no_deeper_than_one() {
    let deep = 100_000;
    let arrays = ["[".repeat(deep), "\"Satu\"".to_owned(), "]".repeat(deep)].concat();
    assert_eq!(blocks(&arrays, &["*"]), ["Satu"]);
    let objects = ["{\"a\":[".repeat(deep), "\"Satu\"".to_owned(), "]}".repeat(deep)].concat();
    assert_eq!(blocks(&objects, &["*"]), ["Satu"]);
    assert!(carve(&"[\"Satu\",".repeat(deep), &["a.*".to_owned()]).malformed.is_some());
}
