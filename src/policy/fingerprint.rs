//! By what a finding is known again in a later run: not its line, which moves with every edit above it,
//! but its rule, its text and the words beside it.
//!
//! The hash is XXH3 with 64 bits, whose results are fixed by its specification: baselines and the alerts
//! of code hosts outlive a version of macaronic. What goes into it must not change either.

use crate::diagnostic::Diagnostic;
use crate::text::fold::folded;
use crate::text::span::Span;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Words on each side that tell a finding from the same text elsewhere.
const WORDS: usize = 3;
/// … and characters: not every script parts its words.
const CHARACTERS: usize = 40;
/// Parts what is hashed; no byte of UTF-8.
const BETWEEN: [u8; 1] = [0xFF];

/// The fingerprint of a finding: of its rule, of its text folded, and of the text before and after it in
/// its line, of which a few words count.
#[must_use]
pub fn fingerprint(rule: &str, folded_text: &str, before: &str, after: &str) -> u64 {
    let parts = [rule, folded_text, &last_words(before), &first_words(after)];
    xxh3_64(&parts.map(str::as_bytes).join(&BETWEEN[..]))
}

/// The fingerprints of the findings of one text, as they are written: 16 hexadecimal digits and, since
/// the same words may be wrong twice, `:1` for the first of equal ones, `:2` for the second.
#[must_use]
pub fn fingerprints<'a>(
    text: &str,
    findings: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<String> {
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let written = findings.into_iter().map(|finding| {
        let hash = of_finding(text, finding);
        let number = seen.entry(hash).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    });
    written.collect()
}

/// The fingerprint of a finding of a text.
#[must_use]
pub fn of_finding(text: &str, finding: &Diagnostic) -> u64 {
    let Span { start, end } = finding.span;
    let before = text.get(..start as usize).unwrap_or_default();
    let after = text.get(end as usize..).unwrap_or_default();
    let found = on_one_line(&folded(finding.span.of_text(text)));
    fingerprint(&finding.rule, &found, before, after)
}

/// The last words of the line before a finding, folded.
fn last_words(before: &str) -> String {
    let line = before.chars().rev().take_while(|&c| !ends_line(c)).take(CHARACTERS);
    let near: Vec<char> = line.collect();
    let near = folded(&near.into_iter().rev().collect::<String>());
    let words: Vec<_> = near.split_whitespace().rev().take(WORDS).collect();
    words.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// The first words of the line after a finding, folded.
fn first_words(after: &str) -> String {
    let near: String = after.chars().take_while(|&c| !ends_line(c)).take(CHARACTERS).collect();
    folded(&near).split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
}

const fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str, found: &str) -> String {
        fingerprints(text, [&Diagnostic::made_on(text, found, 0)]).remove(0)
    }

    #[test]
    fn the_hash_is_that_of_the_specification() {
        assert_eq!(xxh3_64(b""), 0x2D06_8005_38D3_94C2);
        // a change of these figures makes every baseline and every alert of a code host a new one
        assert_eq!(fingerprint("", "", "", ""), 12_078_008_441_248_352_218);
        assert_eq!(only("Warga tiba di Ukraine kemarin.", "Ukraine"), "26bf43bf1349915a:1");
    }

    #[test]
    fn a_finding_that_moved_is_the_same() {
        let here = only("Warga tiba di Ukraine kemarin.", "Ukraine");
        assert_eq!(here, only("Satu.\n\nWarga tiba di Ukraine kemarin.\r\nDua.", "Ukraine"));
        assert_eq!(here, only("Pagi itu warga  tiba di Ukraine kemarin.", "Ukraine"));
    }

    #[test]
    fn other_words_beside_it_or_another_rule_make_another_finding() {
        let here = only("Warga tiba di Ukraine kemarin.", "Ukraine");
        assert_ne!(here, only("Warga tiba dari Ukraine kemarin.", "Ukraine"));
        assert_ne!(here, only("Warga tiba di Ukraine besok.", "Ukraine"));
        assert_ne!(here, only("Warga tiba di Norway kemarin.", "Norway"));
        assert_ne!(fingerprint("a", "b", "", ""), fingerprint("ab", "", "", ""));
    }

    #[test]
    fn equal_findings_of_a_text_are_numbered() {
        let text = "Di Ukraine.\nDi Ukraine.\n";
        let (first, second) =
            (Diagnostic::made_on(text, "Ukraine", 0), Diagnostic::made_on(text, "Ukraine", 10));
        let written = fingerprints(text, [&first, &second]);
        let hash = written[0].strip_suffix(":1").unwrap();
        assert_eq!(written[1], format!("{hash}:2"));
        assert_eq!(hash.len(), 16);
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(only("Di Kafé X.", "X"), only("Di Kafe\u{301} X.", "X"));
    }
}
