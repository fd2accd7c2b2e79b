"""Who did something: a value that is stored with the deed, never a foreign key."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of party acts."""

    PERSON = "person"
    STAFF = "staff"
    API_KEY = "api_key"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """The party behind a deed.

    `id` names the account, key or process; `for_id` the organisation or person it acted for; `request_id` ties the
    deed to the log of the request that caused it.
    """

    id: str
    kind: ActorKind
    for_id: str | None = None
    request_id: str | None = None

    def acting_for(self, principal: uuid.UUID | str) -> "Actor":
        """Return the same party, acting for `principal`."""
        return Actor(self.id, self.kind, str(principal), self.request_id)


def system(name: str) -> Actor:
    """Return the actor of a process of ours, such as ``system("vacancies.expiry")``."""
    return Actor(id=name, kind=ActorKind.SYSTEM)


ANONYMOUS = Actor(id="anonymous", kind=ActorKind.ANONYMOUS)
