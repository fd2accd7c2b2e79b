"""Serving: a web server and a worker side by side, started together and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import EADDRINUSE
from types import FrameType

APPLICATION = "firststop.config.wsgi:application"
#: Seconds that a process gets to finish what it does.
GRACE = 10


class PortTaken(OSError):
    """Somebody listens on this port already; granian would bind it without a word."""


@dataclass(slots=True)
class Service:
    """The processes of one running service, each of which knows the address where it listens."""

    listens: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stopping: bool = False

    def start(self, *command: str) -> None:
        """Start one more process of the service, in a group that Ctrl-C does not reach by itself."""
        known = {**os.environ, "FIRSTSTOP_LISTENS": self.listens}
        made = subprocess.Popen([sys.executable, *command], start_new_session=True, env=known)  # noqa: S603
        self.processes.append(made)

    def wait(self, meanwhile: Callable[[], None] | None = None) -> int:
        """Wait until told to stop, or until a process ends by itself; return the exit status."""
        if meanwhile is not None and not self.stopping:
            meanwhile()
        while not self.stopping:
            if ended := self._ended():
                return ended.returncode or 1
            time.sleep(0.2)
        return 0

    def wait_for_port(self, host: str, port: int, *, seconds: float = 30) -> bool:
        """Wait until somebody listens on `port`; return whether that happened before the time or a process ended."""
        return wait_for_port(host, port, seconds=seconds, unless=lambda: self.stopping or self._ended() is not None)

    def _ended(self) -> subprocess.Popen[bytes] | None:
        return next((process for process in self.processes if process.poll() is not None), None)

    def stop(self) -> None:
        """End every process: politely, then for sure."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken` where somebody listens on `port` already, OSError where nobody can listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            if taken.errno != EADDRINUSE:
                raise OSError(f"Nobody can listen at {host}:{port} here: {taken.strerror}.") from taken
            raise PortTaken(f"Port {port} is taken. Choose another, for example {port + 1}.") from taken


def wait_for_port(host: str, port: int, *, seconds: float = 30, unless: Callable[[], bool] = lambda: False) -> bool:
    """Wait until somebody listens on `port`; return whether that happened in time, and before `unless`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not unless():
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(0.05)
    return False


def _options(**given: object) -> list[str]:
    return [word for name, value in given.items() for word in (f"--{name}", str(value))]


@contextmanager
def serving(*, host: str, port: int, workers: int = 2) -> Iterator[Service]:
    """Run the web server and the worker for the length of a block; SIGINT and SIGTERM end it cleanly."""
    check_port(host, port)
    service = Service(f"http://{host}:{port}")

    def told_to_stop(_signal: int, _frame: FrameType | None) -> None:
        service.stopping = True

    before = {number: signal.signal(number, told_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        service.start("-m", "firststop.core.web", APPLICATION, *_options(host=host, port=port, workers=workers))
        # The worker loads as much as the web server does: the first page goes first.
        service.wait_for_port(host, port)
        service.start("-m", "firststop.cli", "worker")
        yield service
    finally:
        service.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
