"""Cells as people write them: days, amounts, numbers, words of lists. Each reader returns a value or a refusal."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from firststop.core.folding import fold
from firststop.core.written import Misread, read_amount, read_whole
from firststop.vacancies.enums import ProtectedGroup
from firststop.vacancies.table.columns import Column, Kind

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YES, _NO = {"yes", "true", "1", "да", "ооба"}, {"no", "false", "0", "нет", "жок"}
_END = time(23, 59, 59)


def read_cell(column: Column, text: str, zone: ZoneInfo) -> Any:
    """Return the value of a cell for the record; raises `Misread`."""
    if column.choices is not None:
        return read_choice(text, column.choices)
    return _READERS[column.kind](text, zone)


def read_day(text: str) -> date:
    """Return a day written as 31.12.2026 or 2026-12-31; other orders are not guessed."""
    match, iso = _LOCAL.fullmatch(text), _ISO.fullmatch(text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
    elif match:
        year, month, day = int(match[3]), int(match[2]), int(match[1])
    else:
        raise Misread("cell.date", _("We cannot tell which day this is."), _("Write it as 31.12.2026."))
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise Misread("cell.no_such_day", _("There is no such day."), _("Look at the calendar.")) from wrong


def read_last_day(text: str, zone: ZoneInfo) -> datetime:
    """Return the last second of a day in a zone, in UTC."""
    return datetime.combine(read_day(text), _END, tzinfo=zone).astimezone(UTC)


def read_flag(text: str) -> bool:
    """Return yes or no, in any of our languages."""
    word = text.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise Misread("cell.flag", _("This is neither yes nor no."), _("Write yes or no."))


def read_choice(text: str, choices: type[TextChoices]) -> str:
    """Return the code of a list for the code itself or its words in any of our languages."""
    found = _words(choices).get(fold(text))
    if found is None:
        words = format_lazy("; ".join(["{}"] * len(choices.labels)), *choices.labels)
        hint = format_lazy(_("Choose one of: {words}."), words=words)
        raise Misread("cell.choice", _("This is not in the list."), hint)
    return found


def read_codes(text: str) -> list[str]:
    """Return codes that are parted by commas, semicolons or blanks."""
    return [code.upper() for code in re.split(r"[\s,;]+", text) if code]


def read_groups(text: str) -> list[str]:
    """Return groups that are parted by semicolons: our codes for words of our list, other words as they stand."""
    stated = (part.strip() for part in text.split(";"))
    return list(dict.fromkeys(_words(ProtectedGroup).get(fold(part), part) for part in stated if part))


@cache
def _words(choices: type[TextChoices]) -> dict[str, str]:
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words.update({fold(str(label)): str(value) for value, label in choices.choices})
    return words | {fold(str(value)): str(value) for value in choices.values}


def as_decimal(text: Any) -> Decimal | None:
    """Return an amount that was read as a Decimal, to compare it."""
    return Decimal(text) if isinstance(text, str) else None


_READERS: dict[Kind, Callable[[str, ZoneInfo], Any]] = {
    Kind.TEXT: lambda text, _zone: text,
    Kind.WHOLE: lambda text, _zone: read_whole(text),
    Kind.AMOUNT: lambda text, _zone: read_amount(text),
    Kind.DAY: lambda text, _zone: read_day(text),
    Kind.LAST_DAY: read_last_day,
    Kind.FLAG: lambda text, _zone: read_flag(text),
    Kind.CODES: lambda text, _zone: read_codes(text),
    Kind.GROUPS: lambda text, _zone: read_groups(text),
}
