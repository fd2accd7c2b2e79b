"""Not to this employer: neither it, nor its units, nor whoever acts for it sees that a person looks for work."""

from dataclasses import dataclass

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from firststop.accounts import services
from firststop.accounts.enums import Role
from firststop.accounts.models import Account
from firststop.core.models import Message, RecordRead
from firststop.core.refusals import Refused
from firststop.employers.models import ActsFor, Establishment
from firststop.employers.queries import eyes_of
from firststop.employers.services import begin_acting, end_acting, register_unit
from firststop.jobseekers.enums import Origin, Visibility
from firststop.jobseekers.queries import facts_of, is_hidden_from
from firststop.jobseekers.services import accept_occupation, hide_from, open_profile, set_visibility
from firststop.matching import indexing, queries
from firststop.placements.models import Invitation
from firststop.placements.services import invite
from firststop.taxonomy.models import Place
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.placements.stage import AT, House, doer

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-04")]
RELATIONS = (
    "itself",
    "unit",
    "parent",
    "sister",
    "agency",
    "agency_unit",
    "agency_of_unit",
    "stranger",
    "ended_agency",
)
SEES = {"stranger", "ended_agency"}


@dataclass(frozen=True)
class Scene:
    """A person who hides from one employer, and a vacancy of somebody who stands in some relation to it."""

    who: Account
    house: House
    vacancy: Vacancy


@pytest.fixture(autouse=True)
def fresh_index(monkeypatch: pytest.MonkeyPatch) -> indexing.LiveIndex:
    live = indexing.LiveIndex()
    monkeypatch.setattr(queries, "live", live)
    return live


def unit_of(firm: Establishment, house: House) -> Establishment:
    place, _new = Place.objects.get_or_create(code="test-unit", defaults={"path": "/test-unit/", "kind": "settlement"})
    return register_unit(firm.id, name="Unit", place=place.code, by=house.by)


def related(relation: str) -> tuple[Establishment, Establishment, House]:
    """Return whom the person hides from, who looks, and the house whose people look."""
    named, other = stage.sewing(), stage.welding()
    if relation == "itself":
        return named.establishment, named.establishment, named
    if relation in ("unit", "parent"):
        unit = unit_of(named.establishment, named)
        pair = (named.establishment, unit) if relation == "unit" else (unit, named.establishment)
        return *pair, named
    if relation == "sister":
        sister = Establishment.objects.create(organisation_id=named.organisation, name="Sister", source="register")
        return named.establishment, sister, named
    looking = unit_of(other.establishment, other) if relation == "agency_unit" else other.establishment
    client = unit_of(named.establishment, named) if relation == "agency_of_unit" else named.establishment
    if relation != "stranger":
        begin_acting(other.establishment.id, client.id, by=people.lead(), at=AT)
    if relation == "ended_agency":
        end_acting(other.establishment.id, client.id, by=people.lead(), at=AT)
    return named.establishment, looking, other


def scene(relation: str) -> Scene:
    named, looking, house = related(relation)
    work, who = concept("occupation", en="seamstress"), people.person(cast.AIGUL)
    profile = open_profile(who.id, by=doer(who))
    accept_occupation(profile.id, work.id, wanted=True, months=24, origin=Origin.TYPED, by=doer(who))
    set_visibility(profile.id, Visibility.FULL, by=doer(who))
    vacancy = house.vacancy()
    Vacancy.objects.filter(id=vacancy.id).update(establishment=looking, occupation=work)
    hide_from(profile.id, named.id, by=doer(who))
    return Scene(who, house, vacancy)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECRUITER])
@pytest.mark.parametrize("relation", RELATIONS)
def test_no_role_of_a_related_employer_finds_counts_or_invites_the_person(relation: str, role: Role) -> None:
    told = scene(relation)
    client = people.client_of(_member(told.house, role), hat=str(told.house.organisation))
    page = client.get(f"/en/matches/candidates/{told.vacancy.id}")
    assert page.status_code == 200
    seen = relation in SEES
    assert (str(told.who.id) in {str(match.id) for match in queries.people_for(told.vacancy.id, on=AT.date())}) == seen
    assert (len(page.context["found"]), RecordRead.objects.filter(person=told.who.id).count()) == (seen, seen)
    assert is_hidden_from(told.who.id, [told.vacancy.establishment_id]) is not seen
    if not seen:
        before = Message.objects.count()
        with pytest.raises(Refused) as no:
            _invite(told)
        assert (no.value.first.rule, Invitation.objects.count(), Message.objects.count(), mail.outbox) == (
            "not_found", 0, before, [],
        )  # fmt: skip
    else:
        assert _invite(told).person_id == told.who.id


def _member(house: House, role: Role) -> Account:
    account = stage.stranger(1)
    _waiting, code = services.invite_member(house.organisation, role, at=AT, by=people.BY)
    services.accept_invitation(code, account.id, at=AT, by=people.BY)
    return account


def _invite(told: Scene) -> Invitation:
    return invite(
        told.vacancy.id, told.who.id, organisation=told.house.organisation, message="", by=told.house.by, at=AT
    )


def test_the_person_still_finds_and_may_apply_to_whom_they_like() -> None:
    told = scene("stranger")
    facts = facts_of(told.who.id)
    assert facts is not None
    assert told.vacancy.establishment_id not in facts.not_to
    assert stage.sent(told.vacancy, told.who).person_id == told.who.id


def test_relations_cost_five_queries_however_many_units(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    house = stage.sewing()
    for _time in range(3):
        unit_of(house.establishment, house)
    begin_acting(stage.welding().establishment.id, house.establishment.id, by=people.lead(), at=AT)
    with django_assert_num_queries(5):
        assert len(eyes_of([house.establishment.id])) == 5


@pytest.mark.parametrize("who", [cast.NURLAN, cast.CHARLIE, cast.ERMEK])
def test_only_administrators_of_either_side_and_staff_name_an_agency(who: cast.Person) -> None:
    agent, client = stage.welding(), stage.sewing()
    with pytest.raises(Refused):
        begin_acting(agent.establishment.id, client.establishment.id, by=people.actor(who), at=AT)
    assert not ActsFor.objects.exists()
    for by in (agent.by, client.by, people.lead()):
        begin_acting(agent.establishment.id, client.establishment.id, by=by, at=AT)
    assert ActsFor.objects.count() == 1


def test_an_agency_cannot_end_it_to_see_who_hides() -> None:
    agent, client = stage.welding(), stage.sewing()
    begin_acting(agent.establishment.id, client.establishment.id, by=agent.by, at=AT)
    for by in (agent.by, client.by):
        with pytest.raises(Refused) as no:
            end_acting(agent.establishment.id, client.establishment.id, by=by, at=AT)
        assert no.value.first.rule == "right.staff"
    assert ActsFor.objects.filter(ended_at__isnull=True).count() == 1


def test_an_enterprise_does_not_act_for_itself() -> None:
    own = stage.sewing()
    with pytest.raises(Refused) as no:
        begin_acting(own.establishment.id, own.establishment.id, by=own.by, at=AT)
    assert (no.value.first.rule, ActsFor.objects.exists()) == ("acting.itself", False)
