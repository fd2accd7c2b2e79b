"""Projections: what is computed from the change log and can be rebuilt at any time."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections
from psycopg_pool import PoolTimeout

log = logging.getLogger("firststop.projections")
#: Seconds between two looks at the log; half of what a published vacancy may take to be found.
PAUSE = 0.3
#: Seconds for which a projection rests whose step has failed.
REST = 10.0


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection's name and its step, which reads on and returns how many entries."""

    name: str
    step: Callable[[], int]


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
    """Keep every projection up to date until `stop`: a lost database is waited for, a broken one stops no other."""
    rests: dict[str, float] = {}
    while not stop.is_set():
        awake = [each for each in registered().values() if rests.get(each.name, 0) <= time.monotonic()]
        busy = sum(_step(each, rests) for each in awake)
        close_old_connections()
        if not busy:
            stop.wait(PAUSE)


def _step(projection: Projection, rests: dict[str, float]) -> int:
    """Take a step; one that fails has read nothing and is tried again after a rest."""
    try:
        return projection.step()
    except (DatabaseError, PoolTimeout) as error:
        log.warning("projection %s waits for the database: %s", projection.name, type(error).__name__)
        rests[projection.name] = time.monotonic() + PAUSE
    except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
        # The kind and not the words: they may hold what a record says. `/health` shows how far it lags.
        log.error("projection %s is broken: %s", projection.name, type(error).__name__)  # noqa: TRY400
        rests[projection.name] = time.monotonic() + REST
    return 0
