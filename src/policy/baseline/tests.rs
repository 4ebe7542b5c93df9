//! What a baseline knows again, and its file.

use super::written::BaselineError;
use super::*;

const TEXT: &str = "Warga tiba di Ukraine kemarin.\nWarga tiba di Ukraine kemarin.\nDi Norway.\n";

fn baseline() -> Baseline {
    let source = Source::new("a.txt", TEXT).unwrap();
    let mut baseline = Baseline::default();
    for (found, from) in [("Ukraine", 0), ("Ukraine", 40), ("Norway", 0)] {
        baseline.add("a.txt", &source, &Diagnostic::made_on(TEXT, found, from));
    }
    baseline
}

fn mark(path: &str, text: &str, found: &str) -> Mark {
    Mark::of(path, &Source::new(path, text).unwrap(), &Diagnostic::made_on(text, found, 0))
}

const IN_PLACE: &dyn Fn(&str) -> bool = &|_| false;
const GONE: &dyn Fn(&str) -> bool = &|_| true;

#[test]
fn equal_findings_are_known_as_often_as_they_were() {
    let mut tally = Tally::new(baseline());
    let ukraine = mark("a.txt", "Sore.\n\nWarga tiba di Ukraine kemarin.", "Ukraine");
    assert!(tally.meets(&ukraine, IN_PLACE) && tally.meets(&ukraine, IN_PLACE));
    assert!(!tally.meets(&ukraine, IN_PLACE), "the third one is new");
}

#[test]
fn what_is_not_met_is_stale() {
    let mut tally = Tally::new(baseline());
    tally.meets(&mark("a.txt", TEXT, "Ukraine"), IN_PLACE);
    let stale = tally.stale(|_| true);
    let told: Vec<_> = stale.iter().map(|stale| (stale.text.as_str(), stale.gone)).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&("Ukraine", 1)) && told.contains(&("Norway", 1)));
    assert_eq!(tally.stale(|mark| mark.path != "a.txt"), []);
}

#[test]
fn a_renamed_file_keeps_what_is_known_and_a_copy_does_not() {
    let renamed = mark("b.txt", TEXT, "Norway");
    assert!(!Tally::new(baseline()).meets(&renamed, IN_PLACE));
    let mut tally = Tally::new(baseline());
    assert!(tally.meets(&renamed, GONE));
    assert!(!tally.meets(&renamed, GONE), "it is known once");
}

#[test]
fn the_file_has_an_entry_a_line_and_is_read_again() {
    let written = baseline().to_json();
    let lines: Vec<_> = written.lines().collect();
    assert_eq!(lines.len(), 7, "{written}");
    assert!(lines[3].starts_with(r#"{"path":"a.txt","rule":"exonym/country","fingerprint":""#));
    assert!(lines[3].ends_with(r#""count":1,"text":"Norway"},"#), "{written}");
    assert!(lines[4].ends_with(r#""count":2,"text":"Ukraine"}"#), "{written}");
    assert_eq!(Baseline::parse(&written, "x").unwrap(), baseline());
    assert_eq!(Baseline::parse(&format!("\u{FEFF}{written}"), "x").unwrap(), baseline());
    let empty = Baseline::default();
    assert_eq!(Baseline::parse(&empty.to_json(), "x").unwrap(), empty);
}

#[test]
fn an_entry_that_stands_there_twice_counts_once() {
    let written = baseline().to_json();
    let twice = written.replace("\n]", &format!(",\n{}\n]", written.lines().nth(4).unwrap()));
    assert_eq!(Baseline::parse(&twice, "x").unwrap().count(), 3);
}

#[test]
fn a_long_text_is_cut_and_stays_on_one_line() {
    assert_eq!(quoted("satu \n dua"), "satu dua");
    let long = quoted(&"kata ".repeat(30));
    assert!(long.ends_with('…') && long.chars().count() <= LONGEST_QUOTE + 1, "{long}");
}

#[test]
fn entries_that_a_run_was_not_about_are_kept() {
    let mut other = Baseline::default();
    other.keep(&baseline(), |mark| mark.rule == "leak/label");
    assert_eq!(other.count(), 0);
    other.keep(&baseline(), |mark| mark.path == "a.txt");
    assert_eq!((other.count(), other.files()), (3, 1));
    assert_eq!(baseline().beyond(&Baseline::default()), 3);
    assert_eq!(baseline().beyond(&other), 0);
}

#[test]
fn what_is_no_baseline_says_why() {
    let told = |text: &str| Baseline::parse(text, "b.json").unwrap_err().to_string();
    assert!(told("").contains("not a baseline"));
    assert!(told("[1, 2]").contains("not a baseline"));
    assert!(told("{\"name\": \"x\"}").contains("not a baseline"));
    assert!(told("{\"macaronic_baseline\": 2}").contains("version 2"));
    assert!(told("{\"macaronic_baseline\": 1}").contains("b.json:1:25: missing field `findings`"));
    assert!(told("{\"macaronic_baseline\": -1}").starts_with("b.json:1:"));
    assert!(told("{\"macaronic_baseline\": 1,\n<<<<<<< HEAD\n").contains("b.json:2: a merge"));
    let entry = |entry: &str| told(&format!("{{\"macaronic_baseline\":1,\"findings\":[{entry}]}}"));
    let hash = r#"{"path":"a","rule":"b","count":1,"fingerprint":"+123456789abcdef"}"#;
    assert!(entry(hash).contains("entry 1: the fingerprint"));
    let none = r#"{"path":"a","rule":"b","count":0,"fingerprint":"0123456789abcdef"}"#;
    assert!(entry(none).contains("nor `count` 0"));
}

#[test]
fn a_deeply_nested_text_is_refused() {
    let deep = format!("{{\"macaronic_baseline\": 1, \"findings\": {}", "[".repeat(1_000_000));
    assert!(matches!(Baseline::parse(&deep, "x"), Err(BaselineError::Invalid { .. })));
    let unknown = format!("{{\"x\": {}", "[".repeat(1_000_000));
    assert!(matches!(Baseline::parse(&unknown, "x"), Err(BaselineError::Other { .. })));
}
