//! Writes the features of every word of a corpus for the trainer: `cargo run --release --example
//! features < corpus.jsonl > features.bin`. See `README.md` beside this file.

use macaronic::Language;
use macaronic::training::{COUNT, Features};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::{BufRead, Write};

/// One document of a corpus.
#[derive(Deserialize)]
struct Record {
    lang: String,
    text: String,
}

/// For each document: the number of its words, and for each word the number of its sentence, where it
/// begins and ends (code points), and its features; 32 bits each, little-endian.
fn main() -> anyhow::Result<()> {
    let mut by_language: HashMap<String, Features> = HashMap::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let narrow = |count: usize| u32::try_from(count);
    out.write_all(&narrow(COUNT)?.to_le_bytes())?;
    for line in std::io::stdin().lock().lines() {
        let record: Record = serde_json::from_str(&line?)?;
        let language = Language::from_tag(&record.lang)
            .ok_or_else(|| anyhow::anyhow!("unknown language `{}`", record.lang))?;
        let features = by_language.entry(record.lang).or_insert_with(|| Features::of(language));
        let sentences = features.of_text(&record.text);
        let mut point_of_byte = vec![0; record.text.len() + 1];
        for (point, (byte, _)) in record.text.char_indices().enumerate() {
            point_of_byte[byte] = narrow(point)?;
        }
        point_of_byte[record.text.len()] = narrow(record.text.chars().count())?;
        out.write_all(&narrow(sentences.iter().map(Vec::len).sum())?.to_le_bytes())?;
        for (number, sentence) in sentences.iter().enumerate() {
            for word in sentence {
                let (start, end) = (word.span.start as usize, word.span.end as usize);
                for value in [narrow(number)?, point_of_byte[start], point_of_byte[end]] {
                    out.write_all(&value.to_le_bytes())?;
                }
                for value in word.features {
                    out.write_all(&value.to_le_bytes())?;
                }
            }
        }
    }
    Ok(())
}
