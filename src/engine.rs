//! A text in, a report out: source, document, checks, policy.

use crate::check::{self, Check, Facts};
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Fix, Related, Safety};
use crate::document::Document;
use crate::format::plain;
use crate::format::prose::Prose;
use crate::language::context::Context;
use crate::language::detector::Detector;
use crate::language::memory::Memory;
use crate::language::vocabulary::Vocabulary;
use crate::policy::selection::Selection;
use crate::policy::verdict::{self, Verdict};
use crate::rules::error::RulesError;
use crate::rules::load::LoadedPack;
use crate::rules::set::RuleSet;
use crate::source::{Source, SourceError};
use crate::text::phrases::PhraseIndex;
use crate::text::span::Span;
use std::cell::RefCell;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Checks texts of one language. Built once, used for many texts, from many threads.
pub struct Checker {
    language: Language,
    vocabulary: Vocabulary,
    detector: Detector,
    rules: RuleSet,
    checks: Vec<Box<dyn Check>>,
    selection: Selection,
    allowed: PhraseIndex,
    /// For each allowed phrase, how it must be written; `None` where case does not matter.
    written: Vec<Option<String>>,
    /// One for each thread that is not at work.
    memories: Mutex<Vec<Memory>>,
}

/// How to build a [`Checker`].
#[derive(Debug, Default)]
pub struct CheckerOptions {
    /// Packs of the user, layered over the built-in ones.
    pub packs: Vec<LoadedPack>,
    /// Which rules to report.
    pub selection: Selection,
}

/// What was found in one text. Spans are bytes of the file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The text.
    pub source: Source,
    /// The language it was checked as.
    pub language: Language,
    /// Sorted by place and rule.
    pub findings: Vec<Diagnostic>,
    /// Silenced by allowed texts.
    pub suppressed: Vec<Diagnostic>,
    /// What the text adds to questions about the whole run.
    pub facts: Vec<Facts>,
}

impl CheckerOptions {
    /// The options with one more pack, read from a file.
    ///
    /// # Errors
    /// When the file cannot be read or is not a valid pack.
    pub fn with_pack(mut self, path: &Path) -> Result<Self, RulesError> {
        self.packs.push(LoadedPack::from_path(path)?);
        Ok(self)
    }
}

impl Checker {
    /// A checker with the built-in packs of a language, given by its BCP 47 tag.
    ///
    /// # Errors
    /// When the language is unknown.
    ///
    /// ```
    /// use macaronic::Checker;
    ///
    /// let checker = Checker::for_language("id")?;
    /// let report = checker.check_text("Rusia melanjutkan invasi ke Ukraine tanpa bantuan.");
    /// let finding = &report.findings[0];
    /// assert_eq!(finding.rule, "exonym/country");
    /// assert_eq!(finding.fixes[0].edits[0].text, "Ukraina");
    /// # Ok::<(), macaronic::RulesError>(())
    /// ```
    pub fn for_language(tag: &str) -> Result<Self, RulesError> {
        let language = Language::from_tag(tag)
            .ok_or_else(|| RulesError::UnknownLanguage { tag: tag.to_owned() })?;
        Self::new(language, &CheckerOptions::default())
    }

    /// A checker with packs and a selection of rules.
    ///
    /// # Errors
    /// When a pack is wrong.
    pub fn new(language: Language, options: &CheckerOptions) -> Result<Self, RulesError> {
        let ids: Vec<_> = check::ids().collect();
        let (rules, (vocabulary, detector)) = rayon::join(
            || RuleSet::of(language, &options.packs, &ids),
            || rayon::join(|| Vocabulary::of(language), || Detector::of(language)),
        );
        let rules = rules?;
        let checks = check::build(&rules, &vocabulary);
        let phrases = vocabulary
            .accepted
            .iter()
            .filter(|text| text.contains(' '))
            .map(|text| (text.as_str(), None));
        let unconditional = rules.allow.iter().filter(|allow| allow.rules.is_empty());
        let names = unconditional
            .map(|allow| (allow.text.as_str(), allow.built_in.then(|| allow.written.clone())));
        let (texts, written): (Vec<_>, Vec<_>) = phrases.chain(names).unzip();
        let allowed = PhraseIndex::new(texts);
        Ok(Self {
            language,
            vocabulary,
            detector,
            rules,
            checks,
            selection: options.selection.clone(),
            allowed,
            written,
            memories: Mutex::default(),
        })
    }

    /// The language it checks.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Its rules.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// How it finds foreign words.
    #[must_use]
    pub const fn detector(&self) -> &Detector {
        &self.detector
    }

    /// What it knows of the words of its language.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Checks a plain text that has no name.
    ///
    /// # Panics
    /// When the text has more than 4 GiB; use [`Checker::check`] for such.
    #[must_use]
    pub fn check_text(&self, text: &str) -> Report {
        let source = Source::new("<text>", text);
        self.check(source.unwrap_or_else(|error: SourceError| panic!("{error}")))
    }

    /// Checks a text.
    #[must_use]
    pub fn check(&self, source: Source) -> Report {
        let document = Document::new(plain::carve(&source.text), &self.vocabulary.abbreviations);
        let mut taken = self.allowed_spans(&document);
        let mut found = Vec::new();
        let memory = RefCell::new(self.memories().pop().unwrap_or_default());
        let context =
            Context::new(&document, &self.vocabulary, &self.detector, taken.clone(), &memory);
        for check in self.checks.iter().filter(|check| check.is_first()) {
            check.run(&context, &mut found);
        }
        let claimed = found.iter().filter(|finding| {
            self.selection.holds(&finding.rule) && check::claims(finding, document.text())
        });
        taken.extend(claimed.map(|finding| finding.span));
        let context = context.accepting(joined(taken));
        let later = self.checks.iter().filter(|check| !check.is_first());
        let facts: Vec<Facts> =
            later.filter_map(|check| check.run_with_facts(&context, &mut found)).collect();
        self.memories().push(memory.into_inner());
        let prose = document.prose();
        let to_source = |span| prose.to_source(span).span;
        let facts = facts.into_iter().map(|facts| facts.mapped(to_source)).collect();
        let Verdict { findings, suppressed } =
            verdict::decide(found, &self.rules, &self.selection, document.folded());
        let to_source = |found: Vec<Diagnostic>| {
            found.into_iter().map(|finding| in_source(finding, prose)).collect()
        };
        Report {
            language: self.language,
            findings: to_source(findings),
            suppressed: to_source(suppressed),
            facts,
            source,
        }
    }

    fn memories(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stretches of a text that the packs allow, as words of their own.
    fn allowed_spans(&self, document: &Document) -> Vec<Span> {
        let folded = document.folded();
        let inside = |c: char| c.is_alphanumeric();
        let found = self.allowed.find(folded, &[]).into_iter().filter_map(|found| {
            let before = folded.text.get(..found.start)?.ends_with(inside);
            let after = folded.text.get(found.end..)?.starts_with(inside);
            let span = folded.original_span(found.span());
            let written = self.written.get(found.phrase)?;
            let has_capitals = written
                .as_deref()
                .is_none_or(|written| has_capitals_of(written, document.slice(span)));
            (!before && !after && has_capitals).then_some(span)
        });
        found.collect()
    }

    /// Whether the policy of this checker lets a finding about the whole run through.
    #[must_use]
    pub fn grade_across(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        if let Some(grade) = self.rules.grade(&finding.rule) {
            finding.severity = grade.severity()?;
        }
        self.selection.holds(&finding.rule).then_some(finding)
    }
}

/// The same stretches sorted, those that share bytes as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Whether a found text has every capital of the name that is allowed.
fn has_capitals_of(written: &str, found: &str) -> bool {
    written.chars().zip(found.chars()).all(|(want, is)| !want.is_uppercase() || is.is_uppercase())
}

/// A finding of the prose as one of the file: an edit that cuts a decoded run becomes a hint.
fn in_source(finding: Diagnostic, prose: &Prose) -> Diagnostic {
    let related = finding
        .related
        .into_iter()
        .map(|related| Related { span: prose.to_source(related.span).span, ..related });
    let fixes = finding.fixes.into_iter().map(|fix| fix_in_source(fix, prose));
    Diagnostic {
        span: prose.to_source(finding.span).span,
        related: related.collect(),
        fixes: fixes.collect(),
        ..finding
    }
}

fn fix_in_source(mut fix: Fix, prose: &Prose) -> Fix {
    for edit in &mut fix.edits {
        let mapped = prose.to_source(edit.span);
        edit.span = mapped.span;
        if !mapped.verbatim {
            fix.safety = Safety::Hint;
        }
    }
    fix
}
