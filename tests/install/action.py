"""Runs the steps of action.yml as the runner of GitHub does: `action.py ACTION WORKFLOW WORK`. ACTION is a checkout of this
repository, WORKFLOW the example of docs/ci.md, WORK an empty folder. What the runner does is in its documentation: composite
actions, `shell: bash` as `bash --noprofile --norc -eo pipefail FILE`, and the contexts github, runner and inputs."""

import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml
from newsroom import BAD, GOOD, commit, environment, git, write

ACTION, WORKFLOW, WORK = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
TEMPORARY = WORK / "runner temp"
DESK = WORK / "desk"
MANIFEST = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
COMMAND = re.compile(r"^::(error|warning|notice) file=([^,]*),line=(\d+)", re.MULTILINE)


class Run:
    """The end of a run: the exit code of the step that failed or 0, what it wrote, its page, and the annotations."""

    def __init__(self, code, output, page):
        self.code, self.output, self.page = code, output, page
        self.annotations = COMMAND.findall(output)

    def is_(self, code, *annotations):
        assert self.code == code and [path for _, path, _ in self.annotations] == list(annotations), self.output
        return self


def expand(text, contexts):
    """The expressions of `text`; only names, for this is no interpreter."""
    return re.sub(r"\$\{\{ ([\w-]+)\.([\w-]+) \}\}", lambda name: contexts[name[1]][name[2]], text)


def step(step, contexts, page):
    assert step["shell"] == "bash" and set(step) <= {"name", "shell", "env", "run"}, step
    assert "${{" not in step["run"], "an input written into the script is a command"
    script = TEMPORARY / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    own = {key: expand(value, contexts) for key, value in step["env"].items()}
    assert not any("${{" in value for value in own.values()), own
    runner = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page), "GITHUB_WORKSPACE": str(DESK)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return subprocess.run(
        command, cwd=DESK, env=environment(**runner, **own), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def uses(steps, **given):
    """The action with these inputs; `_` stands for `-` in their names."""
    given = {key.replace("_", "-"): value for key, value in given.items()}
    assert given.keys() <= MANIFEST["inputs"].keys(), given
    inputs = {key: str(given.get(key, about.get("default", ""))) for key, about in MANIFEST["inputs"].items()}
    contexts = {"github": {"action_path": str(ACTION)}, "runner": {"temp": str(TEMPORARY)}, "inputs": inputs}
    page = WORK / "page.md"
    page.write_text("")
    for one in steps:
        done = step(one, contexts, page)
        if done.returncode:
            break
    return Run(done.returncode, done.stdout, page.read_text(encoding="utf-8"))


TEMPORARY.mkdir(parents=True)
write(DESK / "articles/bersih.txt", f"{GOOD}\n")
write(DESK / "kabar baru/kotor satu.id.txt", f"{BAD}\n")
write(DESK / "kabar baru/$(touch celaka) `touch celaka`.id.txt", f"{BAD}\n")
write(DESK / "house.toml", '[pack]\nname = "house"\nlanguage = "id"\n\n[terms]\n"Gedunglama" = "Gedungbaru"\n')
git(DESK, "init", "--quiet")
commit(DESK, "articles")

install, check = MANIFEST["runs"]["steps"]
uses([install]).is_(0)
program = TEMPORARY / "macaronic/bin/macaronic"
version = subprocess.run([program, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout
print(f"the action installs {version.strip()}")

strange, plain = "kabar baru/$(touch celaka) `touch celaka`.id.txt", "kabar baru/kotor satu.id.txt"
both = [strange, plain]
everything = uses([check], lang="id").is_(1, *both)
assert everything.annotations[0] == ("error", strange, "1"), everything.annotations
assert not everything.page, everything.page
# without `lang` the names tell it, and a short text without one is an error of the run
uses([check], paths="kabar baru").is_(1, *both)
assert "too short to tell its language" in uses([check]).is_(2, *both).output
uses([check], lang="id", paths="articles").is_(0)
uses([check], lang="id", paths="articles\nkabar baru/kotor satu.id.txt\n").is_(1, plain)
uses([check], lang="id", paths="kabar baru/kotor satu.id.txt").is_(1, plain)
uses([check], lang="id", paths="kabar baru", fail_on="never").is_(0, *both)
uses([check], lang="id", paths="tidak ada").is_(2)
uses([check], lang="id", paths="--version").is_(2)
assert "fail-on" in uses([check], lang="id", fail_on="eror").is_(2).output
assert "klingon-" in uses([check], lang="klingon-").is_(2).output

# reports, also of a run that fails
uses([check], lang="id", sarif="laporan akhir.sarif", output="junit=junit.xml\nhtml=laporan akhir.html\n").is_(1, *both)
sarif = json.loads((DESK / "laporan akhir.sarif").read_text(encoding="utf-8"))
assert len(sarif["runs"][0]["results"]) == 2, sarif
for name in ["junit.xml", "laporan akhir.html", "laporan akhir.sarif"]:
    assert (DESK / name).stat().st_size > 0
    (DESK / name).unlink()

# more than the runner shows go to the page of the step
for number in range(10, 22):
    write(DESK / f"banyak/{number}.txt", f"{BAD}\n")
many = uses([check], lang="id", paths="banyak").is_(1, *(f"banyak/{number}.txt" for number in range(10, 20)))
assert many.page.count("exonym/country") == 2, many.page
shutil.rmtree(DESK / "banyak")

# rules of the house, the first with a blank in its name
write(DESK / "gaya rumah.toml", (DESK / "house.toml").read_text().replace("house", "gaya").replace("Gedunglama", "Menaralama"))
write(DESK / "articles/gedung.txt", "Ia masuk ke Gedunglama dan Menaralama kemarin.\n")
uses([check], lang="id", paths="articles", fail_on="warning").is_(0)
house = uses([check], lang="id", paths="articles", rules="gaya rumah.toml\nhouse.toml", fail_on="warning")
house.is_(1, *["articles/gedung.txt"] * 2)

# the example of docs/ci.md as it is written
job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["articles"]["steps"]
(example,) = [one["with"] for one in job if "macaronic" in one.get("uses", "")]
uses([check], **example).is_(1, "articles/gedung.txt")
(upload,) = [one["with"]["sarif_file"] for one in job if "upload-sarif" in one.get("uses", "")]
assert json.loads((DESK / upload).read_text(encoding="utf-8"))["runs"][0]["results"]

# what is known, and what was there before
write_baseline = [program, "baseline", "write", "--lang", "id", "--file", "yang lama.json", "."]
subprocess.run(write_baseline, cwd=DESK, check=True, stdout=subprocess.DEVNULL)
uses([check], lang="id", baseline="yang lama.json").is_(0)
uses([check], lang="id", baseline="tidak ada.json").is_(2)
commit(DESK, "more")
write(DESK / "articles/baru.txt", f"{BAD}\n")
uses([check], lang="id", since="HEAD").is_(1, "articles/baru.txt")
uses([check], lang="id", since="HEAD", paths="kabar baru").is_(0)
uses([check], lang="id", since="--quiet").is_(2)
uses([check], lang="id", baseline="yang lama.json", since="HEAD~1").is_(1, "articles/baru.txt")
assert not list(DESK.rglob("celaka")), "a name of a file became a command"
print("action.yml does what docs/ci.md says")
