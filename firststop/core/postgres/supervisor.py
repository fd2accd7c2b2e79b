"""The database for whoever needs one: `DATABASE_URL` when it is set, else the embedded server."""

import contextlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from firststop.core.postgres import server
from firststop.core.postgres.databases import server_version
from firststop.core.postgres.errors import ExternalError, disk_errors
from firststop.core.postgres.identity import settle
from firststop.core.postgres.locks import open_lock, open_owned, share_lock, starting, try_lock
from firststop.core.postgres.places import DATABASE, Place, place_of, url_at
from firststop.core.postgres.sockets import socket_folder


@dataclass(frozen=True)
class Running:
    """A database that answers: its address, whether it was started just now, whether it is not ours."""

    url: str
    started: bool
    external: bool = False


def external_url() -> str | None:
    """Return the address in `DATABASE_URL`, None when the embedded server is meant."""
    return os.environ.get("DATABASE_URL") or None


def embedded_url(var: Path | None = None, *, database: str = DATABASE) -> str:
    """Return the address that a database of the embedded server has, or will have; starts nothing.

    Raises `SocketFolderError` when another user sits on it.
    """
    return url_at(socket_folder(place_of(var)), database)


def ensure_running(var: Path | None = None) -> Running:
    """Make sure that the database answers, and let it run on until `stop`.

    Raises a `PostgresError`.
    """
    if url := external_url():
        server_version(url)
        return Running(url, started=False, external=True)
    place = place_of(var)
    with disk_errors(place.var):
        settle(place)
        with starting(place):
            started = server.start(place)
            os.close(open_owned(place.kept_mark, place.folder.stat().st_uid))
    return Running(started.url, started.fresh)


@contextmanager
def running(var: Path | None = None) -> Iterator[Running]:
    """Have the database answer for the time of the block, and leave it as it was found.

    A server that runs only for such blocks ends with the last of them, also one whose first user was killed.
    SIGTERM and SIGHUP end the block in order. Raises a `PostgresError`.
    """
    if url := external_url():
        server_version(url)
        yield Running(url, started=False, external=True)
        return
    place = place_of(var)
    with contextlib.ExitStack() as stack:
        with disk_errors(place.var):
            settle(place)
            stack.enter_context(_ending_in_order())
            seat = stack.enter_context(open_lock(place.users_lock))
            with starting(place):
                started = server.start(place)
                share_lock(seat)
        try:
            yield Running(started.url, started.fresh)
        finally:
            with disk_errors(place.var):
                _leave(place, seat)


def revive(found: Running, var: Path | None = None) -> bool:
    """Start the server that `running` found again where it ended; return whether it did.

    One that somebody stopped stays stopped, and an external one is not ours. Raises a `PostgresError`.
    """
    if found.external:
        return False
    place = place_of(var)
    if place.stopped_mark.exists() or not place.data.exists() or server.find_postmaster(place):
        return False
    with disk_errors(place.var):
        settle(place)
        with starting(place):
            return not place.stopped_mark.exists() and server.start(place).fresh


def stop(var: Path | None = None) -> bool:
    """End the embedded server whoever uses it; return whether one ran. Raises a `PostgresError`."""
    place = place_of(var)
    refuse_external("stop")
    if not place.folder.exists():
        return False
    with disk_errors(place.var):
        settle(place)
        with starting(place):
            os.close(open_owned(place.stopped_mark, place.folder.stat().st_uid))
            return server.stop(place)


@contextmanager
def temporary_server(folder: Path, *, fast: bool = True) -> Iterator[str]:
    """Yield the address of a server with its data below `folder`, both gone afterwards; for tests.

    `fast` gives up durability. `DATABASE_URL` plays no part. Raises a `PostgresError`.
    """
    place = place_of(folder)
    with disk_errors(place.var):
        settle(place)
        with starting(place):
            started = server.start(place, fast=fast)
    try:
        yield started.url
    finally:
        with disk_errors(place.var), starting(place):
            server.stop(place)
            _throw_away(place)


def refuse_external(verb: str) -> None:
    """Raise `ExternalError` when `DATABASE_URL` is set: that database is not ours to `verb`."""
    if external_url():
        raise ExternalError(
            f"DATABASE_URL names an external database, which is not ours to {verb}.",
            "Ask whoever runs it, or unset DATABASE_URL to use the embedded one.",
        )


def _leave(place: Place, seat: int) -> None:
    """Give up the seat; the last one to leave ends a server that nobody asked to keep."""
    if not place.folder.exists():
        return
    with starting(place):
        if try_lock(seat) and not place.kept_mark.exists():
            server.stop(place)


def _throw_away(place: Place) -> None:
    shutil.rmtree(place.folder)
    place.entrance.unlink(missing_ok=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the block like Ctrl-C, unless somebody else answers them already."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _unwind)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _unwind(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
