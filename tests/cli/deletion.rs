//! A block whose text is deleted takes its markup and its lines along, and nothing else.

use crate::newsroom::{Newsroom, feed};
use std::process::Command;

/// A rule that deletes the line `Buang`.
const PACK: &str = "[[rule]]\nid = \"desk/gone\"\nmessage = \"m\"\nmatch.line = { find = [\"Buang ini\"], remove = true }\n";

const FIX: [&str; 2] = ["--fix", "--unsafe-fixes"];

fn newsroom(name: &str, text: &str) -> Newsroom {
    let newsroom = Newsroom::with_pack(PACK);
    newsroom.write(name, text);
    newsroom
}

fn arguments<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let all = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk"];
    [&all, more, &[name]].concat()
}

/// Fails unless the line goes as wanted by `--fix` and by a patch, with every kind of line break, once for
/// all.
#[track_caller]
fn goes(name: &str, before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let (before, after) = (before.replace('\n', line_break), after.replace('\n', line_break));
        let newsroom = newsroom(name, &before);
        let diff = newsroom.run(&arguments(name, &["--diff", "--unsafe-fixes"]));
        newsroom.run(&arguments(name, &FIX));
        assert_eq!(newsroom.read_text(name), after, "of {before:?}");
        newsroom.run(&arguments(name, &FIX));
        assert_eq!(newsroom.read_text(name), after, "the second time, of {before:?}");
        newsroom.write(name, &before);
        let mut patch = Command::new("patch");
        patch.args(["-p1", "--binary", "--fuzz=0"]).current_dir(newsroom.path(""));
        feed(patch, diff.stdout.as_bytes()).ends_with(0);
        // patch takes a file that becomes empty for one that is deleted
        if after.is_empty() {
            continue;
        }
        assert_eq!(newsroom.read_text(name), after, "patched by {}", diff.stdout);
    }
}

/// Fails unless the line is shown but stays.
#[track_caller]
fn stays(name: &str, text: &str) {
    let newsroom = newsroom(name, text);
    newsroom.run(&arguments(name, &FIX)).shows("delete the line (hint)");
    assert_eq!(newsroom.read_text(name), text);
}

#[test]
fn a_paragraph_takes_its_blank_line_along() {
    goes("a.md", "Satu.\n\nBuang ini\n\nDua.\n", "Satu.\n\nDua.\n");
    goes("a.md", "Buang ini\n\nDua.\n", "Dua.\n");
    goes("a.md", "Satu.\n\nBuang ini\n", "Satu.\n");
    goes("a.md", "Satu.\n\nBuang ini", "Satu.");
    goes("a.md", "Satu.\n\n\nBuang *ini*\n\n\nDua.\n", "Satu.\n\n\nDua.\n");
    goes("a.md", "Buang ini\n", "");
    goes("a.md", "---\ntags: a\n---\n\nBuang ini\n\nDua.\n", "---\ntags: a\n---\n\nDua.\n");
}

#[test]
fn an_item_takes_its_mark_along() {
    goes("a.md", "- satu\n- Buang ini\n- dua\n", "- satu\n- dua\n");
    goes("a.md", "- Buang ini\n- dua\n\nAkhir.\n", "- dua\n\nAkhir.\n");
    goes("a.md", "- satu\n- Buang ini\n\nAkhir.\n", "- satu\n\nAkhir.\n");
    goes("a.md", "* satu\n\n* Buang ini\n\n* dua\n", "* satu\n\n* dua\n");
    goes("a.md", "* satu\n\n* Buang ini\n", "* satu\n");
    goes("a.md", "Awal.\n\n- Buang ini\n\nAkhir.\n", "Awal.\n\nAkhir.\n");
    goes("a.md", "- satu\n  - Buang ini\n- dua\n", "- satu\n- dua\n");
    goes("a.md", "- [ ] Buang ini\n- [x] dua\n", "- [x] dua\n");
    goes("a.md", "1. satu\n2. Buang ini\n3. tiga\n", "1. satu\n3. tiga\n");
}

#[test]
fn a_numbered_list_begins_with_the_same_number() {
    goes("a.md", "1. Buang ini\n2. dua\n3. tiga\n", "1. dua\n3. tiga\n");
    goes("a.md", "4) Buang ini\n\n5) dua\n", "4) dua\n");
}

#[test]
fn a_heading_takes_its_marks_along() {
    goes("a.md", "Satu.\n\n## Buang ini\n\nDua.\n", "Satu.\n\nDua.\n");
    goes("a.md", "Satu.\n\n## Buang ini ##\n", "Satu.\n");
    goes("a.md", "Buang ini\n=========\n\nDua.\n", "Dua.\n");
    goes("a.md", "Satu.\n\nBuang ini\n---\n\nDua.\n", "Satu.\n\nDua.\n");
    goes("a.md", "Satu.\n## Buang ini\nDua.\n", "Satu.\n\nDua.\n");
}

#[test]
fn a_quotation_stays_for_what_is_left_in_it() {
    goes("a.md", "Satu.\n\n> Buang ini\n\nDua.\n", "Satu.\n\nDua.\n");
    goes("a.md", "> Buang ini\n>\n> Dua.\n", "> Dua.\n");
    goes("a.md", "> Satu.\n>\n> Buang ini\n\nDua.\n", "> Satu.\n\nDua.\n");
    goes("a.md", "> - satu\n> - Buang ini\n", "> - satu\n");
}

#[test]
fn an_element_goes_with_its_tags() {
    goes(
        "a.html",
        "<p>Satu.</p>\n<p class=\"a\">Buang ini</p>\n<p>Dua.</p>\n",
        "<p>Satu.</p>\n<p>Dua.</p>\n",
    );
    goes(
        "a.html",
        "<p>Satu.</p>\n\n<p>Buang <b>ini</b></p>\n\n<p>Dua.</p>\n",
        "<p>Satu.</p>\n\n<p>Dua.</p>\n",
    );
    goes("a.html", "<p>Satu.</p><p>Buang ini</p><p>Dua.</p>\n", "<p>Satu.</p><p>Dua.</p>\n");
    goes("a.html", "<h2>Buang ini</h2>\n<p>Dua.</p>\n", "<p>Dua.</p>\n");
    goes("a.html", "<div>\n  Buang ini\n</div>\n<p>Dua.</p>\n", "<p>Dua.</p>\n");
    goes(
        "a.html",
        "<ul>\n  <li>satu</li>\n  <li><p>Buang ini</p></li>\n</ul>\n",
        "<ul>\n  <li>satu</li>\n</ul>\n",
    );
    goes(
        "a.html",
        "<ul>\n<li>satu\n<li>Buang ini\n<li>tiga\n</ul>\n",
        "<ul>\n<li>satu\n<li>tiga\n</ul>\n",
    );
    goes("a.html", "<p>Satu.</p>\n<ul>\n  <li>Buang ini</li>\n</ul>\n", "<p>Satu.</p>\n");
    goes(
        "a.html",
        "<p>Satu.</p>\n<div id=\"a\"><p>Buang ini</p></div>\n",
        "<p>Satu.</p>\n<div id=\"a\"></div>\n",
    );
    goes("a.md", "Satu.\n\n<p>Buang ini</p>\n\nDua.\n", "Satu.\n\nDua.\n");
}

#[test]
fn a_block_with_something_else_in_it_stays() {
    for text in [
        "- Buang ini\n  - dua\n",
        "- Buang ini\n\n  Dua.\n",
        "- Buang ini\n\n  ```\n  dua\n  ```\n",
        "![](a.png) Buang ini\n",
        "- satu\n- ![](a.png) Buang ini\n",
    ] {
        stays("a.md", text);
    }
    for text in [
        "<p><img src=\"a.png\">Buang ini</p>\n",
        "<li>Buang ini<ul><li>dua</li></ul></li>\n",
        "<div>Buang ini<p>Dua.</p></div>\n",
        "<div><pre>dua</pre>Buang ini</div>\n",
    ] {
        stays("a.html", text);
    }
}

#[test]
fn what_stays_when_it_is_empty_is_emptied() {
    let table = "| a | b |\n|---|---|\n| Buang ini | dua |\n";
    goes("a.md", table, &table.replace("Buang ini", ""));
    let row = "<table><tr><td>Buang ini</td></tr></table>\n";
    goes("a.html", row, &row.replace("Buang ini", ""));
    let entry = "msgid \"a\"\nmsgstr \"Buang ini\"\n";
    goes("a.po", entry, &entry.replace("Buang ini", ""));
    let record = "{\"text\": \"Buang ini\", \"title\": \"Satu.\"}\n";
    goes("a.json", record, &record.replace("Buang ini", ""));
}
