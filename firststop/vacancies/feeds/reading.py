"""Documents out of a file: JSON, or JSON Lines; at most 50 MB, UTF-8, nothing believed.

As objects, a file takes five times its size and more: a long list of records is read record by record.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy

from firststop.core.refusals import Code, Problem, Refused
from firststop.core.tables import Limits, parse_json
from firststop.core.tables.strict_json import PARSE, check_text
from firststop.core.words import _
from firststop.vacancies.feeds.slicing import Sliced, Way, slice_list

SUFFIXES = (".json", ".jsonl", ".ndjson")
LIMIT = Limits().size
#: The most bytes that become objects at once: one record, or a document beside its records.
LONGEST = 5_000_000
_MARK = b"\xef\xbb\xbf"
#: The bytes of a letter behind its first.
_FOLLOWING = bytes(range(0x80, 0xC0))
_CHUNK = 1_000_000

NOT_OURS = Problem(
    Code.PARSE,
    PARSE,
    _("There are no ads of this source in it."),
    hint=_("Check the name of the source, and whether the file is complete."),
)


def read_document(file: Path, lists: Sequence[Way]) -> Iterator[Any]:
    """Yield the values of a file: one of JSON, many of JSON Lines. What cannot be read is yielded as a Problem.

    A document with a list at the end of one of the ways is yielded as Sliced, for `values_of`.
    """
    try:
        with file.open("rb") as stream:
            if stream.read(len(_MARK)) != _MARK:
                stream.seek(0)
            body = stream.read(LIMIT + 1)
    except OSError as wrong:
        yield Problem(Code.PARSE, "parse", _("We cannot open this file."), value=wrong.strerror)
        return
    if len(body) > LIMIT:
        sentence = format_lazy(_("This file is over {size} MB."), size=LIMIT // 1_000_000)
        yield Problem(Code.TOO_LARGE, "too_large", sentence, hint=_("Split it into several files."))
        return
    try:
        check_text(body)
    except Refused as refused:
        yield refused.first
        return
    if file.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(body)
    elif sliced := slice_list(body, lists, LONGEST):
        yield sliced
    else:
        value = _read(body) if len(body) <= LONGEST else NOT_OURS
        yield from _lines(body) if isinstance(value, Problem) and _looks_like_lines(body) else [value]


def values_of(sliced: Sliced) -> Iterator[Any]:
    """Yield the records of a long list as they stand in the file; what cannot be read is yielded as a Problem."""
    body, place = sliced.body, _Place(sliced.body)
    for start, end in sliced.items():
        value = _part(body, start, end)
        # Only who fails is told where; counting lines takes longer than reading.
        yield _part(body, start, end, *place.at(start)) if isinstance(value, Problem) else value


def _part(body: bytes, start: int, end: int, line: int = 1, column: int = 1) -> Any:
    if end - start > LONGEST:
        sentence = format_lazy(_("This record is over {size} MB."), size=LONGEST // 1_000_000)
        return Problem(Code.TOO_LARGE, "too_large", sentence)
    return _read(body[start:end], line, column)


def _read(body: bytes, line: int = 1, column: int = 1) -> Any:
    try:
        return parse_json(body, first_line=line, first_column=column)
    except Refused as refused:
        return refused.first


def _looks_like_lines(body: bytes) -> bool:
    """Whether a file that is no JSON holds an object in its first line, and more lines after it."""
    stream = io.BytesIO(body)
    lines = (line.strip() for line in iter(lambda: stream.readline(LONGEST), b"") if line.strip())
    first, more = next(lines, b""), next(lines, b"")
    return bool(more) and first.endswith(b"}") and isinstance(_read(first), dict)


def _lines(body: bytes) -> Iterator[Any]:
    start = number = 0
    while start < len(body):
        number, end = number + 1, body.find(b"\n", start)
        end = len(body) if end < 0 else end
        if body[start : min(end, start + LONGEST)].strip():
            yield _part(body, start, end, number)
        start = end + 1


class _Place:
    """Line and column of bytes in a file, asked for in their order."""

    def __init__(self, body: bytes) -> None:
        self.body, self.read, self.line, self.column = body, 0, 1, 1

    def at(self, byte: int) -> tuple[int, int]:
        """Return where a byte stands, both from 1."""
        self.line += self.body.count(b"\n", self.read, byte)
        begin = self.body.rfind(b"\n", self.read, byte) + 1
        if begin:
            self.read, self.column = begin, 1
        for start in range(self.read, byte, _CHUNK):
            self.column += len(self.body[start : min(start + _CHUNK, byte)].translate(None, _FOLLOWING))
        self.read = byte
        return self.line, self.column
