"""Whose turn it is: what a firm is told to answer is what waits for it, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from firststop.placements.enums import ApplicationState
from firststop.placements.models import Application
from firststop.placements.queries import longest_waiting, waiting_counts
from firststop.placements.services import move_application, remind_and_close
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("P-04")]
_S = ApplicationState
NOW, TOMORROW, YESTERDAY = 0, 1, -1
#: State, days from now to the meeting, whether it waits for the firm.
TURNS = [
    (_S.NEW, None, True),
    (_S.IN_REVIEW, None, True),
    (_S.POSTPONED, None, False),
    (_S.TRIAL, TOMORROW, False),
    (_S.TRIAL, YESTERDAY, True),
    (_S.TRIAL, None, True),
    (_S.POOL, None, False),
    (_S.HIRED, None, False),
    (_S.REFUSED, None, False),
    (_S.WITHDRAWN, None, False),
    (_S.HIRED_ELSEWHERE, None, False),
]


def test_the_table_names_every_state() -> None:
    assert {state for state, _meeting, _waits in TURNS} == set(_S)


@pytest.mark.parametrize(("state", "meeting", "waits"), TURNS)
def test_an_application_waits_for_the_firm_or_not(state: ApplicationState, meeting: int | None, waits: bool) -> None:
    house, now = stage.sewing(), timezone.now()
    vacancy = house.vacancy()
    application = stage.in_state(vacancy, people.person(cast.AIGUL), state)
    if meeting is not None:
        Application.objects.update(meeting_at=now + timedelta(days=meeting))
    assert waiting_counts(house.organisation, at=now) == ({vacancy.id: 1} if waits else {})
    assert longest_waiting(house.organisation, at=now, limit=5) == ([application] if waits else [])
    aida = people.signed_in(cast.AIDA)
    for page in ("/en/account/", "/en/vacancies/mine"):
        assert ("1 application waits for your answer" in aida.get(page).content.decode()) is waits, page
    listed = aida.get(f"/en/applications/for/{vacancy.id}").content.decode()
    assert ("They wait for your answer" in listed) is waits
    assert ("Nothing to do now" in listed) is (state.is_open and not waits)


def test_what_was_put_off_waits_again_from_the_day_of_the_first_reminder() -> None:
    house = stage.sewing()
    vacancy = house.vacancy()
    application = stage.sent(vacancy, people.person(cast.AIGUL))
    firm = stage.Firm(organisation=house.organisation, by=house.by, at=AT)
    move_application(application.id, _S.POSTPONED, **firm)
    for days, counted in ((13, {}), (14, {vacancy.id: 1})):
        at = AT + timedelta(days=days)
        remind_and_close(at=at)
        assert waiting_counts(house.organisation, at=at) == counted, days
