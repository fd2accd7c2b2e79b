"""JSON Lines: one object a line; a bad line costs itself only."""

from firststop.core.refusals import Code, Problem, Refused
from firststop.core.tables.rows import Limits, RowValues, Table, too_many_rows
from firststop.core.tables.strict_json import PARSE, decode, strict_json
from firststop.core.words import _


def read_json_lines(body: bytes, limits: Limits) -> Table:
    """Read objects line by line; their names together are the header, in the order of their first appearance."""
    rows: list[RowValues] = []
    names: dict[str, None] = {}
    for number, line in enumerate(decode(body).split("\n"), start=1):
        if not line.strip():
            continue
        if len(rows) >= limits.rows:
            raise too_many_rows(limits)
        row = _row(number, line)
        names.update(dict.fromkeys(row.values))
        rows.append(row)
    return Table(tuple(names), tuple(rows), nested=True)


def _row(number: int, line: str) -> RowValues:
    try:
        value = strict_json(line.encode(), first_line=number)
    except Refused as refused:
        return RowValues(number, problems=tuple(refused.problems))
    if not isinstance(value, dict):
        return RowValues(
            number, problems=(Problem(Code.PARSE, PARSE, _("A line holds one object."), value=line[:200]),)
        )
    return RowValues(number, value)
