"""JSON Lines: one object a line; a bad line costs itself only."""

import io
from typing import Any

from django.utils.text import format_lazy

from firststop.core.refusals import Code, Problem, Refused
from firststop.core.tables.rows import LAST_ROW, Limits, RowValues, Table, too_many_cells, too_many_rows
from firststop.core.tables.strict_json import PARSE, decode, strict_json
from firststop.core.words import _


def read_json_lines(body: bytes, limits: Limits) -> Table:
    """Read objects line by line; their names together are the header, in the order of their first appearance."""
    decode(body)  # What is no text is refused as a whole.
    rows: list[RowValues] = []
    names: dict[str, None] = {}
    cells = 0
    for number, line in enumerate(io.BytesIO(body), start=1):
        if number > LAST_ROW:
            raise too_many_rows(limits)
        if not line.strip():
            continue
        if len(rows) >= limits.rows:
            raise too_many_rows(limits)
        row = _row(number, line, limits)
        cells += _values_in(row.values)
        if cells > limits.cells:
            raise too_many_cells(limits)
        names.update(dict.fromkeys(row.values))
        rows.append(row)
    return Table(tuple(names), tuple(rows), nested=True)


def _row(number: int, line: bytes, limits: Limits) -> RowValues:
    if len(line) > limits.line:
        return RowValues(number, problems=(_too_long(limits),))
    try:
        value = strict_json(line.removesuffix(b"\n"), first_line=number)
    except Refused as refused:
        return RowValues(number, problems=tuple(refused.problems))
    if not isinstance(value, dict):
        written = line.decode("utf-8-sig").strip()[:200]
        return RowValues(number, problems=(Problem(Code.PARSE, PARSE, _("A line holds one object."), value=written),))
    return RowValues(number, value)


def _values_in(value: Any) -> int:
    """Return how many values a value holds, however deep."""
    count, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        count += len(inside)
        waiting.extend(inside)
    return count


def _too_long(limits: Limits) -> Problem:
    return Problem(
        Code.TOO_LARGE,
        "line.size",
        format_lazy(_("This line is over {size} KB."), size=limits.line // 1_000),
        hint=_("Write each record on a line of its own, and shorten its texts."),
    )
