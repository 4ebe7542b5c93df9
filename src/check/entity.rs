//! Character references of HTML in a text that is no HTML.

use super::{Check, Def, Entry};
use crate::data;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::document::word::Shape;
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) static DEF: Def = Def {
    id: "leak/entity",
    summary: "a character reference of HTML in plain text (`&quot;`)",
    why: "Text taken from HTML without decoding. In WMT23/24 news, 4.6 of 1,000 machine outputs had one, human references none \
          (measured over 361,379 and 27,958 segments).",
    severity: Severity::Error,
    confidence: 97,
    mqm: "fluency/character-encoding",
    bad: &[
        "Perusahaan Riset ⟦&amp;⟧ Teknologi naik.",
        "Ia berkata ⟦&#39;⟧ya' kepada wartawan.",
        "Panitia R⟦&amp;amp;⟧B tampil malam ini.",
    ],
    good: &[
        "Toko Kain & Benang buka kembali.",
        "Alamatnya https://contoh.example/?a=1&amp;b=2 masih berlaku.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let reference = Regex::new(
        r"&(?:amp;)*(?:#(?P<decimal>[0-9]{2,6})|#[xX](?P<hex>[0-9a-fA-F]{2,5})|(?P<name>[A-Za-z][A-Za-z0-9]{1,8}));",
    );
    reference.expect("a constant expression")
});

struct Entity {
    named: HashMap<&'static str, &'static str>,
}

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    let table = data::file("shared/entities.tsv").map_or("", |found| found.text);
    let named = table.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    Box::new(Entity { named })
}

impl Check for Entity {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        if !document.text().contains('&') {
            return;
        }
        for captures in REFERENCE.captures_iter(document.text()) {
            let Some(found) = captures.get(0) else { continue };
            let span = Span::new(found.start(), found.end());
            let number = |name: &str, radix| {
                captures
                    .name(name)
                    .and_then(|digits| u32::from_str_radix(digits.as_str(), radix).ok())
            };
            let by_number = number("decimal", 10)
                .or_else(|| number("hex", 16))
                .and_then(char::from_u32)
                .map(String::from);
            let by_name = captures
                .name("name")
                .and_then(|name| self.named.get(name.as_str()))
                .map(|text| (*text).to_owned());
            let Some(decoded) = by_number.or(by_name) else { continue };
            if is_in_address(span, context) {
                continue;
            }
            let finding =
                DEF.report(span, format!("`{}` is a character reference of HTML", found.as_str()));
            out.push(finding.with_fix(Fix::replace(span, decoded, Safety::Safe)));
        }
    }
}

fn is_in_address(span: Span, context: &Context<'_>) -> bool {
    let words = &context.document.words;
    let next = words.partition_point(|word| word.span.end <= span.start);
    let is_opaque = |index: Option<usize>| {
        index.and_then(|index| words.get(index)).is_some_and(|word| word.shape == Shape::Opaque)
    };
    is_opaque(Some(next)) && is_opaque(next.checked_sub(1))
}
