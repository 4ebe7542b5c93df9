//! The file of a baseline: JSON with an entry a line, sorted, so that two branches merge and a diff can be
//! read.

use super::{Baseline, Known, Mark};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The version of the file that is written, and the newest that is read.
pub const VERSION: u64 = 1;
/// The key of the version, by which a baseline is told from other files.
const KEY: &str = "macaronic_baseline";

/// Why a text is no baseline that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// It is something else.
    #[error("{path}: not a baseline of macaronic (it has no `{KEY}`)")]
    Other {
        /// The file.
        path: String,
    },
    /// A newer macaronic wrote it.
    #[error(
        "{path}: a baseline of version {version}, and this macaronic reads version {VERSION}; install a newer one"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its version.
        version: u64,
    },
    /// A merge left its marks in it.
    #[error("{path}:{line}: a merge conflict; take either side and run `macaronic baseline write`")]
    Conflict {
        /// The file.
        path: String,
        /// The line of the mark, from 1.
        line: usize,
    },
    /// Something in it is wrong.
    #[error("{path}:{line}:{column}: {reason}")]
    Invalid {
        /// The file.
        path: String,
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// An entry makes no sense.
    #[error("{path}: entry {number}: {reason}")]
    Entry {
        /// The file.
        path: String,
        /// Which one, from 1.
        number: usize,
        /// What is wrong.
        reason: String,
    },
}

/// What tells a baseline and its version; what else stands there may belong to a newer version.
#[derive(Deserialize)]
struct Head {
    macaronic_baseline: Option<u64>,
}

#[derive(Deserialize)]
struct File {
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
    count: usize,
    #[serde(default)]
    text: String,
}

impl Baseline {
    /// Reads a baseline; `path` is its name for people.
    ///
    /// # Errors
    /// When it is none, is of a newer version, or something in it is wrong.
    pub fn parse(text: &str, path: &str) -> Result<Self, BaselineError> {
        let text = text.trim_start_matches('\u{FEFF}');
        let path = || path.to_owned();
        let invalid = |error: &serde_json::Error| match mark_of_merge(text) {
            Some(line) => BaselineError::Conflict { path: path(), line },
            None if !text.contains(KEY) => BaselineError::Other { path: path() },
            None => BaselineError::Invalid {
                path: path(),
                line: error.line(),
                column: error.column(),
                reason: without_place(&error.to_string()),
            },
        };
        let head: Head = serde_json::from_str(text).map_err(|error| invalid(&error))?;
        match head.macaronic_baseline {
            None => return Err(BaselineError::Other { path: path() }),
            Some(version) if version > VERSION => {
                return Err(BaselineError::Newer { path: path(), version });
            }
            Some(_) => {}
        }
        let file: File = serde_json::from_str(text).map_err(|error| invalid(&error))?;
        let mut baseline = Self::default();
        for (number, entry) in (1..).zip(file.findings) {
            let (mark, known) = entry.read().map_err(|reason| BaselineError::Entry {
                path: path(),
                number,
                reason,
            })?;
            let count = known.count;
            // a merge may leave an entry twice; the sum would silence what nobody has seen
            let kept = baseline.entries.entry(mark).or_insert(known);
            kept.count = kept.count.max(count);
        }
        Ok(baseline)
    }

    /// The file of the baseline.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut entries: Vec<_> = self.entries.iter().collect();
        // by their texts people find them; the fingerprint only makes the order total
        entries.sort_by(|(a, known_a), (b, known_b)| {
            let key = |mark: &Mark| (mark.path.clone(), mark.rule.clone());
            key(a)
                .cmp(&key(b))
                .then_with(|| known_a.cmp(known_b))
                .then_with(|| a.fingerprint.cmp(&b.fingerprint))
        });
        let mut json = format!("{{\n\"{KEY}\": {VERSION},\n\"findings\": [");
        for (number, (mark, known)) in entries.into_iter().enumerate() {
            let entry = Entry {
                path: mark.path.clone(),
                rule: mark.rule.clone(),
                fingerprint: format!("{:016x}", mark.fingerprint),
                count: known.count,
                text: known.text.clone(),
            };
            let entry = serde_json::to_string(&entry).expect("texts and numbers have a JSON");
            let comma = if number == 0 { "" } else { "," };
            write!(json, "{comma}\n{entry}").expect("writing to a string never fails");
        }
        json.push_str("\n]\n}\n");
        json
    }
}

impl Entry {
    fn read(self) -> Result<(Mark, Known), String> {
        let Self { path, rule, fingerprint, count, text } = self;
        let is_hash = fingerprint.len() == 16 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
        let hash = u64::from_str_radix(&fingerprint, 16).ok().filter(|_| is_hash);
        let hash = hash.ok_or_else(|| {
            format!("the fingerprint `{fingerprint}` is not 16 hexadecimal digits")
        })?;
        if path.is_empty() || rule.is_empty() || count == 0 {
            return Err("`path` and `rule` must not be empty, nor `count` 0".to_owned());
        }
        Ok((Mark { path, rule, fingerprint: hash }, Known { text, count }))
    }
}

/// The line, from 1, of the first mark that a merge leaves.
fn mark_of_merge(text: &str) -> Option<usize> {
    let is_mark = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
    text.lines().position(is_mark).map(|line| line + 1)
}

/// `serde_json` ends its messages with the place, which stands before them here.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason).to_owned()
}
