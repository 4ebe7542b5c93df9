//! Text that was decoded with the wrong table: mojibake, replacement characters, C1 controls.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "leak/encoding",
    summary: "letters that come from decoding with the wrong table (`â€œ`, U+FFFD)",
    why: "UTF-8 that was read as Windows-1252: the bytes behind the characters decode to a sensible text, which proves it. \
          A replacement character stands for bytes that are lost.",
    severity: Severity::Error,
    confidence: 98,
    mqm: "fluency/character-encoding",
    bad: &[
        "⟦â€œ⟧Kami siap,\" kata wali kota.",
        "Kedai caf⟦Ã©⟧ itu ramai.",
        "Harga naik ⟦\u{FFFD}⟧ tahun ini.",
    ],
    good: &[
        "Kedai café itu ramai.",
        "Penulis António da Câmara tiba.",
        "Kota São Paulo dan Åre berbeda.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct Encoding;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Encoding)
}

/// The characters that Windows-1252 has for the bytes 0x80 to 0x9F; U+0080… where it has none.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The byte that a character stands for in Windows-1252, from 0x80 on.
fn high_byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0x80..=0xFF) => u8::try_from(code).ok(),
        _ => WINDOWS_1252
            .iter()
            .position(|&other| other == c)
            .and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

impl Check for Encoding {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let text = context.document.text();
        let mut skip_to = 0;
        // what is wrong begins with the first byte of a character that is none of ASCII
        for (at, _) in text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xC0) {
            let rest = text.get(at..).unwrap_or_default();
            let Some(c) = rest.chars().next().filter(|_| at >= skip_to) else { continue };
            if let Some((len, decoded, safety)) = mojibake(rest) {
                let span = Span::new(at, at + len);
                let finding = DEF.report(
                    span,
                    format!("`{}` is `{decoded}` decoded with the wrong table", span.of_text(text)),
                );
                out.push(finding.with_fix(Fix::replace(span, decoded, safety)));
                skip_to = at + len;
            } else if c == '\u{FFFD}' || ('\u{80}'..='\u{9F}').contains(&c) && c != '\u{85}' {
                let len: usize =
                    rest.chars().take_while(|&next| next == c).map(char::len_utf8).sum();
                let what = if c == '\u{FFFD}' {
                    "a replacement character: what stood here is lost"
                } else {
                    "a control character"
                };
                let finding = DEF
                    .report(Span::new(at, at + len), format!("U+{:04X} is {what}", u32::from(c)));
                out.push(finding.with_fix(Fix::hint("look the character up in the source")));
                skip_to = at + len;
            }
        }
    }
}

/// The first bytes of three that `«`, `»`, a dash or a no-break space may follow in French: `é »` is
/// no character of Chinese. Damaged text of such a script has several in a row.
const AMBIGUOUS: std::ops::RangeInclusive<u8> = 0xE3..=0xEE;

/// A sequence at the start of `text` that was decoded with the wrong table.
fn mojibake(text: &str) -> Option<(usize, String, Safety)> {
    let found = sequence(text)?;
    let first = text.chars().next().and_then(high_byte)?;
    let has_next = || text.get(found.0..).is_some_and(|rest| sequence(rest).is_some());
    (!AMBIGUOUS.contains(&first) || has_next()).then_some(found)
}

/// A sequence at the start of `text` whose bytes in Windows-1252 are one UTF-8 character.
fn sequence(text: &str) -> Option<(usize, String, Safety)> {
    let mut bytes = Vec::new();
    let mut len = 0;
    for c in text.chars().take(4) {
        let Some(byte) = high_byte(c) else { break };
        bytes.push(byte);
        len += c.len_utf8();
        if let Ok(decoded) = std::str::from_utf8(&bytes) {
            let plausible = bytes.len() > 2
                || decoded.chars().all(|c| c.is_alphabetic() || "«»©®°·§£¥¢±²³µ\u{A0}".contains(c));
            return plausible.then(|| (len, decoded.to_owned(), Safety::Safe));
        }
    }
    // the closing quotation mark loses its third byte, which Windows-1252 does not have
    let lost = bytes.len() == 2 && bytes == [0xE2, 0x80];
    lost.then(|| (len, '”'.to_string(), Safety::Review))
}
