"""What happens at the same moment: threads with real commits, for tests marked `commits`."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from firststop.core.refusals import Refused
from tests.counts import count

#: As many lines as a server of 100 has for a test beside its own.
LINES = 80


@contextmanager
def at_once(jobs: Sequence[Callable[[], object]]) -> Iterator[threading.Event]:
    """Run `jobs` in threads; each may wait for the event that is yielded and set when the block begins."""
    go = threading.Event()

    def run(mine: Sequence[Callable[[], object]]) -> None:
        try:
            go.wait(30)
            for job in mine:
                job()
        finally:
            connection.close()

    lines = min(len(jobs), LINES)
    threads = [threading.Thread(target=run, args=(jobs[line::lines],)) for line in range(lines)]
    for thread in threads:
        thread.start()
    go.set()
    yield go
    for thread in threads:
        thread.join(120)


def quietly(act: Callable[[], object], accepted: list[int]) -> None:
    """Do it, and note whether it was accepted."""
    try:
        act()
        accepted.append(1)
    except Refused:
        pass


def wait_for(state: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _try in range(2_000):
        if state():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come to this")


def revoked_meanwhile(
    deed: Callable[[], object], done: Callable[[], int], revoke: Callable[[], object]
) -> tuple[int, int]:
    """Return how many deeds were done when the revocation committed, and how many in the end; `done` counts them."""
    accepted: list[int] = []

    def keep_doing() -> None:
        for _again in range(20):
            quietly(deed, accepted)

    with at_once([keep_doing] * count(10, proof=50)):
        wait_for(lambda: done() > 3)
        with transaction.atomic():
            revoke()
            then = done()
    return then, done()
