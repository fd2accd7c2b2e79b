"""Row security, the second wall: within a request the database itself shows only the rows that its reader may see.

The first wall is the views' own checks. Behind it every statement of a request runs as `ROLE`, which owns nothing, in a
transaction that carries the reader's identity; the policies of the migrations (see `walled`) compare rows with it. What
a whole nation's rows are needed for, such as the match index, steps over the wall by name: `beyond_reader`.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.migrations import RunSQL
from psycopg import sql
from psycopg.pq import TransactionStatus

#: The role of every request. It may read and write every table; which rows, the policies say.
ROLE = "firststop_reader"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom the database serves: a person, acting for an organisation, with roles of the service; all may be missing.

    `day` is the country's: the server's own day ends at another hour.
    """

    person: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()
    day: date | None = None


NOBODY = Reader()


@dataclass(slots=True)
class _Wall:
    """One request's wall: who reads is asked at the first statement, for a page may need none."""

    who: Callable[[], Reader]
    reader: Reader | None = None
    beyond: int = 0
    #: What the running transaction was told; None where it was told nothing yet.
    told: Reader | None = None

    def wanted(self) -> Reader | None:
        """Return the reader whom the next statement serves; None for the service itself."""
        if self.beyond:
            return None
        if self.reader is None:
            with self.opened():
                self.reader = self.who()
        return self.reader

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let the statements within see every row."""
        self.beyond += 1
        try:
            yield
        finally:
            self.beyond -= 1

    def __call__(self, run: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
        """Run one statement as its reader: in the transaction that is open, or in one of its own."""
        wanted, line = self.wanted(), connection.connection
        status = line.info.transaction_status
        if status == TransactionStatus.IDLE:
            self.told = None
        elif status == TransactionStatus.INERROR or statement.startswith("ROLLBACK TO"):
            # What was told since the savepoint is forgotten with it.
            self.told = None
            return run(statement, params, many, context)
        if wanted == self.told:
            return run(statement, params, many, context)
        with connection.wrap_database_errors:
            if status != TransactionStatus.IDLE or connection.in_atomic_block:
                line.execute(_telling(wanted))
                self.told = wanted
                return run(statement, params, many, context)
            line.execute(b"BEGIN; " + _telling(wanted))
            try:
                answer = run(statement, params, many, context)
            except BaseException:
                if not line.closed:
                    line.execute("ROLLBACK")
                raise
            line.execute("COMMIT")
            return answer

    def leave(self) -> None:
        """Give an open transaction back as the service's own."""
        line = connection.connection
        if self.told is not None and line is not None and line.info.transaction_status == TransactionStatus.INTRANS:
            line.execute(_telling(None))


_wall: ContextVar[_Wall | None] = ContextVar("firststop_wall", default=None)


@contextmanager
def rows_of(who: Callable[[], Reader]) -> Iterator[None]:
    """Serve only the rows of the reader `who` names, within; it is asked at the first statement, with all rows."""
    wall = _Wall(who)
    token = _wall.set(wall)
    try:
        with connection.execute_wrapper(wall):
            yield
    finally:
        _wall.reset(token)
        wall.leave()


@contextmanager
def beyond_reader() -> Iterator[None]:
    """Step over the wall: see every row, within. For what cannot be answered from one reader's rows; also a decorator.

    Whoever uses it checks what leaves it. `tests/architecture/test_row_security.py` lists them all.
    """
    wall = _wall.get()
    if wall is None:
        yield
        return
    with wall.opened():
        yield


def now_reads(reader: Reader | None) -> None:
    """Name another reader for the rest of the request, such as one who showed an API key; None: ask again who it is."""
    wall = _wall.get()
    if wall is not None:
        wall.reader = reader


def walled(table: str, **policies: str) -> RunSQL:
    """Return the migration that shows of `table` only the rows of which one of the conditions `policies` is true."""
    made = "".join(
        f"CREATE POLICY {name} ON {table} USING ({condition});"  # for reading, writing and what is written
        for name, condition in policies.items()
    )
    dropped = "".join(f"DROP POLICY {name} ON {table};" for name in policies)
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; {made}",
        f"{dropped} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def walled_history(table: str) -> RunSQL:
    """Return the migration that keeps a row history, which triggers write, from every request."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; CREATE POLICY noted ON {table} FOR INSERT WITH CHECK (true);",
        f"DROP POLICY noted ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def may_also_read(table: str, **policies: str) -> RunSQL:
    """Return the migration that lets somebody else read rows of `table`, as a package above it knows."""
    return RunSQL(
        "".join(f"CREATE POLICY {name} ON {table} FOR SELECT USING ({rows});" for name, rows in policies.items()),
        "".join(f"DROP POLICY {name} ON {table};" for name in policies),
    )


def may_add(table: str, **policies: str) -> RunSQL:
    """Return the migration that lets rows be added to `table` of which one of the conditions is true."""
    return RunSQL(
        "".join(f"CREATE POLICY {name} ON {table} FOR INSERT WITH CHECK ({rows});" for name, rows in policies.items()),
        "".join(f"DROP POLICY {name} ON {table};" for name in policies),
    )


@lru_cache(maxsize=256)
def _telling(reader: Reader | None) -> bytes:
    """Return the statements that tell a transaction whom it serves."""
    said = reader or NOBODY
    told = sql.SQL(
        "SET LOCAL ROLE {role}; SET LOCAL firststop.person = {person}; "
        "SET LOCAL firststop.organisation = {organisation}; SET LOCAL firststop.roles = {roles}; "
        "SET LOCAL firststop.day = {day}"
    ).format(
        role=sql.Identifier(ROLE) if reader else sql.SQL("NONE"),
        person=sql.Literal(str(said.person or "")),
        organisation=sql.Literal(str(said.organisation or "")),
        roles=sql.Literal(",".join(sorted(said.roles))),
        day=sql.Literal(str(said.day or "")),
    )
    return told.as_bytes()
