//! The name of a box (`:::note`, `> [!NOTE]`) that was translated: the engine does not know it and prints the
//! line.

use super::{Check, Def, Entry};
use crate::data::lists;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static DEF: Def = Def {
    id: "leak/box-name",
    summary: "the name of a Markdown box that was translated",
    why: "Engines know a box by its English name; with another one readers see the line with its colons, and the box is gone.",
    severity: Severity::Warning,
    confidence: 92,
    mqm: "accuracy/addition",
    bad: &[
        "<!-- panduan -->\n\n⟦:::catatan⟧\n\nSimpan berkas itu dahulu.\n\n:::\n",
        "<!-- panduan -->\n\n> ⟦[!PERINGATAN]⟧\n> Simpan berkas itu dahulu.\n",
        "<!-- panduan -->\n\n⟦:::注意⟧\n\nSimpan berkas itu dahulu.\n\n:::\n",
    ],
    good: &[
        "<!-- panduan -->\n\n:::note Sebelum mulai\n\nSimpan berkas itu dahulu.\n\n:::\n",
        "<!-- panduan -->\n\n> [!NOTE]\n> Simpan berkas itu dahulu.\n",
        ":: Perhatian\n\nRapat warga dipindahkan ke hari Senin.\n\n::: Catatan redaksi :::\n\nJadwal itu masih dapat berubah.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

/// The mark of a box at the start of a line, with its name. The first colon may have been read as the mark of
/// a definition.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?m)^(?:[ >]*)(?<mark>(?::{3,}[ \t]*|::)\{?(?<fence>[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*)|\[![ ]?(?<alert>[\p{L}\p{M}]+(?:[ -][\p{L}\p{M}]+)?)\])";
    Regex::new(pattern).expect("a constant expression")
});

struct BoxNames;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(BoxNames)
}

impl Check for BoxNames {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let text = context.document.text();
        if !text.contains("::") && !text.contains("[!") {
            return;
        }
        for found in MARK.captures_iter(text) {
            let name = found.name("fence").or_else(|| found.name("alert"));
            let (Some(mark), Some(name)) = (found.name("mark"), name) else { continue };
            // ":: Catatan ::" is how a plain text sets a line off
            let rest = text.get(mark.end()..).and_then(|rest| rest.lines().next());
            let is_set_off = rest.is_some_and(|rest| rest.trim_end().ends_with(':'));
            if !is_set_off && is_translated(name.as_str()) {
                let span = Span::new(mark.start(), mark.end());
                let message = format!("no engine knows a box named `{}`", name.as_str());
                let hint = "write the English name; the title of the box may be translated";
                out.push(DEF.report(span, message).with_fix(Fix::hint(hint)));
            }
        }
    }
}

/// Whether a name is no English one.
fn is_translated(name: &str) -> bool {
    let name = name.to_lowercase().replace(' ', "-");
    !name.is_ascii() || lists::entries("shared", "box-names-translated").any(|entry| entry == name)
}
