//! The text of standard input.

use anyhow::{Context, bail};
use std::io::{IsTerminal, Read, Write};

/// Standard input, when it is checked.
pub(super) struct Stdin {
    /// The name under which it was read.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Stdin {
    /// Reads it whole: unlike a file it cannot be skipped, so too much of it is an error.
    ///
    /// # Errors
    /// When it cannot be read or has more than `largest` bytes.
    pub(super) fn read(name: String, largest: u64, quiet: bool) -> anyhow::Result<Self> {
        let stdin = std::io::stdin().lock();
        if !quiet {
            hint_at_keyboard("the text");
        }
        let mut bytes = Vec::new();
        let mut most = stdin.take(largest.saturating_add(1));
        most.read_to_end(&mut bytes).context("standard input")?;
        if most.limit() == 0 {
            bail!(
                "standard input has more than --max-file-size {largest} bytes; nothing was checked"
            );
        }
        Ok(Self { name, bytes })
    }
}

/// Somebody at a keyboard should know what the program waits for.
pub(super) fn hint_at_keyboard(what: &str) {
    if std::io::stdin().is_terminal() {
        // a closed standard error only loses the hint
        let _ = writeln!(
            anstream::stderr(),
            "macaronic: reading {what} from the keyboard; end it with Ctrl-D"
        );
    }
}
