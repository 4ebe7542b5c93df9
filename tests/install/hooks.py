"""Runs the hooks with pre-commit: `hooks.py REPOSITORY BINARY PAGES WORK [ID…]`. REPOSITORY holds .pre-commit-hooks.yaml and the
sources, committed; PAGES the examples of docs/ci.md and README.md in folders of these names; each ID is a hook to build and try besides
macaronic-system."""

import pathlib
import re
import subprocess
import sys

import yaml
from newsroom import BAD, GOOD, articles, commit, environment, git, write

repository, binary, pages, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])
built = sys.argv[5:]
pre_commit = pathlib.Path(sys.executable).with_name("pre-commit")


def run(folder, *arguments, with_binary=True):
    """The exit code of pre-commit and what it wrote."""
    home = environment(binary if with_binary else None, PRE_COMMIT_HOME=str(work / "home"))
    command = [pre_commit, *arguments, "--all-files", "--color=never"]
    done = subprocess.run(command, cwd=folder, env=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def desk(name, text):
    """A repository with an article in each format, and their names."""
    folder = work / name
    names = articles(folder, text)
    hooks = [{"id": hook} for hook in ["macaronic", "macaronic-system"]]
    repo = {"repo": str(repository), "rev": git(repository, "rev-parse", "HEAD"), "hooks": hooks}
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump({"repos": [repo]}))
    write(folder / "macaronic.toml", 'language = "id"\n')
    write(folder / "catatan.log", f"{BAD}\n")
    git(folder, "init", "--quiet")
    commit(folder, "articles")
    return folder, names


def tries(hook, with_binary):
    """The hook as the manifest has it fails on the bad articles, all of them and no other file, and passes on the good ones."""
    code, output = run(bad, "run", hook, with_binary=with_binary)
    assert code == 1 and re.search(r"^macaronic\.+Failed$", output, re.MULTILINE), output
    found = re.findall(r"^ *--> ([^:\n]+):\d+:\d+$", output, re.MULTILINE)
    assert sorted(set(found)) == sorted(names), (set(found) ^ set(names), output)
    assert "error[exonym/country]: `Ukraine` is the English name" in output, output
    code, output = run(good, "run", hook, with_binary=with_binary)
    assert code == 0 and re.search(r"^macaronic\.+Passed$", output, re.MULTILINE), output
    print(f"pre-commit runs {hook} on {len(names)} endings")


bad, names = desk("bad", BAD)
good, _ = desk("good", GOOD)
hooks = {hook["id"]: hook for hook in yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
ways = {"language", "description", "id"}
alike = [{key: value for key, value in hook.items() if key not in ways} for hook in hooks.values()]
assert all(hook == alike[0] for hook in alike), "the hooks differ in more than how they are installed"
for hook in built:
    tries(hook, with_binary=False)
tries("macaronic-system", with_binary=True)

# a commit with nothing that may be read, and one with nothing to read
quiet = work / "quiet"
write(quiet / "catatan.log", f"{BAD}\n")
write(quiet / "macaronic.toml", 'language = "id"\nignore = ["arsip/"]\n')
write(quiet / "arsip/lama.txt", f"{BAD}\n")
git(quiet, "init", "--quiet")
commit(quiet, "notes")
code, output = run(quiet, "try-repo", str(repository), "macaronic-system")
assert code == 0 and "Passed" in output, output

# the examples of the pages, with the address of this repository and the hook that needs no build
for page in ["docs/ci.md", "README.md"]:
    example = yaml.safe_load((pages / page / "snippets/.pre-commit-config.yaml").read_text(encoding="utf-8"))
    for one in example["repos"]:
        if one["repo"] != "local":
            one |= {"repo": str(repository), "rev": git(repository, "rev-parse", "HEAD")}
            for hook in one["hooks"]:
                assert hook["id"] in hooks, hook
                hook["id"] = "macaronic-system"
    folder = work / page.replace("/", "-")
    write(folder / "articles/berita.txt", f"{BAD}\n")
    write(folder / "articles/gedung.txt", "Ia masuk ke gedung lama kemarin.\n")
    write(folder / "catatan.txt", f"{BAD}\n")
    write(folder / "house.toml", '[pack]\nname = "house"\nlanguage = "id"\n\n[terms]\n"Gedunglama" = "Gedungbaru"\n')
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump(example))
    git(folder, "init", "--quiet")
    commit(folder, "articles")
    code, output = run(folder, "run")
    assert code == 1 and "--> articles/berita.txt:1:10" in output and "catatan" not in output, output
    write(folder / "articles/berita.txt", f"{GOOD}\n")
    commit(folder, "mended")
    code, output = run(folder, "run")
    assert code == 0, output
print("pre-commit runs the examples")
