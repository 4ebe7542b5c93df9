//! What is carved out of PO.

use super::*;
use crate::format::carved::BlockKind;

const HEADER: &str = "# Penerjemah\nmsgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: x\\n\"\n\"Language: id_ID\\n\"\n\n";

/// The blocks of a file with a header.
fn blocks(entries: &str) -> Vec<String> {
    let text = [HEADER, entries].concat();
    let carved = carve(&text);
    assert_eq!(carved.malformed, None, "{entries}");
    assert_eq!(carved.language.as_deref(), Some("id_ID"));
    let prose = carved.prose.text();
    assert!(carved.parts.iter().all(|part| part.kind == Some(BlockKind::Label)));
    carved.parts.iter().map(|part| part.span.of_text(prose).to_owned()).collect()
}

#[test]
fn the_translation_of_every_entry_is_a_block() {
    let text = "#: a.c:1\nmsgctxt \"menu\"\nmsgid \"Save\"\nmsgstr \"Simpan\"\n\n\
        msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d berkas\"\nmsgstr[1] \"Banyak berkas\"\n";
    assert_eq!(blocks(text), ["Simpan", "\u{FFFC} berkas", "Banyak berkas"]);
}

#[test]
fn what_is_not_translated_or_obsolete_is_silent_and_what_is_fuzzy_is_not() {
    let text = "msgid \"Open\"\nmsgstr \"\"\n\n#, fuzzy, c-format\n#| msgid \"Old\"\nmsgid \"New\"\nmsgstr \"Baru\"\n\n\
        #~ msgid \"Gone\"\n#~ msgstr \"Hilang\"\n";
    assert_eq!(blocks(text), ["Baru"]);
}

#[test]
fn strings_side_by_side_are_one_and_no_edit_crosses_them() {
    let text = "msgid \"x\"\nmsgstr \"\"\n\"Ia masuk \"\n  \"ke gedung \\\"lama\\\".\\n\"\r\n\"Dua\" \" tiga\"\n";
    let carved = carve(text);
    assert_eq!(carved.prose.text(), "Ia masuk ke gedung \"lama\".\n\nDua tiga");
    let edit = |words: &str| {
        let at = carved.prose.text().find(words).unwrap();
        carved.prose.to_source(Span::new(at, at + words.len()))
    };
    assert_eq!(edit("masuk ke").encoding, None);
    assert_eq!(edit("gedung \"lama\"").encoding, Some(Encoding::Escaped));
    assert_eq!(edit("gedung \"lama\"").span.of_text(text), "gedung \\\"lama\\\"");
}

#[test]
fn only_the_entry_without_id_and_context_is_the_header() {
    assert_eq!(blocks("msgctxt \"x\"\nmsgid \"\"\nmsgstr \"Kosong\"\n"), ["Kosong"]);
    assert_eq!(blocks("msgid \"\"\n\"Long\"\nmsgstr \"Panjang\"\n"), ["Panjang"]);
}

#[test]
fn escapes_of_c_are_decoded() {
    let text = r#"msgid "x"
msgstr "a\tb\\n \303\251\xC3\xA9\101 \q \0 \x""#;
    assert_eq!(carve(text).prose.text(), "a\tb\\n ééA \\q \u{FFFD} \\x");
}

#[test]
fn a_comment_to_this_program_is_a_remark_before_its_entry() {
    let text = "msgid \"a\"\nmsgstr \"Satu\"\n\n#. macaronic-ignore exonym/country: a brand\n# an aside\n#: x.c:2\nmsgid \"b\"\nmsgstr \"Dua\"\n";
    let carved = carve(text);
    let [remark] = carved.remarks.as_slice() else { panic!("{:?}", carved.remarks) };
    assert_eq!(remark.text, "macaronic-ignore exonym/country: a brand");
    assert_eq!(remark.source.of_text(text), "#. macaronic-ignore exonym/country: a brand");
    let source = |part: usize| carved.prose.to_source(carved.parts[part].span).span;
    assert!(source(0).end <= remark.source.start && remark.source.end <= source(1).start);
}

#[test]
fn what_is_no_po_is_named() {
    for (text, at) in [
        ("msgid \"a", 6),
        ("msgid \"a\\\"\nmsgstr \"b\"", 6),
        ("msgid \"a\" b", 10),
        ("Halo dunia", 0),
        ("msgid a", 6),
        ("msgid \"a\"\nmsgstr[0 \"b\"", 16),
    ] {
        let fault = carve(text).malformed.unwrap();
        assert_eq!(fault.at as usize, at, "{text}: {}", fault.reason);
    }
    let carved = carve("msgid \"a\"\nmsgstr \"Satu\"\n\nmsgid \"b\"\nmsgstr \"Dua\n");
    assert_eq!(carved.prose.text(), "Satu");
}

#[test]
fn lone_carriage_returns_end_lines_too() {
    assert_eq!(carve("\u{FEFF}msgid \"a\"\rmsgstr \"Satu\"\r").prose.text(), "Satu");
}
