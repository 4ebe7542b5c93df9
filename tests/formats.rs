//! Laws that hold for every format, tried on documents of markup that is whole, broken and foreign.
#![cfg(test)]

use macaronic::{
    Checker, CheckerOptions, Format, Language, Reading, Safety, Selection, Source, Span, fix,
};
use proptest::prelude::*;
use std::io::Write;
use std::sync::LazyLock;

/// A word, a phrase, and a replacement that every format must write in its own way.
const DESK: &str = r#"
[pack]
name = "desk"

[[rule]]
id = "desk/building"
message = "`{found}`"
severity = "error"
safety = "safe"
match.term = { find = ["Gedunglama"], use = "Gedungbaru" }

[[rule]]
id = "desk/town"
message = "`{found}`"
severity = "error"
safety = "safe"
match.term = { find = ["kota tua"], use = "kota baru" }
"#;
/// The same with marks in what is written. A grave accent is none of them: in an attribute inside Markdown nothing
/// keeps it from pairing with one before it.
const MARKS: &str = r#"
[pack]
name = "desk"

[[rule]]
id = "desk/marks"
message = "`{found}`"
severity = "error"
safety = "safe"
match.term = { find = ["Gedunglama"], use = 'R&D <b> "x" \n -> {z} *w*' }
"#;

fn checker(pack: &str, only: &[&str]) -> Checker {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    file.write_all(pack.as_bytes()).unwrap();
    let mut options = CheckerOptions::default().with_pack(file.path()).unwrap();
    let only = only.iter().map(|&rule| rule.to_owned()).collect();
    options.selection = Selection { only, skip: Vec::new() };
    Checker::new(Language::from_tag("id").unwrap(), &options).unwrap()
}

static ALL: LazyLock<Checker> = LazyLock::new(|| checker(DESK, &[]));
static OWN: LazyLock<Checker> = LazyLock::new(|| checker(DESK, &["desk"]));
static MARKED: LazyLock<Checker> = LazyLock::new(|| checker(MARKS, &["desk"]));

/// Words of the rules, and words that built-in rules have fixes for.
const WORDS: &[&str] = &[
    "Gedunglama",
    "kota tua",
    "kota",
    "tua",
    " ",
    "Ia pergi ke",
    "Ukraine",
    "the market",
    "di-update",
    "Kalimat lalu.",
    "é",
    "😀",
    "e\u{301}",
    "漢字",
    "\u{FEFF}",
    "\u{A0}",
    "\u{200E}",
    "1998",
];

/// Markup of all formats, whole and broken.
const MARKUP: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "  \n",
    "\t",
    "\0",
    "\u{2028}",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "&#233;",
    "&#x1F600;",
    "&#10;",
    "&ngE;",
    "&",
    "&#",
    "&copy",
    "<b>",
    "</b>",
    "<i>",
    "<br>",
    "<br/>",
    "<p>",
    "</p>",
    "<",
    ">",
    "<a href=\"x\">",
    "</a>",
    "<img alt=\"Gedunglama &amp; x\">",
    "<img alt=Gedunglama>",
    "<!--",
    "-->",
    "<code>",
    "</code>",
    "<p lang=\"en\">",
    "<title>",
    "<script>",
    "</script>",
    "<div",
    "<v Gedunglama>",
    "<lang en>",
    "</lang>",
    "<00:01.000>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "{\\an8}",
    "{",
    "}",
    "{\\",
    "\\N",
    "\\h",
    "- ",
    "♪ ",
    " ♪",
    "[",
    "]",
    "(",
    ")",
    "RINA: ",
    "[pintu] ",
    "WEBVTT",
    "NOTE ",
    "STYLE\n",
    "Language: id\n",
    "\n\n1\n00:00:01,000 --> 00:00:02,000\n",
    "\n00:01.000 --> 00:02.000 align:start\n",
    " -> ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "# ",
    "> ",
    "* ",
    "1. ",
    "| ",
    "|---|\n",
    "---\n",
    "![Gedunglama](",
    "](x \"Gedunglama\")",
    "[a]: x 'y'",
    "[a][a]",
    "\\*",
    "\\",
    "\\\n",
    "{{< x >}}",
    "{name}",
    ":::note ",
    "$$",
    "{\"title\": \"",
    "\"",
    "\", \"body\": \"",
    "\"}",
    "\\n",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\\"",
    "\\/",
    "[\"",
    ", ",
    ": ",
    "\nmsgid \"",
    "\nmsgstr \"",
    "\"\n\"",
    "\\303\\251",
    "\\x41",
    "#~ ",
    "#. macaronic-ignore\n",
    "%s",
    "%(name)s",
    "&Berkas",
    "title: ",
    "'",
    "''",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "<![CDATA[",
    "]]>",
    "<?xml ?>",
];

fn document() -> impl Strategy<Value = String> {
    let one_of =
        |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(str::to_owned);
    let piece = prop_oneof![5 => one_of(WORDS), 5 => one_of(MARKUP), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::all().collect::<Vec<_>>())
}

/// A document of a format: as it is, as the text of a whole file, or as that of one that breaks off.
fn dressed() -> impl Strategy<Value = (Format, String)> {
    (format(), document(), 0..4_u8, any::<prop::sample::Index>()).prop_map(
        |(format, document, how, cut)| {
            if how == 0 {
                return (format, document);
            }
            let mut text = dress(format, &document);
            if how == 1 {
                let ends: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
                text.truncate(if ends.is_empty() { 0 } else { *cut.get(&ends) });
            }
            (format, text)
        },
    )
}

/// A file of a format with a document in it.
fn dress(format: Format, document: &str) -> String {
    let string = serde_json::to_string(document).unwrap();
    match format.name() {
        "json" => format!("{{\"id\": \"Gedunglama\", \"title\": {string}, \"body\": {string}}}"),
        "jsonl" => format!("{{\"title\": {string}}}\n\n{{\"body\": {string}}}\n"),
        "po" => format!("msgid \"Gedunglama\"\nmsgstr {string}\n\"{{0}} kota \"\n\"tua\"\n"),
        "srt" => format!(
            "1\n00:00:01,000 --> 00:00:02,000\n{document}\n\n2\n00:00:03,000 --> 00:00:04,000\ntua.\n"
        ),
        "vtt" => format!(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n{document}\n\nkota\n00:03.000 --> 00:04.000\ntua.\n"
        ),
        "markdown" => format!("---\ntitle: 'Gedunglama ''x'''\n---\n{document}"),
        _ => document.to_owned(),
    }
}

fn reading(format: Format) -> Reading {
    Reading { format, fields: Vec::new() }
}

/// The text after all fixes that are at least so safe, and after all of those.
fn fixed_twice(
    checker: &Checker,
    format: Format,
    text: &str,
    least: Safety,
) -> Option<(String, String)> {
    let source = Source::new("a", text).unwrap();
    let once = fix(checker, checker.check_as(source, reading(format)), least).ok()?.report;
    let fresh = checker.check_as(once.source.clone(), reading(format));
    let twice = fix(checker, fresh, least).ok()?.report.source.text;
    Some((once.source.text, twice))
}

/// A text without what white space is written as, and with the words of [`DESK`] replaced everywhere.
fn squeezed(text: &str) -> String {
    let mut text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for blank in ["\\n", "\\r", "\\t", "\\u2028", "\\h", "\\N", "&nbsp;", "&#10;"] {
        text = text.replace(blank, "");
    }
    text.replace("Gedunglama", "Gedungbaru").replace("kotatua", "kotabaru")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 768, ..ProptestConfig::default() })]

    #[test]
    fn every_character_of_prose_leads_to_its_bytes((format, text) in dressed()) {
        let carved = reading(format).carve(&text, Some("id"));
        let prose = carved.prose.text();
        let mut places: Vec<(Span, bool)> = Vec::new();
        for part in &carved.parts {
            let inside = part.span.get(prose);
            prop_assert!(inside.is_some(), "{part:?}");
            let mut last = Span::default();
            for (at, c) in inside.unwrap_or_default().char_indices() {
                let span = Span::new(at, at + c.len_utf8()).shifted(part.span.start());
                let mapped = carved.prose.to_source(span);
                let slice = mapped.span.get(&text);
                prop_assert!(slice.is_some(), "{mapped:?} of {c:?}");
                if mapped.encoding.is_none() {
                    continue;
                }
                let is_written = slice == Some(c.encode_utf8(&mut [0; 4]));
                prop_assert!(is_written || slice.is_some_and(|slice| !slice.is_empty()), "{c:?} at {mapped:?}");
                prop_assert!(mapped.span == last || mapped.span.start >= last.end, "{mapped:?} after {last:?}");
                last = mapped.span;
                places.push((last, is_written));
            }
        }
        // no byte is the text of two blocks
        places.sort_unstable();
        places.dedup_by(|a, b| a == b && !a.1);
        for pair in places.windows(2) {
            prop_assert!(pair[0].0.end <= pair[1].0.start, "{pair:?} in {text:?}");
        }
    }

    #[test]
    fn every_finding_and_edit_slices_its_file((format, text) in dressed()) {
        let report = ALL.check_as(Source::new("a", text.as_str()).unwrap(), reading(format));
        for finding in &report.findings {
            prop_assert!(finding.span.get(&text).is_some(), "{finding:?}");
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(edit.span.get(&text).is_some(), "{edit:?} of {finding:?}");
            }
        }
    }

    #[test]
    fn fixing_changes_nothing_but_the_words((format, text) in dressed()) {
        let Some((once, twice)) = fixed_twice(&OWN, format, &text, Safety::Safe) else { return Ok(()) };
        prop_assert_eq!(squeezed(&once), squeezed(&text), "{:?}\n{:?}", text, once);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn fixing_twice_is_fixing_once((format, text) in dressed(), least in prop_oneof![Just(Safety::Safe), Just(Safety::Review)]) {
        let Some((once, twice)) = fixed_twice(&ALL, format, &text, least) else { return Ok(()) };
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn a_fixed_file_is_as_well_formed_as_before((format, text) in dressed()) {
        let before = reading(format).carve(&text, Some("id"));
        let Some((once, _)) = fixed_twice(&MARKED, format, &text, Safety::Safe) else { return Ok(()) };
        let after = reading(format).carve(&once, Some("id"));
        prop_assert_eq!(before.malformed.is_some(), after.malformed.is_some(), "{:?}\n{:?}", text, once);
        prop_assert_eq!(before.parts.len(), after.parts.len(), "{:?}\n{:?}", text, once);
    }
}
