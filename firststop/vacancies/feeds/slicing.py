"""A long list of JSON, one item at a time, so that a file of 50 MB never stands in memory as objects.

Nothing is judged here: brackets and commas tell where an item ends, whoever asks reads what is in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from firststop.core.refusals import Refused
from firststop.core.tables import parse_json

#: Names from the root of a document to its list of records; () where the document is the list.
Way = tuple[str, ...]
_SPACE = re.compile(rb"[ \t\r\n]*+")
_TEXT = rb'"(?:[^"\\]++|\\.)*+"'
_NAME = re.compile(_TEXT, re.DOTALL)
#: The next bracket, whatever texts and numbers lie before it; and the next bracket or comma.
_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|' + _TEXT + rb")*+([\[\]{}])", re.DOTALL)
_SIGN = re.compile(rb'(?:[^"\[\]{},]++|' + _TEXT + rb")*+([\[\]{},])", re.DOTALL)


class _TornError(ValueError):
    """The brackets of a document do not close."""


@dataclass(frozen=True, slots=True)
class Sliced:
    """A document, its list of records, which is empty, and where that list stands in the bytes of the document."""

    document: Any
    records: list[Any]
    body: bytes
    at: int

    def items(self) -> Iterator[tuple[int, int]]:
        """Yield the half-open range of bytes of each record."""
        start = _after_space(self.body, self.at + 1)
        if self.body[start : start + 1] == b"]":
            return
        while True:
            end = _end_of_item(self.body, start)
            yield start, end
            if self.body[end : end + 1] != b",":
                return
            start = end + 1


def slice_list(body: bytes, ways: Sequence[Way], longest: int) -> Sliced | None:
    """Return a document without its records; None where no list is at the end of a way, or the document is torn.

    So is a document that has more than `longest` bytes beside its list.
    """
    try:
        found = ((way, _find(body, _after_space(body, 0), way)) for way in ways)
        way, at = next(((way, at) for way, at in found if at is not None), ((), None))
        if at is None:
            return None
        end = _end_of_list(body, at)
        if at + len(body) - end > longest:
            return None
        document = records = parse_json(body[:at] + b"[]" + body[end:])
    except (_TornError, Refused):
        return None
    for name in way:
        records = records.get(name) if isinstance(records, dict) else None
    return Sliced(document, records, body, at) if records == [] else None


def _find(body: bytes, at: int, way: Way) -> int | None:
    """Return where the list at the end of a way begins, from a value that begins at `at`."""
    if not way:
        return at if body[at : at + 1] == b"[" else None
    if body[at : at + 1] != b"{":
        return None
    quoted = f'"{way[0]}"'.encode()
    at = _after_space(body, at + 1)
    while (name := _NAME.match(body, at)) is not None:
        colon = _after_space(body, name.end())
        if body[colon : colon + 1] != b":":
            raise _TornError
        at = _after_space(body, colon + 1)
        if name.group() == quoted:
            return _find(body, at, way[1:])
        at = _after_space(body, _end_of_item(body, at) + 1)
    return None


def _end_of_item(body: bytes, at: int) -> int:
    """Return where the comma or the closing bracket behind an item stands."""
    sign = _SIGN.match(body, at)
    if sign is not None and sign[1] in (b"[", b"{"):
        sign = _SIGN.match(body, _end_of_list(body, sign.end() - 1))
    if sign is None or sign[1] in (b"[", b"{"):
        raise _TornError
    return sign.end() - 1


def _end_of_list(body: bytes, at: int) -> int:
    """Return where the list or object that begins at `at` is over."""
    at, depth = at + 1, 1
    while depth:
        bracket = _BRACKET.match(body, at)
        if bracket is None:
            raise _TornError
        at, depth = bracket.end(), depth + (1 if bracket[1] in (b"[", b"{") else -1)
    return at


def _after_space(body: bytes, at: int) -> int:
    found = _SPACE.match(body, at)
    return found.end() if found else at
