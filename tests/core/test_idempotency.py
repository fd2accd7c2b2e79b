"""Safe retries: the same key and request get the first answer again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse

from firststop.core.idempotency import answer_once, digest_of
from firststop.core.models import StoredAnswer
from firststop.core.refusals import Code, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-07")]
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


def test_the_same_key_with_another_body_is_refused_and_nothing_happens() -> None:
    done, act = counting()
    answer_once("firm", "k1", POST, act, at=AT)
    with pytest.raises(Refused) as refused:
        answer_once("firm", "k1", digest_of("POST", "/api/v1/vacancies", b"{1}"), act, at=AT)
    assert refused.value.first.code is Code.KEY_REUSED
    assert refused.value.first.code.status == 422
    assert len(done) == 1


def test_a_repetition_while_the_first_still_runs_is_told_to_wait() -> None:
    StoredAnswer.objects.create(caller="firm", key="k1", digest=POST, delete_after=AT + timedelta(days=1))
    done, act = counting()
    with pytest.raises(Refused) as refused:
        answer_once("firm", "k1", POST, act, at=AT)
    assert (refused.value.first.code.status, refused.value.retry_after, done) == (409, 1, [])


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
