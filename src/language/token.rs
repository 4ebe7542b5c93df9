//! Tokens: the words of a document as the detector sees them, those of two scripts taken apart.

use crate::document::Document;
use crate::document::word::{Shape, Word};
use crate::text::span::Span;
use unicode_script::{Script, UnicodeScript};

/// A word, or the part of one that is written in one kind of script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its word, by index.
    pub word: usize,
    /// How it is written.
    pub shape: Shape,
    /// In which kind of script.
    pub script: ScriptKind,
}

/// A script, as the target language sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptKind {
    /// One that the language is written in.
    Own,
    /// Latin, in a language that is not written in it.
    Latin,
    /// Any other.
    Other,
}

/// The scripts of a language.
#[derive(Clone, Copy, Debug)]
pub struct Scripts(&'static [Script]);

/// Scripts whose letters mix inside a word by mistake only: such a word is not taken apart.
const ALPHABETS: [Script; 4] = [Script::Latin, Script::Cyrillic, Script::Greek, Script::Armenian];

impl Scripts {
    /// The scripts of a language, by its ISO 15924 code in `rules/shared/languages.tsv`.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self(match code {
            "Jpan" => &[Script::Han, Script::Hiragana, Script::Katakana],
            "Kore" => &[Script::Hangul],
            "Hani" => &[Script::Han, Script::Bopomofo],
            "Cyrl" => &[Script::Cyrillic],
            "Arab" => &[Script::Arabic],
            "Ethi" => &[Script::Ethiopic],
            "Deva" => &[Script::Devanagari],
            "Beng" => &[Script::Bengali],
            "Grek" => &[Script::Greek],
            "Hebr" => &[Script::Hebrew],
            "Gujr" => &[Script::Gujarati],
            "Armn" => &[Script::Armenian],
            "Geor" => &[Script::Georgian],
            "Khmr" => &[Script::Khmer],
            "Knda" => &[Script::Kannada],
            "Laoo" => &[Script::Lao],
            "Mlym" => &[Script::Malayalam],
            "Mymr" => &[Script::Myanmar],
            "Orya" => &[Script::Oriya],
            "Guru" => &[Script::Gurmukhi],
            "Sinh" => &[Script::Sinhala],
            "Taml" => &[Script::Tamil],
            "Telu" => &[Script::Telugu],
            "Thai" => &[Script::Thai],
            "Cyrl/Latn" => &[Script::Cyrillic, Script::Latin],
            _ => &[Script::Latin],
        })
    }

    /// Whether the language separates words by spaces.
    #[must_use]
    pub fn has_spaces(self) -> bool {
        const UNSPACED: [Script; 5] =
            [Script::Han, Script::Thai, Script::Lao, Script::Khmer, Script::Myanmar];
        !self.0.iter().any(|script| UNSPACED.contains(script))
    }

    /// Whether the language is written in Latin letters.
    #[must_use]
    pub fn is_latin(self) -> bool {
        self.0.contains(&Script::Latin)
    }

    /// Whether the language is written in a script.
    #[must_use]
    pub fn holds(self, script: Script) -> bool {
        self.0.contains(&script)
    }

    fn kind(self, script: Script) -> Option<ScriptKind> {
        match script {
            Script::Common | Script::Inherited | Script::Unknown => None,
            own if self.0.contains(&own) => Some(ScriptKind::Own),
            Script::Latin => Some(ScriptKind::Latin),
            _ => Some(ScriptKind::Other),
        }
    }
}

/// Appends the tokens of one word.
pub fn tokens(document: &Document, index: usize, scripts: Scripts, out: &mut Vec<Token>) {
    let Some(word) = document.words.get(index) else { return };
    let text = document.slice(word.span);
    if text.is_ascii() {
        let script = if scripts.is_latin() || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            ScriptKind::Own
        } else {
            ScriptKind::Latin
        };
        out.push(Token { span: word.span, word: index, shape: word.shape, script });
        return;
    }
    let kinds = |c: char| scripts.kind(c.script());
    if text.chars().all(|c| is_alphabet(c.script())) {
        // `μm`: a symbol beside letters of the language
        let mut found = text.chars().filter_map(kinds);
        let first = found.next().unwrap_or(ScriptKind::Own);
        let script =
            if found.any(|kind| kind == ScriptKind::Own) { ScriptKind::Own } else { first };
        out.push(Token { span: word.span, word: index, shape: word.shape, script });
        return;
    }
    split(text, word, index, kinds, out);
}

fn is_alphabet(script: Script) -> bool {
    ALPHABETS.contains(&script) || matches!(script, Script::Common | Script::Inherited)
}

/// One token for each stretch of one kind; digits and marks go with what stands before them.
fn split(
    text: &str,
    word: &Word,
    index: usize,
    kinds: impl Fn(char) -> Option<ScriptKind>,
    out: &mut Vec<Token>,
) {
    let mut open: Option<(usize, ScriptKind)> = None;
    let mut push = |start: usize, end: usize, script: ScriptKind| {
        let span = Span::new(start, end).shifted(word.span.start());
        let whole = start == 0 && end == text.len();
        let shape = if whole || word.shape == Shape::Opaque {
            word.shape
        } else {
            shape(text.get(start..end).unwrap_or_default())
        };
        out.push(Token { span, word: index, shape, script });
    };
    for (at, c) in text.char_indices() {
        let Some(kind) = kinds(c) else { continue };
        match open {
            Some((_, script)) if script == kind => {}
            Some((start, script)) => {
                push(start, at, script);
                open = Some((at, kind));
            }
            None => open = Some((0, kind)),
        }
    }
    let (start, script) = open.unwrap_or((0, ScriptKind::Own));
    push(start, text.len(), script);
}

fn shape(part: &str) -> Shape {
    let mut letters = part.chars().filter(|c| c.is_alphabetic());
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    match (is_capital, part.chars().any(char::is_numeric)) {
        (_, true) => Shape::Number,
        (true, _) if letters.clone().count() > 0 && letters.all(char::is_uppercase) => Shape::Upper,
        (true, _) => Shape::Capital,
        _ => Shape::Lower,
    }
}
