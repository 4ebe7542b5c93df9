//! What docs/configuration.md shows is true: its example is taken as a configuration, and every key of it does
//! what its comment says.

use crate::newsroom::{Answer, Newsroom};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../docs/configuration.md");

/// The TOML of the page, block by block.
fn blocks() -> Vec<&'static str> {
    let starts = PAGE.split("```toml\n").skip(1);
    starts.map(|rest| rest.split("```").next().unwrap()).collect()
}

/// A folder with the long example of the page, the pack that it names, and an article.
fn example(name: &str, text: &str) -> (Newsroom, Answer) {
    let newsroom = Newsroom::new();
    newsroom.write("macaronic.toml", blocks()[0]);
    // the baseline that the page names knows nothing
    newsroom.write("awal.txt", "Warga pulang.\n");
    newsroom.run(&["baseline", "write", "awal.txt"]).ends_with(0);
    std::fs::remove_file(newsroom.path("awal.txt")).unwrap();
    newsroom.write(name, text);
    let answer = newsroom.run(&["check", "--format", "jsonl", name]);
    (newsroom, answer)
}

/// The rules with findings in an article.
fn rules(name: &str, text: &str) -> Vec<String> {
    let (_, answer) = example(name, text);
    let records = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    records.map(|record: serde_json::Value| record["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_block_is_a_configuration() {
    assert!(blocks().len() >= 2, "the page shows the schema, too");
    for block in blocks() {
        let newsroom = Newsroom::new();
        newsroom.write("macaronic.toml", block);
        newsroom.run(&["check", "--show-config", "."]).ends_with(0).shows("language = \"id\"");
    }
}

#[test]
fn every_key_is_shown_with_its_place() {
    let (newsroom, _) = example("a.txt", "Warga pulang.\n");
    let shown = newsroom.run(&["check", "--show-config", "."]).ends_with(0).stdout.clone();
    for line in blocks()[0].lines().filter(|line| !line.starts_with('[') && !line.is_empty()) {
        let key = line.split(" = ").next().unwrap();
        // the allowed text is shown as `allow`
        let key = if key == "text" || key == "reason" { "allow" } else { key };
        let is_there =
            shown.lines().any(|line| line.contains(key) && line.contains("macaronic.toml:"));
        assert!(is_there, "{key} is not in {shown}");
    }
}

#[test]
fn packs_terms_and_allowed_texts_hold() {
    assert_eq!(rules("a.txt", "Ia masuk ke Gedunglama.\n"), ["desk/building"]);
    assert_eq!(rules("a.txt", "Ia masuk ke Kiev kemarin.\n"), ["name/house-style"]);
    assert_eq!(rules("a.txt", "Harga naik year on year kemarin.\n"), [""; 0]);
}

#[test]
fn a_warning_fails_and_advice_is_left_out() {
    example("a.txt", "Ia masuk ke Kiev kemarin.\n").1.ends_with(1);
    // `desk/street` is advice, and not named by a skipped family
    assert_eq!(rules("a.txt", "Ia lewat Jalanlama.\n"), [""; 0]);
}

#[test]
fn languages_and_formats_are_told_by_path() {
    let text = "Warga pulang ke rumah.\n";
    let (newsroom, _) = example("content/pt/a.md", text);
    newsroom.write("b.njk", text);
    let answer = newsroom.run(&["check", "--show-files", "."]);
    answer.shows("check ./content/pt/a.md: markdown, pt").shows("check ./b.njk: html, id");
}

#[test]
fn what_is_ignored_or_too_large_is_skipped() {
    for name in ["arsip/a.txt", "x.draf.md"] {
        let (_, answer) = example(name, "Ia masuk ke Kiev.\n");
        answer.ends_with(2).says(&format!("skipped {name}: `ignore` has"));
    }
    let (_, answer) = example("a.txt", &"Warga pulang.\n".repeat(80_000));
    answer.ends_with(2).says("more than --max-file-size 1000000");
}

#[test]
fn fields_choose_what_is_checked() {
    for fields in
        ["fields = [\"title\", \"body.text\"]\n", "[fields]\n\"*.json\" = [\"body.text\"]\n"]
    {
        let newsroom = Newsroom::new();
        newsroom.write("macaronic.toml", fields);
        newsroom
            .write("a.json", "{\"body\": {\"text\": \"Gedunglama\"}, \"note\": \"Gedunglama\"}");
        assert_eq!(newsroom.findings(&["a.json"]).len(), 1, "{fields}");
    }
}

#[test]
fn the_schema_has_every_key_and_the_page_names_it() {
    let answer = Newsroom::new().run(&["rules", "schema", "config"]);
    let schema: serde_json::Value = serde_json::from_str(&answer.ends_with(0).stdout).unwrap();
    assert_eq!(schema["additionalProperties"], false, "a key that does not exist is refused");
    let keys: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().collect();
    assert!(keys.len() >= 14, "{keys:?}");
    for key in keys {
        let named = [
            format!("\n{key} = "),
            format!("\n[{key}]"),
            format!("\n[[{key}]]"),
            format!("`{key}"),
        ];
        assert!(
            named.iter().any(|form| PAGE.contains(form)),
            "`{key}` is not in docs/configuration.md"
        );
    }
}
