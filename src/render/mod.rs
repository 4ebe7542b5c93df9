//! How findings are written.

pub mod answer;
pub mod diff;
pub mod escape;
pub mod frame;
pub mod html;
pub mod json;
pub mod terminal;
