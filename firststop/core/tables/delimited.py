"""CSV: separated by commas, semicolons or tabs, whichever its first line uses."""

import csv
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, refuse
from firststop.core.tables.encodings import decode_table
from firststop.core.tables.rows import Limits, RowValues, Table, as_row, headings_of, read_header, too_many_rows

_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 1_000_000
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


def read_csv(body: bytes, limits: Limits) -> Table:
    """Read a CSV file whose first row names the columns. Row numbers are those that a spreadsheet shows."""
    text, notes = decode_table(body)
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest  # A line that Excel writes for itself and never shows.
    else:
        delimiter = _delimiter(first)
    cells = _cells(text, delimiter)
    first_row = next(cells, [])
    header = read_header(first_row, limits)
    rows: list[RowValues] = []
    for number, record in enumerate(cells, start=2):
        row = as_row(number, header, record)
        if row is None:
            continue
        if len(rows) >= limits.rows:
            raise too_many_rows(limits)
        rows.append(row)
    return Table(header, tuple(rows), notes=notes, headings=headings_of(first_row))


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(_lines(text), delimiter=delimiter, strict=True)
    except csv.Error as wrong:
        raise refuse(
            Code.PARSE,
            "table.csv",
            _("This is not a CSV file that we can read."),
            hint=_("Look for a quotation mark that is never closed."),
        ) from wrong
    finally:
        csv.field_size_limit(before)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends; an `io.StringIO` would hold the text again, four bytes a letter."""
    return (line.group() for line in _LINE.finditer(text))


def _delimiter(line: str) -> str:
    """Return what separates the names in the first line; text in quotation marks does not count."""
    bare = "".join(part for index, part in enumerate(line.split('"')) if index % 2 == 0)
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), -_DELIMITERS.index(sign)))
