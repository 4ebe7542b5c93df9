//! Walks through JSON (RFC 8259) and hands over its strings, each with the way to it and the way back to
//! the bytes. It keeps its own stack, so that no depth can overflow the one of the thread.

use crate::format::carved::Malformed;
use crate::format::encoding::Encoding;
use crate::format::value::Value;
use crate::text::span::Span;
use serde::de::IgnoredAny;

/// An object or an array that is open.
#[derive(Debug)]
pub(super) struct Level {
    /// The name of the member that is read; `None` in an array.
    pub(super) key: Option<String>,
    /// The number of the element that is read; 0 in an object.
    pub(super) index: usize,
    /// How many arrays stand directly around the value, this level the innermost; 0 in an object.
    pub(super) arrays: usize,
    /// How many arrays stand around the records of the file.
    pub(super) outer: usize,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

impl Expected {
    const fn name(self) -> &'static str {
        match self {
            Self::Value => "a value",
            Self::ValueOrEnd => "a value or `]`",
            Self::Key => "a name in quotation marks",
            Self::KeyOrEnd => "a name in quotation marks or `}`",
            Self::Colon => "`:`",
            Self::CommaOrEnd => "`,` or the end of the object or array",
            Self::Nothing => "nothing more",
        }
    }
}

/// Walks through the JSON text under `span`.
///
/// # Errors
/// Where it is none.
pub(super) fn scan(
    file: &str,
    span: Span,
    found: impl FnMut(&[Level], &Value),
) -> Result<(), Malformed> {
    let scanner = Scanner { file, at: span.start(), end: span.end(), levels: Vec::new(), found };
    scanner.run()
}

struct Scanner<'a, F> {
    file: &'a str,
    at: usize,
    end: usize,
    levels: Vec<Level>,
    found: F,
}

impl<F: FnMut(&[Level], &Value)> Scanner<'_, F> {
    fn run(mut self) -> Result<(), Malformed> {
        let mut expected = Expected::Value;
        loop {
            let blanks = self.rest().bytes();
            self.at += blanks.take_while(|byte| b" \t\n\r".contains(byte)).count();
            let Some(byte) = self.rest().bytes().next() else { break };
            expected = self.token(byte, expected)?;
        }
        match expected {
            Expected::Nothing => Ok(()),
            _ => Err(fault(
                self.end,
                format!("the file ends where {} should stand", expected.name()),
            )),
        }
    }

    /// Reads one token, and says what may come after it.
    fn token(&mut self, byte: u8, expected: Expected) -> Result<Expected, Malformed> {
        use Expected::{Colon, CommaOrEnd, Key, KeyOrEnd, Nothing, Value, ValueOrEnd};
        let opens_value = matches!(expected, Value | ValueOrEnd);
        match (byte, expected) {
            (b'{' | b'[', _) if opens_value => {
                self.open(byte == b'[');
                self.at += 1;
                Ok(if byte == b'[' { ValueOrEnd } else { KeyOrEnd })
            }
            (b'"', _) if opens_value => {
                let value = self.string()?;
                (self.found)(&self.levels, &value);
                Ok(self.after_value())
            }
            (b'"', Key | KeyOrEnd) => {
                let name = self.string()?.text().to_owned();
                self.levels.last_mut().expect("a name is read in an object").key = Some(name);
                Ok(Colon)
            }
            (b':', Colon) => Ok(self.past(Value)),
            (b']', ValueOrEnd) | (b'}', KeyOrEnd) => Ok(self.close()),
            (b']' | b'}', CommaOrEnd) if self.is_in_array() == (byte == b']') => Ok(self.close()),
            (b',', CommaOrEnd) if self.is_in_array() => {
                self.levels.last_mut().expect("an array is open").index += 1;
                Ok(self.past(Value))
            }
            (b',', CommaOrEnd) => Ok(self.past(Key)),
            (_, Nothing) => Err(fault(self.at, "something stands behind the end of the value")),
            _ if opens_value => self.scalar(),
            _ => Err(fault(self.at, format!("{} should stand here", expected.name()))),
        }
    }

    fn rest(&self) -> &str {
        self.file.get(self.at..self.end).unwrap_or_default()
    }

    const fn past(&mut self, expected: Expected) -> Expected {
        self.at += 1;
        expected
    }

    fn is_in_array(&self) -> bool {
        self.levels.last().is_some_and(|level| level.arrays > 0)
    }

    fn open(&mut self, is_array: bool) {
        let (around, outer) =
            self.levels.last().map_or((0, 0), |level| (level.arrays, level.outer));
        let arrays = if is_array { around + 1 } else { 0 };
        let is_outer = is_array && outer == self.levels.len();
        self.levels.push(Level {
            key: None,
            index: 0,
            arrays,
            outer: outer + usize::from(is_outer),
        });
    }

    fn close(&mut self) -> Expected {
        self.levels.pop();
        self.at += 1;
        self.after_value()
    }

    const fn after_value(&self) -> Expected {
        if self.levels.is_empty() { Expected::Nothing } else { Expected::CommaOrEnd }
    }

    /// A number, `true`, `false` or `null`.
    fn scalar(&mut self) -> Result<Expected, Malformed> {
        let rest = self.rest();
        let is_end = |c: char| c.is_whitespace() || "[]{},:\"".contains(c);
        let token = rest.get(..rest.find(is_end).unwrap_or(rest.len())).unwrap_or_default();
        if token.is_empty() || serde_json::from_str::<IgnoredAny>(token).is_err() {
            return Err(fault(
                self.at,
                "a value should stand here: strings take double quotation marks",
            ));
        }
        self.at += token.len();
        Ok(self.after_value())
    }

    fn string(&mut self) -> Result<Value, Malformed> {
        let opening = self.at;
        self.at += 1;
        let mut value = Value::default();
        loop {
            let rest = self.rest();
            let is_special = |c: char| matches!(c, '"' | '\\' | '\0'..='\u{1F}');
            let Some(plain) = rest.find(is_special) else {
                return Err(fault(opening, "this string is not closed"));
            };
            let special = rest.as_bytes().get(plain).copied();
            let span = Span::new(self.at, self.at + plain);
            value.push_verbatim(self.file, span, Encoding::Escaped);
            self.at += plain;
            match special {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => self.escape(&mut value)?,
                _ => {
                    let reason =
                        "a line break or control character in a string: write it as an escape";
                    return Err(fault(self.at, reason));
                }
            }
        }
    }

    fn escape(&mut self, value: &mut Value) -> Result<(), Malformed> {
        let Some((character, length)) = escaped(self.rest()) else {
            return Err(fault(self.at, "JSON has no such escape"));
        };
        let span = Span::new(self.at, self.at + length);
        let text = character.encode_utf8(&mut [0; 4]).to_owned();
        value.push_decoded(&text, span, Encoding::Escaped);
        self.at += length;
        Ok(())
    }
}

/// The character of the escape at the start of a text, and the length of the escape. Half a pair and
/// NUL, which no text holds, are the replacement character.
fn escaped(text: &str) -> Option<(char, usize)> {
    let simple = match text.as_bytes().get(1)? {
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return Some(of_units(hexadecimal(text)?, text.get(6..).and_then(hexadecimal))),
        _ => return None,
    };
    Some((simple, 2))
}

/// The character of one UTF-16 unit, or of a pair, and the length of its escapes.
fn of_units(first: u16, second: Option<u16>) -> (char, usize) {
    if let Some(pair) = second.filter(|_| (0xD800..0xDC00).contains(&first))
        && let Some(Ok(character)) = char::decode_utf16([first, pair]).next()
    {
        return (character, 12);
    }
    let single = char::from_u32(u32::from(first)).filter(|&character| character != '\0');
    (single.unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// The unit of an escape `\u` with four digits at the start of a text.
fn hexadecimal(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

fn fault(at: usize, reason: impl Into<String>) -> Malformed {
    let at = Span::new(at, at).start;
    Malformed { at, reason: format!("no valid JSON: {}", reason.into()) }
}
