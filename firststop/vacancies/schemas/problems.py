"""What is wrong with a record, in the same words whichever door it came by."""

from difflib import get_close_matches
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from firststop.core.refusals import Code, Problem, Text, to_pointer
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
    "pay_currency": (Code.MISSING, "pay_currency", _("Name the currency of the pay."), _("For example KGS.")),
    "year": (Code.INVALID_VALUE, "", _("This year cannot be right."), _("Write a day between 1990 and 2100.")),
    "hours_order": (Code.INVALID_VALUE, "hours_percent_min", _('"From" is above "to".'), _("Swap the two numbers.")),
}
_TYPES: dict[str, tuple[Code, Text, Text]] = {
    "missing": (Code.MISSING, _("This is missing."), _("Fill it in.")),
    "extra_forbidden": (Code.UNKNOWN, _("We do not know this field."), _("Check its name.")),
    "string_too_short": (Code.INVALID_VALUE, _("This is too short."), _("Write a little more.")),
    "string_too_long": (Code.INVALID_VALUE, _("This is too long."), _("Shorten it.")),
    "too_long": (Code.INVALID_VALUE, _("There are too many of these."), _("Keep the most important ones.")),
    "enum": (Code.INVALID_VALUE, _("This is not in the list."), _("Choose one from the list.")),
    "literal_error": (Code.INVALID_VALUE, _("This is not in the list."), _("Choose one from the list.")),
    "greater_than": (Code.INVALID_VALUE, _("This is too small."), _("Write a larger number, or leave it out.")),
    "greater_than_equal": (Code.INVALID_VALUE, _("This is too small."), _("Write a larger number, or leave it out.")),
    "less_than_equal": (Code.INVALID_VALUE, _("This is too large."), _("Write a smaller number.")),
    "int_parsing": (Code.INVALID_VALUE, _("This is no whole number."), _("Write digits only.")),
    "int_from_float": (Code.INVALID_VALUE, _("This is no whole number."), _("Write digits only.")),
    "decimal_parsing": (Code.INVALID_VALUE, _("This is no amount."), _("Write digits only, for example 32000.")),
    "decimal_type": (Code.INVALID_VALUE, _("This is no amount."), _("Write digits only, for example 32000.")),
    "decimal_max_places": (Code.INVALID_VALUE, _("An amount has at most two decimals."), ""),
    "timezone_aware": (Code.INVALID_VALUE, _("This time has no zone."), _("Add the zone, for example Z or +06:00.")),
    "list_type": (Code.INVALID_VALUE, _("This is a list."), _("Write it in square brackets.")),
    "string_type": (Code.INVALID_VALUE, _("This is a text."), _("Write it in quotation marks.")),
    "int_type": (Code.INVALID_VALUE, _("This is no whole number."), _("Write digits only.")),
    "bool_parsing": (Code.INVALID_VALUE, _("This is yes or no."), _("Write true or false.")),
    "uuid_parsing": (Code.INVALID_VALUE, _("This is no identifier of ours."), _("Choose one from the list.")),
    "date_parsing": (Code.INVALID_VALUE, _("This is no date."), _("Write it as 2026-11-25.")),
    "datetime_parsing": (
        Code.INVALID_VALUE,
        _("This is no date and time."),
        _("Write it as 2026-11-25T18:00:00Z."),
    ),
    "date_from_datetime_parsing": (Code.INVALID_VALUE, _("This is no date."), _("Write it as 2026-11-25.")),
    "datetime_from_date_parsing": (
        Code.INVALID_VALUE,
        _("This is no date and time."),
        _("Write it as 2026-11-25T18:00:00Z."),
    ),
}
_OTHER = (Code.INVALID_VALUE, _("We cannot take this value."), _("Check it and send it again."))


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
    code, sentence, hint = _TYPES.get(item["type"], _OTHER)
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
    return None if value is None else str(value)[:200]
