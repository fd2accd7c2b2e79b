"""The vacancy record: one schema for the form, the table, the feed and the API."""

from firststop.vacancies.schemas.problems import problems_from
from firststop.vacancies.schemas.record import (
    ApplyChannel,
    ContactIn,
    LanguageIn,
    OccupationCode,
    PlaceIn,
    SkillIn,
    VacancyIn,
)

__all__ = [
    "ApplyChannel",
    "ContactIn",
    "LanguageIn",
    "OccupationCode",
    "PlaceIn",
    "SkillIn",
    "VacancyIn",
    "problems_from",
]
