//! The examples of rules: texts that a rule must find, and texts on which it must stay silent.
//!
//! They are three quarters of the tables of our packs, and only `rules test`, `explain` and reports read them: a
//! start leaves them out, and they are read when somebody asks.

use super::load::LoadedPack;
use super::notation::marked;
use super::schema::RuleFile;
use crate::data;
use crate::text::span::Span;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A text that a rule must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Without the marks.
    pub text: String,
    /// What was marked.
    pub span: Span,
    /// After the first fix.
    pub fixed: Option<String>,
}

/// A text on which a rule must stay silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// The text.
    pub text: String,
    /// Why it is right.
    pub because: String,
}

/// The examples of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Texts it must find.
    pub bad: Vec<Bad>,
    /// Texts on which it must stay silent.
    pub good: Vec<Good>,
}

/// The examples of one rule, read when they are first asked for where they came with the program.
#[derive(Clone, Debug, Default)]
pub struct Lazy(OnceLock<Examples>);

impl From<Examples> for Lazy {
    fn from(examples: Examples) -> Self {
        Self(OnceLock::from(examples))
    }
}

impl Lazy {
    /// The examples; `path` is the pack and `id` the rule.
    pub fn get(&self, path: &str, id: &str) -> &Examples {
        self.0.get_or_init(|| embedded(path, id))
    }
}

impl Examples {
    /// Those of a rule as written.
    ///
    /// # Errors
    /// When a bad text does not mark its span once.
    pub fn of(file: &RuleFile) -> Result<Self, String> {
        let bad = file.bad.iter().map(|bad| {
            let unmarked =
                || format!("the bad text {:?} marks its span with ⟦ and ⟧ once", bad.text);
            let (text, span) = marked(&bad.text).ok_or_else(unmarked)?;
            Ok(Bad { text, span, fixed: bad.fixed.clone() })
        });
        let good = file.good.iter();
        let good = good.map(|good| Good { text: good.text.clone(), because: good.because.clone() });
        Ok(Self { bad: bad.collect::<Result<_, String>>()?, good: good.collect() })
    }
}

/// The examples of the rules of a pack, by id.
type OfPack = HashMap<String, Examples>;

/// The examples of a rule of an embedded pack, which is read as a whole and kept.
fn embedded(path: &str, id: &str) -> Examples {
    static READ: Mutex<Option<HashMap<String, OfPack>>> = Mutex::new(None);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let packs = read.get_or_insert_default();
    let of_pack = packs.entry(path.to_owned()).or_insert_with(|| of_pack(path));
    of_pack.get(id).cloned().unwrap_or_default()
}

/// The examples of an embedded pack; a test reads them all, so that none is wrong.
fn of_pack(path: &str) -> OfPack {
    let found = path.strip_prefix("rules/").and_then(data::file);
    let pack = found.and_then(|found| LoadedPack::embedded_whole(found).ok());
    let rules = pack.map(|pack| pack.file.rule).unwrap_or_default();
    let of_rule = |file: &RuleFile| Some((file.id.clone(), Examples::of(file).ok()?));
    rules.iter().filter_map(|rule| of_rule(rule.get_ref())).collect()
}

/// The headers in a pack behind which no example stands.
const OTHERS: [&str; 5] = ["[[rule]]", "[[allow]]", "[pack", "[rule", "[terms"];

/// A pack with blanks for its examples, so that everything else keeps its place; their line ends are
/// blanks, too.
#[must_use]
pub fn left_out(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    // where the examples begin that are being left out
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            let is_example = line.starts_with("[[rule.bad]]") || line.starts_with("[[rule.good]]");
            let is_other = OTHERS.iter().any(|other| line.starts_with(other));
            if is_example {
                open = open.or(Some(at));
            } else if is_other && let Some(from) = open.take() {
                push_blanks(at - from, &mut rest);
            }
        }
        if open.is_none() {
            rest.push_str(line);
        }
        at += line.len();
    }
    rest
}

/// Blanks of so many bytes, and a line end.
fn push_blanks(count: usize, to: &mut String) {
    const BLANKS: &str = "                                                                ";
    let mut left = count.saturating_sub(1);
    while left > 0 {
        let blanks = BLANKS.get(..left.min(BLANKS.len())).unwrap_or_default();
        to.push_str(blanks);
        left -= blanks.len();
    }
    to.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_without_its_examples_says_the_same() {
        for folder in data::pack_languages().into_iter().chain(["shared"]) {
            for found in data::packs(folder) {
                let whole = LoadedPack::embedded_whole(found).unwrap();
                let lean = LoadedPack::embedded(found).unwrap();
                assert_eq!(whole.file.rule.len(), lean.file.rule.len(), "{}", found.path);
                for (whole, lean) in whole.file.rule.iter().zip(&lean.file.rule) {
                    assert_eq!(whole.span().start, lean.span().start);
                    let mut without = whole.get_ref().clone();
                    (without.bad, without.good) = (Vec::new(), Vec::new());
                    assert_eq!(format!("{without:?}"), format!("{:?}", lean.get_ref()));
                }
            }
        }
    }

    #[test]
    fn every_built_in_rule_has_examples_of_both_kinds() {
        for folder in data::pack_languages().into_iter().chain(["shared"]) {
            for found in data::packs(folder) {
                for rule in &LoadedPack::embedded_whole(found).unwrap().file.rule {
                    let rule = rule.get_ref();
                    let examples = Examples::of(rule).unwrap();
                    assert!(!examples.bad.is_empty(), "{}: {}", found.path, rule.id);
                    assert!(!examples.good.is_empty(), "{}: {}", found.path, rule.id);
                    let path = format!("rules/{}", found.path);
                    assert_eq!(*Lazy::default().get(&path, &rule.id), examples);
                }
            }
        }
    }
}
