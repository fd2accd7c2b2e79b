"""`firststop vacancies import`: which database it works in is said, and what a dry run was compared with."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.vacancies.feed_records import ad

NEW = {"read": 1, "created": 1, "updated": 0, "unchanged": 0, "refused": 0, "by_reason": {}}
Typed = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[Typed]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "firststop.cli", *words]
        env = {**kept, "FIRSTSTOP_VAR": str(tmp_path / "var")}
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=env)

    yield run
    run("db", "stop")


def imported(typed: Typed, folder: Path, *options: str) -> tuple[dict[str, Any], str]:
    done = typed("vacancies", "import", "--source", "jobtech", str(folder / "ad.json"), "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_an_import_says_which_database_it_works_in_and_a_dry_run_what_it_was_compared_with(
    typed: Typed, tmp_path: Path
) -> None:
    (tmp_path / "ad.json").write_text(json.dumps(ad()), encoding="utf-8")
    said, told = imported(typed, tmp_path, "--dry-run")
    assert said == NEW | {"compared_with": "an empty database"}
    assert "There is no database yet. Compared with an empty one" in told

    started = json.loads(typed("db", "start", "--json").stdout)
    said, told = imported(typed, tmp_path, "--dry-run")
    assert said == NEW | {"compared_with": "an empty database"}
    assert "The database holds no vacancies yet. Compared with an empty one" in told

    said, told = imported(typed, tmp_path)
    assert (said, told.strip()) == (NEW, "Database: firststop, the embedded one.")
    with psycopg.connect(started["url"], autocommit=True) as server:
        server.execute("CREATE DATABASE firststop_demo")
    said, told = imported(typed, tmp_path, "--dry-run")
    assert said == NEW | {"created": 0, "unchanged": 1, "compared_with": "firststop"}
    assert f"For firststop_demo set DATABASE_URL='{started['url'].replace('/firststop?', '/firststop_demo?')}'" in told

    typed("db", "stop")
    said, told = imported(typed, tmp_path, "--dry-run")
    assert said == NEW | {"compared_with": "an empty database"}
    assert "is stopped (`firststop db start` starts it). Compared with an empty one" in told


def test_a_person_reads_each_reason_on_a_line_and_which_rows_were_refused(typed: Typed, tmp_path: Path) -> None:
    lines = [json.dumps(ad(id=number, headline=None)) for number in range(1, 7)]
    (tmp_path / "ads.jsonl").write_text("\n".join([json.dumps(ad()), *lines, "{not}"]), encoding="utf-8")
    done = typed("vacancies", "import", "--source", "jobtech", str(tmp_path / "ads.jsonl"), "--dry-run")
    assert done.returncode == 1
    said, told = done.stdout.splitlines(), done.stderr.splitlines()
    assert said[:8] == [
        "read: 8", "created: 1", "updated: 0", "unchanged: 0", "refused: 7",
        "by_reason:", "  missing.title: 6", "  parse: 1",
    ]  # fmt: skip
    named = [line for line in told if line.startswith("ads.jsonl row ")]
    assert [line.partition(":")[0] for line in named] == [f"ads.jsonl row {row} /headline" for row in range(2, 7)]
    assert all(line.partition(": ")[2].count(".") >= 2 for line in named), "the sentence and what to do"
    assert "--report FILE" in told[-1]
