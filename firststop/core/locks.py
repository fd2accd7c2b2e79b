"""Locks on things that have no row of their own: caps, counters, names."""

import hashlib

from django.db import connection


def lock_until_commit(name: str) -> None:
    """Wait for the lock called `name` and hold it until the running transaction ends."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
