"""Connections that give up: a server that has fallen silent must not hold its readers for ever.

A cut line is noticed at once. A silent one is not: the kernel still takes what we send, and no answer comes. The
kernel's own probes (`PROBES`) find a machine that is gone; `PatientConnection` a server that is there and says nothing.
"""

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen, Query

#: What the kernel is asked to do on a quiet line (libpq's names): the first probe after 5 s, given up 9 s later.
PROBES = {
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
#: Seconds that a web page's statement may take; the server ends it then.
STATEMENT_SECONDS = 10
#: Seconds that an idle connection gets to show that it still stands.
CHECK_SECONDS = 0.7
_INTERVAL = 0.1


class PatientConnection(psycopg.Connection[Any]):
    """A connection that closes itself where the server does not answer within `patience` seconds (None: waits on)."""

    patience: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = _INTERVAL, timeout: float | None = None) -> RV:
        """Wait for an answer; raises `OperationalError` and closes where none comes in time."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.errors.OperationalError:
            # After a wait that was given up the answer may still arrive, and belong to nobody.
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                self.close()
            raise

    def execute(self, query: Query, *args: Any, **options: Any) -> psycopg.Cursor[Any]:
        """Run a statement; the empty one is the pool's question whether the line still stands, and is urgent."""
        if query != "":
            return super().execute(query, *args, **options)
        before, self.patience = self.patience, CHECK_SECONDS
        try:
            return super().execute(query, *args, **options)
        finally:
            self.patience = before


class WebConnection(PatientConnection):
    """A connection of the web server: a little more patient than the server's own limit for a statement."""

    patience = STATEMENT_SECONDS + 1
