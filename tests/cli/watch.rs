//! `--watch`: what a change comes to, and what is none.

use crate::newsroom::Newsroom;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const ERROR: &str = "Ia masuk ke Gedunglama.\n";
const CLEAN: &str = "Ia masuk ke Gedungbaru.\n";

/// A watch that is under way. Its lines are read as they come.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

/// Ten times what a slow machine needs.
const PATIENCE: Duration = Duration::from_secs(30);

impl Watch {
    fn of(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        Self { child, lines }
    }

    /// All that is written until the watch waits.
    #[track_caller]
    fn round(&self) -> String {
        self.until("")
    }

    /// What is written in the first round that has this text: one change may come as two.
    #[track_caller]
    fn until(&self, text: &str) -> String {
        let mut seen = String::new();
        let end = Instant::now() + PATIENCE;
        loop {
            let line = self.lines.recv_timeout(end.saturating_duration_since(Instant::now()));
            let line = line.unwrap_or_else(|error| panic!("{error}, no {text:?} in {seen}"));
            seen.extend([line.as_str(), "\n"]);
            if line.contains("waiting for changes") {
                // what stands on the other stream is there already
                while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(50)) {
                    seen.extend([line.as_str(), "\n"]);
                }
                if seen.contains(text) {
                    return seen;
                }
                seen.clear();
            }
        }
    }

    /// Fails when anything is written in a second.
    #[track_caller]
    fn is_silent(&self) {
        let line = self.lines.recv_timeout(Duration::from_secs(1));
        assert_eq!(line, Err(RecvTimeoutError::Timeout));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // one that has ended is what the test failed of
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder with two articles, one with an error, and a watch over it.
fn watched(arguments: &[&str]) -> (Newsroom, Watch) {
    let newsroom = Newsroom::new();
    newsroom.write("b/1.txt", ERROR);
    newsroom.write("b/2.txt", CLEAN);
    let watch = Watch::of(newsroom.check_command(&[&["--watch"], arguments].concat()));
    (newsroom, watch)
}

#[test]
fn a_watch_checks_again_when_an_article_changes() {
    let (newsroom, watch) = watched(&["b"]);
    let seen = watch.round();
    assert!(seen.contains("--> b/1.txt:1:13") && seen.contains("1 error"), "{seen}");
    assert!(!seen.contains('\u{1B}'), "only a terminal is cleared: {seen}");
    newsroom.write("b/2.txt", "Gedunglama di sini.\n");
    let seen = watch.until("changed b/2.txt\n");
    // the findings of what changed, and the count over all
    assert!(seen.contains("--> b/2.txt:1:1") && !seen.contains("--> b/1.txt"), "{seen}");
    assert!(seen.contains("2 files checked") && seen.contains("2 errors"), "{seen}");
    watch.is_silent();
}

#[test]
fn a_watch_sees_new_replaced_and_removed_files() {
    let (newsroom, watch) = watched(&["b"]);
    watch.round();
    newsroom.write("b/new/deep/3.txt", ERROR);
    let seen = watch.until("new b/new/deep/3.txt");
    assert!(seen.contains("3 files checked"), "{seen}");
    // as an editor saves
    newsroom.write("b/.1.txt.swp", CLEAN);
    std::fs::rename(newsroom.path("b/.1.txt.swp"), newsroom.path("b/1.txt")).unwrap();
    let seen = watch.until("changed b/1.txt");
    assert!(seen.contains("1 error,"), "{seen}");
    std::fs::remove_file(newsroom.path("b/new/deep/3.txt")).unwrap();
    let seen = watch.until("removed b/new/deep/3.txt");
    assert!(seen.contains("nothing found"), "{seen}");
    newsroom.write("b/new/deep/3.txt", ERROR);
    watch.until("new b/new/deep/3.txt");
}

#[test]
fn a_watch_of_one_file_sees_it_replaced() {
    let (newsroom, watch) = watched(&["b/1.txt"]);
    watch.round();
    newsroom.write("b/2.txt", ERROR);
    watch.is_silent();
    newsroom.write("b/1.txt~", CLEAN);
    std::fs::rename(newsroom.path("b/1.txt~"), newsroom.path("b/1.txt")).unwrap();
    let seen = watch.until("changed b/1.txt");
    assert!(seen.contains("nothing found"), "{seen}");
}

#[test]
fn a_watch_sees_packs_their_tables_and_configurations() {
    let (newsroom, watch) = watched(&["b"]);
    watch.round();
    let config = "format = \"json\"\n[severity]\n\"desk/building\" = \"off\"\n";
    newsroom.write("macaronic.toml", config);
    let seen = watch.until("new macaronic.toml");
    assert!(seen.contains("nothing found") && !seen.contains('{'), "{seen}");
    std::fs::remove_file(newsroom.path("macaronic.toml")).unwrap();
    let seen = watch.until("removed macaronic.toml");
    // every file may have other findings than before
    assert!(seen.contains("--> b/1.txt"), "{seen}");
    newsroom.write("desk.toml", "[[rule]]\nid = \"desk/x\"\n");
    let seen = watch.until("changed desk.toml");
    assert!(seen.contains("desk.toml:1:1"), "{seen}");
    let table = "[pack]\nname = \"desk\"\n[[rule]]\nid = \"desk/x\"\nmessage = \"{found}\"\nmatch.table = { file = \"words.tsv\" }\n";
    newsroom.write("words.tsv", "find\tuse\nGedungbaru\tGedung Baru\n");
    newsroom.write("desk.toml", format!("{table}[terms]\n\"Kotalama\" = \"Kotabaru\"\n"));
    watch.until("changed desk.toml");
    newsroom.write("words.tsv", "find\tuse\nGedunglama\tGedung Baru\n");
    let seen = watch.until("changed words.tsv");
    assert!(seen.contains("--> b/1.txt"), "{seen}");
}

#[test]
fn a_watch_leaves_alone_what_is_ignored_and_what_it_writes_itself() {
    let newsroom = Newsroom::new();
    newsroom.write(".gitignore", "target/\n");
    newsroom.write("a.txt", ERROR);
    newsroom.write("target/1.txt", ERROR);
    newsroom.write(".git/description.txt", ERROR);
    let out = std::fs::File::create(newsroom.path("out.txt")).unwrap();
    let mut command = newsroom.check_command(&["--watch", "."]);
    command.stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let stderr = child.stderr.take().unwrap();
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let watch = Watch { child, lines };
    watch.until("1 file checked");
    watch.is_silent();
    newsroom.write("target/1.txt", CLEAN);
    newsroom.write(".git/description.txt", CLEAN);
    newsroom.write("notes.docx", "x");
    watch.is_silent();
    newsroom.write("a.txt", CLEAN);
    watch.until("changed ./a.txt");
}

#[test]
fn a_watch_goes_with_nothing_that_writes_or_ends() {
    let newsroom = Newsroom::with_article(ERROR);
    for arguments in
        [&["--fix"][..], &["--diff"], &["--output", "json=r.json"], &["--format", "json"]]
    {
        let answer = newsroom.check(&[&["--watch", "a.txt"], arguments].concat());
        answer.ends_with(2).says("cannot be used with");
    }
    newsroom.check(&["--watch", "-"]).ends_with(2).says("name files or folders");
    newsroom.check(&["--watch", "--only", "dask", "a.txt"]).ends_with(2).says("`dask`");
}

#[cfg(unix)]
#[test]
fn a_watch_is_ended_by_an_interrupt_as_any_program() {
    use std::os::unix::process::ExitStatusExt;
    let (_newsroom, mut watch) = watched(&["b"]);
    watch.round();
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    // 130 in a shell
    assert_eq!(watch.child.wait().unwrap().signal(), Some(2));
}
