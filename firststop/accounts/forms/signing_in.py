"""Signing up and signing in: one field for number or address, codes, passwords."""
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.fields import SetPasswordField
from allauth.account.forms import BaseConfirmCodeForm, LoginForm
from allauth.account.internal import flows
from allauth.core import context, ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firststop.accounts.adapter import refusal_as_error
from firststop.accounts.enums import Means
from firststop.accounts.fields import ContactField, is_address
from firststop.accounts.forms.names import FullName
from firststop.accounts.models import Account
from firststop.accounts.queries import account_at
from firststop.accounts.rules import UNFINISHED_FOR
from firststop.accounts.services import create_account, forget_tries, take_try
from firststop.accounts.words import TAKEN
from firststop.core.actor import ANONYMOUS
from firststop.core.refusals import Refused

PASSWORD_HINT = _("10 characters or more. Several words are easy to remember and hard to guess.")


class SignUpForm(FullName):
    """A new account. The same answer whether the number or address has one already or not."""

    contact = ContactField(help_text=_("One of them is enough. We send a code to it."))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        help_text=_(
            "Needed with an e-mail address: 10 characters or more. With a phone number you may leave it empty."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    by_passkey = False
    field_order = ("contact", "given_name", "family_name", "password")

    def clean(self) -> dict[str, Any]:
        """Ask for a password where only an address is given, and for a good one where there is one."""
        facts = super().clean() or {}
        password, contact = facts.get("password"), facts.get("contact", "")
        if is_address(contact) and not password and "password" not in self.errors:
            self.add_error("password", _("Choose a password: you sign in with it and your address."))
        if password:
            try:
                get_adapter().clean_password(password, user=Account(email=contact if is_address(contact) else None))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return facts

    def try_save(self, request: HttpRequest) -> tuple[Account | None, HttpResponse | None]:
        """Make the account and return it; where there is one, return the answer that looks the same."""
        contact = self.cleaned_data["contact"]
        reached = {"email": contact} if is_address(contact) else {"phone": contact}
        try:
            account = create_account(
                **reached,
                by=ANONYMOUS,
                given_name=self.cleaned_data["given_name"],
                family_name=self.cleaned_data["family_name"],
                language=get_language() or "en",
                password=self.cleaned_data["password"] or None,
                unfinished_until=timezone.localdate() + UNFINISHED_FOR,
            )
        except Refused:
            return None, flows.signup.prevent_enumeration(request, **reached)
        return account, None


class SignInForm(LoginForm):
    """A number or address, and a password; without one a code is sent."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = ContactField()

    def clean(self) -> dict[str, Any]:
        """Check the password where it is the chosen way; else see whether a code may be sent."""
        if self.data.get("way") == "password" and not self.cleaned_data.get("password"):
            self.add_error("password", _("Enter your password, or ask for a code."))
        elif self.data.get("way") == "code":
            # A browser fills in a password that it has kept, also where nobody asked for it.
            self.cleaned_data["password"] = ""
        facts: dict[str, Any] = super().clean()
        return facts

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        contact = email or phone or ""
        if not ratelimit.consume(context.request, action="request_login_code", key=contact):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.user = account_at(contact)
        facts: dict[str, Any] = self.cleaned_data
        return facts

    def _login_with_password(self, request: HttpRequest, redirect_url: str | None, credentials: Any) -> HttpResponse:
        self._login.redirect_url = redirect_url
        answer: HttpResponse = flows.login.perform_password_login(request, credentials, self._login)
        return answer


class CodeForm(BaseConfirmCodeForm):
    """A code that we sent. Each try is counted before it is judged."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("6 digits"),
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def __init__(
        self,
        *args: Any,
        subject: str = "",
        user: Account | None = None,
        email: str | None = None,
        phone: str | None = None,
        **kwargs: Any,
    ) -> None:
        self.subject, self.user, self.contact = subject, user, email or phone
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """Return the right code; a wrong one costs a try. Another's number or address stays another's."""
        try:
            take_try(Means.CODE, self.subject, at=timezone.now())
        except Refused as no:
            raise refusal_as_error(no) from no
        code: str = super().clean_code()
        forget_tries(Means.CODE, self.subject)
        owner = account_at(self.contact) if self.contact else None
        if owner is not None and owner != self.user:
            raise forms.ValidationError(TAKEN, code="taken")
        return code


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown while typing."""

    password1 = SetPasswordField(
        label=_("New password"), help_text=PASSWORD_HINT, error_messages={"required": _("Choose a new password.")}
    )

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].user = user  # type: ignore[attr-defined]

    def save(self) -> None:
        """Set the password."""
        flows.password_change.change_password(self.user, self.cleaned_data["password1"])


class PasswordForm(forms.Form):
    """The password once more, before something serious."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Enter your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Return the right password; a wrong one costs a try."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password
