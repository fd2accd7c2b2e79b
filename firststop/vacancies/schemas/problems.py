"""What is wrong with a record, in the same words whichever door it came by."""

import json
from difflib import get_close_matches
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from firststop.core.refusals import Code, Problem, Text, to_pointer
from firststop.core.wrong_values import words_for
from firststop.vacancies.schemas.record import (
    ApplyChannel,
    ContactIn,
    GroundIn,
    LanguageIn,
    OccupationCode,
    PlaceIn,
    SkillIn,
    VacancyIn,
)

_PARTS: dict[str, type[BaseModel]] = {
    "places": PlaceIn,
    "skills": SkillIn,
    "languages": LanguageIn,
    "occupation_codes": OccupationCode,
    "apply_channels": ApplyChannel,
    "contacts": ContactIn,
    "lawful_grounds": GroundIn,
}

#: Rules that the record's own checks raise by name: (code, field, sentence, way on).
_NAMED: dict[str, tuple[Code, str, Text, Text]] = {
    "blank": (Code.MISSING, "", _("This is missing."), _("Fill it in.")),
    "no_words": (Code.INVALID_VALUE, "", _("There are no words in it."), _("Name the work in words.")),
    "markup": (Code.INVALID_VALUE, "", _("There are tags in this text."), _("Write plain text, without tags.")),
    "control": (Code.INVALID_VALUE, "", _("There are characters in it that nobody can read."), _("Type it again.")),
    "money_is_text": (Code.INVALID_VALUE, "", _('Write the amount as text, for example "32000.00".'), ""),
    "web_address": (Code.INVALID_VALUE, "", _("This is no web address."), _("It begins with https://")),
    "apply_link": (Code.INVALID_VALUE, "value", _("This is no web address."), _("It begins with https://")),
    "place_empty": (Code.MISSING, "name", _("Name the place."), _("A code, a name or an address is enough.")),
    "place_half": (Code.MISSING, "lat", _("A point needs both latitude and longitude."), ""),
    "skill_empty": (Code.MISSING, "name", _("This is missing."), _("Name the skill.")),
    "email_address": (Code.INVALID_VALUE, "value", _("This is no e-mail address."), _("For example work@example.org")),
    "phone_number": (Code.INVALID_VALUE, "value", _("This is no phone number."), _("Write it with the area code.")),
    "apply_address": (Code.MISSING, "value", _("Write where to go or write to."), ""),
    "pay_order": (Code.INVALID_VALUE, "pay_min", _('"From" is above "to".'), _("Swap the two amounts.")),
    "currency": (Code.INVALID_VALUE, "", _("We do not know this currency."), _("Write its code, for example KGS.")),
    "pay_currency": (Code.MISSING, "pay_currency", _("Name the currency of the pay."), _("For example KGS.")),
    "year": (Code.INVALID_VALUE, "", _("This year cannot be right."), _("Write a day between 1990 and 2100.")),
    "hours_order": (Code.INVALID_VALUE, "hours_percent_min", _('"From" is above "to".'), _("Swap the two numbers.")),
}


def problems_from(error: ValidationError) -> list[Problem]:
    """Return a problem for each thing that pydantic found, with a rule id such as ``missing.title``."""
    return [_problem(item) for item in error.errors(include_url=False)]


def _problem(item: Any) -> Problem:
    path = [step for step in item["loc"] if not (isinstance(step, str) and step.startswith("function-"))]
    shown = None if isinstance(item.get("input"), dict | list) else _shown(item.get("input"))
    name = str(item.get("ctx", {}).get("error", ""))
    if item["type"] == "value_error" and name in _NAMED:
        code, field, sentence, hint = _NAMED[name]
        path = [*path, field] if field else path
        return Problem(code, _rule(code, path, name), sentence, to_pointer(path), hint, shown)
    code, sentence, hint = words_for(item["type"])
    if item["type"] == "extra_forbidden":
        hint = _nearest(path) or hint
    return Problem(code, _rule(code, path, item["type"]), sentence, to_pointer(path), hint, shown)


def _nearest(path: list[str | int]) -> Text:
    """Return "did you mean", where one of our names is near to an unknown one."""
    model = _PARTS.get(str(path[0]), VacancyIn) if len(path) > 1 else VacancyIn
    near = get_close_matches(str(path[-1]), list(model.model_fields), n=1, cutoff=0.6)
    return format_lazy(_("Did you mean {name}?"), name=near[0]) if near else ""


def _rule(code: Code, path: list[str | int], found: str) -> str:
    field = next((str(step) for step in path if isinstance(step, str)), "record")
    if code in (Code.MISSING, Code.UNKNOWN):
        return f"{code.value}.{field}"
    return f"{field}.{found}"


def _shown(value: Any) -> str | None:
    """Return a value as it was sent, short."""
    if value is None:
        return None
    return (json.dumps(value) if isinstance(value, bool) else str(value))[:200]
