"""Reads the reports as their consumers do and compares them with the JSON Lines of the same run:
`reports.py FOLDER RUN` where RUN.* are the reports of one run in FOLDER."""

import csv
import json
import pathlib
import subprocess
import sys
import urllib.parse

import junitparser
import lxml.etree

folder, run = pathlib.Path(sys.argv[1]), sys.argv[2]


def read(kind):
    return (folder / f"{run}.{kind}").read_text(encoding="utf-8")


def split(text):
    """The lines with their ends: CR LF, LF and a lone CR, as SARIF's newlineSequences say."""
    lines, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "\r\n":
            at += 2 if text[at : at + 2] == "\r\n" else 1
            lines.append(text[start:at])
            start = at
        else:
            at += 1
    return lines + [text[start:]]


def source(path, mark=False):
    return (folder / path).read_bytes().decode("utf-8" if mark else "utf-8-sig")


def slice_characters(path, begin, end):
    lines = split(source(path))
    return cut(lines, begin, end)


def slice_bytes(path, begin, end):
    lines = [line.encode() for line in split(source(path, mark=True))]
    return cut(lines, begin, end).decode()


def cut(lines, begin, end):
    (line, column), (end_line, end_column) = begin, end
    if line == end_line:
        return lines[line - 1][column - 1 : end_column - 1]
    between = lines[line : end_line - 1]
    return type(lines[0])().join([lines[line - 1][column - 1 :], *between, lines[end_line - 1][: end_column - 1]])


def same(name, got, wanted):
    if got != wanted:
        sys.exit(f"{run}.{name}:\n  {got!r}\nis not\n  {wanted!r}")


findings = [json.loads(line) for line in read("jsonl").splitlines()]
plain = lambda path: str(pathlib.PurePosixPath(path))
found = [(plain(finding["path"]), finding["rule"], finding["text"]) for finding in findings]
count = len(findings)

# SARIF: places in characters and in bytes, fixes, fingerprints
log = json.loads(read("sarif"))["runs"][0]
results = [result for result in log["results"] if not result["suppressions"]]
assert len(log["results"]) >= len(results)


def of_sarif(location, region):
    path = urllib.parse.unquote(location["uri"])
    text = slice_characters(path, (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]))
    start = region["byteOffset"]
    same("sarif", (folder / path).read_bytes()[start : start + region["byteLength"]].decode(), text)
    return path, text


places = []
for result in results:
    place = result["locations"][0]["physicalLocation"]
    path, text = of_sarif(place["artifactLocation"], place["region"])
    places.append((path, result["ruleId"], text))
    same("sarif", log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], result["ruleId"])
    for fix in result["fixes"]:
        for change in fix["artifactChanges"]:
            for replacement in change["replacements"]:
                of_sarif(change["artifactLocation"], replacement["deletedRegion"])
same("sarif", places, found)
keys = [(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["partialFingerprints"]["primaryLocationLineHash"]) for r in log["results"]]
same("sarif", len(set(keys)), len(keys))

# sarif-tools count the same
table = folder / f"{run}.csv"
subprocess.run([pathlib.Path(sys.executable).parent / "sarif", "csv", "-o", table, folder / f"{run}.sarif"], check=True, capture_output=True)
same("csv", len(list(csv.DictReader(table.open(encoding="utf-8-sig")))), len(log["results"]))

# rdjson and rdjsonl: places in bytes
diagnostics = json.loads(read("rdjson"))["diagnostics"]
place = lambda at: (at["line"], at["column"])
of_rdjson = lambda path, at: slice_bytes(path, place(at["start"]), place(at["end"]))
same(
    "rdjson",
    [(d["location"]["path"], d["code"]["value"], of_rdjson(d["location"]["path"], d["location"]["range"])) for d in diagnostics],
    found,
)
for diagnostic, finding in zip(diagnostics, findings):
    fixes = [fix for fix in finding["fixes"] if fix["safety"] != "hint" and len(fix["edits"]) == 1]
    texts = [fix["edits"][0]["text"] for fix in fixes]
    same("rdjson", [suggestion["text"] for suggestion in diagnostic["suggestions"]], texts)
    for suggestion, fix in zip(diagnostic["suggestions"], fixes):
        edit = fix["edits"][0]
        raw = (folder / finding["path"]).read_bytes()[edit["byte_start"] : edit["byte_end"]].decode()
        same("rdjson", of_rdjson(diagnostic["location"]["path"], suggestion["range"]), raw)
by_line = [json.loads(line) for line in read("rdjsonl").splitlines()]
for diagnostic in by_line:
    same("rdjsonl", diagnostic.pop("source"), {"name": "macaronic"})
same("rdjsonl", by_line, diagnostics)

# GitLab
issues = json.loads(read("gitlab"))
begin_end = lambda issue: (place(issue["location"]["positions"]["begin"]), place(issue["location"]["positions"]["end"]))
same("gitlab", [(i["location"]["path"], i["check_name"], slice_characters(i["location"]["path"], *begin_end(i))) for i in issues], found)
same("gitlab", len({issue["fingerprint"] for issue in issues}), count)

# XML, as libxml2 and junitparser read it
checkstyle = lxml.etree.parse(folder / f"{run}.checkstyle").getroot()
errors = [(f.get("name"), e) for f in checkstyle.iter("file") for e in f.iter("error") if e.get("line")]
same("checkstyle", [(name, e.get("source")) for name, e in errors], [(path, rule) for path, rule, _ in found])
for (path, _, text), (_, error) in zip(found, errors):
    line = split(source(path))[int(error.get("line")) - 1]
    same("checkstyle", line[int(error.get("column")) - 1 :].startswith(text.splitlines()[0]), True)
lxml.etree.parse(folder / f"{run}.junit")
suites = junitparser.JUnitXml.fromfile(str(folder / f"{run}.junit"))
cases = [case for suite in suites for case in suite]
same("junit", suites.tests, len(cases))
failing = {path for finding, (path, _, _) in zip(findings, found) if finding["severity"] == "error"}
failed = {case.name for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)}
same("junit", failed, failing)
same("junit", suites.failures, len(failing))

print(f"{run}: {count} findings, the same places and texts in SARIF, rdjson, rdjsonl, GitLab, checkstyle and JUnit")
