"""What the index knows of a vacancy. Contacts and other personal data have no field here, so they cannot enter."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Group(StrEnum):
    """Fields with values that a search may choose from; each names a field of `SearchDocument`."""

    CONTRACT = "contract"
    SCHEDULE = "schedule"
    TIME_BAND = "time_band"
    REMOTE = "remote"
    LANGUAGE = "language"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    HOUSING = "housing"
    PROTECTED = "protected_groups"
    QUOTA = "quota"
    SOURCE = "source_type"
    ISCO = "isco"
    OCCUPATION = "occupations"
    SKILL = "skills"
    PLACE = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One vacancy that may be found.

    Texts are plain. Codes are those of the vacancy record; "" and () mean: not stated. `occupation_words`,
    `skill_words` and `place_names` are the labels in all languages; `places` holds every place's ancestors too.
    `points` are (lat, lon) in degrees, kept to 5 digits (1 m). Pay is a month's, in the one currency of the index;
    None is unknown. `hours_min` and `hours_max` are percent of full time. Times are aware; `apply_by` is a local date.
    """

    id: str
    version: int
    title: str
    language: str
    published_at: datetime
    modified_at: datetime
    description: str = ""
    employer: str = ""
    occupations: tuple[str, ...] = ()
    isco: str = ""
    occupation_words: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    skill_words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    remote: str = ""
    contract: str = ""
    schedule: str = ""
    time_band: str = ""
    hours_min: int | None = None
    hours_max: int | None = None
    pay_min: Decimal | None = None
    pay_max: Decimal | None = None
    experience: str = ""
    education: str = ""
    housing: str = ""
    protected_groups: tuple[str, ...] = ()
    quota: bool = False
    source_type: str = ""
    apply_by: date | None = None
    openings: int = 1

    def values_of(self, group: Group) -> tuple[str, ...]:
        """Return the values of a group, each once. An ISCO code brings its shorter, wider ones; quota is "yes"."""
        if group is Group.ISCO:
            return tuple(self.isco[: length + 1] for length in range(len(self.isco)))
        if group is Group.QUOTA:
            return ("yes",) if self.quota else ()
        value: str | tuple[str, ...] = getattr(self, group.value)
        return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,) * bool(value)
