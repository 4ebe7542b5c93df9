//! `check --since REVISION`: only findings on changed lines, as git tells them.

use crate::newsroom::{DESK, Newsroom, feed};
use std::fs;
use std::process::Command;

const OLD: &str = "Warga masuk ke Gedunglama.\n\nMereka pulang lewat Gedunglama.\n";

/// Runs git in a folder of the newsroom, as nobody in particular and without anybody's configuration.
fn git(newsroom: &Newsroom, folder: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(newsroom.path(folder)).args(arguments);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(&name);
        }
    }
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Desk"),
        ("GIT_AUTHOR_EMAIL", "desk@example.org"),
        ("GIT_COMMITTER_NAME", "Desk"),
        ("GIT_COMMITTER_EMAIL", "desk@example.org"),
    ] {
        command.env(name, value);
    }
    let output = command.output().expect("the tests of --since need git");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

/// A repository in a folder of the newsroom with everything in it committed on the branch `main`.
fn commit_all(newsroom: &Newsroom, folder: &str) {
    git(newsroom, folder, &["init", "-q"]);
    git(newsroom, folder, &["checkout", "-q", "-b", "main"]);
    commit(newsroom, folder);
}

fn commit(newsroom: &Newsroom, folder: &str) {
    git(newsroom, folder, &["add", "--all"]);
    git(newsroom, folder, &["commit", "-q", "-m", "articles"]);
}

/// A repository with one article.
fn repository() -> Newsroom {
    let newsroom = Newsroom::with_article(OLD);
    commit_all(&newsroom, "");
    newsroom
}

/// The places of the findings, `path:line`.
fn places(newsroom: &Newsroom, arguments: &[&str]) -> Vec<String> {
    let place = |finding: &serde_json::Value| {
        format!("{}:{}", finding["path"].as_str().unwrap(), finding["span"]["line"])
    };
    newsroom.findings(arguments).iter().map(place).collect()
}

fn add(newsroom: &Newsroom, name: &str, text: &str) {
    let before = newsroom.read_text(name);
    newsroom.write(name, before + text);
}

#[test]
fn only_findings_on_changed_lines_are_shown() {
    let newsroom = repository();
    newsroom.write("a.txt", format!("Pagi.\n{OLD}\nLalu mereka ke Gedunglama.\n"));
    let answer = newsroom.check(&["--since", "HEAD", "."]);
    answer.ends_with(1).shows("a.txt:6:16").says("1 error, 0 warnings");
    answer.says("2 findings on unchanged lines not shown").says("0 files unchanged since HEAD");
    assert_eq!(answer.frames("desk/building"), 1);
}

#[test]
fn committed_staged_and_new_files_count_as_changed() {
    let newsroom = repository();
    newsroom.write("committed.txt", OLD);
    git(&newsroom, "", &["checkout", "-q", "-b", "branch"]);
    commit(&newsroom, "");
    newsroom.write("staged.txt", OLD);
    git(&newsroom, "", &["add", "staged.txt"]);
    newsroom.write("untracked.txt", OLD);
    let found = places(&newsroom, &["--since", "main", "."]);
    let names = ["./committed.txt", "./staged.txt", "./untracked.txt"];
    let wanted: Vec<_> =
        names.iter().flat_map(|name| [format!("{name}:1"), format!("{name}:3")]).collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_happened_on_the_other_branch_is_no_change_of_this_one() {
    let newsroom = repository();
    git(&newsroom, "", &["checkout", "-q", "-b", "branch"]);
    git(&newsroom, "", &["checkout", "-q", "main"]);
    newsroom.write("a.txt", "Warga pulang.\n");
    commit(&newsroom, "");
    git(&newsroom, "", &["checkout", "-q", "branch"]);
    newsroom.check(&["--since", "main", "a.txt"]).ends_with(0).says("1 file unchanged since main");
}

#[test]
fn nothing_changed_is_0_and_says_so() {
    let newsroom = repository();
    let answer = newsroom.check(&["--since", "HEAD", "a.txt"]);
    answer.ends_with(0).says("0 files checked").says("1 file unchanged since HEAD, not checked");
    newsroom.write("empty/x.docx", "x");
    let answer = newsroom.check(&["--since", "HEAD", "empty"]);
    answer.ends_with(2).says("nothing was checked");
    newsroom.check(&["--since", "HEAD", "gone.txt"]).ends_with(2).says("no such file");
}

#[test]
fn an_unchanged_file_is_not_even_read() {
    let newsroom = Newsroom::with_article(b"Gedunglama \xFF\n");
    commit_all(&newsroom, "");
    newsroom.check(&["a.txt"]).ends_with(2);
    newsroom.check(&["--since", "HEAD", "a.txt"]).ends_with(0);
}

#[test]
fn a_long_finding_is_shown_when_one_of_its_lines_changed() {
    let newsroom = Newsroom::with_pack(&format!(
        "{DESK}\n[[rule]]\nid = \"desk/pair\"\nmessage = \"`{{found}}`\"\nseverity = \"error\"\nmatch.pattern = {{ regex = 'satu dua\\s+tiga' }}\n"
    ));
    newsroom.write("a.md", "satu dua\nempat\n\nsatu dua\ntiga\n");
    commit_all(&newsroom, "");
    newsroom.write("a.md", "satu dua\ntiga\n\nsatu dua\ntiga\n");
    assert_eq!(places(&newsroom, &["--since", "HEAD", "a.md"]), ["a.md:1"]);
}

#[test]
fn deleted_lines_change_no_others() {
    let newsroom = repository();
    newsroom.write("a.txt", "Mereka pulang lewat Gedunglama.\n");
    let answer = newsroom.check(&["--since", "HEAD", "a.txt"]);
    answer.ends_with(0).says("1 file checked").says("1 finding on unchanged lines not shown");
}

#[test]
fn a_renamed_file_has_its_changed_lines_only() {
    let newsroom = Newsroom::with_article(format!("{OLD}{}", "Warga berjalan pulang.\n".repeat(9)));
    commit_all(&newsroom, "");
    git(&newsroom, "", &["mv", "a.txt", "b.txt"]);
    newsroom.check(&["--since", "HEAD", "b.txt"]).ends_with(0).says("1 file unchanged");
    add(&newsroom, "b.txt", "Lalu mereka ke Gedunglama.\n");
    assert_eq!(places(&newsroom, &["--since", "HEAD", "b.txt"]), ["b.txt:13"]);
}

#[cfg(unix)]
#[test]
fn paths_of_every_kind_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let newsroom = Newsroom::new();
    let names: [&[u8]; 6] =
        [b"a b.txt", b"a\"b\\.txt", "é.txt".as_bytes(), b"a\nb.txt", b"a and b.txt", b" b/x.txt"];
    let path = |name: &[u8]| newsroom.path("").join(OsStr::from_bytes(name));
    fs::create_dir(newsroom.path(" b")).unwrap();
    for name in names {
        fs::write(path(name), OLD).unwrap();
    }
    // not every file system takes such a name
    let odd = path(b"\xFFa.txt");
    let has_odd = fs::write(&odd, OLD).is_ok();
    commit_all(&newsroom, "");
    for name in names {
        fs::write(path(name), format!("{OLD}Gedunglama.\n")).unwrap();
    }
    if has_odd {
        fs::write(&odd, format!("{OLD}Gedunglama.\n")).unwrap();
    }
    let found = places(&newsroom, &["--since", "HEAD", "."]);
    assert_eq!(found.len(), names.len() + usize::from(has_odd), "{found:?}");
    assert!(found.iter().all(|place| place.ends_with(":4")), "{found:?}");
}

#[test]
fn the_configuration_of_git_changes_nothing() {
    let newsroom = repository();
    newsroom.write(".gitattributes", "*.txt diff=desk\n");
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "false"),
        ("diff.desk.textconv", "false"),
        ("diff.desk.command", "false"),
        ("diff.interHunkContext", "9"),
        ("diff.context", "9"),
        ("diff.relative", "true"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
        ("core.quotePath", "false"),
        ("diff.colorMoved", "zebra"),
        ("diff.wsErrorHighlight", "all"),
    ] {
        git(&newsroom, "", &["config", key, value]);
    }
    newsroom.write("a.txt", OLD.replace("pulang", "datang"));
    let mut command = newsroom.check_command(&["--since", "HEAD", "--format", "jsonl", "a.txt"]);
    for (name, value) in [
        ("GIT_EXTERNAL_DIFF", "false"),
        ("GIT_DIFF_OPTS", "--unified=9"),
        ("GIT_DIR", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("GIT_LITERAL_PATHSPECS", "x"),
    ] {
        command.env(name, value);
    }
    let answer = feed(command, b"");
    assert_eq!(answer.ends_with(1).stdout.lines().count(), 1, "{answer:#?}");
    answer.shows("\"line\":3");
}

#[test]
fn what_git_does_not_compare_is_changed_as_a_whole() {
    let newsroom = repository();
    newsroom.write(".gitattributes", "*.txt -diff\n");
    add(&newsroom, "a.txt", "Pagi.\n");
    assert_eq!(places(&newsroom, &["--since", "HEAD", "a.txt"]), ["a.txt:1", "a.txt:3"]);
}

#[test]
fn line_ends_that_git_converts_are_no_change() {
    let newsroom = Newsroom::with_article(OLD);
    newsroom.write(".gitattributes", "*.txt text eol=crlf\n");
    commit_all(&newsroom, "");
    newsroom.write("a.txt", format!("{OLD}Gedunglama.\n").replace('\n', "\r\n"));
    assert_eq!(places(&newsroom, &["--since", "HEAD", "a.txt"]), ["a.txt:4"]);
}

#[test]
fn several_repositories_each_have_their_own_history() {
    let newsroom = Newsroom::new();
    for folder in ["one", "two"] {
        newsroom.write(&format!("{folder}/a.txt"), OLD);
        commit_all(&newsroom, folder);
    }
    add(&newsroom, "two/a.txt", "Gedunglama.\n");
    let answer = newsroom.check(&["--since", "main", "one", "two"]);
    answer.ends_with(1).shows("two/a.txt:4:1").says("1 file unchanged since main");
    newsroom.write("c.txt", OLD);
    let outside = newsroom.check(&["--since", "main", "one", "c.txt"]);
    outside.ends_with(2).says("c.txt: not in a git repository, which --since needs");
}

#[test]
fn a_revision_that_is_none_is_2_and_is_never_an_option() {
    let newsroom = repository();
    for revision in ["gone", "", "-x", "--output=x", "main..main", "HEAD:a.txt", "^main", "a b"] {
        let answer = newsroom.check(&[&format!("--since={revision}"), "a.txt"]);
        answer.ends_with(2).says("revision");
        assert_eq!(answer.stdout, "", "{revision}");
    }
    assert!(!newsroom.path("x").exists());
    let answer = newsroom.check_stdin(&["--since", "HEAD", "-"], OLD.as_bytes());
    answer.ends_with(2).says("standard input has no history");
    newsroom.check(&["--since", "gone", "a.txt"]).says("no revision `gone` in the repository `.`");
}

#[test]
fn a_repository_without_commits_and_a_system_without_git_are_told() {
    let newsroom = Newsroom::with_article(OLD);
    git(&newsroom, "", &["init", "-q"]);
    newsroom.check(&["--since", "HEAD", "a.txt"]).ends_with(2).says("no commit yet");
    let mut command = newsroom.check_command(&["--since", "HEAD", "a.txt"]);
    command.env("PATH", newsroom.path("none"));
    feed(command, b"").ends_with(2).says("needs the program `git`");
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let newsroom = Newsroom::new();
    newsroom.write("origin/a.txt", OLD);
    commit_all(&newsroom, "origin");
    git(&newsroom, "origin", &["branch", "base"]);
    add(&newsroom, "origin/a.txt", "Pagi.\n");
    commit(&newsroom, "origin");
    let origin = format!("file://{}", newsroom.path("origin").display());
    git(&newsroom, "", &["clone", "-q", "--depth", "1", &origin, "clone"]);
    let answer = newsroom.check(&["--since", "origin/base", "clone/a.txt"]);
    answer.ends_with(2).says("no revision `origin/base`").says("`fetch-depth: 0`");
    git(&newsroom, "clone", &["fetch", "-q", "--depth", "1", "origin", "base:base"]);
    let answer = newsroom.check(&["--since", "base", "clone/a.txt"]);
    answer.ends_with(2).says("does not reach back").says("`fetch-depth: 0`");
}

#[test]
fn fixing_mends_what_is_shown_and_nothing_else() {
    let newsroom = repository();
    newsroom.write("a.txt", format!("Baca juga di sini\n{OLD}Lalu mereka ke Gedunglama.\n"));
    let shown = newsroom.check(&["--since", "HEAD", "--diff", "a.txt"]);
    shown.ends_with(1).shows("+Lalu mereka ke Gedungbaru.");
    let fix = ["--since", "HEAD", "--fix", "--unsafe-fixes", "a.txt"];
    newsroom.check(&fix).ends_with(0).says("2 findings on unchanged lines not shown");
    assert_eq!(newsroom.read_text("a.txt"), format!("{OLD}Lalu mereka ke Gedungbaru.\n"));
}

#[test]
fn the_whole_file_is_still_compared_with_itself() {
    let newsroom = Newsroom::with_pack(&format!(
        "{DESK}\n[[rule]]\nid = \"name/pair\"\nmessage = \"`{{found}}`\"\nseverity = \"error\"\nmatch.variants = {{ names = [[\"Sariwangi\", \"Sari Wangi\"]] }}\n"
    ));
    newsroom.write("a.txt", "Toko Sariwangi buka lagi.\n\nToko Sariwangi ramai.\n");
    commit_all(&newsroom, "");
    add(&newsroom, "a.txt", "\nToko Sari Wangi tutup.\n");
    let answer = newsroom.check(&["--since", "HEAD", "--only", "name/pair", "a.txt"]);
    answer.ends_with(1).shows("a.txt:5:6");
}

#[test]
fn a_conflict_of_a_merge_is_changed_as_a_whole() {
    let newsroom = repository();
    git(&newsroom, "", &["checkout", "-q", "-b", "branch"]);
    add(&newsroom, "a.txt", "Pagi.\n");
    commit(&newsroom, "");
    git(&newsroom, "", &["checkout", "-q", "main"]);
    add(&newsroom, "a.txt", "Malam.\n");
    commit(&newsroom, "");
    let merge = Command::new("git")
        .current_dir(newsroom.path(""))
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "merge", "branch"])
        .output();
    assert!(!merge.unwrap().status.success());
    let found = places(&newsroom, &["--since", "HEAD", "a.txt"]);
    assert_eq!(found, ["a.txt:1", "a.txt:3"]);
}

#[test]
fn baseline_and_since_go_together() {
    let newsroom = repository();
    add(&newsroom, "a.txt", "Lalu mereka ke Gedunglama.\n");
    let usual = ["--lang", "id", "--rules", "desk.toml", "--only", "desk,name/desk"];
    newsroom.run(&[&["baseline", "write"], &usual[..]].concat()).ends_with(0);
    add(&newsroom, "a.txt", "Malam itu mereka tidur di Gedunglama.\n");
    let arguments = ["--since", "HEAD", "--baseline", "macaronic-baseline.json", "a.txt"];
    let answer = newsroom.check(&arguments);
    answer.ends_with(1).shows("a.txt:5:27").says("1 finding known from the baseline");
    answer.says("2 findings on unchanged lines not shown");
}

#[cfg(unix)]
#[test]
fn a_link_to_an_article_is_the_article_from_any_folder() {
    let newsroom = repository();
    add(&newsroom, "a.txt", "Gedunglama.\n");
    fs::create_dir(newsroom.path("below")).unwrap();
    std::os::unix::fs::symlink("../a.txt", newsroom.path("below/link.txt")).unwrap();
    let mut command = newsroom.program();
    command.current_dir(newsroom.path("below"));
    command.args(["check", "--lang", "id", "--rules", "../desk.toml", "--only", "desk"]);
    command.args(["--since", "HEAD", "link.txt"]);
    feed(command, b"").ends_with(1).shows("link.txt:4:1").says("1 error");
}

#[test]
fn an_allowed_text_may_stand_in_what_has_not_changed() {
    let newsroom = repository();
    newsroom.write("macaronic.toml", "language = \"id\"\nallow = [{ text = \"Gedungtua\" }]\n");
    commit(&newsroom, "");
    add(&newsroom, "a.txt", "Warga pulang.\n");
    let run = |more: &[&str]| {
        newsroom.run(&[&["check", "--min-severity", "advice"], more, &["."]].concat())
    };
    assert_eq!(run(&[]).frames("suppression/unused"), 1);
    assert_eq!(run(&["--since", "HEAD"]).frames("suppression/unused"), 0);
}
