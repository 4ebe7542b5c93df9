//! Reports for other tools: what each of them must find in its format.

use crate::newsroom::{DESK, Newsroom};
use serde_json::{Value, json};

/// Every format of findings.
pub(crate) const FORMATS: [&str; 11] = [
    "terminal",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "checkstyle",
    "junit",
    "rdjson",
    "rdjsonl",
    "html",
];

/// A name that needs escaping in every format.
const AWKWARD: &str = "artikel baru/50% #1, é: x.txt";
const AWKWARD_URI: &str = "artikel%20baru/50%25%20%231%2C%20%C3%A9%3A%20x.txt";

/// A rule that quotes what stands after `Awas`, so that hostile text gets into its messages.
const QUOTING: &str = "[[rule]]\nid = \"desk/x\"\nmessage = \"`{found}` is wrong\"\nseverity = \"error\"\nmatch.pattern = { regex = 'Awas.*' }\n";

fn report(newsroom: &Newsroom, format: &str) -> String {
    newsroom.check(&["--format", format, "."]).stdout
}

fn parsed(newsroom: &Newsroom, format: &str) -> Value {
    serde_json::from_str(&report(newsroom, format)).unwrap()
}

/// The results of the only run of a SARIF log.
fn results(newsroom: &Newsroom) -> Vec<Value> {
    parsed(newsroom, "sarif")["runs"][0]["results"].as_array().unwrap().clone()
}

/// A newsroom with one article that the rule [`QUOTING`] quotes.
pub(crate) fn quoting(text: &str) -> Newsroom {
    let newsroom = Newsroom::with_pack(&format!("{DESK}\n{QUOTING}"));
    newsroom.write("a.txt", text);
    newsroom
}

#[test]
fn a_sarif_result_has_place_fix_and_fingerprint() {
    let newsroom = Newsroom::new();
    newsroom.write(AWKWARD, "\u{FEFF}Satu.\n😀é Gedunglama\n");
    let result = &results(&newsroom)[0];
    let region = json!({
        "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 14,
        "byteOffset": 16, "byteLength": 10,
    });
    assert_eq!(
        result["locations"],
        json!([{ "physicalLocation": { "artifactLocation": { "uri": AWKWARD_URI }, "region": region } }])
    );
    assert_eq!(
        result["fixes"][0]["artifactChanges"],
        json!([{
            "artifactLocation": { "uri": AWKWARD_URI },
            "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "Gedungbaru" } }],
        }])
    );
    assert_eq!((&result["level"], &result["ruleId"]), (&json!("error"), &json!("desk/building")));
    assert_eq!(result["message"]["text"], "`Gedunglama` is gone; write `Gedungbaru`.");
    assert_eq!(result["suppressions"], json!([]));
    let fingerprint = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
    assert_eq!((fingerprint.len(), fingerprint.ends_with(":1")), (18, true), "{fingerprint}");
}

#[test]
fn a_sarif_fingerprint_stays_when_lines_move() {
    let newsroom = Newsroom::with_article("Ia masuk ke Gedunglama.\n");
    let before = results(&newsroom)[0]["partialFingerprints"].clone();
    newsroom.write("a.txt", "Satu.\n\nDua.\n\nIa masuk ke Gedunglama.\n");
    assert_eq!(results(&newsroom)[0]["partialFingerprints"], before);
}

#[test]
fn a_sarif_message_names_the_fix_that_its_finding_does_not() {
    let newsroom = Newsroom::with_article("Satu.\n\nBaca juga di sini\n\nDua.\n");
    let text = results(&newsroom)[0]["message"]["text"].clone();
    assert!(text.as_str().unwrap().starts_with("A link to another article; delete"), "{text}");
}

#[test]
fn sarif_describes_the_rules_of_its_results_and_no_others() {
    let newsroom = Newsroom::with_article("Gedunglama, Jalanlama.\n");
    let log = parsed(&newsroom, "sarif");
    let driver = &log["runs"][0]["tool"]["driver"];
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["desk/building", "desk/street"]);
    assert_eq!(rules[0]["name"], "DeskBuilding");
    assert_eq!(rules[0]["defaultConfiguration"]["level"], "error");
    assert_eq!(rules[1]["properties"]["problem.severity"], "recommendation");
    assert_eq!(log["runs"][0]["results"][1]["ruleIndex"], 1);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn sarif_marks_what_a_pack_silences() {
    let newsroom = Newsroom::with_article("Band Gedunglama Tua bermain.\n");
    let pack = newsroom.read_text("desk.toml");
    newsroom.write(
        "desk.toml",
        format!("{pack}\n[[allow]]\ntext = \"Gedunglama Tua\"\nreason = \"a band\"\nrules = [\"desk\"]\n"),
    );
    let results = results(&newsroom);
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["suppressions"][0]["kind"], "external");
    assert_eq!(parsed(&newsroom, "gitlab"), json!([]));
}

#[test]
fn sarif_says_what_could_not_be_checked() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    newsroom.write("b c.txt", b"\xFF");
    let log = parsed(&newsroom, "sarif");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    let place = &notification["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "b%20c.txt");
}

#[test]
fn an_article_makes_no_link_in_a_sarif_message() {
    let newsroom = quoting("Awas [klik](http://contoh.example).\n");
    let log = report(&newsroom, "sarif");
    assert!(log.contains("[klik] (http") && !log.contains("]("), "{log}");
}

#[test]
fn gitlab_gets_an_array_with_a_fingerprint_for_each_finding() {
    let newsroom = Newsroom::new();
    newsroom.write(AWKWARD, "Ke Gedunglama.\nKe Gedunglama.\n");
    newsroom.write("b.txt", "Ke Gedunglama.\n");
    let issues = parsed(&newsroom, "gitlab");
    let mut fingerprints: Vec<_> =
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].to_string()).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 3, "{issues:#}");
    assert_eq!(issues[1]["location"]["path"], AWKWARD);
    assert_eq!(issues[1]["location"]["positions"]["begin"], json!({ "line": 2, "column": 4 }));
    assert_eq!(issues[1]["severity"], "major");
}

#[test]
fn rdjson_counts_bytes_and_suggests() {
    let newsroom = Newsroom::new();
    newsroom.write(AWKWARD, "Satu.\n😀é Gedunglama\n");
    let range = json!({ "start": { "line": 2, "column": 8 }, "end": { "line": 2, "column": 18 } });
    let object = parsed(&newsroom, "rdjson");
    let diagnostic = &object["diagnostics"][0];
    assert_eq!(diagnostic["location"], json!({ "path": AWKWARD, "range": range }));
    assert_eq!(diagnostic["suggestions"], json!([{ "range": range, "text": "Gedungbaru" }]));
    assert_eq!(diagnostic["severity"], "ERROR");
    let line: Value = serde_json::from_str(&report(&newsroom, "rdjsonl")).unwrap();
    assert_eq!(line["location"], diagnostic["location"]);
    assert_eq!(line["source"], object["source"]);
}

#[test]
fn checkstyle_names_every_file() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    newsroom.write(AWKWARD, "😀é Kotalama & \"x\" Gedunglama\n");
    newsroom.write("rusak.txt", b"\xFF");
    let answer = newsroom.check(&["--format", "checkstyle", "."]);
    answer.ends_with(2).shows("<file name=\"artikel baru/50% #1, é: x.txt\">");
    answer.shows("<error line=\"1\" column=\"4\" severity=\"warning\" message=\"");
    answer.shows("source=\"name/desk\"/>").shows("<file name=\"a.txt\">");
    answer.shows("<file name=\"rusak.txt\">\n    <error severity=\"error\" message=\"./rusak.txt");
}

#[test]
fn a_junit_case_fails_by_what_fails_the_run() {
    let newsroom = Newsroom::with_article("Kotalama, Jalanlama.\n");
    let counts = |arguments: &[&str]| {
        let answer = newsroom.check(&[&["--format", "junit"], arguments, &["a.txt"]].concat());
        let stdout = answer.stdout;
        (stdout.matches("<failure ").count(), stdout.matches("<system-out>").count())
    };
    assert_eq!(counts(&[]), (0, 1));
    assert_eq!(counts(&["--fail-on", "warning"]), (1, 1));
    assert_eq!(counts(&["--fail-on", "advice"]), (1, 0));
    assert_eq!(counts(&["--fail-on", "never"]), (0, 1));
}

#[test]
fn junit_counts_files_that_fail_are_skipped_or_cannot_be_read() {
    let newsroom = Newsroom::with_article("Gedunglama, Gedunglama.\n");
    newsroom.write("b.txt", "Warga pulang.\n");
    newsroom.write("c.docx", "x");
    newsroom.write("d.txt", b"\xFF");
    std::fs::remove_file(newsroom.path("desk.toml")).unwrap();
    newsroom.write("rules/desk.toml", DESK);
    let arguments =
        ["check", "--lang", "id", "--rules", "rules", "--only", "desk", "--format", "junit", "."];
    let answer = newsroom.run(&[&arguments[..9], &["a.txt", "b.txt", "c.docx", "d.txt"]].concat());
    answer.ends_with(2).shows("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\"");
    answer
        .shows("message=\"2 findings, 2 errors\"")
        .shows("<skipped message=\"`.docx` is no format that is read\"/>");
}

#[test]
fn xml_holds_nothing_that_xml_forbids() {
    let newsroom = quoting("Awas \u{1B}[31m \u{1} \u{FFFE} ]]> <b> & \"x\" ##[group] ::error::x\n");
    for format in ["checkstyle", "junit"] {
        let xml = report(&newsroom, format);
        let forbidden = |c: char| c < ' ' && c != '\n' || c == '\u{FFFE}';
        assert!(!xml.contains(forbidden), "{xml}");
        assert!(xml.contains("\\u{1B}[31m \\u{1} \\u{FFFE} ]]&gt; &lt;b&gt; &amp;"), "{xml}");
    }
}

#[test]
fn a_run_without_texts_is_a_whole_report() {
    let newsroom = Newsroom::new();
    let of = |format: &str| {
        let answer = newsroom.check(&["--allow-empty", "--format", format, "."]);
        answer.ends_with(0).stdout.clone()
    };
    for format in ["json", "sarif", "gitlab", "rdjson"] {
        assert!(serde_json::from_str::<Value>(&of(format)).is_ok(), "{format}");
    }
    assert_eq!(of("gitlab"), "[]\n");
    assert_eq!((of("jsonl"), of("rdjsonl"), of("github")), Default::default());
    assert!(of("checkstyle").ends_with("<checkstyle version=\"10.0\">\n</checkstyle>\n"));
    assert!(of("junit").contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\""));
}

#[test]
fn reports_leave_out_what_min_severity_leaves_out() {
    let newsroom = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama.\n");
    for (format, mark) in [
        ("sarif", "\"ruleIndex\""),
        ("gitlab", "\"fingerprint\""),
        ("checkstyle", "<error "),
        ("rdjson", "\"severity\""),
    ] {
        let count = |least: &str| {
            let answer = newsroom.check(&["--format", format, "--min-severity", least, "a.txt"]);
            answer.stdout.matches(mark).count()
        };
        assert_eq!(["advice", "warning", "error"].map(count), [3, 2, 1], "{format}");
    }
}

#[test]
fn an_absolute_name_is_told_relative_to_the_folder_of_the_run() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    let whole = newsroom.path("a.txt").canonicalize().unwrap();
    let answer = newsroom.check(&["--format", "gitlab", whole.to_str().unwrap()]);
    answer.shows("\"path\": \"a.txt\"");
}
