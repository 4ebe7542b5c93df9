//! `macaronic.toml`: found, layered, shown; what is wrong in it is named with its place.

use crate::newsroom::{Newsroom, feed};

const WRONG: &str = "Ia masuk ke Gedungtua kemarin.\n";

/// A folder with a configuration and articles that have a word of the house style in them.
fn newsroom(config: &str) -> Newsroom {
    let newsroom = Newsroom::new();
    std::fs::remove_file(newsroom.path("desk.toml")).unwrap();
    newsroom.write("macaronic.toml", config);
    newsroom.write("berita/satu.txt", WRONG);
    newsroom
}

#[test]
fn house_style_of_the_configuration_is_checked() {
    let newsroom = newsroom("language = \"id\"\n[terms]\n\"Gedungtua\" = \"Gedung Tua\"\n");
    let answer = newsroom.run(&["check", "berita"]);
    answer.ends_with(0).shows("write `Gedung Tua`").says("1 file checked (id 1)");
    newsroom.run(&["check", "--fail-on", "warning", "berita"]).ends_with(1);
    let isolated = newsroom.run(&["check", "--isolated", "--lang", "id", "berita"]);
    assert!(!isolated.stdout.contains("Gedung Tua"));
}

#[test]
fn the_configuration_sets_what_fails_and_the_command_line_wins() {
    let newsroom = newsroom(
        "language = \"id\"\nfail-on = \"warning\"\n[terms]\n\"Gedungtua\" = \"Gedung Tua\"\n",
    );
    newsroom.run(&["check", "berita"]).ends_with(1);
    newsroom.run(&["check", "--fail-on", "error", "berita"]).ends_with(0);
}

#[test]
fn the_nearest_configuration_of_each_file_holds() {
    let newsroom = newsroom("language = \"id\"\n[terms]\n\"Gedungtua\" = \"Gedung Tua\"\n");
    newsroom.write("olahraga/macaronic.toml", "language = \"id\"\n");
    newsroom.write("olahraga/dua.txt", WRONG);
    let answer = newsroom.run(&["check", "--format", "jsonl", "olahraga", "berita"]);
    assert_eq!(answer.ends_with(0).stdout.lines().count(), 1);
    assert!(answer.stdout.contains("berita/satu.txt") && !answer.stdout.contains("dua.txt"));
}

#[test]
fn an_unknown_key_is_2_with_its_place_and_the_nearest_one() {
    newsroom("langauge = \"id\"\n")
        .run(&["check", "berita"])
        .ends_with(2)
        .says("macaronic.toml:1:1")
        .says("did you mean `language`?");
}

#[test]
fn what_is_ignored_is_skipped_and_named() {
    let newsroom = newsroom("language = \"id\"\nignore = [\"arsip/\"]\n");
    newsroom.write("arsip/lama.txt", WRONG);
    let answer = newsroom.run(&["check", "berita", "arsip/lama.txt"]);
    answer.ends_with(0).says("skipped arsip/lama.txt: `ignore` has `arsip/`");
}

#[test]
fn the_effective_configuration_is_shown_with_its_places() {
    let newsroom = newsroom("language = \"id\"\n\n[severity]\n\"style/calque\" = \"off\"\n");
    let answer = newsroom.run(&["check", "--show-config", "--fail-on", "advice", "berita"]);
    answer
        .ends_with(0)
        .shows("language = \"id\"")
        .shows("# macaronic.toml:1:12")
        .shows("fail-on = \"advice\"")
        .shows("# command line")
        .shows("severity.\"style/calque\" = \"off\"")
        .shows("# macaronic.toml:4:1");
}

#[test]
fn the_files_of_a_run_are_shown_and_not_checked() {
    let newsroom =
        newsroom("[languages]\n\"berita/**\" = \"id\"\n[formats]\n\"*.njk\" = \"html\"\n");
    newsroom.write("berita/tiga.njk", "<p>Warga pulang.</p>\n");
    newsroom.write("berita/empat.docx", "x");
    let answer = newsroom.run(&["check", "--show-files", "berita"]);
    answer
        .ends_with(0)
        .shows("check berita/satu.txt: text, id")
        .shows("check berita/tiga.njk: html, id")
        .shows("skip berita/empat.docx: `.docx` is no format that is read")
        .shows("2 files to check, 1 skipped");
}

#[test]
fn a_pack_outside_of_the_folder_of_the_configuration_is_refused() {
    newsroom("rules = [\"../desk.toml\"]\n")
        .run(&["check", "--lang", "id", "berita"])
        .ends_with(2)
        .says("macaronic.toml:1:10")
        .says("must be a pack below the folder of this file");
}

#[test]
fn a_named_configuration_holds_for_every_file() {
    let newsroom = newsroom("language = \"id\"\n");
    newsroom
        .write("desk/house.toml", "language = \"id\"\n[terms]\n\"Gedungtua\" = \"Gedung Tua\"\n");
    newsroom
        .run(&["check", "--config", "desk/house.toml", "berita"])
        .ends_with(0)
        .shows("write `Gedung Tua`");
    newsroom.run(&["check", "--config", "gone.toml", "berita"]).ends_with(2).says("gone.toml");
}

#[test]
fn a_stream_takes_the_configuration_of_the_folder() {
    let newsroom = newsroom("language = \"id\"\n[terms]\n\"Gedungtua\" = \"Gedung Tua\"\n");
    let record = format!("{}\n", serde_json::json!({ "id": 1, "text": WRONG }));
    let run = |arguments: &[&str]| {
        let mut command = newsroom.program();
        command.args(arguments);
        feed(command, record.as_bytes())
    };
    let answer = run(&["stream"]);
    answer.ends_with(0).shows("Gedung Tua");
    let isolated = run(&["stream", "--isolated", "--lang", "id"]);
    assert!(!isolated.stdout.contains("Gedung Tua"));
}
