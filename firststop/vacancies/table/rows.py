"""From rows to vacancies: every row is validated by the one schema, every problem points to its column."""

import re
import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any, overload
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from firststop.core.refusals import Code, Problem, to_pointer
from firststop.core.tables import RowValues, Table
from firststop.core.written import Misread
from firststop.vacancies.rules.expiry import MOST_DAYS
from firststop.vacancies.rules.pay import kind_of
from firststop.vacancies.rules.publishing import dates_to_correct, missing_to_publish
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.table.cells import as_decimal, read_cell
from firststop.vacancies.table.columns import COLUMNS, EXAMPLE, column_named, template_names
from firststop.vacancies.table.labels import label_of, own_names

_OUR_PLACE = re.compile(r"[a-z]{2}-[a-z0-9]+")
_LISTED = re.compile(r"/(\w+)/(\d+)(?:/(\w+))?")
Check = Callable[[VacancyIn], list[Problem]]


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row: the vacancy if it is one, and every problem with a pointer into the record and its column.

    `occupation_words` is what stood for the occupation when it was no identifier; whoever publishes looks it up.
    `numbers` are the numbers of its numbered columns by field, None where a row is a record and has no columns;
    `cells` is what stands in its columns.
    """

    row: int
    vacancy: VacancyIn | None
    problems: tuple[Problem, ...]
    occupation_words: str | None = None
    numbers: Mapping[str, list[int]] | None = None
    cells: Mapping[str, object] = field(default_factory=dict)

    def in_columns(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems of the record, each with our name for its column and what is written there."""
        if self.numbers is None:
            return tuple(problems)
        named = (replace(it, column=it.column or _column_of(it.pointer, self.numbers)) for it in problems)
        return tuple(replace(it, value=it.value or self._written(it.column)) for it in named)

    def _written(self, column: str) -> str | None:
        cell = self.cells.get(column)
        return None if cell is None else str(cell)[:200]


class _Rows(Sequence[RowResult]):
    """Rows that are read when somebody asks for them: read at once, 50,000 would take half a gigabyte."""

    def __init__(self, rows: Sequence[RowValues], read: Callable[[RowValues], RowResult]) -> None:
        self._rows, self._read, self._language = rows, read, get_language()

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> RowResult: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RowResult]: ...
    def __getitem__(self, at: int | slice) -> RowResult | Sequence[RowResult]:
        # Words of closed lists are those of the language in which the table was begun.
        with override(self._language):
            return [self._read(row) for row in self._rows[at]] if isinstance(at, slice) else self._read(self._rows[at])


@dataclass(frozen=True, slots=True)
class TableResult:
    """A table: problems of the header, then its rows; `headings` are its own words for our columns.

    A row is read anew each time that it is asked for.
    """

    problems: tuple[Problem, ...]
    rows: Sequence[RowResult]
    headings: Mapping[str, str] = field(default_factory=dict)

    def heading_of(self, column: str) -> str:
        """Return what the table calls a column; of one that it has not, what people call it in the active language."""
        return self.headings.get(column) or label_of(column)


def read_rows(table: Table, *, zone: ZoneInfo, on: date, most_days: int = MOST_DAYS) -> TableResult:
    """Read the vacancies of a table on the day `on`; days are days in `zone`. The example row is passed over.

    An ad may last `most_days` at most.
    """
    dates = partial(dates_to_correct, on=on, most_days=most_days)
    if table.nested:
        return TableResult(table.notes, _Rows(table.rows, lambda row: _read_object(row, dates)))
    ours = own_names(table.header)
    header = tuple(ours.get(name, name) for name in table.header)
    headings = {ours.get(name, name): written for name, written in table.headings.items()}
    problems = (*table.notes, *_unknown_columns(header))
    named = next((name for name in table.header if ours.get(name, name) == "reference"), "")
    rows = [row for row in table.rows if str(row.values.get(named, "")).casefold() != EXAMPLE]
    return TableResult(problems, _Rows(rows, lambda row: _read_row(_in_our_names(row, ours), zone, dates)), headings)


def _in_our_names(row: RowValues, ours: Mapping[str, str]) -> RowValues:
    """Return a row with our names for its columns, whichever of their names its table uses."""
    return replace(
        row,
        values={ours.get(name, name): value for name, value in row.values.items()},
        problems=tuple(replace(it, column=ours.get(it.column, it.column)) for it in row.problems),
    )


def _read_object(row: RowValues, dates: Check) -> RowResult:
    if row.problems:
        return RowResult(row.number, None, row.problems)
    return _validated(RowResult(row.number, None, ()), dict(row.values), dates)


def _read_row(row: RowValues, zone: ZoneInfo, dates: Check) -> RowResult:
    problems = list(row.problems)
    record: dict[str, Any] = {}
    lists: dict[str, dict[int, dict[str, Any]]] = {}
    for name, cell in row.values.items():
        found = column_named(name)
        if found is None:
            continue
        column, number = found
        try:
            value = read_cell(column, str(cell), zone)
        except Misread as wrong:
            shown = str(cell)[:200]
            problems.append(Problem(Code.INVALID_VALUE, wrong.rule, wrong.detail, "", wrong.hint, shown, name))
            continue
        if number:
            lists.setdefault(column.path[0], {}).setdefault(number, {})[column.path[1]] = value
        else:
            record[column.path[0]] = value
    numbers = {field: sorted(items) for field, items in lists.items()}
    record |= {field: [_item(field, lists[field][number]) for number in order] for field, order in numbers.items()}
    words = _take_occupation(record)
    _say_pay_kind(record)
    unread = tuple(replace(it, pointer=_pointer_of(it.column, numbers)) for it in problems)
    result = _validated(RowResult(row.number, None, unread, words, numbers, row.values), record, dates)
    return replace(result, problems=tuple(_once_a_column(result.in_columns(result.problems))))


def _item(field: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item of a list as the record has it."""
    if field == "skills" and "must" in item:
        return {**item, "must": item["must"] == "must"}
    if field == "places" and _OUR_PLACE.fullmatch(item.get("name", "")):
        return {**{key: value for key, value in item.items() if key != "name"}, "code": item["name"]}
    return item


def _take_occupation(record: dict[str, Any]) -> str | None:
    """Take words for an occupation out of the record; an identifier stays."""
    stated = record.get("occupation")
    try:
        uuid.UUID(stated or "")
    except ValueError:
        record.pop("occupation", None)
        return stated
    return None


def _say_pay_kind(record: dict[str, Any]) -> None:
    low, high = as_decimal(record.get("pay_min")), as_decimal(record.get("pay_max"))
    kind = kind_of(low, high, record.get("pay_text"))
    if kind is not None:
        record["pay_kind"] = kind


def _validated(read: RowResult, record: dict[str, Any], dates: Check) -> RowResult:
    try:
        vacancy = VacancyIn.model_validate(record)
    except ValidationError as wrong:
        return replace(read, problems=(*read.problems, *problems_from(wrong)))
    lacking = (*missing_to_publish(vacancy, trusted=False), *dates(vacancy))
    words = read.occupation_words
    found = (*read.problems, *(each for each in lacking if not (words and each.rule == "missing.occupation")))
    return replace(read, vacancy=None if found else vacancy, problems=found)


def _once_a_column(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problem of each column: a cell that cannot be read is not missing as well."""
    seen = set()
    for problem in problems:
        if problem.column == "" or problem.column not in seen:
            seen.add(problem.column)
            yield problem


def _pointer_of(name: str, numbers: Mapping[str, list[int]]) -> str:
    """Return where in the record stands what a column holds; an unknown column points to its own name."""
    found = column_named(name)
    if found is None:
        return to_pointer([name] if name else [])
    (field, *part), number = found[0].path, found[1]
    return to_pointer([field, bisect_left(numbers.get(field, []), number), *part] if number else [field])


def _column_of(pointer: str, numbers: Mapping[str, list[int]]) -> str:
    """Return our name for the column that a pointer into the record is about; empty where there is none."""
    match = _LISTED.fullmatch(pointer)
    field = match[1] if match else pointer.removeprefix("/")
    columns = [column for column in COLUMNS if column.path[0] == field]
    if not columns or "{n}" not in columns[0].name:
        return columns[0].name if columns else ""
    number = numbers[field][int(match[2])] if match and field in numbers else 1
    part = match[3] if match else None
    told = next((column for column in columns if column.path[-1] == part), columns[0])
    return told.name.format(n=number)


def _unknown_columns(header: tuple[str, ...]) -> Iterator[Problem]:
    for name in header:
        if name and column_named(name) is None:
            known = [*template_names(), *map(label_of, template_names())]
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            hint = format_lazy(_("Did you mean {name}?"), name=near[0]) if near else _("Take a name of the template.")
            sentence = _("We do not know this column.")
            yield Problem(Code.UNKNOWN, "table.unknown_column", sentence, to_pointer([name]), hint, name, name)
