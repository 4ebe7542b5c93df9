"""Takes the YAML files out of a page: `snippets.py PAGE FOLDER` writes each block that begins with a comment with
its path to FOLDER/snippets, under its last name."""

import pathlib
import re
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "snippets"
folder.mkdir()
blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
assert blocks, f"{page} shows no file"
for path, text in blocks:
    (folder / pathlib.PurePosixPath(path).name).write_text(text, encoding="utf-8")
