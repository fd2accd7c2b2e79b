"""XLSX: the first sheet of a workbook, read without running or believing anything in it."""

import io
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Refused, refuse
from firststop.core.tables.rows import (
    LAST_ROW,
    Limits,
    Table,
    headings_of,
    read_header,
    read_rows,
    too_large,
    too_many_cells,
    too_wide,
)

_CHUNK = 1_000_000
_MOST_PARTS = 10_000
#: The columns A to ZZ: openpyxl would build as many cells in each row as the last of them names.
_MOST_COLUMNS = 702
#: What openpyxl and its parsers raise on workbooks that are broken; XML errors are syntax errors.
_BROKEN = (zipfile.BadZipFile, SyntaxError, KeyError, ValueError, TypeError, IndexError,
           AttributeError, EOFError, NotImplementedError)  # fmt: skip

#: Classes of openpyxl for formulas that fill several cells, by name: a cell is no reason to import the library.
_FORMULAS = ("ArrayFormula", "DataTableFormula")


def read_xlsx(body: bytes, limits: Limits) -> Table:
    """Read the first sheet; its first row names the columns. Refuses bombs and damaged files before unpacking."""
    from openpyxl.utils.exceptions import InvalidFileException

    _check_parts(body, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that it leaves out: we want none.
            return _read(body, limits)
    except (InvalidFileException, *_BROKEN) as wrong:
        raise _damaged() from wrong


def _read(body: bytes, limits: Limits) -> Table:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # The size that a file declares is not to be believed.
        cells = ([_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
        first_row = next(cells, [])
        header = read_header(first_row, limits)
        return Table(header, tuple(read_rows(cells, header, limits)), headings=headings_of(first_row))
    finally:
        book.close()


def _text(value: Any) -> str:
    """Return a cell as text: a number without exponent, a day and a time in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        midnight = isinstance(value, datetime) and value.time() == time()
        return value.isoformat()[:10] if midnight else value.isoformat()
    if isinstance(value, int | float):
        return _number(value)
    if type(value).__name__ in _FORMULAS:
        return f"={getattr(value, 'text', None) or value.ref}"
    return str(value)


def _number(value: float) -> str:
    """Write a number as Excel shows it: of a fraction 15 digits, for what follows is the machine's rounding."""
    text = format(Decimal(value if isinstance(value, int) else f"{value:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check_parts(body: bytes, limits: Limits) -> None:
    """Refuse what is no XLSX, unpacks to too much, or holds a document type that could grow while it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts) or 1
            if unpacked > limits.unpacked or unpacked > packed * limits.ratio or len(parts) > _MOST_PARTS:
                raise too_large(limits)
            if not any(part.filename == "[Content_Types].xml" for part in parts):
                raise _damaged()
            # Any part may be the sheet, whatever it is called.
            for part in parts:
                _check_part(archive, part, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise _damaged() from wrong


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    with archive.open(part) as stream:
        tail, elements = b"", _Elements(limits)
        while chunk := stream.read(_CHUNK):
            seen = tail + chunk
            if (
                b"<!DOCTYPE" in seen
                or b"<!ENTITY" in seen
                or (not tail and seen.startswith((b"\xff\xfe", b"\xfe\xff")))
            ):
                raise _damaged()
            elements.read(chunk)
            tail = chunk[-16:]


class _Elements:
    """Watches rows, cells and texts go by; refuses what is more than a spreadsheet before anybody builds it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows = self._cells = 0
        #: Elements since the last row began: what openpyxl keeps together, such as the texts of the whole workbook.
        self._together = 0
        self._parser: expat.XMLParserType | None = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin

    def read(self, chunk: bytes) -> None:
        """Read on; from where a part is no XML, such as a picture, nobody reads it as a sheet either."""
        try:
            if self._parser is not None:
                self._parser.Parse(chunk)
        except expat.ExpatError:
            self._parser = None

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        self._together += 1
        if kind == "c" and self._rows:
            self._cells += 1
            letters = attributes.get("r", "").rstrip("0123456789")
            if self._cells > _MOST_COLUMNS or len(letters) > 2:
                raise too_wide(self._limits)
        elif kind == "row":
            self._rows += 1
            self._cells = self._together = 0
            if self._rows > LAST_ROW or not _is_a_row(attributes.get("r", "1")):
                raise _damaged()
        elif self._together > 2 * self._limits.cells:
            raise too_many_cells(self._limits)


def _is_a_row(number: str) -> bool:
    return number.isdecimal() and len(number) < 8 and int(number) <= LAST_ROW


def _damaged() -> Refused:
    return refuse(
        Code.PARSE,
        "table.xlsx",
        _("We cannot read this workbook."),
        hint=_("Open it and save it again as XLSX, without a password."),
    )
