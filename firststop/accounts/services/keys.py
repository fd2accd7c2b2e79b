"""API keys: shown once, at most two of a kind at a time, a year at the longest."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import KeyScope, Role
from firststop.accounts.events import KEY_ISSUED, KEY_REVOKED, TOPIC
from firststop.accounts.models import ApiKey, Organisation
from firststop.accounts.queries.keys import KeyHolder
from firststop.accounts.secrets import digest_of, fresh_secret
from firststop.accounts.services.rights import hold_right
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, refuse

LIFE = timedelta(days=365)
#: How long two keys may live side by side while a program changes from one to the other.
ROTATION = timedelta(days=30)
MOST = 2


def issue_key(
    organisation: uuid.UUID, *, name: str, scopes: Sequence[KeyScope], by: Actor, at: datetime
) -> tuple[ApiKey, str]:
    """Issue a key and return it with its secret, which nobody can show again; only an administrator may.

    A second key cuts the life of the first to 30 days; a third is refused while two live. Keys to try things out are
    counted by themselves: one of them never touches a key for real work, nor the other way round.
    """
    if not scopes:
        raise refuse(Code.MISSING, "key.scopes", _("Choose what the key may do."), pointer="/scopes")
    if KeyScope.VACANCIES_TEST in scopes and len(scopes) > 1:
        raise refuse(
            Code.INVALID_VALUE,
            "key.test_alone",
            _("A key to try things out can do nothing else."),
            pointer="/scopes",
            hint=_("Make another key for the real work."),
        )
    with transaction.atomic():
        owner = Organisation.objects.select_for_update().get(id=organisation)
        hold_right(organisation, Role.ADMINISTRATOR, by=by)
        living = ApiKey.objects.filter(organisation=owner, revoked_at__isnull=True, ends_at__gt=at)
        trials = living.filter(scopes__contains=[KeyScope.VACANCIES_TEST])
        same = trials if KeyScope.VACANCIES_TEST in scopes else living.exclude(id__in=trials)
        if same.count() >= MOST:
            raise refuse(
                Code.CONFLICT,
                "key.two",
                _("You have two keys of this kind already."),
                hint=_("End one of them first."),
            )
        same.filter(ends_at__gt=at + ROTATION).update(ends_at=at + ROTATION)
        secret = fresh_secret("fs_")
        key = ApiKey.objects.create(
            organisation=owner,
            name=name,
            prefix=secret[:8],
            digest=digest_of(secret),
            scopes=list(scopes),
            created_by=by.id,
            created_at=at,
            ends_at=at + LIFE,
            delete_on=(at + 2 * LIFE).date(),
        )
        record_change(TOPIC, KEY_ISSUED, key.id, detail={"organisation": str(organisation), "by": by.id})
    return key, secret


def revoke_key(organisation: uuid.UUID, key: uuid.UUID, *, by: Actor, at: datetime) -> bool:
    """End a key of this organisation with this commit; returns whether it lived. Only an administrator may."""
    with transaction.atomic():
        hold_right(organisation, Role.ADMINISTRATOR, by=by)
        living = ApiKey.objects.filter(id=key, organisation=organisation, revoked_at__isnull=True)
        ended = living.update(revoked_at=at)
        if ended:
            record_change(TOPIC, KEY_REVOKED, key, detail={"organisation": str(organisation), "by": by.id})
    return bool(ended)


def hold_key(holder: KeyHolder, scope: KeyScope, *, at: datetime) -> None:
    """Keep a key and its scope valid until the running transaction ends; a revocation waits or is seen.

    Refuses a key without this scope, and one that has ended meanwhile.
    """
    if not holder.may(scope):
        raise refuse(Code.FORBIDDEN, "key.scope", _("This key was not given for this."), hint=scope.label)
    held = ApiKey.objects.raw("SELECT * FROM accounts_apikey WHERE id = %s FOR SHARE", [holder.key])
    if not any(key.revoked_at is None and key.ends_at > at for key in held):
        raise refuse(Code.UNAUTHENTICATED, "key.ended", _("This key has ended."))
