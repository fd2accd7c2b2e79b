"""Projections: one that breaks neither stops the others nor the worker, and goes on when it is mended."""

import logging
import threading
import time

import pytest
from django.db import OperationalError
from psycopg_pool import PoolTimeout

from firststop.core import projections
from firststop.core.projections import Projection, keep_up

pytestmark = pytest.mark.row("SR-08")
SECRET = "Aida Sydykova, +996 700 000 103"


class Steps:
    """A projection that fails as often as told, and says how often it has done its work."""

    def __init__(self, *fails: Exception) -> None:
        self.fails = list(fails)
        self.done = 0

    def __call__(self) -> int:
        if self.fails:
            raise self.fails.pop(0)
        self.done += 1
        return 0


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Projection]:
    """Keep only the test's own projections, and let them rest shortly."""
    own: dict[str, Projection] = {}
    monkeypatch.setattr(projections, "_projections", own)
    monkeypatch.setattr(projections, "PAUSE", 0.01)
    monkeypatch.setattr(projections, "REST", 0.05)
    return own


def kept_up(*steps: Steps) -> bool:
    """Run the worker's loop until each of `steps` has done its work; return whether that happened in time."""
    for number, step in enumerate(steps):
        projections.register(Projection(f"test.{number}", step=step))
    stop = threading.Event()
    loop = threading.Thread(target=keep_up, args=(stop,))
    loop.start()
    end = time.monotonic() + 20
    while time.monotonic() < end and loop.is_alive() and not all(step.done for step in steps):
        time.sleep(0.01)
    stop.set()
    loop.join(20)
    return all(step.done for step in steps)


@pytest.mark.parametrize("fault", [ValueError(SECRET), OperationalError(SECRET), PoolTimeout(SECRET), KeyError(SECRET)])
def test_a_broken_projection_stops_no_other_and_goes_on_when_it_is_mended(
    registry: dict[str, Projection], caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    with caplog.at_level(logging.WARNING, logger="firststop.projections"):
        assert kept_up(Steps(fault, fault), Steps())
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert all("test.0" in line and type(fault).__name__ in line for line in said)
    assert [line for line in said if SECRET in line] == []


def test_one_that_stays_broken_rests_between_its_tries(registry: dict[str, Projection]) -> None:
    broken, sound = Steps(*[ValueError()] * 1_000), Steps()
    assert not kept_up_for(0.5, broken, sound)
    assert sound.done > 10
    assert len(broken.fails) > 980


def kept_up_for(seconds: float, *steps: Steps) -> bool:
    """Run the worker's loop for a time; return whether each has done its work."""
    for number, step in enumerate(steps):
        projections.register(Projection(f"test.{number}", step=step))
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    keep_up(stop)
    return all(step.done for step in steps)
