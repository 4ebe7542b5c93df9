"""Subtitles: what `srt` and `webvtt-py` read as the text of cues is what macaronic reads.

Every file is full of words that only a house rule knows (`qzbaca`), one in each place where a word can stand. Those
in the text of cues, as the oracle reads it, must be found, each once and with its bytes; those in numbers, names,
settings, styles, comments and tags must not. `--fix` writes `qwbaca`: the oracle must then read the same file with
these words changed and nothing else.

Where the two differ on purpose, the files hold no such case:
- a cue that `srt` refuses as a whole (without hours, with a lone CR) is read by macaronic;
- timings without a number behind a cue without text are text to `srt`, and timings to macaronic;
- a comment of WebVTT with timings in its second line is a cue by the standard, and none to `webvtt-py`.
"""

import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import srt
import webvtt

BINARY = sys.argv[1]
PACK = r"""
[pack]
name = "desk"
language = "id"

[[rule]]
id = "desk/word"
message = "`{found}`"
severity = "error"
safety = "safe"
match.pattern = { regex = 'qz([a-z]+)', use = 'qw$1' }
"""
FILES = 400
SENTINEL = re.compile("qz[a-z]+")
FILLERS = "kami akan pulang besok dengan Rina Pratama ke Bandung lalu dia menunggu di rumah lama itu".split()


class Words:
    """Words that no file has twice."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        letters, rest = "", self.count
        while rest:
            rest, letter = divmod(rest, 20)
            letters += "bcdfghjklmnpqrstvwxy"[letter]
        # every other letter is a vowel: no rule of letters in a row can find it odd
        return "qz" + "".join(letter + "a" for letter in letters)


def phrase(dice, word):
    words = [dice.choice(FILLERS) for _ in range(dice.randrange(4))] + [word()]
    dice.shuffle(words)
    return " ".join(words) + dice.choice(["", "", ".", "?", "...", ",", " \U0001F600", " é"])


def line_of_srt(dice, word):
    text = phrase(dice, word)
    hidden = word()
    return dice.choice([
        text, text, text, text + "  ", "- " + text, "♪ " + text + " ♪", "[" + text + "]", "(" + text + ")",
        "{\\an8}" + text, "<i>" + text + "</i>", f'<font color="{hidden}">{text}</font>', text + " & " + text.upper(),
        text + " <b>" + word() + "</b>", "RINA: " + text, ">> " + text, "1998", "2 < 3 " + text, text + " &amp; &#233;",
        "# " + text + " #", "--" + text, text.upper(), f"{{\\fn{hidden}}}{text}", "\u200e" + text, "\u3000" + text,
    ])


def srt_file(dice, word):
    end = dice.choice(["\n", "\n", "\r\n"])
    cues, is_empty = [], False
    for number in range(1, dice.randrange(2, 14)):
        lines = [line_of_srt(dice, word) for _ in range(dice.choice([1, 1, 2, 2, 3, 0]))]
        is_after_empty, is_empty = is_empty, not lines
        if len(lines) > 1 and dice.random() < 0.1:
            lines.insert(1, "")
        start = f"00:{dice.randrange(60):02}:{dice.randrange(60):02}{dice.choice([',', ',', '.'])}{dice.randrange(1000)}"
        arrow = dice.choice([" --> "] * 6 + ["-->", " -- > "])
        settings = dice.choice([""] * 6 + [f" X1:10 {word()}"])
        index = [] if dice.random() < 0.1 and not is_after_empty else [dice.choice([f"{number}"] * 8 + [f"{number} ", f"{number}.5"])]
        cues.append(end.join([*index, f"{start}{arrow}00:59:59,999{settings}", *lines]))
    gap = dice.choice([end * 2] * 6 + [end * 3])
    return dice.choice(["", "", "\ufeff"]) + gap.join(cues) + dice.choice([end, end * 2, end * 2, ""])


def line_of_webvtt(dice, word):
    text = phrase(dice, word)
    hidden = word()
    return dice.choice([
        text, text, text, text + "  ", "- " + text, "♪ " + text + " ♪", "[" + text + "]", "<i>" + text + "</i>",
        f"<v {hidden}>{text}", f"<v.loud {hidden} Rina>{text}</v>", f"<c.{hidden}>{text}</c>",
        f"<00:00:01.500><c>{text}</c> <00:00:02.000>{word()}", text + " &amp; &lt;" + word() + "&gt; &nbsp;&lrm;",
        text + "&rlm;&#233;&#x41;", text.upper(), "RINA: " + text, "<b><i><u>" + text + "</u></i></b>", "&gt;&gt; " + text,
        f"<lang id-{hidden}>{text}</lang>", " ", text + " & " + word(),
    ])


def webvtt_file(dice, word):
    end = dice.choice(["\n", "\n", "\r\n", "\r"])
    header = "WEBVTT" + dice.choice(["", f" - {word()}", f"\t{word()}"])
    header += dice.choice(["", f"{end}Kind: captions{end}Language: id", f"{end}X-{word()}: {word()}"])
    blocks = [header]
    if dice.random() < 0.3:
        blocks.append(f"STYLE{end}::cue(.{word()}) {{{end}  color: red;{end}}}")
    if dice.random() < 0.3:
        blocks.append(f"REGION{end}id:{word()}{end}lines:3")
    for number in range(dice.randrange(1, 12)):
        if dice.random() < 0.2:
            blocks.append(dice.choice([f"NOTE {word()}", f"NOTE{end}{word()}{end}{word()}", f"NOTE\t{word()}"]))
        if dice.random() < 0.1:
            blocks.append(f"{word()}{end}{word()} no cue")
        lines = [line_of_webvtt(dice, word) for _ in range(dice.choice([1, 1, 2, 2, 3]))]
        hours = dice.choice(["", "00:", "100:"])
        start = f"{hours}{dice.randrange(60):02}:{dice.randrange(60):02}.{dice.randrange(1000):03}"
        settings = dice.choice(["", "", " align:start position:10%", f" region:{word()}", f" {word()}"])
        name = [] if dice.random() < 0.5 else [dice.choice([f"{number}", word(), f"{word()} - {word()}"])]
        arrow = dice.choice([" --> ", " --> ", "-->", "\t-->\t"])
        blocks.append(end.join([*name, f"{start}{arrow}{hours}59:59.999{settings}", *lines]))
    gap = dice.choice([end * 2] * 6 + [end * 3])
    return dice.choice(["", "", "\ufeff"]) + gap.join(blocks) + dice.choice([end, end * 2, ""])


def read_srt(text):
    """What the oracle shows, and all that it reads."""
    cues = list(srt.parse(text))
    shown = [re.sub(r"</?[a-z][^<>]*>|\{\\[^{}]*\}", "", cue.content) for cue in cues]
    return shown, [(cue.index, cue.start, cue.end, cue.proprietary, cue.content) for cue in cues]


def read_webvtt(text):
    # it knows byte order marks in files only
    page = webvtt.from_string(text.removeprefix("\ufeff"))
    rest = [page.header_comments, [style.text for style in page.styles], page.footer_comments]
    cues = [(cue.identifier, cue.start, cue.end, str(cue.settings), cue.raw_text, cue.comments) for cue in page]
    return [html.unescape(cue.text) for cue in page], rest + cues


def check(arguments, folder):
    command = [BINARY, "check", "--lang", "id", "--isolated", "--rules", "desk.toml", "--only", "desk", *arguments, "."]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def texts(dice):
    """The files: written by hand, then generated."""
    for suffix, name in [("srt", "SRT"), ("vtt", "WEBVTT")]:
        for text in HAND[name]:
            yield suffix, text
    for number in range(FILES):
        word = Words()
        yield ("srt", srt_file(dice, word)) if number % 2 else ("vtt", webvtt_file(dice, word))


HAND = {
    "SRT": [
        "1\n00:00:01,000 --> 00:00:02,000\nqzaba\n\nqzaca\n\n2\n00:00:03,000 --> 00:00:04,000\nqzada",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nqzaba\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nqzaca\r\n",
        "00:00:01,000 --> 00:00:02,000 qzaba\nqzaca\n\n00:00:03.000 --> 00:00:04.000\n<i>qza\nda</i> qzafa\n",
        "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nqzaba\n\n\n\n",
        "7\n00:00:03,000 --> 00:00:01,000\nqzaba -> qzaca\n\n3\n00:00:00,1 --> 00:00:00,2\n1998\n\n",
    ],
    "WEBVTT": [
        "WEBVTT\n\nNOTE qzaba\n\nqzaca\n00:01.000 --> 00:02.000 qzada\nqzafa\n\nSTYLE\nqzaga\n",
        "WEBVTT qzaba\r\rqzaca\rqzada\r00:01.000 --> 00:02.000\rqzafa\r00:03.000 --> 00:04.000\rqzaga",
        "WEBVTT\n00:01.000 --> 00:02.000\nqzaba &amp;lt;qzaca\n\n00:03.000 --> 00:04.000\n<v qzada qzafa>qzaga</v>\n",
    ],
}


def main():
    dice = random.Random(20261130)
    files = dict()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "desk.toml").write_text(PACK, encoding="utf-8")
        for number, (suffix, text) in enumerate(texts(dice)):
            path = f"f{number:04}.{suffix}"
            files[path] = text
            (folder / path).write_bytes(text.encode())
        found = {path: [] for path in files}
        for line in check(["--format", "jsonl"], folder).splitlines():
            finding = json.loads(line)
            path, span = pathlib.Path(finding["path"]).name, finding["span"]
            found[path].append((span["byte_start"], span["byte_end"]))
        check(["--fix"], folder)
        words = cues = 0
        for path, text in files.items():
            read = read_srt if path.endswith("srt") else read_webvtt
            shown, whole = read(text)
            wanted = [word for cue in shown for word in SENTINEL.findall(cue)]
            slices = [text.encode()[start:end].decode() for start, end in found[path]]
            where = f"{path}\n{text!r}\nshown {shown}\nonly macaronic {set(slices) - set(wanted)}"
            assert sorted(slices) == sorted(wanted), f"{where}\nonly oracle {set(wanted) - set(slices)}"
            expected = text
            for word in wanted:
                expected = re.sub(rf"\b{word}\b", "qw" + word[2:], expected)
            fixed = (folder / path).read_bytes().decode()
            assert fixed == expected, f"{path}\n{text!r}\nbecame\n{fixed!r}"
            again = repr(read(fixed)[1]).replace("qw", "qz")
            assert again == repr(whole), f"{path}: the oracle reads something else after --fix\n{fixed!r}"
            words += len(wanted)
            cues += len(shown)
    assert words > 1000, words
    print(f"subtitles: {len(files)} files, {cues} cues, {words} words read as srt and webvtt-py do, and fixed alone")


main()
