//! A pack as written: the structs from which TOML is read and the JSON schema is made. What a rule
//! may match is in `matchers`.

use super::matchers::MatchFile;
use crate::diagnostic::{Safety, Severity};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A rules file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackFile {
    /// What the pack is called and which language it is for; a user pack may leave it out.
    #[serde(default)]
    pub pack: PackHead,
    /// House style, the short form: wrong = right. An empty right side deletes the words.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub terms: BTreeMap<Spanned<String>, String>,
    /// Switches rules off, or grades them anew: "style/calque" = "off". A family may be named alone.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Grade>")]
    pub rules: BTreeMap<Spanned<String>, Grade>,
    /// Texts in which nothing is reported.
    #[serde(default)]
    #[schemars(with = "Vec<AllowFile>")]
    pub allow: Vec<Spanned<AllowFile>>,
    /// The rules themselves.
    #[serde(default)]
    #[schemars(with = "Vec<RuleFile>")]
    pub rule: Vec<Spanned<RuleFile>>,
}

impl PackFile {
    /// The tables and lists that it is read from besides, by their names beside the pack.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let allow = self.pack.allow.iter().map(|table| table.file.clone());
        let rules = self.rule.iter().filter_map(|rule| rule.get_ref().r#match.file());
        allow.chain(rules).collect()
    }
}

/// The head of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackHead {
    /// The name of the pack.
    pub name: String,
    /// The language it is for, as a BCP 47 tag; "*", or leaving it out, is every language.
    pub language: String,
    /// A table of allowed phrases beside the pack: columns `text` and `reason`.
    pub allow: Option<AllowTable>,
}

impl Default for PackHead {
    fn default() -> Self {
        Self { name: "house-style".to_owned(), language: "*".to_owned(), allow: None }
    }
}

/// A table of allowed phrases.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowTable {
    /// File beside the pack.
    pub file: String,
}

/// A text in which nothing is reported.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowFile {
    /// The text; case and quotation marks do not matter.
    #[schemars(with = "String")]
    pub text: Spanned<String>,
    /// Why it is allowed.
    #[serde(default)]
    pub reason: String,
    /// Only these rules or families are silenced; all when left out.
    #[serde(default)]
    pub rules: Vec<String>,
}

/// A severity, or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not reported.
    Off,
    /// Shown, never fails a run by default.
    Advice,
    /// Fails a run with `--fail-on warning`.
    Warning,
    /// Fails a run.
    Error,
}

impl Grade {
    /// The severity, when the rule is on.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Advice => Some(Severity::Advice),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// One rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleFile {
    /// `family/fault`, named after the fault.
    pub id: String,
    /// One sentence; `{found}` is the text as written, `{use}` the first replacement.
    pub message: String,
    /// Why it is a fault, with the source. Compulsory in built-in packs.
    #[serde(default)]
    pub why: String,
    /// The MQM class; by family when left out.
    #[serde(default)]
    pub mqm: Option<String>,
    /// How loud; a warning when left out.
    #[serde(default)]
    pub severity: Option<Grade>,
    /// How loud in an article that holds code, whose readers know the words of the trade; as `severity`
    /// when left out. A grade that a user gives counts everywhere.
    #[serde(default)]
    pub severity_with_code: Option<Grade>,
    /// How sure, 0 to 100.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// How far its fixes may be trusted; `review` when left out.
    #[serde(default)]
    pub safety: Option<Safety>,
    /// What it finds.
    pub r#match: MatchFile,
    /// Texts it must find; the span is marked ⟦…⟧.
    #[serde(default)]
    pub bad: Vec<BadFile>,
    /// Texts on which it must stay silent.
    #[serde(default)]
    pub good: Vec<GoodFile>,
}

/// A text that a rule must find.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadFile {
    /// The text with the span marked ⟦…⟧.
    pub text: String,
    /// The text after the first fix.
    #[serde(default)]
    pub fixed: Option<String>,
}

/// A text on which a rule must stay silent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodFile {
    /// The text.
    pub text: String,
    /// Why it is right.
    #[serde(default)]
    pub because: String,
}
