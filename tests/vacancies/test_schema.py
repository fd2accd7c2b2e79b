"""One schema for every door: what a vacancy may hold, and one problem with one name for each thing wrong."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from pydantic import ValidationError

from firststop.core.refusals import Problem
from firststop.taxonomy.enums import Education
from firststop.vacancies.enums import AD_ARROWS, AdStatus, Experience
from firststop.vacancies.rules.expiry import ends_at
from firststop.vacancies.rules.publishing import missing_to_publish
from firststop.vacancies.schemas import (
    VacancyIn,
    VacancyRecord,
    problems_from,
    record_json_schema,
    record_line,
    vacancy_id,
)
from firststop.vacancies.schemas.texts import formatted, lines

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
GOOD: dict[str, Any] = {
    "title": "Швея",
    "description": "Шить зимние куртки.",
    "language": "ru",
    "openings": 2,
    "occupation": str(uuid.UUID(int=7)),
    "contract": "permanent",
    "schedule": "full_day",
    "places": [{"code": "kg-1528121"}],
    "apply_channels": [{"kind": "phone", "value": "+996 700 000 103"}],
    "pay_kind": "range",
    "pay_min": "38000",
    "pay_max": "52000.5",
    "pay_currency": "KGS",
    "pay_period": "month",
}


def vacancy(**more: Any) -> VacancyIn:
    return VacancyIn.model_validate(GOOD | more)


def problems(**more: Any) -> list[Problem]:
    with pytest.raises(ValidationError) as wrong:
        vacancy(**more)
    return problems_from(wrong.value)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"title": None}, "title.string_type", "/title"),
    ({"title": "  "}, "missing.title", "/title"),
    ({"title": "\u200b\u202e"}, "missing.title", "/title"),
    ({"title": "🙂🙂🙂"}, "title.no_words", "/title"),
    ({"title": "2026 — 5/2"}, "title.no_words", "/title"),
    ({"title": "x" * 256}, "title.string_too_long", "/title"),
    ({"title": "<b>Швея</b>"}, "title.markup", "/title"),
    ({"title": "Шв\x07ея"}, "title.control", "/title"),
    ({"openings": 0}, "openings.greater_than_equal", "/openings"),
    ({"openings": -2}, "openings.greater_than_equal", "/openings"),
    ({"openings": 10_001}, "openings.less_than_equal", "/openings"),
    ({"openings": "two"}, "openings.int_parsing", "/openings"),
    ({"contract": "eternal"}, "contract.enum", "/contract"),
    ({"pay_min": 38000.0}, "pay_min.money_is_text", "/pay_min"),
    ({"pay_min": "0"}, "pay_min.greater_than", "/pay_min"),
    ({"pay_min": "38 OOO"}, "pay_min.decimal_parsing", "/pay_min"),
    ({"pay_min": "60000"}, "pay_min.pay_order", "/pay_min"),
    ({"pay_currency": None}, "missing.pay_currency", "/pay_currency"),
    ({"apply_by": "2026-12-31"}, "apply_by.timezone_aware", "/apply_by"),
    ({"apply_by": "0001-01-01T00:00:00Z"}, "apply_by.year", "/apply_by"),
    ({"start_date": "9999-12-31"}, "start_date.less_than_equal", "/start_date"),
    ({"skills": [{"name": "x"}] * 101}, "skills.too_long", "/skills"),
    ({"skills": [{"weight": 3}]}, "missing.skills", "/skills/0/name"),
    ({"places": [{"name": "Ош", "lat": 40.5}]}, "missing.places", "/places/0/lat"),
    ({"places": [{"name": "Ош", "lat": 91, "lon": 0}]}, "places.less_than_equal", "/places/0/lat"),
    (
        {"apply_channels": [{"kind": "url", "value": "javascript:x"}]},
        "apply_channels.apply_link",
        "/apply_channels/0/value",
    ),
    (
        {"apply_channels": [{"kind": "email", "value": "nobody"}]},
        "apply_channels.email_address",
        "/apply_channels/0/value",
    ),
    ({"apply_channels": [{"kind": "phone", "value": "12"}]}, "apply_channels.phone_number", "/apply_channels/0/value"),
    ({"apply_channels": [{"kind": "post"}]}, "missing.apply_channels", "/apply_channels/0/value"),
    ({"hours_percent_min": "80", "hours_percent_max": "50"}, "hours_percent_min.hours_order", "/hours_percent_min"),
    ({"regionCode": "x"}, "unknown.regionCode", "/regionCode"),
]


@pytest.mark.row("C-09")
@pytest.mark.parametrize(("change", "rule", "pointer"), WRONG)
def test_what_is_wrong_has_one_rule_a_pointer_and_a_sentence(change: dict[str, Any], rule: str, pointer: str) -> None:
    found = problems(**change)
    assert [(problem.rule, problem.pointer) for problem in found] == [(rule, pointer)]
    assert str(found[0].detail)


@pytest.mark.row("C-08")
@pytest.mark.parametrize(
    ("name", "near"), [("titel", "title"), ("paymin", "pay_min"), ("employer_nam", "employer_name")]
)
def test_an_unknown_name_is_answered_with_the_nearest_one(name: str, near: str) -> None:
    assert near in str(problems(**{name: "x"})[0].hint)


def test_a_name_inside_a_place_is_compared_with_the_names_of_places() -> None:
    assert "address" in str(problems(places=[{"code": "kg-1", "adress": "x"}])[0].hint)


def test_money_goes_out_as_a_decimal_string_and_blank_texts_are_absent() -> None:
    said = vacancy(pay_text="  ", unit="").content()
    assert (said["pay_min"], said["pay_max"]) == ("38000.00", "52000.50")
    assert not {"pay_text", "unit"} & said.keys()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("A & B <5\nC\n\nD", "<p>A &amp; B &lt;5<br>\nC</p>\n<p>D</p>"),
        ('<p onclick="x">A</p><script>alert(1)</script>', "<p>A</p>"),
        ('<a href="http://x.example">A</a>', "<p>A</p>"),
        ("A\u202eB\u0000", "<p>AB</p>"),
    ],
)
def test_a_description_keeps_a_few_tags_and_one_form(given: str, kept: str) -> None:
    assert formatted(given) == kept
    assert formatted(kept) == kept


def test_plain_texts_lose_tags_and_keep_line_ends_and_signs() -> None:
    assert lines("A<br/>B &amp; C<p>D</p>E &lt;b&gt;F&lt;/b&gt;") == "A\nB & CD\nE F"
    assert lines("AT&T  <5\r\nB") == "AT&T <5\nB"


def test_a_complete_ad_lacks_nothing() -> None:
    assert missing_to_publish(vacancy(), trusted=False) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("description", "missing.description"),
        ("openings", "missing.openings"),
        ("occupation", "missing.occupation"),
        ("contract", "missing.contract"),
        ("schedule", "missing.schedule"),
        ("apply_channels", "missing.apply_channels"),
        ("places", "missing.places"),
    ],
)
def test_an_ad_written_here_needs_every_required_field(name: str, rule: str) -> None:
    assert [problem.rule for problem in missing_to_publish(vacancy(**{name: None}), trusted=False)] == [rule]


def test_a_trusted_source_needs_a_place_or_remote_and_a_date() -> None:
    bare = VacancyIn(title="Швея", employer_name="Кумуш Ийне")
    found = missing_to_publish(bare, trusted=True)
    assert [p.rule for p in found] == ["missing.places", "missing.published_at"]
    assert all(p.hint for p in found)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    remote = VacancyIn.model_validate({"title": "Швея", "remote": "full", "published_at": at})
    assert missing_to_publish(remote, trusted=True) == []


def test_a_title_of_two_letters_is_too_short_to_publish() -> None:
    assert [p.rule for p in missing_to_publish(vacancy(title="IT"), trusted=False)] == ["title.too_short"]


def test_the_digest_names_the_content_and_not_the_time_it_came() -> None:
    one, later = vacancy(), vacancy(modified_at="2026-11-25T10:00:00+06:00")
    assert one.digest() == later.digest()
    assert one.digest() != vacancy(openings=3).digest()
    assert vacancy(pay_min="38000.00").digest() == one.digest()


def test_times_are_kept_in_utc() -> None:
    assert vacancy(apply_by="2026-12-31T23:59:59+06:00").content()["apply_by"] == "2026-12-31T17:59:59Z"


def line(**more: Any) -> dict[str, Any]:
    known = {"id": vacancy_id("x", "1"), "provider": "x", "status": "active"}
    read: dict[str, Any] = json.loads(record_line(VacancyRecord.model_validate(GOOD | known | more)))
    return read


def test_a_line_has_every_field_and_null_where_nothing_is_known() -> None:
    said = line(skills=[])
    assert list(said)[:7] == ["id", "provider", "reference", "version", "digest", "status", "status_reason"]
    assert said["skills"] is None
    assert said["employer_number"] is None
    assert set(said) == set(VacancyRecord.model_fields)
    jsonschema.Draft202012Validator(record_json_schema()).validate(said)


def test_an_id_follows_from_source_and_reference() -> None:
    assert vacancy_id("jobtech", "1") == vacancy_id("jobtech", "1")
    assert len({vacancy_id(*pair) for pair in [("jobtech", "1"), ("jobtech", "2"), ("trudvsem", "1")]}) == 3


def test_the_committed_json_schema_is_the_one_in_force() -> None:
    committed = json.loads((DOCS / "schemas" / "vacancy-record.json").read_text(encoding="utf-8"))
    assert committed == record_json_schema()


@pytest.mark.django_db
def test_the_json_schema_is_served_as_it_is_committed(client: Client) -> None:
    answer = client.get("/api/v1/schemas/vacancy-record")
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "application/json")
    assert answer.json() == json.loads((DOCS / "schemas" / "vacancy-record.json").read_text(encoding="utf-8"))


def test_the_example_of_the_documentation_is_a_vacancy() -> None:
    text = (DOCS / "vacancy-record.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    assert missing_to_publish(VacancyIn.model_validate_json(example), trusted=False) == []


def test_every_field_stands_in_the_documentation() -> None:
    text = (DOCS / "vacancy-record.md").read_text(encoding="utf-8")
    assert [name for name in VacancyRecord.model_fields if f"`{name}`" not in text] == []


@pytest.mark.row("V-07")
def test_a_stop_can_be_undone_and_a_deletion_is_final() -> None:
    assert AdStatus.ACTIVE in AD_ARROWS[AdStatus.STOPPED]
    assert AD_ARROWS[AdStatus.DELETED] == {}
    assert all(AdStatus.DELETED in to for status, to in AD_ARROWS.items() if status is not AdStatus.DELETED)
    assert all(guard for to in AD_ARROWS.values() for guard in to.values())


@pytest.mark.parametrize(
    ("months", "band"),
    [(0, "none"), (1, "under_1"), (11, "under_1"), (12, "from_1_to_3"), (36, "from_3_to_5"), (61, "over_5")],
)
def test_months_of_experience_lie_in_a_band(months: int, band: str) -> None:
    assert Experience.of_months(months).value == band


def test_levels_of_education_are_those_of_isced() -> None:
    assert Education.values == list(range(9))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T00:00:00+00:00")


@pytest.mark.parametrize(
    ("published", "modified", "apply_by", "expires", "end"),
    [
        ("2026-01-01", None, None, None, "2026-04-01"),
        ("2026-01-01", "2026-03-01", None, None, "2026-05-30"),
        ("2026-01-01", None, "2026-02-01", "2026-03-01", "2026-02-01"),
        ("2026-01-01", None, "2026-12-01", None, "2026-06-30"),
        (None, None, "2026-02-01", None, "2026-02-01"),
    ],
)
def test_an_ad_ends_when_it_says_or_90_days_after_its_last_sign_and_never_after_180(
    published: str | None, modified: str | None, apply_by: str | None, expires: str | None, end: str
) -> None:
    said = [at(day) if day else None for day in (published, modified, apply_by, expires)]
    assert ends_at(*said) == at(end)


def test_an_ad_without_any_date_has_no_end() -> None:
    assert ends_at(None, None, None, None) is None
