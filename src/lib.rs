//! macaronic lints translated articles: it finds fragments of other languages and the artifacts
//! that translation pipelines leave behind, gives exact spans, says why, and suggests fixes.
//!
//! ```
//! let checker = macaronic::Checker::for_language("id")?;
//! let report = checker.check_text("Kepala kantor berita itu mengunjungi Germany pekan lalu.");
//! for finding in &report.findings {
//!     println!("{}: {}", finding.rule, finding.message);
//! }
//! # Ok::<(), macaronic::RulesError>(())
//! ```
//!
//! What a text passes through: [`Source`], then `format` (prose with the way back to bytes), `document`
//! (blocks, sentences, words), `language` (evidence on words), `check` (findings), `policy` (what a user
//! sees), [`Report`].

mod batch;
mod check;
pub mod cli;
mod data;
mod diagnostic;
mod document;
mod engine;
pub mod examples;
mod fix;
mod format;
mod language;
mod policy;
mod render;
mod rules;
mod source;
mod text;
pub mod training;

pub use data::languages::Language;
pub use diagnostic::{Diagnostic, Fix, Related, Safety, Severity};
pub use engine::{Checker, CheckerOptions, Report};
pub use fix::{FixError, Fixed, fix};
pub use format::{Format, Reading};
pub use language::identify::{Unsure, identify};
pub use policy::fingerprint::{fingerprint, fingerprints};
pub use policy::selection::Selection;
pub use rules::error::{Place, RulesError};
pub use rules::load::LoadedPack;
pub use source::{Source, SourceError};
pub use text::edit::Edit;
pub use text::lines::{LineIndex, Position};
pub use text::span::Span;
