//! How prose lies in files: a format carves it out and knows the way back to the bytes.

pub mod plain;
pub mod prose;
