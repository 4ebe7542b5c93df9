//! The seven ways of matching, as written in a pack.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a rule finds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchFile {
    /// Words with a wanted form.
    Term(TermFile),
    /// The same for many pairs, in a TSV beside the pack.
    Table(TermFile),
    /// A foreign root in native affixes.
    Affix(AffixFile),
    /// A whole line.
    Line(LineFile),
    /// A leaked label.
    Label(LabelFile),
    /// A regular expression.
    Pattern(PatternFile),
    /// Spellings of one name.
    Variants(VariantsFile),
}

impl MatchFile {
    /// The table or list that it is read from, by its name beside the pack.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        match self {
            Self::Term(terms) | Self::Table(terms) => terms.file.clone(),
            Self::Affix(affix) => Some(affix.file.clone()),
            Self::Pattern(pattern) => pattern.unless_listed.as_deref().map(list_file),
            Self::Variants(variants) => variants.file.clone(),
            Self::Line(_) | Self::Label(_) => None,
        }
    }
}

/// Where a list lies beside its pack.
#[must_use]
pub fn list_file(name: &str) -> String {
    format!("lists/{name}.txt")
}

/// One replacement, or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several, the preferred one first.
    Many(Vec<String>),
}

impl From<OneOrMany> for Vec<String> {
    fn from(uses: OneOrMany) -> Self {
        match uses {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

/// How the case of a found word is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// Lower-case forms match any capitals; capitalised ones also ALL CAPS; acronyms only themselves.
    #[default]
    Smart,
    /// As written.
    Exact,
    /// Any.
    Ignore,
}

/// Words with a wanted form: in `find` for `term`, in `file` for `table`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TermFile {
    /// The forms to find.
    #[serde(default)]
    pub find: Vec<String>,
    /// For `table`: a TSV beside the pack with the columns `find`, `use`, and the guards by name;
    /// cells with several values separate them by `|`.
    #[serde(default)]
    pub file: Option<String>,
    /// What to write instead; an empty text deletes the words.
    #[serde(default)]
    pub r#use: Option<OneOrMany>,
    /// How case is compared.
    #[serde(default)]
    pub case: Case,
    /// Whether particles and pronouns may lean on the word (-nya, -lah); yes when left out.
    #[serde(default)]
    pub clitics: Option<bool>,
    /// Silent after these words or classes (`<number>`, `<capital>`, `<lower>`, `<month>`,
    /// `<weekday>`, `<start>`, `<sentence-start>`, `<end>`, `<stop>`, `<quote>`, `<comma>`).
    #[serde(default)]
    pub unless_preceded_by: Vec<String>,
    /// Silent before these.
    #[serde(default)]
    pub unless_followed_by: Vec<String>,
    /// Found only after one of these.
    #[serde(default)]
    pub only_after: Vec<String>,
    /// Found only before one of these.
    #[serde(default)]
    pub only_before: Vec<String>,
    /// Silent inside a longer foreign name.
    #[serde(default)]
    pub unless_in_name: bool,
    /// Silent inside a quoted foreign title.
    #[serde(default)]
    pub unless_in_title: bool,
    /// Silent inside any quotation marks.
    #[serde(default)]
    pub unless_quoted: bool,
}

impl TermFile {
    /// Whether particles and pronouns may lean on the words.
    #[must_use]
    pub fn has_clitics(&self) -> bool {
        self.clitics.unwrap_or(true)
    }
}

/// A foreign root in native affixes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AffixFile {
    /// File beside the pack: columns `root`, `active`, `passive`, `ter`, `noun`.
    pub file: String,
    /// Which way of writing it the rule finds.
    pub form: AffixForm,
}

/// How affix and root are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AffixForm {
    /// `mendeploy`
    Fused,
    /// `men-deploy`
    Hyphenated,
}

/// A whole line.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineFile {
    /// The texts to find; case, quotation marks and final punctuation do not matter.
    pub find: Vec<String>,
    /// How much of the line a text must cover.
    #[serde(default)]
    pub how: LineHow,
    /// Where in the article the line must stand.
    #[serde(default)]
    pub place: Place,
    /// A longer line is left alone.
    #[serde(default)]
    pub max_words: Option<usize>,
    /// Whether the fix deletes the line.
    #[serde(default)]
    pub remove: bool,
    /// What to write instead of the text.
    #[serde(default)]
    pub r#use: Option<OneOrMany>,
}

/// How much of a line a text must cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LineHow {
    /// All of it.
    #[default]
    Whole,
    /// Its beginning.
    Start,
    /// Any part.
    Anywhere,
}

/// A place in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Anywhere.
    #[default]
    Any,
    /// The first three blocks.
    Top,
    /// The last four blocks.
    Bottom,
}

/// A leaked label.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LabelFile {
    /// The labels with their colons.
    pub find: Vec<String>,
}

/// A regular expression.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the pack")]
pub struct PatternFile {
    /// In the syntax of the Rust crate `regex`: no look-around, no back-references. The finding is the
    /// group `found` if there is one.
    pub regex: String,
    /// What to write instead; `$1` and `$name` take what the groups found.
    #[serde(default)]
    pub r#use: Option<OneOrMany>,
    /// Replaces one text by another inside the finding.
    #[serde(default)]
    pub replace: Option<Replace>,
    /// The finding must hold a doubled word (`juri-juri`) that has no meaning of its own.
    #[serde(default)]
    pub reduplicated: bool,
    /// The fix keeps one half of the doubled word.
    #[serde(default)]
    pub use_single: bool,
    /// What else the article must show.
    #[serde(default)]
    pub evidence: Option<PatternEvidence>,
    /// Silent when the found word is in this list (`rules/<language>/lists/<name>.txt`).
    #[serde(default)]
    pub unless_listed: Option<String>,
    /// Silent after these words or classes (`<number>`, `<capital>`, `<lower>`, `<month>`,
    /// `<weekday>`, `<start>`, `<sentence-start>`, `<end>`, `<quote>`, `<comma>`).
    #[serde(default)]
    pub unless_preceded_by: Vec<String>,
    /// Silent before these.
    #[serde(default)]
    pub unless_followed_by: Vec<String>,
    /// Found only after one of these.
    #[serde(default)]
    pub only_after: Vec<String>,
    /// Found only before one of these.
    #[serde(default)]
    pub only_before: Vec<String>,
    /// Silent inside a longer foreign name.
    #[serde(default)]
    pub unless_in_name: bool,
    /// Silent inside a quoted foreign title.
    #[serde(default)]
    pub unless_in_title: bool,
    /// Silent inside any quotation marks.
    #[serde(default)]
    pub unless_quoted: bool,
}

/// Replaces one text by another inside a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// What goes.
    pub from: String,
    /// What comes.
    pub to: String,
}

/// What else an article must show before a doubtful pattern counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PatternEvidence {
    /// Decimals with a comma, or thousands with a point.
    DecimalComma,
}

/// Spellings of one name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VariantsFile {
    /// File beside the pack: columns `preferred` and `variants`, and the guards by name.
    #[serde(default)]
    pub file: Option<String>,
    /// The spellings, the preferred one first, when there is no file.
    #[serde(default)]
    pub names: Vec<Vec<String>>,
    /// What kind of name, for people.
    #[serde(default)]
    pub kind: String,
    /// Whether the first form is to be used even where an article is consistent.
    #[serde(default)]
    pub prefer: bool,
}
