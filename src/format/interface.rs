//! Strings of an interface: the text around placeholders, tags and access keys.

use super::builder::Builder;
use super::carved::BlockKind;
use super::value::Value;
use regex::{Match, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// What is no prose in a string of an interface. Whatever may be long ends where another one like it
/// begins, so that a search over a whole string stays linear.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        # an access key of its own: (&F), (_F)
          (?P<key> \([&_][A-Za-z]\) )
        # code, and tags
        | <(?:code|kbd|samp|pre|var|tt)\b[^<>]*>[^<>]*</[a-z]+>
        | (?P<tag> </?[A-Za-z][^<>]*> )
        | <!--[^<>]*-->
        | &(?:[A-Za-z][A-Za-z0-9]{1,31}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});
        # the letter that opens a menu: &Berkas, Simp&an, _Berkas
        | (?P<mnemonic> [&_] )\p{L}
        # Python and Ruby: %(name)s, %{name}
        | %\([A-Za-z_][A-Za-z0-9_.\ -]*\)[-+\#0-9.]*[A-Za-z]
        | %\{[^{}\s]+\}
        # printf of C and Objective-C; a blank is no flag here: 30% dari
        | %(?:[0-9]{1,2}\$)?[-+\#0']{0,4}(?:\*|[0-9]{1,4})?(?:\.(?:\*|[0-9]{1,4}))?
           (?:hh?|ll?|[Lqjzt])?[@diouxXeEfFgGaAcsSpn]
        | %%
        # Qt: %1, %L1
        | %L?[0-9]{1,2}
        # shells and templates: ${name}, $NAME, {{name}}, {name}, {0:>10}
        | \$\{[^{}\s]+\} | \$[A-Za-z_][A-Za-z0-9_]*
        | \{\{[^{}\r\n]+\}\}
        | \{[A-Za-z0-9_.\[\]-]*(?:![rsa])?(?::[^{}\s]*)?\}
        # ICU: {count, plural, one {…} other {…}}
        | \{\s*[A-Za-z0-9_]+\s*,\s*(?:plural|select|selectordinal)\s*,[^{}]*\{
        | \{\s*[A-Za-z0-9_]+\s*,[^{}]+\}
        | \}\s*\}
        | \}(?:\s*=?[A-Za-z0-9_]+\s*\{)?",
    )
    .expect("a constant expression")
});

/// A longer string is no entry of a menu: there `&` means and.
const LONGEST_ENTRY: usize = 60;

/// Writes a string as labels, one a line.
pub(super) fn write(value: &Value, builder: &mut Builder<'_>) {
    for line in value.lines() {
        builder.open(BlockKind::Label);
        write_stretch(value, line, builder);
        builder.close();
    }
}

/// Writes a stretch into the open block.
pub(super) fn write_stretch(value: &Value, range: Range<usize>, builder: &mut Builder<'_>) {
    let text = value.text().get(range.clone()).unwrap_or_default();
    let mut from = 0;
    let mut write_text = |to: usize, next: usize, builder: &mut Builder<'_>| {
        value.write(range.start + from..range.start + to, builder);
        from = next;
    };
    let captured = MARKS.captures_iter(text);
    for captures in captured {
        let Some(whole) = captures.get(0) else { continue };
        if let Some(key) = captures.name("key") {
            write_text(key.start(), key.end(), builder);
        } else if let Some(mnemonic) = captures.name("mnemonic") {
            if is_mnemonic(text, &mnemonic) {
                write_text(mnemonic.start(), mnemonic.end(), builder);
            }
        } else if captures.name("tag").is_some() {
            write_text(whole.start(), whole.end(), builder);
            if parts_words(text, &whole) {
                let source =
                    value.source(&(range.start + whole.start()..range.start + whole.end()));
                builder.blank(' ', source.start());
            }
        } else if is_placeholder(text, &whole) {
            write_text(whole.start(), whole.end(), builder);
            value.write_object(&(range.start + whole.start()..range.start + whole.end()), builder);
        }
    }
    let end = text.len();
    write_text(end, end, builder);
}

/// The characters before and after a stretch.
fn around(text: &str, from: usize, to: usize) -> (Option<char>, Option<char>) {
    let before = text.get(..from).and_then(|before| before.chars().next_back());
    let after = text.get(to..).and_then(|after| after.chars().next());
    (before, after)
}

/// Whether a mark before a letter makes it an access key; in `R&D`, `a & b`, `file_name` it does not.
fn is_mnemonic(text: &str, mark: &Match<'_>) -> bool {
    let (before, _) = around(text, mark.start(), mark.end());
    let may_stand = match mark.as_str() {
        "&" => before.is_none_or(|before| !before.is_uppercase() && !before.is_numeric()),
        _ => before.is_none_or(|before| !before.is_alphanumeric() && before != '_'),
    };
    may_stand && text.len() <= LONGEST_ENTRY && text.matches(mark.as_str()).count() == 1
}

/// Whether a tag stands between two words as nothing else does: `satu<br>dua`.
fn parts_words(text: &str, tag: &Match<'_>) -> bool {
    let (before, after) = around(text, tag.start(), tag.end());
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether what looks like a placeholder is one: `100%dari` is a share.
fn is_placeholder(text: &str, mark: &Match<'_>) -> bool {
    let is_share = mark.as_str().starts_with('%') && mark.as_str().ends_with(char::is_alphabetic);
    let (before, _) = around(text, mark.start(), mark.end());
    !(is_share && before.is_some_and(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::encoding::Encoding;
    use crate::text::span::Span;

    /// What is left of a string; `￼` stands for a placeholder.
    fn prose(text: &str) -> String {
        let mut value = Value::default();
        value.push_verbatim(text, Span::of(text), Encoding::Escaped);
        let mut builder = Builder::new(text, Encoding::Escaped);
        write(&value, &mut builder);
        builder.finish().prose.text().replace('\u{FFFC}', "¤")
    }

    #[test]
    fn placeholders_are_objects() {
        for (text, expected) in [
            ("%d dari %2$s berkas", "¤ dari ¤ berkas"),
            ("Halo %(name)s, %{count} baru", "Halo ¤, ¤ baru"),
            ("{0}: {name} dan {user.name!r:>10} {}", "¤: ¤ dan ¤ ¤"),
            ("{{ nama }} ${HOME} $USER", "¤ ¤ ¤"),
            ("%1 dari %L2, %-5.2lf%%", "¤ dari ¤, ¤"),
            ("Naik 30% dari tahun lalu, 100%dari", "Naik 30% dari tahun lalu, 100%dari"),
            (
                "{n, plural, =0 {Kosong} other {# berkas}} di {when, date, short}",
                "¤Kosong¤# berkas¤ di ¤",
            ),
            ("&quot;Simpan&quot;", "¤Simpan¤"),
            ("US$100", "US$100"),
        ] {
            assert_eq!(prose(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_vanish_and_code_is_an_object() {
        assert_eq!(
            prose("Klik <b>Simpan</b>, lalu <a href=\"x\">di sini</a>."),
            "Klik Simpan, lalu di sini."
        );
        assert_eq!(prose("Satu<br/>dua"), "Satu dua");
        assert_eq!(prose("Jalankan <code>make install</code> dulu"), "Jalankan ¤ dulu");
        assert_eq!(prose("2 < 3 dan 4 > 1"), "2 < 3 dan 4 > 1");
    }

    #[test]
    fn access_keys_leave_their_words_whole() {
        for (text, expected) in [
            ("&Berkas", "Berkas"),
            ("Simp&an", "Simpan"),
            ("_Buka…", "Buka…"),
            ("ファイル(&F)", "ファイル"),
            ("R&D dan T&J", "R&D dan T&J"),
            ("nama_berkas _tebal_", "nama_berkas _tebal_"),
        ] {
            assert_eq!(prose(text), expected, "{text}");
        }
    }
}
