"""Takes examples out of a page. `snippets.py PAGE FOLDER` writes each YAML block that begins with a comment with its
path to FOLDER/snippets, under its last name; `snippets.py --toml PAGE FOLDER` each TOML block to FOLDER/toml."""

import pathlib
import re
import sys

arguments = sys.argv[1:]
is_toml = arguments[0] == "--toml"
page, folder = map(pathlib.Path, arguments[-2:])
text = page.read_text(encoding="utf-8")
folder /= "toml" if is_toml else "snippets"
folder.mkdir()
if is_toml:
    blocks = [(f"{number}.toml", block) for number, block in enumerate(re.findall(r"```toml\n(.*?)```", text, re.DOTALL))]
else:
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL)
assert blocks, f"{page} shows no file"
for path, block in blocks:
    (folder / pathlib.PurePosixPath(path).name).write_text(block, encoding="utf-8")
