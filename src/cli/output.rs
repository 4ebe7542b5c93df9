//! Where a run writes: findings to standard output, the summary to standard error; when standard
//! output carries the fixed text, the findings go to standard error too.

use super::args::Colour;
use crate::diagnostic::Severity;
use crate::render::terminal::Style;
use anstream::{AutoStream, ColorChoice};
use std::io::{BufWriter, Write};

/// The streams of a run.
pub(super) struct Output {
    /// Findings.
    pub(super) findings: Box<dyn Write>,
    /// The text that `--fix -` mended.
    pub(super) fixed: Box<dyn Write>,
    /// Changes that were made; nowhere in a quiet run.
    pub(super) changes: Box<dyn Write>,
    /// Errors and summary.
    pub(super) summary: Box<dyn Write>,
    colour: bool,
}

/// The width of a frame where the terminal does not tell one.
const WIDTH: usize = 120;

impl Output {
    /// The streams; `fixes_stdin` when standard output is for the mended text.
    pub(super) fn new(colour: Colour, fixes_stdin: bool, quiet: bool) -> Self {
        let choice = match colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        let stdout = || std::io::stdout();
        let stderr = || std::io::stderr();
        let styled = match choice {
            ColorChoice::Auto if fixes_stdin => AutoStream::choice(&stderr()) != ColorChoice::Never,
            ColorChoice::Auto => AutoStream::choice(&stdout()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        let findings: Box<dyn Write> =
            if fixes_stdin { Box::new(stderr()) } else { Box::new(BufWriter::new(stdout())) };
        let fixed: Box<dyn Write> = if fixes_stdin {
            Box::new(BufWriter::new(stdout()))
        } else {
            Box::new(std::io::sink())
        };
        let changes: Box<dyn Write> =
            if quiet { Box::new(std::io::sink()) } else { Box::new(stderr()) };
        Self { findings, fixed, changes, summary: Box::new(stderr()), colour: styled }
    }

    /// How frames are drawn in a file.
    pub(super) const fn plain_style(least: Severity, fold_advice: bool) -> Style {
        Style { colour: false, width: WIDTH, least, fold_advice }
    }

    /// How frames are drawn here.
    pub(super) const fn style(&self, least: Severity, fold_advice: bool) -> Style {
        Style { colour: self.colour, width: WIDTH, least, fold_advice }
    }
}
