"""Serving: a web server and a worker side by side, started together, kept alive and stopped together.

A process that is killed is started again, and so is the embedded database; one that ends as soon as it is started ends
the service. Whoever kills this process ends the others with it.
"""

import ctypes
import logging
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

from firststop.core.postgres import PostgresError, Running, revive

APPLICATION = "firststop.config.wsgi:application"
log = logging.getLogger("firststop.serving")
#: Seconds that a process gets to finish what it does.
GRACE = 10
#: Seconds that a process must have run to be started again: what ends sooner would end again.
LIVED = 10
#: Seconds between two looks at the database, and after it could not be started.
LOOK, REST = 1.0, 10.0
#: Seconds that a port gets to become free: a service that was killed ends its processes meanwhile.
FREE_IN = 3.0
_DEATH_SIGNAL = 1


class PortTaken(OSError):
    """Somebody listens on this port already; granian would bind it without a word."""


@dataclass(slots=True)
class _Part:
    """One process of a service, and since when it runs."""

    command: tuple[str, ...]
    process: subprocess.Popen[bytes]
    since: float

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def has_lived(self) -> bool:
        return time.monotonic() - self.since >= LIVED


@dataclass(slots=True)
class Service:
    """The processes of one running service, each of which knows the address where it listens, and their database."""

    listens: str = ""
    server: Running | None = None
    parts: list[_Part] = field(default_factory=list)
    stopping: bool = False
    _look_at: float = 0.0

    def start(self, *command: str) -> None:
        """Start one more process of the service, in a group that Ctrl-C does not reach by itself."""
        known = {**os.environ, "FIRSTSTOP_LISTENS": self.listens, "FIRSTSTOP_PARENT": str(os.getpid())}
        made = subprocess.Popen([sys.executable, *command], start_new_session=True, env=known)  # noqa: S603
        self.parts.append(_Part(command, made, time.monotonic()))

    def wait(self, meanwhile: Callable[[], None] | None = None) -> int:
        """Wait until told to stop, or until a process ends as soon as it is started; return the exit status."""
        if meanwhile is not None and not self.stopping:
            meanwhile()
        while not self.stopping:
            if ended := self._mended():
                log.error("%s ended with status %d", ended.command[-1], ended.process.returncode)
                return abs(ended.process.returncode) or 1
            self._mend_database()
            time.sleep(0.2)
        return 0

    def _mended(self) -> _Part | None:
        """Start again what has ended; return what would only end again."""
        while ended := self._ended():
            if not ended.has_lived():
                return ended
            log.warning("%s was ended with status %d and starts again", ended.command[-1], ended.process.returncode)
            self.parts.remove(ended)
            self.start(*ended.command)
        return None

    def _mend_database(self) -> None:
        if self.server is None or time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + LOOK
        try:
            if revive(self.server):
                log.warning("the database had ended and runs again")
        except PostgresError as error:
            log.error("the database has ended and does not start: %s", error)  # noqa: TRY400 - it says all by itself
            self._look_at = time.monotonic() + REST

    def wait_for_port(self, host: str, port: int, *, seconds: float = 30) -> bool:
        """Wait until somebody listens on `port`; return whether that happened before the time or a process ended."""
        return wait_for_port(host, port, seconds=seconds, unless=lambda: self.stopping or self._ended() is not None)

    def _ended(self) -> _Part | None:
        return next((part for part in self.parts if part.has_ended()), None)

    def stop(self) -> None:
        """End every process: politely, then for sure."""
        for part in self.parts:
            if not part.has_ended():
                part.process.terminate()
        deadline = time.monotonic() + GRACE
        for process in (part.process for part in self.parts):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken` where somebody listens on `port` and goes on to, OSError where nobody can listen."""
    deadline = time.monotonic() + FREE_IN
    while not _is_free(host, port):
        if time.monotonic() > deadline:
            raise PortTaken(f"Port {port} is taken. Choose another, for example {port + 1}.")
        time.sleep(0.1)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            if taken.errno != EADDRINUSE:
                raise OSError(f"Nobody can listen at {host}:{port} here: {taken.strerror}.") from taken
            return False
    return True


def end_with_parent() -> None:
    """Let the system end a process of a service in order when the service's own is gone, where it can (Linux)."""
    parent = os.environ.pop("FIRSTSTOP_PARENT", "")
    if not parent or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit(128 + signal.SIGTERM)


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
def serving(*, host: str, port: int, server: Running | None = None, workers: int = 2) -> Iterator[Service]:
    """Run the web server and the worker for the length of a block; SIGINT and SIGTERM end it cleanly.

    `server` is the database that is started again where it is killed; None: somebody else minds it.
    """
    check_port(host, port)
    service = Service(f"http://{host}:{port}", server)

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
