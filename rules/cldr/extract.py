#!/usr/bin/env python3
"""Cut the names we use out of the CLDR packages.

usage: extract.py FOLDER-WITH-TARBALLS

Reads the tarballs that source.lock names, checks their sha512, and writes source/*.tsv: territories, exemplar cities, months
and weekdays of the locales in curated/locales.tsv. Regional locales (de-AT) are kept only where they differ from the main one.
Fetch the tarballs with `npm pack cldr-core@48.2.0 cldr-localenames-full@48.2.0 cldr-dates-full@48.2.0`.
"""
import hashlib
import json
import pathlib
import re
import sys
import tarfile
import unicodedata

HERE = pathlib.Path(__file__).parent
# Not places: test locales, the unknown, the whole world (a common noun), and "outlying Oceania".
NOT_PLACES = {"XA", "XB", "ZZ", "QO", "001"}


def packages(folder):
    for line in (HERE / "source.lock").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, version, digest, _licence = line.split("\t")
        path = pathlib.Path(folder) / f"{name}-{version}.tgz"
        if hashlib.sha512(path.read_bytes()).hexdigest() != digest:
            sys.exit(f"{path}: sha512 differs from source.lock")
        yield path


def load(folder, locales):
    """(locale, file name) -> the locale's object."""
    wanted = re.compile(r"package/main/([^/]+)/(territories|localeDisplayNames|timeZoneNames|ca-gregorian)\.json$")
    found = {}
    for path in packages(folder):
        with tarfile.open(path) as tar:
            for member in tar:
                match = wanted.match(member.name)
                if match and keep(match[1], locales):
                    data = json.load(tar.extractfile(member))
                    found[match[1], match[2]] = data["main"][match[1]]
    return found


def keep(locale, locales):
    if locale in locales:
        return True
    head, _, region = locale.rpartition("-")
    return head in locales and re.fullmatch(r"[A-Z]{2}|[0-9]{3}", region) and head != "en"


def clean(text):
    """Without the characters that only steer line breaking and direction; the joiners of Persian and the Indic scripts stay."""
    text = re.sub("[\u00ad\u200b\u200e\u200f\u061c\u2060]", "", text).replace("\u2011", "-")
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()


def zones(node, path=()):
    """Exemplar cities, keyed by their zone."""
    for key, value in node.items():
        if not isinstance(value, dict):
            continue
        if "exemplarCity" in value:
            yield "/".join((*path, key)), value["exemplarCity"]
        else:
            yield from zones(value, (*path, key))


def names_of(found, locale):
    rows = []
    if data := found.get((locale, "territories")):
        for code, name in data["localeDisplayNames"]["territories"].items():
            if code.split("-")[0] not in NOT_PLACES:
                rows.append(("territories", code, name))
    if data := found.get((locale, "localeDisplayNames")):
        for code, name in data["localeDisplayNames"].get("subdivisions", {}).items():
            rows.append(("territories", code, name))
    if data := found.get((locale, "timeZoneNames")):
        for zone, name in zones(data["dates"]["timeZoneNames"]["zone"]):
            rows.append(("cities", zone, name))
    if data := found.get((locale, "ca-gregorian")):
        calendar = data["dates"]["calendars"]["gregorian"]
        for kind in ("months", "days"):
            for context in ("stand-alone", "format"):
                for key, name in calendar[kind][context]["wide"].items():
                    rows.append(("calendar", f"{kind}/{context}/{key}", name))
    return [(table, key, clean(name)) for table, key, name in rows]


def main():
    lines = (HERE / "curated/locales.tsv").read_text("utf-8").splitlines()[1:]
    locales = {line.split("\t")[1] for line in lines} | {"en"}
    found = load(sys.argv[1], locales)
    tables = {"territories": set(), "cities": set(), "calendar": set()}
    base = {}
    for locale in sorted({locale for locale, _ in found}, key=lambda name: (name not in locales, name)):
        parent = {} if locale in locales else base[locale.rpartition("-")[0]]
        rows = names_of(found, locale)
        base[locale] = {(table, key): name for table, key, name in rows}
        if parent:
            rows = [row for row in rows if row[0] != "calendar" and parent.get(row[:2]) != row[2]]
        for table, key, name in rows:
            tables[table].add(f"{locale}\t{key}\t{name}\n".encode())
    for table, rows in tables.items():
        (HERE / f"source/{table}.tsv").write_bytes(b"locale\tkey\tname\n" + b"".join(sorted(rows)))


if __name__ == "__main__":
    main()
