"""The columns of a table of vacancies, in the order of the template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Text
from firststop.vacancies.enums import (
    ApplyKind,
    Cefr,
    Contract,
    GroundKind,
    Housing,
    Need,
    PayPeriod,
    Remote,
    Schedule,
    TimeBand,
)


class Kind(StrEnum):
    """How a cell is written."""

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    DAY = "day"
    LAST_DAY = "last_day"
    FLAG = "flag"
    CHOICE = "choice"
    CODES = "codes"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `path` leads into the record; a name with {n} stands for columns numbered from 1.

    `shown` is how many of them the template has; a table may have more.
    """

    name: str
    path: tuple[str, ...]
    meaning: Text
    kind: Kind = Kind.TEXT
    choices: type[TextChoices] | None = None
    required: bool = False
    example: Text = ""
    shown: int = 1


def _field(
    name: str,
    meaning: Text,
    kind: Kind = Kind.TEXT,
    *,
    choices: type[TextChoices] | None = None,
    required: bool = False,
    example: Text = "",
) -> Column:
    return Column(name, (name,), meaning, kind, choices, required, example)


#: A row with this reference is the template's example; it is no vacancy.
EXAMPLE = "example"

COLUMNS: tuple[Column, ...] = (
    _field("reference", _("Your own name for the vacancy. The same name again means a new version."), example=EXAMPLE),
    _field("title", _("What the work is called, 3 to 255 characters."), required=True, example=_("Seamstress")),
    _field(
        "occupation",
        _("The occupation: its name, or its identifier from our list."),
        required=True,
        example=_("Sewing machine operator"),
    ),
    _field("description", _("What the person does all day."), required=True, example=_("You sew winter jackets.")),
    _field("openings", _("How many people you look for."), Kind.WHOLE, required=True, example="2"),
    _field("contract", _("Kind of contract."), Kind.CHOICE, choices=Contract, required=True, example="permanent"),
    _field("schedule", _("How the hours lie."), Kind.CHOICE, choices=Schedule, required=True, example="full_day"),
    _field("time_band", _("Full time or part time."), Kind.CHOICE, choices=TimeBand, example="full_time"),
    Column(
        "place_{n}", ("places", "name"), _("Where the work is: the name or the code of the place."),
        required=True, example=_("Karakol"), shown=3,
    ),
    Column("place_{n}_address", ("places", "address"), _("Street and house there."), shown=3),
    _field("remote", _("Work from elsewhere."), Kind.CHOICE, choices=Remote, example="none"),
    _field("pay_min", _("Pay from. Leave it empty if you do not say."), Kind.AMOUNT, example="38 000"),
    _field("pay_max", _("Pay up to, at most twice the lowest."), Kind.AMOUNT, example="52 000"),
    _field("pay_currency", _("Currency of the pay, three letters."), example="KGS"),
    _field("pay_period", _("What one payment is for."), Kind.CHOICE, choices=PayPeriod, example="month"),
    _field("gross", _("Whether pay is before tax."), Kind.FLAG, example=_("yes")),
    _field("pay_text", _("What else you say about pay.")),
    Column(
        "apply_{n}", ("apply_channels", "value"), _("How to apply: a number, an address, a link."),
        required=True, example="+996 700 000 103", shown=2,
    ),
    Column(
        "apply_{n}_kind", ("apply_channels", "kind"), _("What kind of way that is."), Kind.CHOICE, ApplyKind,
        required=True, example="phone", shown=2,
    ),
    _field("apply_reference", _("What people should name when they apply.")),
    _field("apply_by", _("The last day to apply."), Kind.LAST_DAY),
    _field("expires_at", _("The last day on our pages; leave it empty for the usual time."), Kind.LAST_DAY),
    _field("start_date", _("When the work starts."), Kind.DAY),
    _field("immediate", _("Whether the work starts at once."), Kind.FLAG),
    Column("skill_{n}", ("skills", "name"), _("A skill that you ask for."), example=_("sewing"), shown=5),
    Column(
        "skill_{n}_level", ("skills", "must"), _("Must or nice to have."), Kind.CHOICE, Need, example="must", shown=5
    ),
    Column("language_{n}", ("languages", "code"), _("A language, two letters."), example="ky", shown=3),
    Column(
        "language_{n}_level", ("languages", "cefr"), _("How well."), Kind.CHOICE, Cefr, example="B1", shown=3
    ),
    _field("experience_months", _("Months of experience; 0 means none is needed."), Kind.WHOLE, example="12"),
    _field("education", _("Level of education, 0 to 8 (ISCED)."), Kind.WHOLE),
    _field("licences", _("Driving licences, one after another: B, C."), Kind.CODES),
    _field("own_car", _("Whether the person needs an own car."), Kind.FLAG),
    _field("tasks", _("Tasks, if you tell them apart.")),
    _field("requirements_text", _("What you ask for, in your words.")),
    _field("conditions", _("Conditions of work.")),
    _field("benefits", _("What comes with the job.")),
    _field("housing_type", _("Housing that comes with the job."), Kind.CHOICE, choices=Housing),
    _field("hours_percent_min", _("Share of full time at least, in percent."), Kind.WHOLE),
    _field("hours_percent_max", _("Share of full time at most, in percent."), Kind.WHOLE),
    _field("quota", _("Whether the job is kept for people with a disability."), Kind.FLAG),
    _field(
        "protected_groups",
        _("For whom else the job is kept, one group after another: Young people; Older people. Search finds it."),
        Kind.GROUPS,
    ),
    Column("ground_{n}", ("lawful_grounds", "text"), _("Why the law lets you say what our rules ask about.")),
    Column("ground_{n}_rule", ("lawful_grounds", "rule"), _("Which rule that is, as the report names it.")),
    Column("ground_{n}_kind", ("lawful_grounds", "kind"), _("What kind of reason that is."), Kind.CHOICE, GroundKind),
    # The examples are in the reader's language.
    _field("language", _("Language of your text, two letters."), example=_("en")),
    Column("contact_{n}_name", ("contacts", "name"), _("Whom to ask.")),
    Column("contact_{n}_phone", ("contacts", "phone"), _("Their telephone.")),
    Column("contact_{n}_email", ("contacts", "email"), _("Their e-mail address.")),
    _field("employer_name", _("Your enterprise as it is registered; may stay empty.")),
    _field("employer_number", _("The employer's register number.")),
    _field("employer_number_scheme", _("Which register, for example kg-inn.")),
)  # fmt: skip

_PATTERNS = tuple((re.compile(column.name.replace("{n}", r"(\d{1,3})")), column) for column in COLUMNS)


@cache
def column_named(name: str) -> tuple[Column, int] | None:
    """Return the column of a name and its number (0 where it has none); None for an unknown name."""
    for pattern, column in _PATTERNS:
        match = pattern.fullmatch(name)
        if match and (not match.groups() or int(match[1]) >= 1):
            return column, int(match[1]) if match.groups() else 0
    return None


def template_names() -> Mapping[str, Column]:
    """Return the columns of the template by name, the numbered ones as often as they are shown."""
    names: dict[str, Column] = {}
    waiting = list(COLUMNS)
    while waiting:
        column = waiting.pop(0)
        if "{n}" not in column.name:
            names[column.name] = column
            continue
        group = [column, *(other for other in waiting if other.path[0] == column.path[0])]
        waiting = [other for other in waiting if other not in group]
        for number in range(1, column.shown + 1):
            names.update({each.name.format(n=number): each for each in group})
    return names


def example_of(column: Column, *, on: date) -> str:
    """Return what the template shows as an example in a column; a last day lies a month after `on`."""
    if column.kind is Kind.LAST_DAY:
        return (on + timedelta(days=30)).strftime("%d.%m.%Y")
    if column.choices and column.example:
        return str(column.choices(str(column.example)).label)
    return str(column.example)


def is_first(name: str) -> bool:
    """Whether a column is the first of its kind: only that one is needed, and shows an example."""
    digits = [part for part in name.split("_") if part.isdigit()]
    return not digits or digits[0] == "1"
