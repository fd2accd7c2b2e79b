"""Reading accounts: who somebody is, how to reach them, for whom they act."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from firststop.accounts.enums import KeyScope, MembershipState, OrganisationKind, Role
from firststop.accounts.models import Account, ApiKey, Consent, Membership, Organisation
from firststop.accounts.secrets import digest_of
from firststop.core.actor import ANONYMOUS, Actor, ActorKind
from firststop.core.messages import Reach
from firststop.core.models.messages import Channel

HAT = "hat"


@dataclass(frozen=True, slots=True)
class Hat:
    """One hat of one person: the role in an organisation, or none of it (`organisation` None: for oneself)."""

    account: uuid.UUID
    organisation: uuid.UUID | None = None
    organisation_name: str = ""
    kind: OrganisationKind | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def is_staff(self) -> bool:
        """Whether the employment service acts through this hat."""
        return self.kind is OrganisationKind.SERVICE


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """The organisation behind an API key, and what the key may do."""

    key: uuid.UUID
    organisation: uuid.UUID
    scopes: frozenset[KeyScope]


@dataclass(frozen=True, slots=True)
class PersonName:
    """What a page may call somebody who may be named."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """Family name first, as the country writes it."""
        return f"{self.family} {self.given}".strip()


def reach(person: uuid.UUID) -> Reach | None:
    """Return how a person is reached: by SMS where there is a verified number, else by e-mail; None if unknown."""
    account = Account.objects.filter(id=person, is_active=True).first()
    if account is None:
        return None
    channel = Channel.SMS if account.phone and account.phone_verified else Channel.EMAIL if account.email else Channel.INBOX
    return Reach(channel, account.language, account.email, account.phone)


def whose_number(number: str) -> uuid.UUID | None:
    """Return the person with this verified number (E.164)."""
    return Account.objects.filter(phone=number, phone_verified=True, is_active=True).values_list("id", flat=True).first()


def name_of(person: uuid.UUID) -> PersonName:
    """Return a person's name; the caller has checked that the reader may see it."""
    account = Account.objects.only("given_name", "family_name").get(id=person)
    return PersonName(account.given_name, account.family_name)


def hats_of(account: uuid.UUID) -> list[Hat]:
    """Return every hat of a person, one an organisation, by its name; the hat for oneself comes first."""
    found: dict[uuid.UUID, Hat] = {}
    memberships = Membership.objects.active().filter(account=account).select_related("organisation")
    for membership in memberships.order_by("organisation__name", "role"):
        organisation = membership.organisation
        known = found.get(organisation.id)
        roles = (known.roles if known else frozenset()) | {Role(membership.role)}
        found[organisation.id] = Hat(
            account, organisation.id, organisation.name, OrganisationKind(organisation.kind), roles
        )
    return [Hat(account), *found.values()]


def hat_of(request: HttpRequest) -> Hat | None:
    """Return the hat that the request wears; None for a visitor. The rights are read afresh each time.

    Without a choice in the session it is the first organisation, or oneself where there is none.
    """
    if not request.user.is_authenticated:
        return None
    cached: Hat | None = getattr(request, "_firststop_hat", None)
    if cached is None:
        hats = hats_of(request.user.pk)
        chosen = request.session.get(HAT)
        cached = next((hat for hat in hats if str(hat.organisation or "") == chosen), hats[min(1, len(hats) - 1)])
        request._firststop_hat = cached  # type: ignore[attr-defined]
    return cached


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request, and for whom."""
    hat = hat_of(request)
    if hat is None:
        return ANONYMOUS
    kind = ActorKind.STAFF if hat.is_staff else ActorKind.PERSON
    for_id = str(hat.organisation) if hat.organisation else None
    return Actor(str(hat.account), kind, for_id, getattr(request, "id", None))


def members_of(organisation: uuid.UUID) -> list[Membership]:
    """Return the memberships of an organisation that are not ended, administrators first."""
    living = Membership.objects.exclude(state=MembershipState.ENDED).filter(organisation=organisation)
    return list(living.select_related("account").order_by("role", "since"))


def organisation_name(organisation: uuid.UUID) -> str:
    """Return an organisation's name; KeyError semantics are Django's DoesNotExist."""
    return Organisation.objects.values_list("name", flat=True).get(id=organisation)


def accounts_with_role(organisation: uuid.UUID, *roles: Role) -> list[uuid.UUID]:
    """Return who holds one of `roles` in an organisation now."""
    held = Membership.objects.active().filter(organisation=organisation, role__in=roles)
    return list(held.order_by("since").values_list("account_id", flat=True).distinct())


def consents_of(account: uuid.UUID) -> list[Consent]:
    """Return a person's receipts, living ones first, then newest first."""
    return list(Consent.objects.filter(account=account).order_by("-withdrawn_at", "-given_at"))


def has_consented(account: uuid.UUID, purpose: str, recipient: str = "") -> bool:
    """Whether a person's yes to `purpose` towards `recipient` still stands."""
    living = Consent.objects.filter(account=account, purpose=purpose, recipient=recipient, withdrawn_at__isnull=True)
    return living.exists()


def key_holder(key: str) -> KeyHolder | None:
    """Return who a presented API key belongs to; None if it is unknown, ended or revoked."""
    found = ApiKey.objects.filter(digest=digest_of(key), revoked_at__isnull=True, ends_at__gt=timezone.now()).first()
    if found is None:
        return None
    return KeyHolder(found.id, found.organisation_id, frozenset(KeyScope(scope) for scope in found.scopes))


def keys_of(organisation: uuid.UUID) -> list[ApiKey]:
    """Return an organisation's keys, newest first, without the keys themselves."""
    return list(ApiKey.objects.filter(organisation=organisation).order_by("-created_at"))
