"""The service takes down an ad that breaks a rule: whoever applied is told at once, and once."""

import uuid

import pytest
from django.test import Client

from firststop.core.changes import lags, record_change
from firststop.core.models import Message
from firststop.placements import warning
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Invitation
from firststop.placements.services import invite
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import ReaderReport, Vacancy
from firststop.vacancies.services import reject_vacancy, report_vacancy, stop_vacancy
from tests import cast, people
from tests.core.test_changes import wait_until_settled
from tests.placements import stage

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.usefixtures("committed"), pytest.mark.row("SR-20")]
KIND = "placements.taken_down"


def told(kind: str = KIND) -> set[str]:
    """Return those who were told."""
    return {str(message.person) for message in Message.objects.filter(kind=kind)}


def test_everyone_whom_the_firm_could_have_seen_is_told_and_sees_which_vacancy_it_was() -> None:
    ad, other = stage.sewing().vacancy(), stage.welding().vacancy()
    aigul, ermek, charlie = (people.person(who) for who in (cast.AIGUL, cast.ERMEK, cast.CHARLIE))
    stage.sent(ad, aigul)
    stage.in_state(ad, aigul, ApplicationState.WITHDRAWN)
    stage.in_state(ad, ermek, ApplicationState.WITHDRAWN)
    bermet = stage.stranger(1)
    stage.in_state(ad, bermet, ApplicationState.REFUSED)
    stage.sent(other, charlie)
    house, lapsed = stage.sewing(), people.person(cast.NURLAN)
    for account in (charlie, lapsed):
        stage.profile_of(account)
        invite(ad.id, account.id, organisation=house.organisation, message="", by=house.by, at=stage.AT)
    Invitation.objects.filter(person=lapsed).update(state=InvitationState.LAPSED)
    reject_vacancy(ad.id, code=RejectionCode.FRAUD_SUSPECTED, text="", by=people.actor(cast.SAMAT), at=stage.AT)
    wait_until_settled()
    for _time in range(2):
        warning.step()
    assert told() == {str(aigul.id), str(ermek.id), str(bermet.id)}
    assert told("placements.invitation_taken_down") == {str(charlie.id)}
    assert Message.objects.filter(kind=KIND, person=aigul.id).count() == 1
    page = people.signed_in(cast.AIGUL).get("/en/applications/").content.decode()
    assert "Taken down by the service" in page
    assert "Taken down" not in people.signed_in(cast.CHARLIE).get("/en/applications/").content.decode()


def test_nobody_is_warned_of_an_ad_that_its_firm_has_stopped() -> None:
    house = stage.sewing()
    ad = house.vacancy()
    stage.sent(ad, people.person(cast.AIGUL))
    stop_vacancy(ad.id, organisation=house.organisation, reason="filled", by=house.by, at=stage.AT)
    wait_until_settled()
    warning.step()
    assert told() == set()


def reported_and_stopped() -> Vacancy:
    """Return an ad that a reader reported, whose firm then stopped it; Aigul has applied for it."""
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    ad = house.vacancy()
    stage.sent(ad, aigul)
    report_vacancy(ad.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.ERMEK), at=stage.AT)
    stop_vacancy(ad.id, organisation=house.organisation, reason="filled", by=house.by, at=stage.AT)
    return ad


@pytest.mark.parametrize("status", [AdStatus.STOPPED, AdStatus.EXPIRED])
def test_a_moderator_refuses_a_reported_ad_after_its_end_and_who_applied_is_warned(status: AdStatus) -> None:
    ad, moderator, reader = reported_and_stopped(), people.signed_in(cast.SAMAT), Client()
    Vacancy.objects.filter(id=ad.id).update(status=status)
    assert reader.get(f"/en/vacancies/{ad.id}").status_code == 410
    case = f"/en/vacancies/moderation/{ad.id}"
    assert "It broke a rule" in moderator.get(case).content.decode()
    said = {"code": "fee_asked", "text": "", "version": str(ad.version)}
    assert moderator.post(f"{case}/reject", said).status_code == 302
    wait_until_settled()
    warning.step()
    ad.refresh_from_db()
    assert (ad.status, ReaderReport.objects.get().settled_at is None) == (AdStatus.REJECTED, False)
    assert told() == {str(people.person(cast.AIGUL).id)}
    # Whoever did not apply reads as before that it has ended, and nothing of whose it was.
    page = reader.get(f"/en/vacancies/{ad.id}")
    assert (page.status_code, ad.establishment.name in page.content.decode()) == (410, False)


def test_a_change_of_something_else_is_read_past_and_nothing_is_left_behind() -> None:
    record_change("test.other", "changed", uuid.uuid4())
    wait_until_settled()
    warning.step()
    assert [lag.entries for lag in lags(at=stage.AT) if lag.consumer == warning.NAME] == [0]
