#!/usr/bin/env python3
"""Find the English names that a language's own texts use, and write source/homographs.tsv.

usage: pip install wordfreq==3.1.1; homographs.py

Run it again only when names are added. It writes names and grades, no frequencies. README.md gives the thresholds' reasons.
"""
import collections
import math
import pathlib

import build
from wordfreq import get_frequency_dict, zipf_frequency

HERE = pathlib.Path(__file__).parent
# The English name is at least about half as frequent as the local one (0.3 Zipf = a factor of 2).
MARGIN = 0.3
# Below three occurrences in ten million words, both figures are noise and mostly English.
ENOUGH = 3.0
# Local names that English text uses as names of other things (ships, companies, brands): on their own they say little.
SEEN_IN_ENGLISH = 2.5


def single(name):
    return name.replace("-", "").isalpha()


def zipf(frequency):
    return math.log10(frequency) + 9 if frequency else 0


def frequency(tag, name, words):
    """Of a local name; with its other case forms where the language has any: those that keep all but two of its letters."""
    name = name.lower()
    if tag not in build.ENDINGS or len(name) < 5:
        return words.get(name, 0)
    stem = name[: max(4, len(name) - 2)]
    return sum(words[word] for word in by_start(words).get(stem[:4], ()) if word.startswith(stem) and len(word) <= len(name) + 3)


STARTS = {}


def by_start(words):
    if id(words) not in STARTS:
        index = STARTS[id(words)] = collections.defaultdict(list)
        for word in words:
            index[word[:4]].append(word)
    return STARTS[id(words)]


def of_language(tag, words):
    for row in build.candidates(tag).values():
        if row.grade == "consistency" or not single(row.english):
            continue
        local = zipf(max((frequency(tag, name, words) for name in build.accepted(row) if single(name)), default=0))
        english = zipf(words.get(row.english.lower(), 0))
        if local and english >= max(ENOUGH, local - MARGIN):
            yield row.english, english, local


def of_english():
    for tag in build.REVERSED:
        if build.LOCALES[tag][1] != "latin":
            continue
        for row in build.candidates(tag).values():
            if single(row.local) and zipf_frequency(row.local, "en") >= SEEN_IN_ENGLISH:
                yield row.local


def main():
    lines = set()
    for tag, _cldr, words, _script in build.table("curated/locales.tsv"):
        if words:
            lines |= {f"{tag}\t{name}\tconsistency\n".encode() for name, *_ in of_language(tag, get_frequency_dict(words, "best"))}
    lines |= {f"en\t{name}\tguarded\n".encode() for name in of_english()}
    (HERE / "source/homographs.tsv").write_bytes(b"tag\tname\tgrade\n" + b"".join(sorted(lines)))


if __name__ == "__main__":
    main()
