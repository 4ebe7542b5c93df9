//! What `git diff` says: for each file the lines that are new or changed. Its form is that of git's
//! documentation (`diff-format`), with paths that have other than plain characters in quotes.

use crate::policy::scope::Lines;
use std::collections::BTreeMap;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// All of it counts as changed: it is new, or git does not compare its lines.
    Whole,
    /// These lines.
    Lines(Vec<Lines>),
}

/// A patch as it is being read.
#[derive(Default)]
struct Reader {
    files: BTreeMap<Vec<u8>, Changed>,
    /// The file of the section, once it is known.
    file: Option<Vec<u8>>,
    /// Lines of the hunk that are still to come.
    left: usize,
}

/// The changed files of a patch without context, by their paths below the root of the repository; `None`
/// when it is none.
pub(super) fn changes(patch: &[u8]) -> Option<BTreeMap<Vec<u8>, Changed>> {
    let mut reader = Reader::default();
    for line in patch.split(|&byte| byte == b'\n') {
        reader.line(line)?;
    }
    (reader.left == 0).then_some(reader.files)
}

impl Reader {
    fn line(&mut self, line: &[u8]) -> Option<()> {
        if self.left > 0 {
            // a text may hold what looks like a header
            self.left -= match line.first() {
                Some(b'+' | b'-') => 1,
                Some(b'\\') => 0,
                _ => return None,
            };
            return Some(());
        }
        if let Some(names) = line.strip_prefix(b"diff --git ") {
            self.file = same_name(names);
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            self.file = Some(path(name)?);
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            self.file = path(name)?.strip_prefix(b"b/").map(<[u8]>::to_vec);
        } else if line.starts_with(b"Binary files ") {
            self.files.insert(self.file.clone()?, Changed::Whole);
        } else if line.starts_with(b"@@ ") {
            let (removed, added) = hunk(line)?;
            self.left = removed.checked_add(added.count)?;
            // a deleted file has no name
            if let Some(file) = &self.file {
                let changed = self.files.entry(file.clone()).or_insert(Changed::Lines(Vec::new()));
                if let Changed::Lines(lines) = changed {
                    lines.push(added);
                }
            }
        }
        Some(())
    }
}

/// How many lines a hunk removes, and which it adds: `@@ -3 +4,2 @@`. Behind that a line of the text may
/// stand, cut anywhere.
fn hunk(line: &[u8]) -> Option<(usize, Lines)> {
    let mut parts = line.split(|&byte| byte == b' ').skip(1);
    let mut next =
        |sign: &[u8]| range(std::str::from_utf8(parts.next()?.strip_prefix(sign)?).ok()?);
    Some((next(b"-")?.count, next(b"+")?))
}

fn range(text: &str) -> Option<Lines> {
    let (first, count) = text.split_once(',').unwrap_or((text, "1"));
    Some(Lines { first: first.parse().ok()?, count: count.parse().ok()? })
}

/// The name in `a/NAME b/NAME`, where both are the same; a renamed file is named again below.
fn same_name(names: &[u8]) -> Option<Vec<u8>> {
    let (old, new) = names.split_at_checked(names.len() / 2)?;
    let (old, new) = (path(old)?, path(new.strip_prefix(b" ")?)?);
    let (old, new) = (old.strip_prefix(b"a/")?, new.strip_prefix(b"b/")?);
    (old == new).then(|| new.to_vec())
}

/// A path as git writes it: with a tab behind it where it has blanks, in quotes where it has other than
/// plain characters.
fn path(written: &[u8]) -> Option<Vec<u8>> {
    let written = written.strip_suffix(b"\t").unwrap_or(written);
    let Some(quoted) = written.strip_prefix(b"\"") else { return Some(written.to_vec()) };
    let mut rest = quoted.strip_suffix(b"\"")?;
    let mut path = Vec::with_capacity(rest.len());
    while let Some((&byte, next)) = rest.split_first() {
        rest = next;
        path.push(if byte == b'\\' { escaped(&mut rest)? } else { byte });
    }
    Some(path)
}

/// The byte behind a backslash, as in C.
fn escaped(rest: &mut &[u8]) -> Option<u8> {
    let (&byte, next) = rest.split_first()?;
    if (b'0'..=b'3').contains(&byte) {
        let (digits, next) = rest.split_at_checked(3)?;
        *rest = next;
        return u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok();
    }
    *rest = next;
    Some(match byte {
        b'a' => 0x07,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0B,
        b'f' => 0x0C,
        b'r' => b'\r',
        b'"' | b'\\' => byte,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(patch: &str) -> BTreeMap<String, Changed> {
        let files = changes(patch.as_bytes()).unwrap();
        files
            .into_iter()
            .map(|(path, changed)| (String::from_utf8(path).unwrap(), changed))
            .collect()
    }

    fn lines(lines: &[(usize, usize)]) -> Changed {
        Changed::Lines(lines.iter().map(|&(first, count)| Lines { first, count }).collect())
    }

    #[test]
    fn new_and_changed_lines_are_read() {
        let files = read(
            "diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@ satu\n-x\n+y\n@@ -4,0 +5,2 @@\n+z\n+z\n\\ No newline at end of file\n@@ -9,2 +9,0 @@\n-x\n-x\ndiff --git a/b b.txt b/b b.txt\nnew file mode 100644\n--- /dev/null\n+++ b/b b.txt\t\n@@ -0,0 +1 @@\n+x\n",
        );
        assert_eq!(files["a.txt"], lines(&[(1, 1), (5, 2), (9, 0)]));
        assert_eq!(files["b b.txt"], lines(&[(1, 1)]));
    }

    #[test]
    fn a_text_that_looks_like_a_header_is_a_text() {
        let files = read(
            "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,2 @@\n--- a/x.txt\n+++ b/x.txt\n+@@ -1 +1 @@\n",
        );
        assert_eq!(files.len(), 1);
        assert_eq!(files["a.txt"], lines(&[(1, 2)]));
    }

    #[test]
    fn quoted_paths_are_taken_apart() {
        let files = read(
            "diff --git \"a/a\\\"\\303\\251\\n\\\\.txt\" \"b/a\\\"\\303\\251\\n\\\\.txt\"\n--- /dev/null\n+++ \"b/a\\\"\\303\\251\\n\\\\.txt\"\n@@ -0,0 +1 @@\n+x\n",
        );
        assert_eq!(files["a\"é\n\\.txt"], lines(&[(1, 1)]));
    }

    #[test]
    fn what_git_does_not_compare_is_changed_as_a_whole() {
        let files = read(
            "diff --git a/a and b/a.txt b/a and b/a.txt\nindex 1..2\nBinary files a/a and b/a.txt and b/a and b/a.txt differ\ndiff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\nBinary files a/x and b/y differ\n",
        );
        assert_eq!(files["a and b/a.txt"], Changed::Whole);
        assert_eq!(files["y"], Changed::Whole);
    }

    #[test]
    fn deleted_and_only_renamed_files_have_no_lines() {
        let files = read(
            "diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\ndiff --git a/b.txt b/c.txt\nsimilarity index 100%\nrename from b.txt\nrename to c.txt\n",
        );
        assert!(files.is_empty(), "{files:?}");
    }

    #[test]
    fn what_is_no_patch_is_refused() {
        for patch in [
            "@@ -1 +1 @@\n-x\n",
            "@@ x @@\n",
            "@@ -1 +99999999999999999999999 @@\n",
            "+++ \"b/\\9\"\n",
            "Binary files a/x and b/y differ\n",
        ] {
            assert_eq!(changes(patch.as_bytes()), None, "{patch}");
        }
    }

    #[test]
    fn a_heading_behind_a_hunk_may_be_cut_anywhere() {
        let mut patch = b"+++ b/a\n@@ -1 +1 @@ ".to_vec();
        patch.extend(std::iter::repeat_n(0xE2, 90));
        patch.extend(b"\n-x\n+y\n");
        assert_eq!(changes(&patch).unwrap().len(), 1);
    }
}
