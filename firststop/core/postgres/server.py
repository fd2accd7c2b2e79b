"""Starting, adopting and stopping the server. Whoever calls these holds the start lock."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from firststop.core.postgres.binaries import run
from firststop.core.postgres.cluster import ensure_cluster
from firststop.core.postgres.configuration import server_arguments
from firststop.core.postgres.databases import answers, prepare_database
from firststop.core.postgres.errors import BusyError, DiskError, StartError, StillStartingError, StopError
from firststop.core.postgres.identity import Identity, settle
from firststop.core.postgres.locks import open_lock, try_lock
from firststop.core.postgres.log import explain_failure, open_log, read_last_lines, size_of
from firststop.core.postgres.pid_file import pid_file, read_pid_file
from firststop.core.postgres.places import Place, url_at
from firststop.core.postgres.processes import is_alive, is_postmaster, send, server_processes, wait_until_gone
from firststop.core.postgres.sockets import make_socket_folder, remove_socket_folder, socket_folder

START_SECONDS = 60.0
STOP_SECONDS = 60.0
_QUIT_SECONDS = 10.0
_REMAINS_SECONDS = 3.0
_PAUSE = 0.03
#: Starts the server as a child of nobody: it must outlive us, and must not wait for us to collect it.
_DETACH = '"$@" >&2 </dev/null & echo $!'


@dataclass(frozen=True)
class Started:
    """A server that answers; `fresh` if it did not run before."""

    pid: int
    url: str
    fresh: bool


def find_postmaster(place: Place) -> int | None:
    """Return the number of the server's main process if it runs and its note stands in the data folder."""
    noted = read_pid_file(place)
    return noted.pid if noted and is_alive(noted.pid) and is_postmaster(noted.pid, place) else None


def start(place: Place, *, fast: bool = False, seconds: float = START_SECONDS) -> Started:
    """Make sure that the server runs, answers and holds our database; adopt the one that runs already.

    Raises one of the errors of this package, or `OSError`.
    """
    identity = settle(place)
    place.stopped_mark.unlink(missing_ok=True)
    pid = find_postmaster(place)
    if pid and _is_stopping(place):
        # A plain SIGTERM lets it wait for its last guest, and refuse all new ones, for ever.
        _end(place, pid)
        pid = None
    if pid:
        _wait_until_ready(place, pid, since=size_of(place), seconds=seconds)
        return Started(pid, _prepared(place), fresh=False)
    try:
        return _start_fresh(place, identity, fast=fast, seconds=seconds)
    except (KeyboardInterrupt, SystemExit, StartError, DiskError):
        stop(place)
        raise


def stop(place: Place) -> bool:
    """End the server in order, leave nothing behind; return whether one ran. Raises `StopError`, `BusyError`."""
    pid = find_postmaster(place)
    folder = socket_folder(place)
    if pid:
        _end(place, pid)
    with alone(place):
        place.kept_mark.unlink(missing_ok=True)
        remove_socket_folder(folder)
    return pid is not None


@contextmanager
def alone(place: Place) -> Iterator[int]:
    """Hold the data while no server does: what a killed one left running is ended, its note removed.

    Yields the lock that a server must inherit. Raises `BusyError` when a server that we cannot see has the data,
    and `StopError` when remains cannot be ended.
    """
    _end_remains(place)
    with open_lock(place.alive_lock) as alive:
        if not try_lock(alive):
            raise BusyError(
                f"A server that is not visible from here (in another container?) uses {place.data}.",
                "Stop it there first. Two servers on one data folder would destroy it.",
            )
        pid_file(place).unlink(missing_ok=True)
        yield alive


def _end_remains(place: Place) -> None:
    # They still hold the old shared memory, and a new server would refuse to start beside them.
    remains = server_processes(place)
    for number in (signal.SIGQUIT, signal.SIGKILL):
        send(remains, number)
        if wait_until_gone(remains, _REMAINS_SECONDS):
            return
    raise StopError(f"These processes of an old server cannot be ended: {remains}.", "Restart the machine.")


def _start_fresh(place: Place, identity: Identity, *, fast: bool, seconds: float) -> Started:
    with alone(place) as alive:
        ensure_cluster(place, identity, fast=fast)
        since = size_of(place)
        arguments = server_arguments(place, make_socket_folder(place, identity), fast=fast)
        pid = _launch(place, identity, arguments, alive)
    _wait_until_ready(place, pid, since=since, seconds=seconds)
    return Started(pid, _prepared(place), fresh=True)


def _launch(place: Place, identity: Identity, arguments: list[str], alive: int) -> int:
    """Start the server's main process, away from our terminal, and return its number."""
    shell = ["/bin/sh", "-c", _DETACH, "firststop", *identity.command("postgres", *arguments)]
    log = open_log(place, identity)
    try:
        said = run(shell, said_to=log, keep=[alive], detached=True)
    finally:
        os.close(log)
    if not said.stdout.strip().isdigit():
        raise StartError("The system did not let the database start.", f"The log is {place.log}.")
    return int(said.stdout)


def _wait_until_ready(place: Place, pid: int, *, since: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        noted = read_pid_file(place)
        if noted and noted.pid == pid and noted.status == "ready" and answers(_maintenance_url(place)):
            return
        if time.monotonic() > deadline:
            # Ending it would only make the next start recover from the beginning.
            raise StillStartingError(
                f"The database runs, but did not answer within {seconds:.0f} seconds. Its last words:\n"
                f"{read_last_lines(place.log, since=since)}",
                "It may be recovering after a crash: try again in a minute, the work goes on.",
            )
        time.sleep(_PAUSE)
    raise explain_failure(place, read_last_lines(place.log, since=since))


def _prepared(place: Place) -> str:
    folder = socket_folder(place)
    prepare_database(folder)
    return url_at(folder)


def _maintenance_url(place: Place) -> str:
    return url_at(socket_folder(place), "postgres")


def _is_stopping(place: Place) -> bool:
    noted = read_pid_file(place)
    return noted is not None and noted.status == "stopping"


def _end(place: Place, pid: int) -> None:
    send([pid], signal.SIGINT)  # "fast": no new clients, open transactions end, all is written out
    if not wait_until_gone([pid], STOP_SECONDS):
        # Even so nothing acknowledged is lost: the next start recovers it.
        send([pid], signal.SIGQUIT)
        if not wait_until_gone([pid], _QUIT_SECONDS):
            raise StopError(f"The database (process {pid}) does not end.", f"Its log is {place.log}.")
