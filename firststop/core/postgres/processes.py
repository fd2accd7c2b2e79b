"""Which server processes live, told from what Linux lets everybody see.

``/proc/<pid>/cmdline`` and its owner come first: the working folder of another user's process is hidden even
from root in a container that may not trace. It only helps to know a server that was started by hand.
"""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from firststop.core.postgres.places import Place

_PROC = Path("/proc")
_PAUSE = 0.05


def is_alive(pid: int) -> bool:
    """Say whether `pid` runs; a process that ended and waits to be collected does not."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in ("Z", "X")


def is_postmaster(pid: int, place: Place) -> bool:
    """Say whether `pid` is the main process of the server of `place`, not a stranger with its old number."""
    command = _command(pid)
    return (
        Path(command[0] if command else "").name == "postgres"
        and (command[1:3] == ["-D", str(place.data)] or _works_in(pid, place.data))
        and _belongs_to_owner(pid, place)
    )


def server_processes(place: Place) -> list[int]:
    """Return all processes of the server of `place`: its main process first, if that still lives."""
    title = f"postgres: {place.cluster_name}: "
    pids = sorted(int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())
    main = [pid for pid in pids if is_postmaster(pid, place)]
    rest = [pid for pid in pids if "".join(_command(pid)[:1]).startswith(title) and _belongs_to_owner(pid, place)]
    return main + rest


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to each process that is still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until_gone(pids: Iterable[int], seconds: float) -> bool:
    """Wait until none of `pids` is alive; return whether that came true in time."""
    deadline = time.monotonic() + seconds
    waiting = list(pids)
    while waiting := [pid for pid in waiting if is_alive(pid)]:
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True


def _command(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return (_PROC / str(pid) / "cwd").readlink() == folder
    except OSError:
        return False


def _belongs_to_owner(pid: int, place: Place) -> bool:
    try:
        owner = place.folder.stat().st_uid if place.folder.exists() else os.geteuid()
        return (_PROC / str(pid)).stat().st_uid == owner
    except OSError:
        return False
