//! Which configuration holds for a file: the nearest `macaronic.toml` from its folder upwards, as far as
//! the root of its git repository. Each folder is looked at once.

use super::{Config, FILE_NAME};
use crate::rules::error::RulesError;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Folders that are looked through upwards; deeper ones have no configuration.
const MOST_FOLDERS: usize = 128;

/// The configurations of a run.
#[derive(Debug)]
pub struct Configs {
    choice: Choice,
    /// The folder of the run, without links.
    current: PathBuf,
    known: Mutex<BTreeMap<PathBuf, Found>>,
}

type Found = Result<Option<Arc<Config>>, RulesError>;

#[derive(Debug)]
enum Choice {
    /// The nearest one of each file.
    Nearest,
    /// The same for all files, or none.
    Fixed(Option<Arc<Config>>),
}

/// A path with the configuration that holds for it.
#[derive(Clone, Debug)]
pub struct Located {
    /// The configuration, when there is one.
    pub config: Option<Arc<Config>>,
    /// The path relative to the folder of the configuration; without links and absolute where it is not
    /// below that.
    pub path: PathBuf,
}

impl Configs {
    /// The nearest configuration of each file.
    #[must_use]
    pub fn nearest() -> Self {
        Self::of_choice(Choice::Nearest)
    }

    /// No configuration.
    #[must_use]
    pub fn none() -> Self {
        Self::of_choice(Choice::Fixed(None))
    }

    /// One configuration for every file.
    ///
    /// # Errors
    /// When it cannot be read or is wrong.
    pub fn named(path: &Path) -> Result<Self, RulesError> {
        let config = Config::read(path, path.display().to_string())?;
        Ok(Self::of_choice(Choice::Fixed(Some(Arc::new(config)))))
    }

    fn of_choice(choice: Choice) -> Self {
        // without a current folder, absolute paths are still found
        let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
        Self { choice, current: current.unwrap_or_default(), known: Mutex::default() }
    }

    /// The configuration of the current folder.
    ///
    /// # Errors
    /// When it cannot be read or is wrong.
    pub fn of_current(&self) -> Found {
        self.of_folder(&self.current)
    }

    /// The configuration of a file or folder, by the folder it lies in.
    ///
    /// # Errors
    /// When it cannot be read or is wrong.
    pub fn of(&self, path: &Path) -> Result<Located, RulesError> {
        let real = real(path, &self.current);
        let config = self.of_folder(real.parent().unwrap_or(&real))?;
        let path = match &config {
            Some(config) => real.strip_prefix(config.folder()).unwrap_or(&real).to_owned(),
            None => real,
        };
        Ok(Located { config, path })
    }

    fn of_folder(&self, folder: &Path) -> Found {
        let Choice::Nearest = self.choice else {
            let Choice::Fixed(config) = &self.choice else { return Ok(None) };
            return Ok(config.clone());
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut passed = Vec::new();
        let mut found = Ok(None);
        for folder in folder.ancestors().take(MOST_FOLDERS) {
            if let Some(before) = known.get(folder) {
                found.clone_from(before);
                break;
            }
            passed.push(folder.to_owned());
            if let Some(here) = self.in_folder(folder) {
                found = here.map(|config| Some(Arc::new(config)));
                break;
            }
            if is_root_of_repository(folder) {
                break;
            }
        }
        known.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    /// The configuration that lies in a folder.
    fn in_folder(&self, folder: &Path) -> Option<Result<Config, RulesError>> {
        let path = folder.join(FILE_NAME);
        // what is there and cannot be read must be told: it may switch rules off
        if let Err(error) = std::fs::symlink_metadata(&path)
            && error.kind() == std::io::ErrorKind::NotFound
        {
            return None;
        }
        let shown = relative(&path, &self.current);
        Some(Config::read(&shown, shown.display().to_string()))
    }
}

/// A repository has a folder `.git`; a work tree or submodule has a file.
#[must_use]
pub fn is_root_of_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// A path with the links of its folder resolved; one that is a link itself keeps its name.
#[must_use]
pub fn real(path: &Path, current: &Path) -> PathBuf {
    let absolute = current.join(path);
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return absolute.canonicalize().unwrap_or(absolute);
    };
    match folder.canonicalize() {
        Ok(folder) => folder.join(name),
        Err(_) => absolute,
    }
}

/// A path as it is written from a folder; both without links.
#[must_use]
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_path_is_written_from_a_folder() {
        let from = |path: &str| relative(Path::new(path), Path::new("/a/b")).display().to_string();
        assert_eq!(from("/a/b/c.toml"), "c.toml");
        assert_eq!(from("/a/c.toml"), "../c.toml");
        assert_eq!(from("/x/c.toml"), "../../x/c.toml");
        assert_eq!(from("c.toml"), "c.toml");
    }

    #[test]
    fn the_nearest_configuration_wins_and_the_root_of_a_repository_ends_the_search() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("macaronic.toml", "language = \"id\"\n");
        write("a/b/macaronic.toml", "language = \"de\"\n");
        write("repository/.git", "gitdir: elsewhere\n");
        let configs = Configs::nearest();
        let language = |path: &str| {
            let located = configs.of(&folder.path().join(path)).unwrap();
            located.config.and_then(|config| config.language.clone()).map(|set| set.value.tag())
        };
        assert_eq!(language("a/c.txt"), Some("id"));
        assert_eq!(language("a/b/c/d.txt"), Some("de"));
        assert_eq!(language("repository/c/d.txt"), None);
        let located = configs.of(&folder.path().join("a/b/c/d.txt")).unwrap();
        assert_eq!(located.path, Path::new("c/d.txt"));
    }
}
