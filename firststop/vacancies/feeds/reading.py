"""Documents out of a file: JSON, or JSON Lines; at most 50 MB, UTF-8, nothing believed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy

from firststop.core.refusals import Code, Problem, Refused
from firststop.core.tables import Limits, parse_json
from firststop.core.tables.strict_json import decode
from firststop.core.words import _

SUFFIXES = (".json", ".jsonl", ".ndjson")
LIMIT = Limits().size


def read_document(file: Path) -> Iterator[Any]:
    """Yield the values of a file: one of JSON, many of JSON Lines. What cannot be read is yielded as a Problem."""
    try:
        with file.open("rb") as stream:
            body = stream.read(LIMIT + 1)
    except OSError as wrong:
        yield Problem(Code.PARSE, "parse", _("We cannot open this file."), value=wrong.strerror)
        return
    if len(body) > LIMIT:
        yield Problem(
            Code.TOO_LARGE,
            "too_large",
            format_lazy(_("This file is over {size} MB."), size=LIMIT // 1_000_000),
            hint=_("Split it into several files."),
        )
        return
    if file.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(body)
        return
    try:
        yield parse_json(body)
    except Refused as refused:
        lines = list(_lines(body)) if _looks_like_lines(body) else []
        yield from lines or [refused.first]


def _looks_like_lines(body: bytes) -> bool:
    """Whether a file that is no JSON holds an object in its first line, and more lines after it."""
    first, _end, rest = body.strip().partition(b"\n")
    if not first.rstrip().endswith(b"}") or not rest:
        return False
    try:
        return isinstance(parse_json(first), dict)
    except Refused:
        return False


def _lines(body: bytes) -> Iterator[Any]:
    try:
        text = decode(body)
    except Refused as refused:
        yield refused.first
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield parse_json(line.encode(), first_line=number)
            except Refused as refused:
                yield refused.first
