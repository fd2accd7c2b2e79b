"""Reading the files of a pack. What is wrong is named by file, row and field."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from firststop.core.country.records import PLACE_KINDS, PlaceKind, PlaceRow

Record = TypeVar("Record")

#: Columns of names end in their language: name_en, name_ru.
_NAME = "name_"
_YES_NO = {"yes": True, "no": False}


class PackError(ValueError):
    """Something is wrong in one place of a file. `row` counts as a spreadsheet does; 0 is the file itself."""

    def __init__(self, file: str, row: int, field: str, problem: str) -> None:
        self.file, self.row, self.field, self.problem = file, row, field, problem
        where = [file, *([f"row {row}"] if row else []), *([f"field {field}"] if field else [])]
        super().__init__(f"{', '.join(where)}: {problem}")


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The places of a file that can be used, in file order, and why the others cannot."""

    rows: tuple[PlaceRow, ...]
    errors: tuple[PackError, ...]
    read: int


def read_yaml(path: Path, record: type[Record]) -> Record:
    """Read one YAML file into a record. PackError with the dotted path of the first wrong field."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(record).validate_python(content)
    except OSError as wrong:
        raise PackError(_short(path), 0, "", "the file cannot be read") from wrong
    except yaml.YAMLError as wrong:
        raise PackError(_short(path), 0, "", f"this is not YAML: {wrong}") from wrong
    except ValidationError as wrong:
        raise _from_pydantic(path, 0, wrong.errors()[0]) from wrong


def read_csv(path: Path, record: type[Record]) -> Iterator[tuple[int, Record | PackError]]:
    """Yield (row number, record or what is wrong with it). PackError when the file or its header is wrong."""
    adapter = TypeAdapter(record)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_header(path, reader.fieldnames or (), record)
            for number, row in enumerate(reader, start=2):
                outcome = _validated(path, number, row, adapter)
                yield number, outcome
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise PackError(_short(path), 0, "", "the file cannot be read as CSV in UTF-8") from wrong


def read_list(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """Read a whole list, empty when the pack has none. PackError for the first wrong row."""
    records = []
    for _, row in read_csv(path, record) if path.exists() else ():
        if isinstance(row, PackError):
            raise row
        records.append(row)
    return tuple(records)


def read_places(path: Path, known: Mapping[str, PlaceKind] | None = None) -> PlaceTable:
    """Read a list of places in the layout of `places.csv`; rows may lie in `known` places too, given by code.

    PackError only when the file as a whole cannot be read; wrong rows are in the answer's `errors`.
    """
    errors: list[PackError] = []
    rows: list[tuple[int, PlaceRow]] = []
    numbers: set[int] = set()
    for number, row in read_csv(path, PlaceRow):
        numbers.add(number)
        if isinstance(row, PackError):
            errors.append(row)
        else:
            rows.append((number, row))
    wrong = dict(_misplaced(_short(path), rows, known or {}))
    errors = sorted([*errors, *wrong.values()], key=lambda error: error.row)
    return PlaceTable(tuple(row for number, row in rows if number not in wrong), tuple(errors), len(numbers))


def _misplaced(
    file: str, rows: list[tuple[int, PlaceRow]], known: Mapping[str, PlaceKind]
) -> Iterator[tuple[int, PackError]]:
    """Yield rows that do not fit the tree, widest kind first; with a place goes what lies in it or leads to it."""
    kinds: dict[str, PlaceKind] = dict(known)
    own: dict[str, tuple[int, PlaceRow]] = {}
    for number, row in sorted(rows, key=lambda pair: PLACE_KINDS.index(pair[1].kind)):
        if problem := _tree_problem(row, kinds, own):
            yield number, PackError(file, number, *problem)
        else:
            kinds[row.code] = row.kind
            own[row.code] = (number, row)
    leaning: dict[str, list[PlaceRow]] = defaultdict(list)
    for _number, row in own.values():
        for code in {row.parent, row.replaced_by} - {None}:
            leaning[str(code)].append(row)
    absent = [code for code in leaning if code not in kinds]
    while absent:
        gone = absent.pop()
        for row in leaning[gone]:
            if row.code in own:
                number, _row = own.pop(row.code)
                column = "parent" if row.parent == gone else "replaced_by"
                yield number, PackError(file, number, column, f"there is no place {gone!r}")
                absent += [row.code] if row.code not in known else []


def _tree_problem(row: PlaceRow, kinds: Mapping[str, PlaceKind], own: Mapping[str, object]) -> tuple[str, str] | None:
    if row.code in own:
        return "code", f"{row.code!r} stands here twice"
    if row.kind == "region":
        return ("parent", "a region lies in no other place") if row.parent else None
    if row.parent is None:
        return "parent", f"say what this {row.kind} lies in"
    if row.parent not in kinds:
        return "parent", f"there is no place {row.parent!r}"
    if PLACE_KINDS.index(kinds[row.parent]) >= PLACE_KINDS.index(row.kind):
        return "parent", f"a {row.kind} does not lie in a {kinds[row.parent]}"
    return None


def _check_header(path: Path, header: Iterable[str], record: type[Any]) -> None:
    columns = {column for column in header if not column.startswith(_NAME)}
    declared = {field.name for field in fields(record)} - {"names"}
    for column in sorted(columns - declared):
        raise PackError(_short(path), 1, column, "we do not know this column")
    required = {"code", "kind"} | ({"parent", "source"} if record is PlaceRow else set())
    for column in sorted((required & declared) - columns):
        raise PackError(_short(path), 1, column, "this column is missing")


def _validated(
    path: Path, number: int, row: Mapping[str | Any, Any], adapter: TypeAdapter[Record]
) -> Record | PackError:
    if None in row or None in row.values():
        return PackError(_short(path), number, "", "the row has more or fewer cells than the header")
    for column in (column for column, value in row.items() if "\0" in value):
        return PackError(_short(path), number, column, "the cell holds a character that no table can keep")
    try:
        return adapter.validate_python(_cells({key: value.strip() for key, value in row.items()}))
    except ValidationError as wrong:
        return _from_pydantic(path, number, wrong.errors()[0])


def _cells(row: Mapping[str, str]) -> dict[str, Any]:
    """Turn the cells of a row into a record's fields; an empty cell is an absent one."""
    filled = {key: value for key, value in row.items() if value}
    cells: dict[str, Any] = {key: value for key, value in filled.items() if not key.startswith(_NAME)}
    cells["names"] = {key[len(_NAME) :]: value for key, value in filled.items() if key.startswith(_NAME)}
    if "alt_names" in cells:
        cells["alt_names"] = tuple(name.strip() for name in cells["alt_names"].split("|") if name.strip())
    for key in ("works", "estimated"):
        if key in cells:
            cells[key] = _YES_NO.get(cells[key], cells[key])
    return cells


def _from_pydantic(path: Path, number: int, error: ErrorDetails) -> PackError:
    field = ".".join(str(part) for part in error["loc"])
    return PackError(_short(path), number, field, error["msg"].removeprefix("Value error, "))


def _short(path: Path) -> str:
    return str(Path(path.parent.name) / path.name)
