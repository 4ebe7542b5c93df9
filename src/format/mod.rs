//! How prose lies in files: a format carves it out and knows the way back to the bytes.

mod badge;
mod builder;
pub mod carved;
pub mod conflict;
mod declared;
pub mod encoding;
pub mod extent;
mod front_matter;
mod html;
mod interface;
mod json;
mod markdown;
pub mod plain;
mod po;
pub mod prose;
mod subtitles;
mod value;
mod xliff;

use carved::Carved;
use std::path::Path;

/// The formats, the way the command line names them, and the file names that tell them.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Plain, "text", &["txt", "text"]),
    (Format::Markdown, "markdown", &["md", "markdown", "mdx", "mdown", "mkd"]),
    (Format::Html, "html", &["html", "htm", "xhtml"]),
    (Format::Json, "json", &["json"]),
    (Format::JsonLines, "jsonl", &["jsonl", "ndjson"]),
    (Format::Po, "po", &["po"]),
    (Format::Xliff, "xliff", &["xlf", "xliff", "sdlxliff", "mxliff", "mqxliff"]),
    (Format::Srt, "srt", &["srt"]),
    (Format::WebVtt, "vtt", &["vtt"]),
];

/// A format of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    #[default]
    Plain,
    /// `CommonMark` with the extensions of GitHub, front matter and embedded HTML.
    Markdown,
    /// HTML.
    Html,
    /// JSON, of which chosen fields are prose.
    Json,
    /// JSON Lines: the same, a record a line.
    JsonLines,
    /// PO of gettext: the translations.
    Po,
    /// XLIFF 1.x and 2.x: the targets.
    Xliff,
    /// Subtitles as `SubRip` writes them.
    Srt,
    /// Subtitles of the web.
    WebVtt,
}

impl Format {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|(format, ..)| *format)
    }

    /// Its name on the command line and in `macaronic.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or("text", |(_, name, _)| name)
    }

    /// The endings of file names that tell it, without the dot.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or(&[], |(.., endings)| endings)
    }

    /// The format with a name, or with an ending as its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let is = |(_, own, endings): &&(Self, &str, &[&str])| {
            *own == name || endings.contains(&name.as_str())
        };
        FORMATS.iter().find(is).map(|(format, ..)| *format)
    }

    /// Whether files of this format hold anything, so that only fields that somebody chose make articles of
    /// those in a folder: a `package.json` beside the articles is none.
    #[must_use]
    pub const fn is_general(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }

    /// The format of a file, told by the ending of its name.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let is = |(_, _, endings): &&(Self, &str, &[&str])| endings.contains(&ending.as_str());
        FORMATS.iter().find(is).map(|(format, ..)| *format)
    }
}

/// How a file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its format.
    pub format: Format,
    /// The fields of structured files that are checked; the usual ones when empty.
    pub fields: Vec<String>,
}

impl Reading {
    /// The prose of a text; `language` is the one that it is said to be in.
    #[must_use]
    pub fn carve(&self, text: &str, language: Option<&str>) -> Carved {
        match self.format {
            Format::Plain => plain::carve(text),
            Format::Markdown => markdown::carve(text, language),
            Format::Html => html::carve(text, language),
            Format::Json => json::carve(text, &self.fields),
            Format::JsonLines => json::carve_lines(text, &self.fields),
            Format::Po => po::carve(text),
            Format::Xliff => xliff::carve(text, language),
            Format::Srt => subtitles::carve_srt(text, language),
            Format::WebVtt => subtitles::carve_webvtt(text, language),
        }
    }
}
