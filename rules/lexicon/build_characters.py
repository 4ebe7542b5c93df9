#!/usr/bin/env python3
"""Builds characters.bin: for each language how likely a letter is after the three before it, from the words of its list.

usage: build_characters.py LEXICON_FOLDER [--grams N]     (README.md says where the lists come from)
The same inputs give the same bytes."""
import argparse, collections, math, struct

from build_table import UNSPACED, fingerprint, languages, own_words

MAGIC = b"MCH1"
ORDER = 4
# A probability is stored as its negative base-2 logarithm in steps of 1/16.
STEPS = 16
# Words of a list that shape the model; the rarest are names and slips of other languages.
WORDS = 40_000


def code(probability):
    return min(255, round(-math.log2(probability) * STEPS))


def model(words, most):
    """{gram: (code of its probability, code of the weight of shorter grams behind it)}, Witten-Bell (1991), pruned to `most`."""
    follow = collections.defaultdict(collections.Counter)
    for word in words:
        text = "^" + word + "$"
        for at in range(1, len(text)):
            for order in range(ORDER):
                if at - order >= 0:
                    follow[text[at - order:at]][text[at]] += 1
    letters = len(follow[""]) + 1

    probability = {}
    def interpolated(context, letter):
        gram = context + letter
        if gram not in probability:
            shorter = interpolated(context[1:], letter) if context else 1 / letters
            seen = follow.get(context)
            if not seen:
                probability[gram] = shorter
            else:
                n, t = seen.total(), len(seen)
                probability[gram] = (seen[letter] + t * shorter) / (n + t)
        return probability[gram]

    weight = {c: len(seen) / (seen.total() + len(seen)) for c, seen in follow.items()}
    gain = {}
    for context, seen in follow.items():
        for letter, count in seen.items():
            p = interpolated(context, letter)
            if len(context) < 2:
                gain[context + letter] = math.inf
            else:
                backed = weight[context] * interpolated(context[1:], letter)
                gain[context + letter] = count * (math.log(p) - math.log(backed))
    kept = sorted(gain, key=lambda gram: (-gain[gram], gram))[:most]
    return {gram: (code(probability[gram]), code(weight[gram]) if gram in weight and len(gram) < ORDER else 0) for gram in kept}


def packed(grams):
    bits = max(4, len(grams).bit_length() - 3)
    buckets = [[] for _ in range(1 << bits)]
    seen = set()
    for gram in sorted(grams):
        place = fingerprint(gram) >> (64 - bits - 16)
        if place not in seen:
            seen.add(place)
            buckets[place >> 16].append(struct.pack("<HBB", place & 0xFFFF, *grams[gram]))
    offsets, body = [], b""
    for bucket in buckets:
        offsets.append(len(body) // 4)
        body += b"".join(sorted(bucket))
    offsets.append(len(body) // 4)
    return struct.pack("<HH", bits, len(offsets)) + struct.pack(f"<{len(offsets)}H", *offsets) + body


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--grams", type=int, default=8_000)
    arguments = arguments.parse_args()
    names = [language for language in languages() if language not in UNSPACED and "-" not in language]
    models = []
    for name in names:
        own = own_words(name, arguments.folder)
        words = sorted(own, key=lambda word: (-own[word], word))[:WORDS]
        models.append(packed(model([w for w in words if "-" not in w and "'" not in w and len(w) > 1], arguments.grams)))
    head = " ".join(names).encode()
    with open(f"{arguments.folder}/characters.bin", "wb") as out:
        out.write(MAGIC + struct.pack("<H", len(head)) + head)
        out.write(struct.pack(f"<{len(models)}I", *map(len, models)))
        out.write(b"".join(models))
    print(f"{len(models)} languages, {sum(map(len, models))} bytes")


main()
