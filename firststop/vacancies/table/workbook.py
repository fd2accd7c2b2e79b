"""The template as a workbook; apart from `template`, so that nobody loads openpyxl who asks for no workbook."""

import io
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from firststop.vacancies.table.columns import Column, example_of, is_first, template_names
from firststop.vacancies.table.labels import label_of

_LISTS = "lists"
_ROWS = 5_000
_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="FDF3DC"), PatternFill("solid", fgColor="E3EFEC")


def write_workbook(*, on: date) -> bytes:
    """Return the template as XLSX, its explanations and lists in the active language."""
    book = Workbook()
    names = template_names()
    sheet = book.worksheets[0]
    sheet.title = _("Vacancies")
    _fill(sheet, names, on)
    _explain(book.create_sheet(_("Explanation")), names, on)
    _offer_choices(sheet, book.create_sheet(_LISTS), names)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, names: Mapping[str, Column], on: date) -> None:
    for position, (name, column) in enumerate(names.items(), start=1):
        head = sheet.cell(1, position, label_of(name))
        head.font, head.fill = Font(bold=True), _REQUIRED if column.required and is_first(name) else _OPTIONAL
        example = sheet.cell(2, position, example_of(column, on=on) if is_first(name) else "")
        example.number_format = "@"
        sheet.column_dimensions[get_column_letter(position)].width = 42 if name == "description" else 20
    sheet.freeze_panes = "A2"


def _explain(sheet: Worksheet, names: Mapping[str, Column], on: date) -> None:
    sheet.append([_("Column"), _("Meaning"), _("Needed"), _("Example")])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for name, column in names.items():
        needed = _("yes") if column.required and is_first(name) else ""
        sheet.append([label_of(name), str(column.meaning), needed, example_of(column, on=on)])
    for letter, width in (("A", 26), ("B", 70), ("C", 12), ("D", 30)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        row[1].alignment = Alignment(wrap_text=True, vertical="top")


def _offer_choices(sheet: Worksheet, lists: Worksheet, names: Mapping[str, Column]) -> None:
    """Put each list into a column of a hidden sheet; a list in the validation itself may have 255 characters only."""
    lists.sheet_state = "hidden"
    kinds = {column.choices: column for column in names.values() if column.choices}
    for position, choices in enumerate(kinds, start=1):
        for row, label in enumerate(choices.labels, start=1):
            lists.cell(row, position, str(label))
        letter = get_column_letter(position)
        area = f"'{_LISTS}'!${letter}$1:${letter}${len(choices.labels)}"
        offer = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=True)
        for place, column in enumerate(names.values(), start=1):
            if column.choices is choices:
                own = get_column_letter(place)
                offer.add(f"{own}2:{own}{_ROWS}")
        sheet.add_data_validation(offer)
