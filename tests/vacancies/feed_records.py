"""Records as the two sources send them, cut to what a test needs, and the way through the mapper."""

import copy
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from firststop.core.tables import parse_json
from firststop.vacancies.feeds import FEEDS, Decision, Expected, Mapped, RawRecord, decide, map_raw, read_records

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)

_LIVE: dict[str, Any] = {
    "id": "5f37fb28-5258-11f1-8535-e714bd19e8c4",
    "source": "Вакансия работодателя",
    "region": {"region_code": "2200000000000", "name": "Алтайский край"},
    "company": {"companycode": "1022200704900", "inn": "2205006790", "name": 'ООО "ХОЛОД"', "ogrn": "1022200704900"},
    "creation-date": "2026-05-18",
    "date_modify": "2026-09-15T04:06:21+0300",
    "salary": "от 101900",
    "salary_min": 101900,
    "salary_max": 179800,
    "currency": "«руб.»",
    "job-name": "Инженер АСУ ТП",
    "vac_url": "https://trudvsem.ru/vacancy/card/1022200704900/5f37fb28-5258-11f1-8535-e714bd19e8c4",
    "employment": "Полная занятость",
    "schedule": "Полный рабочий день",
    "duty": "Разработка проектов.",
    "requirement": {"education": "Высшее образование — специалитет, магистратура", "experience": 1},
    "addresses": {"address": [{"location": "г Заринск, Зеленая улица, 51", "lng": "84.931075", "lat": "53.689928"}]},
    "contact_person": "Контактное Лицо",
    "contact_list": [{"contact_type": "Телефон", "contact_value": "+7(000) 000-00-00"}],
    "work_places": 2,
    "code_profession": "201294",
    "typicalPosition": "Инженер автоматизированных систем",
    "skills": [],
}
_BULK: dict[str, Any] = {
    "id": "66ee0782-a01e-11ea-94f4-bf2cfe8c828d",
    "busy_type": "Полная занятость",
    "company": {"inn": "7113067263", "name": 'ООО "ЗЕРНОПРОДУКТ"', "phone": "+7(00000)00000"},
    "date_create": "2022-02-20T04:40:38+0300",
    "date_modify": "2024-03-06T10:16:02+0300",
    "deleted": False,
    "education": "Среднее профессиональное",
    "is_quoted": True,
    "position_requirements": "Желателен опыт.",
    "position_responsibilities": "Брожение и перегонка.",
    "regionName": "Тульская область",
    "required_experience": 1,
    "salary": "от 23000",
    "salary_max": 0,
    "salary_min": 23000,
    "schedule_type": "Полный рабочий день",
    "state_region_code": "7100000000000",
    "status": "ACCEPTED",
    "vacancy_address": "Тульская область",
    "vacancy_address_additional_info": "301840, г Ефремов, ул Московская Застава, д. 1",
    "vacancy_name": "Аппаратчик 5 разряда",
    "work_places": 2,
}
_AD: dict[str, Any] = {
    "id": "22884504",
    "external_id": None,
    "headline": "Trafikledare sökes",
    "application_deadline": "2026-12-15T23:59:59",
    "last_publication_date": "2026-12-20T23:59:59",
    "publication_date": "2026-11-01T00:00:00",
    "number_of_vacancies": 1,
    "description": {"text": " Vi söker dig.\n\nVälkommen!", "conditions": "Heltid.\r\n1 st tjänst."},
    "employment_type": {"label": "Vanlig anställning"},
    "salary_type": {"label": "Fast månads- vecko- eller timlön"},
    "duration": {"label": "Tillsvidare"},
    "working_hours_type": {"label": "Heltid"},
    "scope_of_work": {"min": 100, "max": 100},
    "access": None,
    "employer": {"name": "Fazer Food Services AB", "organization_number": "5569616161", "workplace": "Gateau AB"},
    "application_details": {"email": "masked@example.org", "url": None, "reference": "Trafikledare"},
    "experience_required": True,
    "access_to_own_car": False,
    "driving_license": [{"label": "D"}],
    "occupation": {"label": "Trafikledare", "legacy_ams_taxonomy_id": "5003", "concept_id": "2sRC_oHm_7XA"},
    "occupation_group": {"label": "Transportledare", "legacy_ams_taxonomy_id": "4323"},
    "workplace_address": {
        "municipality_code": "2584",
        "municipality": "Kiruna",
        "region_code": "25",
        "region": "Norrbottens län",
        "country_code": "199",
        "country": "Sverige",
        "street_address": "Steinholtzgatan 35",
        "postcode": "98132",
        "city": "KIRUNA",
        "coordinates": [20.2274210124801, 67.8576127184316],
    },
    "must_have": {"skills": [], "languages": [{"label": "Engelska", "weight": 10}]},
    "nice_to_have": {"languages": [{"label": "Svenska", "weight": 5}]},
    "removed": False,
    "source_type": "VIA_AF_FORMULAR",
    "timestamp": 1793961600000,
}


def live(**more: Any) -> dict[str, Any]:
    """Return a record of the live API of Work in Russia."""
    return {**copy.deepcopy(_LIVE), **more}


def bulk(**more: Any) -> dict[str, Any]:
    """Return a record of the bulk file of Work in Russia."""
    return {**copy.deepcopy(_BULK), **more}


def ad(**more: Any) -> dict[str, Any]:
    """Return an ad of JobTech."""
    return {**copy.deepcopy(_AD), **more}


def without(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return a record without some of its names."""
    return {name: value for name, value in record.items() if name not in names}


def mapped(provider: str, record: dict[str, Any]) -> Mapped:
    """Map one record, as it would come out of a file."""
    return map_raw(FEEDS[provider], RawRecord("a.json", 1, parse_json(json.dumps(record).encode())))


def fields(provider: str, record: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of an ad: fields with a value, as they leave us in JSON."""
    found = mapped(provider, record)
    assert found.vacancy is not None, found.refusals
    return found.vacancy.model_dump(mode="json", exclude_none=True)


def rules(provider: str, record: dict[str, Any]) -> dict[str, str]:
    """Return the notes on a record: pointer by rule; losses are left out."""
    return {n.problem.rule: n.problem.pointer for n in mapped(provider, record).notes if n.problem.rule != "loss"}


def run(provider: str, paths: Iterable[Path], known: Expected | None = None) -> tuple[list[Decision], Expected]:
    """Decide on all records of some files, on top of what an earlier run left."""
    expected = Expected({} if known is None else known.all())
    decisions = []
    for raw in read_records(FEEDS[provider], paths):
        record = map_raw(FEEDS[provider], raw)
        decision = decide(expected.get(record.reference), record, at=NOW)
        expected.add(decision)
        decisions.append(decision)
    return decisions, expected
