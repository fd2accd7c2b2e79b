"""The embedded PostgreSQL: started when it is needed, supervised, never repaired by hand.

Owns: the data folder below `var`, the private socket, the server's life, its backups.
Refuses: root as PostgreSQL's user, a network port, data of another major version, a database not ours.
Doors: what is listed here; the command line is `firststop.core.cli`.
"""

from firststop.core.postgres.errors import PostgresError
from firststop.core.postgres.supervisor import (
    Running,
    embedded_url,
    ensure_running,
    external_url,
    revive,
    running,
    stop,
    temporary_server,
)

__all__ = [
    "PostgresError",
    "Running",
    "embedded_url",
    "ensure_running",
    "external_url",
    "revive",
    "running",
    "stop",
    "temporary_server",
]
