"""A feed as large as we take any is read in little memory: measured in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count as numbers
from pathlib import Path
from typing import Any

import pytest

from firststop.core.tables import Limits
from tests.counts import count
from tests.vacancies.feed_records import ad, bulk

pytestmark = pytest.mark.row("SR-21")
#: Bytes of a file; 50 MB is the most that is read at all. What reading takes is told against it: at most twice as much.
SIZE = count(15_000_000, proof=Limits().size)
TEXT = "Разработка проектов, «ООО» и план. " * 25
#: Read a file in a process of its own; print what came out, and how much more memory it had taken at its highest.
#: (`ru_maxrss` would not do: a process starts with its parent's.)
CHILD = """
import json, sys
from collections import Counter
from pathlib import Path
import django
django.setup()
from firststop.vacancies.feeds import FEEDS, RawRecord, map_raw, read_records
from tests.vacancies.feed_records import ad, bulk
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
feed = FEEDS[sys.argv[1]]
map_raw(feed, RawRecord("a.json", 1, {"trudvsem": bulk, "jobtech": ad}[sys.argv[1]]()))
before, told = most(), Counter()
for raw in read_records(feed, [Path(sys.argv[2])]):
    refusals = map_raw(feed, raw).refusals
    told[refusals[0].rule if refusals else "read"] += 1
print(json.dumps({"told": told, "extra": most() - before}))
"""


def records(provider: str) -> Iterator[str]:
    """Yield records with a long text of two bytes a letter, each once."""
    for number in numbers(1):
        record = ad(id=number, description={"text": TEXT}) if provider == "jobtech" else bulk(
            id=f"b-{number}", position_responsibilities=TEXT
        )  # fmt: skip
        yield json.dumps(record, ensure_ascii=False)


def filled(file: Path, provider: str, head: str, tail: str, between: str = ",") -> int:
    """Fill a file to its size with records; return how many there are."""
    left, written = SIZE - 1_000, 0
    with file.open("w", encoding="utf-8") as stream:
        stream.write(head)
        for record in records(provider):
            left -= len(record.encode()) + 1
            if left < 0:
                break
            stream.write(between * (written > 0) + record)
            written += 1
        stream.write(tail)
    assert file.stat().st_size > 0.99 * SIZE
    return written


def in_a_child(provider: str, file: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, provider, str(file)], capture_output=True, text=True, check=True, timeout=600
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


FILES = {
    "a bulk file of Work in Russia": ("trudvsem", "a.json", '{"vacancies": [', "]}", ","),
    "an answer of Work in Russia": ("trudvsem", "a.json", '{"status": "200", "results": {"vacancies": [', "]}}", ","),
    "an answer of JobTech": ("jobtech", "a.json", '{"total": {"value": 1}, "hits": [', "]}", ","),
    "a snapshot of JobTech": ("jobtech", "a.json", "[", "]", ","),
    "JSON Lines": ("jobtech", "a.jsonl", "", "\n", "\n"),
    "JSON Lines of another name": ("jobtech", "a.json", "", "\n", "\n"),
}


@pytest.mark.parametrize("name", list(FILES)[:: count(2, proof=1)])
def test_a_feed_is_read_record_by_record(name: str, tmp_path: Path) -> None:
    provider, called, *parts = FILES[name]
    file = tmp_path / called
    expected = filled(file, provider, *parts)
    said = in_a_child(provider, file)
    assert said["told"] == {"read": expected}
    assert said["extra"] <= 2 * SIZE, said


@pytest.mark.parametrize(
    ("head", "tail", "rule"),
    [
        ('{"vacancies": [', "", "parse"),  # a download that broke off
        ("", "", "parse"),
        ('{"vacancies": [{"id": "a", "skills": [', "]}]}", "too_large"),  # one record of 50 MB
        ('{"others": [', "]}", "parse"),
    ],
)
def test_what_is_no_list_of_records_is_refused_in_little_memory(
    head: str, tail: str, rule: str, tmp_path: Path
) -> None:
    filled(tmp_path / "a.json", "trudvsem", head, tail)
    said = in_a_child("trudvsem", tmp_path / "a.json")
    assert said["told"] == {rule: 1}
    assert said["extra"] <= 2 * SIZE, said
