//! Letters of two scripts in one word.

use super::{Check, Def, Entry};
use crate::data;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::token::Scripts;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::hashed::Map;
use crate::text::span::Span;
use std::cell::LazyCell;
use unicode_script::{Script as Writing, UnicodeScript};

pub(super) static MIXED: Def = Def {
    id: "mixed/script",
    summary: "letters of two scripts in one word",
    why: "A look-alike letter of another alphabet breaks search and screen readers. In WMT23/24 news 3.4 of 1,000 machine outputs, no human one; \
          499 real faults in one published set.",
    severity: Severity::Error,
    confidence: 97,
    mqm: "fluency/character-encoding",
    bad: &[
        "Wali kota meresmikan ⟦jеmbatan⟧ baru.",
        "⟦Аplikasi⟧ itu diperbarui.",
        "Warga ⟦menyeber是angi⟧ jembatan itu.",
        "Jalankan ⟦perinताh⟧ itu sekali lagi.",
    ],
    good: &[
        "Partikel α dan sinar-γ diukur.",
        "Panjangnya 5 μm.",
        "Kata Россия berarti Rusia (Россия).",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&MIXED], build };

struct LookAlikes {
    /// A letter that looks like one of the Latin alphabet, and that one.
    look_alikes: Map<char, char>,
    /// A Latin letter, and the Cyrillic one that looks like it.
    cyrillic: Map<char, char>,
}

/// A Latin letter among at least so many Cyrillic ones for each is a slip.
const FEWEST_OWN: usize = 2;

/// A Latin word has so many letters beside those that only look like some.
const FEWEST_LATIN: usize = 2;
/// A word of the language has so many letters beside a stray one …
const FEWEST_LETTERS: usize = 3;
/// … or so many characters, where each says more.
const FEWEST_WIDE: usize = 2;
/// Alphabets whose letters stand in one word with others for many reasons.
const MIXING: [Writing; 4] = [Writing::Latin, Writing::Cyrillic, Writing::Greek, Writing::Armenian];

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let table = data::file("shared/look-alikes.tsv").map_or("", |found| found.text);
    let rows = table.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let pairs: Vec<_> = rows
        .filter_map(|(other, latin)| Some((other.chars().next()?, latin.chars().next()?)))
        .collect();
    let cyrillic = pairs.iter().filter(|(other, _)| other.script() == Writing::Cyrillic);
    let mut back = Map::default();
    for &(other, latin) in cyrillic {
        // of two that look alike the first is the commoner one
        back.entry(latin).or_insert(other);
    }
    Box::new(LookAlikes { look_alikes: pairs.into_iter().collect(), cyrillic: back })
}

impl Check for LookAlikes {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        if context.document.text().is_ascii() {
            return;
        }
        let main = LazyCell::new(|| main_script(context));
        let own = Scripts::of(context.vocabulary.language.script());
        for (word, lexeme) in context.document.words.iter().zip(context.lexemes()) {
            if lexeme.is_ascii || matches!(word.shape, Shape::Opaque) {
                continue;
            }
            let text = context.document.slice(word.span);
            if let Some(finding) = stray(text, word.span, own) {
                out.push(finding);
                continue;
            }
            let scripts = scripts(text);
            let is_known = |word: &str| is_known(word, context);
            if scripts.len() < 2 {
                continue;
            }
            out.extend(match *main {
                Some(Writing::Latin) => self.mixed(text, word.span, &scripts, is_known),
                Some(Writing::Cyrillic) => self.in_cyrillic(text, word.span, is_known),
                // a Latin word among those of another script: what it is made of must leave no doubt
                _ => {
                    let mut parts = parts_in_alphabets(text);
                    parts.find_map(|part| self.disguised(part, word.span, is_known, context))
                }
            });
        }
    }

    /// A look-alike letter in a command breaks it (`сall`): said where the word is known without it, or
    /// where nothing but Cyrillic letters that look Latin stand among Latin ones (`nрm`).
    fn run_on_code(&self, code: &str, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        if code.is_ascii() {
            return;
        }
        let mut at = 0;
        // commands are Latin in every language
        for word in code.split_inclusive(|c: char| !c.is_alphabetic()) {
            let text = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let span = Span::new(at, at + text.len());
            at += word.len();
            let scripts = scripts(text);
            let is_known = |word: &str| is_known(word, context);
            let found = (scripts.len() > 1).then(|| self.mixed(text, span, &scripts, is_known));
            let is_sure = |finding: &Diagnostic| {
                let fix = finding.fixes.first();
                fix.is_some_and(|fix| fix.safety == Safety::Safe || self.is_disguised(text))
            };
            out.extend(found.flatten().filter(is_sure));
        }
    }
}

impl LookAlikes {
    /// The finding on a part of a word that is Latin but for letters that look the same.
    fn disguised(
        &self,
        part: Span,
        word: Span,
        is_known: impl Fn(&str) -> bool,
        context: &Context<'_>,
    ) -> Option<Diagnostic> {
        let span = part.shifted(word.start());
        let text = context.document.slice(span);
        let finding =
            self.is_disguised(text).then(|| self.mixed(text, span, &scripts(text), is_known));
        finding.flatten().filter(|finding| !finding.fixes.is_empty())
    }

    /// Whether a word is Latin but for Cyrillic letters that look the same.
    fn is_disguised(&self, text: &str) -> bool {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let latin = letters().filter(|c| c.script() == Writing::Latin).count();
        let others = || letters().filter(|c| c.script() != Writing::Latin);
        let looks_latin =
            |c: char| c.script() == Writing::Cyrillic && self.look_alikes.contains_key(&c);
        latin >= FEWEST_LATIN && (1..latin).contains(&others().count()) && others().all(looks_latin)
    }

    /// The finding on a word of a Cyrillic text: a Latin letter where one of its own looks the same
    /// (`cтрогий`). A Latin stem with an ending (`URLи`) is how people write.
    fn in_cyrillic(
        &self,
        text: &str,
        span: Span,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<Diagnostic> {
        let mut written = String::with_capacity(text.len() * 2);
        let mut is_slip = false;
        for part in text.split_inclusive('-') {
            let is = |c: char, script: Writing| c.is_alphabetic() && c.script() == script;
            let latin = part.chars().filter(|&c| is(c, Writing::Latin)).count();
            let own = part.chars().filter(|&c| is(c, Writing::Cyrillic)).count();
            if latin == 0 || own == 0 {
                written.push_str(part);
                continue;
            }
            let mapped: Option<String> =
                part.chars()
                    .map(|c| {
                        if is(c, Writing::Latin) { self.cyrillic.get(&c).copied() } else { Some(c) }
                    })
                    .collect();
            let mapped = mapped?;
            let word = mapped.trim_end_matches('-');
            // `PCшник` is a stem with an ending, one letter among many is a slip
            if !is_known(word) && (own < latin * FEWEST_OWN || has_two_latin_in_a_row(part)) {
                return None;
            }
            is_slip = true;
            written.push_str(&mapped);
        }
        let latin = text.chars().filter(char::is_ascii_alphabetic);
        let strays: Vec<_> = latin.map(|c| format!("`{c}` U+{:04X}", u32::from(c))).collect();
        let message = format!("`{text}` holds letters of another alphabet: {}", strays.join(", "));
        let finding = MIXED.report(span, message);
        // which letter of the language was meant is sure where the word is known
        let fix = if is_known(&written) {
            Fix::replace(span, written, Safety::Safe)
        } else {
            Fix::hint("write it with letters of one alphabet")
        };
        is_slip.then(|| finding.with_fix(fix))
    }

    /// The finding on a word with letters of several scripts.
    fn mixed(
        &self,
        text: &str,
        span: Span,
        scripts: &[Writing],
        is_known: impl Fn(&str) -> bool,
    ) -> Option<Diagnostic> {
        let alphabets = [Writing::Latin, Writing::Cyrillic, Writing::Greek, Writing::Armenian];
        if scripts.iter().any(|script| !alphabets.contains(script)) {
            return None;
        }
        let latin = text.chars().filter(|c| c.script() == Writing::Latin).count();
        let others =
            text.chars().filter(|c| c.is_alphabetic() && c.script() != Writing::Latin).count();
        // `sinar-γ`, `μm`: a symbol beside letters, not a letter among them
        let is_symbol = text.split('-').any(|part| part.chars().count() == 1 && !part.is_ascii())
            || text.chars().count() <= 2;
        if is_symbol || latin == 0 {
            return None;
        }
        let mapped: String =
            text.chars().map(|c| self.look_alikes.get(&c).copied().unwrap_or(c)).collect();
        let strays: Vec<_> = text
            .chars()
            .filter(|c| c.is_alphabetic() && c.script() != Writing::Latin)
            .map(|c| format!("`{c}` U+{:04X}", u32::from(c)))
            .collect();
        let mut finding = MIXED.report(
            span,
            format!("`{text}` holds letters of another alphabet: {}", strays.join(", ")),
        );
        if mapped.chars().all(|c| !c.is_alphabetic() || c.script() == Writing::Latin)
            && others <= latin
        {
            let safety = if is_known(&mapped) { Safety::Safe } else { Safety::Review };
            finding.fixes.push(Fix::replace(span, mapped, safety));
        }
        Some(finding)
    }
}

/// The finding on a letter of a script that has no place in a word of the language: `generi是ert`. Letters
/// of alphabets that mix are another matter (look-alikes, `URLи`), and so are Chinese words beside Latin
/// ones in a language that is written without spaces.
fn stray(text: &str, span: Span, scripts: Scripts) -> Option<Diagnostic> {
    let is_stray = |script: Writing| {
        !matches!(script, Writing::Common | Writing::Inherited | Writing::Unknown)
            && !scripts.holds(script)
            && !mixes(script, scripts)
    };
    if !text.chars().any(|c| !c.is_ascii() && is_stray(c.script())) {
        return None;
    }
    let letters: Vec<(usize, char, Writing)> = text
        .char_indices()
        .map(|(at, c)| (at, c, c.script()))
        .filter(|(.., script)| !matches!(script, Writing::Common | Writing::Inherited))
        .collect();
    let is_own = |at: usize| letters.get(at).is_some_and(|(.., script)| scripts.holds(*script));
    let own = (0..letters.len()).filter(|&at| is_own(at)).count();
    let is_wide = is_wide_script(scripts);
    let mut strays: Vec<(Span, String)> = Vec::new();
    for (index, &(at, c, script)) in letters.iter().enumerate() {
        if !is_stray(script) {
            continue;
        }
        // Korean glosses its words with Chinese characters, at their edges
        if is_wide && !(index > 0 && is_own(index - 1) && is_own(index + 1)) {
            return None;
        }
        let place = Span::new(at, at + c.len_utf8()).shifted(span.start());
        strays.push((place, format!("`{c}` U+{:04X}", u32::from(c))));
    }
    let fewest = if is_wide { FEWEST_WIDE } else { FEWEST_LETTERS };
    // a word of another script between words without blanks is no stray letter
    let most = if is_wide || scripts.has_spaces() { own / 2 } else { 1 };
    if own < fewest || strays.len() > most {
        return None;
    }
    // where no blanks part words, the word is not known
    let place = if is_wide || !scripts.has_spaces() {
        strays.iter().map(|(place, _)| *place).reduce(Span::cover)?
    } else {
        span
    };
    let named: Vec<_> = strays.into_iter().map(|(_, named)| named).collect();
    let message = format!("`{text}` holds letters of another script: {}", named.join(", "));
    Some(MIXED.report(place, message).with_fix(Fix::hint("write it with letters of one script")))
}

/// Whether letters of a script stand in words of the language for many reasons: Latin ones in every
/// language, and those of other alphabets among those of one.
fn mixes(script: Writing, scripts: Scripts) -> bool {
    matches!(script, Writing::Latin | Writing::Greek)
        || MIXING.contains(&script) && MIXING.iter().any(|own| scripts.holds(*own))
}

/// Whether the words of a language are made of characters of Chinese, Japanese or Korean.
fn is_wide_script(scripts: Scripts) -> bool {
    [Writing::Han, Writing::Hangul].into_iter().any(|script| scripts.holds(script))
}

fn has_two_latin_in_a_row(text: &str) -> bool {
    let after = text.chars().skip(1);
    text.chars().zip(after).any(|(a, b)| a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
}

fn is_known(word: &str, context: &Context<'_>) -> bool {
    let word = folded(word);
    context.vocabulary.is_native(&word) || context.vocabulary.english_zipf(&word) > 0.0
}

/// The script of most letters of a document.
fn main_script(context: &Context<'_>) -> Option<Writing> {
    let mut counts: Vec<(Writing, usize)> = Vec::new();
    let letters = context.document.text().chars().filter(|c| c.is_alphabetic());
    for script in letters.map(|c| if c.is_ascii() { Writing::Latin } else { c.script() }) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

/// The parts of a word that are written in alphabets, where a script without blanks is around them.
fn parts_in_alphabets(text: &str) -> impl Iterator<Item = Span> {
    let is_alphabetic = |c: char| c.is_ascii_alphanumeric() || MIXING.contains(&c.script());
    let mut at = 0;
    text.split_inclusive(move |c: char| !is_alphabetic(c)).map(move |part| {
        let start = at;
        at += part.len();
        Span::new(start, start + part.trim_end_matches(|c: char| !is_alphabetic(c)).len())
    })
}

/// The scripts of the letters of a word, each once; Japanese and Korean count as one.
fn scripts(word: &str) -> Vec<Writing> {
    let mut scripts: Vec<Writing> = Vec::new();
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        let script = match c.script() {
            Writing::Hiragana | Writing::Katakana | Writing::Hangul | Writing::Bopomofo => {
                Writing::Han
            }
            Writing::Common | Writing::Inherited => continue,
            script => script,
        };
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    scripts
}
