//! `leak/source-beside`: the original beside its translation, in any language, and what is none.

use crate::newsroom::Newsroom;

/// The rule of each finding that is no advice, with the line where it stands.
fn found(language: &str, name: &str, text: &str) -> Vec<(String, u64)> {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    let answer = newsroom.run(&[
        "check",
        "--lang",
        language,
        "--format",
        "jsonl",
        "--only",
        "leak,mixed",
        "--min-severity",
        "warning",
        name,
    ]);
    let findings = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    let place = |finding: serde_json::Value| {
        (finding["rule"].as_str().unwrap().to_owned(), finding["span"]["line"].as_u64().unwrap())
    };
    findings.map(place).collect()
}

/// What is left of a text when the originals are deleted.
fn fixed(language: &str, name: &str, text: &str) -> String {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    newsroom.run(&["check", "--lang", language, "--only", "leak", "--fix", "--unsafe-fixes", name]);
    newsroom.read_text(name)
}

fn beside(line: u64) -> (String, u64) {
    ("leak/source-beside".to_owned(), line)
}

fn passage(line: u64) -> (String, u64) {
    ("mixed/passage".to_owned(), line)
}

/// A paragraph of several languages: the start of a text, and the translation of [`ENGLISH`].
const TRANSLATIONS: [(&str, &str, &str); 5] = [
    (
        "id",
        "Panduan ini menjelaskan cara memasang dan mengatur layanan itu di rumah Anda.",
        "Layanan Arusmuda mendengarkan pada porta 8080 dan menyimpan data di `/srv/arus`.",
    ),
    (
        "de",
        "Diese Anleitung erklärt, wie man den Dienst zu Hause aufsetzt und einrichtet.",
        "Der Dienst Arusmuda wartet auf Port 8080 und legt seine Daten in `/srv/arus` ab.",
    ),
    (
        "es",
        "Esta guía explica cómo se instala y se configura el servicio en su casa.",
        "El servicio Arusmuda escucha en el puerto 8080 y guarda los datos en `/srv/arus`.",
    ),
    (
        "ru",
        "Это руководство объясняет, как установить и настроить службу у себя дома.",
        "Служба Arusmuda слушает порт 8080 и хранит свои данные в каталоге `/srv/arus`.",
    ),
    (
        "ja",
        "この手引きでは、サービスを自宅に導入して設定する方法を説明します。",
        "サービス Arusmuda はポート 8080 で待ち受け、データを `/srv/arus` に保存します。",
    ),
];
const ENGLISH: &str =
    "The Arusmuda service listens on port 8080 and stores its data in `/srv/arus`.";

#[test]
fn an_original_beside_its_translation_is_one_finding_in_any_language() {
    for (language, start, translation) in TRANSLATIONS {
        let text = format!("{start}\n\n{ENGLISH}\n\n{translation}\n\n{start}\n");
        assert_eq!(found(language, "a.md", &text), [beside(3)], "{language}");
        let rest = format!("{start}\n\n{translation}\n\n{start}\n");
        assert_eq!(fixed(language, "a.md", &text), rest, "{language}");
        // below it, too
        let text = format!("{start}\n\n{translation}\n\n{ENGLISH}\n\n{start}\n");
        assert_eq!(found(language, "a.md", &text), [beside(5)], "{language}");
        assert_eq!(fixed(language, "a.md", &text), rest, "{language}");
    }
}

#[test]
fn items_headings_and_sentences_are_originals_too() {
    let (_, start, translation) = TRANSLATIONS[0];
    let items = format!("{start}\n\n- {ENGLISH}\n- {translation}\n- Simpan perubahan itu.\n");
    assert_eq!(found("id", "a.md", &items), [beside(3)]);
    assert_eq!(fixed("id", "a.md", &items), items.replace(&format!("- {ENGLISH}\n"), ""));
    let headings = format!(
        "{start}\n\n## How to move the archive to Arusmuda 3\n\n## Cara memindahkan arsip ke Arusmuda 3\n\n{start}\n"
    );
    assert_eq!(found("id", "a.md", &headings), [beside(3)]);
    let (english, native) = (
        "The old bridge was closed in 1987 after the flood.",
        "Jembatan lama itu ditutup pada 1987 setelah banjir.",
    );
    let sentences = format!("{start} {english} {native} {start}\n");
    assert_eq!(found("id", "a.md", &sentences), [beside(1)]);
    assert_eq!(fixed("id", "a.md", &sentences), format!("{start} {native} {start}\n"));
    let page = format!("<p>{start}</p>\n<p>{ENGLISH}</p>\n<p>{translation}</p>\n<p>{start}</p>\n");
    let page = page.replace("`/srv/arus`", "<code>/srv/arus</code>");
    assert_eq!(found("id", "a.html", &page), [beside(2)]);
    assert_eq!(fixed("id", "a.html", &page).lines().count(), 3);
    let plain = format!("{start}\n\n{ENGLISH}\n\n{translation}\n\n{start}\n");
    assert_eq!(found("id", "a.txt", &plain), [beside(3)]);
}

#[test]
fn it_says_what_language_the_passage_is_in() {
    let (_, start, translation) = TRANSLATIONS[0];
    let newsroom = Newsroom::new();
    let second = "The Arusmuda service reads port 8080 again at every start.";
    newsroom.write("a.md", format!("{start}\n\n{ENGLISH} {second}\n\n{translation}\n\n{start}\n"));
    let note = "this is English, left untranslated in a text in Indonesian";
    let answer = newsroom.run(&["check", "--lang", "id", "--format", "jsonl", "a.md"]);
    let finding: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    let related: Vec<_> = finding["related"].as_array().unwrap().iter().collect();
    assert_eq!(related.len(), 2);
    assert_eq!(related[0]["message"], "this is its translation");
    assert_eq!(related[1]["rule"], "mixed/passage");
    assert_eq!(related[1]["message"], note);
    assert_eq!(related[1]["span"], finding["span"], "sentences of one language are one passage");
    let answer = newsroom.run(&["check", "--lang", "id", "a.md"]);
    answer.shows(&format!("{note} (mixed/passage, 3:1)")).says("1 error, 0 warnings");
}

#[test]
fn an_original_hides_no_other_fault() {
    let (_, start, translation) = TRANSLATIONS[0];
    let other = "The mayor visited the market on the first day of the festival.";
    let text = format!("{start}\n\n{ENGLISH}\n\n{translation}\n\n{start}\n\n{other}\n\n{start}\n");
    assert_eq!(found("id", "a.md", &text), [beside(3), passage(9)]);
}

#[test]
fn a_rule_that_is_off_claims_nothing() {
    let (_, start, translation) = TRANSLATIONS[0];
    let newsroom = Newsroom::with_pack("[rules]\n\"leak/source-beside\" = \"off\"\n");
    newsroom.write("a.md", format!("{start}\n\n{ENGLISH}\n\n{translation}\n\n{start}\n"));
    let run = |more: &[&str]| newsroom.run(&[&["check", "--lang", "id"], more, &["a.md"]].concat());
    run(&["--rules", "desk.toml"]).ends_with(1).shows("mixed/passage");
    run(&["--skip", "leak/source-beside"]).ends_with(1).shows("mixed/passage");
}

#[test]
fn without_a_common_sign_it_is_a_passage_as_before() {
    let (_, start, translation) = TRANSLATIONS[0];
    for english in [
        "The mayor visited the market on the first day of the festival.",
        // the number of another sentence
        "The Arusmuda archive has 42 rooms, and every one of them can be rented.",
    ] {
        let text = format!("{start}\n\n{english}\n\n{translation}\n\n{start}\n");
        assert_eq!(found("id", "a.md", &text), [passage(3)], "{english}");
    }
}

#[test]
fn what_is_quoted_is_no_leak_of_the_pipeline() {
    let (_, start, translation) = TRANSLATIONS[0];
    for text in [
        format!("{start}\n\n> {ENGLISH}\n\n{translation}\n\n{start}\n"),
        format!("{start}\n\n> {ENGLISH}\n>\n> {translation}\n\n{start}\n"),
        format!("{start}\n\n“{ENGLISH}”\n\n{translation}\n\n{start}\n"),
        format!("{start}\n\n*{ENGLISH}*\n\n{translation}\n\n{start}\n"),
        format!("{start} {translation} ({ENGLISH}) {start}\n"),
    ] {
        let found = found("id", "a.md", &text);
        assert!(found.iter().all(|(rule, _)| rule != "leak/source-beside"), "{text}");
    }
}

#[test]
fn a_text_in_two_languages_is_one_finding() {
    let (_, start, _) = TRANSLATIONS[0];
    let pair = |number: u32| {
        let english = format!("Room {number} of the house belongs to the family of Rana Wijaya.");
        let native = format!("Kamar {number} di rumah itu milik keluarga Rana Wijaya.");
        format!("\n{english}\n\n{native}\n")
    };
    let text = format!("{start}\n{}", (11..18).map(pair).collect::<String>());
    let newsroom = Newsroom::new();
    newsroom.write("a.md", &text);
    let answer = newsroom.run(&["check", "--lang", "id", "--only", "leak,mixed", "a.md"]);
    answer
        .ends_with(1)
        .shows("7 originals stand beside their translations")
        .shows("this is English, left untranslated in a text in Indonesian (mixed/passage, 3:1)")
        .says("1 error, 0 warnings");
    let silenced =
        format!("<!-- macaronic-ignore-file leak/source-beside: both are meant -->\n\n{text}");
    newsroom.write("b.md", silenced);
    newsroom
        .run(&["check", "--lang", "id", "--only", "leak,mixed", "b.md"])
        .says("nothing found")
        .ends_with(0);
    newsroom.run(&["check", "--lang", "id", "--fix", "--unsafe-fixes", "a.md"]);
    assert_eq!(newsroom.read_text("a.md"), text);
}

#[test]
fn an_article_that_was_never_translated_is_still_one() {
    let text = format!(
        "{ENGLISH}\n\nThe guide shows how to set it up at home.\n\nEvery step is explained.\n"
    );
    assert_eq!(found("id", "a.md", &text), [("mixed/document".to_owned(), 1)]);
}

#[test]
fn the_next_sentence_on_the_same_people_is_no_translation() {
    let portuguese = "O filme estreou em Coimbra no mês passado e encheu as salas durante três semanas. As the film makes clear, the Mollbergs -- and \
                      Henrike in particular -- were reluctant guests in the small harbour town. Mollberg começa com Henrike e Tilda já no porto, omitindo \
                      a viagem que, mesmo breve, seria bonita de ver. A crítica gostou, mas pediu um final menos triste para a história daquela família.\n";
    assert_eq!(found("pt", "a.txt", portuguese), [passage(1)]);
}

#[test]
fn a_phrase_that_was_not_translated_makes_no_translation_of_its_sentence() {
    let italian = "Il rapporto è uscito ieri. La distanza between economic data and local rhetoric è ormai nota a tutti, o almeno dovrebbe esserlo. \
                   Several economists of the harbour warn against taking this data as proof that the plan is bad. Il porto ha chiuso in autunno.\n";
    assert_eq!(found("it", "a.txt", italian), [("mixed/run".to_owned(), 1), passage(1)]);
}
