"""The service takes down an ad that breaks a rule: whoever applied is told at once, and once."""

import uuid

import pytest

from firststop.core.changes import lags, record_change
from firststop.core.models import Message
from firststop.placements import warning
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Invitation
from firststop.placements.services import invite
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.services import reject_vacancy, stop_vacancy
from tests import cast, people
from tests.core.test_changes import wait_until_settled
from tests.placements import stage

pytestmark = [pytest.mark.sql, pytest.mark.commits, pytest.mark.usefixtures("committed"), pytest.mark.row("SR-20")]
KIND = "placements.taken_down"


def told(kind: str = KIND) -> set[str]:
    """Return those who were told."""
    return {str(message.person) for message in Message.objects.filter(kind=kind)}


def test_everyone_whose_application_waits_is_told_and_sees_which_vacancy_it_was() -> None:
    ad, other = stage.sewing().vacancy(), stage.welding().vacancy()
    aigul, ermek, charlie = (people.person(who) for who in (cast.AIGUL, cast.ERMEK, cast.CHARLIE))
    stage.sent(ad, aigul)
    stage.in_state(ad, ermek, ApplicationState.WITHDRAWN)
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
    assert (told(), told("placements.invitation_taken_down")) == ({str(aigul.id)}, {str(charlie.id)})
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


def test_a_change_of_something_else_is_read_past_and_nothing_is_left_behind() -> None:
    record_change("test.other", "changed", uuid.uuid4())
    wait_until_settled()
    warning.step()
    assert [lag.entries for lag in lags(at=stage.AT) if lag.consumer == warning.NAME] == [0]
