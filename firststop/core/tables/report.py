"""The report of an import: one line for each thing that somebody can act on, as CSV or JSON by the file's ending."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path

from firststop.core.refusals import Problem

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Severity(StrEnum):
    """What a line of a report means.

    The row is refused; a value was not understood, or a person has to read it; a value has no place here, or could be
    better.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line: row (counted from 1 as the reader of the file counts), JSON Pointer, rule, severity, value, hint.

    `column` is how the file names the column, empty where the file is no table.
    """

    row: int
    pointer: str
    rule: str
    severity: str
    value: str | None
    hint: str
    detail: str
    file: str
    column: str = ""


COLUMNS = tuple(field.name for field in fields(ReportRow))


def rows_of(
    row: int, problems: Iterable[Problem], *, severity: Severity = Severity.ERROR, file: str = ""
) -> Iterator[ReportRow]:
    """Yield the problems of one row as lines of a report, in the active language."""
    for problem in problems:
        yield ReportRow(
            row,
            problem.pointer,
            problem.rule,
            severity.value,
            problem.value,
            str(problem.way_on if severity is Severity.ERROR else problem.hint),
            str(problem.detail),
            file,
            problem.column,
        )


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def csv_lines(rows: Iterable[ReportRow]) -> Iterator[str]:
    """Yield the report as CSV, a line at a time, with harmless cells."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line("" if value is None else harmless(str(value)) for value in asdict(row).values())


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def json_lines(rows: Iterable[ReportRow]) -> Iterator[str]:
    """Yield the report as a JSON list of objects, an object at a time."""
    between = "["
    for row in rows:
        yield between + json.dumps(asdict(row), ensure_ascii=False)
        between = ",\n "
    yield "[]\n" if between == "[" else "]\n"


def write_report(path: Path, rows: Iterable[ReportRow]) -> None:
    """Write the report as JSON where `path` ends in .json, else as CSV."""
    lines = json_lines(rows) if path.suffix.lower() == ".json" else csv_lines(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)
