"""Safe retries: the same key and request get the first answer again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from firststop.core.idempotency import answer_once, digest_of, lock_of
from firststop.core.locks import key_of
from firststop.core.models import StoredAnswer
from firststop.core.refusals import Code, Refused

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("C-07")]
AT = datetime(2026, 11, 25, tzinfo=UTC)
POST = digest_of("POST", "/api/v1/vacancies", b"{}")


def counting(status: int = 201) -> tuple[list[int], Callable[[], HttpResponse]]:
    done: list[int] = []

    def act() -> HttpResponse:
        done.append(1)
        return HttpResponse(f"made {len(done)}", status=status, content_type="text/plain")

    return done, act


@pytest.mark.parametrize("status", [201, 400, 500])
def test_a_repetition_gets_the_stored_answer_and_nothing_happens_again(status: int) -> None:
    done, act = counting(status)
    first = answer_once("firm", "k1", POST, act, at=AT)
    second = answer_once("firm", "k1", POST, act, at=AT)
    assert (first.status_code, first.content) == (second.status_code, second.content) == (status, b"made 1")
    assert second["Idempotent-Replayed"] == "true"
    assert len(done) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_for_now_leaves_the_key_free(status: int) -> None:
    answer_once("firm", "k1", POST, counting(status)[1], at=AT)
    done, act = counting()
    later = answer_once("firm", "k1", POST, act, at=AT)
    assert (later.status_code, done, "Idempotent-Replayed" in later) == (201, [1], False)


def test_the_same_key_with_another_body_is_refused_and_nothing_happens() -> None:
    done, act = counting()
    answer_once("firm", "k1", POST, act, at=AT)
    with pytest.raises(Refused) as refused:
        answer_once("firm", "k1", digest_of("POST", "/api/v1/vacancies", b"{1}"), act, at=AT)
    assert refused.value.first.code is Code.KEY_REUSED
    assert refused.value.first.code.status == 422
    assert len(done) == 1


def test_a_repetition_while_the_first_still_runs_is_told_to_wait() -> None:
    done, act = counting()
    with psycopg.connect(**connection.get_connection_params()) as first, first.transaction():
        first.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(lock_of("firm", "k1"))])
        with pytest.raises(Refused) as refused:
            answer_once("firm", "k1", POST, act, at=AT)
        assert (refused.value.first.code.status, refused.value.retry_after, done) == (409, 1, [])
    assert answer_once("firm", "k1", POST, act, at=AT).status_code == 201


@pytest.mark.row("SR-04")
def test_an_answer_that_could_not_be_kept_has_not_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is lost between the deed and its stored answer: neither stays, and the key is free again."""

    def act() -> HttpResponse:
        StoredAnswer.objects.create(caller="the deed", key="itself", digest=POST, status=1, delete_after=AT)
        return HttpResponse(b"made", status=201)

    create = StoredAnswer.objects.create

    def lost(**values: Any) -> StoredAnswer:
        if values["caller"] == "firm":
            raise OperationalError("server closed the connection unexpectedly")
        return create(**values)

    with monkeypatch.context() as patched:
        patched.setattr(StoredAnswer.objects, "create", lost)
        with pytest.raises(OperationalError):
            answer_once("firm", "k1", POST, act, at=AT)
    assert StoredAnswer.objects.count() == 0
    assert answer_once("firm", "k1", POST, act, at=AT).status_code == 201
    assert StoredAnswer.objects.filter(caller="the deed").count() == 1


def test_two_callers_may_use_the_same_key() -> None:
    done, act = counting()
    answer_once("firm", "k1", POST, act, at=AT)
    answer_once("other", "k1", POST, act, at=AT)
    assert len(done) == 2


def test_a_key_is_free_again_when_its_time_is_over() -> None:
    done, act = counting()
    answer_once("firm", "k1", POST, act, at=AT)
    answer_once("firm", "k1", POST, act, at=AT + timedelta(hours=25))
    assert len(done) == 2


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_is_empty_or_too_long_is_refused(key: str) -> None:
    done, act = counting()
    with pytest.raises(Refused):
        answer_once("firm", key, POST, act, at=AT)
    assert done == []


def test_a_key_is_free_again_when_nothing_was_answered() -> None:
    def breaks() -> HttpResponse:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        answer_once("firm", "k1", POST, breaks, at=AT)
    done, act = counting()
    assert answer_once("firm", "k1", POST, act, at=AT).status_code == 201
    assert len(done) == 1
