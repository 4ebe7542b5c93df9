//! Word lists: plain text, one entry a line, `#` for comments.

use super::file;
use memchr::memchr;

/// The entries of `rules/<folder>/lists/<name>.txt`; none when there is no such list.
pub fn entries(folder: &str, name: &str) -> impl Iterator<Item = &'static str> {
    let text = file(&format!("{folder}/lists/{name}.txt")).map_or("", |found| found.text);
    lines(text)
}

/// The entries of a list's text.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bare = text.lines().map(|line| {
        // few lines have a comment, and a search for two characters takes long to begin
        let may_have_one = memchr(b'#', line.as_bytes()).is_some();
        let entry = Some(line).filter(|_| may_have_one).and_then(|line| line.split_once(" #"));
        entry.map_or(line, |(entry, _)| entry).trim()
    });
    bare.filter(|line| !line.is_empty() && !line.starts_with('#'))
}
