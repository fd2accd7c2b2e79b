"""From a database address to Django's settings; without one, the embedded server's socket."""

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from firststop.core.connections import PROBES, STATEMENT_SECONDS, PatientConnection, WebConnection
from firststop.core.postgres import PostgresError, embedded_url

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_from(url: str | None, *, pool: bool = True, web: bool = False) -> dict[str, Any]:
    """Return one entry of `DATABASES` for a PostgreSQL `url`, or for the embedded server when it is empty.

    `web`: for the web server, where nobody waits longer than `STATEMENT_SECONDS` for a statement. Raises
    `PostgresError` where the address cannot be read.
    """
    try:
        parts = conninfo_to_dict(url or embedded_url())
    except ProgrammingError as wrong:
        raise PostgresError("DATABASE_URL is no PostgreSQL address.", "Write postgresql://user@host/name.") from wrong
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: str(parts.pop(theirs, "")) for theirs, ours in _NAMES.items()},
    }
    settings["OPTIONS"] = {**PROBES, **parts, "connect_timeout": 2}
    if web:
        limit = f"-c statement_timeout={STATEMENT_SECONDS}s"
        settings["OPTIONS"]["options"] = f"{parts.get('options', '')} {limit}".strip()
    if pool:
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": 8,
            "timeout": 2,
            # Given up soon, a lost connection is sought anew by the next reader, not after a growing pause.
            "reconnect_timeout": 1,
            "connection_class": WebConnection if web else PatientConnection,
        }
    settings["CONN_HEALTH_CHECKS"] = True
    return settings
