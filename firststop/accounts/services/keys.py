"""API keys: shown once, at most two at a time, a year at the longest."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import KeyScope
from firststop.accounts.models import ApiKey, Organisation
from firststop.accounts.secrets import digest_of, fresh_secret
from firststop.core.actor import Actor
from firststop.core.refusals import Code, refuse

LIFE = timedelta(days=365)
#: How long two keys may live side by side while a program changes from one to the other.
ROTATION = timedelta(days=30)


def issue_key(
    organisation: uuid.UUID, *, name: str, scopes: Sequence[KeyScope], by: Actor, at: datetime
) -> tuple[ApiKey, str]:
    """Issue a key and return it with its secret, which nobody can show again.

    A second key cuts the life of the first to 30 days; a third is refused while two live.
    """
    if not scopes:
        raise refuse(Code.MISSING, "key.scopes", _("Choose what the key may do."), pointer="/scopes")
    with transaction.atomic():
        owner = Organisation.objects.select_for_update().get(id=organisation)
        living = ApiKey.objects.filter(organisation=owner, revoked_at__isnull=True, ends_at__gt=at)
        if living.count() >= 2:  # noqa: PLR2004
            raise refuse(
                Code.CONFLICT, "key.two", _("You have two keys already."), hint=_("End one of them first."),
            )  # fmt: skip
        living.filter(ends_at__gt=at + ROTATION).update(ends_at=at + ROTATION)
        secret = fresh_secret("fs_")
        key = ApiKey.objects.create(
            organisation=owner, name=name, prefix=secret[:8], digest=digest_of(secret), scopes=list(scopes),
            created_by=by.id, created_at=at, ends_at=at + LIFE, delete_on=(at + 2 * LIFE).date(),
        )  # fmt: skip
    return key, secret


def revoke_key(organisation: uuid.UUID, key: uuid.UUID, *, by: Actor, at: datetime) -> bool:  # noqa: ARG001
    """End a key of this organisation with this commit; returns whether it lived."""
    return bool(ApiKey.objects.filter(id=key, organisation=organisation, revoked_at__isnull=True).update(revoked_at=at))
