"""Who looked at a person's record, in words that the person reads (features A-08)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext_lazy

from firststop.accounts.enums import Role
from firststop.accounts.purposes import purpose_words, record_words
from firststop.accounts.queries.organisations import organisation_names
from firststop.core.models import RecordRead
from firststop.core.reads import ReadsOfDay, readers_of, reads_by_day
from firststop.core.refusals import Text

#: Roles of readers that are no role of a member.
_ROLES: dict[str, Text] = {"employer": pgettext_lazy("reader", "Employer")}


@dataclass(frozen=True, slots=True)
class Look:
    """One look: which organisation, in which role, at what, why and when. `organisation` is empty for a private one.

    Equal looks of a day are one: so many `times`, the latest `at`.
    """

    organisation: str
    role: Text
    what: Text
    purpose: Text
    at: datetime
    times: int = 1


def looks_at(person: uuid.UUID, *, skip: int = 0, limit: int = 50) -> list[Look]:
    """Return the latest looks at a person's record, newest first, equal ones of a day as one, in two queries."""
    return _looks(reads_by_day(person, skip=skip, limit=limit))


def each_look_at(person: uuid.UUID, *, limit: int) -> list[Look]:
    """Return the latest looks at a person's record, each by itself, newest first, in two queries."""
    return _looks(readers_of(person, limit=limit))


def _looks(reads: Sequence[RecordRead | ReadsOfDay]) -> list[Look]:
    names = organisation_names(found for read in reads if (found := _organisation(read)))
    return [
        Look(
            organisation=names.get(_organisation(read) or uuid.UUID(int=0), ""),
            role=_role_words(read.role),
            what=record_words(read.what),
            purpose=purpose_words(read.purpose),
            at=read.at,
            times=read.times if isinstance(read, ReadsOfDay) else 1,
        )
        for read in reads
    ]


def _role_words(role: str) -> Text:
    return Role(role).label if role in Role.values else _ROLES.get(role, role)


def _organisation(read: RecordRead | ReadsOfDay) -> uuid.UUID | None:
    try:
        return uuid.UUID(read.reader_for or "")
    except ValueError:
        return None
