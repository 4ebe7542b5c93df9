//! What is wrong with a pack is said with file, line and column, and with what was likely meant.

use crate::newsroom::{Answer, Newsroom};

/// The answer to a check with a pack.
fn with(pack: &str) -> Answer {
    let newsroom = Newsroom::with_pack(pack);
    newsroom.write("a.txt", "Gedunglama.\n");
    newsroom.run(&["check", "--lang", "id", "--rules", "desk.toml", "a.txt"])
}

/// A pack of one rule with the given lines.
fn rule(lines: &str) -> String {
    format!("[[rule]]\nid = \"desk/x\"\nmessage = \"m\"\n{lines}\n")
}

#[test]
fn an_unknown_key_is_named_with_its_place_and_the_nearest() {
    let cases = [
        ("[pack]\nnaem = \"x\"\n", "desk.toml:2:1: unknown field `naem`", "`name`"),
        ("[pakc]\nname = \"x\"\n", "desk.toml:1:2: unknown field `pakc`", "`pack`"),
        (
            "[[rule]]\nid = \"desk/x\"\nmesage = \"m\"\n",
            "desk.toml:3:1: unknown field `mesage`",
            "`message`",
        ),
        (
            &rule("match.term = { fnid = [\"x\"] }"),
            "desk.toml:4:16: unknown field `fnid`",
            "`find`",
        ),
        (&rule("match.trem = { find = [\"x\"] }"), "desk.toml:4:", "`term`"),
        (
            &rule("severity = \"eror\"\nmatch.term = { find = [\"x\"] }"),
            "desk.toml:4:12: unknown variant `eror`",
            "`error`",
        ),
        ("[[allow]]\ntxet = \"x\"\n", "desk.toml:2:1: unknown field `txet`", "`text`"),
        ("[rules]\n\"desk\" = \"of\"\n", "desk.toml:2:10: unknown variant `of`", "`off`"),
    ];
    for (pack, place, nearest) in cases {
        with(pack).ends_with(2).says(place).says(&format!("did you mean {nearest}?"));
    }
}

#[test]
fn broken_toml_is_2_with_its_place() {
    with("[pack\nname = \"x\"\n").ends_with(2).says("desk.toml:1:");
}

#[test]
fn a_house_pack_serves_articles_in_two_languages() {
    for head in ["", "[pack]\nname = \"desk\"\nlanguage = \"id\"\n"] {
        let newsroom = Newsroom::new();
        newsroom.write("desk.toml", format!("{head}[rules]\n\"exonym/country\" = \"warning\"\n"));
        newsroom.write(
            "en.txt",
            "The council will meet again on Monday because the roads to the villages in the north are closed, and nobody knows when they will be open again.\n",
        );
        newsroom
            .write("id.txt", "Menteri itu mengatakan pada Senin bahwa pemerintah akan mengirim bantuan untuk warga yang kehilangan rumah mereka di Ukraine.\n");
        let answer = newsroom.run(&["check", "--rules", "desk.toml", "en.txt", "id.txt"]);
        answer.ends_with(0).shows("warning[exonym/country]").says("2 files checked");
    }
}

#[test]
fn an_allowed_text_for_an_unknown_rule_is_2() {
    let allow = "[[allow]]\ntext = \"Ukraine\"\nrules = [\"exonym/cuntry\"]\n";
    with(allow)
        .ends_with(2)
        .says("desk.toml:1:1: there is no rule `exonym/cuntry`; did you mean `exonym/country`?");
}

#[test]
fn a_grade_for_an_unknown_rule_is_2() {
    let answer = with(&format!(
        "{}\n[rules]\n\"desk/y\" = \"off\"\n",
        rule("match.term = { find = [\"x\"] }")
    ));
    answer.ends_with(2).says("desk.toml:7:1: there is no rule `desk/y`; did you mean `desk/x`?");
}

#[test]
fn a_duplicate_id_is_2_with_both_places() {
    let one = rule("match.term = { find = [\"x\"] }");
    with(&format!("{one}{one}"))
        .ends_with(2)
        .says("desk.toml:5:1: the rule `desk/x` is already in desk.toml:1:1");
}

#[test]
fn a_duplicate_id_in_another_pack_is_2() {
    let newsroom = Newsroom::with_pack(&rule("match.term = { find = [\"x\"] }"));
    newsroom.write("packs/1.toml", rule("match.term = { find = [\"y\"] }"));
    newsroom.write("a.txt", "Gedunglama.\n");
    let answer = newsroom.run(&[
        "check",
        "--lang",
        "id",
        "--rules",
        "desk.toml",
        "--rules",
        "packs",
        "a.txt",
    ]);
    answer.ends_with(2).says("packs/1.toml:1:1: the rule `desk/x` is already in desk.toml:1:1");
}

#[test]
fn a_rule_that_can_never_match_is_2() {
    let never = [
        "match.term = { find = [] }",
        "match.term = { find = [\"\"] }",
        "match.term = { find = [\"…\"] }",
        "match.line = { find = [] }",
        "match.line = { find = [\" \"] }",
        "match.label = { find = [] }",
        "match.label = { find = [\"Terjemahan\"] }",
        "match.variants = { names = [] }",
        "match.variants = { names = [[\"Kotalama\"]] }",
        "match.table = { file = \"empty.tsv\" }",
    ];
    for lines in never {
        let newsroom = Newsroom::with_pack(&rule(lines));
        newsroom.write("a.txt", "Gedunglama.\n");
        newsroom.write("empty.tsv", "find\tuse\n");
        let answer = newsroom.run(&["check", "--lang", "id", "--rules", "desk.toml", "a.txt"]);
        assert_eq!(answer.code, 2, "{lines}: {answer:#?}");
    }
    with("[terms]\n\"…\" = \"x\"\n").ends_with(2).says("desk.toml:2:1");
}

#[test]
fn a_regex_that_matches_the_empty_text_is_2() {
    for regex in ["x*", "(kata)?", ""] {
        let answer = with(&rule(&format!("match.pattern = {{ regex = '{regex}' }}")));
        answer.ends_with(2).says("desk.toml:1:1: rule `desk/x`: the regex matches the empty text");
    }
}

#[test]
fn a_wrong_regex_is_2() {
    with(&rule("match.pattern = { regex = '(kata' }"))
        .ends_with(2)
        .says("rule `desk/x`: the regex is wrong");
    with(&rule("match.pattern = { regex = 'a(?=b)' }")).ends_with(2).says("look-around");
}

#[test]
fn a_regex_bomb_is_refused() {
    for regex in ["(a{1000}){1000}", "((((\\w{50}){50}){50}){50}){50}"] {
        with(&rule(&format!("match.pattern = {{ regex = '{regex}' }}")))
            .ends_with(2)
            .says("size limit");
    }
}

#[test]
fn a_table_lies_below_the_folder_of_its_pack() {
    let newsroom = Newsroom::new();
    newsroom.write("secret.tsv", "find\tuse\nGedunglama\tx\n");
    newsroom.write("a.txt", "Gedunglama.\n");
    let outside = newsroom.path("secret.tsv");
    for file in ["../secret.tsv", "tables/../../secret.tsv", outside.to_str().unwrap(), ""] {
        newsroom.write("packs/own.toml", rule(&format!("match.table = {{ file = '{file}' }}")));
        let answer = newsroom.run(&["check", "--lang", "id", "--rules", "packs/own.toml", "a.txt"]);
        answer.ends_with(2).says("must be a file below the folder of the pack");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_a_table_out_of_its_folder() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    newsroom.write("secret.tsv", "a secret\n");
    newsroom.write("packs/own.toml", rule("match.table = { file = 'table.tsv' }"));
    std::os::unix::fs::symlink("../secret.tsv", newsroom.path("packs/table.tsv")).unwrap();
    let answer = newsroom.run(&["check", "--lang", "id", "--rules", "packs/own.toml", "a.txt"]);
    answer.ends_with(2).says("must be a file below the folder of the pack");
    assert!(!answer.stderr.contains("a secret"));
}

#[test]
fn a_table_is_read_and_its_faults_have_places() {
    let newsroom = Newsroom::with_pack(&rule("match.table = { file = 'tables/names.tsv' }"));
    newsroom.write("a.txt", "Gedunglama.\n");
    let check = |table: &str| {
        newsroom.write("tables/names.tsv", table);
        newsroom.run(&[
            "check",
            "--lang",
            "id",
            "--rules",
            "desk.toml",
            "--only",
            "desk",
            "--fail-on",
            "warning",
            "a.txt",
        ])
    };
    check("# a glossary\nfind\tuse\nGedunglama\tGedungbaru\n").ends_with(1).shows("Gedungbaru");
    check("find\tuze\nGedunglama\tx\n")
        .ends_with(2)
        .says("names.tsv:1:1: unknown column `uze`; did you mean `use`?");
    check("find\tuse\nGedunglama\tx\ty\n")
        .ends_with(2)
        .says("names.tsv:2:1: 3 cells in a table of 2 columns");
    check("find\tuse\n\tx\n").ends_with(2).says("names.tsv:2:1");
}

#[test]
fn a_missing_pack_is_2() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    newsroom.check(&["--rules", "gone.toml", "a.txt"]).ends_with(2).says("gone.toml");
    std::fs::create_dir(newsroom.path("empty")).unwrap();
    newsroom.check(&["--rules", "empty", "a.txt"]).ends_with(2).says("no .toml file");
}

#[test]
fn a_wrong_pack_is_2_even_when_there_is_nothing_to_check() {
    let newsroom = Newsroom::with_pack(&rule("match.pattern = { regex = 'x*' }"));
    std::fs::create_dir(newsroom.path("empty")).unwrap();
    let arguments = ["check", "--rules", "desk.toml", "--allow-empty", "empty"];
    newsroom.run(&[&arguments[..], &["--lang", "id"]].concat()).ends_with(2).says("desk.toml:1:1");
    newsroom.run(&arguments).ends_with(2).says("desk.toml:1:1");
}

#[test]
fn a_wrong_pack_is_said_once_for_many_files() {
    let newsroom = Newsroom::with_pack(&rule("match.pattern = { regex = 'x*' }"));
    newsroom.write("1.txt", "Gedunglama.\n");
    newsroom.write("2.txt", "Gedunglama.\n");
    let answer = newsroom.run(&["check", "--lang", "id", "--rules", "desk.toml", "1.txt", "2.txt"]);
    assert_eq!(answer.ends_with(2).stderr.matches("desk.toml:1:1").count(), 1, "{answer:#?}");
}

#[test]
fn a_pack_switches_off_regrades_and_allows() {
    let newsroom = Newsroom::with_article("Gedunglama, Kotalama, Jalanlama besar.\n");
    let severities = |pack: &str| {
        newsroom.write("over.toml", pack);
        let findings = newsroom.findings(&["--rules", "over.toml", "a.txt"]);
        let severity = |rule: &str| {
            findings
                .iter()
                .find(|finding| finding["rule"] == rule)
                .map(|finding| finding["severity"].clone())
        };
        ["desk/building", "name/desk", "desk/street"].map(|rule| {
            severity(rule).map_or("-".to_owned(), |value| value.as_str().unwrap().to_owned())
        })
    };
    assert_eq!(severities("[rules]\n\"desk/building\" = \"off\"\n"), ["-", "warning", "advice"]);
    assert_eq!(severities("[rules]\n\"desk\" = \"warning\"\n"), ["warning", "warning", "warning"]);
    assert_eq!(severities("[rules]\n\"name/desk\" = \"error\"\n"), ["error", "error", "advice"]);
    assert_eq!(severities("[[allow]]\ntext = \"jalanlama besar\"\n"), ["error", "warning", "-"]);
    assert_eq!(
        severities("[[allow]]\ntext = \"Gedunglama\"\nrules = [\"name/desk\"]\n"),
        ["error", "warning", "advice"]
    );
}

#[test]
fn the_pack_that_init_writes_is_valid_and_is_never_overwritten() {
    let newsroom = Newsroom::with_article("Warga pulang.\n");
    newsroom.run(&["init", "house.toml"]).ends_with(0).shows("house.toml");
    newsroom.check(&["--rules", "house.toml", "a.txt"]).ends_with(0);
    newsroom.run(&["init", "house.toml"]).ends_with(2).says("house.toml");
}

#[test]
fn rules_test_names_what_an_example_does_wrong() {
    let examples = |lines: &str| {
        let matcher = "match.term = { find = [\"Gedunglama\"], use = \"Gedungbaru\" }";
        let newsroom = Newsroom::with_pack(&rule(&format!("{matcher}\n{lines}")));
        newsroom.run(&["rules", "test", "desk.toml"])
    };
    let good = "[[rule.bad]]\ntext = \"Ia di ⟦Gedunglama⟧.\"\nfixed = \"Ia di Gedungbaru.\"\n";
    examples(good).ends_with(0).shows("1 rules, 1 examples, 0 failed");
    examples("[[rule.bad]]\ntext = \"Ia di ⟦Kotalama⟧.\"\n").ends_with(1).shows("Missing");
    examples("[[rule.bad]]\ntext = \"Ia ⟦di Gedunglama⟧.\"\n").ends_with(1).shows("Wrong span");
    examples("[[rule.bad]]\ntext = \"Ia di ⟦Gedunglama⟧.\"\nfixed = \"Ia di sini.\"\n")
        .ends_with(1)
        .shows("Wrong fix");
    examples("[[rule.good]]\ntext = \"Ia di Gedunglama.\"\nbecause = \"x\"\n")
        .ends_with(1)
        .shows("Noisy");
    examples("").ends_with(0).shows("has no example");
    examples("[[rule.bad]]\ntext = \"Ia di Gedunglama.\"\n").ends_with(2).says("marks its span");
}

#[test]
fn roots_of_a_user_table_are_found_beside_the_built_in_ones() {
    let newsroom =
        Newsroom::with_pack(&rule("match.affix = { file = 'roots.tsv', form = 'fused' }"));
    newsroom.write("roots.tsv", "root\tactive\tpassive\nzorbify\tmengolah\tdiolah\n");
    newsroom.write("a.txt", "Tim itu menzorbify data warga.\n");
    let answer = newsroom.run(&["check", "--lang", "id", "--rules", "desk.toml", "a.txt"]);
    answer.shows("menzorbify").shows("mengolah");
}
