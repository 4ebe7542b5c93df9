"""A repository of articles in every format that macaronic reads, good and bad, for the programs that start macaronic."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
# a named file of these is checked, but a repository is full of such files that are no articles
NO_ARTICLES = {"json", "jsonl", "ndjson"}

TEMPLATES = {
    "html": '<!doctype html>\n<html lang="id"><head><title>Berita</title></head><body><p>{}</p></body></html>\n',
    "json": '{{"text": "{}"}}\n',
    "po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "the news"\nmsgstr "{}"\n',
    "xliff": (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file original="a" datatype="plaintext" source-language="en" target-language="id"><body><trans-unit id="1">'
        "<source>the news</source><target>{}</target></trans-unit></body></file></xliff>\n"
    ),
    "srt": "1\n00:00:01,000 --> 00:00:04,000\n{}\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\n{}\n",
}
GOOD = "Presiden Ukraina tiba di ibu kota kemarin sore."
BAD = "Presiden Ukraine tiba di ibu kota kemarin sore."


def endings():
    """The endings of names by format, as docs/formats.md lists them."""
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([\w, ]+) \|", page, re.MULTILINE)
    found = {ending: formats.split("`")[1] for formats, names in table for ending in names.split(", ")}
    assert {"txt", "md", "html", "json", "po", "xlf", "srt", "vtt"} <= found.keys(), found
    return found


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def articles(folder, text):
    """One article of each format in `folder`; their names."""
    for ending, name in endings().items():
        write(folder / f"berita.{ending}", TEMPLATES.get("json" if name == "jsonl" else name, "{}\n").format(text))
    return [f"berita.{ending}" for ending in endings() if ending not in NO_ARTICLES]


def environment(binary=None, **more):
    """What a developer has: nothing that other tests, git or this run have set, and `binary` on the path."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MACARONIC_", "GITHUB_", "GIT_"))}
    if binary:
        kept["PATH"] = f"{pathlib.Path(binary).parent}{os.pathsep}{kept['PATH']}"
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | more


def git(folder, *arguments):
    who = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, env=environment(), check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
