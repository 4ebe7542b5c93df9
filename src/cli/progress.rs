//! How far a long run is: a bar on standard error, for people at a terminal. Whoever checks only adds one to a
//! number; a thread of its own looks at it and draws.

use indicatif::{
    HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle,
};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Who waits shorter than this wants to see nothing.
const AFTER: Duration = Duration::from_millis(500);
/// How often the bar is drawn: a reader follows no faster.
const EVERY: Duration = Duration::from_millis(100);
/// What a file of a run is told with; without colours.
const FILES: &str = "checking [{bar:30}] {done}/{all} files, {left} left";
/// What a line of a stream is told with; how many there will be is not known.
const LINES: &str = "{done} lines, {rate} a second";

/// How far a run is. The bar is gone when this is dropped.
pub(super) struct Progress {
    done: Arc<AtomicU64>,
    bar: Option<Bar>,
}

struct Bar {
    /// Nothing is sent: the thread ends when this is dropped.
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Of a run over so many files.
    pub(super) fn of_files(count: usize, quiet: bool) -> Self {
        Self::new(quiet, || ProgressBar::new(count as u64), FILES)
    }

    /// Of a stream. Answers that go to a terminal show themselves how far it is.
    pub(super) fn of_lines(quiet: bool) -> Self {
        let is_seen = std::io::stdout().is_terminal() || std::io::stdin().is_terminal();
        Self::new(quiet || is_seen, ProgressBar::no_length, LINES)
    }

    fn new(quiet: bool, bar: impl FnOnce() -> ProgressBar, template: &str) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        let is_shown = !quiet && shows_progress(|name| std::env::var(name).ok());
        let style = ProgressStyle::with_template(template).ok().filter(|_| is_shown);
        let bar = style.map(|style| {
            let bar = bar();
            bar.set_draw_target(ProgressDrawTarget::hidden());
            bar.set_style(with_figures(style).progress_chars("=> "));
            let (end, ended) = channel();
            let done = Arc::clone(&done);
            Bar { end, thread: thread::spawn(move || draw(&bar, &done, &ended)) }
        });
        Self { done, bar }
    }

    /// What is to be counted up.
    pub(super) fn done(&self) -> &AtomicU64 {
        &self.done
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some(Bar { end, thread }) = self.bar.take() else { return };
        drop(end);
        // a thread that broke down has drawn all it could
        let _ = thread.join();
    }
}

/// Whether there is somebody to look at it, where the bar can be drawn and taken away again.
fn shows_progress(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_ci = variable("CI").is_some_and(|value| !value.is_empty() && value != "false");
    let can_draw = match variable("TERM") {
        Some(term) => term != "dumb",
        None => cfg!(windows),
    };
    can_draw && !is_ci && std::io::stderr().is_terminal()
}

fn with_figures(style: ProgressStyle) -> ProgressStyle {
    // a figure that cannot be written is left out
    style
        .with_key("done", |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{}", HumanCount(state.pos()));
        })
        .with_key("all", |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{}", HumanCount(state.len().unwrap_or(0)));
        })
        .with_key("left", |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{:#}", HumanDuration(state.eta()));
        })
        .with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{:.0}", state.per_sec());
        })
}

fn draw(bar: &ProgressBar, done: &AtomicU64, ended: &Receiver<()>) {
    let goes_on = |wait| ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
    if !goes_on(AFTER) {
        return;
    }
    bar.set_draw_target(ProgressDrawTarget::stderr());
    loop {
        bar.set_position(done.load(Ordering::Relaxed));
        if !goes_on(EVERY) {
            bar.finish_and_clear();
            return;
        }
    }
}
