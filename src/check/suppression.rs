//! Comments and allowed texts that silence rules: what is wrong with them. `policy::suppress` reads comments and
//! reports, `batch` reports allowed texts.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;

pub static UNUSED: Def = Def {
    id: "suppression/unused",
    summary: "a comment or an allowed text that silences nothing",
    why: "The fault it was written for is gone, or it names another rule: it would hide the next fault. Allowed texts of a configuration and of \
          its packs are judged, as advice, when all the articles are checked that it holds for.",
    severity: Severity::Warning,
    confidence: 100,
    mqm: "other",
    bad: &[
        "⟦<!-- macaronic-ignore exonym: nama resmi -->⟧\n\nWali kota meresmikan jembatan baru.\n",
    ],
    good: &[
        "<!-- macaronic-ignore exonym: nama resmi -->\n\nRusia melanjutkan invasi ke Ukraine.\n",
    ],
};

pub static INVALID: Def = Def {
    id: "suppression/invalid",
    summary: "a comment for macaronic that says nothing it understands",
    why: "A misspelt rule or word silences nothing, and its author thinks that it does.",
    severity: Severity::Warning,
    confidence: 100,
    mqm: "other",
    bad: &[
        "⟦<!-- macaronic-ignore exonim/country -->⟧\n\nWali kota meresmikan jembatan baru.\n",
        "⟦<!-- macaronic-off -->⟧\n\nWali kota meresmikan jembatan baru.\n",
        "⟦<!-- macaronic-ignore-end -->⟧\n\nWali kota meresmikan jembatan baru.\n",
    ],
    good: &[
        "<!-- Catatan redaksi: macaronic sudah dijalankan. -->\n\nWali kota meresmikan jembatan.\n",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&INVALID, &UNUSED], build };

struct Documented;

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Documented)
}

impl Check for Documented {
    fn run(&self, _context: &Context<'_>, _out: &mut Vec<Diagnostic>) {
        // what a comment silences is known only after all other checks
    }
}
