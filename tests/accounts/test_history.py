"""Every version of a row names who made it, in a request; what our own processes wrote names nobody."""

import pytest
from django.apps import apps
from django.test import Client

from tests import cast
from tests.people import client_of, person, signed_in

pytestmark = [pytest.mark.sql, pytest.mark.django_db]


def actors_of(account: object) -> list[str | None]:
    events = apps.get_model("accounts", "AccountEvent")._default_manager.filter(pgh_obj_id=account).order_by("pgh_id")
    return [event.pgh_context.metadata["actor"] if event.pgh_context else None for event in events]


def test_a_change_that_a_person_makes_names_the_person() -> None:
    account = person(cast.ERMEK)
    assert set(actors_of(account.id)) == {None}
    assert (
        signed_in(cast.ERMEK)
        .post("/en/account/name/", {"given_name": "Ermek", "family_name": "Toktogulov", "language": "en"})
        .status_code
        == 302
    )
    assert actors_of(account.id)[-1] == str(account.id)


@pytest.mark.parametrize("address", ["/en/account/data/", "/en/account/agreed/"])
def test_staff_go_to_their_second_factor_before_anything_of_their_own(address: str) -> None:
    client: Client = client_of(person(cast.SAMAT), second_factor=False)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/en/account/second-factor/")
    assert client.get("/en/").status_code == 200
