"""The taxonomy over HTTP: closed lists that say when they changed, suggestions that forgive."""

import pytest
from django.test import Client

from firststop.taxonomy.services import load_starter
from tests.vacancies.test_life import AT

pytestmark = pytest.mark.django_db


@pytest.mark.row("T-11")
def test_every_closed_list_is_an_address_with_codes_and_words() -> None:
    client = Client()
    names = client.get("/api/v1/lists").json()
    assert set(names) >= {
        "ad_status", "application_refusal", "apply_kind", "bonus", "contract", "education", "experience", "ground_kind",
        "housing_type", "intake_error", "intake_result", "language_level", "licences", "pay_kind", "pay_period",
        "rejection_code", "remote", "schedule", "source_type", "time_band",
    }  # fmt: skip
    for name in names:
        codes = client.get(f"/api/v1/lists/{name}").json()["codes"]
        assert codes
        assert all(code["code"] and code["label"] and {"since", "until"} <= code.keys() for code in codes)


@pytest.mark.row("T-11")
@pytest.mark.parametrize(
    ("name", "code", "label"),
    [
        ("intake_error", "parse", "Мы не можем это прочитать"),
        ("education", "6", "Бакалавриат"),
        ("application_refusal", "no_show", "Не пришёл на встречу"),
    ],
)
def test_a_list_speaks_the_readers_language(name: str, code: str, label: str) -> None:
    client = Client(headers={"Accept-Language": "ru"})
    codes = {each["code"]: each["label"] for each in client.get(f"/api/v1/lists/{name}").json()["codes"]}
    assert codes[code].replace("\xa0", " ") == label


@pytest.mark.row("T-11")
def test_a_list_that_has_not_changed_is_not_sent_again() -> None:
    client = Client()
    first = client.get("/api/v1/lists/contract")
    again = client.get("/api/v1/lists/contract", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    russian = client.get("/api/v1/lists/contract", headers={"If-None-Match": first["ETag"], "Accept-Language": "ru"})
    assert russian.status_code == 200


@pytest.mark.row("T-08")
def test_what_is_typed_in_part_or_with_one_slip_is_suggested() -> None:
    load_starter(at=AT)
    for typed in ("seamst", "seamstres", "seamstrass", "seamstress"):
        found = Client().get("/api/v1/occupations", {"text": typed}).json()
        assert 0 < len(found) <= 10, typed
        assert any("seamstress" in each["matched"].lower() for each in found), typed


def test_a_retired_or_unknown_concept_has_an_answer() -> None:
    assert Client().get("/api/v1/concepts/5d4a5f6e-0000-4000-8000-000000000000").status_code == 404
