"""A copy of the whole database in a folder, and the way back from it."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from firststop.core.postgres.binaries import package_binaries, run
from firststop.core.postgres.cluster import (
    adopt_unfinished,
    check_version,
    discard_unfinished,
    folder_size,
    has_data,
)
from firststop.core.postgres.errors import BackupError, NotEmptyError, disk_errors
from firststop.core.postgres.identity import settle
from firststop.core.postgres.locks import starting
from firststop.core.postgres.places import Place, place_of, url_at
from firststop.core.postgres.server import alone
from firststop.core.postgres.sockets import socket_folder
from firststop.core.postgres.supervisor import refuse_external, running

_MANIFEST = "backup_manifest"


@dataclass(frozen=True)
class Backup:
    """A backup that was read back and found whole."""

    folder: str
    size_bytes: int
    seconds: float


def make_backup(target: Path, var: Path | None = None) -> Backup:
    """Copy the running database, whole and consistent, into the empty or new folder `target`.

    A server that does not run is started for the time of the backup. Raises a `PostgresError`.
    """
    refuse_external("back up")
    place, target, began = place_of(var), target.resolve(), time.monotonic()
    with disk_errors(target):
        if not has_data(place):
            raise BackupError(f"There is no database in {place.folder} yet.", "Run `firststop db start` first.")
        _refuse_filled(target)
        target.parent.mkdir(parents=True, exist_ok=True)
    with running(var):
        where = ["--dbname", url_at(socket_folder(place), "postgres"), "--no-password"]
        how = ["--wal-method", "stream", "--checkpoint", "fast", "--pgdata", str(target)]
        made = run([package_binaries().path("pg_basebackup"), *where, *how])
    if made.returncode:
        raise BackupError(f"The backup was not made: {_last_line(made.stderr)}")
    _verify(target)
    return Backup(str(target), folder_size(target), round(time.monotonic() - began, 3))


def restore_backup(source: Path, var: Path | None = None) -> Backup:
    """Put the backup in `source` where no database is yet, and see it answer. Raises a `PostgresError`."""
    refuse_external("restore")
    place, source, began = place_of(var), source.resolve(), time.monotonic()
    with disk_errors(place.var):
        identity = settle(place)
        if not (source / _MANIFEST).is_file():
            raise BackupError(f"{source} is no whole backup: {_MANIFEST} is missing.", "Choose another one.")
        check_version(source, identity.binaries)
        with starting(place):
            if has_data(place):
                raise NotEmptyError(
                    f"There is a database in {place.data} already; nothing was changed.",
                    f"Stop it (`firststop db stop`), move {place.data} away, and try again.",
                )
            _verify(source)
            with alone(place):
                _put(source, place, identity.uid)
    with running(var):
        return Backup(str(source), folder_size(place.data), round(time.monotonic() - began, 3))


def _refuse_filled(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotEmptyError(f"{target} is not an empty folder; nothing was changed.", "Name a new one.")


def _verify(folder: Path) -> None:
    seen = run([package_binaries().path("pg_verifybackup"), "--quiet", str(folder)])
    if seen.returncode:
        raise BackupError(f"The backup in {folder} is damaged: {_last_line(seen.stderr)}", "Choose another one.")


def _put(source: Path, place: Place, owner: int) -> None:
    discard_unfinished(place)
    try:
        shutil.copytree(source, place.unfinished, symlinks=True)
        place.unfinished.chmod(0o700)
        if owner != os.geteuid():
            for path in [place.unfinished, *place.unfinished.rglob("*")]:
                os.chown(path, owner, -1, follow_symlinks=False)
    except shutil.Error as error:
        discard_unfinished(place)
        raise BackupError(f"The backup cannot be copied: {error.args[0][0][2]}") from error
    adopt_unfinished(place)


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["no reason was given"])[-1]
