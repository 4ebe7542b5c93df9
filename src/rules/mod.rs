//! Rules as data: packs as written, then compiled. Knows no check.

pub mod compile;
mod edges;
pub mod error;
pub mod example;
pub mod expression;
pub mod load;
pub mod matchers;
pub mod needs;
pub mod notation;
mod prepared;
mod prepared_packs;
pub mod roots;
pub mod rule;
pub mod schema;
pub mod set;
pub mod table;
pub mod terms;
pub mod written;
