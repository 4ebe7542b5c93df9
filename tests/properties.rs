//! Laws that hold for every text, tried on texts made of what has broken linters before.
#![cfg(test)]

use macaronic::{
    Checker, CheckerOptions, Diagnostic, Language, LineIndex, Report, Safety, Selection, Span, fix,
};
use proptest::prelude::*;
use std::io::Write;
use std::sync::LazyLock;

/// Invented words under rules of every kind, and single letters whose folding changes their length.
const DESK: &str = r#"
[pack]
name = "desk"

[terms]
"kafé" = "warung"
"i" = "j"
"ß" = "ss"
"ﬁ" = "fi"
"kota tua" = ""

[[rule]]
id = "desk/building"
message = "`{found}` → `{use}`"
severity = "error"
safety = "safe"
match.term = { find = ["Gedunglama", "gedung lama"], use = "Gedungbaru", unless-in-name = true, unless-in-title = true }

[[rule]]
id = "desk/pattern"
message = "`{found}`"
safety = "safe"
match.pattern = { regex = '(?P<found>\p{L}+)  (\p{L}+)', use = "$found" }

[[rule]]
id = "desk/line"
message = "`{found}`"
match.line = { find = ["baca juga", "i"], how = "start", remove = true }

[[rule]]
id = "desk/label"
message = "`{found}`"
match.label = { find = ["terjemahan:", "ı:"] }

[[rule]]
id = "desk/names"
message = "`{found}`"
match.variants = { names = [["Tokolama", "Tokobaru", "Toko"]] }

[[allow]]
text = "i"
rules = ["desk/line"]
"#;

fn checker(selection: Selection) -> Checker {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    file.write_all(DESK.as_bytes()).unwrap();
    let mut options = CheckerOptions::default().with_pack(file.path()).unwrap();
    options.selection = selection;
    Checker::new(Language::from_tag("id").unwrap(), &options).unwrap()
}

/// All rules, the built-in ones too.
static ALL: LazyLock<Checker> = LazyLock::new(|| checker(Selection::default()));
/// The rules of [`DESK`].
static OWN: LazyLock<Checker> = LazyLock::new(|| {
    checker(Selection { only: vec!["desk".to_owned(), "name/desk".to_owned()], skip: Vec::new() })
});

/// Words of the rules, of both languages, and what the built-in checks look for.
const WORDS: &[&str] = &[
    "Gedunglama",
    "gedung lama",
    "GEDUNGLAMA",
    "Gedunglamanya",
    "kafé",
    "Kafe\u{301}",
    "kota tua",
    "Baca juga",
    "Terjemahan:",
    "Tokolama",
    "Tokobaru",
    "Toko",
    "pemerintah",
    "yang",
    "dan",
    "the market",
    "United States",
    "Ukraine",
    "di-update",
    "juri-juri",
    "mengatakan",
    "Presiden",
    "1,234.5",
    "Rp1.000",
    "https://a.example/x",
    "@nama",
    "a_b.txt",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "&amp;",
    "&#8220;",
    "\\n",
    "**tebal**",
    "<b>",
    "%s",
    "{{x}}",
    "[a](https://a.example)",
    "Translation:",
    "Baca Juga:",
    "ujarnya. ",
    "menambahkan",
    "perjanjian tersebut Perjanjian",
    "jеmbatan",
    "政策",
    "10.30 WIB",
    "Zelensky",
    "Zelenskyy",
];

/// Blanks, line ends, punctuation, and characters that nobody sees.
const MARKS: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    ".",
    ",",
    ": ",
    "…",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "(",
    ")",
    "-",
    "–",
    "*",
    "_",
    "#",
    "- ",
    "1. ",
    "\u{FEFF}",
    "\u{A0}",
    "\u{2028}",
    "\u{85}",
    "\u{200B}",
    "\u{200D}",
    "\u{AD}",
    "\u{202E}",
    "\u{1B}[31m",
    "â€œ",
    "Ã©",
    "\u{FFFD}",
    "\u{9B}",
    "\n\n\n\n",
    " ,",
    ",,",
    "\u{7}",
    "\0",
];

/// Letters whose folding changes their length, that melt together, or that take many code points.
const LETTERS: &[&str] = &[
    "İ",
    "ı",
    "i",
    "ß",
    "ẞ",
    "ﬁ",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{345}\u{301}",
    "K",
    "Å",
    "ǅ",
    "Σ",
    "ς",
    "한",
    "\u{1112}\u{1161}\u{11AB}",
    "漢字",
    "नमस्ते",
    "😀",
    "👩‍👩‍👧",
    "🏳️‍🌈",
    "𝐀",
    "١٢",
    "\u{10FFFF}",
    "٪",
    "⟦",
    "⟧",
];

/// A piece of a text.
fn piece() -> impl Strategy<Value = String> {
    let one_of =
        |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(str::to_owned);
    prop_oneof![
        6 => one_of(WORDS),
        6 => one_of(MARKS),
        3 => one_of(LETTERS),
        1 => any::<String>(),
        1 => "\\PC{1,6}",
    ]
}

fn article() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Every span of a finding.
fn spans(finding: &Diagnostic) -> impl Iterator<Item = Span> + '_ {
    let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
    let related =
        finding.related.iter().filter(|related| related.path.is_none()).map(|related| related.span);
    std::iter::once(finding.span).chain(edits).chain(related)
}

fn fixed(checker: &Checker, report: &Report, least: Safety) -> Option<Report> {
    fix(checker, report.clone(), least).ok().map(|fixed| fixed.report)
}

/// Line, column and character of a byte, counted one by one.
fn counted(text: &str, byte: usize) -> (u32, u32, u32) {
    let (mut line, mut column, mut character) = (1, 1, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if at >= byte {
            break;
        }
        let in_pair = c == '\r' && characters.peek().is_some_and(|&(_, next)| next == '\n');
        character += 1;
        column += 1;
        if c == '\n' || c == '\r' && !in_pair {
            (line, column) = (line + 1, 1);
        }
    }
    (line, column, character)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = ALL.check_text(&text);
    }

    #[test]
    fn every_span_slices_its_text(text in article()) {
        for finding in &ALL.check_text(&text).findings {
            for span in spans(finding) {
                prop_assert!(span.get(&text).is_some(), "{span:?} of {finding:?}");
            }
            prop_assert!(!finding.span.is_empty(), "{finding:?}");
        }
    }

    #[test]
    fn findings_stand_in_order(text in article()) {
        let report = ALL.check_text(&text);
        let places: Vec<_> = report.findings.iter().map(|found| (found.span.start, std::cmp::Reverse(found.span.end), &found.rule)).collect();
        prop_assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn the_same_text_has_the_same_findings(text in article()) {
        prop_assert_eq!(ALL.check_text(&text).findings, ALL.check_text(&text).findings);
    }

    #[test]
    fn a_byte_order_mark_only_moves_the_findings(text in article()) {
        prop_assume!(!text.starts_with('\u{FEFF}'));
        let plain: Vec<_> = OWN.check_text(&text).findings.into_iter().map(|found| (found.rule, found.span.shifted(3))).collect();
        let marked = OWN.check_text(&format!("\u{FEFF}{text}"));
        let marked: Vec<_> = marked.findings.into_iter().map(|found| (found.rule, found.span)).collect();
        prop_assert_eq!(plain, marked);
    }

    #[test]
    fn fixing_twice_is_fixing_once(text in article(), least in prop_oneof![Just(Safety::Safe), Just(Safety::Review)]) {
        let Some(once) = fixed(&ALL, &ALL.check_text(&text), least) else { return Ok(()) };
        let twice = fixed(&ALL, &once, least);
        prop_assert_eq!(twice.map(|report| report.source.text), Some(once.source.text));
    }

    #[test]
    fn a_report_after_fixing_is_that_of_the_fixed_text(text in article()) {
        let Some(once) = fixed(&ALL, &ALL.check_text(&text), Safety::Review) else { return Ok(()) };
        let fresh = ALL.check_text(&once.source.text);
        prop_assert_eq!(fresh.findings, once.findings);
    }

    #[test]
    fn a_fixed_text_no_longer_has_the_finding(before in "[a-z ,]{0,20}", after in "[a-z ,.]{0,20}") {
        let text = format!("{before} Gedunglama {after}");
        let report = fixed(&OWN, &OWN.check_text(&text), Safety::Safe).unwrap();
        prop_assert!(report.findings.iter().all(|finding| finding.rule != "desk/building"), "{}", report.source.text);
        prop_assert!(report.source.text.contains("Gedungbaru"));
    }

    #[test]
    fn fixing_changes_nothing_but_what_it_says(text in article()) {
        let report = OWN.check_text(&text);
        let Ok(fixed) = fix(&OWN, report, Safety::Safe) else { return Ok(()) };
        prop_assert_eq!(fixed.changes.is_empty(), fixed.report.source.text == text);
    }

    #[test]
    fn safe_fixes_keep_every_line(text in article()) {
        let Some(fixed) = fixed(&OWN, &OWN.check_text(&text), Safety::Safe) else { return Ok(()) };
        let ends = |text: &str| text.chars().filter(|c| matches!(c, '\n' | '\r')).collect::<String>();
        prop_assert_eq!(ends(&fixed.source.text), ends(&text));
    }

    #[test]
    fn a_position_is_what_one_counts(text in article(), seed in any::<prop::sample::Index>()) {
        let index = LineIndex::new(&text);
        let mut byte = seed.index(text.len() + 1);
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let position = index.position(&text, u32::try_from(byte).unwrap());
        prop_assert_eq!((position.line, position.column, position.character), counted(&text, byte));
    }

    #[test]
    fn a_position_in_a_long_line_is_what_one_counts(word in article(), seed in any::<prop::sample::Index>()) {
        let text = word.repeat(400);
        let index = LineIndex::new(&text);
        let starts: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let byte = *seed.get(&starts);
        let position = index.position(&text, u32::try_from(byte).unwrap());
        prop_assert_eq!((position.line, position.column, position.character), counted(&text, byte));
    }

    #[test]
    fn the_lines_of_a_text_are_all_of_it(text in article()) {
        let index = LineIndex::new(&text);
        let lines = (1..).map_while(|line| index.line_span(&text, line));
        let joined: String = lines.map(|span| span.of_text(&text)).collect();
        prop_assert_eq!(joined, text);
    }
}
