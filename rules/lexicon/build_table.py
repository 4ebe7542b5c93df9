#!/usr/bin/env python3
"""Builds words.bin, the merged table of words: which languages know a word, and how often each uses it.

usage: build_table.py LEXICON_FOLDER [--words N]           (README.md says where the lists come from)
The same inputs give the same bytes."""
import argparse, math, os, re, struct, unicodedata

import wordfreq

MAGIC = b"MWT1"
# A word of a list of our own without counts is about this frequent.
ROOT = 2.5
# English words that are no names
COMMON = "en-common"
# lists of our own beside this script
OWN = {"id": "id.tsv", COMMON: "en.tsv"}
BUCKET_BITS = 17
# Zipf is stored in steps of 1/32
STEPS = 32
# Lists of a language are cut here; English is the language that leaks, so its rarer words count, too.
WORDS = {"en": 100_000}
# wordfreq counts Serbian, Croatian and Bosnian as one, in Latin letters
CYRILLIC = {"lj": "љ", "nj": "њ", "dž": "џ"} | dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш"))
# Words of these are not separated by spaces: only what they write in Latin letters can be looked up.
UNSPACED = {"zh", "ja"}
LETTERS = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0900-\u0dff\u200c\u200d]*(?:['-][^\W\d_][\w\u0300-\u036f\u0900-\u0dff\u200c\u200d]*)*$")
DROPPED = re.compile("[\u00ad\u0307\u0640\u064b-\u065f\u0670\u0591-\u05c7\u200c\u200d]")


def key(word):
    """The form under which a word is looked up; src/data/lexicon.rs does the same."""
    word = unicodedata.normalize("NFC", word.lower())
    word = DROPPED.sub("", word)
    for old, new in (("’", "'"), ("ʼ", "'"), ("‑", "-"), ("ß", "ss"), ("ς", "σ"), ("ș", "ş"), ("ț", "ţ"), ("ё", "е")):
        word = word.replace(old, new)
    return word


def cyrillic(word):
    for latin in ("lj", "nj", "dž"):
        word = word.replace(latin, CYRILLIC[latin])
    return "".join(CYRILLIC.get(c, c) for c in word)


def fingerprint(word):
    h = 0xCBF29CE484222325
    for byte in word.encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & 0xFFFFFFFFFFFFFFFF
    return h ^ (h >> 32)


def listed(language, folder, most):
    if language in OWN:
        for line in open(f"{folder}/{OWN[language]}", encoding="utf8"):
            word, tenths = line.rstrip("\n").split("\t")
            yield word, int(tenths) / 10
        if os.path.exists(f"{folder}/{language}-roots.txt"):
            # how often a root is written is known even where the list of wordfreq is too mixed to be trusted with what is a word
            counted = wordfreq.get_frequency_dict(language)
            for line in open(f"{folder}/{language}-roots.txt", encoding="utf8"):
                if line.strip() and not line.startswith("#"):
                    yield line.strip(), max(ROOT, math.log10(counted.get(line.strip(), 1e-9)) + 9)
        return
    frequencies = wordfreq.get_frequency_dict(language)
    for word in sorted(frequencies, key=lambda word: (-frequencies[word], word))[: WORDS.get(language, most)]:
        if not LETTERS.match(word) or language in UNSPACED and not word.isascii():
            continue
        zipf = math.log10(frequencies[word]) + 9
        yield word, zipf
        if language == "sh":
            yield cyrillic(word), zipf


def languages():
    """All lists, in the order in which the table numbers them."""
    return sorted([*wordfreq.available_languages("best"), COMMON])


def own_words(language, folder, most=50_000):
    """{key: Zipf} of one language."""
    own = {}
    for word, zipf in listed(language, folder, most):
        own[key(word)] = max(own.get(key(word), 0), zipf)
    own.pop("", None)
    return own


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--words", type=int, default=50_000)
    arguments = arguments.parse_args()
    table = {}
    for number, language in enumerate(languages()):
        own = own_words(language, arguments.folder, arguments.words)
        for word, zipf in own.items():
            table.setdefault(word, []).append((number, min(255, max(1, round(zipf * STEPS)))))
        print(language, len(own), f"{min(own.values()):.2f}")
    buckets = [[] for _ in range(1 << BUCKET_BITS)]
    seen = {}
    for word in sorted(table):
        h = fingerprint(word)
        place = h >> (64 - BUCKET_BITS - 16)
        if place in seen:
            continue  # one word in ten thousand shares its fingerprint with another: the first stays
        seen[place] = word
        buckets[place >> 16].append((place & 0xFFFF, sorted(table[word], key=lambda p: -p[1])))
    offsets, body = [], bytearray()
    for bucket in buckets:
        offsets.append(len(body))
        for rest, postings in sorted(bucket):
            body += struct.pack("<H", rest)
            for at, (number, zipf) in enumerate(postings):
                body += bytes([number | (0x80 if at + 1 < len(postings) else 0), zipf])
    offsets.append(len(body))
    names = " ".join(languages()).encode()
    with open(f"{arguments.folder}/words.bin", "wb") as out:
        out.write(MAGIC + struct.pack("<HHI", BUCKET_BITS, len(names), len(body)) + names)
        out.write(struct.pack(f"<{len(offsets)}I", *offsets))
        out.write(body)
    print(f"{len(seen)} words, {sum(map(len, table.values()))} entries, {len(body) + 4 * len(offsets)} bytes")


if __name__ == "__main__":
    main()
