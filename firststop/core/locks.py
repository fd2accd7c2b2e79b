"""Locks on things that have no row of their own: caps, counters, names."""

import hashlib

from django.db import connection


def lock_until_commit(name: str) -> None:
    """Wait for the lock called `name` and hold it until the running transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(name)])


def try_lock_until_commit(name: str) -> bool:
    """Take the lock called `name` until the running transaction ends, unless somebody holds it; return whether."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key_of(name)])
        row = cursor.fetchone()
    return bool(row and row[0])


def key_of(name: str) -> int:
    """Return the number by which PostgreSQL knows the lock called `name`."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
