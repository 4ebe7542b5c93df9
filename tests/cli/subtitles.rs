//! Subtitles: what of them is checked, that `--fix` keeps them playable, and that good ones are silent.

use crate::newsroom::Newsroom;

/// A house word in the text of cues and in everything that is none.
const SRT: &str = "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,000 X1:Gedunglama\r\n<font face=\"Gedunglama\">Ia ke Gedunglama\r\nlagi.</font>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}- Ke Gedunglama?";
const VTT: &str = "WEBVTT Gedunglama\nX: Gedunglama\n\nSTYLE\n::cue(.Gedunglama) {}\n\nNOTE Gedunglama\n\nGedunglama\n00:01.000 --> 00:02.000 region:Gedunglama\n<v Gedunglama>Ia &amp; <i.Gedunglama>Gedunglama</i>.\n";
/// Subtitles as good translators write them.
const GOOD: &str = include_str!("../../fixtures/formats/film.id.srt");

fn fixed(name: &str, text: &str) -> String {
    let newsroom = Newsroom::new();
    newsroom.write(name, text);
    newsroom.check(&["--fix", name]).ends_with(0);
    newsroom.read_text(name)
}

#[test]
fn a_fix_changes_the_words_of_cues_alone() {
    let expected =
        SRT.replace("ke Gedunglama", "ke Gedungbaru").replace("Ke Gedunglama", "Ke Gedungbaru");
    assert_eq!(fixed("a.srt", SRT), expected);
    let expected = VTT.replace("Gedunglama</i>", "Gedungbaru</i>");
    assert_eq!(fixed("a.vtt", VTT), expected);
}

/// Fixes one file with a pack of one rule, and gives what became of it; `None` when the fix is only shown.
#[track_caller]
fn mended(find: &str, to: &str, name: &str, text: &str) -> Option<String> {
    let pack = format!(
        "[pack]\nname = \"desk\"\nlanguage = \"id\"\n\n[[rule]]\nid = \"desk/a\"\nmessage = \"`{{found}}`\"\n\
         severity = \"error\"\nsafety = \"safe\"\nmatch.term = {{ find = [\"{find}\"], use = \"{to}\" }}\n"
    );
    let newsroom = Newsroom::with_pack(&pack);
    newsroom.write(name, text);
    let run = ["check", "--lang", "id", "--rules", "desk.toml", "--only", "desk", "--fix", name];
    let answer = newsroom.run(&run);
    let now = newsroom.read_text(name);
    // what is not fixed is still found
    answer.ends_with(i32::from(now == text));
    (now != text).then_some(now)
}

#[test]
fn a_fix_is_written_as_its_format_writes_text() {
    let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nKe balai.\n";
    let expected = vtt.replace("balai", "A &amp; B --&gt;");
    assert_eq!(mended("balai", "A & B -->", "a.vtt", vtt).unwrap(), expected);
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nKe balai\ndesa.\n";
    let expected = srt.replace("balai", "A & B");
    assert_eq!(mended("balai", "A & B", "a.srt", srt).unwrap(), expected);
    assert_eq!(mended("balai", "A --> B", "a.srt", srt), None);
    assert_eq!(mended("balai", "<b>A</b>", "a.srt", srt), None);
    let expected = srt.replace("balai", "kantor");
    assert_eq!(mended("balai desa", "kantor desa", "a.srt", srt).unwrap(), expected);
}

#[test]
fn a_finding_over_two_cues_is_shown_and_not_fixed() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nIa ke balai\n\n2\n00:00:03,000 --> 00:00:04,000\ndesa lama.\n";
    assert_eq!(mended("balai desa", "kantor desa", "a.srt", text), None);
}

#[test]
fn good_subtitles_are_silent_and_untranslated_cues_are_not() {
    let newsroom = Newsroom::new();
    newsroom.write("film.id.srt", GOOD);
    newsroom
        .run(&["check", "--min-severity", "advice", "film.id.srt"])
        .ends_with(0)
        .says("nothing found");
    let left = "We have to leave before\nthe police get here.";
    newsroom.write("film.id.srt", GOOD.replace("Kita harus pergi sebelum\npolisi datang.", left));
    newsroom.run(&["check", "film.id.srt"]).ends_with(1).shows("mixed/");
}

#[test]
fn webvtt_may_declare_its_language_and_silence_rules() {
    let newsroom = Newsroom::new();
    let text = "WEBVTT\nLanguage: id\n\nNOTE macaronic-ignore desk: nama lama\n\n00:01.000 --> 00:02.000\nKe Gedunglama\n\n00:03.000 --> 00:04.000\n- Ke Gedunglama.\n";
    newsroom.write("a.vtt", text);
    let run = newsroom.run(&["check", "--rules", "desk.toml", "--only", "desk", "a.vtt"]);
    run.ends_with(1).says("(id 1").says("1 error").shows("a.vtt:10:6");
}

#[test]
fn what_is_no_subtitle_is_named_with_its_place() {
    let newsroom = Newsroom::new();
    newsroom.write("a.vtt", "\u{FEFF}1\n00:01.000 --> 00:02.000\nGedunglama\n");
    newsroom.check(&["a.vtt"]).ends_with(2).says("a.vtt:1:").says("must begin with `WEBVTT`");
    newsroom.write("a.srt", "\nGedunglama\n");
    newsroom.check(&["a.srt"]).ends_with(2).says("a.srt:2:1: no valid SRT");
    newsroom.write("a.srt", "");
    newsroom.check(&["a.srt"]).ends_with(2).says("no text in it");
}

#[test]
fn hostile_subtitles_are_checked_in_time() {
    let newsroom = Newsroom::new();
    let cue = "1\n00:00:01,000 --> 00:00:02,000\n";
    newsroom.write("a.srt", format!("{cue}{}Gedunglama", "[a]".repeat(100_000)));
    newsroom.write("b.srt", format!("{cue}{}Gedunglama", "- a\n".repeat(100_000)));
    newsroom.write("c.srt", format!("{cue}{}Gedunglama", "<{\\&".repeat(100_000)));
    newsroom.write("d.srt", format!("{cue}a\n").repeat(30_000));
    newsroom.write("e.vtt", format!("WEBVTT\n\n{}", "00:01 --> 00:02\n".repeat(50_000)));
    newsroom.write("f.vtt", format!("WEBVTT\n\n00:01 --> 00:02\n{}a", "♪ - >> ".repeat(50_000)));
    let start = std::time::Instant::now();
    newsroom.check(&["--fail-on", "never", "."]).says("files checked");
    let took = start.elapsed();
    assert!(took < crate::limits::GENEROUS, "{took:?}");
}
