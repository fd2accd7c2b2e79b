"""One door for all kinds of tables: what a file is, its content says, not its name alone."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, refuse
from firststop.core.tables.delimited import read_csv
from firststop.core.tables.json_lines import read_json_lines
from firststop.core.tables.rows import Limits, Table, too_large
from firststop.core.tables.workbook import read_xlsx

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
DEFAULT = Limits()


def read_table(stream: BinaryIO, filename: str, limits: Limits = DEFAULT) -> Table:
    """Return the rows of a CSV, XLSX or JSON Lines file.

    Refuses, before anything is parsed, what is over the size; then what is no table, a bomb, in an unknown encoding,
    or has too many rows. What is wrong with single cells stands in the rows.
    """
    body = stream.read(limits.size + 1)
    if len(body) > limits.size:
        raise too_large(limits)
    if not body.strip():
        raise refuse(Code.MISSING, "table.empty", _("This file is empty."), hint=_("Choose another file."))
    if body.startswith(_ZIP):
        return read_xlsx(body, limits)
    name = filename.lower()
    if body.startswith((_OLE, _PDF)) or name.endswith((".xls", ".xlsx", ".ods", ".pdf", ".docx")):
        raise refuse(
            Code.UNSUPPORTED_TYPE,
            "table.kind",
            _("We read CSV, XLSX and JSON Lines."),
            hint=_("Save the table as CSV UTF-8, or as XLSX."),
        )
    if name.endswith((".jsonl", ".ndjson")) or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json_lines(body, limits)
    return read_csv(body, limits)
