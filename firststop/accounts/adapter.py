"""How the sign-in library finds our people: by phone or by e-mail, with codes that fit one text message."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from firststop.accounts.models import Account
from firststop.core.country import load_pack
from firststop.core.sms import send_sms


class AccountAdapter(DefaultAccountAdapter):
    """Firststop's answers to the library's questions."""

    def clean_phone(self, phone: str) -> str:
        """Return the number as E.164, read the way people of the country write it."""
        normal = load_pack(settings.COUNTRY).normalise_phone(phone)
        if normal is None:
            raise self.validation_error("invalid_phone")
        return normal

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:  # noqa: FBT001, FBT002
        """Make the account with the language that its owner signed up in."""
        user.language = get_language() or settings.LANGUAGE_CODE
        user.given_name = form.cleaned_data.get("given_name", "")
        user.family_name = form.cleaned_data.get("family_name", "")
        user.phone = form.cleaned_data.get("phone") or None
        saved: Account = super().save_user(request, user, form, commit)
        return saved

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Attach a number to an account."""
        Account.objects.filter(pk=user.pk).update(phone=phone, phone_verified=verified)
        user.phone, user.phone_verified = phone, verified

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        """Return the number of an account and whether it was proven."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Note that the number was proven."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Return whose number it is."""
        return Account.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **_kwargs: Any) -> None:
        """Send the code that proves a number or signs in."""
        send_sms(phone, _("Firststop: your code is %(code)s. Tell nobody.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Say that a code was asked for a number without an account."""
        send_sms(phone, _("Firststop: no account has this number yet."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Say that somebody signed up with a number that has an account."""
        send_sms(phone, _("Firststop: you have an account. Sign in."))
