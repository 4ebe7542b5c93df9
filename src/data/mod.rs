//! The data that is embedded in the program, from `rules/`, opened when first asked for; no logic.

pub mod characters;
pub mod exonyms;
pub mod languages;
pub mod lexicon;
pub mod lists;

use include_dir::{Dir, File, include_dir};
use std::sync::LazyLock;

/// The folders below `rules/` that are embedded: packs, and the tables that are read as text. What the
/// tables are built from stays outside.
static FOLDERS: [(&str, Dir<'static>); 3] = [
    ("cldr/exonyms", include_dir!("$CARGO_MANIFEST_DIR/rules/cldr/exonyms")),
    ("id", include_dir!("$CARGO_MANIFEST_DIR/rules/id")),
    ("shared", include_dir!("$CARGO_MANIFEST_DIR/rules/shared")),
];

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

/// What the patterns of the packs need, worked out beforehand: see `rules::prepared`.
pub static NEEDS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/needs.bin"));

/// Our packs as JSON: see `rules::prepared_packs`.
pub static PACKS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/packs.tsv"));

/// One embedded file: its path below `rules/` and its text.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Path below `rules/`, with forward slashes.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

/// All embedded files with their paths below `rules/`, sorted.
static FILES: LazyLock<Vec<(String, &File<'_>)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for (name, folder) in &FOLDERS {
        gather(name, folder, &mut files);
    }
    files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    files
});

fn gather(
    name: &str,
    folder: &'static Dir<'static>,
    files: &mut Vec<(String, &'static File<'static>)>,
) {
    let named = folder.files().filter_map(|file| Some((file.path().to_str()?, file)));
    files.extend(named.map(|(path, file)| ([name, "/", path].concat(), file)));
    for inner in folder.dirs() {
        gather(name, inner, files);
    }
}

/// The embedded file at `path` below `rules/`.
#[must_use]
pub fn file(path: &str) -> Option<Embedded> {
    let place = FILES.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
    let (path, file) = FILES.get(place)?;
    Some(Embedded { path, text: file.contents_utf8()? })
}

/// The packs of a folder below `rules/` (`shared`, or a language code), sorted by path.
#[must_use]
pub fn packs(folder: &str) -> Vec<Embedded> {
    let Some((name, folder)) = FOLDERS.iter().find(|(name, _)| *name == folder) else {
        return Vec::new();
    };
    let names = folder.files().filter_map(|file| file.path().to_str());
    let paths = names.filter(|path| is_pack(path)).map(|path| [name, "/", path].concat());
    let mut packs: Vec<_> = paths.filter_map(|path| file(&path)).collect();
    packs.sort_by_key(|pack| pack.path);
    packs
}

fn is_pack(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// The languages that have a folder of packs.
#[must_use]
pub fn pack_languages() -> Vec<&'static str> {
    let names = FOLDERS.iter().map(|(name, _)| *name);
    names.filter(|name| *name != "shared" && !packs(name).is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_with_packs_is_embedded() {
        let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for entry in std::fs::read_dir(rules).unwrap() {
            let folder = entry.unwrap();
            let name = folder.file_name().into_string().unwrap();
            let Ok(files) = std::fs::read_dir(folder.path()) else { continue };
            let packs = files
                .filter(|file| is_pack(&file.as_ref().unwrap().file_name().into_string().unwrap()));
            let has_packs = packs.count() > 0 && name != "lexicon";
            assert_eq!(has_packs, !super::packs(&name).is_empty(), "rules/{name}");
        }
    }
}
