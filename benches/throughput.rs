//! How much text each stage takes in a second, on one thread: `cargo bench`.
//!
//! The text is the Indonesian articles of `fixtures/clean`, each checked for itself, as articles are, and
//! all of them again and again. What a stage does once a process (unpacking lists and model) is left out:
//! it is done before the first sample.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use macaronic::training::Features;
use macaronic::{Checker, identify};
use std::fs;
use std::path::Path;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The language of the articles.
const LANGUAGE: &str = "id";

fn main() {
    divan::main();
}

/// The articles, in the order of their names.
fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let entries = fs::read_dir(folder).expect("the fixtures lie beside Cargo.toml");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a fixture is a text")).collect()
}

/// Runs a stage over all articles.
fn throughput<T>(bencher: Bencher<'_, '_>, stage: impl Fn(&str) -> T) {
    let articles = articles();
    for article in &articles {
        black_box(stage(article));
    }
    bencher.counter(BytesCount::new(articles.iter().map(String::len).sum::<usize>())).bench_local(
        || {
            for article in &articles {
                black_box(stage(black_box(article)));
            }
        },
    );
}

/// The language of an article whose language nobody said.
#[divan::bench(max_time = 5)]
fn language(bencher: Bencher<'_, '_>) {
    throughput(bencher, identify);
}

/// Blocks, sentences, words, and the features of every word.
#[divan::bench(max_time = 5)]
fn words_and_features(bencher: Bencher<'_, '_>) {
    let checker = Checker::for_language(LANGUAGE).expect("Indonesian has rules");
    let features = Features::of(checker.language());
    throughput(bencher, |article| features.of_text(article));
}

/// A text in, a report out.
#[divan::bench(max_time = 5)]
fn whole_check(bencher: Bencher<'_, '_>) {
    let checker = Checker::for_language(LANGUAGE).expect("Indonesian has rules");
    throughput(bencher, |article| checker.check_text(article));
}

/// A checker of Indonesian, from the packs.
#[divan::bench(max_time = 5, sample_count = 50, sample_size = 1)]
fn start() -> Checker {
    Checker::for_language(LANGUAGE).expect("Indonesian has rules")
}
