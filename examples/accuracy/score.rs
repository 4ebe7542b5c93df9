//! The measures of the accuracy table.
//!
//! - A fragment is found when what is reported covers at least half of its characters; the recall of a
//!   kind, and `spanR` of all, is the share of those found.
//! - A report is a run of reported letters of one sentence with no other letter in between, however many
//!   findings it is made of. `spanP` is the share of reports in documents with fragments of which at least
//!   half the letters are in a fragment.
//! - `charP` and `charR` count letters of documents with fragments, one by one.
//! - `FA` is the number of reports in 1,000 sentences of clean documents, `FAs` that of sentences with one.
//!
//! A letter is a letter or a digit. All others are in percent; F1 is the harmonic mean of P and R.

use crate::benchmark::{Document, Kind, Mode};
use macaronic::Span;
use std::ops::Range;

/// The columns of the table. The first are the kinds of fragments.
pub const COLUMNS: [&str; 13] = [
    "sentence", "clause", "phrase", "word", "place", "spanR", "spanP", "spanF1", "charP", "charR",
    "charF1", "FA", "FAs",
];
/// The kinds of fragments.
const KINDS: usize = Kind::Place as usize + 1;

/// One row of the table; `None` where there was nothing to measure.
pub type Figures = [Option<f64>; COLUMNS.len()];

/// What is counted over the documents of a language.
#[derive(Debug, Default)]
pub struct Counts {
    /// Of each kind, those found and all.
    fragments: [Share; KINDS],
    /// Of the reports in documents with fragments, those that are right.
    reports: Share,
    /// Of the reported letters, those that are in a fragment.
    reported_letters: Share,
    /// Of the letters of fragments, those that are reported.
    fragment_letters: Share,
    clean_sentences: u32,
    /// Reports in clean sentences.
    alarms: u32,
    /// Clean sentences with a report.
    alarmed_sentences: u32,
}

/// Some of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    some: u32,
    all: u32,
}

impl Share {
    fn add(&mut self, is_one: bool) {
        self.some += u32::from(is_one);
        self.all += 1;
    }

    /// Between 0 and 1; 0 when there are none.
    fn ratio(self) -> f64 {
        f64::from(self.some) / f64::from(self.all.max(1))
    }
}

/// For each character of a text whether one of the spans (bytes) has it.
pub fn covered(text: &str, spans: impl Iterator<Item = Span>) -> Vec<bool> {
    let spans: Vec<_> = spans.map(|span| span.start as usize..span.end as usize).collect();
    text.char_indices().map(|(byte, _)| spans.iter().any(|span| span.contains(&byte))).collect()
}

impl Counts {
    /// Counts one more document, given which of its characters are reported.
    pub fn add(&mut self, document: &Document, covered: &[bool]) {
        let reports = reports(document, covered);
        match document.mode {
            Mode::Clean => self.add_clean(document, &reports),
            Mode::Injected => self.add_injected(document, covered, reports),
        }
    }

    fn add_clean(&mut self, document: &Document, reports: &[Range<usize>]) {
        for sentence in document.sentences.iter().map(|sentence| sentence.range()) {
            let is_in =
                |report: &Range<usize>| report.start < sentence.end && report.end > sentence.start;
            self.clean_sentences += 1;
            self.alarmed_sentences += u32::from(reports.iter().any(is_in));
        }
        // a text has less than 4 GiB
        self.alarms += u32::try_from(reports.len()).unwrap_or(u32::MAX);
    }

    fn add_injected(&mut self, document: &Document, covered: &[bool], reports: Vec<Range<usize>>) {
        let mut foreign = vec![false; covered.len()];
        for fragment in &document.fragments {
            let range = fragment.stretch.range();
            foreign[range.clone()].fill(true);
            self.fragments[fragment.kind as usize].add(is_half(covered[range].iter().copied()));
        }
        let letters = |range: Range<usize>| range.filter(|&at| document.letters[at]);
        for at in letters(0..covered.len()) {
            if covered[at] {
                self.reported_letters.add(foreign[at]);
            }
            if foreign[at] {
                self.fragment_letters.add(covered[at]);
            }
        }
        for report in reports {
            self.reports.add(is_half(letters(report).map(|at| foreign[at])));
        }
    }

    /// The row of the table.
    pub fn figures(&self) -> Figures {
        let mut all = Share::default();
        for kind in self.fragments {
            all = Share { some: all.some + kind.some, all: all.all + kind.all };
        }
        let [sentence, clause, phrase, word, place] =
            self.fragments.map(|kind| (kind.all > 0).then(|| percent(kind)));
        let thousandth =
            |count: u32| Some(1000.0 * f64::from(count) / f64::from(self.clean_sentences.max(1)));
        [
            sentence,
            clause,
            phrase,
            word,
            place,
            Some(percent(all)),
            Some(percent(self.reports)),
            Some(f1(self.reports, all)),
            Some(percent(self.reported_letters)),
            Some(percent(self.fragment_letters)),
            Some(f1(self.reported_letters, self.fragment_letters)),
            thousandth(self.alarms),
            thousandth(self.alarmed_sentences),
        ]
    }
}

/// The mean of each figure over the rows that have it.
pub fn mean(rows: &[Figures]) -> Figures {
    std::array::from_fn(|column| {
        let (mut sum, mut count) = (0.0, 0.0);
        for figure in rows.iter().filter_map(|row| row[column]) {
            sum += figure;
            count += 1.0;
        }
        (count > 0.0).then(|| sum / count)
    })
}

fn percent(share: Share) -> f64 {
    100.0 * share.ratio()
}

/// The harmonic mean of two shares, in percent.
fn f1(precision: Share, recall: Share) -> f64 {
    let (precision, recall) = (precision.ratio(), recall.ratio());
    200.0 * precision * recall / (precision + recall).max(1e-9)
}

/// Whether at least half are true.
fn is_half(states: impl Iterator<Item = bool>) -> bool {
    let mut share = Share::default();
    states.for_each(|state| share.add(state));
    2 * share.some >= share.all
}

/// The runs of reported letters in each sentence, from the first letter to the last.
fn reports(document: &Document, covered: &[bool]) -> Vec<Range<usize>> {
    let mut reports: Vec<Range<usize>> = Vec::new();
    for sentence in &document.sentences {
        let mut is_open = false;
        for at in sentence.range().filter(|&at| document.letters[at]) {
            match reports.last_mut() {
                Some(report) if covered[at] && is_open => report.end = at + 1,
                _ if covered[at] => reports.push(at..at + 1),
                _ => {}
            }
            is_open = covered[at];
        }
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchmark;

    /// Two sentences, of 16 and 11 code points.
    const TEXT: &str = "Ini, the “end”. Itu so far.";

    /// A document with `the “end”` and `so far` in it, or the same said to be clean.
    fn document(mode: &str) -> Document {
        let line = format!(
            r#"{{"id": "a", "lang": "id", "mode": "{mode}", "text": "{TEXT}", "gold": [
            {{"start": 5, "end": 14, "kind": "phrase"}}, {{"start": 20, "end": 26, "kind": "word"}}],
            "sents": [{{"start": 0, "end": 15}}, {{"start": 16, "end": 27}}]}}"#
        );
        benchmark::read("b.jsonl", &line.replace('\n', " ")).unwrap().remove(0)
    }

    /// Which characters some pieces of the text cover.
    fn covering(pieces: &[&str]) -> Vec<bool> {
        let spans = pieces.iter().map(|piece| {
            let start = TEXT.find(piece).unwrap();
            let narrow = |at: usize| u32::try_from(at).unwrap();
            Span { start: narrow(start), end: narrow(start + piece.len()) }
        });
        covered(TEXT, spans)
    }

    fn counts(mode: &str, pieces: &[&str]) -> Counts {
        let mut counts = Counts::default();
        counts.add(&document(mode), &covering(pieces));
        counts
    }

    #[test]
    fn findings_with_no_letter_between_are_one_report() {
        assert_eq!(reports(&document("inj"), &covering(&["the ", "end"])), vec![5..13]);
        assert_eq!(reports(&document("inj"), &covering(&["th", "end"])), [5..7, 10..13]);
    }

    #[test]
    fn a_report_ends_with_its_sentence() {
        assert_eq!(reports(&document("inj"), &covering(&["end”. Itu"])), [10..13, 16..19]);
    }

    #[test]
    fn marks_alone_are_no_report() {
        assert!(reports(&document("inj"), &covering(&[", ", "”. "])).is_empty());
    }

    #[test]
    fn half_a_fragment_is_found() {
        let counts = counts("inj", &["so ", "the "]);
        assert_eq!(counts.fragments[Kind::Word as usize], Share { some: 1, all: 1 });
        assert_eq!(counts.fragments[Kind::Phrase as usize], Share { some: 0, all: 1 });
    }

    #[test]
    fn a_report_is_right_when_half_its_letters_are_foreign() {
        assert_eq!(counts("inj", &["Ini, the"]).reports, Share { some: 1, all: 1 });
        assert_eq!(counts("inj", &["Itu so"]).reports, Share { some: 0, all: 1 });
    }

    #[test]
    fn letters_are_counted_without_marks() {
        let counts = counts("inj", &["Itu so far."]);
        assert_eq!(counts.reported_letters, Share { some: 5, all: 8 });
        assert_eq!(counts.fragment_letters, Share { some: 5, all: 11 });
    }

    #[test]
    fn clean_documents_count_for_alarms_only() {
        let counts = counts("clean", &["th", "end"]);
        assert_eq!((counts.clean_sentences, counts.alarms, counts.alarmed_sentences), (2, 2, 1));
        assert_eq!((counts.reports, counts.reported_letters), (Share::default(), Share::default()));
        assert_eq!(counts.figures()[11..], [Some(1000.0), Some(500.0)]);
    }

    #[test]
    fn injected_documents_raise_no_alarm() {
        let figures = counts("inj", &["Ini"]).figures();
        assert_eq!(figures[11..], [Some(0.0), Some(0.0)]);
    }

    #[test]
    fn the_mean_leaves_out_what_is_not_measured() {
        let of = |figure| [figure; COLUMNS.len()];
        assert_eq!(mean(&[of(Some(1.0)), of(None), of(Some(4.0))]), of(Some(2.5)));
        assert_eq!(mean(&[of(None)]), of(None));
    }
}
