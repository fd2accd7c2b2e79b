"""A hire: it ends what else is open, all of it or none."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from firststop.core.models import Change, Message
from firststop.core.refusals import Code, Refused
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.models import Application
from firststop.placements.services import applications, hire
from tests import cast, people
from tests.counts import count
from tests.placements import stage
from tests.placements.stage import AT

_S = ApplicationState


def states() -> list[str]:
    return sorted(Application.objects.values_list("state", flat=True))


@pytest.mark.row("P-02")
@pytest.mark.django_db
def test_a_hire_ends_the_persons_other_applications_and_tells_those_firms() -> None:
    sewing, welding, aigul = stage.sewing(), stage.welding(), people.person(cast.AIGUL)
    here = stage.sent(sewing.vacancy(), aigul)
    there = stage.sent(welding.vacancy(title="Сварщик"), aigul)
    hire(here.id, organisation=sewing.organisation, by=sewing.by, at=AT)
    there.refresh_from_db()
    told = Message.objects.get(kind="placements.hired_elsewhere")
    assert (there.state, told.person) == (_S.HIRED_ELSEWHERE, people.person(cast.BAKYT).id)
    assert Message.objects.filter(kind="placements.hired", person=aigul.id).count() == 1


@pytest.mark.django_db
def test_the_last_opening_ends_the_other_applications_with_a_reason() -> None:
    house = stage.sewing()
    vacancy = house.vacancy(openings=1)
    winner, other = (stage.sent(vacancy, people.person(who)) for who in (cast.AIGUL, cast.ERMEK))
    hire(winner.id, organisation=house.organisation, by=house.by, at=AT)
    other.refresh_from_db()
    assert (other.state, other.reason) == (_S.REFUSED, RefusalReason.POSITION_FILLED)
    assert Message.objects.filter(kind="placements.refused", person=other.person_id).count() == 1


@pytest.mark.django_db
def test_while_openings_are_left_the_others_wait_on() -> None:
    house = stage.sewing()
    vacancy = house.vacancy(openings=2)
    first, other = (stage.sent(vacancy, people.person(who)) for who in (cast.AIGUL, cast.ERMEK))
    hire(first.id, organisation=house.organisation, by=house.by, at=AT)
    other.refresh_from_db()
    assert other.state == _S.NEW


@pytest.mark.django_db
def test_a_filled_vacancy_hires_nobody_more() -> None:
    house = stage.sewing()
    vacancy = house.vacancy(openings=1)
    late = stage.sent(vacancy, people.person(cast.ERMEK))
    stage.in_state(vacancy, people.person(cast.AIGUL), _S.HIRED)
    with pytest.raises(Refused) as refused:
        hire(late.id, organisation=house.organisation, by=house.by, at=AT)
    late.refresh_from_db()
    assert (refused.value.first.rule, late.state) == ("vacancy.filled", _S.NEW)


def test_nobody_applies_for_a_place_that_is_filled() -> None:
    vacancy = stage.sewing().vacancy(openings=1)
    stage.in_state(vacancy, people.person(cast.AIGUL), _S.HIRED)
    with pytest.raises(Refused) as refused:
        stage.sent(vacancy, people.person(cast.ERMEK))
    assert (refused.value.first.rule, Application.objects.filter(vacancy=vacancy).count()) == ("vacancy.filled", 1)


def test_the_last_hire_takes_the_ad_off_the_pages() -> None:
    house = stage.sewing()
    vacancy = house.vacancy(openings=2)
    for who, status in ((cast.AIGUL, "active"), (cast.ERMEK, "stopped")):
        hire(stage.sent(vacancy, people.person(who)).id, organisation=house.organisation, by=house.by, at=AT)
        vacancy.refresh_from_db()
        assert vacancy.status == status


class Crash(Exception):
    """The machine stops here."""


@pytest.mark.row("P-02")
@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("step", ["record_change", "tell_person", "tell_firm", "_close_rest"])
def test_a_crash_midway_leaves_no_part_of_a_hire(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sewing, welding = stage.sewing(), stage.welding()
    aigul, ermek = people.person(cast.AIGUL), people.person(cast.ERMEK)
    vacancy = sewing.vacancy(openings=1)
    here = stage.sent(vacancy, aigul)
    stage.sent(vacancy, ermek)
    stage.sent(welding.vacancy(), aigul)
    before = (states(), Change.objects.count(), Message.objects.count())

    def crash(*_args: object, **_facts: object) -> None:
        raise Crash

    monkeypatch.setattr(applications, step, crash)
    with pytest.raises(Crash):
        hire(here.id, organisation=sewing.organisation, by=sewing.by, at=AT)
    assert (states(), Change.objects.count(), Message.objects.count()) == before


def race(deeds: list[tuple[object, ...]]) -> Iterator[str]:
    """Run hires at the same moment, each on a connection of its own; yield what each was told."""
    together, said = threading.Barrier(len(deeds)), []

    def run(application: object, house: stage.House) -> None:
        together.wait()
        try:
            hire(application.id, organisation=house.organisation, by=house.by, at=AT)  # type: ignore[attr-defined]
            said.append("hired")
        except Refused as refused:
            said.append(refused.first.code.value)
        except Exception as fault:
            said.append(repr(fault))
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield from said


@pytest.mark.row("SR-27")
def test_of_many_hires_for_the_last_opening_one_wins(committed: str) -> None:
    house, rivals = stage.sewing(), count(4, proof=50)
    vacancy = house.vacancy(openings=1)
    assert house.by.for_id == str(house.organisation)
    sent = [stage.sent(vacancy, stage.stranger(number)) for number in range(rivals)]
    said = sorted(race([(each, house) for each in sent]))
    assert said == [Code.CONFLICT.value] * (rivals - 1) + ["hired"]
    assert states() == [_S.HIRED] + [_S.REFUSED] * (rivals - 1)


def test_two_firms_that_hire_the_same_person_do_not_wait_for_each_other_for_ever(committed: str) -> None:
    sewing, welding, aigul = stage.sewing(), stage.welding(), people.person(cast.AIGUL)
    here, there = stage.sent(sewing.vacancy(), aigul), stage.sent(welding.vacancy(), aigul)
    assert sewing.by != welding.by
    said = sorted(race([(here, sewing), (there, welding)]))
    assert said == [Code.CONFLICT.value, "hired"]
    assert states() == [_S.HIRED, _S.HIRED_ELSEWHERE]
