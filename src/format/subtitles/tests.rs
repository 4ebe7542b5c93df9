//! What is read of subtitles.

use super::*;
use crate::format::carved::OBJECT;

fn blocks(carved: &Carved) -> Vec<&str> {
    carved.parts.iter().map(|part| part.span.of_text(carved.prose.text())).collect()
}

#[track_caller]
fn srt(text: &str, expected: &[&str]) {
    assert_eq!(blocks(&carve_srt(text, Some("id"))), expected, "{text:?}");
}

/// Cues of SRT, one a second.
fn cues(texts: &[&str]) -> String {
    let cue = |(at, text)| format!("{at}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{text}\n\n");
    texts.iter().enumerate().map(|(index, text)| cue((index + 1, *text))).collect()
}

#[track_caller]
fn heard(texts: &[&str], expected: &[&str]) {
    srt(&cues(texts), expected);
}

#[track_caller]
fn vtt(text: &str, expected: &[&str]) {
    assert_eq!(blocks(&carve_webvtt(text, Some("id"))), expected, "{text:?}");
}

#[test]
fn the_lines_of_a_cue_are_one_text() {
    srt(
        "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,000\r\nKami akan \r\n pulang.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBesok.\r\n",
        &["Kami akan pulang.", "Besok."],
    );
}

#[test]
fn odd_files_are_read_as_players_do() {
    srt("00:01 --> 00:02\nSatu.\n00:03 --> 00:04\nDua.", &["Satu.", "Dua."]);
    srt(
        "1\r00:00:01.5 -->00:00:02.0 X1:1\rSatu.\r\r2\r\r-00:00:03,000 --> 00:00:04\rDua.",
        &["Satu.", "Dua."],
    );
    srt(
        "1\n00:00:01,000 --> 00:00:02,000\nSatu.\n\nDua.\n2\n0:0:1,0 -> 0:0:2,0\n1998\n",
        &["Satu. Dua.", "1998"],
    );
    srt(
        "1.5\n00。00：01，000 -- > 00.00.02\nA -> B: 1 -> 2, 1.5 -> 2.5.\n",
        &["A -> B: 1 -> 2, 1.5 -> 2.5."],
    );
    srt("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:01,000 --> 00:00:02,000\n\n", &[]);
}

#[test]
fn a_sentence_goes_on_in_the_next_cue() {
    heard(
        &["Kami bertemu", "Presiden di istana.", "Lalu kami pulang."],
        &["Kami bertemu Presiden di istana.", "Lalu kami pulang."],
    );
    heard(
        &["Aku pikir...", "...kamu pergi.", "Tidak..."],
        &["Aku pikir... ...kamu pergi.", "Tidak..."],
    );
}

#[test]
fn a_file_without_full_stops_is_no_single_sentence() {
    heard(
        &["Kami pulang", "Dia menunggu", "di rumah", "Ibu marah", "Aku tidak"],
        &["Kami pulang", "Dia menunggu di rumah", "Ibu marah", "Aku tidak"],
    );
}

#[test]
fn tags_and_overrides_leave_no_gap() {
    heard(
        &[
            "{\\an8}<i>Sel</i>amat <font color=\"#fff\">pagi</font>, {kata}.",
            "Aku <3 kamu\\Ndan 2 < 3.",
        ],
        &["Selamat pagi, {kata}.", "Aku <3 kamu dan 2 < 3."],
    );
    heard(&["Satu<br>dua &amp; tiga&nbsp;R&D &copy 1."], &["Satu dua & tiga\u{A0}R&D &copy 1."]);
}

#[test]
fn speakers_songs_and_sounds_stand_for_themselves() {
    heard(
        &["- Kamu di\nmana?\n- Di sini", "- nya tidak."],
        &["Kamu di mana?", "Di sini", "nya tidak."],
    );
    heard(
        &["Ia pergi", "♪ Burung kakaktua ♪", "dan ini"],
        &["Ia pergi", "Burung kakaktua", "dan ini"],
    );
    heard(
        &["[pintu terbuka] Siapa itu? [sic]", "(tertawa)", "RINA: Aku."],
        &["Siapa itu? [sic]", "Aku.", "pintu terbuka", "tertawa", "RINA"],
    );
    heard(
        &["Kami tiba di", "PELABUHAN LAMA\nKota itu sepi."],
        &["Kami tiba di", "PELABUHAN LAMA", "Kota itu sepi."],
    );
}

#[test]
fn webvtt_has_blocks_that_are_no_text() {
    let text = "WEBVTT - judul\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE catatan\nlagi\n\n\
                nama cue\n00:01.000 --> 00:02.000 align:start\n<v.loud Rina>Selamat <00:01.500><c.a>pagi</c>\nsemua.\n\n\
                00:03.000 --> 00:04.000\n<lang en>Good morning</lang> itu &lt;i&gt;&lrm;.\n00:05.000 --> 00:06.000\n<ruby>漢<rt>かん</rt></ruby>字\n\n\
                a\nb\n00:07.000 --> 00:08.000\nYa.\n";
    let object = format!("{OBJECT} itu <i>\u{200E}.");
    vtt(text, &["Selamat pagi semua.", &object, "漢字 Ya."]);
}

#[test]
fn webvtt_declares_its_language() {
    let text = "WEBVTT\nKind: captions\nLanguage: id-ID\n\n00:01.000 --> 00:02.000\n<lang en>Hi</lang> Halo";
    let carved = carve_webvtt(text, None);
    assert_eq!(carved.language.as_deref(), Some("id-ID"));
    assert!(carved.prose.text().starts_with(OBJECT));
}

#[test]
fn what_is_no_subtitle_is_malformed() {
    let fault = |carved: Carved| carved.malformed.map(|fault| fault.at);
    assert_eq!(fault(carve_webvtt("\u{FEFF}WEBVTTx\n", None)), Some(3));
    assert_eq!(fault(carve_webvtt("\n", None)), None);
    assert_eq!(fault(carve_srt("\n\nHalo.\n", None)), Some(2));
    assert_eq!(fault(carve_srt(" \n", None)), None);
}

#[test]
fn no_edit_goes_over_cues_or_tags() {
    let text = cues(&["Ke gedung", "lama itu<i>dan</i>\n<b>lain."]);
    let carved = carve_srt(&text, None);
    let mapped = |words: &str| {
        let start = carved.prose.text().find(words).unwrap();
        let mapped = carved.prose.to_source(Span::new(start, start + words.len()));
        (mapped.span.of_text(&text).to_owned(), mapped.encoding)
    };
    assert_eq!(mapped("Ke gedung"), ("Ke gedung".to_owned(), Some(Encoding::Line)));
    assert_eq!(mapped("gedung lama").1, None);
    assert_eq!(mapped("itudan").1, None);
    assert_eq!(mapped("dan lain").1, None);
    assert_eq!(mapped(" lain").1, None);
}

#[test]
fn a_comment_in_webvtt_speaks_to_this_program() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nSatu\n\nNOTE\nmacaronic-ignore desk\n\n00:03.000 --> 00:04.000\ndua\n";
    let carved = carve_webvtt(text, None);
    assert_eq!(blocks(&carved), ["Satu", "dua"]);
    assert_eq!(carved.remarks[0].text, "macaronic-ignore desk");
}
