//! A text in, a report out: source, document, checks, policy.

use crate::check::{self, Check, Facts, List};
use crate::data::languages::Language;
use crate::diagnostic::{Diagnostic, Fix, Related, Safety};
use crate::document::Document;
use crate::format::carved::Carved;
use crate::format::encoding::Encoding;
use crate::format::extent::Extent;
use crate::format::{Format, Reading};
use crate::language::context::Context;
use crate::language::detector::Detector;
use crate::language::memory::Memory;
use crate::language::vocabulary::Vocabulary;
use crate::policy::allowed::{Allowed, joined};
use crate::policy::selection::Selection;
use crate::policy::suppress::{Silences, Suppressed};
use crate::policy::verdict::{self, Verdict};
use crate::rules::error::RulesError;
use crate::rules::load::LoadedPack;
use crate::rules::set::RuleSet;
use crate::source::{Source, SourceError};
use crate::text::phrases::PhraseIndex;
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
    /// What all checks look for, and what is allowed.
    phrases: PhraseIndex,
    allowed: Allowed,
    /// One for each thread that is not at work.
    memories: Mutex<Vec<Memory>>,
}

/// What the checks find in one document.
struct Finds {
    /// In bytes of its prose.
    all: Vec<Diagnostic>,
    facts: Vec<Facts>,
    /// In bytes of the file.
    in_code: Vec<Diagnostic>,
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
    /// How its prose was carved.
    pub reading: Reading,
    /// The language it was checked as.
    pub language: Language,
    /// Sorted by place and rule.
    pub findings: Vec<Diagnostic>,
    /// Silenced by comments, allowed texts or `[sic]`, and by which.
    pub suppressed: Vec<Suppressed>,
    /// The allowed texts of user packs that had a use, by their numbers among all; sorted.
    pub(crate) allowed: Vec<usize>,
    /// The comments that silence rules.
    pub(crate) silences: Silences,
    /// What the text adds to questions about the whole run.
    pub facts: Vec<Facts>,
    /// Whether it is about an article, not about a pack or a configuration.
    pub is_article: bool,
}

impl Report {
    /// A report on a text that was not read as an article is: nothing but these findings.
    #[must_use]
    pub(crate) fn new(source: Source, language: Language, findings: Vec<Diagnostic>) -> Self {
        Self {
            source,
            reading: Reading::default(),
            language,
            findings,
            suppressed: Vec::new(),
            allowed: Vec::new(),
            silences: Silences::default(),
            facts: Vec::new(),
            is_article: false,
        }
    }
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
        let allowed = Allowed::of(&rules, &vocabulary);
        let (own, mut lists) = rayon::join(|| allowed.keys(), || check::phrases(&checks));
        lists.push((List::Allowed, own));
        Ok(Self {
            language,
            vocabulary,
            detector,
            rules,
            checks,
            selection: options.selection.clone(),
            phrases: PhraseIndex::of(&check::in_order(lists)),
            allowed,
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

    /// Checks a text in the format that the ending of its name tells, else as plain text.
    #[must_use]
    pub fn check(&self, source: Source) -> Report {
        let format = Format::of_path(Path::new(&source.name)).unwrap_or_default();
        self.check_as(source, Reading { format, fields: Vec::new() })
    }

    /// Checks a text in a format.
    #[must_use]
    pub fn check_as(&self, source: Source, reading: Reading) -> Report {
        let carved = reading.carve(&source.text, Some(self.language.tag()));
        self.check_carved(source, reading, carved)
    }

    /// Checks what was carved out of a text.
    #[must_use]
    pub(crate) fn check_carved(&self, source: Source, reading: Reading, carved: Carved) -> Report {
        let document = Document::new(carved, &self.vocabulary.abbreviations);
        let Finds { all, facts, in_code } = self.find(&document, &source);
        let prose = document.prose();
        let to_source = |span| prose.to_source(span).span;
        let facts = facts.into_iter().map(|facts| facts.mapped(to_source)).collect();
        let mut silences = self.silences(&document);
        let Verdict { findings, suppressed, allowed } =
            verdict::decide(all, &self.rules, &self.selection, &document, &mut silences);
        let to_source = |finding| in_source(finding, &document, &source.text);
        let mut findings: Vec<_> = findings.into_iter().map(to_source).collect();
        findings.extend(
            in_code
                .into_iter()
                .filter(|finding| silences.at(&finding.rule, finding.span.start).is_none()),
        );
        let complaints = silences.complaints(&self.selection).into_iter();
        findings.extend(complaints.filter_map(|finding| self.grade_across(finding)));
        // the blocks of a file may stand in another order than their prose
        verdict::sort(&mut findings);
        Report {
            language: self.language,
            findings,
            suppressed: suppressed
                .into_iter()
                .map(|silenced| Suppressed { finding: to_source(silenced.finding), ..silenced })
                .collect(),
            allowed,
            silences,
            facts,
            reading,
            source,
            is_article: true,
        }
    }

    /// Runs all checks on a document.
    fn find(&self, document: &Document, source: &Source) -> Finds {
        let tails = self.vocabulary.affixes.clitics();
        let candidates = self.phrases.find(document.folded(), tails);
        let mut taken = self.allowed.spans(document, &candidates);
        let mut found = Vec::new();
        let memory = RefCell::new(self.memories().pop().unwrap_or_default());
        let (vocabulary, detector) = (&self.vocabulary, &self.detector);
        let context =
            Context::new(document, vocabulary, detector, taken.clone(), &candidates, &memory);
        for check in self.checks.iter().filter(|check| check.is_first()) {
            check.run(&context, &mut found);
        }
        // what nobody is told of claims nothing
        let is_told = |rule: &str| {
            let is_off = self.rules.grade(rule).is_some_and(|grade| grade.severity().is_none());
            self.selection.holds(rule) && !is_off
        };
        let claimed = found
            .iter()
            .filter(|finding| is_told(&finding.rule) && check::claims(finding, document.text()));
        taken.extend(claimed.flat_map(check::claimed));
        let context = context.accepting(joined(taken));
        let later = self.checks.iter().filter(|check| !check.is_first());
        let facts: Vec<Facts> =
            later.filter_map(|check| check.run_with_facts(&context, &mut found)).collect();
        if document.is_untranslated {
            // it says so itself: what is wrong with its words is known
            found.retain(|finding| !check::is_about_language(finding));
        }
        let in_code = self.in_code(&context, source);
        self.memories().push(memory.into_inner());
        Finds { all: found, facts, in_code }
    }

    /// What is found in inline code, in bytes of the file.
    fn in_code(&self, context: &Context<'_>, source: &Source) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for code in &context.document.code {
            let mut found = Vec::new();
            for check in &self.checks {
                check.run_on_code(code.of_text(&source.text), context, &mut found);
            }
            let graded = found.into_iter().filter_map(|finding| self.grade_across(finding));
            all.extend(graded.map(|finding| shifted(finding, code.start())));
        }
        all
    }

    /// The comments of a document that silence rules.
    fn silences(&self, document: &Document) -> Silences {
        if document.remarks.is_empty() {
            return Silences::default();
        }
        let mut ids: Vec<&str> = check::ids().collect();
        ids.extend(self.rules.rules.iter().map(|rule| rule.id.as_str()));
        Silences::of(document, &ids)
    }

    fn memories(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
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

/// A finding so many bytes further on.
fn shifted(mut finding: Diagnostic, by: usize) -> Diagnostic {
    finding.span = finding.span.shifted(by);
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = edit.span.shifted(by);
    }
    finding
}

/// A finding of the prose as one of the file: an edit that cuts a decoded run becomes a hint.
fn in_source(finding: Diagnostic, document: &Document, file: &str) -> Diagnostic {
    let prose = document.prose();
    let related = finding
        .related
        .into_iter()
        .map(|related| Related { span: prose.to_source(related.span).span, ..related });
    let fixes = finding.fixes.into_iter().map(|fix| fix_in_source(fix, document, file));
    Diagnostic {
        span: prose.to_source(finding.span).span,
        related: related.collect(),
        fixes: fixes.collect(),
        ..finding
    }
}

fn fix_in_source(mut fix: Fix, document: &Document, file: &str) -> Fix {
    let prose = document.prose();
    for edit in &mut fix.edits {
        let emptied = document.block_filling(edit.span).filter(|_| edit.text.is_empty());
        match emptied.map(|block| block.extent) {
            Some(Extent::Markup(extent)) => {
                edit.span = extent;
                continue;
            }
            Some(Extent::Shared) => fix.safety = Safety::Hint,
            Some(Extent::Text) | None => {}
        }
        // a line that is deleted has its line break only in plain text
        let span = if edit.text.is_empty() { prose.without_gaps(edit.span) } else { edit.span };
        let mapped = prose.to_source(span);
        edit.span = mapped.span;
        let written = |encoding: Encoding| encoding.write_over(file, mapped.span, &edit.text);
        match mapped.encoding.and_then(written) {
            Some(written) => edit.text = written,
            None => fix.safety = Safety::Hint,
        }
    }
    fix
}
