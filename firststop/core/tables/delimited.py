"""CSV: separated by commas, semicolons or tabs, whichever its first line uses."""

import csv
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, refuse
from firststop.core.tables.encodings import decode_table
from firststop.core.tables.rows import Limits, Table, headings_of, read_header, read_rows, too_wide

_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 1_000_000
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
#: Signs between cells in one line, the commas of its texts among them.
_MOST_SIGNS = 100_000
# The process has one limit for all its readers: who lowers it again does so in the midst of another's table.
csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))


def read_csv(body: bytes, limits: Limits) -> Table:
    """Read a CSV file whose first row names the columns. Row numbers are those that a spreadsheet shows."""
    text, notes = decode_table(body)
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest  # A line that Excel writes for itself and never shows.
    else:
        delimiter = _delimiter(first)
    cells = _cells(text, delimiter, limits)
    first_row = next(cells, [])
    header = read_header(first_row, limits)
    return Table(header, tuple(read_rows(cells, header, limits)), notes=notes, headings=headings_of(first_row))


def _cells(text: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    try:
        yield from csv.reader(_lines(text, delimiter, limits), delimiter=delimiter, strict=True)
    except csv.Error as wrong:
        raise refuse(
            Code.PARSE,
            "table.csv",
            _("This is not a CSV file that we can read."),
            hint=_("Look for a quotation mark that is never closed."),
        ) from wrong


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[str]:
    """Yield the lines with their ends; an `io.StringIO` would hold the text again, four bytes a letter."""
    for match in _LINE.finditer(text):
        line = match.group()
        if line.count(delimiter) > _MOST_SIGNS:
            raise too_wide(limits)
        yield line


def _delimiter(line: str) -> str:
    """Return what separates the names in the first line; text in quotation marks does not count."""
    bare = "".join(part for index, part in enumerate(line.split('"')) if index % 2 == 0)
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), -_DELIMITERS.index(sign)))
