#!/usr/bin/env python3
"""Makes a third corpus for train.py: the clean documents once more, with short foreign stretches put in at random.

usage: augment.py --corpus dev.jsonl --exonyms ../../rules/cldr/exonyms --out dev_mixed.jsonl [--copies 3]

Words come from the clean documents of the same block in other languages, so that blocks can still be left out; places from the
tables of CLDR names. The same corpus, tables, seed and version of wordfreq give the same bytes."""
import argparse, json, pathlib, random, re

from wordfreq import zipf_frequency

SEED = 7
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
UNSPACED = {"zh", "th", "ja", "lo", "km", "my"}
SENTENCES = 0.55        # so many of them get a stretch
PLACES = 0.2            # so many of the stretches are one place
ENGLISH = 0.6           # so many of the others are English
LENGTHS = {1: 40, 2: 30, 3: 20, 4: 7, 5: 3}
RARE = 0.5              # so many of the single words are rare ...
RARE_ZIPF = (2.5, 4.0)  # ... that is, between these frequencies in their own language
SHORTEST = 3            # letters of a single word
MARGIN = 0.5            # a word that the language knows better than this is its own, too (Zipf)
WELL_KNOWN = 3.0        # places that news name (Zipf in English)


def zipf(word, language):
    """0 for what is not listed, or cannot be looked up without a tokenizer."""
    try:
        return zipf_frequency(word, language)
    except (LookupError, ImportError):
        return 0.0


def places(folder, language):
    path = pathlib.Path(folder) / f"{language}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]] if path.exists() else []
    names = [row[0] for row in rows if row[2] in ("territory", "city") and row[3] in ("report", "guarded")]
    return [name for name in names if language == "en" or zipf(name, "en") >= WELL_KNOWN]


def words(document, sentence):
    return [match.span() for match in WORD.finditer(document["text"], sentence["start"], sentence["end"])]


def stretch(donor, count, language, chance):
    """So many words of a document that belong together and are mostly none of the language."""
    text, source = donor["text"], donor["lang"]
    is_rare = count == 1 and chance.random() < RARE
    for _ in range(60):
        found = words(donor, chance.choice(donor["sents"]))
        first = 0 if count > 2 else 1
        if len(found) < count + 1:
            continue
        at = chance.randrange(first, len(found) - count + 1)
        part = found[at:at + count]
        tokens = [text[start:end] for start, end in part]
        whole = text[part[0][0]:part[-1][1]]
        if whole != " ".join(tokens) or 2 * sum(not token[0].isupper() for token in tokens) < count:
            continue
        if is_rare and not RARE_ZIPF[0] <= zipf(whole, source) <= RARE_ZIPF[1]:
            continue
        foreign = sum(zipf(token, language) < zipf(token, source) - MARGIN for token in tokens)
        if 2 * foreign >= count and (count > 1 or len(whole) >= SHORTEST):
            return whole
    return None


def mixed(document, donors, names, chance):
    """The document with stretches put in: (text, gold), or None."""
    text, edits = document["text"], []
    for sentence in document["sents"]:
        own = words(document, sentence)
        if chance.random() > SENTENCES or len(own) < 5:
            continue
        if names and chance.random() < PLACES:
            # where a name stood, if there is one
            inside = range(1, len(own) - 1)
            named = [at for at in inside if text[own[at][0]].isupper()]
            at, taken, put = chance.choice(named or inside), 1, chance.choice(names)
        else:
            source = chance.choice(donors if chance.random() > ENGLISH else [d for d in donors if d["lang"] == "en"] or donors)
            count = chance.choices(list(LENGTHS), list(LENGTHS.values()))[0]
            put = stretch(source, count, document["lang"], chance)
            if not put:
                continue
            at = chance.randrange(1, len(own) - 1)
            # in the place of none, one or as many words
            taken = min(chance.choice([0, 1, count, count]), len(own) - at)
        start = own[at][0]
        edits.append((start, own[at + taken - 1][1] if taken else start, put, "" if taken else " "))
    if not edits:
        return None
    result, gold, done = "", [], 0
    for start, end, put, behind in sorted(edits):
        result += text[done:start]
        gold.append({"start": len(result), "end": len(result) + len(put)})
        result, done = result + put + behind, end
    return result + text[done:], gold


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", required=True)
    arguments.add_argument("--exonyms", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--copies", type=int, default=3)
    arguments = arguments.parse_args()
    documents = [json.loads(line) for line in open(arguments.corpus, encoding="utf8")]
    clean = [document for document in documents if not document["gold"]]
    block = {document["id"]: re.search(r"-(\d+)-", document["id"]).group(1) for document in clean}
    names = {language: places(arguments.exonyms, language) for language in {document["lang"] for document in clean}}
    chance = random.Random(SEED)
    with open(arguments.out, "w", encoding="utf8", newline="\n") as out:
        for document in sorted(clean, key=lambda document: document["id"]):
            language, number = document["lang"], block[document["id"]]
            if language in UNSPACED:
                continue
            donors = [other for other in clean if block[other["id"]] == number and other["lang"] not in UNSPACED | {language}]
            for copy in range(arguments.copies):
                found = mixed(document, donors, names[language], chance)
                if found:
                    record = {"id": f"{language}-mixed-{number}-{copy}", "lang": language, "text": found[0], "gold": found[1]}
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")


main()
