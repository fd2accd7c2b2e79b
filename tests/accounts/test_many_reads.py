"""An account that opens very many records is noticed while it does (SR-12)."""

import uuid

import pytest
from django.utils import timezone

from firststop.accounts.services.notices import MANY_READS
from firststop.core import reads
from firststop.core.models import Message
from tests import cast, people

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("SR-12")]


def look(number: int, who: cast.Person = cast.GULNARA) -> None:
    by, today = people.actor(who), timezone.localdate()
    for _time in range(number):
        reads.record_read(uuid.uuid4(), by=by, role="counsellor", purpose="meeting", what="profile", on=today)


def told() -> set[uuid.UUID | None]:
    return set(Message.objects.filter(kind=MANY_READS).values_list("person", flat=True))


def test_the_supervisors_hear_of_the_two_hundredth_person_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "ALERT_AT", 20)
    leads = {people.person(cast.MEERIM).id}
    look(19)
    assert told() == set()
    look(1)
    assert told() == leads
    look(5)
    assert Message.objects.filter(kind=MANY_READS).count() == len(leads)


def test_a_firm_s_administrator_hears_of_the_recruiter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "ALERT_AT", 5)
    look(5, cast.NURLAN)
    assert told() == {people.person(cast.AIDA).id}


def test_the_number_is_that_of_the_promise() -> None:
    assert (reads.ALERT_AT, reads.STOP_AT) == (200, 1_000)
