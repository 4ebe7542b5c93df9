//! The language that a file name tells, as tools of localisation write it: `article.pt-BR.txt`.

use crate::data::languages::Language;
use std::path::Path;
use unicode_script::Script;

/// Scripts that BCP 47 knows as variants of those that Unicode has.
const VARIANT_SCRIPTS: [&str; 4] = ["Hans", "Hant", "Jpan", "Kore"];

/// The language of the suffix before the extension; `None` when there is none, or it is no tag of a
/// language that we know. A part of a title that only begins like one (`notes.el-nino.txt`) is none.
#[must_use]
pub fn named_language(name: &str) -> Option<Language> {
    let stem = Path::new(name).file_stem()?;
    let suffix = Path::new(stem).extension()?.to_str()?;
    let mut parts = suffix.split(['-', '_']).peekable();
    let primary = parts.next()?;
    parts.next_if(|part| is_script(part));
    parts.next_if(|part| is_region(part));
    let language = Language::from_tag(primary)?;
    // the long code (`spa`, `pan`) is no tag, and too often a word
    (language.tag() == primary && parts.next().is_none()).then_some(language)
}

fn is_script(part: &str) -> bool {
    Script::from_short_name(part).is_some() || VARIANT_SCRIPTS.contains(&part)
}

/// A country of ISO 3166 or an area of UN M.49, by its form.
fn is_region(part: &str) -> bool {
    let is_all = |is: fn(&char) -> bool| part.chars().all(|c| is(&c));
    match part.len() {
        2 => is_all(char::is_ascii_alphabetic),
        3 => is_all(char::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_before_the_extension_names_a_language() {
        let tags = [
            ("article.id.txt", "id"),
            ("desk/2024.05/article.pt-BR.txt", "pt"),
            ("article.zh_Hant_TW.txt", "zh"),
            ("article.es-419.txt", "es"),
            ("article.sr-Latn.txt", "sr"),
            ("a.b.fil.txt", "fil"),
        ];
        for (name, tag) in tags {
            assert_eq!(named_language(name).map(Language::tag), Some(tag), "{name}");
        }
    }

    #[test]
    fn what_is_no_tag_names_none() {
        for name in [
            "article.txt",
            "id.txt",
            "id/article.txt",
            "notes.el-nino.txt",
            "trip.spa.txt",
            "report.v2.txt",
            "memo.IT.txt",
            "a.xx.txt",
            "a.id-.txt",
            "a..txt",
            "<stdin>",
            "",
        ] {
            assert_eq!(named_language(name), None, "{name}");
        }
    }
}
