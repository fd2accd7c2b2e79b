"""XLSX: the first sheet of a workbook, read without running or believing anything in it."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Refused, refuse
from firststop.core.tables.rows import (
    Limits,
    RowValues,
    Table,
    as_row,
    headings_of,
    read_header,
    too_large,
    too_many_rows,
)

_CHUNK = 1_000_000
_MOST_PARTS = 10_000
#: The last row and column of a spreadsheet; openpyxl would count to any row that a file names, and build any width.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
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
        return Table(header, tuple(_rows(cells, header, limits)), headings=headings_of(first_row))
    finally:
        book.close()


def _rows(cells: Iterator[list[str]], header: tuple[str, ...], limits: Limits) -> Iterator[RowValues]:
    count = 0
    for number, record in enumerate(cells, start=2):
        row = as_row(number, header, record)
        if row is None:
            continue
        count += 1
        if count > limits.rows:
            raise too_many_rows(limits)
        yield row


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
    """Write a number as a person would: repr is the shortest text that is the same number."""
    text = format(Decimal(repr(value)), "f")
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
                _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise _damaged() from wrong


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        tail, rows = b"", _Rows()
        while chunk := stream.read(_CHUNK):
            seen = tail + chunk
            if (
                b"<!DOCTYPE" in seen
                or b"<!ENTITY" in seen
                or (not tail and seen.startswith((b"\xff\xfe", b"\xfe\xff")))
            ):
                raise _damaged()
            rows.read(chunk)
            tail = chunk[-16:]


class _Rows:
    """Watches rows and cells go by; refuses what lies outside of a spreadsheet before anybody builds it."""

    def __init__(self) -> None:
        self._cells = 0
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
        if kind == "c":
            self._cells += 1
        elif kind == "row":
            self._cells = 0
        if self._cells > _LAST_COLUMN or (kind == "row" and not _is_a_row(attributes.get("r", "1"))):
            raise _damaged()


def _is_a_row(number: str) -> bool:
    return number.isdecimal() and len(number) < 8 and int(number) <= _LAST_ROW


def _damaged() -> Refused:
    return refuse(
        Code.PARSE,
        "table.xlsx",
        _("We cannot read this workbook."),
        hint=_("Open it and save it again as XLSX, without a password."),
    )
