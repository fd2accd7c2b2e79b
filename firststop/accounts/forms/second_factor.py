"""The second factor: a code of the app, or a recovery code."""
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.accounts.adapter import refusal_as_error
from firststop.accounts.enums import Means
from firststop.accounts.fields import ContactField
from firststop.accounts.secrets import keyed_digest
from firststop.accounts.services import forget_tries, take_try
from firststop.accounts.words import WRONG_APP_CODE
from firststop.core.refusals import Refused


def _code_field(hint: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=hint,
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )


#: A number is taken for three steps of the clock, and the library remembers used ones for one.
VALID_SECONDS = 120


class _Counted:
    """Count each try before it is judged; take no number twice."""

    user: Any

    def clean_code(self) -> str:
        """Return the right code; a wrong one costs a try."""
        subject = str(self.user.pk)
        try:
            take_try(Means.SECOND_FACTOR, subject, at=timezone.now())
        except Refused as no:
            raise refusal_as_error(no) from no
        code: str = super().clean_code()  # type: ignore[misc]
        if not cache.add(keyed_digest("used", f"{subject}:{code}"), 1, timeout=VALID_SECONDS):
            raise forms.ValidationError(str(WRONG_APP_CODE), code="used")
        forget_tries(Means.SECOND_FACTOR, subject)
        return code


class UseSecondFactorForm(_Counted, AuthenticateForm):
    """The second step of signing in."""

    code = _code_field(_("6 digits from your app, or one of your recovery codes"))


class UseSecondFactorAgainForm(_Counted, ReauthenticateForm):
    """The second factor once more, before something serious."""

    code = _code_field(_("6 digits from your app, or one of your recovery codes"))


class SetUpAppForm(_Counted, ActivateTOTPForm):
    """The first code that the app shows proves that it holds the secret."""

    code = _code_field(_("6 digits that your app shows now"))


class AskResetForm(forms.Form):
    """A member of staff asks for the removal of somebody's second factor."""

    contact = ContactField(label=_("Phone number or e-mail address of the person"))
    reason = forms.CharField(
        label=_("How did you check who this is?"),
        help_text=_("For example: passport shown at the counter. Write no number of it."),
        max_length=200,
        error_messages={"required": _("Say how you checked who this is.")},
    )
