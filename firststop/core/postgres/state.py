"""How the database is, for a person or a program that asks; asking changes nothing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from firststop.core.postgres.cluster import data_version, folder_size
from firststop.core.postgres.databases import server_version
from firststop.core.postgres.errors import UnreachableError, disk_errors
from firststop.core.postgres.identity import identify
from firststop.core.postgres.locks import is_in_use
from firststop.core.postgres.places import Place, place_of, url_at
from firststop.core.postgres.server import find_postmaster
from firststop.core.postgres.sockets import socket_folder
from firststop.core.postgres.supervisor import external_url


class State(StrEnum):
    """Whether the database answers, and why not."""

    RUNNING = "running"
    NOT_ANSWERING = "not_answering"
    STOPPED = "stopped"
    NOT_MADE = "not_made"


@dataclass(frozen=True)
class Status:
    """What is known of the database; None for what does not apply. `size_bytes` is the size of its folder."""

    state: State
    external: bool
    version: str | None = None
    pid: int | None = None
    url: str | None = None
    data_folder: str | None = None
    socket_folder: str | None = None
    log: str | None = None
    runs: str | None = None
    kept: bool = False
    in_use: bool = False
    size_bytes: int | None = None


def status(var: Path | None = None) -> Status:
    """Return how the database is; raises a `PostgresError` only where not even that can be told."""
    if url := external_url():
        return _external(url)
    place = place_of(var)
    with disk_errors(place.var):
        return _embedded(place)


def _embedded(place: Place) -> Status:
    runs = identify(place).sentence if place.folder.exists() else None
    pid, folder = find_postmaster(place), socket_folder(place)
    state, version = State.NOT_MADE, data_version(place.data)
    if pid:
        state, version = _ask(url_at(folder), version)
    elif version:
        state = State.STOPPED
    return Status(
        state=state,
        external=False,
        version=version,
        pid=pid,
        url=url_at(folder) if state is State.RUNNING else None,
        data_folder=str(place.data),
        socket_folder=str(folder),
        log=str(place.log),
        runs=runs,
        kept=pid is not None and place.kept_mark.exists(),
        in_use=is_in_use(place),
        size_bytes=folder_size(place.data) if version else None,
    )


def _external(url: str) -> Status:
    try:
        named = conninfo_to_dict(url)
    except ProgrammingError as wrong:
        raise UnreachableError(
            "DATABASE_URL is not a PostgreSQL address.", "Write it as postgresql://user@host/name."
        ) from wrong
    state, version = _ask(url, None)
    # Shown without its password.
    shown = f"postgresql://{named.get('user', '')}@{named.get('host', '')}/{named.get('dbname', '')}"
    return Status(state=state, external=True, version=version, url=shown)


def _ask(url: str, otherwise: str | None) -> tuple[State, str | None]:
    try:
        return State.RUNNING, server_version(url)
    except UnreachableError:
        return State.NOT_ANSWERING, otherwise
