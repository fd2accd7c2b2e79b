"""Reading the rows of taxonomy files safely: whatever stands in a cell, it stays a word and stays small."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from firststop.taxonomy.reading.records import NotATaxonomy

LONGEST_LABEL = 500
#: The longest cell, and the longest piece of a line that is read at once, in characters.
LONGEST_CELL = 1_000_000
#: More rows than this are in no list of occupations.
MOST_ROWS = 2_000_000
#: What nobody sees: it turns the order of letters around, or makes two equal words differ.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))


def rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, row) of a CSV file that has `columns`; nothing where the file is absent.

    Raises `NotATaxonomy` naming file, row and field where it cannot be read. A row as long as the file is cut into
    pieces and refused, never held whole.
    """
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(iter(lambda: file.readline(LONGEST_CELL), ""))
            missing = [name for name in columns if name not in (reader.fieldnames or [])]
            if missing:
                raise NotATaxonomy(f"{path.name}, row 1: the column {missing[0]} is missing")
            for number, row in enumerate(reader, start=2):
                if number > MOST_ROWS:
                    raise NotATaxonomy(f"{path.name}: there are more than {MOST_ROWS} rows")
                # No table holds a cell with a NUL in it.
                cells = ((name, value or "") for name, value in row.items() if isinstance(name, str))
                yield number, {name: value.replace("\0", "") for name, value in cells}
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise NotATaxonomy(f"{path.name} is not a UTF-8 CSV file: {wrong}") from wrong


def plain(text: str) -> str:
    """Return a text without characters that nobody sees."""
    return _UNSEEN.sub("", text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the text. Words may begin with a hyphen, and exports mark those."""
    return text.lstrip().startswith(("=", "@"))


def split_labels(text: str, *, also_commas: bool) -> list[str]:
    """Split a cell of alternative labels at line breaks.

    Some English skill rows use ", " and no line break; occupation labels hold commas of their own and are never
    split at them, nor at slashes.
    """
    if "\n" not in text and also_commas:
        return text.split(", ")
    return text.split("\n")
