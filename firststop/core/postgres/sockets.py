"""The private folder of the server's socket: short, outside the data, and nobody else's."""

import contextlib
import os
import stat
from pathlib import Path

from firststop.core.postgres.errors import SocketFolderError
from firststop.core.postgres.identity import Identity, owner_of
from firststop.core.postgres.pid_file import read_pid_file
from firststop.core.postgres.places import PORT, Place

TEMPORARY = Path(os.sep, "tmp")


def socket_folder(place: Place) -> Path:
    """Return the folder where the server of `place` has, or would get, its socket.

    The running server's own folder comes first, then /tmp, then the user's runtime folder. A folder that
    another user made in our name is passed over: its owner could answer in the server's stead.
    Raises `SocketFolderError` when none is left.
    """
    owners = {os.geteuid(), owner_of(place)}
    for folder in _candidates(place):
        if not os.path.lexists(folder) or _is_private(folder, owners):
            return folder
    raise SocketFolderError(
        f"{_in_temporary(place)} is not private: it belongs to another user, or others may enter it.",
        "Remove it, or set XDG_RUNTIME_DIR to a folder of your own.",
    )


def make_socket_folder(place: Place, identity: Identity) -> Path:
    """Return the socket's folder, made where it is missing and emptied of what a dead server left."""
    folder = socket_folder(place)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not _is_private(folder, {os.geteuid(), identity.uid}):
            raise SocketFolderError(f"{folder} is not private.", "Remove it and try again.") from None
    if folder.stat().st_uid != identity.uid:
        os.chown(folder, identity.uid, -1)
    _empty(folder)
    return folder


def remove_socket_folder(folder: Path) -> None:
    """Leave nothing behind after the server has ended."""
    if folder.is_dir():
        _empty(folder)
        with contextlib.suppress(OSError):  # a stranger's file in it is no reason to fail
            folder.rmdir()


def _candidates(place: Place) -> list[Path]:
    # Asked anew each time: the server may have been started by root, or with another XDG_RUNTIME_DIR.
    noted = read_pid_file(place)
    recorded = [noted.socket_folder] if noted and noted.socket_folder else []
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return [*recorded, _in_temporary(place), *([Path(runtime) / place.cluster_name] if runtime else [])]


def _in_temporary(place: Place) -> Path:
    return TEMPORARY / f"fs-{os.geteuid()}-{place.name}"


def _is_private(folder: Path, owners: set[int | None]) -> bool:
    seen = folder.lstat()
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid in owners and not stat.S_IMODE(seen.st_mode) & 0o077


def _empty(folder: Path) -> None:
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (folder / name).unlink(missing_ok=True)
