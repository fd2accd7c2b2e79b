"""Closed lists over HTTP: codes with words in the reader's language, and nothing sent twice."""

import pytest
from django.test import Client

from firststop.vacancies.enums import Contract

pytestmark = [pytest.mark.django_db, pytest.mark.row("T-11")]
DOOR = "/api/v1/lists"


def test_every_published_list_has_an_address(client: Client) -> None:
    names = client.get(DOOR).json()
    assert {"contract", "schedule", "pay_period"} <= set(names)
    for name in names:
        assert client.get(f"{DOOR}/{name}").json()["codes"], name


def test_codes_are_told_in_the_readers_language(client: Client) -> None:
    codes = client.get(f"{DOOR}/contract", headers={"Accept-Language": "ru"}).json()["codes"]
    assert [each["code"] for each in codes] == list(Contract.values)
    assert "Постоянно" in " ".join(each["label"] for each in codes)


def test_a_list_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    etag = client.get(f"{DOOR}/contract")["ETag"]
    again = client.get(f"{DOOR}/contract", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{DOOR}/contract", headers={"If-None-Match": etag, "Accept-Language": "ru"})
    assert other.status_code == 200
