//! From what checks say to what a user sees: grades, selection, allowed texts, merging.

pub mod fingerprint;
pub mod selection;
pub mod suppress;
pub mod verdict;
