//! The text of one cue: what is left of its lines without tags, overrides and line breaks.

use super::Syntax;
use crate::format::builder::Builder;
use crate::format::carved::OBJECT;
use crate::format::declared::is_same_language;
use crate::format::html::reference;
use crate::text::span::Span;

/// A cue of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its lines: bytes of the file.
    pub(super) span: Span,
    /// Whether nothing of a cue before it goes on in it.
    pub(super) is_apart: bool,
}

/// Text of cues with the way back to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text(Vec<Bit>);

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bit {
    text: String,
    source: Span,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The bytes of the file as they are.
    Written,
    /// What bytes of the file mean.
    Meant,
    /// A line of the cue ends here.
    Break,
    /// Words of another language, which the file declares as such.
    Object,
}

/// The text of a cue; `language` is that of the file.
pub(super) fn text(file: &str, span: Span, syntax: Syntax, language: Option<&str>) -> Text {
    let mut reader = Reader { file, syntax, language, text: Text::default(), silent: None };
    let written = span.of_text(file);
    let mut at = 0;
    while let Some(rest) = written.get(at..).filter(|rest| !rest.is_empty()) {
        let words = rest.find(['<', '{', '&', '\\', '\n', '\r']).unwrap_or(rest.len());
        let here = span.start() + at;
        reader.words(Span::new(here, here + words));
        let mark = rest.get(words..).unwrap_or_default();
        at += words;
        if !mark.is_empty() {
            at += reader.mark(mark, here + words);
        }
    }
    reader.text
}

struct Reader<'t> {
    file: &'t str,
    syntax: Syntax,
    language: Option<&'t str>,
    text: Text,
    /// The element that is open, of which nothing is read.
    silent: Option<&'static str>,
}

impl Reader<'_> {
    fn words(&mut self, span: Span) {
        self.push(span.of_text(self.file).to_owned(), span, Kind::Written);
    }

    fn push(&mut self, text: String, source: Span, kind: Kind) {
        if self.silent.is_none() && !text.is_empty() {
            self.text.0.push(Bit { text, source, kind });
        }
    }

    /// Reads what a mark at a byte of the file begins; how many bytes that is.
    fn mark(&mut self, rest: &str, at: usize) -> usize {
        let is_srt = self.syntax == Syntax::Srt;
        let length = match rest.as_bytes() {
            [b'\n' | b'\r', ..] => {
                let length = rest.len() - rest.trim_start().len();
                self.line_break(Span::new(at, at + length));
                Some(length)
            }
            [b'<', ..] => self.tag(rest, at),
            [b'{', ..] => override_length(rest),
            [b'\\', b'N', ..] if is_srt => {
                self.line_break(Span::new(at, at + 2));
                Some(2)
            }
            [b'\\', b'h', ..] if is_srt => {
                self.push(" ".to_owned(), Span::new(at, at + 2), Kind::Meant);
                Some(2)
            }
            // SRT has no references of its own: only what can be nothing else is one
            [b'&', ..] => reference(rest)
                .filter(|(_, length)| {
                    !is_srt || rest.get(..*length).is_some_and(|it| it.ends_with(';'))
                })
                .map(|(meaning, length)| {
                    self.push(meaning, Span::new(at, at + length), Kind::Meant);
                    length
                }),
            _ => None,
        };
        length.unwrap_or_else(|| {
            // every mark is one byte
            self.words(Span::new(at, at + 1));
            1
        })
    }

    /// Reads a tag; `None` when the text only looks like one, as in `<3` and `2 < 3`.
    fn tag(&mut self, rest: &str, at: usize) -> Option<usize> {
        let inner = rest.strip_prefix('<')?;
        let length =
            inner.find(['<', '>']).filter(|&end| inner.as_bytes().get(end) == Some(&b'>'))?;
        let inner = inner.get(..length)?;
        let is_end = inner.starts_with('/');
        let name = inner.strip_prefix('/').unwrap_or(inner);
        let is_time = self.syntax == Syntax::WebVtt && is_clock(name);
        let is_tag = name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_tag && !is_time {
            return None;
        }
        let source = Span::new(at, at + length + 2);
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '.' | '/'));
        let (name, annotation) = name.split_at_checked(end.unwrap_or(name.len()))?;
        match name.to_ascii_lowercase().as_str() {
            "br" => self.line_break(source),
            "rt" if self.syntax == Syntax::WebVtt => self.silence("rt", is_end),
            "lang" if self.syntax == Syntax::WebVtt && is_end => self.silence("lang", true),
            "lang" if self.syntax == Syntax::WebVtt => {
                let own = self.language.unwrap_or_default();
                let tag = annotation.trim_start_matches(|c: char| !c.is_whitespace()).trim();
                if !own.is_empty() && !tag.is_empty() && !is_same_language(own, tag) {
                    self.push(OBJECT.to_owned(), source, Kind::Object);
                    self.silence("lang", false);
                }
            }
            // `</ruby>` ends an annotation that nothing else ends
            "ruby" => self.silence("rt", true),
            _ => {}
        }
        Some(length + 2)
    }

    fn silence(&mut self, name: &'static str, is_end: bool) {
        match self.silent {
            Some(open) if is_end && open == name => self.silent = None,
            None if !is_end => self.silent = Some(name),
            _ => {}
        }
    }

    /// A line ends: the blanks before it mean nothing.
    fn line_break(&mut self, source: Span) {
        let mut start = source.start();
        while let Some(last) = self.text.0.last_mut() {
            if last.kind != Kind::Written {
                break;
            }
            let bare = last.text.trim_end_matches([' ', '\t']).len();
            if last.source.end() == start {
                start = last.source.start() + bare;
            }
            last.text.truncate(bare);
            last.source = Span::new(last.source.start(), last.source.start() + bare);
            if bare > 0 {
                break;
            }
            self.text.0.pop();
        }
        self.push(" ".to_owned(), Span::new(start, source.end()), Kind::Break);
    }
}

/// `00:01.000` of a karaoke tag.
fn is_clock(text: &str) -> bool {
    text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

/// How long an override of ASS is: `{\an8}`, `{y:i}`.
fn override_length(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.find(['{', '}', '\n', '\r'])?;
    let is_override = inner.starts_with('\\') || inner.as_bytes().get(1) == Some(&b':');
    (is_override && inner.as_bytes().get(end) == Some(&b'}')).then_some(end + 2)
}

impl Text {
    /// The words.
    pub(super) fn read(&self) -> String {
        self.0.iter().map(|bit| bit.text.as_str()).collect()
    }

    /// Where its lines but the first begin, as bytes of the words.
    pub(super) fn line_starts(&self) -> Vec<usize> {
        let mut at = 0;
        let mut starts = Vec::new();
        for bit in &self.0 {
            at += bit.text.len();
            if bit.kind == Kind::Break {
                starts.push(at);
            }
        }
        starts
    }

    /// Parts it where these lines begin, in order.
    pub(super) fn parted(self, line_starts: &[usize]) -> Vec<Self> {
        let mut parts = vec![Self::default()];
        let mut cuts = line_starts.iter().peekable();
        let mut at = 0;
        for bit in self.0 {
            if cuts.next_if(|&&cut| cut <= at).is_some() {
                parts.push(Self::default());
            }
            at += bit.text.len();
            if let Some(part) = parts.last_mut() {
                part.0.push(bit);
            }
        }
        parts.into_iter().map(Self::trimmed).collect()
    }

    /// Parts it before a byte of its words; what means them stays whole, and goes before.
    pub(super) fn split(mut self, at: usize) -> (Self, Self) {
        let mut length = 0;
        let mut index = 0;
        while let Some(bit) = self.0.get(index).filter(|bit| length + bit.text.len() <= at) {
            length += bit.text.len();
            index += 1;
        }
        let mut after = self.0.split_off(index.min(self.0.len()));
        if length < at && !after.is_empty() {
            let mut bit = after.remove(0);
            let cut = at - length;
            if bit.kind == Kind::Written && bit.text.is_char_boundary(cut) {
                let text = bit.text.split_off(cut);
                let middle = bit.source.start() + cut;
                let source = Span::new(middle, bit.source.end());
                after.insert(0, Bit { text, source, kind: bit.kind });
                bit.source = Span::new(bit.source.start(), middle);
            }
            self.0.push(bit);
        }
        (self, Self(after))
    }

    /// Without the blanks around it.
    pub(super) fn trimmed(self) -> Self {
        let text = self.read();
        let end = text.trim_end().len();
        let start = end - text.trim().len();
        self.split(end).0.split(start).1
    }

    /// Writes it into the open block.
    pub(super) fn write(&self, builder: &mut Builder<'_>) {
        for bit in &self.0 {
            match bit.kind {
                Kind::Written | Kind::Meant => builder.decoded(&bit.text, bit.source),
                Kind::Break => builder.blank(' ', bit.source.start()),
                Kind::Object => builder.object(bit.source),
            }
        }
    }
}
