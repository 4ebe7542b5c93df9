//! Fragments that are no sentence but a list: the languages of a page, the names of commands and keys.

use super::context::Context;
use super::fragment::Fragment;
use crate::text::fold::folded;
use crate::text::span::Span;

/// A picker offers so many languages at least, in one block.
const FEWEST_LANGUAGES: usize = 3;
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

    /// Whether none of its words stands beside another one: in a text with code, names of packages,
    /// commands and values, each of which is a word of its own ("stable, testing ou unstable").
    #[must_use]
    pub fn is_enumeration(&self, context: &Context<'_>) -> bool {
        if !context.document.is_technical || self.foreign < 2 {
            return false;
        }
        let analysis = &context.detection().analysis;
        let spans: Vec<Span> = self
            .tokens
            .clone()
            .filter(|&at| analysis.known(at).0.target < FREQUENT)
            .filter_map(|at| analysis.tokens.get(at).map(|token| token.span))
            .collect();
        let is_beside = |pair: &[Span]| match pair {
            [left, right] => {
                let gap = Span { start: left.end, end: right.start };
                context.document.slice(gap).trim().is_empty()
            }
            _ => false,
        };
        !spans.windows(2).any(is_beside)
    }

    /// Whether no blank parts its words: a path, a method, a key ("preseed/file", "console.log",
    /// "config::helper").
    #[must_use]
    pub fn is_identifier(&self, context: &Context<'_>) -> bool {
        let text = context.document.slice(self.span);
        let is_part = |c: char| c.is_ascii_alphanumeric() || JOINTS.contains(&c);
        self.foreign > 1
            && text.chars().all(is_part)
            && (text.contains('/') || context.document.is_technical)
    }
}
