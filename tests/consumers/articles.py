"""Writes the articles that the consumers are tried on: `articles.py FOLDER`. They are not kept as files, for
no checkout on Windows could have names like these."""

import pathlib
import sys

folder = pathlib.Path(sys.argv[1])

HOSTILE = (
    "\ufeff😀é Ia masuk ke Gedunglama, lalu ke\u0301 Kotalama 👩\u200d👧 di Jalanlama.\n"
    "\n"
    "Kalimat شرق الأوسط Gedunglama \u202eke kiri\u200f dan עברית Kotalama.\r\n"
    "\r\n"
    "Awas \x1b[31m merah \x01 \x9b2J \ufffe \U0001f9ea ]]> <b>&amp;</b> [klik](http://contoh.example) {{judul}} {0} 100%\n"
    "\n"
    "::error file=x::Gedunglama\n"
    "\n"
    "##[group]Gedunglama, ya: Kotalama, Gedunglama.\n"
    "\n"
    "Awas ::error::x ##[error]y \"kutip\" 'kutip' | # *tebal* _miring_ `kode`\n"
    "\n"
    "Band Gedunglama bermain di Gedunglama.\n"
)

NAMES = ["biasa.txt", "artikel baru/50% #1, é: x.txt", "artikel baru/+&=?;'[]{}~^@!$().txt", "artikel baru/-o.txt"]

for name in NAMES:
    path = folder / "kotor" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HOSTILE.encode())
many = folder / "kotor" / "banyak.txt"
many.write_bytes(("Ia masuk ke Gedunglama di Kotalama lewat Jalanlama.\n\n" * 30).encode())
clean = folder / "bersih" / "bersih.txt"
clean.parent.mkdir()
clean.write_text("Warga pulang kemarin sore.\n")
broken = folder / "rusak" / "rusak #1.txt"
broken.parent.mkdir()
broken.write_bytes(b"Ia masuk \xff\n")
(folder / "kosong").mkdir()
