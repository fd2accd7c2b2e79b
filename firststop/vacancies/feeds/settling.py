"""Settling: what the schema does not take of a source's ad is cut or left out, and named."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from firststop.core.refusals import Problem, Text, to_pointer
from firststop.core.tables import Severity
from firststop.core.words import _
from firststop.vacancies.feeds.notes import Note, Path, shown
from firststop.vacancies.schemas import VacancyIn, problems_from

#: Every round leaves out at least one value, so this ends; it bounds what a hostile record can cost.
_MOST_ROUNDS = 50
#: Fields that stand or fall together, by the rule that they broke together.
_TOGETHER = {
    "pay_order": ("pay_min", "pay_max"),
    "pay_currency": ("pay_min", "pay_max"),
    "hours_order": ("hours_percent_min", "hours_percent_max"),
    "place_half": ("lat", "lon"),
}


def settle(fields: dict[str, Any], origins: Mapping[str, Path]) -> tuple[VacancyIn | None, list[Note]]:
    """Return the ad that is left when every value that the schema refuses is cut or left out, and a note for each.

    None where nothing is left that could be an ad.
    """
    notes: list[Note] = []
    for _round in range(_MOST_ROUNDS):
        try:
            return VacancyIn.model_validate(fields), notes
        except ValidationError as wrong:
            items = wrong.errors(include_url=False)
            problems = problems_from(wrong)
        touched: set[tuple[Any, ...]] = set()
        for problem, item in sorted(zip(problems, items, strict=True), key=_last_first):
            if item["loc"] == ("title",) and item["type"] == "missing":
                continue
            if item["loc"][:2] not in touched:  # The next round sees the rest, if the item is still there.
                touched.add(item["loc"][:2])
                hint = _("This value was shortened.") if _give_up(fields, item) else _("This value was left out.")
                notes.append(_note(problem, item["loc"], origins, hint))
        if "title" not in fields:
            return None, notes
    return None, notes


def _last_first(pair: tuple[Problem, Any]) -> tuple[Any, ...]:
    """Order errors so that leaving out one item of a list does not move another that is still to be left out."""
    return tuple(-step if isinstance(step, int) else 0 for step in pair[1]["loc"])


def _give_up(fields: dict[str, Any], item: Any) -> bool:
    """Cut what is too long; else leave out the innermost value that can be, or those that disagree with each other.

    True where it was cut and its beginning is kept.
    """
    loc = list(item["loc"])
    together = _TOGETHER.get(str(item.get("ctx", {}).get("error", "")), ())
    if not loc:
        _leave_out(fields, together or tuple(fields))
        return False
    holder, last = _holder(fields, loc)
    if together and isinstance(holder[last], dict):
        _leave_out(holder[last], together)
        return False
    if item["type"] in ("string_too_long", "too_long") and len(loc) == 1:
        holder[last] = holder[last][: item["ctx"]["max_length"]]
        return True
    if (isinstance(holder, dict) and last in holder) or isinstance(holder, list):
        del holder[last]
    else:  # A part of an item is missing: the item cannot stay.
        _give_up(fields, {**item, "loc": tuple(loc[:-1]), "type": "incomplete"})
    return False


def _leave_out(values: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        values.pop(name, None)


def _holder(fields: dict[str, Any], loc: list[Any]) -> tuple[Any, Any]:
    holder: Any = fields
    for step in loc[:-1]:
        holder = holder[step]
    return holder, loc[-1]


def _note(problem: Problem, loc: tuple[Any, ...], origins: Mapping[str, Path], hint: Text) -> Note:
    """Point to where the value stands in the source's record; what is inside an item is named by the item's field."""
    name = str(loc[0]) if loc else problem.pointer.strip("/")
    pointer = to_pointer(origins.get(name, (name,)))
    return Note(
        Problem(problem.code, problem.rule, problem.detail, pointer, hint, shown(problem.value)), Severity.WARNING
    )
