//! XLIFF: what of it is checked, that `--fix` changes nothing else, and what is said of a broken file.

use crate::newsroom::Newsroom;

/// A file of version 1.2 into Indonesian with these units.
fn file(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" \
         xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file original=\"a\" source-language=\"en\" \
         target-language=\"id\" datatype=\"plaintext\"><body>\n{units}</body></file>\n</xliff>\n"
    )
}

/// One unit.
fn unit(target: &str) -> String {
    format!("<trans-unit id=\"1\"><source>Gedunglama</source>{target}</trans-unit>\n")
}

#[test]
fn a_fix_changes_the_target_alone() {
    let text = file(&unit(
        "<target>Ke <g id=\"1\">Gedunglama</g> &amp; &#8220;Gedunglama&#x201D;<![CDATA[ <Gedunglama> ]]></target>\
         <note>Gedunglama</note><alt-trans><target>Gedunglama</target></alt-trans>",
    ));
    let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let newsroom = Newsroom::new();
    newsroom.write("a.xlf", &text);
    newsroom.check(&["--fix", "a.xlf"]).ends_with(0);
    let expected = text
        .replace(">Gedunglama</g>", ">Gedungbaru</g>")
        .replace("&#8220;Gedunglama", "&#8220;Gedungbaru");
    // `<Gedunglama>` is a tag of the page that was translated
    assert_eq!(newsroom.read_text("a.xlf"), expected);
}

#[test]
fn a_fix_is_written_with_the_references_of_xml() {
    let pack = "[pack]\nname = \"desk\"\nlanguage = \"id\"\n\n[[rule]]\nid = \"desk/a\"\nmessage = \"`{found}`\"\n\
                severity = \"error\"\nsafety = \"safe\"\n\
                match.term = { find = [\"Toko & Rumah\"], use = \"<R> & T\" }\n";
    let newsroom = Newsroom::with_pack(pack);
    let text = |shop: &str| {
        format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" trgLang=\"id\">\
             <file id=\"f\"><unit id=\"u\"><segment><source>x</source><target>Ke {shop} itu</target></segment></unit></file></xliff>"
        )
    };
    newsroom.write("a.xliff", text("Toko &amp; Rumah"));
    let arguments = ["check", "--rules", "desk.toml", "--only", "desk", "--fix", "a.xliff"];
    newsroom.run(&arguments).ends_with(0);
    assert_eq!(newsroom.read_text("a.xliff"), text("&lt;R&gt; &amp; T"));
}

#[test]
fn the_file_tells_its_language() {
    let newsroom = Newsroom::new();
    newsroom.write("a.xlf", file(&unit("<target>Ke Gedunglama</target>")));
    let arguments = ["check", "--rules", "desk.toml", "--only", "desk", "a.xlf"];
    newsroom.run(&arguments).ends_with(1).shows("a.xlf:4:58").says("(id 1");
}

#[test]
fn a_folder_may_hold_the_files_of_several_programs() {
    let newsroom = Newsroom::new();
    for name in ["a.xlf", "b.xliff", "c.sdlxliff", "d.mxliff", "e.mqxliff"] {
        newsroom.write(&format!("memory/{name}"), file(&unit("<target>Gedunglama</target>")));
    }
    newsroom.write("memory/f.xlf", file(&unit("<target/>")));
    assert_eq!(newsroom.findings(&["memory"]).len(), 5);
    newsroom.check(&["memory/f.xlf"]).ends_with(2).says("no text in it");
}

#[test]
fn the_format_may_be_said() {
    let text = file(&unit("<target>Gedunglama</target>"));
    let answer =
        Newsroom::new().check_stdin(&["--input-format", "xliff", "--fix", "-"], text.as_bytes());
    answer.ends_with(0);
    assert_eq!(answer.stdout, text.replace("<target>Gedunglama", "<target>Gedungbaru"));
}

#[test]
fn a_broken_file_is_named_with_its_place_and_left_alone() {
    let newsroom = Newsroom::new();
    let text = file(&unit("<target>Gedunglama é & Kotalama</target>"));
    newsroom.write("a.xlf", &text);
    newsroom
        .check(&["--fix", "a.xlf"])
        .ends_with(2)
        .says("a.xlf:4:68: no valid XLIFF: `&` begins a reference here");
    assert_eq!(newsroom.read_text("a.xlf"), text);
    newsroom.write("b.xlf", "<html><body>Gedunglama</body></html>");
    newsroom
        .check(&["b.xlf"])
        .ends_with(2)
        .says("b.xlf:1:1: no XLIFF: the root element is `html`, not `xliff`");
}

#[test]
fn other_encodings_are_refused_with_what_to_do() {
    let newsroom = Newsroom::new();
    let text = file(&unit("<target>Gedunglama</target>"));
    newsroom.write("a.xlf", text.replace("UTF-8", "windows-1252"));
    newsroom
        .check(&["a.xlf"])
        .ends_with(2)
        .says("a.xlf:1:1: the file declares the encoding windows-1252")
        .says("save it as UTF-8");
    let wide: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    newsroom.write("b.xlf", wide);
    newsroom.check(&["b.xlf"]).ends_with(2).says("b.xlf: this is UTF-16; save the file as UTF-8");
}

#[test]
fn an_edit_across_inline_elements_is_only_a_hint() {
    let pack = "[pack]\nname = \"desk\"\nlanguage = \"id\"\n\n[[rule]]\nid = \"desk/a\"\nmessage = \"`{found}`\"\n\
                severity = \"error\"\nsafety = \"safe\"\n\
                match.term = { find = [\"gedung lama\"], use = \"gedung baru\" }\n";
    let newsroom = Newsroom::with_pack(pack);
    let text = file(&unit("<target>Ke gedung <g id=\"1\">lama</g></target>"));
    newsroom.write("a.xlf", &text);
    newsroom.write("a.html", "<p>Ke gedung <b>lama</b></p>");
    let arguments = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk", "--fix"];
    newsroom.run(&[&arguments[..], &["a.xlf", "a.html"]].concat()).ends_with(1).shows("a.xlf:4:58");
    assert_eq!(newsroom.read_text("a.xlf"), text);
    assert_eq!(newsroom.read_text("a.html"), "<p>Ke gedung <b>lama</b></p>");
}

#[test]
fn a_comment_silences_the_unit_behind_it() {
    let newsroom = Newsroom::new();
    let target = unit("<target>Gedunglama</target>");
    newsroom.write(
        "a.xlf",
        file(&format!("<!-- macaronic-ignore desk: the name of a band -->\n{target}{target}")),
    );
    assert_eq!(newsroom.findings(&["a.xlf"]).len(), 1);
}
