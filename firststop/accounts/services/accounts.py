"""Accounts: made with a number or an address, spoken to in a language."""

import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.models import Account
from firststop.core.actor import Actor
from firststop.core.refusals import Code, refuse


def create_account(
    *, by: Actor, phone: str | None = None, email: str | None = None, given_name: str = "", family_name: str = "",
    language: str = "en", password: str | None = None, phone_verified: bool = False,
) -> Account:  # fmt: skip
    """Make an account reached by phone (E.164) or e-mail. `by` is who enters it: the person or a desk.

    Refuses without both, and a number or address that has an account.
    """
    if not phone and not email:
        raise refuse(
            Code.MISSING, "account.reach", _("Give a phone number or an e-mail address."), pointer="/phone",
            hint=_("One of them is enough."),
        )  # fmt: skip
    try:
        with transaction.atomic():
            return Account.objects.create_user(
                phone=phone, email=email, given_name=given_name, family_name=family_name, language=language,
                password=password, phone_verified=phone_verified,
            )  # fmt: skip
    except IntegrityError as taken:
        raise refuse(
            Code.CONFLICT, "account.taken", _("There is an account with this number or address."),
            pointer="/phone" if phone else "/email", hint=_("Sign in instead."),
        ) from taken  # fmt: skip


def set_language(account: uuid.UUID, language: str, *, by: Actor) -> None:
    """Speak to a person in `language` from now on; refuses a language that we do not speak."""
    if by.id != str(account) or language not in dict(settings.LANGUAGES):
        raise refuse(Code.INVALID_VALUE, "account.language", _("We do not speak this language yet."), pointer="/language")
    Account.objects.filter(id=account).update(language=language)
