"""Locks on files: the kernel frees them with the process, so that none is ever left behind."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firststop.core.postgres.errors import BusyError
from firststop.core.postgres.places import Place

#: Longer than a start or a stop may take, so that who waits sees the end of it.
START_LOCK_SECONDS = 150.0
_PAUSE = 0.1


def open_owned(path: Path, owner: int, flags: int = os.O_RDWR) -> int:
    """Open or make a private file that `owner` can open again; never follows a link somebody left there."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    if os.fstat(descriptor).st_uid != owner:
        os.fchown(descriptor, owner, -1)
    return descriptor


@contextmanager
def open_lock(path: Path) -> Iterator[int]:
    """Yield a descriptor of the lock file `path`, which belongs to whom its folder belongs to."""
    descriptor = open_owned(path, path.parent.stat().st_uid)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the lock unless another process holds it; return whether it was taken."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share_lock(descriptor: int) -> None:
    """Take a share in the lock; who only looks whether it is free, or gives it up, holds it alone for a moment."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextmanager
def starting(place: Place, *, seconds: float = START_LOCK_SECONDS) -> Iterator[None]:
    """Be the only process that starts or stops the server of `place`; raises `BusyError` after `seconds`."""
    deadline = time.monotonic() + seconds
    with open_lock(place.start_lock) as descriptor:
        while not try_lock(descriptor):
            if time.monotonic() > deadline:
                raise BusyError(
                    f"Another process has been starting or stopping the database for {seconds:.0f} seconds.",
                    "Wait for it, or end it, and try again.",
                )
            time.sleep(_PAUSE)
        yield


def is_in_use(place: Place) -> bool:
    """Say whether a process needs the server just now (a demo, an import)."""
    if not place.users_lock.exists():
        return False
    with open_lock(place.users_lock) as descriptor:
        return not try_lock(descriptor)
