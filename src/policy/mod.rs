//! From what checks say to what a user sees: configuration, grades, selection, allowed texts, merging.

pub mod config;
pub mod fingerprint;
pub mod selection;
pub mod suppress;
pub mod verdict;
