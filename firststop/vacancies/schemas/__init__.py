"""The vacancy record: one schema for the form, the table, the feed and the API."""

from firststop.vacancies.schemas.line import (
    VacancyRecord,
    record_json_schema,
    record_line,
    vacancy_id,
    write_record_schema,
)
from firststop.vacancies.schemas.problems import problems_from
from firststop.vacancies.schemas.record import (
    ApplyChannel,
    ContactIn,
    LanguageIn,
    OccupationCode,
    PlaceIn,
    SkillIn,
    VacancyIn,
    digest_of,
)

__all__ = [
    "ApplyChannel",
    "ContactIn",
    "LanguageIn",
    "OccupationCode",
    "PlaceIn",
    "SkillIn",
    "VacancyIn",
    "VacancyRecord",
    "digest_of",
    "problems_from",
    "record_json_schema",
    "record_line",
    "vacancy_id",
    "write_record_schema",
]
