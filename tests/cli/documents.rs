//! Markdown and HTML: what is prose in them, and that a fix changes nothing else.

use crate::newsroom::Newsroom;

/// A text with a house word in prose and in everything that is none.
const MARKDOWN: &str = "---\ntitle: \"Kabar Gedunglama\"\nslug: Gedunglama\n---\n\n# Kabar\n\nIa masuk ke *Gedunglama* dan `Gedunglama`.\n\n```\nGedunglama\n```\n\n[ke sana](https://example.org/Gedunglama) {{< x \"Gedunglama\" >}} <!-- Gedunglama -->\n";
const HTML: &str = "<html lang=\"id\"><head><title>Gedunglama</title><script>Gedunglama</script></head>\r\n<body><p class=\"Gedunglama\">Ia masuk ke <b>Gedunglama</b> &amp; pulang.<br><code>Gedunglama</code></p>\r\n<p lang=\"en\">Gedunglama</p><img alt=\"Foto Gedunglama\" src=\"Gedunglama.jpg\"></body></html>\r\n";

#[test]
fn only_what_readers_see_of_markdown_is_fixed() {
    let newsroom = Newsroom::new();
    newsroom.write("a.md", MARKDOWN);
    newsroom.check(&["--fix", "a.md"]).ends_with(0);
    let expected = MARKDOWN
        .replace("Kabar Gedunglama", "Kabar Gedungbaru")
        .replace("*Gedunglama*", "*Gedungbaru*");
    assert_eq!(newsroom.read_text("a.md"), expected);
}

#[test]
fn only_what_readers_see_of_html_is_fixed() {
    let newsroom = Newsroom::new();
    newsroom.write("a.html", HTML);
    newsroom.check(&["--fix", "a.html"]).ends_with(0);
    let expected = HTML
        .replace("<title>Gedunglama", "<title>Gedungbaru")
        .replace("<b>Gedunglama", "<b>Gedungbaru")
        .replace("Foto Gedunglama", "Foto Gedungbaru");
    assert_eq!(newsroom.read_text("a.html"), expected);
}

#[test]
fn the_format_can_be_said() {
    let newsroom = Newsroom::new();
    newsroom.write("a.dat", "Ia masuk ke `Gedunglama`.\n");
    newsroom.check(&["--input-format", "markdown", "a.dat"]).ends_with(0).says("1 file checked");
    newsroom.check(&["--input-format", "text", "a.dat"]).ends_with(1);
    newsroom.check(&["--input-format", "docx", "a.dat"]).ends_with(2).says("no such format");
}

#[test]
fn a_comment_silences_the_next_block_and_sarif_keeps_what_it_silenced() {
    let newsroom = Newsroom::new();
    let text = "<!-- macaronic-ignore desk: nama lama -->\n\nIa masuk ke Gedunglama.\n";
    newsroom.write("a.md", text);
    let answer = newsroom.check(&["--format", "sarif", "a.md"]);
    answer.ends_with(0).shows("\"kind\": \"inSource\"").shows("nama lama");
    newsroom.write("a.md", format!("{text}\nIa masuk ke Gedunglama.\n"));
    newsroom.check(&["a.md"]).ends_with(1).shows("a.md:5:13");
}

#[test]
fn a_comment_for_a_rule_that_does_not_run_is_not_unused() {
    let newsroom = Newsroom::new();
    newsroom.write("a.md", "<!-- macaronic-ignore desk -->\n\nIa pulang.\n");
    let run = |arguments: &[&str]| {
        newsroom.run(
            &[&["check", "--lang", "id", "--rules", "desk.toml"], arguments, &["a.md"]].concat(),
        )
    };
    run(&[]).shows("suppression/unused");
    let skipped = run(&["--skip", "desk"]);
    assert!(!skipped.stdout.contains("suppression"), "{}", skipped.stdout);
}

#[test]
fn latin_letters_in_cyrillic_words_are_slips_and_stems_with_endings_are_not() {
    let newsroom = Newsroom::new();
    newsroom.write(
        "a.txt",
        "Это cтрогий режим работы сервера. Старый PCшник открыл URLи и API-шный ключ.\n",
    );
    let answer = newsroom.run(&["check", "--lang", "ru", "--only", "mixed/script", "a.txt"]);
    answer.ends_with(1).shows("write `строгий` (safe)").says("1 error, 0 warnings");
}

#[test]
fn the_layout_of_a_page_hides_nothing() {
    let newsroom = Newsroom::new();
    newsroom.write("a.html", "<div class=\"literal screen\"><p>Ia masuk ke Gedunglama, <span class=\"command\">Gedunglama</span>.</p></div>");
    let answer = newsroom.check(&["a.html"]);
    answer.ends_with(1).says("1 error");
}

#[test]
fn hostile_markup_is_checked_in_time() {
    let newsroom = Newsroom::new();
    newsroom.write("a.html", format!("{}Gedunglama", "<div lang=id>".repeat(50_000)));
    newsroom.write("b.html", format!("<p {}>Gedunglama", "a=\"<!--".repeat(50_000)));
    newsroom.write("c.md", format!("{}Gedunglama", "> - [".repeat(20_000)));
    newsroom.write("d.md", format!("---\n{}", "title: {{<".repeat(20_000)));
    newsroom.write("e.md", "{% {# {/* kata ".repeat(30_000));
    let start = std::time::Instant::now();
    newsroom.check(&["--fail-on", "never", "."]).ends_with(0).says("5 files checked");
    let took = start.elapsed();
    assert!(took < crate::limits::GENEROUS, "{took:?}");
}
