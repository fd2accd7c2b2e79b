"""Cursors: where a page ended, so that the next one begins right there, however the ads change in between.

A cursor holds the sort key and id of the last hit, the moment that "posted within" is counted from, and which words
were forgiven: everything that decides which ads are hits and in which order.
"""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from firststop.vacancies.search.errors import SearchRefusedError

_LAST, _MOST_TIERS = 1 << 33, 10


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place right behind a hit: its tier, its sort key (higher comes first), its id. `at` is in whole seconds."""

    search: str
    at: datetime
    tier: int
    key: int
    id: str
    forgiven: tuple[str, ...] = ()

    def encode(self) -> str:
        """Return the cursor as one opaque word for an address."""
        said = [self.search, int(self.at.timestamp()), self.tier, self.key, self.id, list(self.forgiven)]
        raw = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str, search: str) -> Cursor:
    """Return the cursor that `encode` wrote for the same search; SearchRefusedError `cursor.invalid` for any other."""
    try:
        cursor = _decode(text)
    except (binascii.Error, ValueError, TypeError, RecursionError) as wrong:
        raise invalid_cursor() from wrong
    if cursor.search != search:
        raise invalid_cursor()
    return cursor


def invalid_cursor() -> SearchRefusedError:
    """Return the refusal of a cursor that is not ours, or of another search."""
    return SearchRefusedError("cursor.invalid", "/cursor")


def _decode(text: str) -> Cursor:
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    search, at, tier, key, last, forgiven = json.loads(raw)
    words = (search, last, *forgiven)
    if not all(isinstance(word, str) for word in words) or not all(type(n) is int for n in (at, tier, key)):
        raise TypeError("a cursor holds words and whole numbers")
    if not (0 <= at < _LAST and 0 <= tier < _MOST_TIERS and 0 <= key < 1 << 64):
        raise ValueError("a cursor's numbers have their limits")
    uuid.UUID(last)
    "".join(forgiven).encode()  # Half a letter is none: UnicodeEncodeError is a ValueError.
    return Cursor(search, datetime.fromtimestamp(at, tz=UTC), tier, key, last, tuple(forgiven))
