"""Reading requests to remove a second factor."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from firststop.accounts.models import SecondFactorReset
from firststop.accounts.queries.people import names_of


@dataclass(frozen=True, slots=True)
class OpenReset:
    """One open request, with the names of who lost it and who asks."""

    id: uuid.UUID
    person: uuid.UUID
    person_name: str
    asked_by: uuid.UUID
    asked_by_name: str
    reason: str
    asked_at: datetime


def open_resets(*, asked_by: uuid.UUID | None = None, limit: int = 50) -> list[OpenReset]:
    """Return the open requests (only those of one colleague, if named), oldest first, in two queries."""
    waiting = SecondFactorReset.objects.filter(decided_at__isnull=True)
    if asked_by is not None:
        waiting = waiting.filter(asked_by=asked_by)
    found = list(waiting.order_by("asked_at")[:limit])
    names = names_of(each for reset in found for each in (reset.account_id, reset.asked_by))
    return [
        OpenReset(
            reset.id,
            reset.account_id,
            names[reset.account_id].full,
            reset.asked_by,
            names[reset.asked_by].full if reset.asked_by in names else "",
            reset.reason,
            reset.asked_at,
        )
        for reset in found
    ]
