//! The commands beside `check`: they say what there is, and are 2 for what there is not.

use crate::newsroom::Newsroom;

#[test]
fn explain_shows_a_rule_and_how_to_switch_it_off() {
    let newsroom = Newsroom::new();
    let answer = newsroom.run(&["explain", "desk/building", "--rules", "desk.toml"]);
    answer.ends_with(0).shows("severity error").shows("safe: applied by --fix");
    answer.shows("\"desk/building\" = \"off\"").shows("desk.toml:");
}

#[test]
fn explain_shows_a_family() {
    let answer = Newsroom::new().run(&["explain", "desk", "--rules", "desk.toml"]);
    answer.ends_with(0).shows("desk/building\n").shows("desk/read-also\n").shows("desk/street\n");
}

#[test]
fn explain_of_an_unknown_rule_is_2_with_the_nearest() {
    let answer = Newsroom::new().run(&["explain", "desk/bilding", "--rules", "desk.toml"]);
    answer.ends_with(2).says("did you mean `desk/building`?");
}

#[test]
fn trace_names_the_rules_that_know_a_word() {
    let answer = Newsroom::new().run(&["trace", "Gedunglama", "--rules", "desk.toml"]);
    answer.ends_with(0).shows("rule desk/building (error) finds it -> Gedungbaru; desk.toml:");
    answer.shows("alone on a line it is reported by desk/building (error)");
}

#[test]
fn rules_list_names_every_rule_with_its_severity() {
    let answer = Newsroom::new().run(&["rules", "list", "--rules", "desk.toml"]);
    let lines: Vec<_> = answer.ends_with(0).stdout.lines().collect();
    assert!(lines.is_sorted(), "{lines:#?}");
    let named = |start: &str, severity: &str| {
        lines.iter().any(|line| line.starts_with(start) && line.contains(severity))
    };
    assert!(named("desk/building ", " error ") && named("name/desk ", " warning "), "{lines:#?}");
}

#[test]
fn rules_test_of_a_pack_without_rules_is_2() {
    let newsroom = Newsroom::with_pack("[pack]\nname = \"empty\"\n");
    newsroom.run(&["rules", "test", "desk.toml"]).ends_with(2).shows("nothing was tested");
}

#[test]
fn the_schema_knows_every_way_of_matching() {
    let answer = Newsroom::new().run(&["rules", "schema"]);
    let schema: serde_json::Value = serde_json::from_str(&answer.ends_with(0).stdout).unwrap();
    let text = schema.to_string();
    for key in
        ["term", "table", "affix", "line", "label", "pattern", "variants", "unless-followed-by"]
    {
        assert!(text.contains(&format!("\"{key}\"")), "{key}");
    }
}

#[test]
fn the_schema_that_lies_beside_the_packs_is_the_one_that_is_printed() {
    let printed = Newsroom::new().run(&["rules", "schema", "pack"]).stdout;
    let beside = include_str!("../../rules/schema.json").replace('\r', "");
    assert!(printed == beside, "write `macaronic rules schema pack` to rules/schema.json again");
}

#[test]
fn the_schema_of_a_pack_is_the_one_without_a_name() {
    let newsroom = Newsroom::new();
    let named = newsroom.run(&["rules", "schema", "pack"]);
    assert_eq!(newsroom.run(&["rules", "schema"]), named);
    newsroom.run(&["rules", "schema", "desk"]).ends_with(2).says("config");
}

#[test]
fn completions_and_the_man_page_are_printed() {
    let newsroom = Newsroom::new();
    newsroom.run(&["generate", "bash"]).ends_with(0).shows("macaronic");
    newsroom.run(&["generate", "man"]).ends_with(0).shows(".TH macaronic");
}

#[test]
fn a_language_without_rules_says_so() {
    let newsroom = Newsroom::with_article("Le maire rentre.\n");
    let answer = newsroom.run(&["check", "--lang", "fr", "a.txt"]);
    answer.ends_with(0).says("there are no rules for French yet");
}
