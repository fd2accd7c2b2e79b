"""A running service: what is killed starts again, what cannot start ends it, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firststop.core import serving
from firststop.core.serving import Service

SLEEPS = ("-c", "import time; time.sleep(600)")
#: Starts a service with one process that sleeps, says its number, and waits.
PARENT = '''
import time
from firststop.core.serving import Service
CHILD = """
import time
from firststop.core.serving import end_with_parent
end_with_parent()
print("up", flush=True)
time.sleep(600)
"""
service = Service()
service.start("-c", CHILD)
print(service.parts[0].process.pid, flush=True)
time.sleep(600)
'''


def until(done: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    return done()


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "(zombie)" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.stop()


def waited(service: Service, meanwhile: Callable[[], None]) -> int:
    """Wait as `serve` does while something happens, told to stop by the end of it."""

    def happening() -> None:
        meanwhile()
        assert service._mended() is None
        service.stopping = True

    return service.wait(happening)


def test_a_process_that_is_killed_starts_again(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LIVED", 0)
    service.start(*SLEEPS)
    before = service.parts[0].process

    def kill() -> None:
        before.kill()
        before.wait()

    assert waited(service, kill) == 0
    assert service.parts[0].process.pid != before.pid
    assert service.parts[0].process.poll() is None


def test_a_process_that_ends_as_soon_as_it_starts_ends_the_service(service: Service) -> None:
    service.start("-c", "raise SystemExit(3)")
    assert service.wait() == 3


def test_whoever_kills_the_service_ends_its_processes_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        said = {parent.stdout.readline().strip() for _line in range(2)}
        (child,) = (int(line) for line in said - {"up"})
        assert lives(child)
        parent.send_signal(signal.SIGKILL)
        assert until(lambda: not lives(child))
