"""JSON from strangers: UTF-8, at most 32 deep, no key twice, no NaN, no number that loses digits, no NUL.

A document that cannot be read at all is refused. What is wrong inside one part of a readable document is found by
`fault_in`, so that one bad record never costs its neighbours.
"""

import codecs
import json
from collections import Counter
from collections.abc import Container
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem, Refused, Text, to_pointer

MAX_DEPTH = 32
#: More digits than this are an error or an attack; the numbers that we know have eleven.
MAX_DIGITS = 18
PARSE = "parse"
_CHUNK = 1_000_000


class _Repeated(dict[str, Any]):
    """An object in which a key stood twice: nobody knows which value was meant."""

    key = ""


class _Unusable:
    """A number that we do not take."""

    def __init__(self, written: str) -> None:
        self.written = written

    def __str__(self) -> str:
        return self.written


def parse_json(body: bytes, *, first_line: int = 1, first_column: int = 1) -> Any:
    """Return the value of a JSON document; decimals are Decimal. Refuses what is no UTF-8 or no JSON.

    It begins in its file at `first_line` and `first_column`, so that a fault names the place in the file.
    """
    return _parse(decode(body), first_line, first_column)


def strict_json(body: bytes, *, first_line: int = 1) -> Any:
    """Return the value of a JSON document, refusing every fault in it too."""
    value = parse_json(body, first_line=first_line)
    fault = fault_in(value)
    if fault:
        raise Refused([fault])
    return value


def decode(body: bytes) -> str:
    """Return UTF-8 text, with or without a byte order mark; refuses other encodings and NUL bytes."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _no_text() from wrong
    if "\0" in text:
        raise _zero_bytes()
    return text


def check_text(body: bytes) -> None:
    """Refuse what `decode` refuses, without the room that a whole text takes."""
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(body)
    try:
        for at in range(0, len(body), _CHUNK):
            decoder.decode(view[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as wrong:
        raise _no_text() from wrong
    if b"\0" in body:
        raise _zero_bytes()


def _no_text() -> Refused:
    return Refused([_problem(_("This is not UTF-8 text."), hint=_("Save the file again as UTF-8."))])


def _zero_bytes() -> Refused:
    return Refused([_problem(_("There are zero bytes in this text."), hint=_("Save the file again as UTF-8."))])


def _parse(text: str, first_line: int, first_column: int) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_decimal, parse_constant=_Unusable
        )
    except json.JSONDecodeError as wrong:
        line = first_line + wrong.lineno - 1
        column = wrong.colno + (first_column - 1 if wrong.lineno == 1 else 0)
        where = format_lazy(_("Look at line {line}, column {column}."), line=line, column=column)
        raise Refused([_problem(_("This is not JSON."), hint=where)]) from wrong
    except RecursionError as wrong:
        raise Refused([_too_deep("")]) from wrong


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) == len(pairs):
        return read
    repeated = _Repeated(read)
    times = Counter(name for name, _value in pairs)
    repeated.key = next(name for name, number in times.items() if number > 1)
    return repeated


def _whole(written: str) -> int | _Unusable:
    return int(written) if len(written.lstrip("-")) <= MAX_DIGITS else _Unusable(written)


def _decimal(written: str) -> Decimal | _Unusable:
    if len(written) > 3 * MAX_DIGITS:
        return _Unusable(written)
    number = Decimal(written)
    return number if abs(number.adjusted()) <= MAX_DIGITS else _Unusable(written)


def is_readable(text: str) -> bool:
    """Whether a text can be kept and shown: no NUL in it, and no half of a character."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def fault_in(value: Any, *, depth: int = 1, skip: Container[int] = (), values: bool = True) -> Problem | None:
    """Return the first fault inside a parsed value that itself stands `depth` deep in its document, or None.

    The pointer leads from `value` to the fault. Parts whose `id()` is in `skip` are left to another look. Without
    `values` only the structure is judged, for a reader that says of each number and text whether it takes it.
    """
    waiting: list[tuple[Any, int, tuple[str | int, ...]]] = [(value, depth, ())]
    while waiting:
        item, level, path = waiting.pop()
        if id(item) in skip:
            continue
        fault = _fault(item, level, path) if values or isinstance(item, dict | list) else None
        if fault:
            return fault
        if isinstance(item, dict):
            waiting.extend((child, level + 1, (*path, name)) for name, child in item.items())
        elif isinstance(item, list):
            waiting.extend((child, level + 1, (*path, index)) for index, child in enumerate(item))
    return None


def _fault(item: Any, level: int, path: tuple[str | int, ...]) -> Problem | None:
    if isinstance(item, dict | list) and level > MAX_DEPTH:
        return _too_deep(to_pointer(path))
    if isinstance(item, _Repeated):
        return _problem(_("A name stands twice in one object."), to_pointer(path), _("Send each name once."), item.key)
    if isinstance(item, _Unusable):
        return _problem(_("This is no number that we take."), to_pointer(path), value=item.written)
    words = [item] if isinstance(item, str) else list(item) if isinstance(item, dict) else []
    if not all(map(is_readable, words)):
        return _problem(_("There are characters in it that nobody can read."), to_pointer(path))
    return None


def _too_deep(pointer: str) -> Problem:
    return _problem(format_lazy(_("This is nested more than {depth} deep."), depth=MAX_DEPTH), pointer)


def _problem(detail: Text, pointer: str = "", hint: Text = "", value: str | None = None) -> Problem:
    return Problem(Code.PARSE, PARSE, detail, pointer, hint, value[:200] if value else None)
