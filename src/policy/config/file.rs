//! `macaronic.toml` as written: the structs from which TOML is read and its JSON schema is made.

use crate::diagnostic::Severity;
use crate::rules::schema::{AllowFile, Grade};
use schemars::JsonSchema;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// Texts by a glob, or by another text.
pub type TextTable = BTreeMap<Spanned<String>, Spanned<String>>;

/// The configuration of a folder and what is below it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "macaronic.toml")]
pub struct ConfigFile {
    /// The language that the articles are written in, as a BCP 47 tag; a language in the name of a file, or
    /// for its path under `languages`, goes before it.
    #[schemars(with = "Option<String>")]
    pub language: Option<Spanned<String>>,
    /// The language of the files that a glob matches; the last glob that matches counts.
    #[schemars(with = "BTreeMap<String, String>")]
    pub languages: TextTable,
    /// The format of the files that a glob matches, whatever their names end in: `text`, `markdown`, `html` …
    #[schemars(with = "BTreeMap<String, String>")]
    pub formats: TextTable,
    /// The fields of structured files (JSON) to check, as paths such as `body.text`: a list for all files,
    /// or lists by glob.
    #[schemars(with = "Option<FieldsSchema>")]
    pub fields: Option<FieldsFile>,
    /// Packs, or folders of packs, below the folder of this file.
    #[schemars(with = "Vec<String>")]
    pub rules: PackList,
    /// Switches rules off, or grades them anew: "style/calque" = "off". A family may be named alone.
    #[schemars(with = "BTreeMap<String, Grade>")]
    pub severity: BTreeMap<Spanned<String>, Grade>,
    /// House style: wrong = right. An empty right side deletes the words.
    #[schemars(with = "BTreeMap<String, String>")]
    pub terms: BTreeMap<Spanned<String>, String>,
    /// Texts in which nothing is reported.
    #[schemars(with = "Vec<AllowFile>")]
    pub allow: Vec<Spanned<AllowFile>>,
    /// Only these rules or families.
    #[schemars(with = "Vec<String>")]
    pub only: Vec<Spanned<String>>,
    /// Not these rules or families.
    #[schemars(with = "Vec<String>")]
    pub skip: Vec<Spanned<String>>,
    /// Files and folders that are not checked, in the patterns of `.gitignore`.
    #[schemars(with = "Vec<String>")]
    pub ignore: Vec<Spanned<String>>,
    /// Findings of this severity or above fail a run.
    #[schemars(with = "Option<FailOn>")]
    pub fail_on: Option<Spanned<FailOn>>,
    /// Findings below it are left out.
    #[schemars(with = "Option<Severity>")]
    pub min_severity: Option<Spanned<Severity>>,
    /// How findings are written to standard output.
    #[schemars(with = "Option<String>")]
    pub format: Option<Spanned<String>>,
    /// The file of the baseline, below the folder of this file: the findings in it are known.
    #[schemars(with = "Option<String>")]
    pub baseline: Option<Spanned<String>>,
    /// Larger files are skipped, in bytes.
    #[schemars(with = "Option<u64>")]
    pub max_file_size: Option<Spanned<u64>>,
}

/// From which severity on findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors do.
    Error,
    /// Warnings and errors do.
    Warning,
    /// Every finding does.
    Advice,
    /// Findings never fail a run.
    Never,
}

impl FailOn {
    /// The least severity that fails.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }
}

/// Fields to check, of all files or by glob.
#[derive(Clone, Debug)]
pub enum FieldsFile {
    /// Of all files.
    All(Vec<Spanned<String>>),
    /// By glob.
    ByGlob(BTreeMap<Spanned<String>, Vec<Spanned<String>>>),
}

/// The same for the JSON schema.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used: serde loses the place of what is untagged")]
enum FieldsSchema {
    All(Vec<String>),
    ByGlob(BTreeMap<String, Vec<String>>),
}

impl<'de> Deserialize<'de> for FieldsFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = FieldsFile;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of fields, or a table of such lists by glob")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<FieldsFile, A::Error> {
        elements(list).map(FieldsFile::All)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<FieldsFile, A::Error> {
        let mut by_glob = BTreeMap::new();
        while let Some((glob, fields)) = table.next_entry()? {
            by_glob.insert(glob, fields);
        }
        Ok(FieldsFile::ByGlob(by_glob))
    }
}

/// The packs of a configuration. In a pack `rules` is a table of grades; whoever writes that here is told
/// where grades stand.
#[derive(Clone, Debug, Default)]
pub struct PackList(pub Vec<Spanned<String>>);

impl<'de> Deserialize<'de> for PackList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PackVisitor)
    }
}

struct PackVisitor;

impl<'de> Visitor<'de> for PackVisitor {
    type Value = PackList;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of packs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<PackList, A::Error> {
        elements(list).map(PackList)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<PackList, A::Error> {
        Err(A::Error::custom(
            "`rules` is the list of packs; the grades of rules stand in `[severity]`",
        ))
    }
}

fn elements<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Vec<Spanned<String>>, A::Error> {
    let mut elements = Vec::new();
    while let Some(element) = list.next_element()? {
        elements.push(element);
    }
    Ok(elements)
}
