"""Stories of a counsellor and one client: what is next, what fits, where applications stand."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from firststop.casework.models import Assignment
from firststop.casework.models import Client as CaseClient
from firststop.core.models import RecordRead
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.views import counselling
from firststop.matching import queries
from firststop.matching.indexing import LiveIndex
from tests import cast, people
from tests.jobseekers.test_pages import case, read
from tests.matching.candidates import Market
from tests.placements import stage

pytestmark = pytest.mark.django_db


def page(person: uuid.UUID) -> str:
    return f"/en/me/clients/{person}"


def step(action: str, on: date) -> dict[str, str]:
    return {"action": action, "on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}


@pytest.mark.row("J-11")
def test_a_counsellor_plans_the_next_step_where_the_client_is_open() -> None:
    person, client = case(cast.ERMEK, cast.GULNARA), people.signed_in(cast.GULNARA)
    soon = timezone.localdate() + timedelta(days=3)
    assert "Nothing planned" in read(client, page(person))
    assert client.post(page(person), step("Call about the course", soon)).status_code == 302
    planned = CaseClient.objects.get(person=person)
    assert (planned.next_action, planned.next_action_on) == ("Call about the course", soon)
    assert "Call about the course" in read(client, page(person))
    assert "Call about the course" in read(client, "/en/me/clients")


@pytest.mark.row("J-11")
@pytest.mark.parametrize(("action", "days", "said"), [("Call", -1, "This day is over"), ("", 1, "Write what you do")])
def test_a_step_without_words_or_on_a_day_that_is_over_is_refused(action: str, days: int, said: str) -> None:
    person = case(cast.ERMEK, cast.GULNARA)
    sent = step(action, timezone.localdate() + timedelta(days=days))
    answer = people.signed_in(cast.GULNARA).post(page(person), sent)
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert CaseClient.objects.get(person=person).next_action == ""


@pytest.mark.row("J-11", "SR-11")
def test_nobody_plans_for_a_colleagues_client() -> None:
    person = case(cast.ERMEK, cast.MEERIM)
    answer = people.signed_in(cast.GULNARA).post(page(person), step("Call", timezone.localdate()))
    assert answer.status_code == 404
    assert CaseClient.objects.get(person=person).next_action == ""


def test_who_stands_in_reads_the_plan_and_does_not_change_it() -> None:
    person = case(cast.ERMEK, cast.MEERIM)
    absent, standing_in = people.person(cast.MEERIM), people.person(cast.GULNARA)
    until = timezone.localdate() + timedelta(days=5)
    Assignment.objects.create(office_id="test", account=absent, substitute=standing_in, away_until=until)
    client = people.signed_in(cast.GULNARA)
    assert "Plan the next step" not in read(client, page(person))
    assert client.post(page(person), step("Call", until)).status_code == 404
    assert CaseClient.objects.get(person=person).next_action == ""


@pytest.mark.row("J-11", "A-08")
def test_the_counsellor_sees_what_fits_and_where_applications_stand_and_the_client_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "live", LiveIndex())
    market, person = Market(), case(cast.ERMEK, cast.GULNARA)
    ermek = people.person(cast.ERMEK)
    market.sews(ermek)
    market.vacancy.title = "Seamstress for coats"
    market.vacancy.save()
    stage.sent(stage.welding().vacancy(), ermek)
    html = read(people.signed_in(cast.GULNARA), page(person))
    fits, sent = html[html.index("Vacancies that fit best") :].split("<h2>Applications")
    assert ("Seamstress for coats" in fits, "This is the work that is wished for" in fits) == (True, True)
    assert "The firm reads it" in sent
    assert set(RecordRead.objects.values_list("person", "what", "purpose")) == {
        (person, "jobseekers.profile", "jobseekers.counselling"),
        (person, "applications", "jobseekers.counselling"),
    }
    assert "Your applications" in read(people.signed_in(cast.ERMEK), "/en/account/looks/")


@pytest.mark.row("J-11")
def test_every_client_is_counted_and_stands_on_some_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counselling, "A_PAGE", 2)
    names = [who.name().family for who in (cast.ERMEK, cast.AIGUL, cast.CHARLIE)]
    for who in (cast.ERMEK, cast.AIGUL, cast.CHARLIE):
        case(who, cast.GULNARA)
    client = people.signed_in(cast.GULNARA)
    first, second = (read(client, f"/en/me/clients{asked}") for asked in ("", "?page=2"))
    assert ("3 people, weighted" in first, "3 people, weighted" in second) == (True, True)
    assert [sum(name in html for name in names) for html in (first, second)] == [2, 1]
    assert all(name in first + second for name in names)
    assert ('href="?page=2"' in first, 'href="?page=3"' in second, 'href="?page=1"' in second) == (True, False, True)
    assert client.get("/en/me/clients?page=0").status_code == 400


@pytest.mark.parametrize(("months", "said"), [(7, "less than a year"), (12, "about 1 year"), (60, "about 5 years")])
def test_a_client_has_worked_for_years_and_not_for_sixty_months(months: int, said: str) -> None:
    person = case(cast.ERMEK, cast.GULNARA)
    Market().sews(people.person(cast.ERMEK), months=months)
    html = read(people.signed_in(cast.GULNARA), page(person))
    assert (f"{said}</span>" in html, f"{months} month" in html) == (True, False)


@pytest.mark.row("J-11", "SR-20")
def test_a_counsellor_finds_a_client_by_name_or_code_and_the_address_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counselling, "A_PAGE", 1)
    for who, counsellor in ((cast.ERMEK, cast.GULNARA), (cast.AIGUL, cast.GULNARA), (cast.CHARLIE, cast.MEERIM)):
        case(who, counsellor)
    code = stage.profile_of(people.person(cast.AIGUL), Visibility.HIDDEN).code
    names = [who.name() for who in (cast.ERMEK, cast.AIGUL, cast.CHARLIE)]
    client = people.signed_in(cast.GULNARA)

    def found(wanted: str) -> list[str]:
        answer = client.post("/en/me/clients", {"wanted": wanted})
        assert answer.status_code == 200
        listed = answer.content.decode().partition('<ul class="fs-things"')[2]
        return [name.family for name in names if name.family in listed]

    ermek, aigul = names[0], names[1]
    assert found(ermek.family[:4].lower()) == [ermek.family]
    assert found(f"{aigul.given} {aigul.family}") == [aigul.family]
    assert (found(code.lower()), found(names[2].family), len(found(""))) == ([aigul.family], [], 1)
    assert 'method="post" action="/en/me/clients"' in read(client, "/en/me/clients")
    assert client.get(f"/en/me/clients?wanted={ermek.given}").status_code == 400
    assert RecordRead.objects.count() == 0


@pytest.mark.row("J-11")
def test_a_client_opens_beside_the_queue_and_the_next_one_is_one_key_away() -> None:
    order = []
    for days, who in ((-2, cast.ERMEK), (1, cast.AIGUL)):
        order.append(case(who, cast.GULNARA))
        CaseClient.objects.filter(person=order[-1]).update(next_action_on=timezone.localdate() + timedelta(days=days))
    client = people.signed_in(cast.GULNARA)
    assert 'id="case"' not in read(client, "/en/me/clients")
    first, last = (read(client, page(person)) for person in order)
    assert [f'{page(person)}" aria-current="true"' in html for person in order for html in (first, last)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert re.search(rf'href="{page(order[1])}"[^>]*data-key="n"', first) is not None
    assert 'data-key="n"' not in last
    assert set(RecordRead.objects.values_list("person", "what")) == {
        (person, "jobseekers.profile") for person in order
    }  # fmt: skip
