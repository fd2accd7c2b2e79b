"""What a comparison says, in words: the same sentence for the person, the employer and the staff."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firststop.core.languages import language_name
from firststop.core.templatetags.firststop import NO_BREAK, amount
from firststop.core.templatetags.pieces import currency_word
from firststop.matching.changing import Change, changes_of
from firststop.matching.engine import Cefr, Explanation, Message, Part, PartKey, Row, Verdict
from firststop.taxonomy.queries import names_of, places
from firststop.vacancies.queries import VacancyCard

M = Message
#: What skills, by id, and the person's places, by code, are called.
Names = Mapping[Any, str]
#: The mark before what a row says; none where nobody knows.
MARKS = {
    Verdict.FITS: "fits",
    Verdict.NOT_ASKED: "fits",
    Verdict.NEAR_LIMIT: "limit",
    Verdict.PARTLY: "missing",
    Verdict.MISSING: "missing",
    Verdict.OVER_LIMIT: "missing",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of the bar, with each row behind it as (mark, sentence)."""

    name: str
    earned: int
    weight: int
    kind: str
    says: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Card:
    """An explanation in words: the sum, the slots, what fits, misses or is near a limit, and what would change it.

    Points are whole, so that an employer reads no exact way or pay out of them; those of the slots add up to `total`.
    """

    total: int
    slots: list[Slot]
    fits: list[str]
    missing: list[str]
    near: list[str]
    in_profile: list[Change]
    in_ad: list[Change]

    @property
    def sum(self) -> str:
        """The points of the slots, added up."""
        return f"{' + '.join(str(slot.earned) for slot in self.slots)} = {self.total}"


def card_of(explanation: Explanation, language: str) -> Card:
    """Return an explanation in words; one query for the names of its skills."""
    return cards_of([explanation], language)[0]


def cards_of(explanations: Sequence[Explanation], language: str) -> list[Card]:
    """Return explanations in words; one query for the names of all their skills, two where a way names a place."""
    rows = [row for explanation in explanations for part in explanation.parts for row in part.rows]
    names: Names = {**names_of(_concepts(rows), language), **_place_names(rows, language)}
    return [_card(explanation, names) for explanation in explanations]


def listed(found: Sequence[tuple[VacancyCard, Explanation]], language: str) -> list[dict[str, Any]]:
    """Return vacancies with their reasons and the names of their places, as lists show them; three queries."""
    named = places([code for vacancy, _why in found for code in vacancy.places], language)
    cards = cards_of([why for _vacancy, why in found], language)
    return [
        {"vacancy": vacancy, "card": card, "places": [named[code].name for code in vacancy.places if code in named]}
        for (vacancy, _why), card in zip(found, cards, strict=True)
    ]


def _card(explanation: Explanation, names: Names) -> Card:
    def said(rows: Iterable[Row]) -> list[str]:
        return [line for row in rows if (line := sentence(row, names))]

    whole, parts = explanation.whole_points, explanation.parts
    lost = [(part_name(part.key), part.width - whole[part.key], part.rows) for part in parts]
    in_profile, in_ad = changes_of(lost, names)
    return Card(
        total=round(explanation.total),
        slots=[_slot(part, whole[part.key], names) for part in parts],
        fits=[line for part in parts for line in said(part.fits)],
        missing=[line for part in parts for line in said(part.missing)],
        near=[line for part in parts for line in said(part.near_limit)],
        in_profile=in_profile,
        in_ad=in_ad,
    )


def _slot(part: Part, earned: int, names: Names) -> Slot:
    kind = "missing" if part.missing else "limit" if part.near_limit else "fits"
    says = [(MARKS.get(row.verdict, ""), line) for row in part.rows if (line := sentence(row, names))]
    return Slot(part_name(part.key), earned, part.width, kind, says)


def part_name(key: PartKey) -> str:
    """Return the name of a slot."""
    return {
        PartKey.SKILLS: _("Skills"),
        PartKey.OCCUPATION: _("Occupation and experience"),
        PartKey.WAY: _("The way there"),
        PartKey.PAY: _("Pay"),
        PartKey.HOURS: _("Hours and contract"),
    }[key]


def sentence(row: Row, names: Names) -> str:
    """Return what one row says; empty where it is about a skill that has no name."""
    values = row.values
    match row.message:
        case M.SKILL_SHOWN | M.SKILL_PARTLY | M.SKILL_NOT_SHOWN:
            return names.get(values["skill"], "")
        case M.WAY_WITHIN | M.WAY_BEYOND | M.WAY_WOULD_MOVE:
            return _way(values, names)
        case M.EXPERIENCE_ENOUGH | M.EXPERIENCE_SHORT:
            asked = values["asked"] or 0
            has = time_of(values["months"])
            return _("%(has)s of experience, %(asked)s asked") % {"has": has, "asked": time_of(asked)}
        case M.PAY_ABOVE | M.PAY_PARTLY | M.PAY_BELOW:
            return _("Pay wish: at least %(floor)s") % {"floor": money(values["floor"])}
        case M.LANGUAGE_ENOUGH | M.LANGUAGE_SHORT | M.LANGUAGE_NOT_SHOWN:
            return language_named(values["language"], values["asked"])
        case M.LICENCE_SHOWN | M.LICENCE_NOT_SHOWN:
            return _("Driving licence %(category)s") % {"category": values["licence"]}
    return _simple(values)[row.message]


def money(amount_a_month: Decimal) -> str:
    """Return an amount in the country's currency, in one piece: all that is compared is a month's pay in it."""
    return f"{amount(amount_a_month)}{NO_BREAK}{currency_word()}"


def _simple(values: Mapping[str, Any]) -> dict[Message, str]:
    work = _("The profile names no work") if values.get("offered") else _("The vacancy names no occupation")
    if values.get("asked"):
        level = _("The profile does not say which education was finished")
    else:
        level = _("The vacancy does not say which education is needed")
    return {
        M.SKILLS_NOT_STATED: _("The vacancy names no skills"),
        M.OCCUPATION_NOT_STATED: work,
        M.OCCUPATION_WANTED: _("This is the work that is wished for"),
        M.OCCUPATION_PRACTISED: _("This work was done before"),
        M.OCCUPATION_OTHER: _("Another occupation"),
        M.EXPERIENCE_NOT_NEEDED: _("No experience is needed"),
        M.EXPERIENCE_NOT_STATED: _("The vacancy does not say how much experience is needed"),
        M.EDUCATION_NOT_NEEDED: _("No education is needed"),
        M.EDUCATION_NOT_STATED: level,
        M.EDUCATION_SHORT: _("The education asked for is not shown"),
        M.EDUCATION_ENOUGH: _("The education is enough"),
        M.LANGUAGES_NOT_ASKED: _("No language is asked for"),
        M.WAY_REMOTE: _("The work can be done from anywhere"),
        M.WAY_REMOTE_NOT_WANTED: _("Remote work is not wished for"),
        M.WAY_NOT_KNOWN: _("The way there is not known"),
        M.PAY_NOT_STATED: _("The vacancy does not state pay"),
        M.PAY_NOT_ASKED: _("No lowest pay is wished for"),
        M.SCHEDULE_FITS: _("The hours fit"),
        M.SCHEDULE_DIFFERS: _("The hours differ"),
        M.SCHEDULE_NOT_STATED: _("The vacancy does not state the hours"),
        M.SCHEDULE_NOT_ASKED: _("Any hours will do"),
        M.CONTRACT_FITS: _("The contract fits"),
        M.CONTRACT_DIFFERS: _("The contract differs"),
        M.CONTRACT_NOT_STATED: _("The vacancy does not state the contract"),
        M.CONTRACT_NOT_ASKED: _("Any contract will do"),
        M.START_IN_TIME: _("The start fits"),
        M.START_LATER: _("The start is a little later"),
        M.START_TOO_LATE: _("The start is too late"),
        M.START_NOT_STATED: _("The vacancy does not state the first day"),
        M.START_NOT_ASKED: _("A start at once will do"),
    }


def _way(values: Any, names: Names) -> str:
    said = {"km": round(values["metres"] / 1000), "radius": values["radius_km"], "place": names.get(values["from"])}
    if said["place"]:
        return _("%(place)s: the way is %(km)s km, the limit is %(radius)s km") % said
    return _("The way is %(km)s km, the limit is %(radius)s km") % said


def language_named(code: str, level: Cefr) -> str:
    """Return a language in words with a level of it."""
    said = _("native") if level is Cefr.NATIVE else level.name
    return _("%(language)s, level %(level)s") % {"language": language_name(code) or code, "level": said}


def time_of(months: int) -> str:
    """Return months as people say them."""
    if months < 12:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def _concepts(rows: Iterable[Row]) -> list[uuid.UUID]:
    return [row.values["skill"] for row in rows if "skill" in row.values]


def _place_names(rows: Iterable[Row], language: str) -> dict[str, str]:
    codes = sorted({row.values["from"] for row in rows if row.values.get("from")})
    return {code: place.name for code, place in places(codes, language).items()} if codes else {}
