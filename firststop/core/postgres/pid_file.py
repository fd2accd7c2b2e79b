"""The note that a running server keeps in its data folder."""

from dataclasses import dataclass
from pathlib import Path

from firststop.core.postgres.places import Place


@dataclass(frozen=True)
class PidFile:
    """What ``postmaster.pid`` says; `status` is ``starting``, ``ready``, ``standby`` or ``stopping``."""

    pid: int
    socket_folder: Path | None
    status: str


def pid_file(place: Place) -> Path:
    """Return where the note stands."""
    return place.data / "postmaster.pid"


def read_pid_file(place: Place) -> PidFile | None:
    """Return the note, or None when there is none, it is not readable for this user, or it is torn."""
    try:
        lines = [line.strip() for line in pid_file(place).read_text(errors="replace").splitlines()]
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    lines += [""] * (8 - len(lines))
    if not lines[0].isdigit():
        return None
    return PidFile(int(lines[0]), Path(lines[4]) if lines[4] else None, lines[7])
