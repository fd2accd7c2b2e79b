"""What was refused, or has a slip, is corrected where it stands: the same vacancy in its next version, never a twin."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firststop.core.models import Draft
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import reject_vacancy, stop_vacancy
from tests import cast, people
from tests.accounts.test_own_page import found_in_tables
from tests.vacancies.test_writing import ANSWERS, firm, read, written

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-10")]
UNLAWFUL = "You sew. Only women up to 35 years of age."


def test_what_the_rules_refuse_at_once_is_quoted_and_leads_to_its_correction() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, work={"description": UNLAWFUL})
    assert "As it is we will not publish it." in read(client, f"{draft}/preview")
    html = client.post(f"{draft}/preview").content.decode()
    assert "Your vacancy is not published" in html
    assert "One of us checks it" not in html
    quoted = re.findall(r'<q lang="en">(.*?)</q> <a class="fs-link" href="(.*?)">', html)
    assert quoted
    for words, where in quoted:
        assert words in UNLAWFUL
        assert 'id="id_description"' in read(client, where.partition("#")[0])
    refused = Vacancy.objects.get()
    assert refused.status == AdStatus.REJECTED
    again = quoted[0][1].rpartition("/")[0]
    assert f'href="{again}/preview"' in html
    answer = client.post(f"{again}/work", ANSWERS["work"])
    assert "As it is we will not publish it." not in read(client, f"{again}/preview")
    assert answer.headers["Location"] == f"{again}/preview", "the other questions are answered already"
    assert "One of us checks it" in client.post(f"{again}/preview").content.decode()
    sent = Vacancy.objects.get()
    assert (sent.id, sent.version, sent.status) == (refused.id, 2, AdStatus.CHECKING)
    assert "35" not in sent.record["description"]
    assert Draft.objects.count() == 0


def test_sent_again_without_a_change_it_stays_refused_and_says_so_again() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    client.post(f"{written(client, work={'description': UNLAWFUL})}/preview")
    draft = Draft.objects.get()
    html = client.post(f"/en/vacancies/new/{draft.id}/preview").content.decode()
    assert "Your vacancy is not published" in html
    assert '<q lang="en">' in html
    assert (Vacancy.objects.get().status, Vacancy.objects.get().version) == (AdStatus.REJECTED, 1)


def test_a_refusal_by_a_person_is_corrected_too_and_nothing_of_the_ad_is_lost() -> None:
    made = firm()
    made.published()
    people_to_ask = [
        {"name": "Аида", "role": "кадры", "phone": "+996 700 000 103", "email": "aida@kumush-iyne.example"},
        {"name": "Нурлан", "phone": "+996 700 000 111"},
    ]
    place = {"code": "test-karakol", "address": "улица Гагарина, 7", "postcode": "722200"}
    posted = made.post(reference="A-1", contacts=people_to_ask, places=[place], tasks="Кроить.", at=timezone.now())
    reject_vacancy(posted.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=timezone.now())
    before = Vacancy.objects.get(id=posted.id)
    client = people.signed_in(cast.AIDA)
    draft = client.post(f"/en/vacancies/{posted.id}/correct").headers["Location"].removesuffix("/preview")
    assert "We read it again within one working day." in read(client, f"{draft}/preview")
    for step in ("terms", "pay", "ways"):
        given = ANSWERS[step] | (
            {"contact_name": "Аида", "contact_phone": "+996 700 000 103"} if step == "ways" else {}
        )
        assert client.post(f"{draft}/{step}", given).status_code == 302
    client.post(f"{draft}/preview")
    after = Vacancy.objects.get(id=posted.id)
    assert Vacancy.objects.count() == 2
    assert (after.version, before.version) == (2, 1)
    assert (after.id, after.reference, after.status) == (before.id, "A-1", AdStatus.CHECKING)
    assert after.record["places"] == [place]
    assert after.record["tasks"] == "Кроить."
    assert after.record["pay_min"] == "30000.00"
    assert list(after.contacts.values_list("name", "role")) == [("Аида", "кадры"), ("Нурлан", "")]


def test_a_public_vacancy_stays_public_and_its_correction_is_gone_on_with() -> None:
    made = firm()
    vacancy = made.published()
    client = people.signed_in(cast.AIDA)
    first, second = (client.post(f"/en/vacancies/{vacancy.id}/correct").headers["Location"] for _time in range(2))
    assert first == second
    draft = first.removesuffix("/preview")
    assert draft not in read(client, "/en/vacancies/mine"), "it is no vacancy of its own"
    client.post(f"{draft}/work", ANSWERS["work"] | {"title": "Seamstress for jackets"})
    assert client.get(f"{draft}/work").context["form"]["title"].value() == "Seamstress for jackets"
    client.post(f"{draft}/preview")
    after = Vacancy.objects.get()
    assert (after.id, after.title, after.status) == (vacancy.id, "Seamstress for jackets", AdStatus.ACTIVE)


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("who", [cast.BAKYT, cast.AIGUL, cast.GULNARA, cast.SAMAT])
def test_nobody_else_corrects_it(who: cast.Person) -> None:
    vacancy = firm().published()
    assert people.signed_in(who).post(f"/en/vacancies/{vacancy.id}/correct").status_code == 404
    assert Draft.objects.count() == 0


@pytest.mark.row("SR-11")
def test_a_correction_is_its_writers_alone_and_of_the_own_firm() -> None:
    vacancy = firm().published()
    client = people.signed_in(cast.AIDA)
    draft = client.post(f"/en/vacancies/{vacancy.id}/correct").headers["Location"]
    for who in (cast.NURLAN, cast.BAKYT):
        assert people.signed_in(who).post(draft).status_code == 404
    Draft.objects.update(owner=people.person(cast.BAKYT).id)
    other = people.signed_in(cast.BAKYT)
    other.post(draft)
    assert (Vacancy.objects.count(), Vacancy.objects.get().version) == (1, 1)


def test_what_has_ended_or_comes_from_a_source_is_not_corrected_here() -> None:
    made = firm()
    ended, of_feed = made.published().id, made.post().id
    stop_vacancy(ended, organisation=made.house.id, reason="filled", by=made.by, at=timezone.now())
    Vacancy.objects.filter(id=of_feed).update(source_type="partner_board")
    client = people.signed_in(cast.AIDA)
    for vacancy in (ended, of_feed):
        assert client.post(f"/en/vacancies/{vacancy}/correct").status_code == 404
        assert f"/{vacancy}/correct" not in read(client, "/en/vacancies/mine")
    assert Draft.objects.count() == 0


@pytest.mark.row("V-15")
@pytest.mark.parametrize("provider", ["jobtech", "trudvsem"])
def test_what_a_feed_sends_for_a_proven_firm_stays_its_sources_and_the_page_says_so(provider: str) -> None:
    vacancy, client = firm().published(), people.signed_in(cast.AIDA)
    draft = client.post(f"/en/vacancies/{vacancy.id}/correct").headers["Location"].removesuffix("/preview")
    client.post(f"{draft}/work", ANSWERS["work"] | {"title": "Seamstress for jackets"})
    Vacancy.objects.update(provider=provider, original_url="https://board.example/7")
    sent = client.post(f"{draft}/preview")
    assert sent.status_code == 400, "not even one that was begun before is sent"
    assert "There is no such vacancy." in sent.content.decode()
    assert client.post(f"/en/vacancies/{vacancy.id}/correct").status_code == 404
    for page in (f"/en/vacancies/{vacancy.id}", "/en/vacancies/mine"):
        html = read(client, page)
        assert "This vacancy comes from another service, which answers for it." in html
        assert 'href="https://board.example/7"' in html
        assert f"/{vacancy.id}/correct" not in html
    assert "Correct it there" not in read(Client(), f"/en/vacancies/{vacancy.id}")
    assert (Vacancy.objects.get().version, Vacancy.objects.get().title) == (1, vacancy.title)


def test_a_correction_that_is_older_than_the_vacancy_is_begun_anew() -> None:
    made = firm()
    sent = made.post(reference="A-1", at=timezone.now())
    client = people.signed_in(cast.AIDA)
    first = client.post(f"/en/vacancies/{sent.id}/correct").headers["Location"]
    made.post(reference="A-1", title="Швея-закройщик", at=timezone.now() + timedelta(minutes=1))
    second = client.post(f"/en/vacancies/{sent.id}/correct").headers["Location"]
    assert first != second
    assert Draft.objects.get().values["title"] == "Швея-закройщик"


@pytest.mark.row("V-20")
def test_with_the_end_of_a_vacancy_its_correction_goes_and_no_contact_stays_in_it() -> None:
    made = firm()
    vacancy = made.published()
    client = people.signed_in(cast.AIDA)
    client.post(f"/en/vacancies/{vacancy.id}/correct")
    other = written(client)
    assert "core_draft" in found_in_tables("+996 700 000 103")
    stop_vacancy(vacancy.id, organisation=made.house.id, reason="filled", by=made.by, at=timezone.now())
    assert [f"/en/vacancies/new/{draft.id}" for draft in Draft.objects.all()] == [other]
