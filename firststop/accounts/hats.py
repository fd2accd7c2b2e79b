"""Hats: as whom somebody acts in a request. A hat of the service is worn only with the second factor."""

import time
import uuid
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from firststop.accounts.enums import OrganisationKind, Role
from firststop.accounts.models import Membership
from firststop.accounts.rules import STAFF_SESSION
from firststop.core.actor import ANONYMOUS, Actor, ActorKind
from firststop.core.row_security import now_reads

#: Where the session keeps the chosen organisation's id; empty text for oneself.
HAT = "hat"
_KNOWN = "_firststop_hats"


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

    @property
    def key(self) -> str:
        """What a form and the session call this hat."""
        return str(self.organisation or "")

    @property
    def sorted_roles(self) -> list[Role]:
        """The roles in the order of their list, to be shown."""
        return [role for role in Role if role in self.roles]


@dataclass(frozen=True, slots=True)
class _Wardrobe:
    """The hats of whoever sends a request. `open` are those that may be worn in it."""

    all: tuple[Hat, ...]
    open: tuple[Hat, ...]


def hats_of(account: uuid.UUID) -> list[Hat]:
    """Return every hat of a person, one an organisation, by its name; the hat for oneself comes first."""
    found: dict[uuid.UUID, Hat] = {}
    memberships = Membership.objects.active().filter(account=account).select_related("organisation")
    for membership in memberships.order_by("organisation__name", "organisation_id", "role"):
        organisation = membership.organisation
        known = found.get(organisation.id)
        roles = (known.roles if known else frozenset()) | {Role(membership.role)}
        kind = OrganisationKind(organisation.kind)
        found[organisation.id] = Hat(account, organisation.id, organisation.name, kind, roles)
    return [Hat(account), *found.values()]


def works_for_service(account: uuid.UUID) -> bool:
    """Whether a person has any role in the employment service now."""
    memberships = Membership.objects.active().filter(account=account)
    return memberships.filter(organisation__kind=OrganisationKind.SERVICE).exists()


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the second factor was used in this session, lately, and still belongs to the account.

    Lately is as long as a session of staff lasts: who becomes staff while signed in does not stay so for longer.
    """
    since = time.time() - STAFF_SESSION.total_seconds()
    proofs = [record for record in get_authentication_records(request, request.user) if record.get("method") == "mfa"]
    used = [record["id"] for record in proofs if "id" in record and record["at"] > since]
    return bool(used) and Authenticator.objects.filter(user_id=request.user.pk, pk__in=used).exists()


def open_hats(request: HttpRequest) -> tuple[Hat, ...]:
    """Return the hats that may be worn in this request, oneself first; none for a visitor."""
    return _wardrobe(request).open


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether a hat of the service waits for the second factor."""
    wardrobe = _wardrobe(request)
    return len(wardrobe.open) < len(wardrobe.all)


def hat_of(request: HttpRequest) -> Hat | None:
    """Return the hat that the request wears; None for a visitor. The rights are read afresh in each request.

    Without a choice in the session it is the first organisation, or oneself where there is none.
    """
    hats = open_hats(request)
    if not hats:
        return None
    chosen = request.session.get(HAT)
    return next((hat for hat in hats if hat.key == chosen), hats[min(1, len(hats) - 1)])


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request, and for whom."""
    hat = hat_of(request)
    if hat is None:
        return ANONYMOUS
    kind = ActorKind.STAFF if hat.is_staff else ActorKind.PERSON
    return Actor(str(hat.account), kind, hat.key or None, getattr(request, "id", None))


def _wardrobe(request: HttpRequest) -> _Wardrobe:
    if not request.user.is_authenticated:
        return _Wardrobe((), ())
    known: _Wardrobe | None = getattr(request, _KNOWN, None)
    if known is None:
        hats = tuple(hats_of(request.user.pk))
        staffed = any(hat.is_staff for hat in hats) and not has_second_factor(request)
        known = _Wardrobe(hats, tuple(hat for hat in hats if not (staffed and hat.is_staff)))
        setattr(request, _KNOWN, known)
    return known


def forget_hats(request: HttpRequest) -> None:
    """Read the hats afresh at the next question: what gives them has changed within this request."""
    if hasattr(request, _KNOWN):
        delattr(request, _KNOWN)
    now_reads(None)
