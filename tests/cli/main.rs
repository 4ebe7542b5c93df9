//! The promises of the command line, tried on the program itself. Every run uses a pack of its own
//! with invented words, so that no built-in rule can make a test pass or fail.
#![cfg(test)]

mod bad_input;
mod baseline;
mod commands;
mod config;
mod config_docs;
mod deletion;
mod diff;
mod documentation;
mod documents;
mod exit_codes;
mod file_names;
mod fixing;
mod foreign_fragments;
mod formats;
mod hostile_files;
mod hostile_text;
mod html;
mod json;
mod limits;
mod long_runs;
mod newsroom;
mod one_slip;
mod packs;
mod refused_writes;
mod report_files;
mod reports;
mod runner;
mod since;
mod source_beside;
mod stream;
mod stream_flow;
mod subtitles;
mod technical;
mod terminal;
mod unused_allow;
mod watch;
mod xliff;
