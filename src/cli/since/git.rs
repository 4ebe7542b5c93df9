//! The program `git`, asked so that neither its configuration nor the environment changes what it answers.

use super::patch::{self, Changed};
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Configuration that would change answers, or run programs of a repository that nobody has looked at.
const PLAIN: [&str; 6] =
    ["-c", "core.quotePath=true", "-c", "core.fsmonitor=false", "-c", "core.safecrlf=false"];
/// A diff of lines alone, whatever is configured.
const DIFF: [&str; 11] = [
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--find-renames",
    "--ignore-submodules=all",
    "--submodule=short",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];

/// A work tree of git.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repository {
    /// Its root, without links.
    pub(super) root: PathBuf,
    /// The same for people.
    shown: String,
}

impl Repository {
    /// The repository in which a file lies, given without links.
    pub(super) fn around(file: &Path, current: &Path) -> Option<Self> {
        let root = file.ancestors().skip(1).find(|folder| folder.join(".git").exists())?;
        let shown = crate::policy::config::find::relative(root, current);
        let shown = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        Some(Self { root: root.to_owned(), shown: shown.display().to_string() })
    }

    /// The commit at which the current branch and a revision part.
    ///
    /// # Errors
    /// When there is no such revision, or git does not work.
    pub(super) fn base(&self, revision: &str) -> anyhow::Result<String> {
        let is_shallow = self.ask(&["rev-parse", "--is-shallow-repository"])?;
        let is_shallow = is_shallow.starts_with(b"true");
        let fetch =
            "fetch its history (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab)";
        let head = self.commit("HEAD")?;
        let head = head.with_context(|| {
            format!("--since: no commit yet in the repository `{}`", self.shown)
        })?;
        let commit = self.commit(revision)?.with_context(|| {
            let what = if is_shallow {
                format!("this clone is shallow: {fetch}")
            } else {
                "fetch it, or name a branch, a tag or a commit that is there".to_owned()
            };
            format!("--since: no revision `{revision}` in the repository `{}`; {what}", self.shown)
        })?;
        // without a common commit its code is 1 and it says nothing
        let parting = self.run(&["merge-base", &commit, &head])?;
        match object(&parting.stdout) {
            Some(base) => Ok(base),
            None if is_shallow => bail!(
                "--since: the shallow clone `{}` does not reach back to where the branch left `{revision}`; {fetch}",
                self.shown
            ),
            None => bail!(
                "--since: `{revision}` and the current branch of `{}` have no commit in common; name another revision",
                self.shown
            ),
        }
    }

    /// What differs between a commit and the files as they are now, committed or not, by path.
    ///
    /// # Errors
    /// When git does not work.
    pub(super) fn changes(&self, base: &str) -> anyhow::Result<BTreeMap<PathBuf, Changed>> {
        let patch = self.ask(&[&DIFF[..], &[base, "--"]].concat())?;
        let changes = patch::changes(&patch).with_context(|| {
            format!("--since: {}: what `git diff` says is not understood", self.shown)
        })?;
        let of_path = |(path, changed): (Vec<u8>, Changed)| Some((self.file(&path)?, changed));
        Ok(changes.into_iter().filter_map(of_path).collect())
    }

    /// The files that git knows; whether the lines of each can be compared, which those of a merge
    /// conflict cannot.
    ///
    /// # Errors
    /// When git does not work.
    pub(super) fn tracked(&self) -> anyhow::Result<BTreeMap<PathBuf, bool>> {
        let list = self.ask(&["ls-files", "--stage", "-z"])?;
        let mut tracked = BTreeMap::new();
        // mode, object and stage, a tab, the path
        for entry in list.split(|&byte| byte == 0) {
            let Some(tab) = entry.iter().position(|&byte| byte == b'\t') else { continue };
            let (head, path) = entry.split_at(tab);
            let Some(file) = path.get(1..).and_then(|path| self.file(path)) else { continue };
            tracked.insert(file, head.ends_with(b" 0"));
        }
        Ok(tracked)
    }

    /// The commit of a revision.
    fn commit(&self, revision: &str) -> anyhow::Result<Option<String>> {
        let commit = format!("{revision}^{{commit}}");
        let found = self.run(&["rev-parse", "--verify", "--quiet", &commit])?;
        Ok(object(&found.stdout))
    }

    /// The file of a path that git writes.
    fn file(&self, path: &[u8]) -> Option<PathBuf> {
        Some(self.root.join(path_of(path)?))
    }

    /// What git answers.
    fn ask(&self, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().next().unwrap_or("it does not say why");
        bail!("--since: {}: git: {said}", self.shown)
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(PLAIN).args(arguments).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            // a hook sets the repository and the index for itself; what was configured stays
            if shown.starts_with("GIT_") && !shown.starts_with("GIT_CONFIG") {
                command.env_remove(&name);
            }
        }
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        command.output().map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                anyhow::anyhow!("--since needs the program `git`, which is not found; install it")
            }
            _ => anyhow::anyhow!("--since: git: {error}"),
        })
    }
}

/// The one object that git names; for a range it names two.
fn object(answer: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(answer).ok()?.trim_end();
    let is_object = name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_object.then(|| name.to_owned())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not all bytes are a path")]
fn path_of(path: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(path)))
}

#[cfg(not(unix))]
fn path_of(path: &[u8]) -> Option<PathBuf> {
    // git writes UTF-8 and `/`, which a path without links does not take
    Some(std::str::from_utf8(path).ok()?.split('/').collect())
}
