//! The data that is embedded in the program: everything under `rules/`, opened when first asked
//! for; no logic.

pub mod characters;
pub mod exonyms;
pub mod languages;
pub mod lexicon;
pub mod lists;

use include_dir::{Dir, File, include_dir};
use std::sync::LazyLock;

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A file of `rules/lexicon/`, or nothing in a build without the word lists.
macro_rules! lexicon_file {
    ($name:literal) => {
        if cfg!(feature = "lexicon") {
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/lexicon/", $name))
        } else {
            &[]
        }
    };
}

/// The merged table of words; empty without the feature `lexicon`.
static WORDS: &[u8] = lexicon_file!("words.bin");
/// The spelling of the languages; empty without the feature `lexicon`.
static CHARACTERS: &[u8] = lexicon_file!("characters.bin");
/// The model of foreign words; empty without the feature `lexicon`.
pub static FOREST: &[u8] = lexicon_file!("forest.bin");

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
