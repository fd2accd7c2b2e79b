"""What a table is once it is read, and how large it may be."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem, Refused, refuse, to_pointer

#: The last row of any spreadsheet: a table has no more lines, empty ones among them.
LAST_ROW = 1_048_576
#: Faulty cells of one row that are told; a row of nothing else would fill the memory with its faults.
MOST_TOLD = 20
#: Faulty cells of a table, after which each row tells its first fault only.
MOST_TOLD_IN_ALL = 50_000
_SHEET_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a table may hold. Sizes are bytes; `ratio` is unpacked over packed size; `cells` are those with a value.

    `line` is the longest line of JSON Lines, which is a record with all that stands in it.
    """

    size: int = 50_000_000
    unpacked: int = 150_000_000
    ratio: int = 100
    rows: int = 50_000
    columns: int = 500
    cells: int = 2_000_000
    line: int = 256_000


@dataclass(frozen=True, slots=True)
class RowValues:
    """One row: its number as a spreadsheet shows it, its cells by column, and what is wrong with cells as such.

    Empty cells are absent. Cells of CSV and XLSX are text (numbers plain, days and times in ISO form); a line of JSON
    Lines keeps its JSON values, its number is the line's.
    """

    number: int
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read. `notes` tell what was guessed, such as an old encoding.

    `header` names the columns in small letters, `headings` tells how each name is written in the table.
    """

    header: tuple[str, ...]
    rows: tuple[RowValues, ...]
    nested: bool = False
    notes: tuple[Problem, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


def too_large(limits: Limits) -> Refused:
    """Return the refusal of a file over the limit."""
    return refuse(
        Code.TOO_LARGE,
        "table.size",
        format_lazy(_("This file is over {size} MB."), size=limits.size // 1_000_000),
        hint=_("Split it into several files."),
    )


def too_many_rows(limits: Limits) -> Refused:
    """Return the refusal of a table with more rows than we take at once."""
    return refuse(
        Code.TOO_LARGE,
        "table.rows",
        format_lazy(_("This table has more than {rows} rows."), rows=limits.rows),
        hint=_("Split it into several files."),
    )


def too_many_cells(limits: Limits) -> Refused:
    """Return the refusal of a table that holds more than the memory should."""
    return refuse(
        Code.TOO_LARGE,
        "table.cells",
        format_lazy(_("This table has more than {millions} million filled cells."), millions=limits.cells // 1_000_000),
        hint=_("Split it into several files."),
    )


def too_wide(limits: Limits) -> Refused:
    """Return the refusal of a table with more columns than we take."""
    return refuse(
        Code.TOO_LARGE,
        "table.columns",
        format_lazy(_("This table has more than {columns} columns."), columns=limits.columns),
    )


def read_rows(records: Iterable[list[str]], header: tuple[str, ...], limits: Limits) -> Iterator[RowValues]:
    """Yield the rows below the header that have a value; refuses a table with too many of them, or of cells."""
    rows = cells = told = 0
    for number, record in enumerate(records, start=2):
        if number > LAST_ROW:
            raise too_many_rows(limits)
        row = as_row(number, header, record, most_told=MOST_TOLD if told < MOST_TOLD_IN_ALL else 1)
        if row is None:
            continue
        rows += 1
        told += len(row.problems)
        cells += len(row.values) + len(row.problems)
        if rows > limits.rows:
            raise too_many_rows(limits)
        if cells > limits.cells:
            raise too_many_cells(limits)
        yield row


def read_header(cells: list[str], limits: Limits) -> tuple[str, ...]:
    """Return the names of the columns; refuses a table without any, with too many, or with one name twice."""
    names = [_in_a_line(cell).casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise refuse(
            Code.MISSING,
            "table.header",
            _("The first row has no column names."),
            hint=_("Take our template: its first row names the columns."),
        )
    if len(names) > limits.columns:
        raise too_wide(limits)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Refused(
            [
                Problem(
                    Code.CONFLICT,
                    "table.column_twice",
                    _("Two columns have the same name."),
                    to_pointer([name]),
                    _("Rename or remove one of them."),
                    name,
                    name,
                )
                for name in twice
            ]
        )
    return tuple(names)


def headings_of(cells: list[str]) -> dict[str, str]:
    """Return by name of a column how it is written in the first row."""
    written = [_in_a_line(cell) for cell in cells]
    return {cell.casefold(): cell for cell in written if cell}


def _in_a_line(cell: str) -> str:
    return " ".join(cell.split())


def as_row(number: int, header: tuple[str, ...], cells: list[str], *, most_told: int = MOST_TOLD) -> RowValues | None:
    """Return a row of text cells, None where all are empty. Formulas are refused: their result is not in the file."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for index, raw in enumerate(cells):
        cell = raw.strip()
        if not cell:
            continue
        if len(problems) == most_told:
            problems.append(_more())
            break
        name = header[index] if index < len(header) else ""
        if not name:
            problems.append(_nameless(index + 1, cell))
        elif cell.startswith("="):
            problems.append(_formula(name, cell))
        elif cell in _SHEET_ERRORS:
            problems.append(_failed(name, cell))
        elif unreadable := _unreadable(cell):
            problems.append(_odd(name, unreadable))
        else:
            # Most cells say what many others say: kept once, a table takes half the room.
            values[name] = sys.intern(cell)
    return RowValues(number, values, tuple(problems)) if values or problems else None


def _more() -> Problem:
    return Problem(
        Code.INVALID_VALUE,
        "row.many_faults",
        _("More cells of this row are wrong."),
        "",
        _("Mend these, then send the table again."),
    )


def _unreadable(cell: str) -> str:
    return "".join(c for c in cell if (c < " " and c not in "\t\n\r") or "\ud800" <= c <= "\udfff" or c == "\x7f")


def _nameless(position: int, cell: str) -> Problem:
    return Problem(
        Code.UNKNOWN,
        "table.no_column",
        format_lazy(_("There is a value in column {position}, which has no name."), position=position),
        "",
        _("Name the column in the first row, or clear the cell."),
        cell[:200],
    )


def _formula(name: str, cell: str) -> Problem:
    return Problem(
        Code.INVALID_VALUE,
        "cell.formula",
        _("This cell holds a formula."),
        to_pointer([name]),
        _("Copy the column and paste it as values."),
        cell[:200],
        name,
    )


def _failed(name: str, cell: str) -> Problem:
    return Problem(
        Code.INVALID_VALUE,
        "cell.failed",
        _("The spreadsheet could not work out this cell."),
        to_pointer([name]),
        _("Type the value itself."),
        cell,
        name,
    )


def _odd(name: str, unreadable: str) -> Problem:
    return Problem(
        Code.INVALID_VALUE,
        "cell.control",
        _("This cell holds characters that nobody can read."),
        to_pointer([name]),
        _("Type the cell again."),
        ascii(unreadable[:20]),
        name,
    )
