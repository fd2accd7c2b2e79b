"""Pages are light: a first visit fits into what is promised, on the heaviest pages and in every language."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from firststop.vacancies.enums import Contract, Housing, Remote, Schedule
from tests.placements import stage
from tests.scene import searchable
from tests.site.weight import MOST, MOST_WITH_FONTS, first_visit

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def vacancy(monkeypatch: pytest.MonkeyPatch) -> str:
    """A country whose every filter finds something, and the address of an ad that says much."""
    house, now = stage.sewing(), timezone.now()
    lists = {"schedule": Schedule, "contract": Contract, "remote": Remote, "housing_type": Housing}
    for number in range(12):
        ad = house.vacancy(title="Швея верхней одежды на массовое производство")
        kinds: dict[str, str] = {name: list(values)[number % len(values)].value for name, values in lists.items()}
        ad.record |= kinds | {"experience_months": 0, "quota": True, "description": f"<p>{'Шить куртки. ' * 600}</p>"}
        ad.published_at = ad.modified_at = now - timedelta(days=number, minutes=1)
        ad.openings = 5
        ad.save()
    searchable(monkeypatch)
    return f"vacancies/{ad.id}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_stays_within_its_weight(client: Client, vacancy: str, language: str) -> None:
    for page in ("", "vacancies/", vacancy, "privacy", "account/sign-in/", "account/sign-up/"):
        bare, with_fonts = first_visit(client, f"/{language}/{page}")
        assert (page, bare <= MOST, with_fonts <= MOST_WITH_FONTS) == (page, True, True), (bare, with_fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cache_keeps_the_page_without_fonts_apart(client: Client, language: str) -> None:
    varies = client.get(f"/{language}/", headers={"accept-encoding": "gzip"})["Vary"]
    assert {"Save-Data", "Accept-Encoding"} <= {name.strip() for name in varies.split(",")}


def test_what_is_no_page_goes_out_as_it_is(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
