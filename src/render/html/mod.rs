//! A report for an editor: one self-contained page with the articles, what was found marked in the
//! text, and a note on each finding beside its paragraph.
//!
//! The articles are untrusted: every text goes through `markup`, the page names no other resource, and
//! its policy lets run only the one script and the one style that it carries. It can be read and followed
//! without the script, which adds filters and keys.

mod article;
mod change;
mod filter;
mod layout;
mod lines;
mod look;
mod markup;
mod names;
mod note;
mod page;
mod pieces;
mod row;
mod summary;
mod words;

use super::Run;
use super::summary::SkippedFile;

use crate::engine::Report;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use markup::Attribute;
use page::Page;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
/// In a run of more articles, those off the screen are not laid out.
const MANY: usize = 30;

/// What the page says besides the reports.
pub struct About<'a> {
    /// Files that were not checked.
    pub skipped: &'a [SkippedFile],
    /// Messages on files that could not be checked.
    pub failed: &'a [String],
    /// Why a rule exists; empty when nobody wrote it down.
    pub why: &'a dyn Fn(&str) -> String,
}

/// Writes the page of a run.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let failed: Vec<_> = run.summary.failed.iter().map(|file| file.message.clone()).collect();
    let why = |id: &str| run.rules.text(id).why.to_owned();
    let about = About { skipped: &run.summary.skipped, failed: &failed, why: &why };
    report(run.reports, &about, out)
}

/// Writes the page.
///
/// # Errors
/// When `out` cannot be written to.
pub fn report(reports: &[&Report], about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(reports, about);
    head(&page, out)?;
    writeln!(out, "<body>\n<a class=\"skip\" href=\"#articles\">Skip to the articles</a>")?;
    summary::masthead(&page, out)?;
    summary::tables(&page, about, out)?;
    filter::write(&page, out)?;
    let many = if page.articles.len() > MANY { " class=\"many\"" } else { "" };
    writeln!(out, "<main id=\"articles\"{many} tabindex=\"-1\">")?;
    for article in &page.articles {
        article::write(&page, article, out)?;
    }
    writeln!(out, "</main>\n<footer>")?;
    writeln!(
        out,
        "<p>Made by macaronic {}. <code>macaronic explain RULE</code> tells all of a rule, and how to switch it off.</p>",
        env!("CARGO_PKG_VERSION")
    )?;
    writeln!(out, "</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>macaronic: {}</title>\n<style>{STYLE}</style>\n</head>",
        Attribute(&summary::title(page))
    )
}

/// The hash by which a policy lets an inline style or script pass.
fn hash(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests;
