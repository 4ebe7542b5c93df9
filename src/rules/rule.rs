//! A rule, compiled: what every check of packs works with.

use super::error::Place;
use super::example::{Examples, Lazy};
use super::expression::Expression;
use super::matchers::{AffixForm, LineHow, PatternEvidence, Place as Where, Replace};
use super::roots::Roots;
use super::schema::Grade;
use super::terms::Terms;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::text::fold::folded;
use crate::text::span::Span;
use std::sync::Arc;

/// A rule with its matcher.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `family/fault`.
    pub id: String,
    /// With `{found}` and `{use}`.
    pub message: String,
    /// Why it is a fault.
    pub why: String,
    /// MQM class.
    pub mqm: String,
    /// How loud; `None` when it is switched off.
    pub severity: Option<Severity>,
    /// How loud in articles that hold code, when not the same.
    pub severity_with_code: Option<Grade>,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// How far its fixes may be trusted.
    pub safety: Safety,
    /// What it finds.
    pub matcher: Matcher,
    /// Texts it must find, and on which it must stay silent.
    pub(super) examples: Lazy,
    /// Where it is written.
    pub place: Place,
    /// Whether it came with the program.
    pub built_in: bool,
}

/// What a rule finds.
#[derive(Clone, Debug)]
pub enum Matcher {
    /// Words, from `term` and `table`.
    Terms(Terms),
    /// A foreign root in native affixes.
    Affix(Affix),
    /// Whole lines.
    Line(Line),
    /// Leaked labels, folded.
    Label(Vec<String>),
    /// A regular expression.
    Pattern(Box<Pattern>),
    /// Spellings of one name.
    Variants(Vec<VariantGroup>),
}

/// What may stand beside a match, and where a match does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guards {
    /// Silent after these.
    pub unless_preceded_by: Vec<Near>,
    /// Silent before these.
    pub unless_followed_by: Vec<Near>,
    /// Found only after one of these.
    pub only_after: Vec<Near>,
    /// Found only before one of these.
    pub only_before: Vec<Near>,
    /// Silent inside a longer foreign name.
    pub unless_in_name: bool,
    /// Silent inside a quoted foreign title.
    pub unless_in_title: bool,
    /// Silent inside any quotation marks.
    pub unless_quoted: bool,
}

/// What stands directly beside a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// These words: lower-case ones in any case, capitalised ones only capitalised.
    Words(String),
    /// Digits or a number word.
    Number,
    /// A capitalised word.
    Capital,
    /// A lower-case word.
    Lower,
    /// The name of a month.
    Month,
    /// The name of a weekday.
    Weekday,
    /// The start of the block.
    Start,
    /// The start of a sentence.
    SentenceStart,
    /// The end of the block.
    End,
    /// A full stop, question or exclamation mark.
    Stop,
    /// A quotation mark.
    Quote,
    /// A comma.
    Comma,
}

/// Foreign roots with their native replacements.
#[derive(Clone, Debug)]
pub struct Affix {
    /// Which way of writing it the rule finds.
    pub form: AffixForm,
    /// The listed roots.
    pub roots: Roots,
}

/// Lines to find.
#[derive(Clone, Debug)]
pub struct Line {
    /// Folded texts without final punctuation.
    pub find: Vec<String>,
    /// How much of the line a text must cover.
    pub how: LineHow,
    /// Where it must stand.
    pub place: Where,
    /// A longer line is left alone.
    pub max_words: Option<usize>,
    /// Whether the fix deletes the line.
    pub remove: bool,
    /// What to write instead of the text.
    pub uses: Vec<String>,
}

/// A regular expression with its options.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Compiled when it is needed.
    pub expression: Expression,
    /// Replacements with `$` references.
    pub uses: Vec<String>,
    /// A replacement inside the finding.
    pub replace: Option<Replace>,
    /// The finding must hold a doubled word.
    pub reduplicated: bool,
    /// The fix keeps one half of it.
    pub use_single: bool,
    /// What else the article must show.
    pub evidence: Option<PatternEvidence>,
    /// Silent when the found word is in this list.
    pub unless_listed: Option<crate::language::vocabulary::WordSet>,
    /// What may stand beside it.
    pub guards: Guards,
}

/// Spellings of one name.
#[derive(Clone, Debug)]
pub struct VariantGroup {
    /// The preferred spelling first.
    pub spellings: Vec<String>,
    /// Whether the first is to be used even where an article is consistent.
    pub prefer: bool,
    /// What may stand beside it.
    pub guards: Arc<Guards>,
}

impl Rule {
    /// A finding of this rule; `None` when it is switched off.
    #[must_use]
    pub fn report(&self, span: Span, found: &str, uses: &[String]) -> Option<Diagnostic> {
        let severity = self.severity?;
        let first = uses.first().map_or("", String::as_str);
        let fixes = uses
            .iter()
            .map(|text| Fix::replace(span, text.clone(), self.safety_of(found, uses)))
            .collect();
        Some(Diagnostic {
            rule: self.id.clone(),
            message: self.message.replace("{found}", &shown(found)).replace("{use}", first),
            span,
            related: Vec::new(),
            fixes,
            severity,
            confidence: self.confidence,
            mqm: self.mqm.clone(),
            evidence: None,
        })
    }

    /// One of several candidates is never safe, nor is deleting words.
    fn safety_of(&self, found: &str, uses: &[String]) -> Safety {
        let deletes = uses.iter().any(|text| text.is_empty() || leaves_out(found, text));
        if uses.len() > 1 || deletes { self.safety.min(Safety::Review) } else { self.safety }
    }

    /// Texts it must find, and on which it must stay silent.
    #[must_use]
    pub fn examples(&self) -> &Examples {
        self.examples.get(&self.place.path, &self.id)
    }

    /// The message as the first example gets it.
    #[must_use]
    pub fn example_message(&self) -> String {
        let Some(bad) = self.examples().bad.first() else { return self.message.clone() };
        let found = bad.span.of_text(&bad.text);
        let written = bad.fixed.as_deref().and_then(|fixed| {
            let after = bad.text.len() - bad.span.end();
            fixed.get(bad.span.start()..fixed.len().checked_sub(after)?)
        });
        self.message.replace("{found}", found).replace("{use}", written.unwrap_or("…"))
    }

    /// The first half of the id.
    #[must_use]
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// Whether a replacement is what it replaces without some of its words.
fn leaves_out(found: &str, text: &str) -> bool {
    let bare = |word: &str| folded(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words = |text: &str| {
        text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    let (found, kept) = (words(found), words(text));
    let mut rest = found.iter();
    kept.len() < found.len() && kept.iter().all(|word| rest.any(|other| other == word))
}

/// A found text as a message shows it: on one line, and not endless.
fn shown(found: &str) -> String {
    const LONGEST: usize = 60;
    let line = found.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}
