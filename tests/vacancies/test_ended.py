"""An ad that has ended says nothing of whose it was: not on its page, not over the API, in no table and no index."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from firststop.core.models import Message
from firststop.core.projections import catch_up
from firststop.taxonomy.models import Concept
from firststop.vacancies import finding, indexing
from firststop.vacancies.enums import AdStatus, IntakeResult, SourceType
from firststop.vacancies.indexing import documents
from firststop.vacancies.models import Contact, Vacancy
from firststop.vacancies.queries import public_cards_after
from firststop.vacancies.search import SearchIndex, schema, words
from firststop.vacancies.services import (
    Item,
    expire_due,
    receive_batch,
    reopen_vacancy,
    stop_vacancy,
)
from tests.accounts.test_own_page import found_in_tables
from tests.core.test_changes import wait_until_settled
from tests.counts import count
from tests.vacancies.test_life import AT, Firm, record

NAME, PHONE, WRITTEN, EMAIL = "Айзада Тестова", "+996700987654", "0700 98-76-54", "aizada.testova@firm.example"
#: What is looked for: the whole planted data, and what of them is hardest to overlook.
PLANTED = (NAME, "Тестова Айзада", PHONE, "700987654", "98-76-54", EMAIL, "aizada.testova")
CONTACTS = [{"name": NAME, "role": "кадры", "phone": PHONE, "email": EMAIL}]


def planted(**changes: object) -> dict[str, Any]:
    """Return what of a record leads to a person, wherever an author may write it."""
    said = {
        "description": f"<p>Шить форму. Звоните {WRITTEN}, {NAME} или {EMAIL}.</p>",
        "conditions": f"Обед. Спросить: {NAME}",
        "skills": [{"name": f"аккуратность, {PHONE}", "must": True}],
        "apply_channels": [
            {"kind": "in_system"},
            {"kind": "phone", "value": PHONE, "label": NAME},
            {"kind": "email", "value": EMAIL},
            {"kind": "url", "value": "https://wa.me/996700987654"},
            {"kind": "url", "value": "https://firm.example/jobs/7"},
        ],
        "contacts": CONTACTS,
    }
    return {**said, **changes}


def posted(firm: Firm, **changes: object) -> Vacancy:
    receipt = firm.post(**planted(**changes))
    Vacancy.objects.filter(id=receipt.id).update(
        status=AdStatus.ACTIVE, published_at=AT, expires_at=AT + timedelta(days=90)
    )
    return Vacancy.objects.get(id=receipt.id)


def history_of(vacancy: uuid.UUID) -> str:
    events = apps.get_model("vacancies", "VacancyEvent")._default_manager.filter(pgh_obj_id=vacancy)
    return json.dumps(list(events.values("record", "title")), ensure_ascii=False)


@pytest.fixture
def searchable(monkeypatch: pytest.MonkeyPatch) -> SearchIndex:
    """Let searches of this process read an index in memory."""
    index = SearchIndex.open()
    monkeypatch.setattr(finding, "reader", lambda: index)
    return index


@pytest.mark.row("V-20", "SR-22")
@pytest.mark.django_db
def test_with_the_stop_whatever_leads_to_a_person_goes_from_the_ad_and_its_history() -> None:
    firm = Firm()
    vacancy = firm.published(**planted(title=f"Швея, {WRITTEN}, {NAME}"))
    assert {"vacancies_vacancy", "vacancies_vacancyevent", "vacancies_contact"} <= found_in_tables(*PLANTED)
    assert Message.objects.filter(kind="vacancies.accepted", subject=vacancy.id).exists()
    stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    assert found_in_tables(*PLANTED) == set()
    kept = Vacancy.objects.get(id=vacancy.id).record
    assert kept["description"] == "<p>Шить форму. Звоните …, … или ….</p>"
    assert kept["apply_channels"] == [{"kind": "in_system"}, {"kind": "url", "value": "https://firm.example/jobs/7"}]
    assert "Шить форму" in history_of(vacancy.id)


@pytest.mark.row("V-20", "SR-22")
@pytest.mark.django_db
def test_an_ad_that_ends_by_its_date_or_comes_in_ended_is_masked_too() -> None:
    firm = Firm()
    vacancy = posted(firm)
    assert expire_due(at=AT + timedelta(days=91)) == 1
    over = Item("F-1", record(**planted()), firm.firm.id, SourceType.PARTNER_BOARD, AdStatus.EXPIRED)
    receive_batch([over], provider="test", by=firm.by, at=AT)
    assert receive_batch([over], provider="test", by=firm.by, at=AT)[0].result is IntakeResult.UNCHANGED
    assert found_in_tables(*PLANTED) == set()
    assert Vacancy.objects.get(id=vacancy.id).status == AdStatus.EXPIRED


@pytest.mark.row("V-07")
@pytest.mark.django_db
def test_who_sends_a_reopened_ad_again_brings_its_contacts_back() -> None:
    firm = Firm()
    vacancy = posted(firm)
    said = {"reference": vacancy.reference, **planted()}
    stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    assert firm.post(**said).result is IntakeResult.UNCHANGED
    assert Contact.objects.count() == 0
    reopen_vacancy(vacancy.id, organisation=firm.house.id, by=firm.by, at=AT)
    assert firm.post(**said).result is IntakeResult.UPDATED
    assert Contact.objects.get().name == NAME


@pytest.mark.row("W-05", "V-20")
@pytest.mark.django_db
def test_the_page_of_an_ended_ad_answers_410_and_shows_similar_ones(searchable: SearchIndex) -> None:
    mine, other = Firm(), Firm()
    ended = posted(mine, title="Швея-закройщик")
    also_mine = posted(mine, title="Швея от того же")
    like_it, unlike = posted(other, title="Швея рядом"), posted(other, title="Сварщик")
    welding = Concept.objects.create(id=uuid.uuid4(), uri="urn:test:weld", kind="occupation", source="test", code="72")
    Vacancy.objects.filter(id=unlike.id).update(occupation=welding)
    stop_vacancy(ended.id, organisation=mine.house.id, reason="filled", by=mine.by, at=AT)
    searchable.apply(documents(public_cards_after(None, limit=100)), [], "0/0")
    answer = Client().get(f"/en/vacancies/{ended.id}")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert f"/vacancies/{like_it.id}" in page
    assert [word for word in (str(unlike.id), str(also_mine.id), "закройщик", *PLANTED) if word in page] == []
    assert mine.firm.id != other.firm.id
    assert str(mine.firm.id) not in page
    assert f"occupation={ended.occupation_id}" in page
    assert "application/ld+json" not in page


@pytest.mark.row("W-05")
@pytest.mark.django_db
def test_an_ended_ad_without_anything_like_it_still_shows_the_way_on(searchable: SearchIndex) -> None:
    firm = Firm()
    ended = posted(firm)
    stop_vacancy(ended.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    answer = Client().get(f"/en/vacancies/{ended.id}")
    assert (answer.status_code, "Find other vacancies" in answer.content.decode()) == (410, True)


@pytest.mark.row("W-05", "V-20")
@pytest.mark.django_db
def test_the_api_answers_410_for_an_ended_ad_and_404_for_one_that_was_never_public() -> None:
    firm = Firm()
    ended, never = posted(firm), firm.post(**planted())
    stop_vacancy(ended.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    stop_vacancy(never.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    answer = Client().get(f"/api/v1/vacancies/{ended.id}")
    assert (answer.status_code, answer.json()["problems"][0]["rule"]) == (410, "vacancy.ended")
    assert ended.title not in answer.content.decode()
    for address in (f"/api/v1/vacancies/{never.id}", f"/en/vacancies/{never.id}"):
        assert Client().get(address).status_code == 404


@pytest.mark.row("V-20")
@pytest.mark.django_db
def test_a_search_shows_no_ended_ad_even_while_its_index_is_behind(searchable: SearchIndex) -> None:
    firm = Firm()
    vacancy = posted(firm, title="Швея-невидимка")
    searchable.apply(documents(public_cards_after(None, limit=100)), [], "0/0")
    assert "невидимка" in Client().get("/en/vacancies/").content.decode()
    stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    for address in ("/en/vacancies/", "/api/v1/vacancies"):
        assert "невидимка" not in Client().get(address).content.decode()


@pytest.fixture
def index_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the worker's index a folder of its own."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(indexing, "_writer", [])
    monkeypatch.setattr(finding, "_readers", {})
    yield tmp_path
    indexing.writer().close()


def made_in_bulk(firm: Firm, number: int) -> list[uuid.UUID]:
    """Publish ads with planted persons, in batches as a feed does."""
    one = record(**planted(title=f"Швея, {WRITTEN}, {NAME}"))
    items = [Item(f"B-{i}", one, firm.firm.id, SourceType.EMPLOYER, AdStatus.ACTIVE) for i in range(number)]
    return [receipt.id for receipt in receive_batch(items, provider="test", by=firm.by, at=timezone.now())]


def words_of_index(index: SearchIndex) -> set[str]:
    """Return those planted words that any file of the index has a term for, also of ads that were taken out."""
    searcher = index._index.searcher()
    asked = {
        term for planted_word in PLANTED for word in words.folded(planted_word) for term in words.asked_terms(word)
    }
    return {term for term in asked for zone in schema.ZONES if searcher.doc_freq(zone, term)}


@pytest.mark.row("SR-22", "V-20", "W-05")
@pytest.mark.sql
@pytest.mark.commits
def test_of_a_thousand_stopped_ads_no_person_is_left_anywhere(committed: str, index_folder: Path) -> None:
    firm, number = Firm(), count(40, proof=1_000)
    ids = made_in_bulk(firm, number)
    wait_until_settled()
    catch_up()
    assert Client().get("/api/v1/vacancies").json()["total"] == number
    for key in ids:
        stop_vacancy(key, organisation=firm.house.id, reason="filled", by=firm.by, at=timezone.now())
    wait_until_settled()
    catch_up()
    client = Client()
    found = [client.get("/api/v1/vacancies"), client.get("/en/vacancies/"), client.get("/en/")]
    found += [client.get(f"/api/v1/vacancies/{key}") for key in ids]
    pages = [client.get(f"/en/vacancies/{key}") for key in ids[:: max(number // 100, 1)]]
    assert {page.status_code for page in pages} == {410}
    said = [answer.content.decode() for answer in (*found, *pages)]
    assert [word for word in PLANTED for text in said if word in text] == []
    assert not any("Швея" in text for text in said), "title and employer are masked too"
    assert found_in_tables(*PLANTED) == set()
    assert client.get("/api/v1/vacancies").json()["total"] == 0
    assert words_of_index(finding.reader()) == set()
    files = [path for path in index_folder.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files for word in PLANTED if word.encode() in path.read_bytes()] == []


@pytest.mark.row("SR-22")
@pytest.mark.sql
@pytest.mark.commits
def test_the_scan_of_the_index_finds_what_stands_in_it(committed: str, index_folder: Path) -> None:
    made_in_bulk(Firm(), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "_nobodys", lambda document, _person: document)
        catch_up()
    assert len(words_of_index(finding.reader())) >= 4
