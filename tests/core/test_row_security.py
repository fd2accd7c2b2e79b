"""Row security on a line that is not in a transaction: each statement has its own, and leaves nothing behind."""

import uuid
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from firststop.core.models import Draft
from firststop.core.row_security import ROLE, Reader, beyond_reader, rows_of

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("SR-11")]


def asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def whom() -> str:
    return str(asked("SELECT current_user")[0][0])


def test_outside_a_request_the_service_reads_for_itself(committed: str) -> None:
    with beyond_reader():
        assert whom() != ROLE


def test_a_line_is_given_back_as_it_was(committed: str) -> None:
    before = whom()
    with rows_of(Reader):
        assert whom() == ROLE
        with beyond_reader():
            assert whom() == before
        assert whom() == ROLE
    assert whom() == before


def test_an_error_is_told_as_ever_and_leaves_the_line_in_order(committed: str) -> None:
    with rows_of(Reader):
        with pytest.raises(DatabaseError, match="division by zero"):
            asked("SELECT 1 / 0")
        assert whom() == ROLE
    assert whom() != ROLE


def test_what_one_statement_writes_is_there_at_once_for_everybody(committed: str) -> None:
    owner = uuid.UUID("0b9f7f0a-0000-4000-8000-000000000001")
    with rows_of(lambda: Reader(person=owner)):
        Draft.objects.create(owner=owner, form="f", values={}, delete_on="2026-01-01")
        with psycopg.connect(**connection.get_connection_params()) as other:
            assert other.execute("SELECT count(*) FROM core_draft").fetchone() == (1,)


def test_whoever_reads_is_asked_once_and_only_where_a_row_is_read(committed: str) -> None:
    named: list[str] = []

    def who() -> Reader:
        named.append(whom())
        return Reader()

    with rows_of(who):
        assert named == []
        for _time in range(3):
            asked("SELECT 1")
    assert named == [whom()]
