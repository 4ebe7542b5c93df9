//! From what checks say to what a user sees: configuration, grades, selection, allowed texts, merging,
//! what is known.

pub mod allowed;
pub mod baseline;
pub mod config;
pub mod fingerprint;
pub mod scope;
pub mod selection;
pub mod suppress;
pub mod verdict;
