"""Reading API keys: never the key itself."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firststop.accounts.enums import KeyScope
from firststop.accounts.models import ApiKey
from firststop.accounts.secrets import digest_of


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """The organisation behind an API key, and what the key may do."""

    key: uuid.UUID
    organisation: uuid.UUID
    scopes: frozenset[KeyScope]

    def may(self, scope: KeyScope) -> bool:
        """Whether the key was given for this."""
        return scope in self.scopes


def key_holder(key: str, *, at: datetime | None = None) -> KeyHolder | None:
    """Return who a presented API key belongs to at the moment `at` (now); None if it is unknown, ended or revoked."""
    living = ApiKey.objects.filter(revoked_at__isnull=True, ends_at__gt=at or timezone.now())
    found = living.filter(digest=digest_of(key)).first()
    if found is None:
        return None
    return KeyHolder(found.id, found.organisation_id, frozenset(KeyScope(scope) for scope in found.scopes))


def keys_of(organisation: uuid.UUID) -> list[ApiKey]:
    """Return an organisation's keys, newest first, without the keys themselves."""
    return list(ApiKey.objects.filter(organisation=organisation).order_by("-created_at"))
