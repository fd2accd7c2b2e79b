"""Accounts: made with a number or an address, spoken to in a language, called by a name."""

import uuid
from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.models import Account
from firststop.core.actor import Actor, ActorKind
from firststop.core.refusals import Code, refuse


def create_account(
    *,
    by: Actor,
    phone: str | None = None,
    email: str | None = None,
    given_name: str = "",
    family_name: str = "",
    language: str = "en",
    password: str | None = None,
    phone_verified: bool = False,
    email_verified: bool = False,
    unfinished_until: date | None = None,
) -> Account:
    """Make an account reached by phone (E.164) or e-mail. `by` is who enters it: the person, a desk, an import.

    `unfinished_until` is the day on which a sign-up that nobody finishes is forgotten. Refuses without number and
    address, one that has an account, and somebody signed in who is not staff.
    """
    if by.kind not in (ActorKind.ANONYMOUS, ActorKind.STAFF, ActorKind.SYSTEM):
        raise refuse(Code.FORBIDDEN, "account.by", _("Only you yourself or our staff can open your account."))
    if not phone and not email:
        raise refuse(
            Code.MISSING,
            "account.reach",
            _("Give a phone number or an e-mail address."),
            pointer="/phone",
            hint=_("One of them is enough."),
        )
    try:
        with transaction.atomic():
            account = Account.objects.create_user(
                phone=phone,
                email=email,
                given_name=given_name,
                family_name=family_name,
                language=language,
                password=password,
                phone_verified=phone_verified,
                unfinished_until=unfinished_until,
            )
            if account.email:
                EmailAddress.objects.create(
                    user=account, email=account.email.lower(), primary=True, verified=email_verified
                )
    except IntegrityError as taken:
        raise refuse(
            Code.CONFLICT,
            "account.taken",
            _("There is an account with this number or address."),
            pointer="/phone" if phone else "/email",
            hint=_("Sign in instead."),
        ) from taken
    return account


def set_language(account: uuid.UUID, language: str, *, by: Actor) -> None:
    """Speak to a person in `language` from now on; refuses a language that we do not speak."""
    if by.id != str(account) or language not in dict(settings.LANGUAGES):
        raise refuse(
            Code.INVALID_VALUE, "account.language", _("We do not speak this language yet."), pointer="/language"
        )
    Account.objects.filter(id=account).update(language=language)


def set_name(account: uuid.UUID, *, given_name: str, family_name: str, by: Actor) -> None:
    """Call a person by this name from now on; only the person may say so."""
    if by.id != str(account):
        raise refuse(Code.FORBIDDEN, "account.name", _("Only you can change your name."))
    Account.objects.filter(id=account).update(given_name=given_name, family_name=family_name)
