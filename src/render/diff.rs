//! Fixes as a unified diff that `patch` applies.

use super::escape::is_hostile;
use similar::{ChangeTag, TextDiffConfig};
use std::io::{self, Write};

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// Writes the diff from `old` to `new` under the name of the file; nothing when they are equal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn unified(path: &str, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let name = path.trim_start_matches('/');
    writeln!(out, "--- {}\n+++ {}", header(&format!("a/{name}")), header(&format!("b/{name}")))?;
    let diff = TextDiffConfig::default().diff_slices(&lines(old), &lines(new));
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            write_line(change.tag(), change.value(), out)?;
        }
    }
    Ok(())
}

/// A name as `patch` reads it: quoted when something in it is hostile, up to a tab when there
/// are blanks.
fn header(name: &str) -> String {
    if !name.contains(is_hostile) && !name.contains("##[") {
        let tab = if name.contains(' ') { "\t" } else { "" };
        return format!("{name}{tab}");
    }
    let quoted = name.bytes().map(|byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' if byte != b'[' => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    });
    format!("\"{}\"", quoted.collect::<String>())
}

/// The lines as `patch` counts them: a lone CR ends none.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn write_line(tag: ChangeTag, line: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{tag}{line}")?;
    if line.ends_with('\n') { Ok(()) } else { writeln!(out, "\n\\ No newline at end of file") }
}
