"""From records to what the engine compares."""

import logging
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from firststop.jobseekers.queries import ProfileFacts
from firststop.matching.engine import Cefr, LanguageAsk, PersonVector, Point, Practice, SkillAsk, VacancyVector
from firststop.taxonomy.queries import NamedPlace, isco_codes, places
from firststop.vacancies.queries import VacancyCard

log = logging.getLogger("firststop.matching")
Source = TypeVar("Source", ProfileFacts, VacancyCard)
Vector = TypeVar("Vector", PersonVector, VacancyVector)
#: Kindred occupations share so many digits of their ISCO-08 group: 753 are garment and related trades.
MINOR_GROUP = 3
_LEVELS = {level.name.casefold(): level for level in Cefr}


def person_vectors(facts: Iterable[ProfileFacts]) -> list[PersonVector]:
    """Return people as the engine sees them; one query for their places, one for the families of their work."""
    facts = list(facts)
    known = places([code for one in facts for code in one.places], "en")
    kin = families_of(key for one in facts for key in _works(one))
    return _all_that_can(lambda one: _person(one, known, kin), facts)


def vacancy_vectors(cards: Iterable[VacancyCard]) -> list[VacancyVector]:
    """Return vacancies as the engine sees them; one query for their places, one for the families of their work."""
    cards = list(cards)
    known = places([code for card in cards for code in card.places], "en")
    kin = families_of(card.occupation for card in cards if card.occupation)
    return _all_that_can(lambda card: _vacancy(card, known, kin), cards)


def families_of(occupations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the family of each occupation: its minor group of ISCO-08, three digits; one query."""
    return {key: code[:MINOR_GROUP] for key, code in isco_codes(set(occupations)).items() if code}


def _works(one: ProfileFacts) -> set[uuid.UUID]:
    return {*one.wanted, *(key for key, _months in one.practised)}


def _all_that_can(make: Callable[[Source], Vector], sources: Iterable[Source]) -> list[Vector]:
    """Return the vectors of the records that the engine takes; one that it refuses is named in the log and left out."""
    made = []
    for source in sources:
        try:
            made.append(make(source))
        except ValueError as refused:
            log.warning("not matched: %s %s", source.id, refused)
    return made


def _person(one: ProfileFacts, known: Mapping[str, NamedPlace], kin: Mapping[uuid.UUID, str]) -> PersonVector:
    return PersonVector(
        id=one.person,
        wanted=dict.fromkeys(one.wanted, 1.0),
        practised={key: Practice(months) for key, months in one.practised},
        skills=dict.fromkeys(one.skills, 1.0),
        languages={code: _LEVELS[level.casefold()] for code, level in one.languages if level.casefold() in _LEVELS},
        education=one.education,
        licences=frozenset(one.licences),
        place=_point(known.get(one.place or "")),
        more_places=tuple(point for code in one.more_places if (point := _point(known.get(code))) is not None),
        radius_km=one.radius_km,
        would_move=one.would_move,
        remote=one.remote,
        pay_floor=one.pay_floor,
        schedules=frozenset(one.schedules),
        contracts=frozenset(one.contracts),
        start_from=one.start_from,
        not_to=one.not_to,
        families=frozenset(kin[key] for key in _works(one) if key in kin),
    )


def _vacancy(card: VacancyCard, known: Mapping[str, NamedPlace], kin: Mapping[uuid.UUID, str]) -> VacancyVector:
    record = card.record
    stated = [Point(p["lat"], p["lon"]) for p in record.get("places", ()) if p.get("lat") is not None]
    mine = [point for code in card.places if (point := _point(known.get(code))) is not None]
    return VacancyVector(
        id=card.id,
        employers=frozenset({card.establishment}),
        occupations={card.occupation: 1.0} if card.occupation else {},
        skills=_skills(record),
        languages=_languages(record),
        experience_months=record.get("experience_months"),
        education=record.get("education"),
        licences=frozenset(record.get("licences", ())),
        places=tuple(mine or stated),
        remote=record.get("remote") == "full",
        pay_min=_amount(card.pay_month_min),
        pay_max=_amount(card.pay_month_max),
        schedules=frozenset({record["schedule"]} if record.get("schedule") else ()),
        contracts=frozenset({record["contract"]} if record.get("contract") else ()),
        start=date.fromisoformat(record["start_date"]) if record.get("start_date") else None,
        families=frozenset(kin[it] for it in (card.occupation,) if it is not None and it in kin),
    )


def _skills(record: Mapping[str, object]) -> dict[uuid.UUID, SkillAsk]:
    asked: dict[uuid.UUID, SkillAsk] = {}
    for skill in record.get("skills") or ():  # type: ignore[attr-defined]
        if skill.get("id"):
            weight = 5.0 if skill.get("weight") is None else float(skill["weight"])
            asked[uuid.UUID(skill["id"])] = SkillAsk(must=bool(skill.get("must")), weight=weight)
    return asked


def _languages(record: Mapping[str, object]) -> dict[str, LanguageAsk]:
    asked: dict[str, LanguageAsk] = {}
    for language in record.get("languages") or ():  # type: ignore[attr-defined]
        level = _LEVELS.get(str(language.get("cefr", "")).casefold())
        if language.get("code") and level is not None:
            asked[language["code"]] = LanguageAsk(level, must=bool(language.get("must")))
    return asked


def _point(place: NamedPlace | None) -> Point | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(place.lat, place.lon, place.code)


def _amount(amount: Decimal | None) -> Decimal | None:
    return amount or None
