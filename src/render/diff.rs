//! Fixes as a unified diff that `patch` applies.

use similar::TextDiff;
use std::io::{self, Write};

/// Writes the diff from `old` to `new` under the name of the file; nothing when they are equal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn unified(path: &str, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let name: String = path.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    let (before, after) = (
        format!("a/{}", name.trim_start_matches('/')),
        format!("b/{}", name.trim_start_matches('/')),
    );
    unified.context_radius(3).header(&before, &after).to_writer(&mut *out)
}
