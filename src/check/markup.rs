//! Markup and placeholders of other formats in a plain text.

use super::{Check, Def, Entry};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::language::context::Context;
use crate::language::vocabulary::Vocabulary;
use crate::rules::set::RuleSet;
use crate::text::span::Span;
use regex::{Match, Regex};
use std::sync::LazyLock;

pub(super) static DEF: Def = Def {
    id: "leak/markup",
    summary: "tags, asterisks, escapes or placeholders of another format in plain text",
    why: "A field was taken from HTML, Markdown, JSON or a template without decoding it; readers see the markup.",
    severity: Severity::Warning,
    confidence: 90,
    mqm: "fluency/character-encoding",
    bad: &[
        "Warga ⟦<strong>⟧berkumpul di alun-alun.",
        "⟦**Temuan utama**⟧ studi itu adalah endapan garam.",
        "⟦\\*\\*Temuan utama\\*\\*⟧ studi itu adalah endapan garam.",
        "Harga naik⟦\\n⟧Petani senang.",
        "Halo ⟦%s⟧, pesanan Anda tiba.",
        "Baca ⟦[pengumuman](https://contoh.example/a)⟧ lengkapnya.",
        "Perusahaan Riset ⟦\\u0026⟧ Teknologi.",
        "<!-- panduan -->\n\nBaca ⟦[pengumuman] (../berita/a.md)⟧ lengkapnya.",
        "<!-- panduan -->\n\nBaca ⟦【pengumuman】(berita/a.md)⟧ lengkapnya.",
        "<!-- panduan -->\n\nBerkas itu ⟦** wajib **⟧ ada.",
        "Nilai **a dan b dihitung dari semua pengukuran pada hari pertama, kedua, ketiga, dan keempat, lalu ⟦**rata-rata**⟧ ditulis.",
    ],
    good: &[
        "Jika a < b dan b > c, maka selesai.",
        "Diskon 20%setiap hari <3",
        "Ia menulis *pressing* dengan miring.",
        "Rumusnya 2 ** 3 = 8.",
        "Rumusnya 2 ** 3 ** 2 = 512.",
        "Menurut Siregar [1] (2019), debit air turun.",
    ],
};

pub(super) static ENTRY: Entry = Entry { defs: &[&DEF], build };

struct Markup;

static PATTERN: LazyLock<Regex> = LazyLock::new(pattern);

fn build(_rules: &RuleSet, _vocabulary: &Vocabulary) -> Box<dyn Check> {
    Box::new(Markup)
}

/// Stretches have no bound here, but in [`is_short`]: a bounded one is compiled as often as it may be repeated,
/// which took 40 ms and 16 MB.
fn pattern() -> Regex {
    let tags = r"</?(?:a|b|i|u|p|em|strong|span|div|br|hr|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|iframe|script|style|table|t[drh]|sup|sub|small|section|article)(?:\s[^<>]*)?/?>";
    let emphasis = r"(?:\\\*){2}[^*\n\\]+(?:\\\*){2}|\*\*[\p{L}\p{N}][^*\n]*\*\*";
    // a blank that a translation put between the parts, or the brackets of another script
    let target =
        r"(?:(?:https?://|\.{0,2}/|#)[^)）\s]*|[\w./-]+\.(?:md|mdx|html)(?:#[^)）\s]*)?)[)）]";
    let opening = r"(?:\[\p{L}[^\]\n]*\](?:[ \u{3000}]+\(|[ \u{3000}]?（)|[【［]\p{L}[^】］\n]*[】］] ?[(（])";
    let parted = [opening, target].concat();
    let blanks = r"\*\*[ \u{3000}]+\p{L}[^*\n]*\*\*";
    let link = r"!?\[[^\]\n]+\]\(\s?(?:https?://|/|#|\./)[^)\s]*\)";
    let escapes = r#"\\u[0-9a-fA-F]{4}|\\n|\\t|\\""#;
    let slots = r"%(?:[0-9]\$)?[sd]\b|\{\{[^{}\n]*\}\}|\$\{[^{}\n]+\}|\[/?(?:caption|embed|gallery|video|audio|youtube|twitter)[^\]\n]*\]";
    let pattern = format!("{tags}|{emphasis}|{blanks}|{parted}|{link}|{escapes}|{slots}");
    Regex::new(&pattern).expect("a constant expression")
}

impl Check for Markup {
    fn run(&self, context: &Context<'_>, out: &mut Vec<Diagnostic>) {
        let document = context.document;
        for block in &document.blocks {
            let text = document.slice(block.span);
            if !text.contains(['<', '*', '[', '\\', '%', '{', '【', '［']) {
                continue;
            }
            for found in matches(text) {
                let span = Span::new(found.start(), found.end()).shifted(block.span.start());
                let before = document.before(span.start).chars().next_back();
                if found.as_str().starts_with('%') && before.is_some_and(|c| c.is_ascii_digit()) {
                    continue;
                }
                if let Some(broken) = broken(found.as_str()) {
                    let hint = format!("Markdown reads `{broken}`");
                    let message = format!("`{}` is broken markup", found.as_str());
                    out.push(DEF.report(span, message).with_fix(Fix::hint(hint)));
                    continue;
                }
                let finding =
                    DEF.report(span, format!("`{}` is markup of another format", found.as_str()));
                let seen =
                    unescaped(found.as_str()).or_else(|| inner(found.as_str()).map(str::to_owned));
                out.push(match seen {
                    Some(seen) => finding.with_fix(Fix::replace(
                        span,
                        seen,
                        crate::diagnostic::Safety::Review,
                    )),
                    None => finding
                        .with_fix(Fix::hint("take it out, or decode the field it comes from")),
                });
            }
        }
    }
}

/// What the pattern finds, as far as it is short enough.
fn matches(text: &str) -> impl Iterator<Item = Match<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = PATTERN.find_at(text, at)?;
            if is_short(found.as_str()) {
                at = found.end();
                return Some(found);
            }
            // a shorter one may begin inside, or with the marks that seemed to close this one
            let marks = found.as_str().trim_end_matches(['*', '\\']).len();
            let inside = found.as_str().char_indices().skip(1);
            let opening = inside.filter(|(_, c)| OPENING.contains(c)).last().map(|(at, _)| at);
            at = found.start() + opening.unwrap_or(marks).max(1);
        }
    })
}

/// What opens markup that may hold more of its kind.
const OPENING: [char; 3] = ['[', '【', '［'];

/// Whether markup is no longer than people write it: a pair of marks far apart is none.
fn is_short(markup: &str) -> bool {
    let is_closing = |c: char| matches!(c, ']' | '】' | '］');
    let (text, most) = match markup.chars().next() {
        Some('<') => (markup, 230),
        Some('!' | '[' | '【' | '［') => (markup.split(is_closing).next().unwrap_or(markup), 130),
        _ => (markup, 90),
    };
    text.chars().nth(most).is_none()
}

/// How Markdown with a blank or a bracket too many should be written.
fn broken(markup: &str) -> Option<String> {
    if let Some(inner) =
        markup.strip_prefix("**").filter(|inner| inner.starts_with([' ', '\u{3000}']))
    {
        return Some(format!("**{}**", inner.trim_end_matches('*').trim()));
    }
    let (text, rest) = markup.strip_prefix(['[', '【', '［'])?.split_once([']', '】', '］'])?;
    let is_plain = markup.starts_with('[') && rest.starts_with('(');
    let address = rest.trim().trim_matches(['(', '（', ')', '）']);
    (!is_plain && rest.trim_start().starts_with(['(', '（']))
        .then(|| format!("[{text}]({address})"))
}

/// The character of an escape such as `\\u0026`.
fn unescaped(escape: &str) -> Option<String> {
    let code = escape.strip_prefix("\\u")?;
    u32::from_str_radix(code, 16)
        .ok()
        .and_then(char::from_u32)
        .filter(|c| !c.is_control())
        .map(String::from)
}

/// What a reader should see of an emphasis or a link.
fn inner(markup: &str) -> Option<&str> {
    if let Some(rest) = markup.strip_prefix('[').filter(|rest| rest.contains("](")) {
        return rest.split_once("](").map(|(text, _)| text);
    }
    let inner = markup.trim_matches(['*', '\\']);
    (inner.len() < markup.len()
        && markup.starts_with(['*', '\\'])
        && inner.contains(char::is_alphabetic)
        && !markup.starts_with("\\u")
        && markup.len() > 3)
        .then_some(inner)
}
