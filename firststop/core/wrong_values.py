"""What is wrong with a value, in the words of every door."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Text

#: A code, a sentence, and a way on.
Words = tuple[Code, Text, Text]
#: Kinds of errors as pydantic names them.
_KINDS: dict[str, Words] = {
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
    "float_parsing": (Code.INVALID_VALUE, _("This is no number."), _("Write digits only.")),
    "finite_number": (Code.INVALID_VALUE, _("This is no number."), _("Write digits only.")),
    "decimal_type": (Code.INVALID_VALUE, _("This is no amount."), _("Write digits only, for example 32000.")),
    "decimal_max_places": (Code.INVALID_VALUE, _("An amount has at most two decimals."), ""),
    "timezone_aware": (Code.INVALID_VALUE, _("This time has no zone."), _("Add the zone, for example Z or +06:00.")),
    "model_type": (Code.INVALID_VALUE, _("This is no record."), _("Write one object with names and values: {}.")),
    "dict_type": (Code.INVALID_VALUE, _("This is no record."), _("Write one object with names and values: {}.")),
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
_OTHER: Words = (Code.INVALID_VALUE, _("We cannot take this value."), _("Check it and send it again."))
#: What a limit is called among the facts of an error, and how it is told.
_LIMITS: dict[str, Text] = {
    "ge": _("Write {limit} or more."),
    "gt": _("Write more than {limit}."),
    "le": _("Write {limit} or less."),
    "lt": _("Write less than {limit}."),
    "max_length": _("Keep to {limit} characters or entries."),
}


def words_for(kind: str) -> Words:
    """Return the words for a kind of error as pydantic names it; general ones for a kind that has none."""
    return _KINDS.get(kind, _OTHER)


def limit_told(facts: Mapping[str, Any]) -> str:
    """Return the way on that names the limit or the values of an error's `facts`; empty where they hold none."""
    if "expected" in facts:
        values = re.findall("'([^']*)'", str(facts["expected"]))
        return str(_("Choose one of: {values}.")).format(values=", ".join(values)) if values else ""
    return next((str(said).format(limit=facts[name]) for name, said in _LIMITS.items() if name in facts), "")
