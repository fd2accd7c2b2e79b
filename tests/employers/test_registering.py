"""Stories of registering an enterprise: numbers, take-over, the pages."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from firststop.accounts.enums import Role
from firststop.accounts.models import Membership, Organisation
from firststop.core.refusals import Refused
from firststop.employers.enums import Verification
from firststop.employers.models import Establishment
from firststop.employers.queries import establishments_of, related_to
from firststop.employers.services import name_from_feed, register_establishment, register_unit, trust_establishment
from tests import cast
from tests.employers.firms import INN, NOW, OTHER_INN, PHONE, aidas_firm, open_country
from tests.people import BY, actor, organisation_of, person, signed_in

pytestmark = pytest.mark.django_db

ANSWERS = {
    "number": {"scheme": "kg-inn", "number": INN},
    "name": {"name": "Charlie's Bakery"},
    "place": {"place": "Бишкек", "address": "Chuy 1"},
    "size": {"staff": ""},
}


def answer(client: Client, *steps: str, **changed: dict[str, str]) -> None:
    for step in steps:
        assert (
            client.post(f"/en/employers/register/{step}", {**ANSWERS[step], **changed.get(step, {})}).status_code == 302
        )


def register(client: Client) -> Establishment:
    answer(client, *ANSWERS)
    assert client.post("/en/employers/register/check").status_code == 302
    return Establishment.objects.latest("created_at")


@pytest.mark.row("E-01")
@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("kg-inn", "1234567890123"),
        ("kg-inn", "00000000000000"),
        ("kg-inn", "0123456789012a"),
        ("kg-okpo", "1234567"),
        ("ru-inn", "7707083894"),
        ("no-orgnr", "988077918"),
        ("fr-siret", "73282932000075"),
        ("kg-inn", ""),
    ],
)
def test_a_wrong_number_is_refused(scheme: str, number: str) -> None:
    house = organisation_of(cast.KUMUSH_IYNE).id
    with pytest.raises(Refused) as no:
        register_establishment(organisation=house, name="X", number=number, scheme=scheme, by=actor(cast.AIDA))
    assert (no.value.first.rule, no.value.first.pointer) == ("employer.number", "/number")
    assert not Establishment.objects.exists()


@pytest.mark.row("E-01")
@pytest.mark.parametrize(
    ("scheme", "number", "verdict"),
    [("kg-inn", INN, "format_only"), ("ru-inn", "7707083893", "verified"), ("no-orgnr", "988077917", "verified")],
)
def test_only_a_number_with_a_check_digit_is_called_verified(scheme: str, number: str, verdict: str) -> None:
    house = organisation_of(cast.KUMUSH_IYNE).id
    made = register_establishment(organisation=house, name="X", number=number, scheme=scheme, by=actor(cast.AIDA))
    assert made.number_verdict == verdict


def name_kumush() -> Establishment:
    return name_from_feed(name="KUMUSH", number=INN, scheme="kg-inn", source="feed")


def test_what_a_feed_named_stays_apart_from_whoever_registers_its_number() -> None:
    named = name_kumush()
    firm = aidas_firm()
    named.refresh_from_db()
    assert (named.name, named.organisation_id, named.parent_id) == ("KUMUSH", None, None)
    assert firm.id != named.id
    assert name_kumush().id == named.id


def test_a_feed_gives_nothing_to_whoever_has_registered_a_number_but_not_proven_it() -> None:
    firm = aidas_firm()
    named = name_kumush()
    assert named.organisation_id is None
    assert named.id != firm.id


@pytest.mark.parametrize("first", ["feed", "firm"])
def test_what_a_feed_named_is_a_unit_of_the_firm_that_has_proven_its_number(first: str) -> None:
    named = name_kumush() if first == "feed" else None
    firm = aidas_firm()
    named = named or name_kumush()
    trust_establishment(firm.id, way=Verification.COUNTER, by=BY, at=NOW)
    named.refresh_from_db()
    assert (named.parent_id, named.organisation_id) == (firm.id, firm.organisation_id)
    assert named.is_verified
    assert name_kumush().id == firm.id


def test_two_organisations_cannot_hold_one_enterprise() -> None:
    first = aidas_firm()
    with pytest.raises(Refused) as no:
        register_establishment(
            organisation=organisation_of(cast.CHUY_METALL).id,
            name="Mine",
            number=INN[:7] + " " + INN[7:],
            scheme="kg-inn",
            by=actor(cast.BAKYT),
        )
    assert no.value.first.rule == "employer.registered"
    first.refresh_from_db()
    assert (first.name, first.organisation_id) == ("Kumush Iyne", organisation_of(cast.KUMUSH_IYNE).id)


@pytest.mark.row("E-01")
def test_the_database_holds_one_enterprise_a_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'employers_one_a_number'")
        row = cursor.fetchone()
    assert row is not None
    assert "UNIQUE" in row[0]


def test_whoever_loses_the_race_for_a_number_reads_who_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    aidas_firm()
    blind = Establishment.objects.none()
    monkeypatch.setattr(type(Establishment.objects), "select_for_update", lambda _self: blind)
    with pytest.raises(Refused) as no:
        register_establishment(
            organisation=organisation_of(cast.CHUY_METALL).id,
            name="Mine",
            number=INN,
            scheme="kg-inn",
            by=actor(cast.BAKYT),
        )
    assert no.value.first.rule == "employer.registered"


@pytest.mark.row("E-01")
def test_a_unit_shares_number_and_trust_and_shows_its_parent(client: Client) -> None:
    open_country()
    firm = aidas_firm()
    unit = register_unit(firm.id, name="Shop in Kant", place=cast.KANT, by=actor(cast.AIDA))
    assert (unit.number, unit.is_verified) == (INN, False)
    assert related_to(unit.id) == {firm.id, unit.id}
    assert "Kumush Iyne" in client.get(f"/en/employers/{unit.id}").content.decode()


def test_somebody_without_a_firm_registers_one_and_acts_for_it() -> None:
    open_country()
    client = signed_in(cast.CHARLIE)
    made = register(client)
    assert (made.name, made.number, made.place_id) == ("Charlie's Bakery", INN, cast.BISHKEK)
    assert (made.register_phone, made.site) == (None, None)
    role = Membership.objects.get(organisation=made.organisation_id, account=person(cast.CHARLIE))
    assert role.role == Role.ADMINISTRATOR
    page = client.get(f"/en/employers/{made.id}/proof").content.decode()
    assert "Prove that you speak for your enterprise" in page


def test_the_administrator_of_a_firm_registers_it_without_a_second_organisation() -> None:
    open_country()
    client = signed_in(cast.AIDA)
    before = Organisation.objects.count()
    made = register(client)
    assert made.organisation_id == organisation_of(cast.KUMUSH_IYNE).id
    assert Organisation.objects.count() == before


def test_whoever_has_registered_goes_on_to_the_proof() -> None:
    firm = aidas_firm()
    client = signed_in(cast.AIDA)
    for step in ("register", "register/place", "register/check"):
        assert client.get(f"/en/employers/{step}").headers["Location"] == f"/en/employers/{firm.id}/proof"


def test_the_last_screen_waits_for_every_answer() -> None:
    open_country()
    client = signed_in(cast.CHARLIE)
    assert client.get("/en/employers/register/check").headers["Location"].endswith("/register/number")
    answer(client, "number")
    assert client.post("/en/employers/register/check").headers["Location"].endswith("/register/name")
    answer(client, "name", "place")
    page = client.get("/en/employers/register/check").content.decode()
    assert all(word in page for word in (INN, "Charlie&#x27;s Bakery", "Bishkek", "Chuy 1"))


def test_a_wrong_number_stays_in_its_field_with_the_error() -> None:
    answered = signed_in(cast.CHARLIE).post("/en/employers/register", {"scheme": "kg-inn", "number": "123"})
    assert answered.status_code == 400
    assert "Check its digits" in answered.content.decode()
    assert 'value="123"' in answered.content.decode()


def test_a_taken_number_makes_no_organisation() -> None:
    open_country()
    aidas_firm()
    client = signed_in(cast.CHARLIE)
    answer(client, *ANSWERS)
    before = Organisation.objects.count()
    answered = client.post("/en/employers/register/check")
    assert answered.status_code == 409
    assert "Somebody has registered this enterprise already" in answered.content.decode()
    assert Organisation.objects.count() == before


@pytest.mark.row("E-01")
def test_name_address_and_phone_come_from_the_register(settings: Settings) -> None:
    settings.EMPLOYER_REGISTER = "tests.employers.firms.PaperRegister"
    open_country()
    client = signed_in(cast.CHARLIE)
    answer(client, "number")
    assert "Kumush Iyne LLC" in client.get("/en/employers/register/name").content.decode()
    answer(client, "name", "place")
    client.post("/en/employers/register/check")
    made = Establishment.objects.get(number=INN)
    assert (made.name, made.address) == ("Kumush Iyne LLC", "Toktogul 1")
    assert (made.register_phone, made.site) == (PHONE, "https://www.kumush.example")


def test_the_register_says_nothing_of_a_number_that_it_does_not_know(settings: Settings) -> None:
    settings.EMPLOYER_REGISTER = "tests.employers.firms.PaperRegister"
    open_country()
    client = signed_in(cast.CHARLIE)
    answer(client, *ANSWERS, number={"number": OTHER_INN})
    client.post("/en/employers/register/check")
    assert Establishment.objects.get(number=OTHER_INN).register_phone is None


def test_places_are_suggested_while_typing(client: Client) -> None:
    open_country()
    assert "Karakol" in client.get("/en/employers/places?place=kara").content.decode()
    assert client.get("/en/employers/places").content == b""


def test_a_test_firm_and_an_unknown_one_have_no_page(client: Client) -> None:
    firm = aidas_firm()
    Establishment.objects.filter(id=firm.id).update(is_test=True)
    assert client.get(f"/en/employers/{firm.id}").status_code == 404
    assert client.get(f"/en/employers/{uuid.uuid4()}").status_code == 404
    assert [card.id for card in establishments_of(organisation_of(cast.KUMUSH_IYNE).id)] == [firm.id]


@pytest.mark.row("T-10")
def test_a_town_whose_name_another_has_is_asked_for() -> None:
    open_country()
    client = signed_in(cast.AIDA)
    answer(client, "number", "name")
    said = client.post("/en/employers/register/place", {"place": "Ak-Suu"})
    assert (said.status_code, said.content.decode().count('value="kg-8377866"')) == (400, 1)
    answer(client, "place", place={"place": "kg-8377866"})
    assert 'value="Ak-Suu, Leilek' in client.get("/en/employers/register/place").content.decode()
    answer(client, "size")
    assert "Ak-Suu, Leilek" in client.get("/en/employers/register/check").content.decode()
    client.post("/en/employers/register/check")
    assert Establishment.objects.latest("created_at").place_id == "kg-8377866"
