"""Applications: every arrow, and every pair without one."""

import itertools
from datetime import timedelta

import pytest

from firststop.core.models import Change, Message
from firststop.core.refusals import Code, Refused
from firststop.placements import services
from firststop.placements.enums import APPLICATION_ARROWS, ARCHIVABLE, ApplicationState, RefusalReason
from firststop.placements.models import Application
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT, Firm, House

pytestmark = pytest.mark.row("P-01")

_S = ApplicationState
#: The drawing of the issue, written out: whatever is not in it is refused.
DRAWN = {
    _S.NEW: {_S.IN_REVIEW, _S.POSTPONED, _S.TRIAL, _S.POOL, _S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE},
    _S.IN_REVIEW: {_S.POSTPONED, _S.TRIAL, _S.POOL, _S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE},
    _S.POSTPONED: {_S.IN_REVIEW, _S.TRIAL, _S.POOL, _S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE},
    _S.TRIAL: {_S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE},
    _S.POOL: {_S.IN_REVIEW, _S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE},
    _S.REFUSED: {_S.IN_REVIEW},
    _S.HIRED: set(),
    _S.WITHDRAWN: set(),
    _S.HIRED_ELSEWHERE: set(),
}
#: What somebody can do by a verb; "found work elsewhere" follows from a hire alone.
BY_A_VERB = [state for state in _S if state not in (_S.NEW, _S.HIRED_ELSEWHERE)]


def bring(application: Application, to: ApplicationState, house: House) -> Application:
    firm = Firm(organisation=house.organisation, by=house.by, at=AT)
    if to is _S.HIRED:
        return services.hire(application.id, **firm)
    if to is _S.REFUSED:
        return services.refuse_application(application.id, reason=RefusalReason.LANGUAGE, note="", **firm)
    if to is _S.WITHDRAWN:
        by = stage.doer(application.person)
        return services.withdraw(application.id, application.person_id, by=by, at=AT)
    if to is _S.TRIAL:
        return services.plan_meeting(application.id, AT + timedelta(days=2), where="", **firm)
    return services.move_application(application.id, to, **firm)


def test_the_table_holds_the_drawn_arrows_and_no_other() -> None:
    assert {state: set(to) for state, to in APPLICATION_ARROWS.items()} == DRAWN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "to"), [pair for pair in itertools.product(_S, BY_A_VERB) if pair[1] in DRAWN[pair[0]]]
)
def test_a_drawn_arrow_leads_there(before: ApplicationState, to: ApplicationState) -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), before)
    moved = bring(application, to, house)
    assert (moved.state, moved.decided_at is None) == (to, to.is_open)
    assert Change.objects.filter(topic="placements.application", subject=application.id).count() >= 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "to"),
    [
        pair
        for pair in itertools.product(_S, BY_A_VERB)
        # To plan a meeting again is to choose another day.
        if pair[1] not in DRAWN[pair[0]] and pair != (_S.TRIAL, _S.TRIAL)
    ],
)
def test_whatever_is_not_drawn_is_refused_and_changes_nothing(before: ApplicationState, to: ApplicationState) -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), before)
    changes, messages = Change.objects.count(), Message.objects.count()
    with pytest.raises(Refused) as refused:
        bring(application, to, house)
    application.refresh_from_db()
    assert refused.value.first.code is Code.CONFLICT
    assert (application.state, Change.objects.count(), Message.objects.count()) == (before, changes, messages)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [_S.NEW, _S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE])
def test_a_move_is_no_way_around_a_verb(state: ApplicationState) -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), _S.IN_REVIEW)
    with pytest.raises(Refused) as refused:
        services.move_application(application.id, state, organisation=house.organisation, by=house.by, at=AT)
    assert refused.value.first.rule == "application.verb"
    assert Application.objects.get().state == _S.IN_REVIEW


@pytest.mark.row("P-13")
@pytest.mark.django_db
@pytest.mark.parametrize("state", list(_S))
def test_only_what_is_over_can_be_put_away(state: ApplicationState) -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), state)
    if state in ARCHIVABLE:
        services.archive(application.id, organisation=house.organisation, by=house.by, at=AT)
    else:
        with pytest.raises(Refused):
            services.archive(application.id, organisation=house.organisation, by=house.by, at=AT)
    application.refresh_from_db()
    assert (application.archived_at is not None) == (state in {_S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE})


@pytest.mark.row("P-13")
@pytest.mark.django_db
def test_what_was_put_away_comes_back_when_it_is_looked_at_again() -> None:
    house = stage.sewing()
    application = stage.in_state(house.vacancy(), people.person(cast.AIGUL), _S.REFUSED)
    services.archive(application.id, organisation=house.organisation, by=house.by, at=AT)
    again = bring(application, _S.IN_REVIEW, house)
    assert (again.state, again.archived_at, again.reason) == (_S.IN_REVIEW, None, None)


@pytest.mark.django_db
def test_a_refusal_is_not_reconsidered_once_the_person_applied_again() -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    vacancy = house.vacancy()
    first = stage.in_state(vacancy, aigul, _S.REFUSED)
    stage.sent(vacancy, aigul)
    with pytest.raises(Refused) as refused:
        bring(first, _S.IN_REVIEW, house)
    assert refused.value.first.rule == "application.newer"


@pytest.mark.django_db
def test_a_second_application_is_refused_while_the_first_lives() -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    vacancy = house.vacancy()
    stage.sent(vacancy, aigul)
    with pytest.raises(Refused) as refused:
        stage.sent(vacancy, aigul, at=AT + timedelta(days=1))
    assert (refused.value.first.rule, Application.objects.count()) == ("application.twice", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["move", "refuse", "hire", "archive"])
def test_another_firms_application_does_not_exist(verb: str) -> None:
    house, other = stage.sewing(), stage.welding()
    application = stage.sent(house.vacancy(), people.person(cast.AIGUL))
    firm = Firm(organisation=other.organisation, by=other.by, at=AT)
    deeds = {
        "move": lambda: services.move_application(application.id, _S.IN_REVIEW, **firm),
        "refuse": lambda: services.refuse_application(application.id, reason=RefusalReason.OTHER, note="", **firm),
        "hire": lambda: services.hire(application.id, **firm),
        "archive": lambda: services.archive(application.id, **firm),
    }
    with pytest.raises(Refused) as refused:
        deeds[verb]()
    assert refused.value.first.code is Code.NOT_FOUND
    assert Application.objects.get().state == _S.NEW


@pytest.mark.django_db
def test_nobody_takes_back_somebody_elses_application() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    ermek = people.person(cast.ERMEK)
    with pytest.raises(Refused) as refused:
        services.withdraw(application.id, ermek.id, by=stage.doer(ermek), at=AT)
    assert refused.value.first.code is Code.NOT_FOUND
    assert Application.objects.get().state == _S.NEW
