"""What search engines read of an ad: a JobPosting that parses, with what the ad states and nothing made up."""

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.models import Concept, Label, OccupationSkill, PlaceName
from firststop.taxonomy.queries import NamedPlace
from firststop.vacancies.models import Vacancy
from firststop.vacancies.posting import job_posting
from firststop.vacancies.queries import public_vacancy
from tests.vacancies.test_life import Firm, ground

pytestmark = [pytest.mark.django_db, pytest.mark.row("W-05")]
#: What the readers of job postings ask for at least.
REQUIRED = {
    "@context",
    "@type",
    "title",
    "description",
    "datePosted",
    "hiringOrganization",
    "jobLocation",
    "identifier",
}
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def page_of(**changes: Any) -> tuple[Vacancy, str]:
    """Return a published ad with its record changed, and its page."""
    vacancy = Firm().published()
    PlaceName.objects.get_or_create(
        place_id="test-karakol", language="en", defaults={"text": "Karakol", "folded": "karakol", "preferred": True}
    )
    kept = {name: value for name, value in {**vacancy.record, **changes}.items() if value is not None}
    Vacancy.objects.filter(id=vacancy.id).update(record=kept, title=kept["title"])
    return vacancy, Client().get(f"/en/vacancies/{vacancy.id}").content.decode()


def posting_of(**changes: Any) -> dict[str, Any]:
    found = _SCRIPT.findall(page_of(**changes)[1])
    assert len(found) == 1
    said: dict[str, Any] = json.loads(found[0])
    return said


def nothing_in(said: Any) -> bool:
    """Whether a value, or one inside it, says nothing."""
    if isinstance(said, dict):
        return not said or any(map(nothing_in, said.values()))
    return not said or any(map(nothing_in, said)) if isinstance(said, list) else said in (None, "")


def test_the_page_of_an_ad_carries_a_job_posting_with_all_that_is_required() -> None:
    said = posting_of()
    assert said.keys() >= REQUIRED
    assert (said["@type"], said["title"], said["totalJobOpenings"]) == ("JobPosting", "Швея", 2)
    assert said["hiringOrganization"] == {"@type": "Organization", "name": "Кумуш Ийне"}
    assert said["jobLocation"][0]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Karakol", "addressCountry": "KG"
    }  # fmt: skip
    assert said["datePosted"] == "2026-11-25"
    assert not nothing_in(said)


def test_no_contact_stands_in_it() -> None:
    _vacancy, page = page_of()
    assert "Аида" in page, "the page itself says whom to ask"
    assert [word for word in ("Аида", "700 000 103") if word in _SCRIPT.findall(page)[0]] == []


@pytest.mark.parametrize(
    ("record", "value"),
    [
        ({}, {"unitText": "MONTH", "minValue": 22000, "maxValue": 30000}),
        ({"pay_max": None}, {"unitText": "MONTH", "minValue": 22000}),
        ({"pay_min": None}, {"unitText": "MONTH", "maxValue": 30000}),
        ({"pay_max": "22000.00"}, {"unitText": "MONTH", "value": 22000}),
        ({"pay_min": "150.50", "pay_max": None, "pay_period": "hour"}, {"unitText": "HOUR", "minValue": 150.5}),
        ({"pay_max": None, "pay_period": "piece"}, {"minValue": 22000}),
        ({"pay_max": None, "pay_period": None}, {"minValue": 22000}),
    ],
)
def test_pay_says_what_the_ad_states(record: dict[str, Any], value: dict[str, Any]) -> None:
    said = posting_of(**record)["baseSalary"]
    assert said == {"@type": "MonetaryAmount", "currency": "KGS", "value": {"@type": "QuantitativeValue", **value}}


def test_what_is_not_stated_is_left_out_and_never_made_up() -> None:
    said = posting_of(pay_min=None, pay_max=None, contract=None, schedule=None)
    assert {"baseSalary", "employmentType", "jobLocationType", "experienceRequirements", "industry"}.isdisjoint(said)
    assert not nothing_in(said)


def test_a_place_of_our_list_is_told_with_the_street_and_the_code_that_the_ad_states() -> None:
    two = [
        {"code": "test-karakol", "address": "улица Гагарина, 7", "postcode": "722200"},
        {"code": "test-karakol", "address": "улица Абдрахманова, 105"},
    ]
    vacancy, page = page_of(places=two)
    addresses = [place["address"] for place in json.loads(_SCRIPT.findall(page)[0])["jobLocation"]]
    ours = {"@type": "PostalAddress", "addressLocality": "Karakol", "addressCountry": "KG"}
    assert addresses == [
        {**ours, "streetAddress": "улица Гагарина, 7", "postalCode": "722200"},
        {**ours, "streetAddress": "улица Абдрахманова, 105"},
    ]
    body = _SCRIPT.sub("", page)
    assert "Karakol<br>улица Гагарина, 7, 722200<br>Karakol<br>улица Абдрахманова, 105<br>" in body, (
        "readers see it too"
    )
    assert vacancy.places == ["test-karakol"]


def test_a_region_of_our_list_is_a_region_and_no_town() -> None:
    vacancy, _page = page_of()
    card = public_vacancy(vacancy.id)
    assert card is not None
    region = NamedPlace("KG-Y", "Issyk-Kul", (), "region", None, None, "/KG-Y/")
    address = job_posting(card, [region], {})["jobLocation"][0]["address"]
    assert address == {"@type": "PostalAddress", "addressRegion": "Issyk-Kul", "addressCountry": "KG"}


def test_the_employers_site_is_told_where_it_is_known_and_whether_one_applies_here() -> None:
    said = posting_of(employer_site="https://firm.example", employer_logo="https://firm.example/logo.png")
    assert said["hiringOrganization"]["sameAs"] == "https://firm.example"
    assert said["hiringOrganization"]["logo"] == "https://firm.example/logo.png"
    assert said["directApply"] is True
    assert "directApply" not in posting_of(apply_channels=[{"kind": "phone", "value": "+996 700 000 103"}])


def test_a_place_that_is_on_no_list_of_ours_is_told_as_it_was_stated() -> None:
    vacancy, _page = page_of(places=[{"name": "Алматы", "region": "Алматы", "country": "KZ", "address": "Абая, 1"}])
    Vacancy.objects.filter(id=vacancy.id).update(places=[])
    card = public_vacancy(vacancy.id)
    assert card is not None
    address = job_posting(card, [], {})["jobLocation"][0]["address"]
    assert (address["addressLocality"], address["addressCountry"], address["streetAddress"]) == (
        "Алматы",
        "KZ",
        "Абая, 1",
    )


def test_a_place_with_a_code_of_another_list_is_told_by_its_name() -> None:
    ours = {"code": "test-karakol"}
    theirs = {
        "scheme": "ru-kladr",
        "code": "7700000000000",
        "name": "Москва",
        "region": "Москва",
        "address": "Арбат, 1",
    }
    addresses = [place["address"] for place in posting_of(places=[ours, theirs])["jobLocation"]]
    assert [address["addressLocality"] for address in addresses] == ["Karakol", "Москва"]
    assert addresses[1]["streetAddress"] == "Арбат, 1"
    assert "addressCountry" not in addresses[1], "nobody said it"


def test_the_day_is_the_day_where_the_ad_is_read() -> None:
    vacancy, _page = page_of()
    late = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)  # Half past two in the morning in Bishkek.
    Vacancy.objects.filter(id=vacancy.id).update(published_at=late)
    card = public_vacancy(vacancy.id)
    assert card is not None
    assert job_posting(card, [], {})["datePosted"] == "2026-11-25"


def test_what_a_source_tells_twice_stands_once() -> None:
    text = "<p>Шить пальто &amp; куртки.<br>\nКроить.</p>"
    _vacancy, page = page_of(description=text, tasks="Шить пальто & куртки.\nКроить.")
    said = json.loads(_SCRIPT.findall(page)[0])
    assert said["description"].count("Кроить.") == 1
    assert _SCRIPT.sub("", page).count("Кроить.") == 1
    assert "Кроить." in posting_of(tasks="Кроить.")["description"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"education": 0}, "no requirements"),
        ({"education": 2}, "Nine years of school"),
        ({"education": 3, "education_text": "Среднее"}, {"credentialCategory": "high school"}),
        ({"education": 6}, {"credentialCategory": "bachelor degree"}),
        ({"education_text": "Среднее профессиональное"}, "Среднее профессиональное"),
        ({}, None),
    ],
)
def test_education_is_told_in_the_words_of_the_readers_of_postings(record: dict[str, Any], said: Any) -> None:
    found = posting_of(**record).get("educationRequirements")
    assert found == ({"@type": "EducationalOccupationalCredential", **said} if isinstance(said, dict) else said)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"experience_months": 24}, {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24}),
        ({"experience_months": 0}, "no requirements"),
        ({"experience_required": False}, "no requirements"),
        ({"experience_required": True}, None),
    ],
)
def test_experience_is_told_in_months(record: dict[str, Any], said: Any) -> None:
    assert posting_of(**{"experience_months": None} | record).get("experienceRequirements") == said


#: What an ad states, the property of JobPosting for it (features, section 16), and what stands there.
CROSSWALK: list[tuple[dict[str, Any], str, Any]] = [
    ({"tasks": "Кроить."}, "responsibilities", "Кроить."),
    ({"requirements_text": "Аккуратность."}, "qualifications", "Аккуратность."),
    ({"conditions": "Смены."}, "jobBenefits", ["Смены."]),
    ({"benefits": "Обед.", "conditions": "Смены."}, "jobBenefits", ["Смены.", "Обед."]),
    ({"housing_type": "room"}, "jobBenefits", ["Housing: Room"]),
    ({"housing_type": "none"}, "jobBenefits", None),
    ({"bonus": ["monthly", "yearly"]}, "incentiveCompensation", ["Every month", "Every year"]),
    ({"bonus": ["none"]}, "incentiveCompensation", None),
    ({"unit": "Цех 2"}, "employmentUnit", {"@type": "Organization", "name": "Цех 2"}),
    ({"employer_about": "Шьём с 1998 года."}, "employerOverview", "Шьём с 1998 года."),
    ({"industry": "Швейное дело"}, "industry", "Швейное дело"),
    ({"schedule": "shift"}, "workHours", "Shifts"),
    ({"time_band": "part_time", "contract": None}, "employmentType", ["PART_TIME"]),
    ({"duration": "До 31 мая"}, "jobDuration", "До 31 мая"),
    ({"start_date": "2027-03-01"}, "jobStartDate", "2027-03-01"),
    ({"immediate": True}, "jobImmediateStart", True),
    ({"immediate": False}, "jobImmediateStart", False),
    ({"experience_replaces_education": True}, "experienceInPlaceOfEducation", True),
    (
        {"applicant_area": "Кыргызстан"}, "applicantLocationRequirements",
        {"@type": "AdministrativeArea", "name": "Кыргызстан"},
    ),
    ({"remote": "full"}, "jobLocationType", "TELECOMMUTE"),
    ({"remote": "hybrid"}, "jobLocationType", None),
    ({"pay_currency": "RUB"}, "salaryCurrency", "RUB"),
    ({"pay_min": None, "pay_max": None}, "salaryCurrency", None),
    ({"skills": [{"name": "кройка", "must": True}]}, "skills", ["кройка"]),
    ({}, "relevantOccupation", {"@type": "Occupation", "name": "seamstress"}),
    ({}, "occupationalCategory", ["seamstress"]),
    (
        {"occupation_codes": [{"scheme": "ru-okpdtr", "code": "19601", "label": "Швея"}]}, "occupationalCategory",
        ["seamstress", {"@type": "CategoryCode", "inCodeSet": "ru-okpdtr", "codeValue": "19601", "name": "Швея"}],
    ),
    ({"other_demands": ["Медицинская книжка"]}, "physicalRequirement", None),
]  # fmt: skip


@pytest.mark.parametrize(("record", "name", "value"), CROSSWALK)
def test_each_field_has_its_property_and_what_is_not_known_has_none(
    record: dict[str, Any], name: str, value: Any
) -> None:
    said = posting_of(**record)
    assert said.get(name) == value
    assert not nothing_in({key: each for key, each in said.items() if each is not False})


def skilled() -> list[str]:
    """Return the ids of two usual skills of the seamstress."""
    seamstress, _place = ground()
    keys = []
    for name in ("use a sewing machine", "cut fabric"):
        skill = Concept.objects.create(id=uuid.uuid4(), uri=f"urn:test:{name}", kind=ConceptKind.SKILL, source="test")
        Label.objects.create(concept=skill, language="en", kind="preferred", text=name, folded=name)
        OccupationSkill.objects.create(occupation_id=seamstress, skill=skill, relation="essential")
        keys.append(str(skill.id))
    return keys


def test_skills_that_the_form_gives_by_their_ids_are_named() -> None:
    must, nice = skilled()
    said = posting_of(skills=[{"id": must, "must": True}, {"id": nice, "must": False}, {"id": str(uuid.UUID(int=5))}])
    assert said["skills"] == ["use a sewing machine", "cut fabric"]


def test_a_vacancy_from_a_source_is_named_as_it_is_there_and_leads_there() -> None:
    vacancy, _page = page_of(reference="77-1", employer_number="7701234567", employer_number_scheme="ru-inn")
    Vacancy.objects.update(provider="trudvsem", original_url="https://board.example/77-1")
    card = public_vacancy(vacancy.id)
    assert card is not None
    said = job_posting(card, [], {})
    ours = {"@type": "PropertyValue", "name": "Firststop", "value": str(vacancy.id)}
    assert said["identifier"] == [ours, {"@type": "PropertyValue", "name": "trudvsem", "value": "77-1"}]
    assert said["url"] == "https://board.example/77-1"
    number = {"@type": "PropertyValue", "name": "ru-inn", "value": "7701234567"}
    assert said["hiringOrganization"]["identifier"] == number


def test_a_point_on_the_map_is_told_where_it_is_stated() -> None:
    place = {"code": "test-karakol", "lat": 42.49, "lon": 78.39}
    geo = {"@type": "GeoCoordinates", "latitude": 42.49, "longitude": 78.39}
    assert posting_of(places=[place])["jobLocation"][0]["geo"] == geo
    assert "geo" not in posting_of()["jobLocation"][0]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "R&D <b>", "\u2028"])
def test_whatever_an_author_writes_stays_inside_the_script(title: str) -> None:
    assert posting_of(title=title, description=f"<p>{title}</p>")["title"] == title
