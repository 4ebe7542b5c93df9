//! How findings are written: one table of formats, and one module for each.

pub mod answer;
mod checkstyle;
pub mod columns;
pub mod diff;
pub mod escape;
pub mod frame;
pub mod github;
mod gitlab;
mod html;
pub mod json;
mod junit;
pub mod path;
mod rdjson;
pub mod rule_book;
mod sarif;
pub mod statistics;
mod suggestion;
pub mod summary;
mod tally;
pub mod terminal;
mod xml;

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Report;
use rule_book::RuleBook;
use std::io::{self, Write};
use summary::Summary;

/// What a run came to, for any format.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Every text with its findings, in order.
    pub reports: &'a [&'a Report],
    /// The figures, and what was not checked.
    pub summary: &'a Summary,
    /// What is known of the rules.
    pub rules: &'a RuleBook<'a>,
    /// Findings from here on fail the run.
    pub fail_on: Option<Severity>,
    /// The folder of the run; names are given relative to it.
    pub folder: &'a str,
    /// How frames are drawn.
    pub style: terminal::Style,
}

impl<'a> Run<'a> {
    /// Every finding with its text.
    fn findings(self) -> impl Iterator<Item = (&'a Report, &'a Diagnostic)> {
        self.reports
            .iter()
            .copied()
            .flat_map(|report| report.findings.iter().map(move |finding| (report, finding)))
    }

    /// The name of a text, relative to the folder of the run.
    fn path(self, report: &Report) -> String {
        path::relative(&report.source.name, self.folder)
    }
}

/// A way to write findings.
#[derive(Debug)]
pub struct Format {
    /// As the command line has it.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Run<'_>, &mut dyn Write) -> io::Result<()>,
}

/// The name of the format for people.
pub const TERMINAL: &str = "terminal";
/// The name of the commands to the runner of GitHub Actions.
pub const GITHUB: &str = "github";

/// Every format, as the command line lists them.
pub static FORMATS: &[Format] = &[
    Format { name: TERMINAL, about: "Frames for people", write: terminal::run },
    Format { name: "json", about: "One object with findings and summary", write: json::run },
    Format { name: "jsonl", about: "One finding a line, in JSON", write: json::lines },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0: GitHub code scanning, editors",
        write: sarif::run,
    },
    Format { name: GITHUB, about: "Annotations of GitHub Actions", write: github::run },
    Format { name: "gitlab", about: "Code Quality report of GitLab", write: gitlab::run },
    Format {
        name: "checkstyle",
        about: "Checkstyle XML: Jenkins, reviewdog",
        write: checkstyle::run,
    },
    Format { name: "junit", about: "JUnit XML, a test case for each file", write: junit::run },
    Format {
        name: "html",
        about: "A page for editors, with the findings marked in the articles",
        write: html::run,
    },
    Format { name: "rdjson", about: "One object for reviewdog", write: rdjson::run },
    Format { name: "rdjsonl", about: "One finding a line for reviewdog", write: rdjson::lines },
];

/// The format of a name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_has_a_name_of_its_own() {
        let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names.len(), FORMATS.len());
        assert!(format(TERMINAL).is_some() && format(GITHUB).is_some());
    }
}
