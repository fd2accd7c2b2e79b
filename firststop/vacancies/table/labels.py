"""What people call the columns of a table, in each of our languages; a table may use these names or ours."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from firststop.core.folding import fold
from firststop.core.refusals import Text
from firststop.vacancies.table.columns import column_named

#: The name that people read of every column; {n} is its number.
LABELS: Mapping[str, Text] = {
    "reference": _("Reference"),
    "title": _("Title"),
    "occupation": _("Occupation"),
    "description": _("About the work"),
    "openings": _("How many people"),
    "contract": _("Contract"),
    "schedule": _("Hours"),
    "time_band": _("Full or part time"),
    "place_{n}": _("Place {n}"),
    "place_{n}_address": _("Address of place {n}"),
    "remote": _("Remote work"),
    "pay_min": _("Pay from"),
    "pay_max": _("Pay up to"),
    "pay_currency": _("Currency"),
    "pay_period": _("Period of the pay"),
    "gross": _("Pay before tax"),
    "pay_text": _("More about pay"),
    "apply_{n}": _("How to apply {n}"),
    "apply_{n}_kind": _("Way to apply {n}"),
    "apply_reference": _("What to name"),
    "apply_by": _("Apply by"),
    "expires_at": _("Last day of the ad"),
    "start_date": _("First working day"),
    "immediate": _("Starts at once"),
    "skill_{n}": _("Skill {n}"),
    "skill_{n}_level": _("How much skill {n} matters"),
    "language_{n}": _("Language {n}"),
    "language_{n}_level": _("Level of language {n}"),
    "experience_months": _("Months of experience"),
    "education": _("Education"),
    "licences": _("Driving licence"),
    "own_car": _("Own car needed"),
    "tasks": _("Tasks"),
    "requirements_text": _("What is asked"),
    "conditions": _("Conditions"),
    "benefits": _("Benefits"),
    "housing_type": _("Housing"),
    "hours_percent_min": _("Percent of full time, least"),
    "hours_percent_max": _("Percent of full time, most"),
    "quota": _("Kept for people with a disability"),
    "protected_groups": _("Kept for other groups"),
    "ground_{n}": _("Lawful reason {n}"),
    "ground_{n}_rule": _("Rule of reason {n}"),
    "ground_{n}_kind": _("Kind of reason {n}"),
    "language": _("Language of the text"),
    "contact_{n}_name": _("Whom to ask {n}"),
    "contact_{n}_phone": _("Phone of contact {n}"),
    "contact_{n}_email": _("E-mail of contact {n}"),
    "employer_name": _("Employer"),
    "employer_number": _("Register number"),
    "employer_number_scheme": _("Register"),
}


def label_of(name: str) -> str:
    """Return what people call a column, in the active language; a name that is no column's stays."""
    found = column_named(name)
    if found is None:
        return name
    column, number = found
    return " ".join(str(LABELS[column.name]).format(n=number).split())


def own_names(header: tuple[str, ...]) -> dict[str, str]:
    """Return our name for each column of a header that is named as people call it, in any of our languages.

    Where our name stands in the header as well, nobody knows which of the two is meant, and it is left as it is.
    """
    named = {name: ours for name in header if column_named(name) is None and (ours := _own_name(name))}
    return {name: ours for name, ours in named.items() if ours not in header and _once(ours, named)}


def _once(ours: str, named: Mapping[str, str]) -> bool:
    return list(named.values()).count(ours) == 1


def _own_name(name: str) -> str:
    words = fold(name).split()
    number = next((word for word in words if word.isdigit()), "")
    pattern = " ".join("{n}" if word == number else word for word in words)
    return _known().get(pattern, "").format(n=number)


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for name, label in LABELS.items():
                pattern = fold(str(label).format(n=1)) if "{n}" in name else fold(str(label))
                known[" ".join("{n}" if word == "1" else word for word in pattern.split())] = name
    return known
