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


@pytest.mark.row("C-17")
def test_the_second_command_shows_the_first_page_of_a_whole_country(tmp_path: Path) -> None:
    settings = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "FIRSTSTOP_DEMO")}
    settings |= {
        "FIRSTSTOP_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "firststop.config.settings.development",
    }
    port = free_port()
    command = [sys.executable, "-m", "firststop.cli", "demo", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        page = first_page(port, process)
        with urllib.request.urlopen(f"http://{HOST}:{port}/en/vacancies/", timeout=60) as answer:
            found = answer.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1].decode()
    assert "Firststop" in page, said
    assert "/en/vacancies/" in found
    assert "fs-card" in found or "vacanc" in found
    assert (process.returncode, "Traceback" in said) == (0, False)
