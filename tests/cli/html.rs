//! `--format html`: the page for editors, as the command line makes it.

use crate::newsroom::{Answer, Newsroom};

fn page(newsroom: &Newsroom, arguments: &[&str]) -> Answer {
    newsroom.check(&[&["--format", "html"], arguments].concat())
}

#[test]
fn the_page_holds_the_articles_and_their_findings() {
    let newsroom = Newsroom::with_article("Ia masuk ke Gedunglama di Kotalama.\n");
    newsroom.write("b.txt", "Warga pulang.\n");
    let answer = page(&newsroom, &["a.txt", "b.txt"]);
    answer
        .ends_with(1)
        .shows("<h1>2 findings in 2 articles</h1>")
        .shows(">Gedunglama</a></mark> di <mark")
        .shows("<del>Gedunglama</del>")
        .shows("<ins>Gedungbaru</ins>")
        .shows("Warga pulang.");
    assert!(answer.stdout.starts_with("<!DOCTYPE html>\n") && answer.stdout.ends_with("</html>\n"));
}

#[test]
fn the_same_articles_make_the_same_bytes() {
    let newsroom = Newsroom::with_article("Gedunglama dan Jalanlama.\n\nKotalama.\n");
    newsroom.write("b.txt", "Kotalama dan Jalanlama.\n");
    let first = page(&newsroom, &["."]);
    assert_eq!(first, page(&newsroom, &["."]));
    let elsewhere = Newsroom::with_article("Gedunglama dan Jalanlama.\n\nKotalama.\n");
    elsewhere.write("b.txt", "Kotalama dan Jalanlama.\n");
    assert_eq!(first.stdout, page(&elsewhere, &["."]).stdout);
}

#[test]
fn the_page_does_not_tell_where_the_files_lie() {
    let newsroom = Newsroom::with_article("Gedunglama.\n");
    newsroom.write("broken.txt", b"\xFF");
    let folder = newsroom.path("");
    let answer = page(&newsroom, &[folder.to_str().unwrap()]);
    answer.ends_with(2).shows("broken.txt").shows("a.txt");
    assert!(!answer.stdout.contains(folder.to_str().unwrap().trim_end_matches('/')));
}

#[test]
fn a_finding_below_the_least_severity_is_not_on_the_page() {
    let newsroom = Newsroom::with_article("Gedunglama di Jalanlama.\n");
    let answer = page(&newsroom, &["--min-severity", "error", "a.txt"]);
    answer.ends_with(1).shows("<h1>1 finding in 1 article</h1>");
    assert!(!answer.stdout.contains("Jalanbaru"));
}

#[test]
fn the_reason_of_a_built_in_rule_and_of_a_check_is_on_the_page() {
    let newsroom = Newsroom::new();
    newsroom.write("a.txt", "Rusia melanjutkan invasi ke Ukraine dan dan tanpa bantuan.\n");
    let answer = newsroom.run(&["check", "--lang", "id", "--format", "html", "a.txt"]);
    for rule in ["exonym/country", "broken/doubled-word"] {
        assert!(answer.stdout.contains(&format!(">{rule}</a>")), "{rule}: {}", answer.stdout);
        let explained = newsroom.run(&["explain", rule]).stdout;
        let reason = explained.split("\n\n").nth(2).or(explained.split("\n\n").nth(1)).unwrap();
        let start: String =
            reason.trim().chars().take_while(|c| !"<>&\"'`".contains(*c)).take(30).collect();
        assert!(start.len() > 10 && answer.stdout.contains(&start), "{rule}: {start}");
    }
}

#[test]
fn what_is_left_after_fixing_is_on_the_page() {
    let newsroom = Newsroom::with_article("Gedunglama di Kotalama.\n");
    let answer = page(&newsroom, &["--fix", "a.txt"]);
    answer.ends_with(0).shows("<h1>1 finding in 1 article</h1>").shows("Gedungbaru di <mark");
}
