"""Stories of offices: set up by a lead, staffed, closed on a day, and who stands in for whom."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firststop.accounts.enums import OrganisationKind
from firststop.accounts.services import register_organisation
from firststop.casework.enums import Clock
from firststop.casework.events import OFFICE_CHANGED, OFFICES, STAFF_CHANGED
from firststop.casework.models import Assignment, Catchment, Office
from firststop.casework.queries import absences, may_open, office_for
from firststop.casework.services import (
    assign_client,
    assign_staff,
    change_office,
    close_office,
    due_at,
    mark_away,
    mark_back,
    open_office_again,
    open_task,
    register_office,
    release_staff,
)
from firststop.core.actor import Actor
from firststop.core.models import Change
from firststop.core.refusals import Refused
from tests import cast, people
from tests.employers.firms import open_country
from tests.people import actor, organisation_of, person, signed_in
from tests.scene import KEEPER, fingerprint

pytestmark = pytest.mark.django_db
LIST = "/en/desk/offices"
NAMES = {"name_ky": "Караколдогу бөлүм", "name_ru": "Отделение в Караколе", "name_en": "Office in Karakol"}
#: Samat, who counsels too.
COLLEAGUE = replace(cast.SAMAT, parts=(*cast.SAMAT.parts, cast.Part(cast.SERVICE, "counsellor")))
#: A Wednesday in the morning, no holiday near.
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
ON = NOW.date()


@pytest.fixture
def office() -> Office:
    """Open the country, and one office in Karakol."""
    open_country()
    names = {"en": "Karakol", "ru": "Каракол", "ky": "Каракол"}
    return register_office("karakol", names=names, place=cast.KARAKOL, organisation=house(), by=people.BY)


def written(day: date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def read(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", [cast.MEERIM, KEEPER], ids=["lead", "administrator"])
def test_a_new_service_sets_up_its_first_office_on_pages_alone(who: cast.Person) -> None:
    open_country()
    client, gulnara = signed_in(who), person(cast.GULNARA).id
    assert ("Offices" in read(client, "/en/desk/"), "No office yet" in read(client, LIST)) == (True, True)
    once = str(uuid.uuid4())
    sent = {**NAMES, "place": "Karakol", "phone": "0312 12 34 56", "once": once}
    answers = [client.post(f"{LIST}/new", sent) for _time in range(2)]
    made = Office.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"{LIST}/{made.code}"] * 2
    assert (made.place_id, made.phone, made.names["ky"]) == (cast.KARAKOL, "+996312123456", NAMES["name_ky"])
    assert (made.is_demonstration, office_for(cast.KARAKOL)) == (False, made.code)
    assert client.post(f"{LIST}/{made.code}", {"deed": "staff", "account": str(gulnara)}).status_code == 302
    assert Assignment.objects.get().account_id == gulnara
    row = read(client, LIST).partition("<tbody")[2]
    assert [word in row for word in ("Office in Karakol", "Karakol", "312", ">1</td>", ">0</td>")] == [True] * 5
    assert "Отделение в Караколе" in client.get("/ru/desk/offices").content.decode()
    assert "Караколдогу бөлүм" in client.get("/ky/desk/offices").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_ky": ""}, "in each language"),
        ({"place": "Nowhere at all"}, "We do not know this place"),
        ({"place": ""}, "Write the town"),
        ({"phone": "12"}, "no such phone number"),
    ],
)
def test_an_office_without_a_name_a_place_or_with_a_wrong_phone_is_not_made(wrong: dict[str, str], said: str) -> None:
    open_country()
    answer = signed_in(cast.MEERIM).post(f"{LIST}/new", {**NAMES, "place": "Karakol", "phone": "", **wrong})
    assert (answer.status_code, said in answer.content.decode(), Office.objects.count()) == (400, True, 0)


def test_an_office_that_moves_leaves_its_old_place_and_the_second_of_a_town_takes_none(office: Office) -> None:
    client = signed_in(cast.MEERIM)
    register_office("second", names={"en": "B"}, place=cast.KARAKOL, organisation=house(), by=people.BY)
    assert office_for(cast.KARAKOL) == "karakol"
    page = f"{LIST}/karakol/change"
    assert 'value="Karakol"' in read(client, page)
    answer = client.post(page, {**NAMES, "place": "Kant", "phone": ""})
    office.refresh_from_db()
    assert (answer.status_code, office.place_id, office.names["en"]) == (302, cast.KANT, "Office in Karakol")
    assert (office_for(cast.KANT), Catchment.objects.filter(place=cast.KARAKOL).exists()) == ("karakol", False)


@pytest.mark.row("C-04")
def test_a_closed_day_moves_what_an_office_promises_from_then_on_and_no_other_office(office: Office) -> None:
    by, closed = actor(cast.MEERIM), date(2026, 11, 27)
    register_office("bishkek", names={"en": "B"}, place=cast.BISHKEK, organisation=house(), by=people.BY)
    before = open_task("tests", uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=NOW, office="karakol")
    close_office("karakol", closed, on=ON, by=by)
    close_office("karakol", closed, on=ON, by=by)
    promised = {
        code: open_task("tests", uuid.uuid4(), clock=Clock.FIRST_ANSWER, at=NOW, office=code).due_at.date()
        for code in ("karakol", "bishkek", None)
    }
    assert promised == {"karakol": date(2026, 11, 30), "bishkek": closed, None: closed}
    before.refresh_from_db()
    assert before.due_at.date() == closed
    open_office_again("karakol", closed, by=by)
    assert due_at(Clock.FIRST_ANSWER, NOW, office="karakol").date() == closed


def test_closed_days_are_added_and_taken_back_on_the_page_and_what_is_over_is_refused(office: Office) -> None:
    client, today = signed_in(cast.MEERIM), timezone.localdate()
    page, soon = f"{LIST}/karakol", today + timedelta(days=3)
    Office.objects.update(closed_days=[today - timedelta(days=9)])
    refused = client.post(page, {"deed": "close", **written(today - timedelta(days=1), "closed")})
    assert (refused.status_code, "This day is over" in refused.content.decode()) == (400, True)
    assert client.post(page, {"deed": "close"}).status_code == 400
    assert client.post(page, {"deed": "close", **written(soon, "closed")}).status_code == 302
    office.refresh_from_db()
    assert office.closed_days == [soon]
    assert f'value="{soon.isoformat()}"' in read(client, page)
    assert client.post(page, {"deed": "open", "day": "soon"}).status_code == 400
    client.post(page, {"deed": "open", "day": soon.isoformat()})
    office.refresh_from_db()
    assert office.closed_days == []


@pytest.mark.row("J-11")
def test_a_substitute_opens_the_clients_of_who_is_away_until_that_day_and_not_after(office: Office) -> None:
    absent, other, client = person(cast.GULNARA).id, person(cast.SAMAT).id, person(cast.AIGUL).id
    second = register_office("b", names={"en": "B"}, place=cast.KANT, organisation=house(), by=people.BY)
    for code in ("karakol", second.code):
        assign_staff(code, absent, by=people.BY)
    assign_client(client, absent, "karakol", on=ON, by=people.BY)
    with pytest.raises(Refused) as no:
        mark_away("karakol", absent, until=ON, substitute=other, on=ON, by=actor(cast.MEERIM))
    assert no.value.first.rule == "office.substitute_counsels"
    person(COLLEAGUE)
    until = ON + timedelta(days=2)
    mark_away("karakol", absent, until=until, substitute=other, on=ON, by=actor(cast.MEERIM))
    days = [ON, until, until + timedelta(days=1)]
    assert [may_open(client, other, on=day) for day in days] == [True, True, False]
    assert [len(absences(other, on=day)) for day in days] == [1, 1, 0]
    assert Assignment.objects.filter(substitute=other).count() == 2
    mark_back("karakol", absent, by=actor(cast.MEERIM))
    assert not may_open(client, other, on=ON)


NOWHERE: dict[str, Any] = {"names": {"en": "X"}, "place": "nowhere", "phone": None}
REFUSED: dict[str, tuple[str, Callable[[], object]]] = {
    "who is no member": ("office.member", lambda: assign_staff("karakol", key(cast.CHARLIE), by=lead())),
    "a substitute who is no member": ("office.member", lambda: away(cast.CHARLIE)),
    "oneself as the substitute": ("office.substitute_self", lambda: away(cast.GULNARA)),
    "a substitute who may open no client": ("office.substitute_counsels", lambda: away(cast.MEERIM)),
    "away until yesterday": ("office.past", lambda: away(COLLEAGUE, until=ON - timedelta(days=1))),
    "away from where one does not work": ("not_found", lambda: away(COLLEAGUE, who=cast.MEERIM)),
    "closed yesterday": ("office.past", lambda: close_office("karakol", ON - timedelta(days=1), on=ON, by=lead())),
    "moved to nowhere": ("office.place", lambda: change_office("karakol", **NOWHERE, by=lead())),
    "new and nowhere": ("office.place", lambda: register_office("x", **NOWHERE, organisation=house(), by=lead())),
    "an unknown office": ("not_found", lambda: assign_staff("nowhere", key(cast.GULNARA), by=lead())),
    "whoever has clients there": ("office.has_clients", lambda: release_staff("karakol", key(cast.GULNARA), by=lead())),
    "by a counsellor": ("right.missing", lambda: close_office("karakol", ON, on=ON, by=actor(cast.GULNARA))),
    "by a firm": ("right.missing", lambda: assign_staff("karakol", key(cast.GULNARA), by=actor(cast.AIDA))),
}


def key(who: cast.Person) -> uuid.UUID:
    return person(who).id


def lead() -> Actor:
    return actor(cast.MEERIM)


def house() -> uuid.UUID:
    return organisation_of(cast.SERVICE).id


def away(substitute: cast.Person, *, who: cast.Person = cast.GULNARA, until: date = ON) -> None:
    mark_away("karakol", key(who), until=until, substitute=key(substitute), on=ON, by=lead())


@pytest.mark.parametrize(("rule", "deed"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_changes_nothing(office: Office, rule: str, deed: Callable[[], object]) -> None:
    everybody = [person(who) for who in (*cast.CAST, COLLEAGUE)]
    assign_staff("karakol", key(cast.GULNARA), by=people.BY)
    assign_client(key(cast.AIGUL), key(cast.GULNARA), "karakol", on=ON, by=people.BY)
    before = fingerprint()
    with pytest.raises(Refused) as no:
        deed()
    assert (no.value.first.rule, fingerprint() == before, len(everybody)) == (rule, True, len(cast.CAST) + 1)


def test_each_deed_stands_in_the_change_log_with_who_did_it(office: Office) -> None:
    person(COLLEAGUE)
    Change.objects.filter(topic=OFFICES).delete()
    assign_staff("karakol", key(cast.GULNARA), by=lead())
    assign_staff("karakol", key(cast.GULNARA), by=lead())
    away(COLLEAGUE)
    close_office("karakol", ON, on=ON, by=lead())
    release_staff("karakol", key(cast.GULNARA), by=lead())
    told = Change.objects.filter(topic=OFFICES).order_by("id")
    of_staff, of_office = (STAFF_CHANGED, key(cast.GULNARA)), (OFFICE_CHANGED, house())
    assert [(each.verb, each.subject) for each in told] == [of_staff, of_staff, of_office, of_staff]
    assert {(each.detail["office"], each.detail["by"]) for each in told} == {("karakol", lead().id)}


def test_a_page_of_one_member_of_staff_says_who_stands_in_and_takes_them_out(office: Office) -> None:
    gulnara, colleague, client = key(cast.GULNARA), key(COLLEAGUE), signed_in(cast.MEERIM)
    page, until = f"{LIST}/karakol/staff/{gulnara}", timezone.localdate() + timedelta(days=2)
    assert client.get(page).status_code == 404
    assign_staff("karakol", gulnara, by=people.BY)
    assert client.post(page, {"deed": "away", "substitute": str(gulnara), **written(until, "until")}).status_code == 400
    assert client.post(page, {"deed": "away", "substitute": str(colleague)}).status_code == 400
    assert Assignment.objects.get().substitute_id is None
    sent = {"deed": "away", "substitute": str(colleague), **written(until, "until")}
    assert client.post(page, sent).status_code == 302
    stands_in = f"{cast.SAMAT.name().family}"
    assert [f"{stands_in}" in read(client, each) for each in (page, f"{LIST}/karakol")] == [True, True]
    assert "замещает" in client.get(f"/ru/desk/offices/karakol/staff/{gulnara}").content.decode()
    client.post(page, {"deed": "back"})
    assert "stands in." not in read(client, page)
    client.post(page, {"deed": "release"})
    assert not Assignment.objects.exists()
    assert "Nobody yet" in read(client, f"{LIST}/karakol")


def test_an_office_of_another_service_does_not_exist(office: Office) -> None:
    other = register_organisation(
        kind=OrganisationKind.SERVICE, name="Other", founder=key(cast.CHARLIE), at=NOW, by=people.BY
    )
    Office.objects.update(organisation=other)
    client = signed_in(cast.MEERIM)
    assert "Karakol" not in read(client, LIST)
    assert [client.get(f"{LIST}/karakol{page}").status_code for page in ("", "/change")] == [404, 404]


def test_more_offices_and_staff_ask_no_more_of_the_database(office: Office) -> None:
    client = signed_in(cast.MEERIM)
    assign_staff("karakol", key(cast.GULNARA), by=people.BY)
    person(cast.SAMAT)

    def asked() -> list[int]:
        counts = []
        for page in (LIST, f"{LIST}/karakol"):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))
        return counts

    before = asked()
    register_office("more", names={"en": "M"}, place=cast.KANT, organisation=house(), by=people.BY)
    assign_staff("karakol", key(cast.MEERIM), by=people.BY)
    assert asked() == before


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_everybody_reads_where_the_offices_are_and_their_numbers(office: Office, language: str) -> None:
    page = f"/{language}/help"
    html = read(Client(), page)
    assert (f">{office.names[language]}<" in html, "tel:" in html) == (True, False)
    change_office(office.code, names=office.names, place=cast.KARAKOL, phone="+996312123456", by=people.BY)
    html = read(Client(), page)
    assert ('href="tel:+996312123456"' in html, "no telephone number yet" in html) == (True, False)


def test_more_offices_ask_no_more_of_the_database_of_a_visitor(office: Office) -> None:
    with CaptureQueriesContext(connection) as few:
        read(Client(), "/en/help")
    for number in range(5):
        names = {"en": f"Office {number}"}
        register_office(f"more-{number}", names=names, place=cast.KARAKOL, organisation=house(), by=people.BY)
    with CaptureQueriesContext(connection) as many:
        html = read(Client(), "/en/help")
    assert ("Office 4" in html, len(many)) == (True, len(few))
