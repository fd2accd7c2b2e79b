"""What an earlier ad asks beyond the form's own choices stands in a copy of it, and can be taken out there."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from firststop.core.models import Draft
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.models import Concept, Label, Place, PlaceName
from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.vacancies.test_previewing import fact
from tests.vacancies.test_writing import ANSWERS, begun, firm, read, said, written

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-01")]
LANGUAGES: list[dict[str, Any]] = [
    {"code": "ru", "cefr": "B1", "must": True},
    {"code": "ky", "must": True},
    {"code": "de", "cefr": "B2", "must": False, "weight": 3},
    {"name": "Дунганский"},
]


def copied(client: Client, **changes: Any) -> str:
    """Return the address of a copy of a published ad with a record of its own."""
    vacancy = firm().published()
    kept = {name: value for name, value in {**vacancy.record, **changes}.items() if value is not None}
    Vacancy.objects.filter(id=vacancy.id).update(record=kept)
    answer = client.post("/en/vacancies/new", {"copy": str(vacancy.id)})
    return answer.headers["Location"].removesuffix("/work")


def in_any_order(value: Any) -> Any:
    return sorted(json.dumps(each, sort_keys=True) for each in value) if isinstance(value, list) else value


def sent_back(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Send a step as it stands on its page, but for the changes, and return what the draft then holds."""
    form = client.get(address).context["form"]
    shown = {field.name: said(field.value()) for field in form if field.value() not in (None, "", [], False)}
    assert client.post(address, {**shown, **changes}).status_code == 302
    values: dict[str, Any] = Draft.objects.get().values
    return values


def test_a_step_sent_as_it_stands_loses_nothing_of_the_earlier_ad() -> None:
    client = people.signed_in(cast.AIDA)
    other = Concept.objects.create(id=uuid.uuid4(), uri="urn:test:knit", kind=ConceptKind.SKILL, source="test")
    Label.objects.create(concept=other, language="en", kind="preferred", text="knit", folded="knit")
    skills = [
        {"id": str(other.id), "must": True, "weight": 7},
        {"name": "тигүү"},
        {"name": "аккуратность", "must": True},
    ]
    asked = {
        "skills": skills,
        "licences": ["B", "C1", "BTE"],
        "languages": LANGUAGES,
        "experience_months": 18,
        "education": 5,
        "education_text": "Швейный колледж",
        "experience_replaces_education": True,
    }
    draft = copied(client, **asked)
    html = read(client, f"{draft}/apply")
    for words in (
        "knit",
        "тигүү",
        "C1",
        "BTE",
        "German, B2: independent, good to have",
        "Дунганский",
        "From 18 months",
    ):
        assert words in html
    kept = sent_back(client, f"{draft}/apply")
    for name, value in asked.items():
        assert (name, in_any_order(kept[name])) == (name, in_any_order(value))
    assert "BTE" in read(client, f"{draft}/preview")


def test_each_of_it_can_be_taken_out() -> None:
    client = people.signed_in(cast.AIDA)
    draft = copied(client, skills=[{"name": "тигүү", "must": True}], licences=["B", "BTE"], languages=LANGUAGES)
    gone = {"skills": [], "licences": ["B"], "other_languages": ["ky"], "language_ru": ""}
    kept = sent_back(client, f"{draft}/apply", **gone)
    assert (kept["skills"], kept["licences"]) == ([], ["B"])
    assert kept["languages"] == [{"code": "ky", "must": True}]
    assert "BTE" not in read(client, f"{draft}/apply"), "what was taken out is not offered again"


def test_a_level_that_is_changed_is_a_must_and_one_that_is_not_stays_as_it_was_said() -> None:
    client = people.signed_in(cast.AIDA)
    draft = copied(client, languages=[{"code": "ru", "cefr": "B1"}])
    assert sent_back(client, f"{draft}/apply")["languages"] == [{"code": "ru", "cefr": "B1"}]
    changed = sent_back(client, f"{draft}/apply", language_ru="C1")["languages"]
    assert changed == [{"code": "ru", "cefr": "C1", "must": True}]


@pytest.mark.parametrize("wrong", [{"licences": ["ZZ"]}, {"education": "9"}, {"experience_months": "stated"}])
def test_what_no_ad_has_said_is_no_choice(wrong: dict[str, Any]) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    assert client.post(f"{begun(client)}/apply", wrong).status_code == 400
    assert Draft.objects.get().values == {}


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        ({"experience_required": True, "experience_months": None}, "Experience needed"),
        ({"education_text": "Швейный колледж"}, "Швейный колледж"),
    ],
)
def test_what_is_said_in_words_alone_stays_until_another_answer_is_chosen(record: dict[str, Any], shown: str) -> None:
    client = people.signed_in(cast.AIDA)
    draft = copied(client, **record)
    assert shown in read(client, f"{draft}/apply")
    name = next(iter(record))
    assert sent_back(client, f"{draft}/apply")[name] == record[name]
    changed = sent_back(client, f"{draft}/apply", experience_months="12", education="3")
    assert (changed[name], changed["experience_months"], changed["education"]) == (None, 12, 3)


def test_a_copy_keeps_every_place_with_its_street_and_drops_what_is_the_first_ads_alone() -> None:
    client = people.signed_in(cast.AIDA)
    Place.objects.create(code="test-balykchy", path="/test-balykchy/", kind="settlement")
    PlaceName.objects.create(
        place_id="test-balykchy", language="en", text="Balykchy", folded="balykchy", preferred=True
    )
    places = [{"code": "test-karakol", "address": "Гагарина, 7", "postcode": "722200"}, {"code": "test-balykchy"}]
    places.append({"code": "test-karakol", "address": "Абдрахманова, 105"})
    draft = copied(client, places=places, apply_by="2026-11-30T17:59:59Z", original_url="https://firm.example/7")
    assert {"apply_by", "original_url", "reference"}.isdisjoint(Draft.objects.get().values)
    html = read(client, f"{draft}/terms")
    assert "Balykchy" in html
    assert "Karakol, Абдрахманова, 105" in html
    assert sent_back(client, f"{draft}/terms")["places"] == places
    assert sent_back(client, f"{draft}/terms", other_places=[])["places"] == places[:1]
    assert sent_back(client, f"{draft}/terms", place="Balykchy")["places"] == [{"code": "test-balykchy"}]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"education": "4"}, "Vocational training"),
        ({"education": "0"}, "Any education will do"),
        ({"education": "6", "experience_replaces_education": "on"}, "Bachelor, or experience instead"),
        ({"experience_replaces_education": "on"}, None),
        ({}, None),
    ],
)
def test_education_is_asked_if_one_likes_and_stands_in_preview_and_page(
    given: dict[str, str], words: str | None
) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, apply=given)
    assert fact(read(client, f"{draft}/preview"), "Education") == words
    form = client.get(f"{draft}/apply").context["form"]
    assert form["education"].value() == given.get("education", "")
    client.post(f"{draft}/preview")
    vacancy = Vacancy.objects.get()
    assert vacancy.record.get("education") == (int(given["education"]) if "education" in given else None)
    assert fact(read(client, f"/en/vacancies/{vacancy.id}"), "Education") == words
    assert client.post(f"{begun(client)}/apply", ANSWERS["apply"]).status_code == 302, "nobody has to say it"
