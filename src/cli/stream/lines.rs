//! The lines of standard input, in chunks: whatever is there, so that a slow writer has its answer at
//! once, and never more than a bound, so that memory does not grow with the stream.

use std::io::{self, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;

/// Bytes asked for at a time: what a pipe of Linux holds.
const BLOCK: usize = 64 << 10;
/// Blocks read ahead while others are checked: together as much as a chunk.
const BLOCKS: usize = 16;
/// A chunk is not begun anew with a line beyond so many bytes …
const MOST_BYTES: usize = 1 << 20;
/// … or so many lines, for a short line may have a long answer.
const MOST_LINES: usize = 1024;

/// One line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    pub(super) content: Content,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// It has more bytes than a line may have, and was not kept.
    TooLong,
}

/// Reads lines. A thread of its own reads ahead, since only it may wait for input.
pub(super) struct Lines {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    /// How much of the block is taken.
    taken: usize,
    /// The line whose end has not come yet.
    begun: Content,
    number: u64,
    largest: usize,
    /// What the last read came to, once there is no more.
    end: Option<io::Result<()>>,
}

impl Lines {
    /// The lines of an input; those of more than `largest` bytes are not kept.
    pub(super) fn new(input: impl Read + Send + 'static, largest: u64) -> Self {
        let (sender, blocks) = sync_channel(BLOCKS);
        thread::spawn(move || read(input, &sender));
        Self {
            blocks,
            block: Vec::new(),
            taken: 0,
            begun: Content::Bytes(Vec::new()),
            number: 0,
            largest: usize::try_from(largest).unwrap_or(usize::MAX),
            end: None,
        }
    }

    /// The lines that are there, after waiting for at least one; none at the end.
    ///
    /// # Errors
    /// When the input cannot be read, after all lines before.
    pub(super) fn chunk(&mut self) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        let mut bytes = 0;
        while bytes < MOST_BYTES && lines.len() < MOST_LINES {
            if let Some(line) = self.line() {
                bytes += line.content.len();
                lines.push(line);
            } else if !self.next_block(lines.is_empty()) {
                break;
            }
        }
        match self.end.as_mut() {
            Some(end) if lines.is_empty() => std::mem::replace(end, Ok(())).map(|()| lines),
            _ => Ok(lines),
        }
    }

    /// The next line of the block, or the last one of the input.
    fn line(&mut self) -> Option<Line> {
        let rest = self.block.get(self.taken..).unwrap_or_default();
        if let Some(length) = rest.iter().position(|&byte| byte == b'\n') {
            self.begun.extend(rest.get(..length).unwrap_or_default(), self.largest);
            self.taken += length + 1;
        } else {
            self.begun.extend(rest, self.largest);
            self.taken = self.block.len();
            if !matches!(self.end, Some(Ok(()))) || self.begun.is_empty() {
                return None;
            }
        }
        self.number += 1;
        let content = std::mem::replace(&mut self.begun, Content::Bytes(Vec::new()));
        Some(Line { number: self.number, content })
    }

    /// Takes up the next block, or learns that there is none; false when no line can come of it now.
    fn next_block(&mut self, wait: bool) -> bool {
        if self.end.is_some() {
            return false;
        }
        let next = if wait {
            self.blocks.recv().map_err(|_| TryRecvError::Disconnected)
        } else {
            self.blocks.try_recv()
        };
        match next {
            Ok(Ok(block)) => {
                self.block = block;
                self.taken = 0;
            }
            Ok(Err(error)) => self.end = Some(Err(error)),
            Err(TryRecvError::Empty) => return false,
            // the last line may have no end
            Err(TryRecvError::Disconnected) => self.end = Some(Ok(())),
        }
        true
    }
}

impl Content {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::TooLong => 0,
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }

    fn extend(&mut self, more: &[u8], largest: usize) {
        match self {
            Self::Bytes(bytes) if bytes.len() + more.len() <= largest => {
                bytes.extend_from_slice(more);
            }
            _ => *self = Self::TooLong,
        }
    }
}

fn read(mut input: impl Read, blocks: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut block = vec![0; BLOCK];
        let read = match input.read(&mut block) {
            Ok(0) => return,
            Ok(length) => {
                block.truncate(length);
                Ok(block)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let is_last = read.is_err();
        if blocks.send(read).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(input: &[u8], largest: u64) -> Vec<Line> {
        let mut lines = Lines::new(Cursor::new(input.to_vec()), largest);
        let mut all = Vec::new();
        loop {
            let chunk = lines.chunk().unwrap();
            assert!(chunk.len() <= MOST_LINES);
            if chunk.is_empty() {
                return all;
            }
            all.extend(chunk);
        }
    }

    fn bytes(text: &str) -> Content {
        Content::Bytes(text.as_bytes().to_vec())
    }

    #[test]
    fn every_line_comes_once_and_the_last_needs_no_end() {
        let contents = |input: &str| -> Vec<_> {
            lines(input.as_bytes(), 10).into_iter().map(|line| line.content).collect()
        };
        assert_eq!(contents("a\n\nb\r\nc"), [bytes("a"), bytes(""), bytes("b\r"), bytes("c")]);
        assert_eq!(contents("a\n"), [bytes("a")]);
        assert_eq!(contents(""), []);
        assert_eq!(
            contents("0123456789\n0123456789a\nb"),
            [bytes("0123456789"), Content::TooLong, bytes("b")]
        );
        assert_eq!(contents("0123456789a"), [Content::TooLong]);
    }

    #[test]
    fn lines_across_blocks_and_chunks_are_whole_and_numbered() {
        let input: Vec<_> = (0..50_000).map(|number| format!("line {number}")).collect();
        let lines = lines(input.join("\n").as_bytes(), 100);
        assert_eq!(lines.len(), 50_000);
        for (index, line) in lines.iter().enumerate() {
            assert_eq!(line.number, index as u64 + 1);
            assert_eq!(line.content, bytes(&format!("line {index}")));
        }
    }

    #[test]
    fn an_input_that_breaks_off_is_an_error_after_its_lines() {
        struct Broken(bool);
        impl Read for Broken {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                if std::mem::replace(&mut self.0, true) {
                    return Err(io::Error::other("gone"));
                }
                (&b"a\nb"[..]).read(buffer)
            }
        }
        let mut lines = Lines::new(Broken(false), 10);
        assert_eq!(lines.chunk().unwrap(), [Line { number: 1, content: bytes("a") }]);
        assert_eq!(lines.chunk().unwrap_err().to_string(), "gone");
    }
}
