"""A database from another server: restored from a dump, it brings numbers of transactions that mean nothing here."""

from django.db import connection, transaction

#: No entry can be of a transaction that has not begun, unless it began on another server.
_HAS_MOVED = (
    "SELECT coalesce(max(transaction), 0) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM core_change"
)
#: Consumers go back to the oldest entry that they have not read; in between they may read some again.
_REWIND = """
    UPDATE core_consumer AS c SET transaction = 0, entry = coalesce(
        (SELECT min(e.id) - 1 FROM core_change e WHERE (e.transaction, e.id) > (c.transaction, c.entry)),
        (SELECT max(e.id) FROM core_change e), 0)
"""
_OLDEST = "UPDATE core_change SET transaction = 0 WHERE transaction > 0"


def settle_moved_log() -> bool:
    """Make every entry of a change log from another server older than whatever is written here; return whether it was.

    Else readers would wait for transactions that never end, and skip what is written from now on.
    """
    if not _has_moved():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE core_change, core_consumer IN SHARE ROW EXCLUSIVE MODE")
        if not _has_moved():
            return False
        cursor.execute(_REWIND)
        cursor.execute(_OLDEST)
    return True


def _has_moved() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_HAS_MOVED)
        row = cursor.fetchone()
    return bool(row and row[0])
