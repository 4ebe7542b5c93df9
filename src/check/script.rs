//! Letters of two scripts in one word.

use super::{Check, Def, Entry};
use crate::data;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::word::{Shape, Word};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::fold::folded;
use crate::text::hashed::Map;
use unicode_script::{Script as Writing, UnicodeScript};

pub(super) static MIXED: Def = Def {
    id: "mixed/script",
    summary: "letters of two scripts in one word",
    why: "A look-alike letter of another alphabet breaks search and screen readers. In WMT23/24 news 3.4 of 1,000 machine outputs, no human one; \
          499 real faults in one published set.",
    severity: Severity::Error,
    confidence: 97,
    mqm: "fluency/character-encoding",
    bad: &["Wali kota meresmikan ⟦jеmbatan⟧ baru.", "⟦Аplikasi⟧ itu diperbarui."],
    good: &[
        "Partikel α dan sinar-γ diukur.",
        "Panjangnya 5 μm.",
        "Kata Россия berarti Rusia (Россия).",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&MIXED], build };

struct Scripts {
    /// A letter that looks like one of the Latin alphabet, and that one.
    look_alikes: Map<char, char>,
}

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let table = data::file("shared/look-alikes.tsv").map_or("", |found| found.text);
    let rows = table.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let look_alikes = rows
        .filter_map(|(other, latin)| Some((other.chars().next()?, latin.chars().next()?)))
        .collect();
    Box::new(Scripts { look_alikes })
}

impl Check for Scripts {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        if context.document.text().is_ascii() {
            return;
        }
        if main_script(context) != Some(Writing::Latin) {
            return;
        }
        for word in &context.document.words {
            let text = context.document.slice(word.span);
            if text.is_ascii() || matches!(word.shape, Shape::Opaque) {
                continue;
            }
            let scripts = scripts(text);
            if scripts.len() > 1 {
                self.mixed(word, &scripts, context, out);
            }
        }
    }
}

impl Scripts {
    fn mixed(
        &self,
        word: &Word,
        scripts: &[Writing],
        context: &Context<'_>,
        out: &mut Vec<Diagnostic>,
    ) {
        let alphabets = [Writing::Latin, Writing::Cyrillic, Writing::Greek, Writing::Armenian];
        if scripts.iter().any(|script| !alphabets.contains(script)) {
            return;
        }
        let text = context.document.slice(word.span);
        let latin = text.chars().filter(|c| c.script() == Writing::Latin).count();
        let others =
            text.chars().filter(|c| c.is_alphabetic() && c.script() != Writing::Latin).count();
        // `sinar-γ`, `μm`: a symbol beside letters, not a letter among them
        let is_symbol = text.split('-').any(|part| part.chars().count() == 1 && !part.is_ascii())
            || text.chars().count() <= 2;
        if is_symbol || latin == 0 {
            return;
        }
        let mapped: String =
            text.chars().map(|c| self.look_alikes.get(&c).copied().unwrap_or(c)).collect();
        let strays: Vec<_> = text
            .chars()
            .filter(|c| c.is_alphabetic() && c.script() != Writing::Latin)
            .map(|c| format!("`{c}` U+{:04X}", u32::from(c)))
            .collect();
        let mut finding = MIXED.report(
            word.span,
            format!("`{text}` holds letters of another alphabet: {}", strays.join(", ")),
        );
        if mapped.chars().all(|c| !c.is_alphabetic() || c.script() == Writing::Latin)
            && others <= latin
        {
            let known = context.vocabulary.is_native(&folded(&mapped))
                || context.vocabulary.english_zipf(&folded(&mapped)) > 0.0;
            let safety = if known { Safety::Safe } else { Safety::Review };
            finding.fixes.push(Fix::replace(word.span, mapped, safety));
        }
        out.push(finding);
    }
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
