//! What the patterns of the packs need, worked out beforehand: to parse them all took a fifth of a start.
//!
//! `rules/needs.bin` holds the needs of each pattern under the fingerprint of its text. A pattern that is not
//! there, such as one of a user or one that was changed, is parsed as before, so that a stale file is slow
//! but never wrong; a test says when it is stale, and writes it anew:
//!
//! ```text
//! MACARONIC_PREPARE=1 cargo test --lib prepared
//! ```
//!
//! Layout, numbers in little-endian: `MND2`; the number of edges (2 bytes) and the edges (17 bytes each); then for
//! each pattern its fingerprint (8), the bytes that follow (4), and its needs: for each the number of its
//! needles (2), for each needle its length (1), its bytes, where its anchor begins (1), and the numbers of its
//! edges (1 and 1).

use super::needs::Need;
use crate::data;
use crate::data::lexicon::{Ready, fingerprint};
use crate::text::edge::Edge;
use crate::text::needles::Needle;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// The patterns of the file.
#[derive(Debug, Default)]
struct Prepared {
    edges: Vec<Edge>,
    /// The needs of each pattern as they stand in the file, by its fingerprint.
    patterns: HashMap<u64, &'static [u8], BuildHasherDefault<Ready>>,
}

static PREPARED: LazyLock<Prepared> =
    LazyLock::new(|| Prepared::open(data::NEEDS).unwrap_or_default());

/// What every match of a pattern holds; `None` when the file does not know the pattern.
pub(super) fn needs(source: &str) -> Option<Vec<Need>> {
    let mut rest = *PREPARED.patterns.get(&fingerprint(source))?;
    let mut needs = Vec::new();
    while !rest.is_empty() {
        let count = u16::from_le_bytes(take(&mut rest)?);
        let needles = (0..count).map(|_| needle(&mut rest, &PREPARED.edges));
        needs.push(needles.collect::<Option<Need>>()?);
    }
    Some(needs)
}

fn needle(rest: &mut &'static [u8], edges: &[Edge]) -> Option<Needle> {
    let [length] = take(rest)?;
    let (bytes, after) = rest.split_at_checked(length.into())?;
    *rest = after;
    let [anchor, before, after] = take(rest)?;
    let edge = |number: u8| edges.get(usize::from(number)).copied();
    let (before, after) = (edge(before)?, edge(after)?);
    Some(Needle { bytes: bytes.into(), anchor, before, after })
}

/// The first bytes of what is left.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*head)
}

impl Prepared {
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut prepared = Self::default();
        for _ in 0..u16::from_le_bytes(take(&mut rest)?) {
            let ascii = u128::from_le_bytes(take(&mut rest)?);
            let [other] = take(&mut rest)?;
            prepared.edges.push(Edge::of_bits((ascii, other != 0)));
        }
        while !rest.is_empty() {
            let fingerprint = u64::from_le_bytes(take(&mut rest)?);
            let size = u32::from_le_bytes(take(&mut rest)?);
            let (needs, after) = rest.split_at_checked(size as usize)?;
            rest = after;
            prepared.patterns.insert(fingerprint, needs);
        }
        Some(prepared)
    }
}

const MAGIC: &[u8] = b"MND2";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::LoadedPack;
    use crate::rules::matchers::MatchFile;
    use crate::rules::needs::of_source;
    use std::collections::{BTreeMap, BTreeSet};

    /// The expressions of all our packs.
    fn sources() -> BTreeSet<String> {
        let folders = data::pack_languages().into_iter().chain(["shared"]);
        let packs = folders.flat_map(data::packs).map(|pack| LoadedPack::embedded(pack).unwrap());
        let rules = packs.flat_map(|pack| pack.file.rule);
        let sources = rules.filter_map(|rule| match &rule.get_ref().r#match {
            MatchFile::Pattern(pattern) => Some(pattern.regex.clone()),
            _ => None,
        });
        sources.collect()
    }

    fn push_needs(needs: &[Need], edges: &BTreeMap<Edge, u8>, to: &mut Vec<u8>) {
        for need in needs {
            to.extend(u16::try_from(need.len()).unwrap().to_le_bytes());
            for needle in need {
                to.push(u8::try_from(needle.bytes.len()).unwrap());
                to.extend(&*needle.bytes);
                to.extend([needle.anchor, edges[&needle.before], edges[&needle.after]]);
            }
        }
    }

    /// The file as it should be.
    fn prepare() -> Vec<u8> {
        let all: Vec<(String, Vec<Need>)> =
            sources().into_iter().map(|source| (source.clone(), of_source(&source))).collect();
        let needles = all.iter().flat_map(|(_, needs)| needs.iter().flatten());
        let edges: BTreeSet<Edge> =
            needles.flat_map(|needle| [needle.before, needle.after]).collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u16::try_from(edges.len()).unwrap().to_le_bytes());
        for (ascii, other) in edges.iter().map(|edge| edge.bits()) {
            bytes.extend(ascii.to_le_bytes());
            bytes.push(other.into());
        }
        let edges: BTreeMap<Edge, u8> = edges.into_iter().zip(0..=u8::MAX).collect();
        for (source, needs) in &all {
            let mut own = Vec::new();
            push_needs(needs, &edges, &mut own);
            bytes.extend(fingerprint(source).to_le_bytes());
            bytes.extend(u32::try_from(own.len()).unwrap().to_le_bytes());
            bytes.extend(own);
        }
        bytes
    }

    #[test]
    fn the_file_is_what_the_packs_give() {
        let bytes = prepare();
        if std::env::var_os("MACARONIC_PREPARE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/needs.bin");
            std::fs::write(path, &bytes).unwrap();
            return;
        }
        let is_same = bytes == data::NEEDS;
        assert!(is_same, "write it anew: MACARONIC_PREPARE=1 cargo test --lib prepared");
    }

    #[test]
    fn every_pattern_needs_what_its_text_says() {
        for source in sources() {
            assert_eq!(needs(&source), Some(of_source(&source)), "{source}");
        }
    }

    #[test]
    fn a_pattern_of_a_user_is_not_in_the_file() {
        assert_eq!(needs("sebuah kata yang tidak ada"), None);
    }
}
