//! Fragments that are no sentence but a list: the languages of a page, the names of commands and keys.

use super::context::Context;
use super::fragment::Fragment;
use crate::text::fold::folded;
use crate::text::span::Span;

/// A picker offers so many languages at least, in one block.
const FEWEST_LANGUAGES: usize = 3;
/// A command line that is no sentence has at most so many words.
const LONGEST_COMMAND: usize = 8;
/// Two terms may be a sentence with a comma.
const FEWEST_PARTS: usize = 3;
/// From this Zipf frequency on a word holds the sentences of its language together.
const FREQUENT: f32 = 5.7;
/// What joins the parts of an identifier, a path, a key.
const JOINTS: [char; 9] = ['/', '.', ':', '_', '\\', '=', '@', '#', '-'];

impl Fragment {
    /// Whether it is the names of languages to choose from: "English | 简体中文 | Deutsch".
    #[must_use]
    pub fn is_language_picker(&self, context: &Context<'_>) -> bool {
        let document = context.document;
        let is_name = |index: usize| {
            context.vocabulary.language_names.contains(&folded(document.word(index)))
        };
        let block = document.block_at(self.span.start).and_then(|at| document.blocks.get(at));
        self.words.clone().all(is_name)
            && block.is_some_and(|block| {
                let names = document.words_in(block.span).filter(|&index| is_name(index));
                names.take(FEWEST_LANGUAGES).count() == FEWEST_LANGUAGES
            })
    }

    /// Whether it is a list in a text with code: names of packages, commands and values, each of which is a
    /// word of its own ("stable, testing ou unstable"), or inside a sentence a term of two ("hook, open code,
    /// Git Bash").
    #[must_use]
    pub fn is_enumeration(&self, context: &Context<'_>) -> bool {
        let document = context.document;
        if !document.is_technical || self.foreign < 2 {
            return false;
        }
        let analysis = &context.detection().analysis;
        let spans = self
            .tokens
            .clone()
            .filter(|&at| analysis.known(at).0.target < FREQUENT)
            .filter_map(|at| analysis.tokens.get(at).map(|token| token.span));
        let (mut parts, mut longest, mut length) = (0, 0, 0);
        let mut last: Option<Span> = None;
        for span in spans {
            let is_beside = last.is_some_and(|last| {
                document.slice(Span { start: last.end, end: span.start }).trim().is_empty()
            });
            parts += usize::from(!is_beside);
            length = if is_beside { length + 1 } else { 1 };
            longest = longest.max(length);
            last = Some(span);
        }
        let block = document.block_at(self.span.start).and_then(|at| document.blocks.get(at));
        let is_inside = block.is_some_and(|block| self.span.len() * 2 < block.span.len());
        longest < 2 || is_inside && longest == 2 && parts >= FEWEST_PARTS && self.functions == 0
    }

    /// Whether it is a command line: words with an option among them ("go test -cover"). A sentence about
    /// one has more of the words that hold sentences together.
    #[must_use]
    pub fn is_command(&self, context: &Context<'_>) -> bool {
        let is_lower = context.document.slice(self.span).starts_with(char::is_lowercase);
        let most = if is_lower { 2 } else { 1 };
        if !context.document.is_technical || self.functions > most || self.foreign > LONGEST_COMMAND
        {
            return false;
        }
        let sentence = context.document.sentences.get(self.sentence).map(|sentence| sentence.span);
        let end = sentence.map_or(self.span.end, |sentence| sentence.end).max(self.span.end);
        let text = context.document.slice(Span { start: self.span.start, end });
        let is_option = |word: &str| {
            let name = word.trim_start_matches('-');
            let marks = word.len() - name.len();
            (1..=2).contains(&marks) && name.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let mut words = text.split_whitespace().take(LONGEST_COMMAND).skip(1);
        words.any(is_option)
    }

    /// Whether no blank parts its words: a path, a method, a key (`preseed/file`, `console.log`,
    /// `config::helper`).
    #[must_use]
    pub fn is_identifier(&self, context: &Context<'_>) -> bool {
        let text = context.document.slice(self.span);
        let is_part = |c: char| c.is_ascii_alphanumeric() || JOINTS.contains(&c);
        self.foreign > 1
            && text.chars().all(is_part)
            && (text.contains('/') || context.document.is_technical)
    }
}
