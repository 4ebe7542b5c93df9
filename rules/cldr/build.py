#!/usr/bin/env python3
"""Build exonyms/*.tsv from source/*.tsv (CLDR) and curated/*.tsv (ours). Standard library only; no network.

usage: build.py [FOLDER]        FOLDER is `exonyms` beside this file unless given

The same inputs give the same bytes. README.md says what is repaired, and what the grades mean.
"""
import collections
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
COLUMNS = ("english", "local", "kind", "grade", "alts")
Row = collections.namedtuple("Row", COLUMNS)

# The name in brackets is a second name of the place, not a remark about it.
SECOND_NAME_IN_BRACKETS = {"CI", "MM", "TL"}
# The full name carries a remark ("SAR China"); the short one is the name.
SHORT_IS_THE_NAME = {"CC", "HK", "MM", "MO"}
# The short English name has its own short local name (Bosnia, Palestine).
SHORT_IS_ANOTHER_NAME = {"BA", "PN", "PS"}
# Without the brackets the name would be that of another place.
BRACKETS_CARRY_THE_NAME = {"021", "057", "UM", "VG", "VI"}
CONGOS = {"CD", "CG"}
# English itself writes both names, so one for the other is no sign of English.
BOTH_IN_ENGLISH = {"MM", "MO", "SZ"}
ABBREVIATIONS = {"US": {"U.S.": "guarded", "USA": "consistency"}, "GB": {"U.K.": "guarded", "UK": "guarded"}}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
DAYS = {"sun": "Sunday", "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
        "sat": "Saturday"}
# Given names, surnames, or spelled alike in too many languages to mean English.
NAMES_AMONG_MONTHS = {"March", "April", "May", "June", "August"}
# They open titles (Black Friday, Sunday Times, Saturday Night Live, Monday Night Football).
TITLES_AMONG_DAYS = {"Monday", "Friday", "Saturday", "Sunday"}
# Whose local names are looked for in English text.
REVERSED = ["ar", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "is", "it",
            "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sr-Latn", "sv", "th", "tr", "uk", "vi",
            "zh", "zh-Hant"]


def table(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    width = lines[0].count("\t") + 1
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > width:
            sys.exit(f"{name}:{number}: {len(cells)} cells, the header has {width}")
        yield [unicodedata.normalize("NFC", cell.strip()) for cell in cells] + [""] * (width - len(cells))


def nested(name):
    out = collections.defaultdict(dict)
    for locale, key, value in table(name):
        out[locale][key] = value
    return out


TERRITORIES = nested("source/territories.tsv")
CITIES = nested("source/cities.tsv")
CALENDAR = nested("source/calendar.tsv")
LOCALES = {tag: (cldr, script) for tag, cldr, _words, script in table("curated/locales.tsv")}
ALSO = {name: also.split("|") for name, also in table("curated/english.tsv") if also}
ALL_ALSO = {name for names in ALSO.values() for name in names}
GUARDED = {(name, tag) for name, tags, _why in table("curated/guarded.tsv") for tag in tags.split(" ")}
NOT_IN_ENGLISH = {name for name, _why in table("curated/not-in-english.tsv")}
WORLD_CITIES = {zone for zone, in table("curated/world-cities.tsv")}
AND = dict(table("curated/and.tsv"))
# Endings that can make the English name out of the local one: Norwegian "Brussels gater", Albanian "Australia".
ENDINGS = {tag: endings.split(" ") for tag, endings in table("curated/endings.tsv")}
EXPAND = [(tag, short, long) for tag, short, long in table("curated/expand.tsv")]
HOMOGRAPHS = {(tag, name): grade for tag, name, grade in table("source/homographs.tsv")}
CURATED = collections.defaultdict(list)
for tag_, english_, local_, kind_, grade_, alts_ in table("curated/names.tsv"):
    CURATED[tag_].append(Row(english_, local_, kind_, grade_, alts_))


def unique(names):
    """Without the empty ones and those that differ from an earlier one only in case."""
    found = {}
    for name in names:
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def fold(name):
    return unicodedata.normalize("NFC", name.replace("’", "'").replace("ʼ", "'"))


def bare(name):
    """Without accents and case."""
    parts = unicodedata.normalize("NFD", fold(name).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def spellings(name):
    """The name and what only the typesetting changes."""
    found = [name]
    for old, new in (("St. ", "Saint "), (" & ", " and ")):
        found += [form.replace(old, new) for form in found if old in form]
    return unique(found)


def english_names(code):
    """English names of a territory: every one of them leads to the base local name."""
    names = TERRITORIES["en"]
    keys = [key for key in names if key.split("-")[0] == code and not skipped_alternative(code, key)]
    found = []
    for key in sorted(keys):
        name = names[key]
        if "(" in name and code in SECOND_NAME_IN_BRACKETS | {"CC"} | CONGOS:
            continue
        found += spellings(re.sub(r" \(.*\)$", "", name))
    if code in SHORT_IS_THE_NAME:
        found = [names[f"{code}-alt-short"], *found]
    return unique([*found, *ALSO.get(code, [])])


def skipped_alternative(code, key):
    if key == "IO-alt-chagos":
        return True
    return key.endswith("-alt-short") and (code in SHORT_IS_ANOTHER_NAME or code in {"GB", "UN", "US"})


def expand(tag, name):
    for where, short, long in EXPAND:
        if where == tag:
            name = name.replace(short, long)
    return name


def repair(tag, code, name):
    """The names in one CLDR value, best first; none if it is no name but a remark."""
    name = expand(tag, name.replace("（", " (").replace("）", ")"))
    if code in CONGOS:
        return congo(tag, name)
    if "(" in name and code in BRACKETS_CARRY_THE_NAME:
        return []
    inside = re.search(r"\s*\(([^)]*)\)$", name)
    names = [re.sub(r"\s*\([^)]*\)", "", name).strip()]
    if inside and code in SECOND_NAME_IN_BRACKETS:
        names.append(inside[1])
    if re.search(r"[/\[\]()]", names[0]):
        return []
    if " & " in names[0] and tag in AND:
        names = [names[0].replace(" & ", f" {AND[tag]} "), *names]
    return [re.sub(r"\s+[-–]\s+", "-", form) for form in names]


def congo(tag, name):
    if tag.startswith("zh"):
        return [name.replace(" (", "（").replace(")", "）")]
    if tag == "ja":
        return [re.sub(r"\s*\(.*\)$", "", name)]
    name = re.sub(r"\s+[-–]\s+", "-", name)
    return [] if "(" in name else [name]


def regions(cldr):
    """The locale and its regional forms (de, de-AT), the locale first."""
    return [cldr, *sorted(name for name in TERRITORIES if re.fullmatch(re.escape(cldr) + r"-([A-Z]{2}|[0-9]{3})", name))]


def local_names(tag, code):
    cldr = LOCALES[tag][0]
    found = []
    for locale in regions(cldr):
        keys = [key for key in TERRITORIES[locale] if key.split("-")[0] == code and not skipped_alternative(code, key)]
        if code in SHORT_IS_THE_NAME and f"{code}-alt-short" in keys:
            keys = [f"{code}-alt-short"] + ([code] if code == "MM" else [])
        for key in sorted(keys):
            if "(" in TERRITORIES[locale][key] and key != code:
                continue
            found += repair(tag, code, TERRITORIES[locale][key])
    if tag == "sr":
        found += [name for name in local_names("sr-Latn", code)]
    return unique(found)


def pairs(english, local, kind, variants=()):
    """One row for every English name that is no accepted local one. `variants` are English names of equal rank."""
    if not local:
        return
    accepted = {fold(name).casefold() for name in local}
    if any(fold(form).casefold() in accepted for form in spellings(english[0])):
        english = [name for name in english if name not in spellings(english[0])]
    for name in english:
        if fold(name).casefold() in accepted or any(inside(name, form) for form in local):
            continue
        grade = "report"
        if local[0] in variants:
            grade = "consistency"
        yield Row(name, local[0], kind, grade, "|".join(local[1:]))


def inside(name, form):
    """`Cairo` is a part of `El Cairo`: the local name, not the English one."""
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(form)) is not None


def territory_rows(tag):
    for code in sorted({key.split("-")[0] for key in TERRITORIES["en"]}):
        if code == "EZ" and LOCALES[tag][1] == "latin":
            continue
        english, local = english_names(code), local_names(tag, code)
        yield from pairs(english, local, "territory", english if code in BOTH_IN_ENGLISH else ())
        if code in SHORT_IS_ANOTHER_NAME or code == "IO":
            key = "IO-alt-chagos" if code == "IO" else f"{code}-alt-short"
            short = [TERRITORIES[LOCALES[tag][0]].get(key, "")]
            others = [] if code == "IO" else local
            yield from pairs([TERRITORIES["en"][key]], unique(short) and unique(short + others), "territory")
        for abbreviation, grade in ABBREVIATIONS.get(code, {}).items():
            short = unique([TERRITORIES[LOCALES[tag][0]].get(f"{code}-alt-short"), *local])
            if not any(bare(abbreviation).replace(".", "") == bare(name).replace(".", "") for name in short):
                yield Row(abbreviation, short[0], "territory", grade, "|".join(short[1:])) if short else None
    congos = local_names(tag, "CG")
    if congos and "-" in congos[0] and (name := congos[0].split("-")[0]) and bare(name) != "congo":
        local = unique([name, *congos, *local_names(tag, "CD")])
        yield Row("Congo", name, "territory", "report", "|".join(local[1:]))


def english_city(zone):
    return CITIES["en"].get(zone) or zone.split("/")[-1].replace("_", " ")


def city_rows(tag):
    cldr, script = LOCALES[tag]
    for zone, name in sorted(CITIES[cldr].items()):
        english = english_city(zone)
        if "," in english or "-" in zone.split("/")[-1] or zone == "Etc/Unknown" or re.search(r"[,(\[]", name):
            continue
        known = zone in WORLD_CITIES
        if script == "latin" and not known:
            continue
        names = [english, *ALSO.get(zone, [])]
        variants = [CITIES[locale].get(zone, "") for locale in regions(cldr)]
        for row in pairs(names, unique([name, *variants]), "city", names):
            if not known:
                row = row._replace(grade="guarded")
            yield row


def calendar_rows(tag):
    cldr, script = LOCALES[tag]
    source = CALENDAR[cldr]
    english = {f"months/{{}}/{number}": name for number, name in enumerate(MONTHS, 1)}
    english |= {f"days/{{}}/{key}": name for key, name in DAYS.items()}
    for key, name in english.items():
        local = unique([source.get(key.format("stand-alone")), source.get(key.format("format"))])
        if name == "May" or (script == "latin" and name in NAMES_AMONG_MONTHS):
            continue
        for row in pairs([name], local, "month" if name in MONTHS else "weekday"):
            if bare(name) in {bare(form) for form in local}:
                continue
            if name in TITLES_AMONG_DAYS | NAMES_AMONG_MONTHS:
                row = row._replace(grade="guarded")
            yield row


def curated_rows(tag):
    for row in CURATED[tag]:
        for name in [row.english, *ALSO.get(row.english, [])]:
            yield row._replace(english=name)


def candidates(tag):
    """English name -> row, before grading. What people wrote wins over CLDR, territories over cities."""
    rows = {}
    for row in (*calendar_rows(tag), *city_rows(tag), *territory_rows(tag)):
        if row:
            rows[row.english] = row
    for row in curated_rows(tag):
        old = rows.pop(row.english, None)
        if not row.local or inside(row.english, row.local):
            continue
        others = [name for name in row.alts.split("|") if fold(name) != fold(row.english)]
        mixed = "consistency" if "|".join(others) != row.alts else ""
        grade = row.grade or mixed or (old.grade if old and old.grade != "consistency" else "report")
        rows[row.english] = row._replace(grade=grade, alts="|".join(others))
    return rows


def closed(name):
    return re.sub(r"[\s-]", "", fold(name)).casefold()


def accepted(row):
    return unique([row.local, *row.alts.split("|")])


def grade(tag, row, taken):
    """The grade of a row: what is known of the English name in this language decides."""
    script = LOCALES[tag][1]
    if row.grade == "consistency":
        return "consistency"
    same_without_accents = any(bare(row.english) == bare(name) for name in accepted(row))
    if script == "latin" and same_without_accents and (row.kind == "city" or row.english in ALL_ALSO):
        return "consistency"
    if script == "latin" and row.kind == "city" and not row.english.isascii():
        return "consistency"
    if any(closed(row.english) == closed(name) for name in accepted(row)) or inflected(tag, row):
        return "consistency"
    if (row.english, "") in GUARDED or (row.english, tag) in GUARDED or taken.get(fold(row.english), row.local) != row.local:
        return "guarded"
    return HOMOGRAPHS.get((tag, row.english), row.grade)


def inflected(tag, row):
    """The English name looks like a form of the local one: `Australia` is the definite form of Albanian `Australi`."""
    return any(fold(row.english) == fold(name) + ending for name in accepted(row) for ending in ENDINGS.get(tag, ()))


def forward(tag):
    rows = candidates(tag)
    taken = {fold(name): row.local for row in rows.values() for name in accepted(row)}
    return [row._replace(grade=grade(tag, row, taken)) for row in rows.values()]


def backward():
    """Local names in English text. A name that English uses, or that two places share, is left out."""
    own = {bare(name) for key in TERRITORIES["en"] for name in english_names(key.split("-")[0])}
    own |= {bare(TERRITORIES["en"][key]) for key in TERRITORIES["en"]}
    own |= {"congo"} | {bare(english_city(zone)) for zone in CITIES["en"]} | {bare(english_city(zone)) for zone in WORLD_CITIES}
    own |= {bare(name) for names in ALSO.values() for name in names}
    own |= {bare(row.english) for rows in CURATED.values() for row in rows}
    words = {line.split("\t")[0] for line in (HERE / "../lexicon/en.tsv").read_text("utf-8").splitlines()}
    worth = {english_city(zone) for zone in WORLD_CITIES} | {row.english for rows in CURATED.values() for row in rows}
    meanings = collections.defaultdict(set)
    rows = {}
    for tag in REVERSED:
        for row in candidates(tag).values():
            if row.kind not in {"territory", "city"} or (row.kind == "city" and row.english not in worth):
                continue
            if row.english in {"U.S.", "USA", "U.K.", "UK", "Congo"}:
                continue
            name = row.local
            first = main_english(row)
            meanings[bare(name)].add((row.kind, first))
            if bare(name) in own or bare(name) in words or name in NOT_IN_ENGLISH or not long_enough(name):
                continue
            rows[name, row.kind] = Row(name, first, row.kind, reverse_grade(tag, row), "|".join(other_english(first)))
    for (name, kind), row in rows.items():
        places = {place for _kind, place in meanings[bare(name)]}
        territories = [place for place_kind, place in meanings[bare(name)] if place_kind == "territory"]
        if len(places) == 1 and (kind == "territory" or not territories):
            yield row
        elif len(territories) == 1 and kind == "territory":
            yield row._replace(grade="guarded")


def long_enough(name):
    """Neither a common noun nor an abbreviation."""
    return len(name) > 1 and not name[0].islower() and not (len(name) <= 3 and name.isascii() and name.isupper())


MAIN = {}


def main_english(row):
    """Of the English names of a place, the first."""
    if not MAIN:
        for code in sorted({key.split("-")[0] for key in TERRITORIES["en"]}):
            names = english_names(code)
            MAIN.update({name: names[0] for name in names})
        MAIN["Turkey"] = MAIN["Türkiye"] = MAIN["Turkiye"] = "Turkey"
        for code in ("011", "014", "015", "017", "030", "034", "145"):
            MAIN.update({name: ALSO[code][0] for name in english_names(code)})
        for zone in WORLD_CITIES:
            MAIN.update({name: english_city(zone) for name in ALSO.get(zone, [])})
        for key in {row.english for rows in CURATED.values() for row in rows}:
            MAIN.update({name: key for name in ALSO.get(key, [])})
        MAIN.update({"Britain": "United Kingdom", "Great Britain": "United Kingdom", "New York City": "New York",
                     "Holland": "Netherlands", "Northern America": "North America", "Hong Kong SAR China": "Hong Kong"})
        for code, name in (("CD", "Democratic Republic of the Congo"), ("CG", "Republic of the Congo")):
            MAIN.update({other: name for other in english_names(code)})
        MAIN["Democratic Republic of Congo"] = "Democratic Republic of the Congo"
    return MAIN.get(row.english, row.english).replace(" & ", " and ")


def other_english(first):
    """Other good English names of the place, without those that only the typesetting tells apart."""
    names = {name for name, main in MAIN.items() if main == first and " - " not in name and "&" not in name and "SAR" not in name}
    return sorted(name for name in names if bare(name) != bare(first) and not name.startswith("Saint "))


def reverse_grade(tag, row):
    if LOCALES[tag][1] == "other":
        return "report"
    if row.kind == "city" or bare(row.local) == bare(row.english):
        return "guarded"
    return HOMOGRAPHS.get(("en", row.local), "report")


def write(path, rows):
    lines = sorted("\t".join(row).encode() + b"\n" for row in rows)
    path.write_bytes("\t".join(COLUMNS).encode() + b"\n" + b"".join(lines))


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "exonyms"
    folder.mkdir(exist_ok=True)
    for tag in LOCALES:
        write(folder / f"{tag}.tsv", forward(tag))
    write(folder / "en.tsv", backward())


if __name__ == "__main__":
    main()
