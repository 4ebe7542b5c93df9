//! A quoted fragment that lost its place: "mencerminkan hal tersebut “posisi …”".

use super::{Check, Def, Entry};
use crate::data::lists;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::quote::{Quote, QuoteKind};
use crate::language::context::Context;
use crate::language::vocabulary::{Vocabulary, WordSet};
use crate::rules::set::RuleSet;
use crate::text::fold::{as_folded, folded};
use crate::text::span::Span;

pub(super) static DEF: Def = Def {
    id: "broken/displaced-quote",
    summary: "a quoted fragment behind a noun that stands in its place",
    why: "The words around a quoted fragment are translated without it, and the fragment is put back behind a stand-in: “reflects the \
          ‘purely defensive position’” comes out as “mencerminkan hal tersebut ‘posisi …’”.",
    severity: Severity::Warning,
    confidence: 85,
    mqm: "fluency/grammar",
    bad: &[
        "Naskah baru itu mencerminkan ⟦hal tersebut “sikap murni bertahan”⟧ dan mudah dibaca.",
        "Ia percaya bahwa ini adalah ⟦rencananya “sangat mungkin”⟧ dan akan segera dimulai.",
    ],
    good: &[
        "Ia menyebut hal tersebut “sangat keliru” di hadapan wartawan.",
        "Menurut dia, hal itu “tidak perlu dibahas lagi”.",
        "Ini adalah rencananya: “Kita berangkat besok.”",
        "Judul bukunya “laut yang diam” terbit tahun lalu.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// A fragment has no more words; a longer quotation is speech.
const LONGEST_FRAGMENT: usize = 8;

struct DisplacedQuote {
    stand_ins: WordSet,
    copulas: WordSet,
    naming_verbs: WordSet,
    prepositions: WordSet,
}

fn build(_rules: &RuleSet, vocabulary: &Vocabulary) -> Box<dyn Check> {
    let set = |name: &str| lists::entries(vocabulary.language.tag(), name).map(as_folded).collect();
    Box::new(DisplacedQuote {
        stand_ins: set("stand-in-nouns"),
        copulas: set("copulas"),
        naming_verbs: set("naming-verbs"),
        prepositions: set("prepositions"),
    })
}

impl Check for DisplacedQuote {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        for quote in context.document.quotes.iter().filter(|quote| quote.kind == QuoteKind::Double)
        {
            let before = context.document.words_in(Span { start: 0, end: quote.span.start }).end;
            let Some(last) =
                before.checked_sub(1).filter(|&last| is_fragment_after(quote, last, context))
            else {
                continue;
            };
            if let Some(stand_in) = self.stand_in(last, context) {
                out.push(report_stand_in(stand_in, quote, context));
            } else if self.is_bare_predicate(last, context) {
                out.push(report_predicate(last, quote, context));
            }
        }
    }
}

/// Whether a short quotation in lower case stands directly behind a word.
fn is_fragment_after(quote: &Quote, last: usize, context: &Context<'_>) -> bool {
    let document = context.document;
    let Some(word) = document.words.get(last) else { return false };
    let gap = document.slice(Span { start: word.span.end, end: quote.span.start });
    let inner = document.slice(quote.inner);
    gap.trim().is_empty()
        && !gap.is_empty()
        && inner.starts_with(char::is_lowercase)
        && document.words_in(quote.inner).len() <= LONGEST_FRAGMENT
}

impl DisplacedQuote {
    /// The span of "hal tersebut" when the words before the quotation are such a stand-in.
    fn stand_in(&self, last: usize, context: &Context<'_>) -> Option<Span> {
        let document = context.document;
        let noun = last.checked_sub(1).filter(|&noun| context.is_adjacent(noun, last))?;
        let verb = noun.checked_sub(1).filter(|&verb| context.is_adjacent(verb, noun))?;
        let is = |set: &WordSet, index: usize| set.contains(&folded(document.word(index)));
        let displaced = is(&context.vocabulary.demonstratives, last) && is(&self.stand_ins, noun);
        // the object of a verb or preposition, not the subject of a clause
        let is_function =
            is(&context.vocabulary.function_words, verb) && !is(&self.prepositions, verb);
        let is_object = !is(&self.naming_verbs, verb) && !is_function;
        let span = document.words.get(noun)?.span.cover(document.words.get(last)?.span);
        (displaced && is_object).then_some(span)
    }

    /// "adalah pengaturannya “…”": a copula, a noun with -nya, and the fragment without a link.
    fn is_bare_predicate(&self, last: usize, context: &Context<'_>) -> bool {
        let document = context.document;
        let copula = last.checked_sub(1).filter(|&copula| context.is_adjacent(copula, last));
        let noun = folded(document.word(last));
        let has_clitic = context
            .vocabulary
            .affixes
            .without_clitic(&noun)
            .any(|rest| context.vocabulary.is_native(rest));
        copula.is_some_and(|copula| self.copulas.contains(&folded(document.word(copula))))
            && has_clitic
    }
}

fn report_stand_in(stand_in: Span, quote: &Quote, context: &Context<'_>) -> Diagnostic {
    let words = context.document.slice(stand_in);
    let gone = Span { start: stand_in.start, end: quote.span.start };
    let finding = DEF.report(
        stand_in.cover(quote.span),
        format!("`{words}` stands where the quoted fragment belongs"),
    );
    finding.with_fix(Fix::delete(gone, format!("delete `{words}`")))
}

fn report_predicate(last: usize, quote: &Quote, context: &Context<'_>) -> Diagnostic {
    let span =
        context.document.words.get(last).map_or(quote.span, |word| word.span.cover(quote.span));
    let finding = DEF.report(
        span,
        format!("the quoted fragment hangs on `{}` without a link", context.document.word(last)),
    );
    finding.with_fix(Fix::hint("recast the sentence so that the fragment is its predicate"))
}
