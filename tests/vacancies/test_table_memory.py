"""A table as long as we take any is read in little memory: measured in a process of its own."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from firststop.core.tables import Limits
from tests.counts import count
from tests.vacancies.test_table import GOOD

pytestmark = pytest.mark.row("SR-21")
ROWS = count(5_000, proof=Limits().rows)
MOST_MEMORY = count(25_000_000, proof=100_000_000)
#: Read a short table, so that all programs are there, then a long one in a process of its own; print how many rows are
#: vacancies, and how much more memory it had taken at its highest. (`ru_maxrss` starts with the parent's.)
CHILD = """
import json, sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo
import django
django.setup()
from firststop.core.tables import read_table
from firststop.vacancies.table import read_rows
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
def good(path):
    with open(path, "rb") as stream:
        rows = read_rows(read_table(stream, path), zone=ZoneInfo("Asia/Bishkek"), on=date(2026, 11, 25)).rows
    return sum(row.vacancy is not None for at in range(0, len(rows), 100) for row in rows[at : at + 100])
assert good(sys.argv[1]) == 1
before = most()
print(json.dumps({"good": good(sys.argv[2]), "extra": most() - before}))
"""


def write(file: Path, rows: int) -> Path:
    names, (_first, *cells) = list(GOOD), GOOD.values()
    # No two vacancies say the same of their work.
    told = ([f"R-{number}", *cells[:2], f"{cells[2]} №{number}", *cells[3:]] for number in range(rows))
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([names, *told])
        return file
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (names, *told):
        sheet.append(row)
    book.save(file)
    return file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_table_takes_little_memory(kind: str, tmp_path: Path) -> None:
    short, long = write(tmp_path / f"short.{kind}", 1), write(tmp_path / f"long.{kind}", ROWS)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(short), str(long)], capture_output=True, text=True, check=True, timeout=900
    )
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["good"] == ROWS
    assert said["extra"] <= MOST_MEMORY, said
