"""Markdown: the words that readers see of the examples of CommonMark are those that macaronic reads.

The examples come from the npm package `commonmark-spec` (they are CC BY-SA, and no part of this repository): each
is Markdown with the HTML that it must become. A house rule that finds every word stands in for a list of the prose;
the words of the HTML outside code must be those it finds, no more and no fewer. Then the same for generated
Markdown, with PyPI `markdown-it-py` as the oracle, and after `--fix` of its words.

What macaronic reads otherwise, on purpose:
- an address that stands for itself (`<https://…>`) is none, and no rule looks into addresses, hashtags, names of
  programs (`a_b`) and what looks like a reference (`&x;`): these words may be found, and need not;
- the title of a link or a picture is read where it stands beside it as it is: not in a definition of a reference, and
  not with an escape in it;
- `OTHERWISE` below.
"""

import collections
import html
import html.parser
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from markdown_it import MarkdownIt

BINARY = sys.argv[1]
PACK = r"""
[pack]
name = "desk"
language = "id"

[[rule]]
id = "desk/word"
message = "{found}"
severity = "error"
safety = "safe"
match.pattern = { %s }
"""
FILES = 300
# Examples of the specification that are read otherwise, and why.
OTHERWISE = {
    96: "what stands between two lines of `---` at the top is front matter",
    156: "a browser shows nothing of a tag that the file breaks off",
    157: "a browser shows nothing of a tag that the file breaks off",
    158: "a browser shows nothing of a tag that the file breaks off",
    626: "`<!-->` is a comment by the standard, but the start of one to Python's html.parser",
}
BLOCKS = set(
    "address article aside blockquote body br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head "
    "header hr html img li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul".split()
)
SILENT = set("code kbd pre samp script style textarea tt var".split())


class Page(html.parser.HTMLParser):
    """The words of a page that are no code."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.texts, self.titles, self.silent, self.link = [""], [], 0, None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS or tag in SILENT:
            self.texts.append("")
        self.silent += tag in SILENT
        values = {name: value or "" for name, value in attributes}
        if not self.silent:
            self.texts.insert(0, values.get("alt", ""))
            self.titles.append(values.get("title", ""))
        if tag == "a":
            self.link = values.get("href")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.silent -= tag in SILENT

    def handle_endtag(self, tag):
        if tag in BLOCKS or tag in SILENT:
            self.texts.append("")
        self.silent -= tag in SILENT and self.silent > 0
        self.link = None if tag == "a" else self.link

    def handle_data(self, data):
        address = html.unescape(self.link or "").removeprefix("mailto:")
        if self.link is not None and data and re.sub(r"%[0-9A-F]{2}", "", address) == re.sub(r"[\\\[\]`\"]", "", data):
            self.texts.append("")
        elif not self.silent:
            self.texts[-1] += data


# What no rule looks into.
OPAQUE = re.compile(r"\S*(?:[_@#]|://)\S*|&\w+;")


def words(text):
    return collections.Counter("".join(c if c.isalpha() else " " for c in text).split())


def readable(page):
    """The words that must be read, and those that may be."""
    must, may = collections.Counter(), collections.Counter()
    for text in page.texts:
        must += words(OPAQUE.sub(" ", text))
        may += words(text)
    return must, may + sum(map(words, page.titles), collections.Counter())


def run(folder, arguments):
    command = [BINARY, "check", "--lang", "id", "--isolated", "--rules", "desk.toml", "--only", "desk", *arguments, "."]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def read(files, folder):
    """What macaronic reads of each file."""
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    found = {name: collections.Counter() for name in files}
    for line in run(folder, ["--format", "jsonl"]).splitlines():
        finding = json.loads(line)
        found[pathlib.Path(finding["path"]).name][finding["message"]] += 1
    return found


def examples():
    """The examples of the specification, by number."""
    spec = pathlib.Path(os.environ["ORACLES"], "node_modules/commonmark-spec/spec.txt").read_text(encoding="utf-8")
    spec = spec.partition("<!-- END TESTS -->")[0]
    pattern = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)
    for number, found in enumerate(pattern.finditer(spec), 1):
        yield number, *(part.replace("→", "\t") for part in found.groups())


def specification(folder):
    (folder / "desk.toml").write_text(PACK % r"regex = '\p{L}+'", encoding="utf-8")
    pages = {f"e{number:04}.md": (text, page) for number, text, page in examples()}
    found = read({name: text for name, (text, _) in pages.items()}, folder)
    wrong = []
    for name, (text, page) in pages.items():
        must, may = readable(Page(page))
        extra, missing = found[name] - may, must - found[name]
        if bool(extra or missing) != (int(name[1:5]) in OTHERWISE):
            wrong.append(f"example {name}\n{text}\n{page}only macaronic {extra}\nonly the specification {missing}")
    if wrong:
        sys.exit("\n\n".join(wrong) + f"\n{len(wrong)} examples")
    assert len(pages) > 600, len(pages)
    print(f"markdown: {len(pages)} examples of CommonMark, {len(OTHERWISE)} of them read otherwise on purpose")


def phrase(dice, word, depth=0):
    """Words of a line, with markup around and inside some."""
    kinds = ["{}"] * 4 + ["*{}*", "**{}**", "_{}_", "`{}`", "`` {} ``", "<b>{}</b>", "~~{}~~", "a <!-- {} -->", "<https://a.example/{}>",
             "\\*{}\\*", "&amp;{}", "{}&hellip;", "\\[{}]", "é{}", "{} \U0001F600", "{}<br>", "**{}**x", "<span class={}>a</span>"]
    made = []
    for _ in range(dice.randrange(1, 4)):
        kind = dice.choice([kind for kind in kinds if depth == 0 or "[" not in kind and "//" not in kind])
        made.append(kind.replace("{}", word()))
        if depth == 0 and dice.random() < 0.15:
            inner = phrase(dice, word, 1)
            made.append(dice.choice([
                f"[{inner}](https://a.example/{word()} \"{word()}\")", f"![{word()} foto]({word()}.jpg)", f"[{inner}](<{word()} x>)",
                f"![*{word()}*]({word()}.jpg '{word()}')",
            ]))
        made.append(dice.choice(["", "lalu", "dan kami", ","]))
    return " ".join(part for part in made if part)


def block(dice, word):
    lines = lambda prefix, count: [prefix + phrase(dice, word) for _ in range(count)]
    kind = dice.randrange(12)
    match kind:
        case 0: return lines("#" * dice.randrange(1, 4) + " ", 1)
        case 1: return lines(dice.choice(["- ", "* ", "1. ", "+   "]), 3)
        case 2: return lines("> ", 2)
        case 3: return ["```sh", word(), "```"]
        case 4: return lines("", 1) + ["==="]
        case 5: return ["| " + phrase(dice, word) + " | " + word() + " |", "|---|---|", "| " + word() + " | \\|" + word() + " |"]
        case 6: return ["<div>", word() + " &amp; <i>" + word() + "</i>", "</div>"]
        case 7: return ["    " + word()]
        case 8: return ["- " + phrase(dice, word), "", "  " + phrase(dice, word), "  > " + phrase(dice, word)]
        case 9: return [phrase(dice, word) + dice.choice(["  ", "\\"]), phrase(dice, word)]
        case 10: return ["> - " + phrase(dice, word), "lalu " + phrase(dice, word)]
        case _: return lines("", dice.randrange(1, 4))


def numbered():
    """Words that no file has twice."""
    count = 0

    def word():
        nonlocal count
        count += 1
        letters, rest = "", count
        while rest:
            rest, letter = divmod(rest, 20)
            letters += "bcdfghjklmnpqrstvwxy"[letter] + "a"
        return "qz" + letters
    return word


def generated(folder):
    dice = random.Random(20261130)
    (folder / "desk.toml").write_text(PACK % r"regex = 'qz([a-z]+)', use = 'qw$1'", encoding="utf-8")
    files = {}
    for number in range(FILES):
        word, end = numbered(), dice.choice(["\n", "\n", "\r\n"])
        lines = [line for _ in range(dice.randrange(1, 7)) for line in [*block(dice, word), ""]]
        files[f"g{number:04}.md"] = dice.choice(["", "", "\ufeff"]) + end.join(lines)
    found = read(files, folder)
    run(folder, ["--fix"])
    render = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
    total = 0
    for name, text in files.items():
        page = render(text.removeprefix("\ufeff"))
        shown = Page(page)
        wanted = [word for part in shown.texts + shown.titles for word in re.findall("qz[a-z]+", part)]
        extra, missing = set(found[name]) - set(wanted), set(wanted) - set(found[name])
        assert not extra and not missing, f"{name}\n{text}\n{page}only macaronic {extra}\nonly markdown-it {missing}"
        for word in wanted:
            page = re.sub(rf"{word}(?![a-z])", "qw" + word[2:], page)
        fixed = (folder / name).read_bytes().decode()
        assert fixed.replace("qw", "qz") == text, f"{name}\n{text!r}\nbecame\n{fixed!r}"
        assert render(fixed.removeprefix("\ufeff")) == page, f"{name}: something else was fixed\n{text}\n{fixed}"
        total += len(wanted)
    assert total > 1000, total
    print(f"markdown: {len(files)} files, {total} words read as markdown-it does, and fixed alone")


def main():
    for oracle in (specification, generated):
        with tempfile.TemporaryDirectory() as name:
            oracle(pathlib.Path(name))


main()
