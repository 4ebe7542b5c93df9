//! What a watch looks at: every file that a run reads, and the folders in which such files come and go.

use crate::batch::{self, Input};
use crate::cli::args::CheckArguments;
use crate::cli::own_output;
use crate::cli::plan::{configs, toml_files};
use crate::policy::config::FILE_NAME;
use crate::policy::config::find::{Configs, is_root_of_repository, relative};
use crate::rules::load::LoadedPack;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders that are looked through upwards for a configuration.
const MOST_FOLDERS: usize = 128;

/// The files that a run reads, as they are, by their real paths.
#[derive(Debug, Default)]
pub(super) struct Sight {
    files: BTreeMap<PathBuf, Seen>,
    concern: Concern,
    /// Folders that a run can do without.
    above: BTreeSet<PathBuf>,
    current: PathBuf,
}

#[derive(Debug)]
struct Seen {
    /// Its name for people; that of its report, when it is an article.
    name: String,
    is_article: bool,
    /// Nothing where there is no such file.
    stamp: Option<Stamp>,
}

/// What tells that a file is another one than before. Editors replace files, so its number counts, too.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    number: u64,
}

/// In which folders which names count.
#[derive(Clone, Debug, Default)]
pub(super) struct Concern(BTreeMap<PathBuf, Names>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Names {
    All,
    Some(BTreeSet<OsString>),
}

/// What is different from before.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Names with what became of them.
    named: Vec<(String, &'static str)>,
    /// Articles that are there; none when everything may have other findings than before.
    articles: Option<BTreeSet<String>>,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.named.iter().map(|(name, kind)| (name.as_str(), *kind))
    }

    pub(super) fn articles(&self) -> Option<&BTreeSet<String>> {
        self.articles.as_ref()
    }
}

impl Concern {
    /// Whether a path is one that counts.
    pub(super) fn is_in(&self, path: &Path) -> bool {
        let names = |folder: &Path| self.0.get(folder);
        match (path.parent().and_then(names), path.file_name()) {
            (Some(Names::All), _) => true,
            (Some(Names::Some(some)), Some(name)) if some.contains(name) => true,
            // the folder itself was moved or removed
            _ => names(path).is_some(),
        }
    }

    fn add_all(&mut self, folder: PathBuf) {
        self.0.insert(folder, Names::All);
    }

    fn add(&mut self, folder: PathBuf, name: &OsStr) {
        let names = self.0.entry(folder).or_insert_with(|| Names::Some(BTreeSet::new()));
        if let Names::Some(some) = names {
            some.insert(name.to_owned());
        }
    }
}

impl Sight {
    /// What is there now. What is wrong is not told here but by the check.
    pub(super) fn of(arguments: &CheckArguments) -> Self {
        let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
        let mut sight = Self { current: current.unwrap_or_default(), ..Self::default() };
        let configs = configs(arguments.config.as_deref(), arguments.isolated);
        let configs = configs.unwrap_or_else(|_| Configs::none());
        let has_fields = !arguments.fields.is_empty();
        let format = arguments.input_format;
        let mut found = batch::find(&arguments.paths, u64::MAX, format, has_fields, &configs);
        own_output::skip(&mut found);
        let mut packs: BTreeSet<PathBuf> = arguments.rules.iter().cloned().collect();
        for placed in &found.inputs {
            let Input::File(path) = &placed.input else { continue };
            sight.see(path, true);
            let own = placed.config.iter().flat_map(|config| &config.packs);
            packs.extend(own.map(|pack| pack.value.clone()));
        }
        for folder in &found.folders {
            sight.see_folder(folder);
        }
        for path in arguments.paths.iter().chain(&arguments.config) {
            sight.see_name(path);
        }
        for pack in &packs {
            sight.see_pack(pack);
        }
        sight.see_configurations(arguments, &found.folders);
        sight
    }

    /// The folders to watch, each with whether it must be possible.
    pub(super) fn folders(&self) -> impl Iterator<Item = (&Path, bool)> {
        let folders = self.concern.0.keys();
        folders.map(|folder| (folder.as_path(), !self.above.contains(folder)))
    }

    pub(super) fn concern(&self) -> Concern {
        self.concern.clone()
    }

    pub(super) fn has_folders_of(&self, other: &Self) -> bool {
        self.concern.0.keys().eq(other.concern.0.keys())
    }

    /// What is new, changed or gone, in the order of the paths.
    pub(super) fn changes_since(&self, before: &Self) -> Changes {
        let mut changes = Changes { articles: Some(BTreeSet::new()), ..Changes::default() };
        let paths: BTreeSet<_> = self.files.keys().chain(before.files.keys()).collect();
        for path in paths {
            let (old, new) = (before.files.get(path), self.files.get(path));
            let Some(seen) = new.or(old) else { continue };
            let stamp = |seen: Option<&Seen>| seen.and_then(|seen| seen.stamp.as_ref()).is_some();
            let kind = match (stamp(old), stamp(new)) {
                (false, true) => "new",
                (true, false) => "removed",
                (true, true) if old.map(|old| &old.stamp) != new.map(|new| &new.stamp) => "changed",
                _ => continue,
            };
            changes.named.push((seen.name.clone(), kind));
            if !seen.is_article {
                changes.articles = None;
            } else if let Some(articles) = &mut changes.articles {
                articles.insert(seen.name.clone());
            }
        }
        changes
    }

    /// Looks at a file, the first time under the name that it is shown by.
    fn see(&mut self, path: &Path, is_article: bool) {
        let real = self.real(path);
        let name = path.display().to_string();
        let stamp = Stamp::of(path);
        self.files.entry(real).or_insert(Seen { name, is_article, stamp });
    }

    /// A file or folder that is named may be replaced, or come later; so may what a link leads to.
    fn see_name(&mut self, path: &Path) {
        for real in [Some(self.real(path)), path.canonicalize().ok()].into_iter().flatten() {
            if let (Some(folder), Some(name)) = (real.parent(), real.file_name()) {
                self.concern.add(folder.to_owned(), name);
            }
        }
    }

    fn see_folder(&mut self, folder: &Path) {
        let real = self.real(folder);
        self.concern.add_all(real);
    }

    /// The configurations of the folders and of those above them.
    fn see_configurations(&mut self, arguments: &CheckArguments, folders: &[PathBuf]) {
        if let Some(config) = &arguments.config {
            return self.see(config, false);
        }
        if arguments.isolated {
            return;
        }
        let named = arguments.paths.iter().map(|path| self.real(path));
        let mut open: Vec<_> = named.chain([self.current.clone()]).collect();
        open.extend(folders.iter().map(|folder| self.real(folder)));
        let mut seen = BTreeSet::new();
        for start in open {
            for folder in start.ancestors().take(MOST_FOLDERS) {
                if !folder.is_dir() {
                    continue;
                }
                if !seen.insert(folder.to_owned()) {
                    break;
                }
                self.see_configuration(folder);
                if is_root_of_repository(folder) {
                    break;
                }
            }
        }
    }

    fn see_configuration(&mut self, folder: &Path) {
        if !self.concern.0.contains_key(folder) {
            self.above.insert(folder.to_owned());
        }
        self.concern.add(folder.to_owned(), OsStr::new(FILE_NAME));
        let path = relative(&folder.join(FILE_NAME), &self.current);
        self.see(&path, false);
    }

    /// A pack with the tables and lists that it names, or a folder of packs.
    fn see_pack(&mut self, path: &Path) {
        self.see_name(path);
        if path.is_dir() {
            self.see_folder(path);
            for file in toml_files(path).unwrap_or_default() {
                self.see_pack(&file);
            }
            return;
        }
        self.see(path, false);
        let Ok(pack) = LoadedPack::from_path(path) else { return };
        let folder = path.parent().unwrap_or(Path::new(""));
        for name in pack.file.files() {
            let file = folder.join(name);
            if file.parent().is_some_and(|folder| folder == Path::new("") || folder.is_dir()) {
                self.see_name(&file);
            }
            self.see(&file, false);
        }
    }

    /// A path with the links of its folder resolved, so that the system names it in the same way.
    fn real(&self, path: &Path) -> PathBuf {
        let absolute = self.current.join(path);
        if absolute.is_dir() {
            return absolute.canonicalize().unwrap_or(absolute);
        }
        let real = absolute.parent().and_then(|folder| folder.canonicalize().ok());
        match (real, absolute.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => absolute,
        }
    }
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self { size: found.len(), modified: found.modified().ok(), number: number(&found) })
    }
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
const fn number(_metadata: &fs::Metadata) -> u64 {
    0
}
