"""Starting, adopting and stopping the server. Whoever calls these holds the start lock."""

import os
import signal
import time
from dataclasses import dataclass

from firststop.core.postgres.binaries import run
from firststop.core.postgres.cluster import ensure_cluster
from firststop.core.postgres.configuration import server_arguments
from firststop.core.postgres.databases import answers, prepare_database
from firststop.core.postgres.errors import BusyError, StartError, StillStartingError, StopError
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
    pid = find_postmaster(place)
    if pid and _is_stopping(place):
        _wait_for_end(place, pid)
        pid = None
    if pid:
        _wait_until_ready(place, pid, since=size_of(place), seconds=seconds)
        return Started(pid, _prepared(place), fresh=False)
    clear_remains(place)
    ensure_cluster(place, identity, fast=fast)
    since = size_of(place)
    try:
        pid = _launch(place, identity, fast=fast)
        _wait_until_ready(place, pid, since=since, seconds=seconds)
        return Started(pid, _prepared(place), fresh=True)
    except (KeyboardInterrupt, SystemExit):
        send(server_processes(place)[:1], signal.SIGINT)
        raise


def stop(place: Place, *, seconds: float = STOP_SECONDS) -> bool:
    """End the server in order, leave nothing behind; return whether one ran. Raises `StopError`."""
    pid = find_postmaster(place)
    folder = socket_folder(place)
    if pid:
        send([pid], signal.SIGINT)  # "fast": no new clients, open transactions end, all is written out
        if not wait_until_gone([pid], seconds):
            # Even so nothing acknowledged is lost: the next start recovers it.
            send([pid], signal.SIGQUIT)
            _wait_for_end(place, pid)
    clear_remains(place)
    place.kept_mark.unlink(missing_ok=True)
    remove_socket_folder(folder)
    return pid is not None


def clear_remains(place: Place) -> None:
    """End what a killed server left running, and remove its note. Nothing of it can be adopted any more.

    Such processes still hold the shared memory, so a new server would refuse to start beside them.
    Raises `StopError` when one of them cannot be ended.
    """
    remains = server_processes(place)
    for number in (signal.SIGQUIT, signal.SIGKILL):
        send(remains, number)
        if wait_until_gone(remains, _QUIT_SECONDS):
            break
    else:
        raise StopError(
            f"These processes of an old server cannot be ended: {remains}.", "Restart the machine."
        )
    pid_file(place).unlink(missing_ok=True)


def _launch(place: Place, identity: Identity, *, fast: bool) -> int:
    """Start the server's main process, away from our terminal, and return its number."""
    command = identity.command(
        "postgres", *server_arguments(place, make_socket_folder(place, identity), fast=fast)
    )
    log = open_log(place, identity)
    try:
        with open_lock(place.alive_lock) as alive:
            if not try_lock(alive):
                raise BusyError(
                    f"A server that is not visible from here (in another container?) uses {place.data}.",
                    "Stop it there first. Two servers on one data folder would destroy it.",
                )
            shell = ["/bin/sh", "-c", _DETACH, "firststop", *command]
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


def _wait_for_end(place: Place, pid: int) -> None:
    if not wait_until_gone([pid], STOP_SECONDS):
        raise StopError(f"The database (process {pid}) does not end.", f"Its log is {place.log}.")
