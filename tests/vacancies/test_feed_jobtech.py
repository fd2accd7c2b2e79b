"""JobTech: every trap of its ads, search answers and streams."""

from typing import Any

import pytest
import yaml

from firststop.taxonomy.enums import Education
from firststop.vacancies import enums
from firststop.vacancies.feeds.jobtech import map as jobtech_map
from tests.vacancies.feed_records import ad, fields, mapped, rules, without

JOBS = "jobtech"


def places(**address: Any) -> dict[str, Any]:
    record = ad(workplace_address={**ad()["workplace_address"], **address})
    place: dict[str, Any] = fields(JOBS, record)["places"][0]
    return place


@pytest.mark.parametrize(
    ("told", "utc"),
    [
        ("2026-12-15T23:59:59", "2026-12-15T22:59:59Z"),
        ("2026-07-15T23:59:59", "2026-07-15T21:59:59Z"),
        ("2026-12-15", "2026-12-15T22:59:59Z"),
        ("2026-12-15T23:59:59Z", "2026-12-15T23:59:59Z"),
    ],
)
def test_a_deadline_without_a_zone_is_stockholm_time(told: str, utc: str) -> None:
    assert fields(JOBS, ad(application_deadline=told))["apply_by"] == utc


def test_the_deadline_and_the_last_day_of_publication_are_two_things() -> None:
    said = fields(JOBS, ad())
    assert (said["apply_by"], said["expires_at"]) == ("2026-12-15T22:59:59Z", "2026-12-20T22:59:59Z")


def test_the_renamed_last_day_of_publication_is_read_too() -> None:
    record = without(
        ad(status={"publicerad": True, "sista_publiceringsdatum": "2026-12-10T23:59:59"}), "last_publication_date"
    )
    assert fields(JOBS, record)["expires_at"] == "2026-12-10T22:59:59Z"


def test_a_timestamp_in_milliseconds_is_when_it_changed() -> None:
    assert fields(JOBS, ad())["modified_at"] == "2026-11-06T10:40:00Z"


def test_coordinates_come_as_longitude_and_latitude() -> None:
    place = places()
    assert (place["lat"], place["lon"]) == (67.8576127184316, 20.2274210124801)


@pytest.mark.parametrize("coordinates", [None, [], [None, None]])
def test_missing_coordinates_stay_missing(coordinates: object) -> None:
    assert not {"lat", "lon"} & places(coordinates=coordinates).keys()


def test_the_municipality_is_the_place_and_the_postal_town_is_told_apart() -> None:
    record = ad(workplace_address={**ad()["workplace_address"], "municipality": "Stockholm", "city": "Nacka"})
    assert fields(JOBS, record)["places"][0]["name"] == "Stockholm"
    assert rules(JOBS, record)["place.town_differs"] == "/workplace_address/city"
    assert "place.town_differs" not in rules(JOBS, ad())


def test_a_postal_town_that_the_street_names_already_stands_once() -> None:
    place = places(street_address="Köksvägen 11 90189 UMEÅ", postcode="90189", city="Umeå")
    assert place["address"] == "Köksvägen 11 90189 UMEÅ"


def test_the_code_of_a_municipality_keeps_its_leading_zero_and_its_list() -> None:
    place = places(municipality_code="0180", municipality="Stockholm")
    assert (place["scheme"], place["code"], place["country"]) == ("se-kommun", "0180", "SE")


def test_the_region_code_90_means_that_no_place_was_told() -> None:
    nowhere: dict[str, Any] = dict.fromkeys(ad()["workplace_address"], None)
    record = ad(workplace_address={**nowhere, "region_code": "90", "coordinates": [None, None]})
    assert "places" not in fields(JOBS, record)
    assert rules(JOBS, record)["place.untold"] == "/workplace_address/region_code"


@pytest.mark.row("V-13")
def test_no_pay_is_made_of_a_salary_type() -> None:
    said = fields(JOBS, ad())
    assert said["pay_text"] == "Fast månads- vecko- eller timlön"
    assert said["pay_kind"] == "by_agreement_text"
    assert not {"pay_min", "pay_max", "pay_currency", "pay_period"} & said.keys()


def test_old_numbers_of_occupation_and_group_look_alike_and_keep_their_lists() -> None:
    codes = {(code["scheme"], code["code"]) for code in fields(JOBS, ad())["occupation_codes"]}
    assert codes == {("jobtech-occupation", "5003"), ("jobtech-concept", "2sRC_oHm_7XA"), ("ssyk-2012", "4323")}


def test_leading_blanks_and_line_breaks_of_a_text_are_tidied() -> None:
    said = fields(JOBS, ad())
    assert said["description"] == "<p>Vi söker dig.</p>\n<p>Välkommen!</p>"
    assert said["conditions"] == "Heltid.\n1 st tjänst."


def test_formatted_text_keeps_its_tags_and_the_breaks_between_words() -> None:
    text = "<p>Vi söker</p>Krav:\n\n* B-kort<script>alert(1)</script>"
    said = fields(JOBS, ad(description={"text": "x", "text_formatted": text}))
    assert said["description"] == "<p>Vi söker</p>Krav:<br>\n<br>\n* B-kort"


@pytest.mark.parametrize("access", [None, ""])
def test_no_word_on_the_start_leaves_it_open(access: object) -> None:
    assert not {"start_date", "immediate"} & fields(JOBS, ad(access=access)).keys()


def test_the_start_is_a_day_or_at_once_or_told_as_unmapped() -> None:
    assert fields(JOBS, ad(access="2026-12-01"))["start_date"] == "2026-12-01"
    assert fields(JOBS, ad(access="Tillträde snarast"))["immediate"] is True
    assert rules(JOBS, ad(access="Enligt överenskommelse"))["unmapped.start_date"] == "/access"


@pytest.mark.parametrize(
    ("kind", "duration", "contract"),
    [
        ("Vanlig anställning", "Tillsvidare", "permanent"),
        ("Vanlig anställning", "3 - 6 månader", "fixed_term"),
        ("Vanlig anställning", None, None),
        ("Behovsanställning", None, "on_call"),
        ("Sommarjobb / feriejobb", "3 - 6 månader", "seasonal"),
        ("Arbete utomlands", None, None),
    ],
)
def test_a_contract_follows_from_kind_and_duration(kind: str, duration: str | None, contract: str | None) -> None:
    record = ad(employment_type={"label": kind}, duration={"label": duration} if duration else None)
    assert fields(JOBS, record).get("contract") == contract
    assert ("unmapped.contract" in rules(JOBS, record)) is (kind == "Arbete utomlands")


def test_demands_are_must_or_nice_with_their_weight() -> None:
    skill = {"label": "Jägarexamen", "concept_id": "hGug", "weight": 10}
    said = fields(JOBS, ad(must_have={**ad()["must_have"], "skills": [skill]}))
    assert said["skills"] == [
        {"scheme": "jobtech-concept", "code": "hGug", "name": "Jägarexamen", "must": True, "weight": 10}
    ]
    assert [(lang["code"], lang["must"], lang["weight"]) for lang in said["languages"]] == [
        ("en", True, 10),
        ("sv", False, 5),
    ]


def test_a_language_that_is_not_mapped_keeps_its_name_and_is_told() -> None:
    record = ad(must_have={"languages": [{"label": "Klingonska"}]}, nice_to_have={})
    assert fields(JOBS, record)["languages"] == [{"name": "Klingonska", "must": True}]
    assert rules(JOBS, record)["unmapped.languages"] == "/must_have/languages/0/label"


def test_licences_car_hours_and_experience_are_kept() -> None:
    said = fields(JOBS, ad())
    assert (said["licences"], said["own_car"], said["experience_required"]) == (["D"], False, True)
    assert (said["hours_percent_min"], said["hours_percent_max"], said["time_band"]) == (100, 100, "full_time")
    assert "experience_months" not in said


def test_a_licence_that_is_asked_for_and_not_named_is_told() -> None:
    record = ad(driving_license=[], driving_license_required=True)
    assert rules(JOBS, record)["licences.unnamed"] == "/driving_license_required"


def test_hours_that_nobody_stated_stay_unknown() -> None:
    for scope in ({"min": None, "max": None}, {"min": 0, "max": 0}, None):
        assert not {"hours_percent_min", "hours_percent_max"} & fields(JOBS, ad(scope_of_work=scope)).keys()


@pytest.mark.row("V-26")
def test_ways_to_apply_and_contacts_are_kept() -> None:
    details = {"email": "masked@example.org", "url": "jobb.example.se/1", "information": "Skicka CV."}
    employer = {**ad()["employer"], "phone_number": "000 00 000", "email": None}
    said = fields(JOBS, ad(application_details=details, employer=employer))
    assert said["apply_channels"] == [
        {"kind": "url", "value": "http://jobb.example.se/1", "label": "Skicka CV."},
        {"kind": "email", "value": "masked@example.org"},
    ]
    assert said["contacts"] == [{"phone": "000 00 000"}]


def test_an_email_that_is_null_costs_nothing_else() -> None:
    record = ad(application_details={"email": None, "url": None, "reference": None})
    assert not {"apply_channels", "apply_reference"} & fields(JOBS, record).keys()


def test_a_date_of_removal_without_removal_is_told_and_the_ad_stays() -> None:
    record = ad(removed_date="2018-10-01T14:55:33")
    assert mapped(JOBS, record).kind == "upsert"
    assert rules(JOBS, record)["removed_date.not_removed"] == "/removed_date"


def test_a_removed_ad_is_a_short_record_without_title_and_employer() -> None:
    gone = mapped(JOBS, {"id": 22884504, "removed": True, "removed_date": "2026-11-10T12:00:00"})
    assert (gone.kind, gone.reference, gone.refusals) == ("removal", "22884504", ())
    assert gone.removed_at is not None
    assert gone.removed_at.isoformat() == "2026-11-10T11:00:00+00:00"


def test_an_ad_that_is_no_longer_published_is_a_removal() -> None:
    assert mapped(JOBS, ad(status={"publicerad": False})).kind == "removal"


def test_a_removal_without_an_id_is_refused() -> None:
    assert [p.rule for p in mapped(JOBS, {"removed": True}).refusals] == ["missing.id"]


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (without(ad(), "headline"), "missing.title"),
        (ad(id=None), "missing.id"),
        (ad(id=True), "parse"),
        (ad(employer=None), "missing.employer_name"),
        (ad(employer={"workplace": "Gateau AB"}), "missing.employer_name"),
    ],
)
def test_only_what_cannot_be_an_ad_is_refused(record: dict[str, Any], rule: str) -> None:
    assert [problem.rule for problem in mapped(JOBS, record).refusals] == [rule]


def test_one_headline_in_many_ads_makes_as_many_ads() -> None:
    twins = [mapped(JOBS, ad(id=str(number), headline="Java-utvecklare")) for number in range(3)]
    assert len({twin.reference for twin in twins}) == 3


def test_a_web_address_without_a_scheme_is_completed() -> None:
    employer = {**ad()["employer"], "url": "www.naturforetaget.se"}
    assert fields(JOBS, ad(employer=employer))["employer_site"] == "http://www.naturforetaget.se"


def test_every_code_in_its_lists_is_one_of_ours() -> None:
    lists = yaml.safe_load(jobtech_map.LISTS.read_text(encoding="utf-8"))
    ours = {
        "contract": enums.Contract, "contract_of_duration": enums.Contract, "schedule": enums.Schedule,
        "time_band": enums.TimeBand, "source_type": enums.SourceType, "education": Education,
    }  # fmt: skip
    for name, kind in ours.items():
        assert set(lists[name].values()) <= set(kind.values), name
    assert all(isinstance(code, str) and len(code) == 2 for code in lists["language"].values())
