"""Reading people: who somebody is and how to reach them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings

from firststop.accounts.models import Account
from firststop.core.country import load_pack
from firststop.core.messages import Reach


@dataclass(frozen=True, slots=True)
class PersonName:
    """What a page may call somebody who may be named."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """The whole name in the order of the country."""
        return load_pack(settings.COUNTRY).format_name(family=self.family, given=self.given)


def reach(person: uuid.UUID) -> Reach | None:
    """Return how a person is reached: as chosen, else by SMS to a proven number, else by e-mail; None if unknown."""
    account = Account.objects.filter(id=person, is_active=True).first()
    if account is None:
        return None
    return Reach(account.reached_by, account.language, account.email, account.phone)


def whose_number(number: str) -> uuid.UUID | None:
    """Return the person with this proven number (E.164)."""
    owners = Account.objects.filter(phone=number, phone_verified=True, is_active=True)
    return owners.values_list("id", flat=True).first()


def account_at(contact: str) -> Account | None:
    """Return the account of a number (E.164) or an e-mail address, proven or not, active or not."""
    if "@" in contact:
        return Account.objects.filter(email__iexact=contact).first()
    return Account.objects.filter(phone=contact).first()


def name_of(person: uuid.UUID) -> PersonName:
    """Return a person's name; the caller has checked that the reader may see it. DoesNotExist if unknown."""
    account = Account.objects.only("given_name", "family_name").get(id=person)
    return PersonName(account.given_name, account.family_name)


def names_of(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, PersonName]:
    """Return the names of many people at once; the caller has checked that the reader may see them."""
    found = Account.objects.filter(id__in=set(people)).only("given_name", "family_name")
    return {account.id: PersonName(account.given_name, account.family_name) for account in found}


def second_factor_since(account: uuid.UUID) -> datetime | None:
    """Return since when an account has a second factor; None without one."""
    apps = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    since: datetime | None = apps.values_list("created_at", flat=True).first()
    return since
