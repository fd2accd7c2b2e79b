"""The template: a sheet to fill in with lists to choose from and an example, and a sheet that explains the columns."""

import csv
import io
from datetime import date

from firststop.vacancies.table.columns import example_of, is_first, template_names
from firststop.vacancies.table.labels import label_of


def template_workbook(*, on: date) -> bytes:
    """Return the template as XLSX, its explanations and lists in the active language."""
    from firststop.vacancies.table.workbook import write_workbook

    return write_workbook(on=on)


def template_csv(*, on: date) -> bytes:
    """Return the template as CSV with its example row, as spreadsheets open it: UTF-8 with a mark, semicolons."""
    names = template_names()
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(label_of, names))
    writer.writerow(example_of(column, on=on) if is_first(name) else "" for name, column in names.items())
    return out.getvalue().encode("utf-8-sig")
