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
    text.lines().map(entry).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A line without the comment and the blanks around its entry, which few have.
fn entry(line: &str) -> &str {
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = line.as_bytes();
    if is_bare(bytes.first()) && is_bare(bytes.last()) && memchr(b'#', bytes).is_none() {
        return line;
    }
    line.split_once(" #").map_or(line, |(entry, _)| entry).trim()
}
