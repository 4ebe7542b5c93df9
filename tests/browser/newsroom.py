"""Writes the articles and the pack of the browser test: everything in them tries to get out of the text."""

import sys
from pathlib import Path

# what a page would do if an article, a file name or a rule could speak to it
ATTACKS = [
    "<script>window.attacked = 1</script>",
    "</p></article></main><script>attacked = 2</script>",
    "<img src=x onerror='attacked = 3'>",
    "<svg onload=attacked=4></svg>",
    '" onmouseover="attacked = 5" x="',
    "' autofocus onfocus='attacked = 6' '",
    "<a href=\"javascript:attacked=7\">x</a> javascript:attacked=7",
    "</style><style>body{display:none}</style>",
    "<!-- --><iframe srcdoc='<script>parent.attacked=8</script>'></iframe>",
    "&lt;b&gt; &#60;script&#62; &amp;lt;",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<base href='https://example.org/'><form action='https://example.org/'><input name=severity>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "]]> --> ${attacked=9} {{attacked=9}} `attacked`",
]

PACK = r"""
[pack]
name = "desk"
language = "id"

[terms]
"Kotalama" = "Kotabaru"

[[rule]]
id = "desk/building"
message = "`{found}` is gone; write `{use}` <img src=x onerror='attacked = 10'>"
why = "See https://example.org/style?a=1&b=2\" onclick=\"attacked = 11 or javascript:attacked=12 <script>attacked = 13</script>"
mqm = "style\" onclick=\"attacked = 14"
severity = "error"
safety = "safe"
match.term = { find = ["Gedunglama"], use = "<i>Gedungbaru</i>" }

[[rule]]
id = "desk/street"
message = "`{found}` is old; write `{use}`"
severity = "advice"
match.term = { find = ["Jalanlama"], use = "Jalanbaru" }

[[rule]]
id = "passage/whole"
message = "the whole of it"
severity = "warning"
match.pattern = { regex = 'Mulai .* Selesai' }

[[rule]]
id = "clause/end"
message = "the end of it, and more"
severity = "advice"
match.pattern = { regex = 'Selesai lalu pulang ke rumah' }
"""

HIDDEN = "\u202e\u2066\u200b\u200f\x1b[31m\x07\u0085\u2028\ufeff"


def attacks():
    lines = [f"Warga melihat Gedunglama {attack} di Kotalama." for attack in ATTACKS]
    return "Judul </h3><script>attacked = 15</script>\n\n" + "\n\n".join(lines) + f"\n\nGedunglama{HIDDEN} roboh.\n"


def overlaps():
    calm = "\n\n".join(f"Paragraf tenang nomor {number} tanpa temuan." for number in range(12))
    return (
        "Temuan Bertumpuk\n\n"
        "Mulai dari Gedunglama lewat Jalanlama dan Kotalama sampai Selesai lalu pulang ke rumah.\n\n"
        f"{calm}\n\nGedunglama sekali lagi.\n"
    )


def right_to_left():
    return (
        "عنوان المقال\n\nوصل الوفد إلى Gedunglama مساء أمس، وقال: «لا تعليق».\n\n"
        "می‌خواهم به Jalanlama بروم.\n\nהמשלחת הגיעה אל Kotalama בערב.\n"
    )


def main(folder):
    folder = Path(folder)
    (folder / "desk.toml").write_text(PACK, encoding="utf-8")
    articles = {
        "attacks.txt": attacks(),
        "overlaps.txt": overlaps(),
        "right-to-left.txt": right_to_left(),
        "clean.txt": "Berita Bersih\n\nWarga pulang ke rumah masing-masing.\n",
        "marks.txt": "Z\u0301\u0302" + "\u0301" * 5000 + " Gedunglama " + "🏴\U000e0067\U000e0062 👩\u200d👧 Kotalama.\n",
        "<img src=x onerror=attacked=16>&'\".txt": "Gedunglama.\n",
        "endless.txt": "kata " * 20000 + "Gedunglama " + "tanpaspasi" * 3000 + "\n",
        "many.txt": "Gedunglama dan Kotalama di Jalanlama. " * 330 + "\n",
    }
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "broken<b>.txt").write_bytes(b"\xff<script>attacked = 17</script>")
    (folder / "skipped<i>.pdf").write_bytes(b"x")


if __name__ == "__main__":
    main(sys.argv[1])
