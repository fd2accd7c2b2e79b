"""How the server is set up: durable, modest, closed to the network, and silent about persons."""

from collections.abc import Mapping
from pathlib import Path

from firststop.core.postgres.places import PORT, SUPERUSER, Place

#: Written once into postgresql.conf, where an operator may change them.
INITIAL = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

#: Given at every start: what must hold whatever the file says.
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
#: For data that is thrown away with its test.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

_CLOSED = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
    # Statements and details quote people's data; the log must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def initdb_arguments(data: Path, *, fast: bool) -> list[str]:
    """Return the arguments that make a data folder.

    The builtin locale sorts by code point and knows the case of every letter, without ICU or the machine's
    locales; LC_CTYPE must not be plain C, or pg_trgm would see no Cyrillic letter.
    """
    arguments = [
        *("--pgdata", str(data), "--username", SUPERUSER, "--auth-local", "trust", "--auth-host", "reject"),
        *("--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8"),
        *("--data-checksums", "--no-instructions"),
    ]
    for name, value in INITIAL.items():
        arguments += ["--set", f"{name}={value}"]
    return [*arguments, *(["--no-sync"] if fast else [])]


def server_arguments(place: Place, socket_folder: Path, *, fast: bool) -> list[str]:
    """Return the arguments that run the server; its processes are recognised by them."""
    named = {"unix_socket_directories": str(socket_folder), "cluster_name": place.cluster_name}
    return ["-D", str(place.data), *_settings({**_CLOSED, **(FAST if fast else DURABLE), **named})]


def _settings(values: Mapping[str, str]) -> list[str]:
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]
