//! `mixed/*` and `exonym/name` in languages without a pack: where a foreign stretch begins and ends, how loud
//! it is, and what is part of a name.

use crate::newsroom::Newsroom;

/// Rule, severity and text of each finding of a sentence that is no advice.
fn found(language: &str, text: &str) -> Vec<String> {
    let newsroom = Newsroom::new();
    newsroom.write("a.txt", text);
    let answer = newsroom.run(&[
        "check",
        "--lang",
        language,
        "--format",
        "jsonl",
        "--only",
        "mixed,exonym",
        "--min-severity",
        "warning",
        "a.txt",
    ]);
    let findings = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    let told = |finding: serde_json::Value| {
        let part = |key: &str| finding[key].as_str().unwrap().to_owned();
        [part("rule"), part("severity"), part("text")].join(" ")
    };
    findings.map(told).collect()
}

#[test]
fn a_letter_that_is_a_word_makes_a_phrase() {
    for (language, text, phrase) in [
        (
            "fi",
            "Hän menisi yliopistoon, mutta opiskelisi a university kaupungissa.\n",
            "a university",
        ),
        ("ru", "Затем последует дождливый сезон a region на юге.\n", "a region"),
        ("it", "Il nuovo rapporto si legge v příspěvku della scuola.\n", "v příspěvku"),
    ] {
        assert_eq!(found(language, text), [format!("mixed/phrase warning {phrase}")]);
    }
}

#[test]
fn a_foreign_word_takes_an_ordinary_foreign_word_along_and_no_name() {
    let sentence = "Under medeltiden hade inte most Christians tillgång till bibeln.\n";
    assert_eq!(found("sv", sentence), ["mixed/phrase warning most Christians"]);
    let sentence = "Under medeltiden hade inte most Tarantino tillgång till bibeln.\n";
    assert_eq!(found("sv", sentence), [""; 0]);
}

#[test]
fn a_letter_that_broken_encoding_left_takes_no_name_along() {
    let newsroom = Newsroom::new();
    newsroom.write(
        "a.txt",
        "Sutradara InÃ©s Urrutia hadir dalam pemutaran perdana filmnya di Bandung.\n",
    );
    let answer =
        newsroom.run(&["check", "--lang", "id", "--format", "jsonl", "--only", "mixed", "a.txt"]);
    assert_eq!(answer.stdout, "");
}

#[test]
fn a_native_word_before_a_place_makes_no_name_of_it() {
    assert_eq!(found("de", "In Asia wächst die Wirtschaft.\n"), ["exonym/name error Asia"]);
    let sentence = "Landet gick samman för att bilda Förbundsrepubliken Cameroon.\n";
    assert_eq!(found("sv", sentence), ["exonym/name error Cameroon"]);
    let sentence = "Maskapai Turks and Caicos Airways membuka rute baru.\n";
    assert_eq!(found("id", sentence), [""; 0]);
}

#[test]
fn numbers_between_foreign_words_are_of_their_stretch() {
    let sentence =
        "Zákazníci banky mohou earn 3% on £12,000 – £360 when they add the option to account.\n";
    let whole = "earn 3% on £12,000 – £360 when they add the option to account";
    assert_eq!(found("cs", sentence), [format!("mixed/run error {whole}")]);
}

#[test]
fn a_quotation_is_foreign_but_for_its_names() {
    let sentence = "El movimiento de los llamados “Obama for the people” creció.\n";
    assert_eq!(found("es", sentence), [""; 0]);
    let sentence = "El movimiento de los llamados “amigos for the people” creció.\n";
    assert_eq!(found("es", sentence), ["mixed/run error for the people"]);
}

#[test]
fn numbers_inside_a_script_without_blanks_hide_nothing() {
    let sentence = "Palkka on vuodelta 2013. 績效工資和獎金總額是150萬美元。\n";
    assert_eq!(found("fi", sentence), ["mixed/passage error 績效工資和獎金總額是150萬美元。"]);
}
