#!/usr/bin/env python3
"""Trains the model of foreign words.

usage: train.py --corpus dev.jsonl --corpus dev_rare.jsonl --mixed dev_mixed.jsonl --features BINARY --out ../../rules/lexicon [--folds 3]

--features is the program that prints the features of a corpus (cargo build --release --example features).
--mixed is a corpus that augment.py made: its words count less, and it is not judged.
--folds N trains nothing for use: it trains on all but one part of the document blocks, decodes the rest, and prints how
well that went. The same corpora, features and seed give the same bytes. README.md tells the rest."""
import argparse, hashlib, json, re, struct, subprocess

import lightgbm
import numpy

SEED = 1
ROUNDS = 200
MIXED_WEIGHT = 0.5
PARAMETERS = dict(
    objective="binary", learning_rate=0.1, num_leaves=32, min_data_in_leaf=30, feature_fraction=0.6, bagging_fraction=0.8,
    bagging_freq=1, lambda_l2=1.0, max_bin=255, verbose=-1, num_threads=2, seed=SEED, deterministic=True, force_row_wise=True)


def names():
    """The names of the features, from the source, in order."""
    source = open(f"{__file__.rsplit('/', 1)[0]}/../../src/language/features.rs", encoding="utf8").read()
    return re.findall(r'"([^"]+)"', source.split("NAMES")[1].split("];")[0])


def load(corpus, program):
    """[(record, words, features)]: a word is (sentence, start, end) in code points."""
    records = [json.loads(line) for line in open(corpus, encoding="utf8")]
    raw = subprocess.run([program], stdin=open(corpus, "rb"), stdout=subprocess.PIPE, check=True).stdout
    width, at = struct.unpack_from("<I", raw)[0], 4
    assert width == len(names()), "build the features program again"
    documents = []
    for record in records:
        count = struct.unpack_from("<I", raw, at)[0]
        rows = numpy.frombuffer(raw, numpy.uint32, count * (3 + width), at + 4).reshape(count, 3 + width)
        documents.append((record, rows[:, :3].astype(int), rows[:, 3:].view(numpy.float32)))
        at += 4 + rows.nbytes
    return documents


def labels(record, words):
    """1 for a word of which at least half lies in a foreign stretch."""
    inside = numpy.zeros(len(record["text"]) + 1, int)
    for span in record["gold"]:
        inside[span["start"]:span["end"]] = 1
    before = numpy.concatenate([[0], numpy.cumsum(inside)])
    return numpy.array([2 * (before[end] - before[start]) >= end - start > 0 for _, start, end in words], int)


def is_asked(words, features):
    """The words about which the program asks the model: not plainly native, or beside one that is not (`Detector::detect`)."""
    column = {name: features[:, number] for number, name in enumerate(names())}
    is_word = column["shape"] < 4
    is_native = (column["target"] > 0) & (column["log_odds"] < 0)
    doubtful = ~((column["script"] == 0) & (column["exonym"] == 0) & (~is_word | is_native))
    asked, sentence = doubtful.copy(), words[:, 0]
    asked[1:] |= doubtful[:-1] & (sentence[1:] == sentence[:-1])
    asked[:-1] |= doubtful[1:] & (sentence[1:] == sentence[:-1])
    return asked


def fit(documents, mixed):
    weighted = [(document, 1.0) for document in documents] + [(document, MIXED_WEIGHT) for document in mixed]
    rows = [(document, is_asked(document[1], document[2]), weight) for document, weight in weighted if len(document[1])]
    features = numpy.concatenate([document[2][asked] for document, asked, _ in rows])
    wanted = numpy.concatenate([labels(document[0], document[1])[asked] for document, asked, _ in rows])
    weights = numpy.concatenate([numpy.full(asked.sum(), weight) for _, asked, weight in rows])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(features, wanted, weight=weights, feature_name=names()), ROUNDS)


def packed(tree):
    """One tree as bytes: its questions, numbered from the root, then its leaves."""
    questions, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return -len(leaves)
        number = len(questions)
        questions.append(None)
        assert node["decision_type"] == "<=" and node["missing_type"] == "None"
        below, above = visit(node["left_child"]), visit(node["right_child"])
        questions[number] = struct.pack("<Bfhh", node["split_feature"], node["threshold"], below, above)
        return number

    visit(tree["tree_structure"])
    assert questions, "a tree without a question"
    return struct.pack("<HH", len(questions), len(leaves)) + b"".join(questions) + struct.pack(f"<{len(leaves)}f", *leaves)


def write(model, corpora, folder):
    trees = [packed(tree) for tree in model.dump_model()["tree_info"]]
    head = " ".join(names()).encode()
    with open(f"{folder}/forest.bin", "wb") as out:
        out.write(b"MFO1" + struct.pack("<H", len(head)) + head + struct.pack("<H", len(trees)) + b"".join(trees))
    with open(f"{folder}/forest.toml", "w", encoding="utf8", newline="\n") as out:
        out.write("# The model of foreign words in forest.bin; written by examples/train/train.py\nversion = 1\n")
        out.write('licence = "CC-BY-SA-4.0"\n')
        out.write(f'trainer = "lightgbm {lightgbm.__version__}"\nseed = {SEED}\ntrees = {len(trees)}\n')
        for corpus in corpora:
            digest = hashlib.sha256(open(corpus, "rb").read()).hexdigest()
            out.write(f'\n[[corpus]]\nname = "{corpus.rsplit("/", 1)[-1]}"\nof = "Universal Dependencies PUD 2.x, foreign stretches put in"\nsha256 = "{digest}"\n')


def block(record):
    """Documents of one number are translations of each other: they stay on one side."""
    return int(re.search(r"-(\d+)-", record["id"]).group(1))


def cross_validate(documents, mixed, folds):
    numbers = sorted({block(record) for record, _, _ in documents})
    fold = {number: at % folds for at, number in enumerate(numbers)}
    odds = {}
    for left_out in range(folds):
        model = fit(*([document for document in part if fold[block(document[0])] != left_out] for part in (documents, mixed)))
        for record, words, features in documents:
            if fold[block(record)] == left_out and len(words):
                asked = is_asked(words, features)
                odds[id(record)] = numpy.where(asked, model.predict(features, raw_score=True), -7.0)
    for threshold in (0.0, 1.0, 2.0):
        hits = wrong = missed = 0
        for record, words, _ in documents:
            if len(words):
                wanted, found = labels(record, words), odds[id(record)] > threshold
                hits += int((wanted & found).sum())
                wrong += int((found & (wanted == 0)).sum())
                missed += int((wanted & ~found).sum())
        print(f"words, log-odds above {threshold}: precision {hits / (hits + wrong):.4f}, recall {hits / (hits + missed):.4f}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", action="append", required=True)
    arguments.add_argument("--mixed")
    arguments.add_argument("--features", required=True)
    arguments.add_argument("--out")
    arguments.add_argument("--folds", type=int)
    arguments = arguments.parse_args()
    documents = [document for corpus in arguments.corpus for document in load(corpus, arguments.features)]
    mixed = load(arguments.mixed, arguments.features) if arguments.mixed else []
    if arguments.folds:
        cross_validate(documents, mixed, arguments.folds)
    if arguments.out:
        write(fit(documents, mixed), arguments.corpus + [arguments.mixed] * bool(mixed), arguments.out)


main()
