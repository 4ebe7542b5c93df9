//! What is carved out of XLIFF.

use super::*;
use crate::format::carved::{BlockKind, OBJECT};
use proptest::prelude::*;

/// A file of version 1.2 with these units.
fn one(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<xliff version=\"1.2\" \
         xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a.html\" source-language=\"en\" \
         target-language=\"id-ID\" datatype=\"html\"><header><note>Ask Sari</note></header><body>{units}</body></file></xliff>\n"
    )
}

/// A file of version 2.1 with these units.
fn two(units: &str) -> String {
    format!(
        "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
         xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" srcLang=\"en\" trgLang=\"id\"><file id=\"f\">{units}</file></xliff>"
    )
}

/// The blocks of a file; `¤` stands for an object.
#[track_caller]
fn blocks_of(text: &str) -> Vec<String> {
    let carved = carve(text, None);
    assert_eq!(carved.malformed, None, "{text}");
    let prose = carved.prose.text();
    assert!(carved.parts.iter().all(|part| part.kind == Some(BlockKind::Label)));
    carved.parts.iter().map(|part| part.span.of_text(prose).replace(OBJECT, "¤")).collect()
}

/// The blocks of a unit of version 1.2 with this target.
#[track_caller]
fn target(target: &str) -> Vec<String> {
    blocks_of(&one(&format!(
        "<trans-unit id=\"1\"><source>x</source><target>{target}</target></trans-unit>"
    )))
}

/// The blocks of a unit of version 2.1 with these segments.
#[track_caller]
fn unit(segments: &str) -> Vec<String> {
    blocks_of(&two(&format!("<unit id=\"u\">{segments}</unit>")))
}

#[test]
fn the_target_of_every_unit_is_a_block_and_all_else_is_silent() {
    let text = one("<group id=\"g\"><trans-unit id=\"1\" approved=\"no\"><source>Save</source>\
         <seg-source><mrk mtype=\"seg\" mid=\"1\">Save</mrk></seg-source><target state=\"final\">Simpan</target>\
         <alt-trans><source>Keep</source><target>Tahan</target></alt-trans><note>a verb</note></trans-unit></group>\
         <trans-unit id=\"2\"><source>Open</source></trans-unit><trans-unit id=\"3\"><source>Go</source><target/></trans-unit>\
         <bin-unit id=\"4\"><bin-source/><bin-target/><trans-unit id=\"5\"><source>a</source><target>Gambar</target></trans-unit></bin-unit>");
    assert_eq!(blocks_of(&text), ["Simpan", "Gambar"]);
    assert_eq!(carve(&text, None).language.as_deref(), Some("id-ID"));
    let text = two("<notes><note>Ask Sari</note></notes><skeleton>Salt</skeleton><unit id=\"u\">\
         <mtc:matches><mtc:match ref=\"#1\"><source>Save</source><target>Tahan</target></mtc:match></mtc:matches>\
         <originalData><data id=\"d\">bold</data></originalData>\
         <segment><source>Save</source><target>Simpan</target></segment></unit>");
    assert_eq!(blocks_of(&text), ["Simpan"]);
    assert_eq!(carve(&text, None).language.as_deref(), Some("id"));
}

#[test]
fn segments_of_a_unit_are_one_paragraph() {
    assert_eq!(
        target(
            " <mrk mtype=\"seg\" mid=\"1\">Ia pergi.</mrk> <mrk mtype=\"seg\" mid=\"2\">Ia pulang.</mrk> "
        ),
        ["Ia pergi. Ia pulang."]
    );
    let segment =
        |text: &str| format!("<segment><source>x</source><target>{text}</target></segment>");
    let ignorable = "<ignorable><source>\n</source><target>\n</target></ignorable>";
    let text = [&segment("Ia pergi."), ignorable, &segment("Ia pulang."), &segment(" Ia tidur.")];
    assert_eq!(unit(&text.concat()), ["Ia pergi. Ia pulang. Ia tidur."]);
}

#[test]
fn no_edit_crosses_markup() {
    let text = two("<unit id=\"u\"><segment><source>x</source><target>gedung</target></segment>\
         <segment><source>x</source><target>lama <pc id=\"1\">itu &amp; ini</pc></target></segment></unit>");
    let carved = carve(&text, None);
    assert_eq!(carved.prose.text(), "gedung lama itu & ini");
    let edit = |words: &str| {
        let at = carved.prose.text().find(words).unwrap();
        carved.prose.to_source(Span::new(at, at + words.len()))
    };
    assert_eq!(edit("gedung lama").encoding, None);
    assert_eq!(edit("lama itu").encoding, None);
    assert_eq!(edit("itu & ini").encoding, Some(Encoding::Xml));
    assert_eq!(edit("itu & ini").span.of_text(&text), "itu &amp; ini");
}

#[test]
fn inline_elements_of_version_1_wrap_text_stand_for_a_word_or_vanish() {
    for (text, expected) in [
        ("Klik <g id=\"1\">Sim<g id=\"2\">pan</g></g>.", "Klik Simpan."),
        ("Buka <x id=\"1\"/> dan <ph id=\"2\">{nama}</ph>.", "Buka ¤ dan ¤."),
        ("<bpt id=\"1\">&lt;b&gt;</bpt>Tebal<ept id=\"1\">&lt;/b&gt;</ept>", "Tebal"),
        ("<bx id=\"1\"/>Te<ex id=\"1\"/>bal<it id=\"2\" pos=\"open\">&lt;i&gt;</it>", "Tebal"),
        ("Minum <mrk mtype=\"protected\">Tea Time</mrk> dulu", "Minum ¤ dulu"),
        ("Minum <mrk mtype=\"term\">teh</mrk> dulu", "Minum teh dulu"),
        ("Ia <mrk mtype=\"x-sdl-deleted\">tidak </mrk>pergi", "Ia pergi"),
        ("Halo %s, {0} &lt;b&gt;baru&lt;/b&gt;", "Halo ¤, ¤ baru"),
        ("Ke <a:b xmlns:a=\"urn:x\">old town</a:b> itu", "Ke ¤ itu"),
    ] {
        assert_eq!(target(text), [expected], "{text}");
    }
    assert_eq!(target("Satu<x id=\"1\" ctype=\"lb\"/>Dua"), ["Satu", "Dua"]);
    assert_eq!(
        target("Lihat <ph id=\"1\">&lt;img alt='<sub>Peta kota</sub>'&gt;</ph> ini"),
        ["Lihat ¤ ini", "Peta kota"]
    );
}

#[test]
fn inline_elements_of_version_2_do_the_same() {
    for (text, expected) in [
        ("Klik <pc id=\"1\">Sim<mrk id=\"m\" type=\"term\">pan</mrk></pc>.", "Klik Simpan."),
        ("Buka <ph id=\"1\"/> dan<cp hex=\"0007\"/> tutup", "Buka ¤ dan tutup"),
        ("<sc id=\"1\"/>Te<ec startRef=\"1\"/>bal", "Tebal"),
        (
            "Minum <mrk id=\"m\" translate=\"no\">Tea <pc id=\"1\">Time</pc></mrk> dulu",
            "Minum ¤ dulu",
        ),
        (
            "Minum <mrk id=\"m\" translate=\"no\">Tea <mrk id=\"n\" translate=\"yes\">hangat</mrk></mrk> dulu",
            "Minum ¤hangat dulu",
        ),
        ("Minum <sm id=\"m\" translate=\"no\"/>Tea Time<em startRef=\"m\"/> dulu", "Minum ¤ dulu"),
        ("Minum <sm id=\"m\" type=\"term\"/>teh<em startRef=\"m\"/> dulu", "Minum teh dulu"),
    ] {
        let segment = format!("<segment><source>x</source><target>{text}</target></segment>");
        assert_eq!(unit(&segment), [expected], "{text}");
    }
}

#[test]
fn what_is_not_to_be_translated_is_left_out() {
    let text = one(
        "<group translate=\"no\"><trans-unit id=\"1\"><source>a</source><target>Satu</target></trans-unit>\
         <trans-unit id=\"2\" translate=\"yes\"><source>a</source><target>Dua</target></trans-unit></group>",
    );
    assert_eq!(blocks_of(&text), ["Dua"]);
}

#[test]
fn a_copy_of_the_source_that_waits_for_its_translator_is_left_out() {
    let text = |state: &str, target: &str| {
        one(&format!(
            "<trans-unit id=\"1\"><source>Old <g id=\"1\">town</g></source><target {state}>{target}</target></trans-unit>"
        ))
    };
    let copy = "Old\n  <g id=\"1\">town</g>";
    for state in ["state=\"new\"", "state=\"needs-translation\""] {
        assert!(blocks_of(&text(state, copy)).is_empty());
        assert_eq!(blocks_of(&text(state, "Kota tua")), ["Kota tua"]);
    }
    assert_eq!(blocks_of(&text("", copy)), ["Old town"]);
    assert_eq!(blocks_of(&text("state=\"translated\"", copy)), ["Old town"]);
    let segment = |state: &str, target: &str| {
        format!("<segment {state}><source>Old town</source><target>{target}</target></segment>")
    };
    let initial = "state=\"initial\"";
    let segments = [segment("", "Kota."), segment(initial, "Old town"), segment(initial, "Tua.")];
    assert_eq!(unit(&segments.concat()), ["Kota. Tua."]);
    assert_eq!(unit(&segment("", "Old town")), ["Old town"]);
}

#[test]
fn files_in_other_languages_and_sources_in_the_same_are_left_out() {
    let file = |attributes: &str, target: &str| {
        format!(
            "<file {attributes}><body><trans-unit id=\"1\"><source>x</source>{target}</trans-unit></body></file>"
        )
    };
    let indonesian = file("source-language=\"en\" target-language=\"id\"", "<target>Kota</target>");
    let malay = file("source-language=\"en\" target-language=\"ms\"", "<target>Bandar</target>");
    let same = file("source-language=\"id_ID\" target-language=\"id-id\"", "<target>Desa</target>");
    let french = file("source-language=\"en\"", "<target xml:lang=\"fr\">Ville</target>");
    let text =
        ["<xliff version=\"1.0\">", &same, &indonesian, &malay, &french, "</xliff>"].concat();
    let read = |language| carve(&text, language).prose.text().to_owned();
    assert_eq!(read(None), "Kota");
    assert_eq!(read(Some("ms")), "Bandar");
    assert_eq!(read(Some("fr")), "Ville");
    // somebody says that the whole is Finnish
    assert_eq!(read(Some("fi")), "Kota");
}

#[test]
fn references_and_sections_are_what_they_mean() {
    let text = "R&amp;D &lt;3 &#233;&#xE9; <![CDATA[a & <i>b]] > c]]> &merek; x";
    assert_eq!(target(text), ["R&D <3 éé a & b]] > c ¤ x"]);
    let text = one(
        "<trans-unit id=\"1\"><source>x</source><target>a&amp;b <![CDATA[c & d]]></target></trans-unit>",
    );
    let carved = carve(&text, None);
    for (words, written, encoding) in
        [("a&b", "a&amp;b", Encoding::Xml), ("c & d", "c & d", Encoding::Literal)]
    {
        let at = carved.prose.text().find(words).unwrap();
        let mapped = carved.prose.to_source(Span::new(at, at + words.len()));
        assert_eq!((mapped.span.of_text(&text), mapped.encoding), (written, Some(encoding)));
    }
}

#[test]
fn lines_are_lines_where_white_space_is_preserved() {
    let text = |space: &str| {
        one(&format!(
            "<trans-unit id=\"1\" {space}><source>x</source><target>Ia pergi\r\n   ke  kota.\n\nLalu pulang.</target></trans-unit>"
        ))
    };
    assert_eq!(blocks_of(&text("")), ["Ia pergi ke kota. Lalu pulang."]);
    assert_eq!(
        blocks_of(&text("xml:space=\"preserve\"")),
        ["Ia pergi", "ke  kota.", "Lalu pulang."]
    );
}

#[test]
fn every_name_may_have_a_prefix() {
    let text = "\u{FEFF}<l:xliff version=\"1.2\" xmlns:l=\"urn:oasis:names:tc:xliff:document:1.2\" xmlns=\"urn:x\">\
        <l:file><l:body><l:trans-unit><l:target>Satu <l:x/></l:target><target>Dua</target></l:trans-unit></l:body></l:file></l:xliff>";
    assert_eq!(blocks_of(text), ["Satu ¤"]);
}

#[test]
fn a_dtd_is_not_read_and_no_entity_expanded() {
    let text = format!(
        "<!DOCTYPE xliff [<!ENTITY a \"lama lama\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>{}",
        one("<trans-unit id=\"1\"><source>x</source><target>Kota &b;&c;</target></trans-unit>")
            .trim_start_matches("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n")
    );
    assert_eq!(blocks_of(&text), ["Kota ¤"]);
}

#[test]
fn a_comment_to_this_program_is_a_remark() {
    let text = one(
        "<!-- an aside --><trans-unit id=\"1\"><source>x</source><target>Satu</target></trans-unit>\
         <!-- macaronic-ignore mixed: a brand --><trans-unit id=\"2\"><source>x</source><target>Du<!-- é -->a</target></trans-unit>",
    );
    let carved = carve(&text, None);
    let [remark] = carved.remarks.as_slice() else { panic!("{:?}", carved.remarks) };
    assert_eq!(remark.text, "macaronic-ignore mixed: a brand");
    assert_eq!(remark.source.of_text(&text), "<!-- macaronic-ignore mixed: a brand -->");
    assert_eq!(carved.prose.text(), "Satu\n\nDua");
}

#[test]
fn what_is_no_xliff_is_named_with_its_place() {
    let inside = |text: &str| {
        format!(
            "<xliff><file><body><trans-unit><target>é {text}</target></trans-unit></body></file></xliff>"
        )
    };
    for (text, before, reason) in [
        (String::new(), "", "there is no element"),
        ("Halo".to_owned(), "", "other text than an element"),
        ("\u{FEFF}\n<html><p>a</p></html>".to_owned(), "\u{FEFF}\n", "the root element is `html`"),
        ("<xliff version=\"3.0\"/>".to_owned(), "", "this XLIFF is 3.0"),
        ("<xliff xmlns=\"urn:y\" version=\"1.2\"/>".to_owned(), "", "of another namespace"),
        ("<xliff/><xliff/>".to_owned(), "<xliff/>", "a second root"),
        ("<xliff/> a".to_owned(), "<xliff/> ", "text stands behind"),
        ("<xliff>\n<file>".to_owned(), "<xliff>\n", "never closed"),
        ("<xliff></file>".to_owned(), "<xliff>", "expected `</xliff>`"),
        (" <?xml version=\"1.0\"?><xliff/>".to_owned(), " ", "very start"),
        ("<?xml version=\"1.0\" encoding=\"latin1\"?><xliff/>".to_owned(), "", "encoding latin1"),
        (inside("R&D"), "é R", "written `&amp;`"),
        (inside("R & D; x"), "é R ", "no name follows"),
        (inside("a &#0; b"), "é a ", "no character of this number"),
        (inside("a < b"), "é a ", "no name follows"),
        (inside("a ]]> b"), "é a ", "`]]>` ends"),
        (inside("a \u{7} b"), "é a ", "control character"),
        (inside("<g id=\"1\" id=\"2\">a</g>"), "é ", "twice"),
        (inside("<!-- a -- b -->"), "é <!-- a ", "`--`"),
        (inside("<![CDATA[ a"), "é ", "CDATA not closed"),
        (inside("\n<<<<<<< HEAD\n"), "é \n", "no name follows"),
    ] {
        let fault = carve(&text, None).malformed.unwrap_or_else(|| panic!("{text}"));
        let at = fault.at as usize;
        let reason_of = fault.reason.replace("text has it as", "written");
        assert!(reason_of.contains(reason), "{text}: {}", fault.reason);
        assert!(text.get(..at).unwrap().ends_with(before), "{text}: {at}");
        assert!(!before.is_empty() || at == 0, "{text}: {at}");
    }
}

#[test]
fn deep_nesting_and_long_files_end() {
    let deep = |depth: usize| {
        let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
        carve(&one(&format!("<trans-unit><target>{open}Satu{close}</target></trans-unit>")), None)
    };
    assert_eq!(deep(50_000).prose.text(), "Satu");
    assert!(deep(70_000).malformed.is_some());
    let many = "<trans-unit><source>a</source><target>Satu &amp; <x/> dua</target></trans-unit>";
    assert_eq!(carve(&one(&many.repeat(20_000)), None).parts.len(), 20_000);
}

/// What a file is made of, whole and broken.
const PIECES: &[&str] = &[
    "<xliff>",
    "<file target-language='id'>",
    "<body>",
    "<unit>",
    "<segment state=\"initial\">",
    "<trans-unit>",
    "<source>",
    "<target>",
    "<g>",
    "<sub>",
    "<ph>",
    "<sm translate=\"no\"/>",
    "<em/>",
    "<x/>",
    "</xliff>",
    "</file>",
    "</body>",
    "</unit>",
    "</segment>",
    "</trans-unit>",
    "</source>",
    "</target>",
    "</g>",
    "</sub>",
    "</ph>",
    "<!-->",
    "<!--->",
    "<!-- a -->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [",
    "<?",
    "?>",
    "<",
    ">",
    "&",
    ";",
    "&amp;",
    "&#",
    "é",
    " ",
    "satu",
    "\u{FEFF}",
    "\r\n",
];

proptest! {
    #[test]
    fn no_file_panics_and_every_block_lies_in_it(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        begins_well: bool,
    ) {
        let head = if begins_well { "<xliff><file target-language='id'><body><trans-unit><target>" } else { "" };
        let text = [head, &pieces.concat()].concat();
        let carved = carve(&text, Some("id"));
        for part in &carved.parts {
            prop_assert!(carved.prose.to_source(part.span).span.get(&text).is_some());
        }
    }
}
