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


def web_page():
    """Findings in text, in an attribute, and among lines without text; attacks in all of them."""
    markup = "\n".join(f'  <meta property="og:x{number}" content="y">' for number in range(40))
    script = "\n".join(f"  var a{number} = '</details></bdi></code></p>';" for number in range(40))
    paragraphs = "\n".join(
        f"<p class='a b c d e f g h' title=\"{attack.replace(chr(34), '&quot;')}\">Warga <b>di</b> Kotalama pulang.</p>"
        for attack in ATTACKS
    )
    return (
        f"<html lang=id>\n<head>\n{markup}\n<title>Judul &lt;script&gt;attacked=20&lt;/script&gt;</title>\n</head>\n<body>\n"
        f"<h1>Judul</h1>\n<p>Warga melihat Gedunglama.</p>\n<script>\n{script}\n<<<<<<< HEAD\n{script}\n=======\n"
        f"{script}\n>>>>>>> cabang\n{script}\n</script>\n"
        f"<p>Lihat <img src=x alt='Jalanlama <script>attacked=21</script>'> itu<br>{HIDDEN}dan pulang.</p>\n"
        f"{paragraphs}\n</body>\n</html>\n"
    )


def markdown():
    """Code that tries to close what it is folded into."""
    code = "\n".join(["</details></p></div></article>", *ATTACKS])
    return (
        "---\ntitle: Judul Gedunglama\ntags: [</details><script>attacked=22</script>]\na: 1\nb: 2\nc: 3\n---\n\n"
        f"Warga melihat **Gedunglama** di [Kotalama](javascript:attacked=23 \"Jalanlama\").\n\n````\n{code}\n````\n\n"
        "| Kotalama | Jalanlama |\n|---|---|\n| `</code><script>attacked=24</script>` | Gedunglama |\n\n"
        f"וזה Kotalama {HIDDEN} **הביתה**.\n"
    )


def subtitles():
    cues = ["Warga melihat Gedunglama,", "lalu pulang ke </p><script>attacked=25</script> Kotalama.", "{\\an8}Jalanlama."]
    return "".join(f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{cue}\n\n" for number, cue in enumerate(cues, 1))


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
        "markdown.md": markdown(),
        "page.html": web_page(),
        "subtitles.srt": subtitles(),
        "many.txt": "Gedunglama dan Kotalama di Jalanlama. " * 330 + "\n",
    }
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "broken<b>.txt").write_bytes(b"\xff<script>attacked = 17</script>")
    (folder / "skipped<i>.pdf").write_bytes(b"x")


if __name__ == "__main__":
    main(sys.argv[1])
