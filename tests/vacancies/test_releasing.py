"""A held ad goes before a moderator as soon as somebody has proven to speak for its employer."""

import threading
import time
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from firststop.casework.models import Task
from firststop.core.locks import lock_until_commit
from firststop.employers.enums import Verification
from firststop.employers.services import trust_establishment
from firststop.vacancies import releasing
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import release_verified, reopen_vacancy, stop_vacancy
from firststop.vacancies.services.queues import QUEUE
from tests import people
from tests.core.test_changes import wait_until_settled
from tests.vacancies.test_life import AT, Firm, ground

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.row("E-02")]


def prove(firm: Firm) -> None:
    trust_establishment(firm.firm.id, way=Verification.COUNTER, by=people.BY, at=AT)


def start(work: Callable[[], object]) -> threading.Thread:
    """Begin `work` beside the transaction that is open here; return once it waits for its turn, or is done."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 30
    while thread.is_alive() and not somebody_waits():
        assert time.monotonic() < deadline, "it neither waits nor ends"
        time.sleep(0.02)
    return thread


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


def is_read(vacancy: uuid.UUID) -> bool:
    """Return whether a vacancy waits for a moderator, and not in vain."""
    queued = Task.objects.waiting().filter(queue=QUEUE, subject=vacancy).exists()
    return queued and Vacancy.objects.get(id=vacancy).status == AdStatus.CHECKING


def test_what_is_sent_while_the_proof_is_granted_is_read(committed: str) -> None:
    firm = Firm(verified=False)
    ground()
    with transaction.atomic():
        lock_until_commit(f"vacancies.caps:{firm.firm.id}")
        sends = start(firm.post)
        prove(firm)
        release_verified(firm.firm.id, at=AT)
    sends.join()
    assert is_read(Vacancy.objects.get().id)


def test_what_is_opened_again_while_the_proof_is_granted_is_read(committed: str) -> None:
    firm = Firm(verified=False)
    held = firm.post()
    stop_vacancy(held.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)

    def prove_and_release() -> None:
        prove(firm)
        release_verified(firm.firm.id, at=AT)

    with transaction.atomic():
        reopen_vacancy(held.id, organisation=firm.house.id, by=firm.by, at=AT)
        proves = start(prove_and_release)
    proves.join()
    assert is_read(held.id)


def test_the_release_waits_for_what_is_just_being_sent(committed: str) -> None:
    firm = Firm(verified=False)
    with transaction.atomic():
        held = firm.post()
        releases = start(lambda: release_verified(firm.firm.id, at=AT))
    releases.join()
    assert is_read(held.id)


def test_what_was_left_held_is_read_once_its_proven_firm_sends_it_again(committed: str) -> None:
    firm = Firm(verified=False)
    left = firm.post(reference="A-1")
    prove(firm)
    again = firm.post(reference="A-1")
    assert (again.id, again.version, again.status) == (left.id, 1, AdStatus.CHECKING)
    assert is_read(left.id)


def test_a_proof_brings_the_held_ads_of_its_employer_before_a_moderator(committed: str) -> None:
    firm, other = Firm(verified=False), Firm(verified=False)
    held, waits = firm.post(), other.post()
    prove(firm)
    wait_until_settled()
    while releasing.step():
        pass
    assert Vacancy.objects.get(id=held.id).status == AdStatus.CHECKING
    assert Vacancy.objects.get(id=waits.id).status == AdStatus.RECEIVED
