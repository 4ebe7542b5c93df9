"""Runs the commands of the jobs that the pages show: `jobs.py BINARY WORK FILE…`. Each FILE is an example of a workflow or of
.gitlab-ci.yml; what installs macaronic is left out, for the other tries install it."""

import pathlib
import subprocess
import sys

import yaml
from newsroom import BAD, GOOD, environment, write

binary, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
for number, example in enumerate(sys.argv[3:]):
    job = yaml.safe_load(pathlib.Path(example).read_text(encoding="utf-8"))
    job = job["jobs"]["articles"] if "jobs" in job else job["articles"]
    commands = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
    install, *rest = commands
    assert install.startswith("cargo install --locked --git https://example.org/") and rest, commands
    folder = work / str(number)
    write(folder / "house.toml", '[pack]\nname = "house"\nlanguage = "id"\n\n[terms]\n"Gedunglama" = "Gedungbaru"\n')
    for text, wanted in [(GOOD, 0), (BAD, 1)]:
        write(folder / "articles/berita.txt", f"{text}\n")
        for command in rest:
            done = subprocess.run(["bash", "-eo", "pipefail", "-c", command], cwd=folder, env=environment(binary), text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            assert done.returncode == wanted, f"{example}: {command} ended with {done.returncode}\n{done.stdout}"
    for report in job.get("artifacts", {}).get("reports", {}).values():
        assert (folder / report).stat().st_size > 0, f"{example}: no {report}"
    print(f"{example.rsplit('/snippets/')[-1]}: {len(rest)} command(s)")
