"""Vacancies as rows of a table: columns, cells as people write them, template; problems point to columns.

Owns: what a column means, dates and amounts in local writing, skills, languages and places in numbered columns.
Refuses: reading files (`core.tables`), looking up words in the taxonomy, writing anything (`services`).
"""

from firststop.vacancies.table.columns import COLUMNS, Column
from firststop.vacancies.table.labels import label_of
from firststop.vacancies.table.rows import RowResult, TableResult, read_rows
from firststop.vacancies.table.template import template_csv, template_workbook

__all__ = [
    "COLUMNS",
    "Column",
    "RowResult",
    "TableResult",
    "label_of",
    "read_rows",
    "template_csv",
    "template_workbook",
]
