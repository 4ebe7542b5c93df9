"""What a wheel and a source distribution hold: `wheel.py WHEEL SDIST PACKAGED`. PACKAGED lists what `cargo package` takes."""

import pathlib
import re
import sys
import tarfile
import zipfile

wheel, sdist, packaged = map(pathlib.Path, sys.argv[1:])
licences = {f"licenses/{path}" for path in ["THIRD_PARTY.md", *(f"LICENSES/{file.name}" for file in pathlib.Path("LICENSES").iterdir())]}

archive = zipfile.ZipFile(wheel)
inside = {re.sub(r"^[^/]*\.(dist-info|data)/", "", name): name for name in archive.namelist()}
program = {name for name in inside if re.fullmatch(r"scripts/macaronic(\.exe)?", name)}
assert len(program) == 1, sorted(inside)
assert archive.getinfo(inside[next(iter(program))]).external_attr >> 16 & 0o111, "the program may not be run"
rest = {name for name in inside if not name.startswith("sboms/")} - program
assert rest == licences | {"METADATA", "WHEEL", "RECORD"}, sorted(rest)
assert wheel.name.split("-")[2:4] == ["py3", "none"], f"{wheel.name} is for one version of Python"

inside = {name.split("/", 1)[1] for name in tarfile.open(sdist).getnames()}
# cargo writes a manifest of its own, maturin takes ours
wanted = set(packaged.read_text(encoding="utf-8").split("\n")) - {"", ".cargo_vcs_info.json", "Cargo.toml.orig"}
assert inside == wanted | {"pyproject.toml", "PKG-INFO"}, sorted(inside ^ wanted)
print(f"{wheel.name} {wheel.stat().st_size / 1e6:.1f} MB, {sdist.name} {sdist.stat().st_size / 1e6:.1f} MB")
