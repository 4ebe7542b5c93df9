//! `check --watch`: checks, waits until an article, a pack or a configuration changes, and checks again. Each
//! time everything is checked, for names are compared across files: a change here may be a finding there.
//! What to check again is told by the files themselves, not by what the system says of them, so that
//! neither reading nor the reports of a run make another.

mod sight;

use super::args::CheckArguments;
use super::check::carry_out;
use super::plan::plan;
use super::view::View;
use crate::render::escape::shown;
use anyhow::{Context, bail};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use sight::{Changes, Sight};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// An editor that saves is done when nothing has happened for so long …
const SILENCE: Duration = Duration::from_millis(100);
/// … but where something happens all the time, nobody waits longer than this.
const LONGEST: Duration = Duration::from_secs(1);
/// So many changes are named; the others are counted.
const NAMED: usize = 10;
/// Everything off the screen, and back to its top; what has scrolled away stays.
const CLEAR: &[u8] = b"\x1B[2J\x1B[H";

/// Checks until somebody ends it.
///
/// # Errors
/// When the arguments make no sense, the folders cannot be watched, or output cannot be written.
pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        bail!("--watch waits for files to change; name files or folders in place of `-`");
    }
    let mut before: Option<Sight> = None;
    loop {
        let (now, watched) = look(arguments)?;
        match &before {
            None => round(arguments, None)?,
            Some(before) => {
                let changes = now.changes_since(before);
                if !changes.is_empty() {
                    round(arguments, Some(&changes))?;
                }
            }
        }
        before = Some(now);
        watched.wait()?;
    }
}

/// Folders in which the system tells changes, for as long as this is there.
struct Watched {
    _watcher: RecommendedWatcher,
    changes: Receiver<()>,
}

/// What there is to be seen, and a watch that began before it was looked at.
fn look(arguments: &CheckArguments) -> anyhow::Result<(Sight, Watched)> {
    let mut sight = Sight::of(arguments);
    loop {
        let watched = Watched::of(&sight)?;
        let now = Sight::of(arguments);
        // a folder that came meanwhile is not watched
        if now.has_folders_of(&sight) {
            return Ok((now, watched));
        }
        sight = now;
    }
}

impl Watched {
    fn of(sight: &Sight) -> anyhow::Result<Self> {
        let (sender, changes) = channel();
        let concern = sight.concern();
        let hears = move |event: notify::Result<Event>| {
            // after an error something may have been missed
            let counts = event.map_or(true, |event| {
                event.need_rescan()
                    || !event.kind.is_access() && event.paths.iter().any(|path| concern.is_in(path))
            });
            if counts {
                // nobody hears it only when the watch is over
                let _ = sender.send(());
            }
        };
        let mut watcher =
            notify::recommended_watcher(hears).context("changes of files cannot be watched")?;
        for (folder, is_needed) in sight.folders() {
            // what lies above the articles may not be ours to look at
            if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive)
                && is_needed
            {
                return Err(cannot_watch(folder, error));
            }
        }
        Ok(Self { _watcher: watcher, changes })
    }

    /// Waits until something has changed, and until the change is over.
    fn wait(&self) -> anyhow::Result<()> {
        self.changes.recv().context("the system tells no more changes")?;
        let begin = Instant::now();
        while begin.elapsed() < LONGEST && self.changes.recv_timeout(SILENCE).is_ok() {}
        Ok(())
    }
}

fn cannot_watch(folder: &Path, error: notify::Error) -> anyhow::Error {
    let advice = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "; the system watches no more folders: name fewer, or raise fs.inotify.max_user_watches"
        }
        _ => "",
    };
    // the path stands in front of the message
    let error = notify::Error { paths: Vec::new(), ..error };
    anyhow::anyhow!("{}: changes in it cannot be watched: {error}{advice}", folder.display())
}

/// Checks everything and shows the findings of what changed, those of all files the first time.
fn round(arguments: &CheckArguments, changes: Option<&Changes>) -> anyhow::Result<()> {
    let mut note = Note { is_quiet: arguments.quiet };
    if let Some(changes) = changes {
        clear_screen()?;
        note.changes(changes)?;
    }
    let begin = Instant::now();
    match plan(arguments.clone()) {
        Ok(mut plan) => {
            let view = View::new(plan.baseline.take(), plan.changes.take())?;
            carry_out(&mut plan, view, changes.and_then(Changes::articles))?;
        }
        // a pack or a configuration that is being written will be right the next time
        Err(error) if changes.is_some() => super::complain(&error),
        Err(error) => return Err(error),
    }
    let took = begin.elapsed().as_secs_f64();
    note.line(&format!("checked in {took:.1} s; waiting for changes, Ctrl-C ends it"))
}

/// The screen of a terminal that can be cleared.
fn clear_screen() -> anyhow::Result<()> {
    let mut stdout = std::io::stdout();
    if stdout.is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb") {
        stdout.write_all(CLEAR)?;
        stdout.flush()?;
    }
    Ok(())
}

/// What the watch itself has to say, on standard error.
struct Note {
    is_quiet: bool,
}

impl Note {
    fn line(&mut self, text: &str) -> anyhow::Result<()> {
        if !self.is_quiet {
            writeln!(anstream::stderr(), "{text}")?;
        }
        Ok(())
    }

    fn changes(&mut self, changes: &Changes) -> anyhow::Result<()> {
        for (path, kind) in changes.all().take(NAMED) {
            self.line(&format!("{kind} {}", shown(path)))?;
        }
        match changes.all().count().saturating_sub(NAMED) {
            0 => Ok(()),
            more => self.line(&format!("and {more} more")),
        }
    }
}
