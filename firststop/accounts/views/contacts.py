"""Changing what one signs in with: number, address, password. Nothing takes effect before it is proven."""
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account.forms import AddEmailForm, ChangePhoneForm
from allauth.account.internal import flows
from allauth.account.views import ChangePhoneView, EmailView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.accounts.forms.signing_in import NewPasswordForm
from firststop.accounts.services.sessions import note_session
from firststop.accounts.words import ERRORS


class NewNumberForm(ChangePhoneForm):
    """A new number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("New phone number")
        self.fields["phone"].help_text = _("We send a code to it. Until you enter the code, the old number stays.")


class NewAddressForm(AddEmailForm):
    """A new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = _("We send a code to it. Until you enter the code, the old address stays.")
        said = {"required": ERRORS["missing_email"], "invalid": ERRORS["invalid_email"]}
        self.fields["email"].error_messages.update(said)
        self.fields["email"].widget.attrs.pop("placeholder", None)


class NewNumber(ChangePhoneView):
    """Change the phone number."""

    template_name = "accounts/number.html"

    def get_form_class(self) -> type[NewNumberForm]:
        """Return our form."""
        return NewNumberForm


class NewAddress(EmailView):
    """Change, add or remove the e-mail address."""

    template_name = "accounts/address.html"

    def get_form_class(self) -> type[NewAddressForm]:
        """Return our form."""
        return NewAddressForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which address stands, and whether one can do without."""
        account = self.request.user
        can_go = bool(account.email and account.phone and account.phone_verified)
        return {**super().get_context_data(**kwargs), "current": account.email, "can_go_without": can_go}


def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a new password; it ends the sessions on all other devices."""
    account = request.user
    if not account.is_authenticated:
        raise PermissionError("the route lets in who has signed in")
    form = NewPasswordForm(request.POST or None, user=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        flows.password_change.finalize_password_change(request, account)
        # This session goes on under another key.
        key, ends_at = request.session.session_key or "", request.session.get_expiry_date()
        note_session(account.pk, key, at=timezone.now(), ends_at=ends_at)
        return HttpResponseRedirect(reverse("accounts:settings"))
    return render(request, "accounts/password.html", {"form": form}, status=400 if form.errors else 200)
