"""An ad that has ended: who applies for it still reads it, nobody else does, and no link leads into a dead end."""

import pytest
from django.test import Client

from firststop.placements.enums import ApplicationState
from firststop.placements.services import invite
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Contact, Vacancy
from firststop.vacancies.services import delete_vacancy, reject_vacancy, stop_vacancy
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-20", "SR-22")]
_S = ApplicationState


def told_whom_to_call(house: stage.House) -> Vacancy:
    """Return a public vacancy that names a person and a number in its text."""
    vacancy = house.vacancy()
    vacancy.record["description"] = "<p>Sew coats. Call Asel Bekova, +996 700 123 456.</p>"
    vacancy.save()
    Contact.objects.create(vacancy=vacancy, name="Asel Bekova", phone="+996700123456")
    return vacancy


def end(house: stage.House, vacancy: Vacancy, how: AdStatus) -> None:
    if how is AdStatus.STOPPED:
        stop_vacancy(vacancy.id, organisation=house.organisation, reason="filled", by=house.by, at=AT)
    elif how is AdStatus.REJECTED:
        code, moderator = RejectionCode.MISLEADING, people.actor(cast.SAMAT)
        reject_vacancy(vacancy.id, code=code, text="", by=moderator, at=AT)
    elif how is AdStatus.DELETED:
        delete_vacancy(vacancy.id, organisation=house.organisation, by=house.by, at=AT)
    else:
        Vacancy.objects.filter(id=vacancy.id).update(status=how)


def test_who_applies_reads_what_is_left_of_an_ad_after_its_stop() -> None:
    house = stage.sewing()
    vacancy = told_whom_to_call(house)
    stage.sent(vacancy, people.person(cast.AIGUL))
    end(house, vacancy, AdStatus.STOPPED)
    answer = people.signed_in(cast.AIGUL).get(f"/en/vacancies/{vacancy.id}")
    html = answer.content.decode()
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    assert [
        word for word in ("This vacancy has ended", vacancy.title, "Sew coats", "You applied on") if word not in html
    ] == []
    assert [word for word in ("Asel", "Bekova", "123 456", "700123456", "ld+json") if word in html] == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (_S.NEW, 200),
        (_S.TRIAL, 200),
        (_S.HIRED, 200),
        (_S.REFUSED, 410),
        (_S.WITHDRAWN, 410),
        (_S.HIRED_ELSEWHERE, 410),
    ],
)
def test_only_an_application_that_lives_opens_it(state: ApplicationState, code: int) -> None:
    house = stage.sewing()
    vacancy = house.vacancy()
    stage.in_state(vacancy, people.person(cast.AIGUL), state)
    end(house, vacancy, AdStatus.STOPPED)
    address = f"/en/vacancies/{vacancy.id}"
    assert people.signed_in(cast.AIGUL).get(address).status_code == code
    for other in (Client(), people.signed_in(cast.ERMEK), people.signed_in(cast.BAKYT)):
        answer = other.get(address)
        assert (answer.status_code, house.establishment.name in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("state", list(_S))
@pytest.mark.parametrize("status", [status for status in AdStatus if status is not AdStatus.DRAFT])
def test_no_link_of_who_applied_leads_into_a_dead_end(state: ApplicationState, status: AdStatus) -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    vacancy = house.vacancy()
    stage.in_state(vacancy, aigul, state)
    stage.profile_of(aigul)
    invite(vacancy.id, aigul.id, organisation=house.organisation, message="", by=house.by, at=AT)
    if status is not AdStatus.ACTIVE:
        end(house, vacancy, status)
    client, page = people.signed_in(cast.AIGUL), f"/en/vacancies/{vacancy.id}"
    for address in ("/en/applications/", "/en/applications/invitations", "/en/me/"):
        html = client.get(address).content.decode()
        if f'href="{page}"' in html:
            assert client.get(page).status_code == 200, address
    listed = client.get("/en/applications/").content.decode()
    assert (f'href="{page}"' in listed) is (client.get(page).status_code == 200)
