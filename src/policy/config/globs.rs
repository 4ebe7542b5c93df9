//! Globs over the paths below a folder, in the patterns of `.gitignore`: a name alone matches at any depth,
//! a pattern with a slash from the folder of the file on, a folder with everything in it.

use crate::rules::error::{Place, RulesError};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// A table of values by glob; the last glob that matches counts.
#[derive(Clone, Debug)]
pub struct Globs<T> {
    entries: Vec<Entry<T>>,
}

/// A glob with its value.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// As written.
    pub glob: String,
    /// What holds for the files that it matches.
    pub value: T,
    /// Where it is written.
    pub place: Place,
    matcher: Gitignore,
}

impl<T> Default for Globs<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Globs<T> {
    /// Adds a glob after the others.
    ///
    /// # Errors
    /// When it is none.
    pub fn add(&mut self, glob: &str, value: T, place: Place) -> Result<(), RulesError> {
        if glob.starts_with('!') {
            return Err(RulesError::at(&place, "a glob here does not begin with `!`"));
        }
        let matcher = matcher([(glob, &place)])?;
        self.entries.push(Entry { glob: glob.to_owned(), value, place, matcher });
        Ok(())
    }

    /// The last entry whose glob matches a file, given relative to the folder.
    #[must_use]
    pub fn of(&self, file: &Path) -> Option<&Entry<T>> {
        self.entries.iter().rev().find(|entry| matches(&entry.matcher, file))
    }

    /// All entries, as written.
    #[must_use]
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }
}

fn matches(matcher: &Gitignore, file: &Path) -> bool {
    // an absolute path would be a file outside of the folder
    file.is_relative() && matcher.matched_path_or_any_parents(file, false).is_ignore()
}

/// What files and folders are left alone.
#[derive(Clone, Debug)]
pub struct Ignored {
    matcher: Gitignore,
    patterns: Vec<(String, Place)>,
}

impl Default for Ignored {
    fn default() -> Self {
        Self { matcher: Gitignore::empty(), patterns: Vec::new() }
    }
}

impl Ignored {
    /// Patterns with their places.
    ///
    /// # Errors
    /// When one of them is no pattern.
    pub fn new(patterns: Vec<(String, Place)>) -> Result<Self, RulesError> {
        let matcher = matcher(patterns.iter().map(|(glob, place)| (glob.as_str(), place)))?;
        Ok(Self { matcher, patterns })
    }

    /// The pattern by which a path, given relative to the folder, is left alone.
    #[must_use]
    pub fn by(&self, path: &Path, is_folder: bool) -> Option<&(String, Place)> {
        if self.patterns.is_empty() || !path.is_relative() {
            return None;
        }
        let matched = self.matcher.matched_path_or_any_parents(path, is_folder);
        let ignore::Match::Ignore(glob) = matched else { return None };
        self.patterns.iter().rfind(|(pattern, _)| pattern == glob.original())
    }

    /// All patterns, as written.
    #[must_use]
    pub fn patterns(&self) -> &[(String, Place)] {
        &self.patterns
    }
}

fn matcher<'a>(
    patterns: impl IntoIterator<Item = (&'a str, &'a Place)>,
) -> Result<Gitignore, RulesError> {
    let mut builder = GitignoreBuilder::new("");
    // git reads `[a` as it stands; here it is a slip
    builder.allow_unclosed_class(false);
    for (pattern, place) in patterns {
        let wrong = |problem: &str| RulesError::at(place, format!("`{pattern}`: {problem}"));
        if pattern.trim().is_empty() || pattern.starts_with('#') {
            return Err(wrong("not a pattern of file names"));
        }
        if pattern.split('/').any(|part| part == "..") {
            return Err(wrong("a pattern stays below the folder of the configuration"));
        }
        builder.add_line(None, pattern).map_err(|error| wrong(&without_glob(&error)))?;
    }
    builder.build().map_err(|error| RulesError::at(&Place::default(), error.to_string()))
}

/// What is wrong with a pattern, without the pattern.
fn without_glob(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => without_glob(err),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'g>(globs: &'g Globs<u8>, file: &str) -> Option<&'g u8> {
        globs.of(Path::new(file)).map(|entry| &entry.value)
    }

    #[test]
    fn the_last_glob_that_matches_counts() {
        let mut globs = Globs::default();
        for (value, glob) in (0..).zip(["*.md", "content/id", "/top.md", "content/id/raw/*"]) {
            globs.add(glob, value, Place::default()).unwrap();
        }
        assert_eq!(of(&globs, "a/b.md"), Some(&0));
        assert_eq!(of(&globs, "content/id/a/b.md"), Some(&1));
        assert_eq!(of(&globs, "x/content/id/a.txt"), None);
        assert_eq!(of(&globs, "top.md"), Some(&2));
        assert_eq!(of(&globs, "a/top.md"), Some(&0));
        assert_eq!(of(&globs, "content/id/raw/b.md"), Some(&3));
        assert_eq!(of(&globs, "/elsewhere/b.md"), None);
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_its_place() {
        let place = Place { path: "macaronic.toml".into(), line: 3, column: 1 };
        for (glob, problem) in [
            ("[a", "unclosed character class"),
            ("", "not a pattern"),
            ("# a", "not a pattern"),
            ("../a", "stays below"),
            ("!a", "does not begin with `!`"),
        ] {
            let error = Globs::default().add(glob, (), place.clone()).unwrap_err().to_string();
            assert!(error.starts_with("macaronic.toml:3:1: "), "{error}");
            assert!(error.contains(problem), "{error}");
        }
    }

    #[test]
    fn an_ignored_folder_is_left_alone_with_all_in_it() {
        let pattern = |glob: &str| (glob.to_owned(), Place::default());
        let ignored =
            Ignored::new(vec![pattern("drafts/"), pattern("*.tmp.md"), pattern("!keep.tmp.md")]);
        let ignored = ignored.unwrap();
        let by = |path: &str, is_folder| {
            ignored.by(Path::new(path), is_folder).map(|(glob, _)| glob.as_str())
        };
        assert_eq!(by("a/drafts", true), Some("drafts/"));
        assert_eq!(by("a/drafts/b.md", false), Some("drafts/"));
        assert_eq!(by("drafts", false), None);
        assert_eq!(by("a.tmp.md", false), Some("*.tmp.md"));
        assert_eq!(by("keep.tmp.md", false), None);
    }
}
