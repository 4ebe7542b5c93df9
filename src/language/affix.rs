//! How words are built: prefixes, suffixes and clitics of a language, from `rules/<tag>/lists/`.

use crate::data::lists;

/// The affixes of a language.
#[derive(Clone, Debug, Default)]
pub struct Affixes {
    prefixes: Vec<Prefix>,
    suffixes: Vec<&'static str>,
    clitics: Vec<&'static str>,
}

/// A prefix, and the letter that it swallows at the start of the root (`meny` + `sapu`).
#[derive(Clone, Copy, Debug)]
struct Prefix {
    text: &'static str,
    restores: &'static str,
}

/// A root has at least this many letters; shorter ones are found in any word.
const SHORTEST_ROOT: usize = 3;
/// memper-tanggung-jawab-kan has two prefixes; more are not built.
const MOST_PREFIXES: usize = 2;

impl Affixes {
    /// The lists `prefixes`, `suffixes` and `clitics` of a language.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let prefix = |entry: &'static str| {
            let (text, restores) = entry.split_once('+').unwrap_or((entry, ""));
            Prefix { text: text.trim(), restores: restores.trim() }
        };
        Self {
            prefixes: lists::entries(tag, "prefixes").map(prefix).collect(),
            suffixes: lists::entries(tag, "suffixes").collect(),
            clitics: lists::entries(tag, "clitics").collect(),
        }
    }

    /// The clitics, as written.
    #[must_use]
    pub fn clitics(&self) -> &[&'static str] {
        &self.clitics
    }

    /// A folded word without a clitic at its end.
    pub fn without_clitic<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        self.clitics.iter().filter_map(move |clitic| {
            let rest = word.strip_suffix(clitic)?;
            let rest = rest.strip_suffix('-').unwrap_or(rest);
            (rest.len() >= SHORTEST_ROOT).then_some(rest)
        })
    }

    /// Whether a folded word is built from a root that `known` accepts.
    pub fn is_built(&self, word: &str, known: &dyn Fn(&str) -> bool) -> bool {
        if self.prefixes.is_empty() && self.suffixes.is_empty() && self.clitics.is_empty() {
            return false;
        }
        self.is_doubled(word, known)
            || self.has_known_root(word, known, MOST_PREFIXES)
            || self.without_clitic(word).any(|rest| {
                known(rest)
                    || self.has_known_root(rest, known, MOST_PREFIXES)
                    || self.is_doubled(rest, known)
            })
    }

    /// `anak-anak`, `berlari-lari`, `kecokelat-cokelatan`: two halves of one root.
    fn is_doubled(&self, word: &str, known: &dyn Fn(&str) -> bool) -> bool {
        let Some((left, right)) = word.split_once('-') else { return false };
        // `homily-nya` is a word with a clitic, whatever the word
        if left.len() < 2 || right.len() < 2 || self.clitics.contains(&right) {
            return false;
        }
        let good = |part: &str| known(part) || self.has_known_root(part, known, MOST_PREFIXES);
        let related = left.contains(right) || right.contains(left) || good(right);
        related && (good(left) || good(right))
    }

    fn has_known_root(&self, word: &str, known: &dyn Fn(&str) -> bool, prefixes: usize) -> bool {
        let bases = std::iter::once(word)
            .chain(self.suffixes.iter().filter_map(|suffix| word.strip_suffix(suffix)));
        for base in bases {
            let stripped = base.len() < word.len();
            if stripped && base.len() >= SHORTEST_ROOT && known(base) {
                return true;
            }
            if prefixes > 0 && self.has_known_root_behind_prefix(base, known, prefixes) {
                return true;
            }
        }
        false
    }

    fn has_known_root_behind_prefix(
        &self,
        base: &str,
        known: &dyn Fn(&str) -> bool,
        prefixes: usize,
    ) -> bool {
        self.prefixes.iter().any(|prefix| {
            let Some(rest) = base.strip_prefix(prefix.text) else { return false };
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            if rest.len() + prefix.restores.len() < SHORTEST_ROOT {
                return false;
            }
            if prefix.restores.is_empty() {
                return known(rest)
                    || prefixes > 1
                        && self.has_known_root_behind_prefix(rest, known, prefixes - 1);
            }
            known(&[prefix.restores, rest].concat())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_words_are_known_by_their_roots() {
        let affixes = Affixes::of("id");
        let roots = ["sapu", "kelola", "lanjut", "cokelat", "anak", "guna"];
        let known = |word: &str| roots.contains(&word);
        for word in [
            "menyapu",
            "pengelolaan",
            "keberlanjutannya",
            "kecokelat-cokelatan",
            "anak-anak",
            "menggunakan",
        ] {
            assert!(affixes.is_built(word, &known), "{word}");
        }
        for word in ["inflation", "deploy", "mendeploy"] {
            assert!(!affixes.is_built(word, &known), "{word}");
        }
    }
}
