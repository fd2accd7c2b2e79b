"""What a first visit to a page costs on the wire."""

import gzip
from pathlib import Path

import django_htmx
from django.conf import settings
from django.test import Client

STATIC = Path(settings.PACKAGE) / "core" / "static" / "core"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
#: What is promised, and what of it the fonts may take.
MOST, MOST_WITH_FONTS = 60_000, 120_000
#: Headers of one answer.
_HEADERS = 600
#: Kyrgyz names stand on pages of every language, so every reader needs every letter of theirs.
_SCRIPTS = ("latin", "cyrillic", "cyrillic-ext")


def first_visit(client: Client, address: str) -> tuple[int, int]:
    """Return the bytes of a first visit without fonts and with them."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip"), address
    files = [STATIC / "build" / "firststop.css", STATIC / "build" / "firststop.js", HTMX, STATIC / "mark.svg"]
    rest = len(answer.content) + sum(map(_packed, files)) + _HEADERS * (1 + len(files))
    fonts = [STATIC / "build" / f"noto-sans-{s}-{w}-normal.woff2" for s in _SCRIPTS for w in (400, 700)]
    letters = _packed(STATIC / "build" / "fonts.css") + sum(font.stat().st_size for font in fonts)
    return rest, rest + letters + _HEADERS * (1 + len(fonts))


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
