"""A small office starts the whole product with `make setup` and `firststop demo` (C-17)."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from firststop.core.postgres import embedded_url
from firststop.site.demo.database import NAME
from tests.architecture.house import ROOT
from tests.counts import PROVE, count
from tests.journeys.instance import HOST, free_port

#: Seconds to the first page: what is promised, and what a machine gets that runs other tests beside it.
FIRST_PAGE = count(300, proof=60)
#: Seconds to the whole country; the demo prints what it took.
WHOLE = 600
#: How much there is at least: as the first page comes, and in the whole country.
BEGUN = {"vacancies_vacancy": 500}
PROMISED = {"employers_establishment": 300, "vacancies_vacancy": 3_000, "jobseekers_profile": 2_000}
#: What the bar says while the country is filled, and what the demo says when it serves: then, and in the end.
BAR, SERVES = re.compile(r"Filling the demo country\b.*\b\d+/5320\b"), re.compile(r"demo country at .*\((\d+) s\)")
#: The demo of a smaller country, for what needs to start it twice.
SMALL = "tests.site.small_demo"


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


def rows(folder: Path, tables: dict[str, int]) -> dict[str, int]:
    """Return how many rows tables of the running demo have."""
    with psycopg.connect(embedded_url(folder / "var", database=NAME)) as database:
        return {name: len(database.execute(f"SELECT FROM {name}").fetchall()) for name in tables}


def seconds_told(said: Path, process: subprocess.Popen[bytes]) -> list[str]:
    """Return after how many seconds the demo served its first page, and after how many the whole country."""
    end, found = time.monotonic() + WHOLE, list[str]()
    while len(found) < 2 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.3)
        found = SERVES.findall(said.read_text(encoding="utf-8"))
    return found


def copy_terminal(terminal: int, to: Path) -> None:
    """Write what comes out of a terminal into a file until nobody holds the other end, which Linux calls an error."""
    with to.open("wb", buffering=0) as out, suppress(OSError):
        while piece := os.read(terminal, 65_536):
            out.write(piece)
    os.close(terminal)


@contextmanager
def demo(folder: Path, port: int, module: str = "firststop.cli") -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run the demo in a process group and a terminal of its own; yield it and what it says. Ctrl-C ends it."""
    said, (ours, terminal) = folder / f"said-{uuid.uuid4().hex}", os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", module, "demo", "--port", str(port)],
        cwd=ROOT, env=settings_in(folder), stdout=terminal, stderr=terminal, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    listener = Thread(target=copy_terminal, args=(ours, said), daemon=True)
    listener.start()
    try:
        yield process, said
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        listener.join(timeout=60)


def settings_in(folder: Path) -> dict[str, str]:
    """Return the environment of a demo that keeps everything in `folder`."""
    here = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "FIRSTSTOP_DEMO")}
    return here | {
        "FIRSTSTOP_VAR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "firststop.config.settings.development",
    }


@pytest.mark.row("C-17")
def test_one_command_shows_a_country_while_it_is_filled_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port) as (process, said):
        page = first_page(port, process)
        begun, before = rows(tmp_path, BEGUN), said.read_text(encoding="utf-8")
        found = vacancies_found(port)
        # The whole country takes a minute more.
        seconds = seconds_told(said, process) if PROVE else []
        made = rows(tmp_path, PROMISED) if PROVE else PROMISED
    words = said.read_text(encoding="utf-8")
    sys.stdout.write(f"seconds to the first page and to the whole country: {seconds}, {made}\n")
    assert "invented" in page, words
    assert BEGUN["vacancies_vacancy"] <= begun["vacancies_vacancy"] < PROMISED["vacancies_vacancy"]
    assert not PROVE or BAR.search(words[len(before) :]), "no bar after the first page"
    assert found >= 10
    assert {name: number for name, number in made.items() if number < PROMISED[name]} == {}
    assert (process.returncode, "Traceback" in words) == (0, False)


@pytest.mark.row("C-17")
def test_no_second_demo_starts_beside_one_and_a_killed_one_starts_again_without_repair(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port, SMALL) as (first, said):
        assert "invented" in first_page(port, first), said.read_text(encoding="utf-8")
        second = subprocess.run(
            [sys.executable, "-m", SMALL, "demo", "--port", str(port)],
            check=False, cwd=ROOT, env=settings_in(tmp_path), capture_output=True, text=True, timeout=FIRST_PAGE,
        )  # fmt: skip
        told = f"firststop: The demo runs already at http://{HOST}:{port}/\n"
        assert (second.returncode, second.stdout, second.stderr) == (2, "", told)
        assert (first.poll(), "invented" in first_page(port, first)) == (None, True)
        os.killpg(first.pid, signal.SIGKILL)
        assert first.wait(timeout=60) == -signal.SIGKILL
    with demo(tmp_path, port, SMALL) as (again, said):
        page = first_page(port, again)
        found = vacancies_found(port)
    words = said.read_text(encoding="utf-8")
    assert "invented" in page, words
    assert found >= 10
    assert (again.returncode, "Traceback" in words) == (0, False)
