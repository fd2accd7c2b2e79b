"""Nothing below a package knows it: the project stands with its upper packages cut away."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, House

pytestmark = pytest.mark.commits
STAYS = ["accounts", "casework", "core", "employers", "jobseekers", "taxonomy", "vacancies"]


def walked(house: House, database: str, var: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.architecture.cut", database],
        cwd=house.root,
        env={**os.environ, "FIRSTSTOP_VAR": str(var), "PYTHONPATH": str(house.root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_vacancy_is_posted_found_and_opened_without_what_stands_above(
    house: House, committed: str, tmp_path: Path
) -> None:
    done = walked(house, committed, tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"packages": STAYS, "statuses": [200, 200], "found": True, "shown": True}


def test_a_page_that_names_one_above_it_is_caught(copy: House, committed: str, tmp_path: Path) -> None:
    copy.plant("firststop/core/templates/core/layout.html", '{% url "site:about" %}')
    shutil.copytree(ROOT / "firststop/countries", copy.root / "firststop/countries", dirs_exist_ok=True)
    done = walked(copy, committed, tmp_path / "var")
    assert done.returncode == 1
    assert "'site' is not a registered namespace" in done.stderr
