"""A firm that is silent: reminded at days 14, 30 and 50, refused by itself at day 60."""

from datetime import timedelta

import pytest

from firststop.core.models import Message
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.models import Application
from firststop.placements.queries import answer_habit
from firststop.placements.services import move_application, remind_and_close
from tests import cast, people
from tests.orders import order
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = pytest.mark.row("P-04")

_S = ApplicationState


def reminders() -> int:
    """Return how many reminders each of the firm's two deciders got."""
    return Message.objects.filter(kind="placements.reminder", person=people.person(cast.AIDA).id).count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "reminded", "state"),
    [
        (13, 0, _S.NEW),
        (14, 1, _S.NEW),
        (29, 1, _S.NEW),
        (30, 2, _S.NEW),
        (49, 2, _S.NEW),
        (50, 3, _S.NEW),
        (59, 3, _S.NEW),
        (60, 3, _S.REFUSED),
        (61, 3, _S.REFUSED),
    ],
)
def test_reminders_and_the_end_come_on_their_days(days: int, reminded: int, state: ApplicationState) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    for day in range(days + 1):
        remind_and_close(at=AT + timedelta(days=day))
    application.refresh_from_db()
    assert (reminders(), application.state) == (reminded, state)


@pytest.mark.django_db
def test_before_a_meeting_that_is_planned_nobody_waits_for_the_firm() -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), ApplicationState.TRIAL)
    Application.objects.update(meeting_at=AT + timedelta(days=70))
    for days, ended in ((61, False), (129, False), (130, True)):
        remind_and_close(at=AT + timedelta(days=days))
        application.refresh_from_db()
        assert (application.state == ApplicationState.REFUSED) is ended, days


@pytest.mark.django_db
def test_the_end_by_silence_is_told_with_a_reason() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    assert remind_and_close(at=AT + timedelta(days=60)) == (0, 1)
    application.refresh_from_db()
    assert application.reason == RefusalReason.OTHER
    assert Message.objects.filter(kind="placements.refused", person=application.person_id).count() == 1


@pytest.mark.django_db
def test_running_twice_a_day_reminds_once() -> None:
    stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    at = AT + timedelta(days=14)
    assert [remind_and_close(at=at), remind_and_close(at=at)] == [(1, 0), (0, 0)]


@pytest.mark.django_db
def test_an_answer_starts_a_new_silence() -> None:
    house = stage.sewing()
    application = stage.sent(house.vacancy(), people.person(cast.AIGUL))
    remind_and_close(at=AT + timedelta(days=14))
    acted = AT + timedelta(days=20)
    move_application(application.id, _S.POSTPONED, organisation=house.organisation, by=house.by, at=acted)
    assert remind_and_close(at=acted + timedelta(days=13)) == (0, 0)
    assert remind_and_close(at=acted + timedelta(days=14)) == (1, 0)
    assert reminders() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", [_S.POOL, _S.HIRED, _S.REFUSED, _S.WITHDRAWN])
def test_what_is_kept_or_over_is_left_alone(state: ApplicationState) -> None:
    stage.in_state(stage.sewing().vacancy(), people.person(cast.AIGUL), state)
    assert remind_and_close(at=AT + timedelta(days=90)) == (0, 0)
    assert Application.objects.get().state == state


@pytest.mark.django_db
def test_silence_counts_in_the_share_of_answers() -> None:
    house = stage.sewing()
    vacancy = house.vacancy()
    for number in range(4):
        stage.sent(vacancy, stage.stranger(number))
    assert answer_habit(house.establishment.id) is None
    first = Application.objects.earliest("sent_at")
    move_application(first.id, _S.POOL, organisation=house.organisation, by=house.by, at=AT + timedelta(days=3))
    stage.sent(vacancy, stage.stranger(4))
    habit = answer_habit(house.establishment.id)
    assert habit is not None
    assert (habit.answered, habit.all, habit.usual_days) == (1, 5, 3)


@pytest.mark.row("C-01")
@pytest.mark.django_db
def test_a_silence_runs_by_the_days_that_held_when_it_began_whatever_is_ordered_later() -> None:
    house, day = stage.sewing(), timedelta(days=1)
    before = stage.sent(house.vacancy(), people.person(cast.AIGUL))
    later = stage.sent(house.vacancy(), people.person(cast.MEERIM))
    for ahead, refused, first in ((1, 30, 5), (2, 90, 6), (3, 40, 7)):
        order("placements.refused", refused, since=(AT + ahead * day).date())
        order("placements.first_reminder", first, since=(AT + ahead * day).date())
    Application.objects.filter(id=later.id).update(touched_at=AT + day)
    assert remind_and_close(at=AT + 6 * day - timedelta(seconds=1)) == (0, 0)
    assert remind_and_close(at=AT + 6 * day) == (1, 0)
    assert remind_and_close(at=AT + 31 * day) == (1, 1)
    assert [ended.id for ended in Application.objects.filter(state=_S.REFUSED)] == [later.id]
    assert remind_and_close(at=AT + 60 * day - timedelta(seconds=1))[1] == 0
    assert remind_and_close(at=AT + 60 * day)[1] == 1
    before.refresh_from_db()
    assert before.state == _S.REFUSED
