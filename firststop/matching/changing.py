"""What would change a score: lost points that the person's profile or the ad can win back, the same for all readers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from firststop.matching.engine import Message, Row

M = Message
_LEARNT = (M.SKILL_NOT_SHOWN, M.SKILL_PARTLY)


@dataclass(frozen=True, slots=True)
class Change:
    """What one side can do about one slot, which wins back at most so many whole points."""

    name: str
    points: int
    says: list[str]


def changes_of(
    lost: Iterable[tuple[str, int, Sequence[Row]]], names: Mapping[Any, str]
) -> tuple[list[Change], list[Change]]:
    """Return what the profile and what the ad can change, for slots as (name, lost points, rows).

    A slot that has lost less than a whole point is left alone, and so is what nobody can change by writing it down.
    """
    in_profile: list[Change] = []
    in_ad: list[Change] = []
    for name, points, rows in lost:
        short = [row for row in rows if row.millionths < row.width_millionths]
        for side, says in ((in_profile, _profile(short, names)), (in_ad, _ad(short))):
            if points > 0 and says:
                side.append(Change(name, points, list(dict.fromkeys(says))))
    return in_profile, in_ad


def _profile(rows: Sequence[Row], names: Mapping[Any, str]) -> list[str]:
    skills = [names[row.values["skill"]] for row in rows if row.message in _LEARNT and row.values["skill"] in names]
    learn = [_("Learn or name these skills: %(skills)s") % {"skills": ", ".join(skills)}] if skills else []
    return learn + [said for row in rows if (said := _can_say(row))]


def _can_say(row: Row) -> str:
    """Return what the profile can say about a row that has lost points; empty where it can do nothing."""
    values = row.values
    match row.message:
        case M.OCCUPATION_NOT_STATED if not values["offered"]:
            return ""
        case M.EDUCATION_NOT_STATED if values["asked"] is None:
            return ""
        case M.WAY_NOT_KNOWN if values["has_place"]:
            return ""
    return {
        M.OCCUPATION_NOT_STATED: _("Say which work is wished for"),
        M.OCCUPATION_OTHER: _("Wish for this work"),
        M.OCCUPATION_PRACTISED: _("Wish for this work"),
        M.EXPERIENCE_SHORT: _("Write down all the time in this work"),
        M.EDUCATION_NOT_STATED: _("Say which education was finished"),
        M.LANGUAGE_SHORT: _("Learn the language, or say how well it is spoken"),
        M.LANGUAGE_NOT_SHOWN: _("Learn the language, or say how well it is spoken"),
        M.WAY_NOT_KNOWN: _("Name the town or village"),
        M.WAY_WITHIN: _("Choose a longer way to work"),
        M.WAY_WOULD_MOVE: _("Choose a longer way to work"),
        M.WAY_BEYOND: _("Choose a longer way to work"),
        M.WAY_REMOTE_NOT_WANTED: _("Say that work from home is possible"),
        M.PAY_BELOW: _("Wish for less pay"),
        M.SCHEDULE_DIFFERS: _("Take other hours too"),
        M.CONTRACT_DIFFERS: _("Take other contracts too"),
        M.START_LATER: _("Start earlier"),
        M.START_TOO_LATE: _("Start earlier"),
    }.get(row.message, "")


def _ad(rows: Sequence[Row]) -> list[str]:
    return [said for row in rows if (said := _can_state(row))]


def _can_state(row: Row) -> str:
    """Return what the ad leaves open about a row that has lost points; empty where it leaves nothing open."""
    values = row.values
    match row.message:
        case M.OCCUPATION_NOT_STATED if values["offered"]:
            return ""
        case M.EDUCATION_NOT_STATED if values["asked"] is not None:
            return ""
        case M.WAY_NOT_KNOWN if not values["has_place"]:
            return ""
        case M.PAY_PARTLY if values["pay_min"] is not None:
            return ""
    return {
        M.SKILLS_NOT_STATED: _("Name the skills"),
        M.OCCUPATION_NOT_STATED: _("Name the occupation"),
        M.EXPERIENCE_NOT_STATED: _("Say how much experience is needed"),
        M.EDUCATION_NOT_STATED: _("Say which education is needed"),
        M.WAY_NOT_KNOWN: _("Name the town or village"),
        M.PAY_NOT_STATED: _("State the pay"),
        M.PAY_PARTLY: _("State the lowest pay"),
        M.SCHEDULE_NOT_STATED: _("State the hours"),
        M.CONTRACT_NOT_STATED: _("State the contract"),
        M.START_NOT_STATED: _("State the first day"),
    }.get(row.message, "")
