//! What is said over several cues: which of them are one text, and which stand for themselves.

use super::cue::{Cue, Text};
use crate::format::builder::Builder;
use crate::format::carved::{BlockKind, Carved};

/// Notes around the words of a song.
const NOTES: [char; 6] = ['♪', '♫', '♬', '♩', '🎵', '🎶'];
/// A dash before what another speaker says.
const DASHES: [char; 6] = ['-', '–', '—', '‐', '‑', '−'];
/// Marks that end a sentence.
const ENDS: [char; 10] = ['.', '!', '?', '…', '。', '！', '？', '．', '؟', '।'];
/// Marks that may stand behind them.
const CLOSING: [char; 9] = ['"', '”', '’', '\'', ')', ']', '»', '」', '』'];
/// A speaker ends a sentence before so many cues are over; who writes no full stops does not.
const LONGEST: usize = 8;
/// Where fewer than one cue in so many ends a sentence, a capital begins one: the file has no full stops.
const FEWEST_ENDS: usize = 4;
/// More descriptions of sounds beside what a speaker says are none.
const MOST_ASIDES: usize = 4;
/// The name of a speaker before a colon has no more characters.
const LONGEST_NAME: usize = 30;

/// What all cues say.
#[derive(Debug, Default)]
pub(super) struct Speech {
    turns: Vec<Turn>,
    /// Sounds and names of speakers, in brackets or before a colon: no part of what is said.
    asides: Vec<Text>,
}

/// What one speaker says in one cue.
#[derive(Debug)]
struct Turn {
    text: Text,
    words: String,
    /// Whether it goes on with nothing before it.
    begins: bool,
    /// Whether nothing goes on after it.
    ends: bool,
}

impl Speech {
    /// Adds a cue.
    pub(super) fn hear(&mut self, cue: &Cue, text: Text) {
        let mut parts = parted(text).into_iter().peekable();
        let mut begins = cue.is_apart;
        while let Some(part) = parts.next() {
            self.turn(part, begins, parts.peek().is_some());
            begins = true;
        }
    }

    /// Adds what one speaker says.
    fn turn(&mut self, text: Text, begins: bool, ends: bool) {
        let words = text.read();
        let spoken = without_marks(&words);
        let marks = words.len() - spoken.len();
        let mut text = text.split(marks).1.trimmed();
        let mut begins = begins || !words.get(..marks).unwrap_or_default().trim().is_empty();
        let mut ends = ends;
        for _ in 0..MOST_ASIDES {
            let words = text.read();
            if let Some((inner, length)) = leading(&words) {
                let (aside, rest) = text.split(length);
                self.asides.push(aside.split(inner.end).0.split(inner.start).1.trimmed());
                begins = true;
                let rest = rest.trimmed();
                let marks = marks_of(&rest.read());
                text = rest.split(marks).1.trimmed();
            } else if let Some(start) = trailing(&words) {
                let (rest, aside) = text.split(start);
                self.asides.push(aside.split(words.len() - start - 1).0.split(1).1.trimmed());
                ends = true;
                text = rest.trimmed();
            } else {
                break;
            }
        }
        let words = text.read();
        let sung = words.trim_end_matches(|c: char| NOTES.contains(&c) || c.is_whitespace());
        ends |= sung.len() < words.len();
        let is_caps = is_caps(sung);
        if sung.contains(char::is_alphanumeric) {
            let text = text.split(sung.len()).0;
            let words = sung.to_owned();
            self.turns.push(Turn { text, words, begins: begins || is_caps, ends: ends || is_caps });
        } else if ends && let Some(before) = self.turns.last_mut() {
            before.ends = true;
        }
    }

    /// Writes all of it.
    pub(super) fn write(self, mut builder: Builder<'_>) -> Carved {
        let ended = self.turns.iter().filter(|turn| ends_sentence(&turn.words)).count();
        let has_stops = ended * FEWEST_ENDS >= self.turns.len();
        let mut cues = 0;
        let mut before: Option<&Turn> = None;
        for turn in &self.turns {
            if before.is_some_and(|before| cues < LONGEST && goes_on(before, turn, has_stops)) {
                builder.seam();
                cues += 1;
            } else {
                builder.open(BlockKind::Label);
                cues = 1;
            }
            turn.text.write(&mut builder);
            before = Some(turn);
        }
        for aside in &self.asides {
            builder.open(BlockKind::Label);
            aside.write(&mut builder);
        }
        builder.finish()
    }
}

/// Whether the sentence of a turn goes on in the next one.
fn goes_on(before: &Turn, turn: &Turn, has_stops: bool) -> bool {
    if before.ends || turn.begins {
        return false;
    }
    let first = turn.words.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    let is_lower = first.is_some_and(char::is_lowercase);
    let is_open = !ends_sentence(&before.words);
    let said = before.words.trim_end_matches(CLOSING);
    let trails_off = said.ends_with('…') || said.ends_with("...");
    is_open && (is_lower || has_stops) || is_lower && trails_off
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(CLOSING).ends_with(ENDS)
}

/// The turns of a cue: a line with a dash, and one in capitals, stand for themselves.
fn parted(text: Text) -> Vec<Text> {
    let words = text.read();
    let mut starts = text.line_starts();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let lines: Vec<_> =
        starts.iter().zip(ends).map(|(&start, end)| words.get(start..end).unwrap_or("")).collect();
    let begins = |index: usize| {
        let (before, line) = (lines.get(index - 1).copied(), lines.get(index).copied());
        let (Some(before), Some(line)) = (before, line) else { return false };
        marks_of(line) > 0 || is_caps(before) != is_caps(line)
    };
    let cuts = (1..starts.len()).filter(|&index| begins(index));
    let cuts: Vec<_> = cuts.filter_map(|index| starts.get(index).copied()).collect();
    text.parted(&cuts)
}

/// How many bytes of marks of a speaker or a song stand before a line, with the blanks behind them.
fn marks_of(line: &str) -> usize {
    line.len() - without_marks(line).len()
}

fn without_marks(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start();
        let Some(first) = bare.chars().next() else { return bare };
        let after = bare.get(first.len_utf8()..).unwrap_or_default();
        let is_mark = match first {
            '>' => after.starts_with('>'),
            '#' => after.starts_with(char::is_whitespace),
            // `-nya` and `-5` go on
            dash if DASHES.contains(&dash) => !after
                .starts_with(|c: char| c.is_lowercase() || c.is_numeric() || DASHES.contains(&c)),
            note => NOTES.contains(&note),
        };
        if !is_mark {
            return if rest.len() == line.len() { line } else { bare };
        }
        rest = after.trim_start_matches('>');
    }
}

/// What stands before the words of a speaker and is none of them, without its marks, and its length:
/// `[pintu terbuka]`, `RINA:`, and `(tertawa)` when nothing follows.
fn leading(words: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let first = words.chars().next()?;
    let close = match first {
        '[' => ']',
        '(' => ')',
        '【' => '】',
        '（' => '）',
        _ => return name(words),
    };
    let end = words.find(close)?;
    let inner = first.len_utf8()..end;
    let length = end + close.len_utf8();
    let is_alone = words.len() == length;
    let is_sound = is_alone || !matches!(first, '(' | '（');
    let text = words.get(inner.clone())?;
    (is_sound && is_description(text)).then_some((inner, length))
}

/// Where `[pintu terbuka]` behind the words of a speaker begins.
fn trailing(words: &str) -> Option<usize> {
    let start = words.strip_suffix(']')?.rfind('[')?;
    let inner = words.get(start + 1..words.len() - 1)?;
    is_description(inner).then_some(start)
}

/// Whether brackets hold more than a note on the words before them.
fn is_description(inner: &str) -> bool {
    let bare = inner.trim().trim_end_matches('!');
    bare.contains(char::is_alphanumeric) && !bare.eq_ignore_ascii_case("sic")
}

/// The name of a speaker, in capitals before a colon.
fn name(words: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let end = words.find(':').filter(|&end| end <= LONGEST_NAME)?;
    let name = words.get(..end)?;
    let follows = words.get(end + 1..)?.starts_with(char::is_whitespace);
    let is_name = name.chars().all(|c| c.is_alphanumeric() || " .-'’#".contains(c));
    (follows && is_name && has_capitals_alone(name)).then_some((0..end, end + 1))
}

/// Whether a line is in capitals: what a sign or a caption of the film says. A single word may be loud.
fn is_caps(line: &str) -> bool {
    has_capitals_alone(line) && line.split_whitespace().count() > 1
}

fn has_capitals_alone(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    text.chars().filter(|c| c.is_uppercase()).count() > 1 && letters.all(char::is_uppercase)
}
