"""Tables from strangers: CSV, XLSX and JSON Lines into rows with problems by row and field, and reports back.

Owns: reading safely (size, encoding, bombs, formulas), strict JSON, the row-and-field report, harmless cells.
Refuses: what a column means; the package that asks knows that.
"""

from firststop.core.tables.reading import read_table
from firststop.core.tables.report import (
    ReportRow,
    Severity,
    csv_lines,
    harmless,
    json_lines,
    rows_of,
    write_report,
)
from firststop.core.tables.rows import Limits, RowValues, Table, too_large
from firststop.core.tables.strict_json import fault_in, parse_json, strict_json

__all__ = [
    "Limits",
    "ReportRow",
    "RowValues",
    "Severity",
    "Table",
    "csv_lines",
    "fault_in",
    "harmless",
    "json_lines",
    "parse_json",
    "read_table",
    "rows_of",
    "strict_json",
    "too_large",
    "write_report",
]
