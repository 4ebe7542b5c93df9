//! A foreign root in native affixes: `mendeploy`, `di-update`.

use super::Check;
use super::term_rules::capitalised;
use crate::data::lists;
use crate::diagnostic::Diagnostic;
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::evidence::Evidence;
use crate::language::vocabulary::{Vocabulary, WordSet};
use crate::rules::matchers::AffixForm;
use crate::rules::roots::Root;
use crate::rules::rule::{Affix, Matcher, Rule};
use crate::rules::set::RuleSet;
use crate::text::fold::{as_folded, folded};
use std::sync::Arc;

/// A word so common in the target language is its own: `terupdate`, the commonest foreign one, has 3.9.
const COMMON_NATIVE: f32 = 4.2;
/// A root in no table is taken for English from this Zipf frequency on.
const COMMON_ROOT: f32 = 3.0;
/// Shorter roots in no table are accidents (`ter-kenal`, `se-per-ti`) unless they are very common.
const SHORTEST_UNLISTED: usize = 5;
/// … from this Zipf frequency on.
const VERY_COMMON_ROOT: f32 = 4.8;

pub(super) struct AffixRules {
    /// Each is for one way of writing.
    rules: Vec<Arc<Rule>>,
    prefixes: Vec<Prefix>,
    suffixes: Vec<&'static str>,
    accepted: WordSet,
    /// How the roots of the tables begin: most words have none, and need not be taken apart.
    starts: Starts,
}

/// A prefix that may stand before a foreign root, and the voice that it gives.
struct Prefix {
    text: &'static str,
    voice: Voice,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Active,
    /// `nge-`, `ng-`, `n-`: speech, and short enough to begin any word.
    Informal,
    Passive,
    Ter,
    Noun,
    Other,
}

/// A word taken apart.
struct Parts<'w> {
    root: &'w str,
    voice: Voice,
    hyphenated: bool,
    clitic: &'w str,
}

impl AffixRules {
    pub(super) fn new(set: &RuleSet, vocabulary: &Vocabulary) -> Self {
        let tag = vocabulary.language.tag();
        let has_roots = |rule: &&Arc<Rule>| {
            rule.severity.is_some() && matches!(rule.matcher, Matcher::Affix(_))
        };
        let rules: Vec<Arc<Rule>> = set.rules.iter().filter(has_roots).cloned().collect();
        let spellings = rules.iter().filter_map(|rule| affix(rule));
        let starts = Starts::of(spellings.flat_map(|affix| affix.roots.spellings()));
        Self {
            rules,
            prefixes: lists::entries(tag, "foreign-root-prefixes").map(prefix).collect(),
            suffixes: lists::entries(tag, "suffixes").collect(),
            accepted: lists::entries(tag, "accepted-affixed").map(as_folded).collect(),
            starts,
        }
    }

    /// Whether a root of the tables begins like what stands behind one of the prefixes.
    fn may_be_listed(&self, word: &str) -> bool {
        let rests = self.prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix.text));
        rests.map(|rest| rest.strip_prefix('-').unwrap_or(rest)).any(|rest| self.starts.hold(rest))
    }

    /// Every way of taking a folded word apart into prefix, root, suffix and clitic where what stands behind
    /// the prefix `counts`.
    fn parts<'w>(
        &'w self,
        word: &'w str,
        clitics: &'w [&'static str],
        counts: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = Parts<'w>> {
        self.prefixes.iter().flat_map(move |prefix| {
            let rest = word.strip_prefix(prefix.text);
            let hyphenated = rest.is_some_and(|rest| rest.starts_with('-'));
            let rest = rest
                .map(|rest| rest.strip_prefix('-').unwrap_or(rest))
                .filter(|rest| rest.len() > 2 && counts(rest));
            let tails =
                rest.into_iter().flat_map(move |rest| endings(rest, &self.suffixes, clitics));
            tails.map(move |(root, clitic)| Parts { root, voice: prefix.voice, hyphenated, clitic })
        })
    }

    /// Whether a word begins with one of the prefixes: most do not, and need no look at the lexicon.
    fn may_have_prefix(&self, word: &str) -> bool {
        !word.is_ascii()
            || self.prefixes.iter().any(|prefix| {
                let start = word.get(..prefix.text.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.text))
            })
    }

    fn listed(&self, word: &str, clitics: &[&'static str]) -> Option<(&Rule, Vec<String>)> {
        self.parts(word, clitics, |rest| self.starts.hold(rest)).find_map(|parts| {
            // those of a user stand behind the built-in ones
            self.rules_for(parts.hyphenated).find_map(|(rule, affix)| {
                let root = affix.roots.get(parts.root)?;
                Some((rule, native_forms(root, parts.voice, parts.clitic)))
            })
        })
    }

    fn unlisted(
        &self,
        word: &str,
        evidence: &Evidence,
        context: &Context<'_>,
    ) -> Option<(&Rule, Vec<String>)> {
        let vocabulary = context.vocabulary;
        if evidence.native > 0.0
            || vocabulary.is_native(word)
            || vocabulary.english_zipf(word) > 0.0
            || self.is_accepted(word, vocabulary)
        {
            return None;
        }
        self.parts(word, vocabulary.affixes.clitics(), |_| true).find_map(|parts| {
            let long = parts.root.len() >= SHORTEST_UNLISTED;
            let english = vocabulary.english_zipf(parts.root)
                >= if long { COMMON_ROOT } else { VERY_COMMON_ROOT };
            let foreign = english
                && !vocabulary.is_native(parts.root)
                && !vocabulary.accepted.contains(parts.root);
            let certain = matches!(parts.voice, Voice::Active | Voice::Passive);
            let (rule, _) = self.rules_for(parts.hyphenated).next()?;
            (foreign && certain && parts.root.len() > 3).then_some((rule, Vec::new()))
        })
    }

    fn rules_for(&self, hyphenated: bool) -> impl Iterator<Item = (&Rule, &Affix)> {
        let wanted = if hyphenated { AffixForm::Hyphenated } else { AffixForm::Fused };
        let rules = self.rules.iter().filter_map(|rule| Some((rule.as_ref(), affix(rule)?)));
        rules.filter(move |(_, affix)| affix.form == wanted)
    }

    fn is_accepted(&self, word: &str, vocabulary: &Vocabulary) -> bool {
        self.accepted.contains(word)
            || vocabulary.affixes.without_clitic(word).any(|rest| self.accepted.contains(rest))
    }
}

impl Check for AffixRules {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for (word, evidence) in document.words.iter().zip(context.evidence()) {
            if evidence.native >= COMMON_NATIVE || word.span.len() < 6 {
                continue;
            }
            let plain = word.shape == Shape::Lower || word.shape == Shape::Capital && word.is_first;
            let mixed = matches!(word.shape, Shape::Mixed | Shape::Capital)
                && document.slice(word.span).contains('-');
            if !plain && !mixed {
                continue;
            }
            let written = document.slice(word.span);
            // what the language knows is foreign only where a table says so
            let is_native = evidence.native > 0.0 && word.shape == Shape::Lower;
            let may_be_one = if is_native && written.is_ascii() {
                self.may_be_listed(written)
            } else {
                self.may_have_prefix(written)
            };
            if !may_be_one {
                continue;
            }
            let text = folded(written);
            // an affix before a name is hyphenated by rule (`ber-Wolbachia`)
            if mixed && !plain
                || context.is_allowed(word.span)
                || self.is_accepted(&text, context.vocabulary)
            {
                continue;
            }
            let found = self
                .listed(&text, context.vocabulary.affixes.clitics())
                .or_else(|| self.unlisted(&text, evidence, context));
            let Some((rule, mut uses)) = found else { continue };
            if word.shape == Shape::Capital {
                uses = uses.iter().map(|text| capitalised(text)).collect();
            }
            out.extend(rule.report(word.span, document.slice(word.span), &uses));
        }
    }
}

/// How roots begin, as one bit for each way: some others have the same one.
#[derive(Default)]
struct Starts(Vec<u64>);

impl Starts {
    /// Bits, as a power of two.
    const BITS: u32 = 14;
    /// So many bytes of a root tell most of them apart.
    const LENGTH: usize = 3;

    /// `roots` are as written.
    fn of<'r>(roots: impl Iterator<Item = &'r str>) -> Self {
        let mut starts = vec![0; 1 << (Self::BITS - u64::BITS.ilog2())];
        for root in roots {
            let root = as_folded(root);
            let (word, bit) = Self::place(&root, root.len().min(Self::LENGTH));
            if let Some(word) = starts.get_mut(word) {
                *word |= bit;
            }
        }
        Self(starts)
    }

    fn place(text: &str, length: usize) -> (usize, u64) {
        let start =
            text.bytes().take(length).fold(1_u32, |start, byte| start << 8 | u32::from(byte));
        let place = start.wrapping_mul(0x9E37_79B1) >> (u32::BITS - Self::BITS);
        (place as usize / 64, 1 << (place % 64))
    }

    /// Whether a root may begin a text; it may be a short one.
    fn hold(&self, text: &str) -> bool {
        (1..=Self::LENGTH.min(text.len())).rev().any(|length| {
            let (word, bit) = Self::place(text, length);
            self.0.get(word).is_some_and(|word| word & bit != 0)
        })
    }
}

fn affix(rule: &Rule) -> Option<&Affix> {
    match &rule.matcher {
        Matcher::Affix(affix) => Some(affix),
        _ => None,
    }
}

fn prefix(entry: &'static str) -> Prefix {
    let (text, voice) = entry.split_once(' ').unwrap_or((entry, ""));
    let voice = match voice.trim() {
        "active" => Voice::Active,
        "informal" => Voice::Informal,
        "passive" => Voice::Passive,
        "ter" => Voice::Ter,
        "noun" => Voice::Noun,
        _ => Voice::Other,
    };
    Prefix { text, voice }
}

/// A stem as it is and without its suffix, each with the clitic that was behind it.
fn endings<'w>(
    stem: &'w str,
    suffixes: &'w [&'static str],
    clitics: &'w [&'static str],
) -> Vec<(&'w str, &'w str)> {
    let mut endings = vec![(stem, "")];
    let bare = |text: &'w str| text.strip_suffix('-').unwrap_or(text);
    endings.extend(
        clitics.iter().filter_map(|clitic| Some((bare(stem.strip_suffix(clitic)?), *clitic))),
    );
    let with_suffix = endings.clone();
    for (stem, clitic) in with_suffix {
        endings.extend(
            suffixes.iter().filter_map(|suffix| Some((bare(stem.strip_suffix(suffix)?), clitic))),
        );
    }
    endings
}

fn native_forms(root: Root<'_>, voice: Voice, clitic: &str) -> Vec<String> {
    let forms = match voice {
        Voice::Active | Voice::Informal => root.active(),
        Voice::Passive => root.passive(),
        Voice::Ter => root.ter(),
        Voice::Noun => root.noun(),
        Voice::Other => Vec::new(),
    };
    let joined =
        |form: String| if form.ends_with(clitic) { form } else { [&form, clitic].concat() };
    forms.into_iter().map(joined).collect()
}
