"""A small office starts the whole product with `make setup` and `firststop demo` (C-17)."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.counts import count
from tests.journeys.instance import HOST, free_port

#: Seconds to the first page: what is promised, and what a machine gets that runs other tests beside it.
FIRST_PAGE = count(300, proof=60)


def first_page(port: int, process: subprocess.Popen[bytes]) -> str:
    """Return the first page as soon as it is there; "" where the process ends, or the time does."""
    end = time.monotonic() + FIRST_PAGE
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/en/", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.3)
    return ""


def vacancies_found(port: int) -> int:
    """Return how many vacancies the search page shows, once the worker has filled the index that it was served with."""
    end = time.monotonic() + FIRST_PAGE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"http://{HOST}:{port}/en/vacancies/", timeout=60) as answer:
            shown = answer.read().decode().count('<li class="fs-thing">')
        if shown:
            return int(shown)
        time.sleep(0.3)
    return 0


@pytest.mark.row("C-17")
def test_one_command_shows_a_country_full_of_vacancies_and_ends_cleanly(tmp_path: Path) -> None:
    settings = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "FIRSTSTOP_DEMO")}
    settings |= {
        "FIRSTSTOP_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "firststop.config.settings.development",
    }
    port, said = free_port(), tmp_path / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "firststop.cli", "demo", "--port", str(port)],
            cwd=ROOT, env=settings, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            page = first_page(port, process)
            found = vacancies_found(port)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    words = said.read_text(encoding="utf-8")
    assert "invented" in page, words
    assert found >= 10
    assert (process.returncode, "Traceback" in words) == (0, False)
