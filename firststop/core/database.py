"""Whether the database answers, and which one it is."""

from dataclasses import dataclass

from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout


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
