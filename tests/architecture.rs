//! The floors of DESIGN.md section 1, and the shape that STYLE.md section 1 wants.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, the lowest first. A module uses strictly lower floors only.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["diagnostic", "source", "data"],
    &["format"],
    &["document"],
    &["language"],
    &["rules"],
    &["check"],
    &["policy"],
    &["engine"],
    &["batch", "fix", "examples", "training"],
    &["render"],
    &["cli", "lsp", "python"],
];

/// Files that join the floors: they see everything and hold nothing.
const EXEMPT: [&str; 2] = ["lib.rs", "main.rs"];
/// More lines than this are two files.
const LONGEST_FILE: usize = 400;
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 8] =
    ["utils", "util", "helpers", "helper", "common", "types", "misc", "shared"];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// What is wrong with the paths of one file of a module.
fn violations(module: &str, code: &str) -> Vec<String> {
    let Some(own) = floor(module) else {
        return vec![format!("the module `{module}` has no floor")];
    };
    let mut wrong = Vec::new();
    for (line, code) in (1..).zip(code.lines()) {
        let code = without_comment(code);
        if code.contains("super::super::") {
            wrong.push(format!("line {line}: write `crate::…` for what is two floors away"));
        }
        for used in used_modules(code).into_iter().filter(|used| used != module) {
            let problem = match floor(&used) {
                Some(other) if other < own => continue,
                Some(_) => format!("`{module}` must not use `crate::{used}`"),
                None => format!("`crate::{used}` has no floor"),
            };
            wrong.push(format!("line {line}: {problem}"));
        }
    }
    wrong
}

fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices("//")
        .find(|(at, _)| !line.get(..*at).unwrap_or_default().ends_with(':'));
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// The first segments of all paths that begin with `crate::`.
fn used_modules(code: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut modules = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        if code.get(..at).is_some_and(|before| before.ends_with(|c: char| is_name(c) || c == '$')) {
            continue;
        }
        let rest = code.get(at + path.len()..).unwrap_or_default();
        let name = |text: &str| text.trim().chars().take_while(|&c| is_name(c)).collect::<String>();
        match rest.strip_prefix('{') {
            Some(group) => modules.extend(members(group).map(name)),
            None => modules.push(name(rest)),
        }
    }
    modules
}

/// The members of a brace group, without what is nested in them.
fn members(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let mut end = group.len();
    let mut cuts = vec![0];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                end = at;
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => cuts.push(at + 1),
            _ => {}
        }
    }
    let ends: Vec<_> = cuts.iter().skip(1).map(|cut| cut - 1).chain([end]).collect();
    let parts = cuts.into_iter().zip(ends).filter_map(|(from, to)| group.get(from..to));
    parts.filter(|part| !part.trim().is_empty())
}

/// Every Rust file below a folder of the crate, by its path below that folder.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut open = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let named = files.into_iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap().components();
        let name: Vec<_> = name.map(|part| part.as_os_str().to_str().unwrap()).collect();
        (name.join("/"), fs::read_to_string(&path).unwrap())
    });
    named.collect()
}

fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

#[test]
fn modules_use_lower_floors_only() {
    let mut wrong = Vec::new();
    for (file, code) in
        rust_files("src").iter().filter(|(file, _)| !EXEMPT.contains(&file.as_str()))
    {
        wrong.extend(
            violations(module_of(file), code)
                .iter()
                .map(|problem| format!("src/{file}: {problem}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_crate_has_a_floor() {
    let files = rust_files("src");
    let modules: Vec<_> = files.iter().map(|(file, _)| module_of(file)).collect();
    assert!(modules.contains(&"text") && modules.contains(&"cli"), "{modules:?}");
    let unknown: Vec<_> = files
        .iter()
        .filter(|(file, _)| !EXEMPT.contains(&file.as_str()) && floor(module_of(file)).is_none())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn an_upward_path_is_a_violation() {
    for code in [
        "use crate::engine::Checker;",
        "use crate::{text::span::Span, engine::Checker};",
        "use crate::{text::{span, lines}, batch};",
        "pub(in crate::cli) fn f() {}",
        "let checker = crate::engine::Checker::new();",
        "fn f(a: &str, checker: &crate::engine::Checker) {}",
        "use crate::policy::verdict;",
        "use super::super::engine;",
        "use crate::Source;",
    ] {
        assert_eq!(violations("policy", "use crate::policy::selection;"), [""; 0]);
        assert_eq!(violations("check", code).len(), 1, "{code}");
    }
}

#[test]
fn modules_of_one_floor_do_not_see_each_other() {
    assert_eq!(violations("source", "use crate::diagnostic::Severity;").len(), 1);
    assert_eq!(violations("fix", "use crate::batch::Batch;").len(), 1);
    assert_eq!(violations("fix", "use crate::fix::Fixed;"), [""; 0]);
}

#[test]
fn a_downward_path_is_none() {
    for code in [
        "use crate::text::span::Span;",
        "let a = crate::rules::load::nearest(b);",
        "// crate::engine is above",
        "$crate::engine",
    ] {
        assert_eq!(violations("check", code), [""; 0], "{code}");
    }
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    for folder in ["src", "tests"] {
        for (file, code) in rust_files(folder) {
            let lines = code.lines().count();
            assert!(lines <= LONGEST_FILE, "{folder}/{file} has {lines} lines");
        }
    }
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    for folder in ["src", "tests"] {
        for (file, _) in rust_files(folder) {
            let empty =
                file.trim_end_matches(".rs").split('/').find(|part| EMPTY_NAMES.contains(part));
            assert_eq!(empty, None, "{folder}/{file}");
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["src", "tests"] {
        for (file, code) in rust_files(folder) {
            assert!(
                code.starts_with("//! "),
                "{folder}/{file} does not begin with `//! ` and a sentence"
            );
        }
    }
}

#[test]
fn the_library_root_only_declares_and_names() {
    let files = rust_files("src");
    let code = |name: &str| {
        files.iter().find(|(file, _)| file == name).map(|(_, code)| code.clone()).unwrap()
    };
    let allowed = ["//!", "mod ", "pub mod ", "pub use ", "}", "    "];
    for line in code("lib.rs").lines().filter(|line| !line.is_empty()) {
        assert!(allowed.iter().any(|start| line.starts_with(start)), "src/lib.rs: {line}");
    }
    assert!(code("main.rs").lines().count() < 30, "src/main.rs only makes an exit code");
}
