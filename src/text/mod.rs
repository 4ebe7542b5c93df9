//! Positions in text and changes to it; knows no file, language or rule.

pub mod candidates;
pub mod edge;
pub mod edit;
pub mod fold;
pub mod hashed;
pub mod lines;
pub mod marks;
pub mod needles;
pub mod phrases;
pub mod span;
pub mod words;
