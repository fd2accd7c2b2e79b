"""Projections: what is computed from the change log and can be rebuilt at any time."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections
from psycopg_pool import PoolTimeout

log = logging.getLogger("firststop.projections")
#: Seconds between two looks at the log; half of what a published vacancy may take to be found.
PAUSE = 0.3


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection's name, its step (reads on, returns how many entries) and its rebuild from the tables."""

    name: str
    step: Callable[[], int]
    rebuild: Callable[[], int]


_projections: dict[str, Projection] = {}


def register(projection: Projection) -> None:
    """Let the worker keep this projection up to date."""
    _projections[projection.name] = projection


def registered() -> Mapping[str, Projection]:
    """Return every projection by name."""
    return dict(_projections)


def catch_up() -> int:
    """Bring every projection up to date now; return how many entries were read."""
    read = 0
    for projection in _projections.values():
        while count := projection.step():
            read += count
    return read


def keep_up(stop: threading.Event) -> None:
    """Keep every projection up to date until `stop`; a lost database is waited for."""
    while not stop.is_set():
        try:
            busy = sum(projection.step() for projection in _projections.values())
        except (DatabaseError, PoolTimeout) as error:
            log.warning("projections wait for the database: %s", type(error).__name__)
            busy = 0
        close_old_connections()
        if not busy:
            stop.wait(PAUSE)
