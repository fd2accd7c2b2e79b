"""How many people an enterprise has: asked once, never required, changed on its own page."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from firststop.core.models import Change
from firststop.core.refusals import Refused
from firststop.employers.enums import MOST_STAFF, SizeClass
from firststop.employers.models import Establishment
from firststop.employers.queries import establishment
from firststop.employers.services import register_unit, state_size
from tests import cast
from tests.employers.firms import aidas_firm, open_country
from tests.employers.test_registering import ANSWERS, answer
from tests.people import actor, organisation_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-11")]
STEP = "/en/employers/register/size"
#: What people write who mean no number of people, or none that can be.
WRONG = ["0", "-3", "nine", "9.5", "1e3", "1000001", "999999999999", "9 or 10", "١0x", "=1+1", "<b>9</b>"]


def page(firm: Establishment) -> str:
    return f"/en/employers/{firm.id}/size"


@pytest.mark.parametrize(
    ("staff", "size"),
    [
        (None, None),
        (1, "micro"),
        (9, "micro"),
        (10, "small"),
        (49, "small"),
        (50, "medium"),
        (249, "medium"),
        (250, "large"),
        (MOST_STAFF, "large"),
    ],
)
def test_an_enterprise_is_as_large_as_its_people_are_many(staff: int | None, size: str | None) -> None:
    assert SizeClass.of(staff) == size


@pytest.mark.parametrize(("typed", "kept"), [("9", 9), (" 1 200 ", 1200), ("", None)])
def test_whoever_registers_a_firm_says_how_many_work_there_or_leaves_it_out(typed: str, kept: int | None) -> None:
    open_country()
    client = signed_in(cast.CHARLIE)
    answer(client, *ANSWERS, size={"staff": typed})
    shown = client.get("/en/employers/register/check").content.decode()
    assert ("Micro enterprise" in shown, "not said" in shown) == (kept == 9, kept is None)
    assert client.post("/en/employers/register/check").status_code == 302
    assert Establishment.objects.get().size == kept


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_no_number_of_people_stays_in_its_field_and_is_kept_nowhere(typed: str) -> None:
    client = signed_in(cast.CHARLIE)
    refused = client.post(STEP, {"staff": typed})
    assert (refused.status_code, "Write a whole number, 1 or more." in refused.content.decode()) == (400, True)
    assert "employers.register" not in client.session
    firm = aidas_firm()
    refused = signed_in(cast.AIDA).post(page(firm), {"staff": typed})
    assert (refused.status_code, "Write a whole number, 1 or more." in refused.content.decode()) == (400, True)
    firm.refresh_from_db()
    assert firm.size is None


def test_a_firm_says_changes_and_takes_back_how_many_people_it_has() -> None:
    firm, client = aidas_firm(), signed_in(cast.AIDA)
    assert page(firm) in client.get("/en/account/").content.decode()
    assert "You have not said it yet." in client.get(page(firm)).content.decode()
    for typed, said in (("9", "up to 9 people"), ("10", "10 to 49 people"), ("", "You have not said it yet.")):
        changes = Change.objects.count()
        shown = client.post(page(firm), {"staff": typed}, follow=True).content.decode()
        assert ("Noted." in shown, said in shown) == (True, True)
        assert Change.objects.count() == changes + 1
        client.post(page(firm), {"staff": typed})
        assert Change.objects.count() == changes + 1, "the same again is no news"
    firm.refresh_from_db()
    assert firm.size is None


@pytest.mark.parametrize("who", [cast.BAKYT, cast.NURLAN, cast.CHARLIE, cast.GULNARA])
def test_nobody_else_says_it_for_a_firm(who: cast.Person) -> None:
    firm = aidas_firm()
    client = signed_in(who)
    assert client.get(page(firm)).status_code == 404
    assert client.post(page(firm), {"staff": "9"}).status_code == 404
    with pytest.raises(Refused):
        state_size(firm.id, staff=9, by=actor(who))
    firm.refresh_from_db()
    assert firm.size is None


def test_a_firm_that_there_is_not_is_not_found(client: Client) -> None:
    aidas_firm()
    client = signed_in(cast.AIDA)
    assert client.post(f"/en/employers/{uuid.uuid4()}/size", {"staff": "9"}).status_code == 404


def test_a_unit_is_as_large_as_the_whole_enterprise_and_has_no_number_of_its_own() -> None:
    open_country()
    firm = aidas_firm()
    unit = register_unit(firm.id, name="Shop in Kant", place=cast.KANT, by=actor(cast.AIDA))
    state_size(firm.id, staff=12, by=actor(cast.AIDA))
    card = establishment(unit.id)
    assert card is not None
    assert card.staff == 12
    assert signed_in(cast.AIDA).post(page(unit), {"staff": "3"}).status_code == 404
    with pytest.raises(Refused):
        state_size(unit.id, staff=3, by=actor(cast.AIDA))


@pytest.mark.parametrize("staff", [0, -1, MOST_STAFF + 1])
def test_no_door_takes_a_number_of_people_that_cannot_be(staff: int) -> None:
    firm = aidas_firm()
    with pytest.raises(Refused) as no:
        state_size(firm.id, staff=staff, by=actor(cast.AIDA))
    assert (no.value.first.rule, no.value.first.pointer) == ("employer.size", "/staff")
    with pytest.raises(IntegrityError), transaction.atomic():
        Establishment.objects.update(size=0)
    firm.refresh_from_db()
    assert firm.size is None


def test_a_firm_that_registers_again_keeps_what_it_said() -> None:
    firm = aidas_firm()
    state_size(firm.id, staff=12, by=actor(cast.AIDA))
    assert aidas_firm().size == 12
    assert firm.organisation_id == organisation_of(cast.KUMUSH_IYNE).id
