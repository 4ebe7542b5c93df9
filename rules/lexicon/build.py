#!/usr/bin/env python3
"""Builds en.tsv and id.tsv, the word lists of macaronic: word<TAB>Zipf x 10, sorted by bytes.

usage: build.py SCOWL_FOLDER KUMPARAN_POSTAG ZXCVBN_COMMON HOMOGRAPHS OUT_FOLDER      (see README.md for where they come from)
The same inputs give the same bytes."""
import collections, csv, json, re, sys, unicodedata

import wordfreq

LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*$")
# A word this much commoner in English than in Indonesian text is English that leaked into the Indonesian list.
LEAK = 1.0


def plain(word):
    return unicodedata.normalize("NFC", word).lower().replace("’", "'")


def scowl_words(folder):
    for name in ("american-english-large", "british-english-large"):
        yield from (line.strip() for line in open(f"{folder}/{name}", encoding="utf8"))


def english(scowl):
    lower = {plain(w) for w in scowl_words(scowl) if w[0].islower()}
    # plurals that the lists lack
    plurals = {w for w in wordfreq.top_n_list("en", 200000) if w.endswith("s") and w[:-1] in lower and len(w) > 4}
    zipf = {}
    for word in lower | plurals:
        z = wordfreq.zipf_frequency(word, "en")
        # "'s" forms follow from their noun; rare words are in no article and cost room
        if z >= 1.5 and LETTERS.match(word) and not word.endswith("'s") and len(word) > 1 and word.isascii():
            zipf[word] = z
    return zipf, lower


def kumparan(path):
    """Lower-case and capitalised counts of the first, third, … block of 200 sentences, foreign words (FW) left out."""
    lower, upper = collections.Counter(), collections.Counter()
    sentence, number = [], 0
    for line in open(path, encoding="utf8"):
        if line.strip():
            sentence.append(line.rstrip("\n").split("\t"))
            continue
        if sentence and (number // 200) % 2 == 0:
            for word, tag in ((t[0], t[1] if len(t) > 1 else "") for t in sentence):
                if LETTERS.match(word):
                    (lower if word.islower() and tag != "FW" else upper)[plain(word)] += 1
        number += bool(sentence)
        sentence = []
    return lower, upper


def indonesian(en, scowl_all, lower, upper, common, homographs, scowl):
    names = {plain(w) for w in scowl_words(scowl) if w[0].isupper()} - scowl_all
    zipf = {}
    for word in wordfreq.top_n_list("id", 100000):
        zipf[plain(word)] = wordfreq.zipf_frequency(word, "id")
    for word, count in lower.items():
        if count >= 2:
            zipf.setdefault(word, 3.0)
    for word in common:
        zipf.setdefault(plain(word), 2.8)
    kept = {}
    for word, z in zipf.items():
        if not LETTERS.match(word) or len(word) < 2:
            continue
        if word not in homographs:
            if wordfreq.zipf_frequency(word, "en") > z - LEAK and word in scowl_all and lower[word] < 5 * max(1, upper[word]):
                continue
            if word in scowl_all and en.get(word, 0) > z - LEAK:
                continue
            if lower[word] == 0 and (word in names or upper[word] > 0):
                continue
        kept[word] = z
    for word in homographs:
        kept.setdefault(word, max(2.5, zipf.get(word, 0)))
    return kept


def write(path, zipf):
    with open(path, "w", encoding="utf8", newline="\n") as out:
        for word in sorted(zipf, key=lambda w: w.encode()):
            out.write(f"{word}\t{round(zipf[word] * 10)}\n")


def main(scowl, postag, common, homographs, folder):
    en, scowl_all = english(scowl)
    lower, upper = kumparan(postag)
    known = {plain(r["word"]) for r in csv.DictReader(open(homographs, encoding="utf8"))}
    ids = indonesian(en, scowl_all, lower, upper, json.load(open(common, encoding="utf8")), known, scowl)
    write(f"{folder}/en.tsv", en)
    write(f"{folder}/id.tsv", ids)
    print(f"en {len(en)} words, id {len(ids)} words")


main(*sys.argv[1:])
