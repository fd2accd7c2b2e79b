"""What the tests do to servers and see of them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from firststop.core.postgres.pid_file import read_pid_file
from firststop.core.postgres.places import place_of
from firststop.core.postgres.processes import is_alive, server_processes
from firststop.core.postgres.server import find_postmaster

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def changed(path: Path, content: bytes) -> Iterator[None]:
    """Let a file hold something else for the time of the block."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def ask(url: str, query: str) -> str:
    """Return the first column of the first row as text."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return str(row[0])


def do(url: str, *statements: str) -> None:
    """Run statements, each committed."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def pid_of(var: Path) -> int:
    """Return the number of the running server."""
    pid = find_postmaster(place_of(var))
    assert pid is not None
    return pid


def runs(var: Path) -> bool:
    """Say whether a server runs there."""
    return find_postmaster(place_of(var)) is not None


def kill_hard(var: Path, *, all_processes: bool = True) -> int:
    """Kill -9 the server, with or without its children; return its number."""
    pid = pid_of(var)
    victims = server_processes(place_of(var)) if all_processes else [pid]
    for victim in victims:
        # One of the server's short-lived children may have ended by itself meanwhile.
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    until(lambda: not any(is_alive(victim) for victim in victims))
    assert read_pid_file(place_of(var)) is not None, "a killed server leaves its note"
    return pid


def until(true: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait for something to come true; fail loudly when it does not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def script(
    code: str, var: Path, *, before: Sequence[str] = (), python: str = sys.executable
) -> "subprocess.Popen[str]":
    """Run Python code in a process of its own, as someone at another terminal would."""
    environment = {
        "PATH": os.defpath,
        "FIRSTSTOP_VAR": str(var),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [*before, python, "-c", code],
        env=environment, cwd="/", text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE,
    )  # fmt: skip


def said_by(process: "subprocess.Popen[str]") -> str:
    """Wait for the end of a script and return what it printed; fail when it failed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()
