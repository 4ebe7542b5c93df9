//! The model of foreign words: gradient-boosted decision trees (Friedman 2001) over the features of a
//! token. It is trained outside the build, see `examples/train/README.md`; here it is only asked.

use super::features::{self, COUNT};
use crate::data;
use std::sync::LazyLock;

/// The trees.
#[derive(Debug, Default)]
pub struct Forest {
    first: Grove,
    others: Grove,
}

/// Trees that are asked together: all questions on one feature in a row, from the lowest threshold up, so
/// that a value goes through them until it meets one that it does not exceed (Lucchese and others 2015,
/// `QuickScorer`). To walk each tree from its root was a seventh of a run.
#[derive(Debug, Default)]
struct Grove {
    questions: Vec<Question>,
    /// For each feature, where its questions end.
    ends: Vec<u32>,
    /// For each tree, the answers of its leaves from left to right.
    leaves: Vec<[f32; MOST_LEAVES]>,
}

/// A question of one tree.
#[derive(Clone, Copy, Debug)]
struct Question {
    threshold: f32,
    /// The leaves that a value above the threshold may still come to, one bit each.
    above: u32,
    tree: u8,
}

/// A question as it stands in the model file.
struct Node {
    feature: u8,
    threshold: f32,
    below: Branch,
    above: Branch,
}

/// A tree has no more leaves.
const MOST_LEAVES: usize = 32;
/// A grove has no more trees.
const MOST_TREES: usize = 256;
/// So many trees are asked about every token …
const FIRST_TREES: usize = 30;
/// … and end it below these odds: 76 % of the tokens, and of 24,405 foreign ones 109 (cross-validated on
/// `dev.jsonl`, 2026-12-01).
pub const SURELY_NATIVE: f32 = -3.0;

/// Where an answer leads; negative numbers are leaves, by their complement.
type Branch = i16;

static FOREST: LazyLock<Forest> = LazyLock::new(|| Forest::open(data::FOREST).unwrap_or_default());

/// The embedded model; it has no trees in a build without the word lists.
#[must_use]
pub fn forest() -> &'static Forest {
    &FOREST
}

/// Reads numbers from the front of a byte string.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.bytes().map(f32::from_le_bytes)
    }

    fn i16(&mut self) -> Option<i16> {
        self.bytes().map(i16::from_le_bytes)
    }
}

impl Forest {
    /// The trees of a model file; `None` when it is not one, or was trained on other features.
    fn open(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes.strip_prefix(b"MFO1")?);
        let names = usize::from(reader.u16()?);
        let (names, rest) = reader.0.split_at_checked(names)?;
        if names != features::NAMES.join(" ").as_bytes() {
            return None;
        }
        reader.0 = rest;
        let trees = usize::from(reader.u16()?);
        let mut grove = |trees| Grove::read(trees, &mut reader);
        let first = grove(trees.min(FIRST_TREES))?;
        Some(Self { first, others: grove(trees.saturating_sub(FIRST_TREES))? })
    }

    /// Whether there is no model.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.first.leaves.is_empty()
    }

    /// The log-odds (natural logarithm) that a token with these features is foreign. The first trees
    /// say most: where they are sure that it is native, the others are not asked.
    #[must_use]
    pub fn log_odds(&self, features: &[f32; COUNT]) -> f32 {
        let odds = self.first.sum(features);
        if odds < SURELY_NATIVE { odds } else { odds + self.others.sum(features) }
    }
}

impl Grove {
    fn read(trees: usize, reader: &mut Reader<'_>) -> Option<Self> {
        let mut leaves = Vec::with_capacity(trees);
        let mut by_feature: Vec<Vec<Question>> = vec![Vec::new(); COUNT];
        for tree in 0..trees {
            let (nodes, answers) = read_tree(reader)?;
            let tree = u8::try_from(tree).ok()?;
            let mut in_order = Vec::new();
            let mut ask = |node: &Node, leaves_below: u32| {
                let question = Question { threshold: node.threshold, above: !leaves_below, tree };
                by_feature.get_mut(usize::from(node.feature))?.push(question);
                Some(())
            };
            walk(&nodes, 0, &mut in_order, &mut ask)?;
            let mut of_tree = [0.0; MOST_LEAVES];
            for (slot, leaf) in of_tree.iter_mut().zip(in_order) {
                *slot = *answers.get(leaf)?;
            }
            leaves.push(of_tree);
        }
        let mut grove = Self { leaves, ..Self::default() };
        for mut questions in by_feature {
            questions.sort_by(|a, b| a.threshold.total_cmp(&b.threshold));
            grove.questions.append(&mut questions);
            grove.ends.push(u32::try_from(grove.questions.len()).ok()?);
        }
        Some(grove)
    }

    /// The sum of what the trees answer.
    fn sum(&self, features: &[f32; COUNT]) -> f32 {
        let mut open = [u32::MAX; MOST_TREES];
        let mut start = 0;
        for (value, end) in features.iter().zip(&self.ends) {
            let end = *end as usize;
            let questions = self.questions.get(start..end).unwrap_or_default();
            for question in questions.iter().take_while(|question| *value > question.threshold) {
                open[usize::from(question.tree)] &= question.above;
            }
            start = end;
        }
        let answers = self.leaves.iter().zip(open);
        // the first leaf that is open is the one that the tree leads to
        answers.map(|(leaves, open)| leaves[open.trailing_zeros() as usize % MOST_LEAVES]).sum()
    }
}

/// The questions of one tree, and the answers of its leaves.
fn read_tree(reader: &mut Reader<'_>) -> Option<(Vec<Node>, Vec<f32>)> {
    let (questions, leaves) = (reader.u16()?, reader.u16()?);
    let nodes = (0..questions).map(|_| {
        let feature = *reader.bytes::<1>()?.first()?;
        let threshold = reader.f32()?;
        Some(Node { feature, threshold, below: reader.i16()?, above: reader.i16()? })
    });
    let nodes = nodes.collect::<Option<_>>()?;
    Some((nodes, (0..leaves).map(|_| reader.f32()).collect::<Option<_>>()?))
}

/// Goes through a tree from left to right: appends its leaves, and calls `ask` with each question and the
/// leaves below its threshold. `None` when there are too many leaves.
fn walk(
    nodes: &[Node],
    branch: Branch,
    leaves: &mut Vec<usize>,
    ask: &mut impl FnMut(&Node, u32) -> Option<()>,
) -> Option<()> {
    let Ok(number) = usize::try_from(branch) else {
        leaves.push(usize::try_from(!branch).ok()?);
        return (leaves.len() <= MOST_LEAVES).then_some(());
    };
    let node = nodes.get(number)?;
    let before = leaves.len();
    walk(nodes, node.below, leaves, ask)?;
    let bits = |count: usize| u32::try_from((1_u64 << count) - 1).ok();
    ask(node, bits(leaves.len())? & !bits(before)?)?;
    walk(nodes, node.above, leaves, ask)
}

#[cfg(all(test, feature = "lexicon"))]
mod tests {
    use super::*;

    #[test]
    fn the_model_was_trained_on_these_features() {
        assert!(!forest().is_empty());
        assert!(forest().log_odds(&[0.0; COUNT]).is_finite());
    }
}
