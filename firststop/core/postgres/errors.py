"""What can go wrong with the database server, each as a sentence and a way on; nobody sees a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class PostgresError(Exception):
    """The embedded database cannot do what was asked; `detail` says why, `hint` what to do next."""

    code: ClassVar[str] = "postgres"

    def __init__(self, detail: str, hint: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.detail} {self.hint}".strip()


class BinariesError(PostgresError):
    """The server's programs are missing or do not run here."""

    code = "binaries"


class StartError(PostgresError):
    """The server ended before it answered."""

    code = "start"


class StillStartingError(PostgresError):
    """The server runs but did not answer in time; it was left to go on, for it may be recovering."""

    code = "still_starting"


class StopError(PostgresError):
    """The server did not end."""

    code = "stop"


class DiskError(PostgresError):
    """The disk is full, or a file cannot be read or written."""

    code = "disk"


class VersionError(PostgresError):
    """The data was made by another major version of PostgreSQL."""

    code = "version"


class OwnerError(PostgresError):
    """The data belongs to somebody that this process may not act for."""

    code = "owner"


class SocketFolderError(PostgresError):
    """No folder is private enough for the socket."""

    code = "socket_folder"


class BusyError(PostgresError):
    """Another process holds the database."""

    code = "busy"


class ExternalError(PostgresError):
    """`DATABASE_URL` names a database that is not ours to start or stop, or lets us do too little."""

    code = "external"


class UnreachableError(PostgresError):
    """The database does not answer."""

    code = "unreachable"


class NotEmptyError(PostgresError):
    """There is something where nothing may be."""

    code = "not_empty"


class BackupError(PostgresError):
    """The backup could not be made, or is not whole."""

    code = "backup"


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into a `DiskError` that names the file, else `folder`."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, folder) from error


def disk_error(error: OSError, folder: Path) -> DiskError:
    """Return the sentence for `error`, met while working in `folder`."""
    where = error.filename or folder
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return DiskError(
                f"The disk is full: nothing more can be written to {where}.", "Free some space and try again."
            )
        case errno.EACCES | errno.EPERM:
            return DiskError(
                f"{where} cannot be read or written by this user.",
                "Give this user the rights, or name another folder in FIRSTSTOP_VAR.",
            )
        case errno.EROFS:
            return DiskError(f"{where} is on a read-only disk.", "Name another folder in FIRSTSTOP_VAR.")
        case _:
            return DiskError(f"{where}: {error.strerror or error}.")
