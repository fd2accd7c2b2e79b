"""Profiles, applications, invitations and vacancies go on the day that their rule names, and not before."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from firststop.accounts.models import Account
from firststop.core import retention
from firststop.core.models import Change
from firststop.jobseekers.events import PROFILE_ERASED
from firststop.jobseekers.models import Profile, ProfileSkill
from firststop.placements.models import Application
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import stop_vacancy
from tests import people
from tests.cast import ERMEK
from tests.placements import stage

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("C-15")]
DAY = timedelta(days=1)
#: A leap day: two years later there is none.
LEAP = datetime(2028, 2, 29, 9, tzinfo=UTC)


def in_years(at: datetime, years: int) -> datetime:
    return at.replace(year=at.year + years)


def used(account: Account, at: datetime) -> Profile:
    profile = stage.profile_of(account)
    Profile.objects.filter(id=profile.id).update(changed_at=at)
    Account.objects.filter(id=account.id).update(last_login=None)
    return profile


def history_of(model: str, key: uuid.UUID) -> int:
    return int(apps.get_model(model)._default_manager.filter(pgh_obj_id=key).count())


def test_a_profile_goes_two_years_after_its_last_use_and_the_change_log_hears_of_it() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    profile = used(people.person(ERMEK), at)
    retention.delete_due(at=in_years(at, 2) - DAY)
    assert Profile.objects.filter(id=profile.id).exists()
    assert not Change.objects.filter(verb=PROFILE_ERASED).exists()
    retention.delete_due(at=in_years(at, 2) + DAY)
    assert not Profile.objects.filter(id=profile.id).exists()
    assert not ProfileSkill.objects.filter(profile=profile.id).exists()
    assert history_of("jobseekers.ProfileEvent", profile.id) == 0
    assert Change.objects.filter(verb=PROFILE_ERASED, subject=profile.id).count() == 1
    assert Account.objects.filter(id=profile.person_id).exists()


def test_signing_in_keeps_a_profile_that_nobody_changes() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    profile = used(people.person(ERMEK), at)
    Account.objects.filter(id=profile.person_id).update(last_login=in_years(at, 2))
    retention.delete_due(at=in_years(at, 3))
    assert Profile.objects.filter(id=profile.id).exists()


def test_an_application_goes_with_its_history_two_years_after_its_last_step() -> None:
    account, house = people.person(ERMEK), stage.sewing()
    at = timezone.now()
    sent = stage.sent(house.vacancy(), account, at=at)
    retention.delete_due(at=in_years(at, 2) - DAY)
    assert Application.objects.filter(id=sent.id).exists()
    retention.delete_due(at=in_years(at, 2) + 2 * DAY)
    assert not Application.objects.filter(id=sent.id).exists()
    assert history_of("placements.ApplicationEvent", sent.id) == 0


def test_a_vacancy_goes_five_years_after_it_ended_and_one_that_is_open_stays() -> None:
    house, at = stage.sewing(), timezone.now()
    open_one, ended = house.vacancy(), house.vacancy(title="Закройщик")
    stop_vacancy(ended.id, organisation=house.organisation, reason="filled", by=house.by, at=at)
    retention.delete_due(at=in_years(at, 5) - DAY)
    assert Vacancy.objects.filter(id=ended.id).exists()
    retention.delete_due(at=in_years(at, 5) + 2 * DAY)
    assert not Vacancy.objects.filter(id=ended.id).exists()
    assert Vacancy.objects.get(id=open_one.id).status == AdStatus.ACTIVE


def test_what_others_still_need_stays_and_does_not_hold_up_the_rest() -> None:
    house, at = stage.sewing(), timezone.now()
    needed, free = house.vacancy(), house.vacancy(title="Закройщик")
    sent = stage.sent(needed, people.person(ERMEK), at=at)
    for vacancy in (needed, free):
        stop_vacancy(vacancy.id, organisation=house.organisation, reason="filled", by=house.by, at=at)
    Application.objects.filter(id=sent.id).update(touched_at=in_years(at, 5))
    retention.delete_due(at=in_years(at, 5) + 2 * DAY)
    assert Vacancy.objects.filter(id=needed.id).exists()
    assert not Vacancy.objects.filter(id=free.id).exists()
    retention.delete_due(at=in_years(at, 7) + 2 * DAY)
    assert not Vacancy.objects.filter(id=needed.id).exists()


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    rule = next(rule for rule in retention.rules() if rule.model == "placements.Application")
    assert rule.last_day(LEAP.date()) == date(2030, 3, 1)
    assert rule.last_day(None) is None
