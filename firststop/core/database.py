"""Whether the database answers, and which one it is."""

import time
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from psycopg_pool import PoolTimeout

#: After a line that could not be had, readers are answered without another try for so many seconds.
PAUSE = 1.0
_paused_until = 0.0


def is_gone(error: BaseException | None) -> bool:
    """Return whether an error says that the database cannot be reached, or gave up what it was doing."""
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout)


def note_gone(error: BaseException) -> None:
    """Begin a pause where no connection could be had: else each reader's wait would make the next one's longer."""
    global _paused_until  # noqa: PLW0603 - one a process, like the pool whose state it is
    if isinstance(error, PoolTimeout) or isinstance(error.__cause__, PoolTimeout):
        _paused_until = time.monotonic() + PAUSE


def is_paused() -> bool:
    """Return whether it is too early to ask the database again."""
    return time.monotonic() < _paused_until


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The state of the database connection."""

    up: bool
    version: str | None

    @property
    def name(self) -> str:
        """The word that `/health` uses."""
        return "ok" if self.up else "unavailable"


def state() -> DatabaseState:
    """Ask the database for its version; a failure is an answer, not an error."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            row = cursor.fetchone()
    except (DatabaseError, PoolTimeout):
        return DatabaseState(up=False, version=None)
    return DatabaseState(up=True, version=row[0] if row else None)
