"""How complete the ads of each source are: what the page and the API tell is what a recount finds in the ads."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from firststop.core.actor import system
from firststop.vacancies.completeness import Completeness, completeness
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import provider_of, stop_vacancy
from firststop.vacancies.services.importing import Import, import_feed
from tests.vacancies.feed_records import ad, live
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-13")]
API, PAGE = "/api/v1/vacancies/sources", "/vacancies/sources"
SKILL = [{"label": "Svetsning"}]
PAID: dict[str, Any] = {"pay_min": "22000", "pay_max": "30000", "pay_currency": "KGS", "pay_period": "month"}
UNPAID: dict[str, Any] = dict.fromkeys(PAID)


def brought(provider: str, folder: Path, document: object) -> None:
    (folder / f"{provider}.json").write_text(json.dumps(document), encoding="utf-8")
    job = Import(provider, system(f"vacancies.feeds.{provider}"), AT)
    assert len(list(import_feed(job, [folder / f"{provider}.json"]))) > 1


@pytest.fixture
def board(tmp_path: Path) -> Firm:
    """Ads of three sources, each complete in another way; some that nobody may see."""
    firm = Firm()
    named = [{"name": "тигүү", "must": True}]
    first = firm.published(**PAID, skills=named)
    firm.post(title="Seamstress 2", **{**PAID, "pay_max": None}, skills=[])
    by_program, tried, stopped = (firm.post(title=f"Seamstress {n}", **UNPAID, skills=named).id for n in (3, 4, 5))
    Vacancy.objects.filter(id=by_program).update(provider=provider_of(firm.house.id))
    Vacancy.objects.filter(id=tried).update(is_test=True)
    stop_vacancy(stopped, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    Vacancy.objects.filter(id=first.id).update(provider=provider_of(firm.house.id))
    wanted = {"skills": SKILL, "languages": []}
    swedish = [ad(id="1"), ad(id="2", must_have=wanted), ad(id="3", description=None), ad(id="4", must_have=wanted)]
    brought("jobtech", tmp_path, [*swedish, {"id": "4", "removed": True}])
    russian = [
        live(),
        live(id="6", salary="", salary_min=0, salary_max=0, duty=""),
        live(id="7", salary="от 101900", salary_max=0, skills=["AutoCAD"]),
    ]
    brought("trudvsem", tmp_path, {"results": {"vacancies": [{"vacancy": each} for each in russian]}})
    return firm


def recounted() -> list[Completeness]:
    """Count again, one ad at a time, from what each says."""
    found: dict[str, Completeness] = {}
    for vacancy in Vacancy.objects.filter(status=AdStatus.ACTIVE, is_test=False):
        source = vacancy.provider if vacancy.provider in ("jobtech", "trudvsem") else "firststop"
        said, before = vacancy.record, found.get(source, Completeness(source, 0, 0, 0, 0, 0))
        found[source] = Completeness(
            source,
            before.vacancies + 1,
            before.text + bool(said.get("description")),
            before.pay_min + (said.get("pay_min") is not None),
            before.pay_max + (said.get("pay_max") is not None),
            before.skills + bool(said.get("skills")),
        )
    return [found[source] for source in sorted(found)]


def test_a_recount_over_the_ads_finds_the_same_for_each_source(board: Firm) -> None:
    counted = completeness()
    assert counted == recounted()
    assert [(row.source, row.vacancies) for row in counted] == [("firststop", 3), ("jobtech", 3), ("trudvsem", 3)]
    assert counted[0] == Completeness("firststop", 3, 3, 2, 1, 2)
    assert counted[1].text == 2
    assert counted[1].skills == 1
    assert (counted[2].text, counted[2].pay_min, counted[2].pay_max, counted[2].skills) == (2, 2, 1, 1)


def test_it_is_counted_once_in_ten_minutes(board: Firm, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = completeness()
    board.post(title="Seamstress 9", **UNPAID, skills=[])
    with django_assert_num_queries(1):
        assert completeness() == first
    cache.clear()
    assert completeness() == recounted() != first


def test_programs_and_people_read_the_same_figures_without_signing_in(board: Firm) -> None:
    answer = Client().get(API)
    assert (answer.status_code, answer.json()) == (200, [asdict(row) for row in recounted()])
    html = " ".join(Client().get(f"/en{PAGE}").content.decode().split())
    row = html[html.index("trudvsem") :]
    assert [int(cell.partition("<")[0]) for cell in row.split("</span>")[1:6]] == [3, 2, 2, 1, 1]
    assert "Sent to this service" in html
    assert str(board.house.id) not in html, "whose the keys and tables are is nobody's business"


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "How complete vacancies are"), ("ru", "Насколько полны вакансии"), ("ky", "Бош орундар канчалык толук")],
)
def test_the_page_speaks_three_languages_and_the_search_leads_to_it(language: str, title: str) -> None:
    html = Client().get(f"/{language}{PAGE}").content.decode()
    assert f"<h1>{title}</h1>" in html
    assert f'href="/{language}{PAGE}"' in Client().get(f"/{language}/vacancies/").content.decode()
    assert Client().get(API).json() == []


def test_a_parameter_that_it_does_not_know_is_refused() -> None:
    assert Client().get(f"{API}?source=jobtech").status_code == 400
