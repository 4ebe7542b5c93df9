//! The data that is embedded in the program: everything under `rules/`, opened when first asked
//! for; no logic.

pub mod languages;
pub mod lexicon;
pub mod lists;

use include_dir::{Dir, File, include_dir};
use std::sync::LazyLock;

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// One embedded file: its path below `rules/` and its text.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Path below `rules/`, with forward slashes.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

/// All embedded files, sorted by path: `include_dir` compares the paths of all of them part by part, for
/// each list of a language.
static FILES: LazyLock<Vec<(&str, &File<'_>)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    gather(&RULES, &mut files);
    files.sort_unstable_by_key(|(path, _)| *path);
    files
});

fn gather(folder: &'static Dir<'_>, files: &mut Vec<(&'static str, &'static File<'static>)>) {
    files.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, file))));
    for inner in folder.dirs() {
        gather(inner, files);
    }
}

/// The embedded file at `path` below `rules/`.
#[must_use]
pub fn file(path: &str) -> Option<Embedded> {
    let place = FILES.binary_search_by_key(&path, |(path, _)| *path).ok()?;
    let (path, file) = FILES.get(place)?;
    Some(Embedded { path, text: file.contents_utf8()? })
}

/// The packs of a folder below `rules/` (`shared`, or a language code), sorted by path.
#[must_use]
pub fn packs(folder: &str) -> Vec<Embedded> {
    let Some(folder) = RULES.get_dir(folder) else { return Vec::new() };
    let names = folder.files().filter_map(|file| file.path().to_str());
    let mut packs: Vec<_> = names.filter(|name| is_pack(name)).filter_map(file).collect();
    packs.sort_by_key(|pack| pack.path);
    packs
}

fn is_pack(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// The languages that have a folder of packs.
#[must_use]
pub fn pack_languages() -> Vec<&'static str> {
    let names = RULES.dirs().filter_map(|dir| dir.path().to_str());
    let mut names: Vec<_> =
        names.filter(|name| !packs(name).is_empty() && *name != "shared").collect();
    names.sort_unstable();
    names
}
