"""A foreign record under a reader's eye: typed access to its values, and what nobody looked at in the end."""

import html
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from firststop.core.tables.strict_json import is_readable
from firststop.core.words import _
from firststop.vacancies.feeds.notes import Notebook, Path
from firststop.vacancies.feeds.times import instant
from firststop.vacancies.schemas.texts import lines

Read = TypeVar("Read")
_MARKUP = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
#: No honest ad has longer lists.
MOST_ITEMS = 1_000
#: How the rules begin that speak of a value of another kind, or of characters and numbers that nobody can take.
UNREADABLE = "unreadable."
_EMPTY: tuple[Any, ...] = (None, "", [], {})


class Source:
    """One record of a source. Each reader takes a path of names and indexes and returns None for what is not there.

    A value of another type than expected is noted, and counts as not there.
    """

    def __init__(self, value: Mapping[str, Any], notes: Notebook) -> None:
        self.value = value
        self.notes = notes
        self._seen: set[tuple[str | int, ...]] = set()

    def raw(self, *path: str | int) -> Any:
        """Return whatever stands at a path, and take it as read with all that is in it."""
        self._seen.add(path)
        return self._at(path)

    def first(self, *paths: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Return the first of some paths where something stands, else the first; sources rename their fields."""
        return next((path for path in paths if self._at(path) not in _EMPTY), paths[0])

    def text(self, *path: str | int) -> str | None:
        """Return one line of plain text: tags and doubled blanks are gone."""
        prose = self.prose(*path)
        return " ".join(prose.split()) if prose else None

    def prose(self, *path: str | int) -> str | None:
        """Return plain text of several lines; a `<br/>` ends a line."""
        return self._typed(path, _as_text, lambda text: lines(html.unescape(text)) or None)

    def marked_up(self, *path: str | int) -> str | None:
        """Return text with the tags it came with."""
        return self._typed(path, _as_text, lambda text: text.strip() or None)

    def whole(self, *path: str | int) -> int | None:
        """Return a whole number, also one written as text."""
        return self._typed(path, _as_whole)

    def amount(self, *path: str | int) -> Decimal | None:
        """Return an exact number, also one written as text."""
        return self._typed(path, _as_decimal)

    def flag(self, *path: str | int) -> bool | None:
        """Return yes or no."""
        return self._typed(path, _as_flag)

    def moment(self, *path: str | int, zone: ZoneInfo, end_of_day: bool = False) -> datetime | None:
        """Return a time in UTC; one without a zone is local to `zone`, a day alone is its start or its end."""
        return self._typed(path, lambda value: instant(value, zone, end_of_day=end_of_day))

    def items(self, *path: str | int) -> list[tuple[str | int, ...]]:
        """Return the paths of the items of a list, of a hostile one the first; one item alone is a list of one."""
        value = self._at(path)
        if value in _EMPTY:
            self._seen.add(path)
            return []
        if not isinstance(value, list):
            return [path]
        if len(value) > MOST_ITEMS:
            self._seen.add(path)
            self.notes.warn(f"too_many.{path[-1]}", path, len(value), _("There are too many of these."))
        return [(*path, index) for index in range(min(len(value), MOST_ITEMS))]

    def unread(self, ignored: frozenset[str]) -> Iterator[tuple[Path, Any]]:
        """Yield (path, value) of everything that says something and that nobody read, as high up as possible."""
        waiting: deque[tuple[tuple[str | int, ...], Any]] = deque(((name,), item) for name, item in self.value.items())
        read_below = {path[:length] for path in self._seen for length in range(1, len(path))}
        while waiting:
            path, value = waiting.popleft()
            if path in self._seen or value in _EMPTY or str(path[-1]) in ignored:
                continue
            if path in read_below and isinstance(value, dict):
                waiting.extend(((*path, name), item) for name, item in value.items())
            elif path in read_below and isinstance(value, list):
                waiting.extend(((*path, index), item) for index, item in enumerate(value))
            else:
                yield path, value

    def _at(self, path: tuple[str | int, ...]) -> Any:
        value: Any = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def _typed(
        self,
        path: tuple[str | int, ...],
        convert: Callable[[Any], Read | None],
        tidy: Callable[[Read], Read | None] = lambda value: value,
    ) -> Read | None:
        value = self.raw(*path)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        read = convert(value)
        if read is None:
            name = next(step for step in reversed(path) if isinstance(step, str))
            self.notes.warn(f"{UNREADABLE}{name}", path, value, _("We cannot read this value."))
            return None
        return tidy(read)


def has_markup(text: str) -> bool:
    """Whether a text holds tags."""
    return _MARKUP.search(text) is not None


def _as_text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    text = str(value)
    return text if is_readable(text) else None


def _as_decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        number = Decimal(re.sub(r"[\s\u00a0\u202f]", "", str(value)).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 18 else None


def _as_whole(value: Any) -> int | None:
    number = _as_decimal(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _as_flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).lower())
