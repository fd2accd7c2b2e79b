"""Profiles: whose they are, who sees them, who never."""

import uuid
from collections.abc import Callable
from functools import partial

import pytest

from firststop.casework.services import assign_client, register_office
from firststop.core.actor import Actor
from firststop.core.models import Change, RecordRead
from firststop.core.refusals import Code, Refused
from firststop.employers.services import register_unit
from firststop.jobseekers import services
from firststop.jobseekers.enums import Hours, Origin, Practice, Spoken, Visibility
from firststop.jobseekers.models import CvFile, Profile
from firststop.jobseekers.queries import is_hidden_from, profile_facts, visible_profiles
from firststop.jobseekers.services import (
    Wishes,
    give_cv,
    hide_from,
    open_profile,
    paste_cv,
    profiles,
    set_visibility,
    set_wishes,
)
from firststop.taxonomy.enums import Licence
from firststop.taxonomy.models import Place
from firststop.vacancies.enums import Cefr, Schedule
from tests import cast, people
from tests.jobseekers.samples import word
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.placements.stage import AT


def mine(who: cast.Person = cast.ERMEK) -> tuple[Profile, Actor]:
    account = people.person(who)
    return open_profile(account.id, by=stage.doer(account)), stage.doer(account)


@pytest.mark.row("J-04")
@pytest.mark.django_db
def test_a_new_profile_is_hidden_and_has_a_code_without_look_alikes() -> None:
    profile, _by = mine()
    assert profile.visibility == Visibility.HIDDEN
    assert len(profile.code) == 6
    assert not set(profile.code) & set("01OIL") - {"L"}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["open", "wishes", "visibility", "hide", "skill", "cv"])
def test_nobody_writes_somebody_elses_profile(verb: str) -> None:
    profile, _by = mine()
    other = stage.doer(people.person(cast.CHARLIE))
    firm = stage.sewing().establishment.id
    deeds: dict[str, Callable[[], object]] = {
        "open": lambda: open_profile(profile.person_id, by=other),
        "wishes": lambda: set_wishes(profile.id, Wishes(), by=other),
        "visibility": lambda: set_visibility(profile.id, Visibility.FULL, by=other),
        "hide": lambda: hide_from(profile.id, firm, by=other),
        "skill": lambda: services.remove_skill(profile.id, uuid.uuid4(), by=other),
        "cv": lambda: paste_cv(profile.person_id, "Welder", by=other, at=AT),
    }
    changes = Change.objects.count()
    with pytest.raises(Refused) as refused:
        deeds[verb]()
    profile.refresh_from_db()
    assert refused.value.first.code is Code.NOT_FOUND
    assert (profile.version, profile.visibility, Change.objects.count()) == (1, Visibility.HIDDEN, changes)
    assert CvFile.objects.count() == 0


@pytest.mark.django_db
def test_only_ones_own_counsellor_writes_a_profile_and_the_person_sees_it() -> None:
    profile, _by = mine()
    gulnara, clerk = people.actor(cast.GULNARA), people.moderator()
    place = Place.objects.create(code="test-office", path="/test-office/", kind="settlement")
    service = uuid.UUID(gulnara.for_id or "")
    register_office("test", names={"en": "Office"}, place=place.code, organisation=service, by=people.BY)
    for stranger in (clerk, gulnara):
        with pytest.raises(Refused):
            set_wishes(profile.id, Wishes(radius_km=50), by=stranger)
    assert RecordRead.objects.count() == 0
    assign_client(profile.person_id, uuid.UUID(gulnara.id), "test", on=AT.date(), by=people.BY)
    assert set_wishes(profile.id, Wishes(radius_km=50), by=gulnara).radius_km == 50
    look = RecordRead.objects.get()
    assert (look.person, look.reader, look.purpose) == (profile.person_id, gulnara.id, "jobseekers.counselling")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wishes", "rule"),
    [
        (Wishes(place="nowhere"), "wishes.place"),
        (Wishes(radius_km=501), "wishes.radius"),
        (Wishes(radius_km=-1), "wishes.radius"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wishes: Wishes, rule: str) -> None:
    profile, by = mine()
    with pytest.raises(Refused) as refused:
        set_wishes(profile.id, wishes, by=by)
    profile.refresh_from_db()
    assert (refused.value.first.rule, profile.version) == (rule, 1)


def seen_by(visibility: Visibility, relation: str) -> bool:
    """Return whether an employer of this relation to the named one may see the person."""
    profile, by = mine()
    set_visibility(profile.id, visibility, by=by)
    sewing, welding = stage.sewing(), stage.welding()
    Place.objects.create(code="test-unit", path="/test-unit/", kind="settlement")
    unit = register_unit(sewing.establishment.id, name="Unit", place="test-unit", by=sewing.by)
    asks = {"employer": sewing.establishment.id, "its unit": unit.id, "stranger": welding.establishment.id}
    named = {"the employer": sewing.establishment.id, "the unit": unit.id}
    hidden_from, asking = relation.split(" from ", maxsplit=1)[0], relation.split(" from ")[1]
    if hidden_from in named:
        hide_from(profile.id, named[hidden_from], by=by)
    facts = profile_facts([profile.id])[0]
    shown = not is_hidden_from(profile.person_id, [asks[asking]])
    listed = profile.id in visible_profiles() and asks[asking] not in facts.not_to
    assert shown == listed
    return shown


@pytest.mark.row("J-04")
@pytest.mark.django_db
@pytest.mark.parametrize("asking", ["employer", "its unit", "stranger"])
@pytest.mark.parametrize("hidden_from", ["nobody", "the employer", "the unit"])
@pytest.mark.parametrize("visibility", list(Visibility))
def test_who_sees_whom(visibility: Visibility, hidden_from: str, asking: str) -> None:
    expected = visibility is not Visibility.HIDDEN and (hidden_from == "nobody" or asking == "stranger")
    assert seen_by(visibility, f"{hidden_from} from {asking}") is expected


@pytest.mark.django_db
def test_the_same_cv_is_kept_once_and_a_refused_one_not_at_all() -> None:
    account = people.person(cast.ERMEK)
    by, file = stage.doer(account), word("Welder", "B")
    give_cv(account.id, file, by=by, at=AT)
    give_cv(account.id, file, by=by, at=AT)
    with pytest.raises(Refused):
        give_cv(account.id, b"a photo", by=by, at=AT)
    assert CvFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \n ", "a" * 200_001])
def test_an_empty_or_endless_text_is_no_cv(text: str) -> None:
    account = people.person(cast.ERMEK)
    with pytest.raises(Refused):
        paste_cv(account.id, text, by=stage.doer(account), at=AT)
    assert (CvFile.objects.count(), Profile.objects.count()) == (0, 0)


def skill() -> uuid.UUID:
    return concept("skill", en="sew").id


@pytest.mark.django_db
def test_the_newest_answer_about_a_work_stands() -> None:
    profile, by = mine()
    weld, bake, sew = (concept("occupation", en=word).id for word in ("weld", "bake", "sew"))
    first = [(weld, True, 6), (bake, True, 24), (sew, True, 0)]
    services.accept_proposals(profile.id, skills=[], occupations=first, origin=Origin.TYPED, by=by)
    newest = [(weld, False, 48), (bake, False, 0), (weld, False, 84)]
    services.accept_proposals(profile.id, skills=[], occupations=newest, origin=Origin.FROM_CV, by=by)
    said = {(it.occupation_id, it.wanted, it.months) for it in profile.occupations.all()}
    assert said == {(weld, False, 84), (sew, True, 0)}


@pytest.mark.django_db
def test_a_full_profile_takes_changes_of_what_it_holds_and_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    profile, by = mine()
    monkeypatch.setattr(profiles, "MOST_SKILLS", 1)
    monkeypatch.setattr(profiles, "MOST_OCCUPATIONS", 1)
    held, work, other = skill(), concept("occupation", en="weld").id, concept("occupation", en="bake").id
    take = partial(services.accept_proposals, profile.id, origin=Origin.FROM_CV, by=by)
    work_at = partial(services.accept_occupation, profile.id, wanted=True, origin=Origin.TYPED, by=by)
    can = partial(services.accept_skill, profile.id, origin=Origin.TYPED, by=by)
    take(skills=[held], occupations=[(work, True, 0)])
    take(skills=[held], occupations=[(work, True, 24)])
    work_at(work, months=48)
    can(held)
    deeds: list[Callable[[], None]] = [
        lambda: take(skills=[held, skill()], occupations=[]),
        lambda: take(skills=[], occupations=[(other, True, 0)]),
        lambda: work_at(other, months=0),
        lambda: can(skill()),
    ]
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.first.rule == "profile.full"
    assert [it.skill_id for it in profile.skills.all()] == [held]
    assert [(it.occupation_id, it.months) for it in profile.occupations.all()] == [(work, 48)]


@pytest.mark.parametrize(("months", "band"), [(0, 0), (3, 6), (6, 6), (23, 6), (24, 24), (60, 48), (720, 84)])
def test_months_lie_in_the_band_that_they_reach(months: int, band: int) -> None:
    assert Practice.of(months) == band


@pytest.mark.parametrize(("ours", "theirs"), [(Hours, Schedule), (Spoken, Cefr)])
def test_what_people_choose_has_the_codes_of_vacancies(ours: type[Hours], theirs: type[Schedule]) -> None:
    assert set(ours.values) <= set(theirs.values)


def test_licences_are_written_as_vacancies_write_them() -> None:
    assert all(code.isupper() and code.isalnum() for code in Licence.values)
