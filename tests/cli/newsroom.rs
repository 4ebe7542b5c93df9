//! A folder with a pack and articles, and the program run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// One rule of each severity: `Kotalama` is a warning with a review fix, `Gedunglama` an error with a
/// safe one, `Jalanlama` advice with a safe one; `Baca juga di sini` is a line to delete.
pub(crate) const DESK: &str = r#"
[pack]
name = "desk"
language = "id"

[terms]
"Kotalama" = "Kotabaru"

[[rule]]
id = "desk/building"
message = "`{found}` is gone; write `{use}`"
severity = "error"
safety = "safe"
match.term = { find = ["Gedunglama"], use = "Gedungbaru" }

[[rule]]
id = "desk/street"
message = "`{found}` is old; write `{use}`"
severity = "advice"
safety = "safe"
match.term = { find = ["Jalanlama"], use = "Jalanbaru" }

[[rule]]
id = "desk/read-also"
message = "a link to another article"
severity = "error"
safety = "safe"
match.line = { find = ["Baca juga di sini"], remove = true }
"#;

/// A temporary folder in which the program runs.
pub(crate) struct Newsroom {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Newsroom {
    /// A folder with the pack [`DESK`].
    pub(crate) fn new() -> Self {
        Self::with_pack(DESK)
    }

    /// A folder with a pack named `desk.toml`.
    pub(crate) fn with_pack(pack: &str) -> Self {
        let newsroom = Self { folder: TempDir::new().unwrap() };
        newsroom.write("desk.toml", pack);
        newsroom
    }

    /// A folder with the pack [`DESK`] and one article, `a.txt`.
    pub(crate) fn with_article(text: impl AsRef<[u8]>) -> Self {
        let newsroom = Self::new();
        newsroom.write("a.txt", text);
        newsroom
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders it lies in.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn read_text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// The program, to be run in the folder without what the environment may say.
    pub(crate) fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_macaronic"));
        command.current_dir(self.folder.path());
        for name in [
            "MACARONIC_LANG",
            "NO_COLOR",
            "GITHUB_ACTIONS",
            "GITHUB_STEP_SUMMARY",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "TERM",
            "CI",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// `macaronic check` with the rules of the pack and no others.
    pub(crate) fn check_command<I: AsRef<OsStr>>(&self, arguments: &[I]) -> Command {
        let mut command = self.program();
        command.args(["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk,name/desk"]);
        command.args(arguments);
        command
    }

    /// Runs `macaronic check` with the rules of the pack and no others.
    pub(crate) fn check<I: AsRef<OsStr>>(&self, arguments: &[I]) -> Answer {
        answer(&self.check_command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// The same with a text on standard input.
    pub(crate) fn check_stdin(&self, arguments: &[&str], input: &[u8]) -> Answer {
        feed(self.check_command(arguments), input)
    }

    /// Runs any command of the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        answer(&self.program().args(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// The findings of `check --format jsonl`, one value each.
    pub(crate) fn findings(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let answer = self.check(&[&["--format", "jsonl"], arguments].concat());
        answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Runs a command with a text on its standard input.
pub(crate) fn feed(mut command: Command, input: &[u8]) -> Answer {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    answer(&child.wait_with_output().unwrap())
}

fn answer(output: &Output) -> Answer {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Answer {
        code: output.status.code().expect("the program is not killed by a signal"),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

impl Answer {
    /// How many frames the terminal shows for a rule.
    pub(crate) fn frames(&self, rule: &str) -> usize {
        self.stdout.matches(&format!("[{rule}]")).count()
    }

    /// Fails unless the run ended with this code.
    #[track_caller]
    pub(crate) fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Fails unless standard error holds this text.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "{text:?} is not said in {self:#?}");
        self
    }

    /// Fails unless standard output holds this text.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "{text:?} is not shown in {self:#?}");
        self
    }
}
