//! The model of foreign words: gradient-boosted decision trees (Friedman 2001) over the features of a
//! token. It is trained outside the build, see `examples/train/README.md`; here it is only asked.

use super::features::{self, COUNT};
use crate::data;
use std::sync::LazyLock;

/// The trees.
#[derive(Debug, Default)]
pub struct Forest {
    roots: Vec<u32>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

/// A question, and where to go on.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u8,
    /// Another node of this tree, or a leaf.
    below: Branch,
    above: Branch,
}

/// So many trees are asked about every token …
const FIRST_TREES: usize = 30;
/// … and end it below these odds: 76 % of the tokens, and of 7,583 foreign ones 12 (cross-validated on
/// `dev.jsonl`, 2026-11-24).
const SURELY_NATIVE: f32 = -3.0;

/// Where an answer leads; negative numbers are leaves, by their complement.
type Branch = i32;

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
        let mut forest = Self::default();
        for _ in 0..reader.u16()? {
            forest.read_tree(&mut reader)?;
        }
        Some(forest)
    }

    fn read_tree(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let (questions, leaves) = (reader.u16()?, reader.u16()?);
        let first_node = i32::try_from(self.nodes.len()).ok()?;
        let first_leaf = i32::try_from(self.leaves.len()).ok()?;
        self.roots.push(u32::try_from(first_node).ok()?);
        let branch = |number: i16| match number {
            0.. => first_node + i32::from(number),
            leaf => i32::from(leaf) - first_leaf,
        };
        for _ in 0..questions {
            let feature = *reader.bytes::<1>()?.first()?;
            let threshold = reader.f32()?;
            let (below, above) = (branch(reader.i16()?), branch(reader.i16()?));
            self.nodes.push(Node { threshold, feature, below, above });
        }
        for _ in 0..leaves {
            self.leaves.push(reader.f32()?);
        }
        Some(())
    }

    /// Whether there is no model.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// The log-odds (natural logarithm) that a token with these features is foreign. The first trees
    /// say most: where they are sure that it is native, the others are not asked.
    #[must_use]
    pub fn log_odds(&self, features: &[f32; COUNT]) -> f32 {
        let (first, others) = self.roots.split_at(self.roots.len().min(FIRST_TREES));
        let sum = |roots: &[u32]| roots.iter().map(|&root| self.leaf(root, features)).sum::<f32>();
        let odds = sum(first);
        if odds < SURELY_NATIVE { odds } else { odds + sum(others) }
    }

    fn leaf(&self, root: u32, features: &[f32; COUNT]) -> f32 {
        let mut at = root as usize;
        while let Some(node) = self.nodes.get(at) {
            let value = features.get(usize::from(node.feature)).copied().unwrap_or_default();
            let branch = if value <= node.threshold { node.below } else { node.above };
            let Ok(next) = usize::try_from(branch) else {
                let leaf = usize::try_from(!branch).unwrap_or_default();
                return self.leaves.get(leaf).copied().unwrap_or_default();
            };
            at = next;
        }
        0.0
    }
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
