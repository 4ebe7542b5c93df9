//! The examples of every built-in rule and check: bad texts are found, good ones are silent.
#![cfg(test)]

use macaronic::{Checker, examples};

#[test]
fn every_built_in_example_holds() {
    let outcome = examples::run(&Checker::for_language("id").unwrap(), true);
    let failed: Vec<_> = outcome.failed.iter().map(ToString::to_string).collect();
    assert!(
        failed.is_empty(),
        "{} of {} failed:\n{}",
        failed.len(),
        outcome.examples,
        failed.join("\n")
    );
    assert!(outcome.rules > 0, "there are no built-in rules");
    assert!(outcome.examples >= outcome.rules * 2, "a built-in rule has a bad and a good text");
}
