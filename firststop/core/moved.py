"""A database from another server: restored from a dump, it brings numbers of transactions that mean nothing here."""

from django.db import connection, models, transaction
from psycopg import sql

#: No entry can be of a transaction that has not begun, unless it began on another server.
_HAS_MOVED = (
    "SELECT coalesce(max(transaction), 0) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM core_change"
)
#: Readers go back to the oldest entry that they have not read; in between they may read some again. Many stand at the
#: same place, so each place is looked up once.
_REWIND = sql.SQL(
    """
    UPDATE {table} AS c SET {transaction} = 0, {entry} = p.now FROM (
        SELECT d.t, d.n, coalesce(
            (SELECT min(e.id) - 1 FROM core_change e WHERE (e.transaction, e.id) > (d.t, d.n)),
            (SELECT max(e.id) FROM core_change e), 0) AS now
        FROM (SELECT DISTINCT {transaction} AS t, {entry} AS n FROM {table}) AS d
    ) AS p WHERE (c.{transaction}, c.{entry}) = (p.t, p.n)
    """
)
_OLDEST = "UPDATE core_change SET transaction = 0 WHERE transaction > 0"
#: The tables whose rows note how far they have read the change log, and the two columns that say it.
_places = {"core_consumer": ("transaction", "entry")}


def keeps_places(model: type[models.Model], *, transaction: str, entry: str) -> None:
    """Say that the rows of a table note in two columns how far in the change log they have come.

    Packages call it in `AppConfig.ready()`. Whoever keeps such a place by itself would never read again after a move.
    """
    _places[model._meta.db_table] = (transaction, entry)


def settle_moved_log() -> bool:
    """Make every entry of a change log from another server older than whatever is written here; return whether it was.

    Else readers would wait for transactions that never end, and skip what is written from now on.
    """
    if not _has_moved():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sql.SQL(", ").join(map(sql.Identifier, ("core_change", *_places)))
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(tables))
        if not _has_moved():
            return False
        for table, columns in _places.items():
            named = zip(("table", "transaction", "entry"), map(sql.Identifier, (table, *columns)), strict=True)
            cursor.execute(_REWIND.format(**dict(named)))
        cursor.execute(_OLDEST)
    return True


def _has_moved() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_HAS_MOVED)
        row = cursor.fetchone()
    return bool(row and row[0])
