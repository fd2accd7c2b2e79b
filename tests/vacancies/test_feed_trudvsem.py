"""Work in Russia: every trap of its live answers and bulk files."""

from typing import Any

import pytest
import yaml

from firststop.taxonomy.enums import Education
from firststop.vacancies import enums
from firststop.vacancies.feeds.trudvsem import map as trudvsem_map
from tests.vacancies.feed_records import bulk, fields, live, mapped, rules, without

TRUD = "trudvsem"


def test_live_and_bulk_names_lead_to_the_same_fields() -> None:
    one, other = fields(TRUD, live()), fields(TRUD, bulk())
    assert (one["title"], other["title"]) == ("Инженер АСУ ТП", "Аппаратчик 5 разряда")
    shared = {"reference", "title", "description", "tasks", "employer_name", "employer_number", "openings",
              "occupation_codes", "schedule", "time_band", "experience_months", "education", "places", "pay_kind",
              "pay_min", "pay_text", "published_at", "modified_at", "contacts", "quota"}  # fmt: skip
    assert shared - {"occupation_codes"} - {"quota"} <= one.keys()
    assert shared - {"occupation_codes"} <= other.keys()


@pytest.mark.row("V-12")
def test_numbers_win_over_a_sentence_that_says_only_the_lower_bound() -> None:
    said = fields(TRUD, live())
    assert (said["pay_kind"], said["pay_min"], said["pay_max"]) == ("range", "101900.00", "179800.00")
    assert said["pay_text"] == "от 101900"


@pytest.mark.row("V-13")
def test_a_maximum_of_0_is_not_given() -> None:
    said = fields(TRUD, bulk())
    assert (said["pay_kind"], said["pay_min"], said.get("pay_max")) == ("from", "23000.00", None)


@pytest.mark.row("V-13")
@pytest.mark.row("V-12")
@pytest.mark.parametrize(
    ("sentence", "least", "period"),
    [
        ("от 300 руб. в час", 300, "hour"),
        ("от 300 руб. в час", 0, "hour"),
        ("300 руб/час", 300, "hour"),
        ("Почасовая оплата: 300", 300, "hour"),
        ("1500 руб. за смену", 1500, "shift"),
        ("от 2000 руб. за рейс", 2000, "piece"),
        ("300 руб. в час, 50 000 в месяц", 50000, "month"),
        ("от 50 000 руб., 5 дней в неделю", 50000, "month"),
        ("от 50 000 руб. в Москве", 50000, "month"),
        ("от 300 руб. в час", 50000, "month"),
        (None, 50000, "month"),
    ],
)
def test_pay_is_for_what_the_sentence_says_beside_its_amount_else_for_a_month(
    sentence: str | None, least: int, period: str
) -> None:
    assert fields(TRUD, live(salary=sentence, salary_min=least, salary_max=0))["pay_period"] == period


def test_pay_that_is_0_on_both_sides_is_unknown() -> None:
    said = fields(TRUD, bulk(salary="", salary_min=0, salary_max=0))
    assert not {"pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period", "pay_text"} & said.keys()


def test_roubles_in_quotation_marks_are_a_currency() -> None:
    assert fields(TRUD, live())["pay_currency"] == "RUB"


@pytest.mark.parametrize("word", ["тугрики", "ZZZ"])
def test_an_unknown_currency_is_told_and_only_the_sentence_is_kept(word: str) -> None:
    record = live(currency=word)
    assert rules(TRUD, record)["unmapped.pay_currency"] == "/currency"
    assert not {"pay_kind", "pay_min", "pay_currency"} & fields(TRUD, record).keys()
    assert fields(TRUD, record)["pay_text"]


def test_swapped_bounds_are_doubted_and_the_sentence_decides() -> None:
    record = live(salary="от 30000", salary_min=50000, salary_max=20000)
    assert rules(TRUD, record)["pay.order"] == "/salary"
    assert fields(TRUD, record)["pay_min"] == "30000.00"


def test_a_day_of_creation_begins_in_moscow_and_a_time_with_0300_is_utc() -> None:
    said = fields(TRUD, live())
    assert said["published_at"] == "2026-05-17T21:00:00Z"
    assert said["modified_at"] == "2026-09-15T01:06:21Z"
    assert fields(TRUD, bulk())["published_at"] == "2022-02-20T01:40:38Z"


@pytest.mark.parametrize("wrong", ["0001-01-01", "9999-12-31", "позавчера", "2026-02-30"])
def test_a_date_that_is_none_is_named_and_left_out(wrong: str) -> None:
    record = live(**{"creation-date": wrong})
    assert rules(TRUD, record)["unreadable.creation-date"] == "/creation-date"
    assert "published_at" not in fields(TRUD, record)


def test_coordinates_as_text_and_as_numbers_are_the_same_point() -> None:
    assert [fields(TRUD, live())["places"][0][axis] for axis in ("lat", "lon")] == [53.689928, 84.931075]
    record = bulk(vacancy_address_latitude=53.15, vacancy_address_longitude=38.08)
    assert [fields(TRUD, record)["places"][0][axis] for axis in ("lat", "lon")] == [53.15, 38.08]


@pytest.mark.parametrize(
    ("lat", "lng", "told"),
    [(None, None, False), ("53.6", None, True), ("0", "0", True), ("530", "84", True), ("север", "84", True)],
)
def test_a_missing_point_stays_missing_and_a_wrong_one_is_told(lat: object, lng: object, told: bool) -> None:
    record = live(addresses={"address": [{"location": "г Заринск", "lat": lat, "lng": lng}]})
    assert "lat" not in fields(TRUD, record)["places"][0]
    assert ("place.point" in rules(TRUD, record)) is told


@pytest.mark.row("T-04")
def test_nothing_chosen_as_usual_position_is_no_occupation() -> None:
    record = live(typicalPosition="Ничего не выбрано")
    assert fields(TRUD, record)["occupation_codes"] == [{"scheme": "trudvsem-profession", "code": "201294"}]
    assert rules(TRUD, record)["placeholder.typicalPosition"] == "/typicalPosition"


def test_repeated_skills_are_kept_once() -> None:
    record = live(skills=["Ответственность , добросовестность", "Ответственность,  добросовестность", "Сварка"])
    assert [skill["name"] for skill in fields(TRUD, record)["skills"]] == [
        "Ответственность , добросовестность",
        "Сварка",
    ]
    assert rules(TRUD, record)["repeated.skills"] == "/skills/1"


def test_a_second_contradicting_place_of_work_is_kept_apart_and_told() -> None:
    text = "Томская область, Каргасок село,  СТР. 1, Адрес работодателя: г.Томск, дом 3 Место работы: Красноярский край"
    record = live(addresses={"address": [{"location": text}]})
    place = fields(TRUD, record)["places"][0]
    assert place["address"] == "Томская область, Каргасок село, СТР. 1"
    assert place["note"].endswith("Место работы: Красноярский край")
    assert rules(TRUD, record)["place.second_address"] == "/addresses/address/0/location"


def test_a_single_address_that_is_no_list_is_read() -> None:
    record = live(addresses={"address": {"location": "г Заринск", "lat": "53.6", "lng": "84.9"}})
    assert fields(TRUD, record)["places"][0]["address"] == "г Заринск"


def test_a_kladr_code_is_kept_with_its_list() -> None:
    place = fields(TRUD, live())["places"][0]
    assert (place["scheme"], place["code"], place["name"]) == ("ru-kladr", "2200000000000", "Алтайский край")


def test_a_region_code_that_disagrees_with_the_name_is_told_and_both_are_kept() -> None:
    record = live(region={"region_code": "3500000000000", "name": "Республика Крым"})
    place = fields(TRUD, record)["places"][0]
    assert (place["name"], place["code"]) == ("Республика Крым", "3500000000000")
    assert rules(TRUD, record)["place.region_disagrees"] == "/region/region_code"


def test_a_region_whose_code_agrees_is_not_told() -> None:
    for code, name in [
        ("9100000000000", "Республика Крым"),
        ("7700000000000", "г. Москва"),
        ("7100000000000", "Тульская область"),
    ]:
        assert "place.region_disagrees" not in rules(TRUD, live(region={"region_code": code, "name": name}))


def test_the_detail_of_a_bulk_address_replaces_the_bare_region() -> None:
    assert fields(TRUD, bulk())["places"][0]["address"] == "301840, г Ефремов, ул Московская Застава, д. 1"


@pytest.mark.parametrize(
    ("company", "number"),
    [
        ({"name": "A", "inn": "2205006790", "companycode": "x"}, ("2205006790", "ru-inn")),
        ({"name": "A", "ogrn": "1022200704900"}, ("1022200704900", "ru-ogrn")),
        ({"name": "A", "companycode": "1022200704900"}, ("1022200704900", "ru-ogrn")),
        ({"name": "A", "companycode": "9d2c1f7a-0f0e-11ea-8a53-0d7d3f1b2a10"}, (None, None)),
    ],
)
def test_a_company_code_is_a_register_number_or_a_mere_identifier(
    company: dict[str, Any], number: tuple[str, str]
) -> None:
    said = fields(TRUD, live(company=company))
    assert (said.get("employer_number"), said.get("employer_number_scheme")) == number


def test_a_second_number_of_a_company_is_told_as_a_loss() -> None:
    company = {"name": "A", "inn": "2205006790", "ogrn": "1022200704900", "kpp": "220501001", "companycode": "x"}
    found = mapped(TRUD, live(company=company))
    assert {note.problem.pointer for note in found.notes if note.problem.rule == "loss"} == {
        "/company/ogrn", "/company/kpp", "/company/companycode",
    }  # fmt: skip
    twice = mapped(TRUD, live(company={"name": "A", "ogrn": "1022200704900", "companycode": "1022200704900"}))
    assert not [note for note in twice.notes if note.problem.rule == "loss"], "the same number twice is kept"


def test_a_register_number_with_a_wrong_digit_is_kept_and_doubted() -> None:
    record = live(company={"name": "A", "inn": "2205006791"})
    assert rules(TRUD, record)["employer_number.doubtful"] == "/company/inn"
    assert fields(TRUD, record)["employer_number"] == "2205006791"


def test_another_id_in_the_link_is_told_and_the_id_of_the_ad_stays() -> None:
    record = live(vac_url="https://trudvsem.ru/vacancy/card/1022200704900/other")
    assert fields(TRUD, record)["reference"] == record["id"]
    assert rules(TRUD, record)["reference.disagrees"] == "/vac_url"


def test_missing_employment_leaves_the_time_band_open() -> None:
    said = fields(TRUD, without(live(schedule="Вахтовый метод"), "employment"))
    assert said["schedule"] == "rotation"
    assert not {"time_band", "contract"} & said.keys()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Полная занятость", {"time_band": "full_time", "schedule": "full_day"}),
        ("Частичная занятость", {"time_band": "part_time", "schedule": "part_day"}),
        ("Временная", {"contract": "fixed_term"}),
        ("Стажировка", {"contract": "internship"}),
        ("Сезонная", {"contract": "seasonal"}),
        ("Удалённая", {"remote": "full"}),
    ],
)
def test_one_list_of_employment_names_four_of_our_fields(word: str, expected: dict[str, str]) -> None:
    said = fields(TRUD, without(live(employment=word), "schedule"))
    assert {name: said[name] for name in ("time_band", "schedule", "contract", "remote") if name in said} == expected


def test_a_contract_kind_that_nobody_stated_stays_open() -> None:
    assert "contract" not in fields(TRUD, live())


@pytest.mark.row("T-04")
@pytest.mark.parametrize(
    ("name", "rule"),
    [("employment", "unmapped.employment"), ("schedule", "unmapped.schedule"), ("source", "unmapped.source_type")],
)
def test_an_unmapped_word_stays_visible_in_the_report(name: str, rule: str) -> None:
    assert rules(TRUD, live(**{name: "Неведомое"}))[rule] == f"/{name}"


def test_an_unmapped_education_keeps_its_words() -> None:
    record = bulk(education="Послушник")
    assert rules(TRUD, record)["unmapped.education"] == "/education"
    assert fields(TRUD, record)["education_text"] == "Послушник"


def test_html_in_requirements_becomes_lines() -> None:
    record = live(requirements="Опыт<br/>Права &amp; допуск<ul><li>B</li></ul>")
    assert fields(TRUD, record)["requirements_text"] == "Опыт\nПрава & допускB"


def test_tags_in_a_title_are_told_and_taken_away() -> None:
    record = live(**{"job-name": "<b>Инженер</b> АСУ"})
    assert fields(TRUD, record)["title"] == "Инженер АСУ"
    assert rules(TRUD, record)["markup.title"] == "/job-name"


def test_a_contact_without_a_value_is_told_and_left_out() -> None:
    contacts = [{"contact_type": "Телефон"}, {"contact_type": "Эл. почта", "contact_value": "masked@example.org"}]
    record = live(contact_list=contacts)
    assert fields(TRUD, record)["contacts"] == [{"name": "Контактное Лицо", "email": "masked@example.org"}]
    assert rules(TRUD, record)["empty.contact"] == "/contact_list/0"


def test_a_missing_email_costs_nothing_else() -> None:
    assert fields(TRUD, bulk())["contacts"] == [{"phone": "+7(00000)00000"}]


def test_a_title_that_speaks_of_other_work_is_told() -> None:
    record = live(**{"job-name": "Водитель погрузчика"})
    assert rules(TRUD, record)["occupation.disagrees"] == "/typicalPosition"
    assert "occupation.disagrees" not in rules(TRUD, live())


@pytest.mark.row("V-25")
def test_housing_and_quota_of_the_bulk_file_are_kept() -> None:
    said = fields(TRUD, bulk(accommodation_capability=True, accommodation_type="DORMITORY"))
    assert (said["housing_type"], said["quota"]) == ("dormitory", True)
    assert fields(TRUD, bulk(accommodation_capability=False))["housing_type"] == "none"


def test_no_openings_are_told_and_stay_unknown() -> None:
    record = live(work_places=0)
    assert rules(TRUD, record)["range.openings"] == "/work_places"
    assert "openings" not in fields(TRUD, record)


def test_a_deleted_record_is_a_removal() -> None:
    gone = mapped(TRUD, {"id": "1", "deleted": True, "date_modify": "2024-03-06T10:16:02+0300"})
    assert (gone.kind, gone.reference, gone.vacancy) == ("removal", "1", None)


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (without(live(), "job-name"), "missing.title"),
        (live(**{"job-name": "  "}), "missing.title"),
        (live(**{"job-name": "<p></p>"}), "missing.title"),
        (without(live(), "id"), "missing.id"),
        (live(id="x" * 256), "reference.too_long"),
        (live(id="a\0b"), "parse"),
        (live(**{"job-name": "Сварщик\0"}), "parse"),
        (live(company={"name": 10**30}), "parse"),
        (live(company={"inn": "2205006790"}), "missing.employer_name"),
        (live(company=None), "missing.employer_name"),
    ],
)
def test_only_what_cannot_be_an_ad_is_refused(record: dict[str, Any], rule: str) -> None:
    found = mapped(TRUD, record)
    assert [problem.rule for problem in found.refusals] == [rule]
    assert found.vacancy is None


def test_what_has_no_place_in_our_record_is_told_as_a_loss() -> None:
    found = mapped(TRUD, live(trainingDays=14, scheduleTypeComment="10 часов"))
    losses = {note.problem.pointer for note in found.notes if note.problem.rule == "loss"}
    assert losses - {"/company/ogrn", "/company/companycode"} == {"/trainingDays", "/scheduleTypeComment"}


def test_every_code_in_its_lists_is_one_of_ours() -> None:
    lists = yaml.safe_load(trudvsem_map.LISTS.read_text(encoding="utf-8"))
    ours = {
        "contract": enums.Contract, "schedule": enums.Schedule, "schedule_of_employment": enums.Schedule,
        "time_band": enums.TimeBand, "remote": enums.Remote, "source_type": enums.SourceType,
        "housing": enums.Housing, "bonus": enums.Bonus, "education": Education,
    }  # fmt: skip
    for name, kind in ours.items():
        assert set(lists[name].values()) <= set(kind.values), name
