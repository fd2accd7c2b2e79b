"""The match index of a running process: it follows the relations between enterprises, and lists no far-off work."""

import pytest

from firststop.accounts.services import erase_account
from firststop.core.models import Change
from firststop.employers.models import Establishment
from firststop.employers.services import begin_acting
from firststop.jobseekers.enums import Origin
from firststop.jobseekers.services import accept_skill
from firststop.matching import indexing, queries
from firststop.taxonomy.models import Concept
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.core.test_changes import wait_until_settled
from tests.jobseekers.test_pages import concept
from tests.matching.candidates import Market
from tests.matching.test_not_to_employer import scene
from tests.placements.stage import AT, doer


def test_an_agency_that_begins_later_stops_seeing_the_person(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "live", indexing.LiveIndex())
    told = scene("stranger")
    wait_until_settled()
    assert [match.id for match in queries.people_for(told.vacancy.id, on=AT.date())] == [told.who.id]
    named = Establishment.objects.exclude(id=told.vacancy.establishment_id).get()
    begin_acting(told.vacancy.establishment_id, named.id, by=people.lead(), at=AT)
    wait_until_settled()
    assert queries.people_for(told.vacancy.id, on=AT.date()) == []


@pytest.mark.row("A-11")
def test_whoever_erases_the_account_leaves_the_index_of_a_process_that_runs_on(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "live", indexing.LiveIndex())
    market, ermek, aigul = Market(), people.person(cast.ERMEK), people.person(cast.AIGUL)
    gone = market.sews(ermek)
    market.sews(aigul)
    wait_until_settled()
    listed = {match.id for match in queries.people_for(market.vacancy.id, on=AT.date())}
    assert listed == {ermek.id, aigul.id}
    erase_account(ermek.id, by=doer(ermek), at=AT)
    assert Change.objects.filter(verb="profile_erased", subject=gone.id).count() == 1
    wait_until_settled()
    assert [match.id for match in queries.people_for(market.vacancy.id, on=AT.date())] == [aigul.id]


def test_work_of_another_family_is_on_no_list_for_one_common_skill(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "live", indexing.LiveIndex())
    market, ermek = Market(), people.person(cast.ERMEK)
    check, press, weld = (concept("skill", en=words) for words in ("check quality", "press seams", "weld"))
    kin, other = concept("occupation", en="tailor"), concept("occupation", en="dental technician")
    for work, code in ((market.work, "7533"), (kin, "7531"), (other, "3214")):
        Concept.objects.filter(id=work.id).update(code=code)
    accept_skill(market.sews(ermek).id, check.id, origin=Origin.TYPED, by=doer(ermek))
    tailoring, dental, welding = (market.another() for _each in range(3))
    for ad, work, asked in (
        (tailoring, kin, (check, press, weld)),
        (dental, other, (check, press, weld)),
        (welding, other, (check, weld)),
    ):
        musts = [{"id": str(skill.id), "must": True} for skill in asked]
        Vacancy.objects.filter(id=ad.id).update(occupation=work, record={"title": ad.title, "skills": musts})
    listed = {card.id for card, _why in queries.best_for(ermek.id, on=AT.date())}
    assert listed == {tailoring.id, welding.id}
    apart = queries.fit(ermek.id, dental.id, on=AT.date())
    assert apart is not None
    assert apart.kept_apart_by == "too_far_off"
