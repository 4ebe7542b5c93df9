"""What polib and translate-toolkit read out of PO and XLIFF, macaronic must read, too: `catalogues.py BINARY`.

Every text of a file holds words that no other one holds. A house rule finds them all, so that its findings tell
what macaronic read, and where:

    salah7     is prose: it is found, and `--fix` changes it
    terbagi7   is prose that markup cuts in two: it is found, and no fix touches it
    diam7      is no prose: a source, a note, code, a comment

The words that the oracle finds in the translations of a file must be those that macaronic finds, in the same
order, and their bytes must mean them. After `--fix` the oracle must read the same file but for those words.
"""

import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import polib
from translate.storage import xliff, xliff2

HERE = pathlib.Path(__file__).parent / "catalogues"
RULE = """
[pack]
name = "oracle"
language = "id"

[[rule]]
id = "oracle/word"
message = "{found}"
severity = "error"
safety = "safe"
match.pattern = { regex = '(salah|terbagi|diam)([0-9]+)', use = 'betul$2' }
"""
FOUND = re.compile(r"(?:salah|terbagi)[0-9]+")
FIXED = re.compile(r"salah([0-9]+)")


def read_po(path):
    """The entries of a PO file: their translations, and all else that polib knows of them."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    entries = [([], str(catalogue.metadata) + catalogue.header)]
    for entry in catalogue:
        plurals = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
        texts = [] if entry.obsolete else plurals or [entry.msgstr]
        rest = (
            entry.msgid, entry.msgctxt, entry.msgid_plural, entry.comment, entry.tcomment, entry.flags,
            entry.occurrences, entry.previous_msgid, entry.obsolete, entry.msgstr if entry.obsolete else "",
        )
        entries.append((texts, str(rest)))
    return entries


def read_xliff(path):
    """The same of an XLIFF file with translate-toolkit."""
    storage = xliff2.Xliff2File if b"document:2.0" in path.read_bytes() else xliff.Xliff1File
    entries = []
    for unit in storage.parsestring(path.read_bytes()).units:
        others = [other.target for other in unit.getalttrans()] if storage is xliff.Xliff1File else []
        rest = (unit.getid(), unit.source, unit.getnotes(), unit.istranslatable(), others)
        entries.append(([unit.target or ""], str(rest)))
    return entries


def mean_po(written):
    """What the inside of a string of PO means; polib knows no numbers."""
    return written.decode()


def mean_xliff(written):
    """What text of XML means, references and CDATA."""
    return html.unescape(written.decode())


def run(binary, folder, path, *arguments):
    """The findings of a run over one file, in the order of their places: the word, the first byte, the last."""
    rule = folder / "oracle.toml"
    rule.write_text(RULE)
    command = [binary, "check", "--isolated", "--lang", "id", "--rules", rule, "--only", "oracle", "--format", "jsonl"]
    done = subprocess.run([*command, *arguments, path], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{path}: exit code {done.returncode}: {done.stderr.decode()}")
    found = map(json.loads, done.stdout.decode().splitlines())
    return sorted(((each["span"]["byte_start"], each["span"]["byte_end"], each["message"]) for each in found))


def compare(binary, folder, path, read, mean):
    """Compares one file with its oracle; the number of words that were compared."""
    data = path.read_bytes()
    before = read(path)
    wanted = [FOUND.findall(text) for texts, _ in before for text in texts]
    wanted = [word for words in wanted for word in words]
    found = run(binary, folder, path)
    assert wanted and len(set(wanted)) == len(wanted), f"{path}: the oracle reads {wanted}"
    words = [word for *_, word in found]
    assert words == wanted, f"{path}: macaronic alone {set(words) - set(wanted)}, the oracle alone {set(wanted) - set(words)}, else the order"
    expected, at = b"", 0
    for start, end, word in found:
        if FIXED.fullmatch(word):
            assert mean(data[start:end]) == word, f"{path}: {word} is at {data[start:end]}"
            expected += data[at:start] + FIXED.sub(r"betul\1", word).encode()
            at = end
    expected += data[at:]
    left = run(binary, folder, path, "--fix")
    assert all(word.startswith("terbagi") for *_, word in left), f"{path}: {left} are left"
    assert path.read_bytes() == expected, f"{path}: --fix changed other bytes than those of its findings"
    mended = [([FIXED.sub(r"betul\1", text) for text in texts], rest) for texts, rest in before]
    after = read(path)
    assert after == mended, f"{path}: {[pair for pair in zip(after, mended) if pair[0] != pair[1]]}"
    return len(words)


class Words:
    """Texts made of what has broken programs before, each with a word of its own."""

    PIECES = (
        "tanam", "kebun", "air & api", "1 < 2 > 0", "<3", "\"kutip\"", "C:\\kebun\\n", "%s", "%(nama)s", "{0}", "${jalan}",
        "<b>tebal</b>", "é", "e\u0301", "😀", "日本語", "عربي", "50%", "R&D", "&amp;", "&nbsp;", "\u00a0", "a_b", "[x](y)", "'", "--", "]]",
    )

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def word(self, kind):
        self.number += 1
        return f"{kind}{self.number}"

    def text(self, kind="salah", lines=("\n", "\t", " ")):
        pieces = self.random.choices(self.PIECES, k=self.random.randrange(12)) + [self.word(kind)]
        self.random.shuffle(pieces)
        return "".join(piece + self.random.choice(lines) for piece in pieces)


def made_po(path, seed):
    """A PO file that polib writes."""
    words = Words(seed)
    catalogue = polib.POFile(wrapwidth=words.random.choice([20, 40, 78, 500]))
    catalogue.metadata = {"Language": "id", "Content-Type": "text/plain; charset=UTF-8", "X-Note": words.text("diam", " ")}
    for _ in range(60):
        entry = polib.POEntry(msgid=words.text("diam"), comment=words.text("diam"), obsolete=words.random.random() < 0.1)
        if words.random.random() < 0.2:
            entry.msgid_plural = words.text("diam")
            entry.msgstr_plural = {number: words.text() for number in range(3)}
        else:
            entry.msgstr = words.text("diam" if entry.obsolete else "salah")
        if words.random.random() < 0.3:
            entry.flags = ["fuzzy"]
        catalogue.append(entry)
    catalogue.save(str(path))


def escaped(words, text):
    """A text as XML has it, in one of the ways in which one may write it."""
    if words.random.random() < 0.2 and "]]" not in text:
        return f"<![CDATA[{text}]]>"
    names = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    ways = (lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):x};", lambda c: names.get(c, c))
    return "".join(words.random.choices(ways, [0.05, 0.05, 0.9])[0](c) for c in text)


def made_xliff(path, seed, version):
    """An XLIFF file with inline elements, references, sections and comments."""
    words = Words(seed)
    wrap, stand = ("g", "x") if version == 1 else ("pc", "ph")

    def target():
        written = ""
        for number in range(words.random.randrange(1, 5)):
            text = escaped(words, words.text(lines=(" ", "\n  ")))
            around = words.random.choice(
                (f"<{wrap} id='{number}'>{text}</{wrap}>", f"{text}<{stand} id=\"{number}\"/> ", f"<!-- {words.word('diam')} -->{text}", text)
            )
            written += around
        return f"<source>{escaped(words, words.text('diam'))}</source><target>{written}</target>"

    if version == 1:
        units = "".join(f"<trans-unit id='{n}'>{target()}<note>{words.word('diam')}</note></trans-unit>\n" for n in range(40))
        head = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="id" datatype="x"><body>'
        written = f"{head}{units}</body></file></xliff>"
    else:
        units = "".join(f"<unit id='u{n}'><segment id='a'>{target()}</segment><segment id='b'>{target()}</segment></unit>\n" for n in range(20))
        head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="id"><file id="f">'
        written = f"{head}{units}</file></xliff>"
    path.write_bytes(written.encode())


def toolkit_xliff(path, seed):
    """An XLIFF file that translate-toolkit writes."""
    words = Words(seed)
    storage = xliff.Xliff1File(sourcelanguage="en", targetlanguage="id")
    for _ in range(40):
        unit = storage.addsourceunit(words.text("diam"))
        unit.target = words.text()
        unit.addnote(words.text("diam"))
    storage.savefile(str(path))


def variants(path, folder):
    """The same file with a byte order mark, and with the line ends of another system."""
    data = path.read_bytes()
    yield path
    for name, changed in (("mark", b"\xef\xbb\xbf" + data), ("lines", data.replace(b"\n", b"\r\n"))):
        variant = folder / f"{path.stem}-{name}{path.suffix}"
        variant.write_bytes(changed)
        yield variant


def main(binary):
    oracles = {".po": ("polib", read_po, mean_po), ".xlf": ("translate-toolkit", read_xliff, mean_xliff)}
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path in sorted(HERE.iterdir()):
            (folder / path.name).write_bytes(path.read_bytes())
        for seed in range(8):
            made_po(folder / f"dibuat-{seed}.po", seed)
            made_xliff(folder / f"satu-{seed}.xlf", seed, 1)
            made_xliff(folder / f"dua-{seed}.xlf", seed, 2)
            toolkit_xliff(folder / f"alat-{seed}.xlf", seed)
        for path in sorted(folder.iterdir()):
            oracle, read, mean = oracles[path.suffix]
            for variant in list(variants(path, folder)):
                files, words = counts.get(oracle, (0, 0))
                counts[oracle] = (files + 1, words + compare(binary, folder, variant, read, mean))
    for oracle, (files, words) in counts.items():
        print(f"{oracle} and macaronic read the same {words} words in {files} files")


main(sys.argv[1])
