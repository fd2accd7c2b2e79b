"""The server's log: rotated at start, read back when something went wrong."""

import os
import shutil
from pathlib import Path

from firststop.core.postgres.errors import DiskError, PostgresError, StartError
from firststop.core.postgres.identity import Identity
from firststop.core.postgres.locks import open_owned
from firststop.core.postgres.places import Place

LARGEST_BYTES = 10 * 1024 * 1024
_SHOWN_LINES = 6
_LEAST_FREE_BYTES = 1024 * 1024
_READ_BYTES = 8 * 1024


def open_log(place: Place, identity: Identity) -> int:
    """Return a descriptor at the end of the log; a long one is first put aside, over the one before."""
    if place.log.exists() and place.log.stat().st_size > LARGEST_BYTES:
        place.log.replace(place.log.with_name(f"{place.log.name}.1"))
    return open_owned(place.log, identity.uid, os.O_WRONLY | os.O_APPEND)


def size_of(place: Place) -> int:
    """Return the log's length in bytes, 0 when there is none."""
    return place.log.stat().st_size if place.log.exists() else 0


def read_last_lines(path: Path, *, since: int) -> str:
    """Return the last lines written after the byte `since`, or why they cannot be read."""
    try:
        with path.open("rb") as log:
            end = log.seek(0, os.SEEK_END)
            log.seek(max(since, end - _READ_BYTES))
            lines = log.read().decode(errors="replace").splitlines()
    except OSError as error:
        return f"(the log {path} cannot be read: {error.strerror})"
    return "\n".join(lines[-_SHOWN_LINES:]) or "(nothing)"


def explain_failure(place: Place, said: str) -> PostgresError:
    """Return the error for a server that ended at its start, from what it `said` last."""
    # On a full disk the log cannot say so either.
    if "No space left on device" in said or shutil.disk_usage(place.var).free < _LEAST_FREE_BYTES:
        return DiskError(
            f"The disk of {place.var} is full, so the database cannot start.",
            "Free some space and try again.",
        )
    if "Cannot allocate memory" in said:
        return StartError(
            "There is not enough memory for the database.",
            f"Lower shared_buffers in {place.data / 'postgresql.conf'} and try again.",
        )
    return StartError(f"The database ended while it started. Its last words:\n{said}", f"The whole log is {place.log}.")
