"""Signing up, signing in, signing out."""
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import (
    AccountInactiveView,
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    LoginView,
    LogoutView,
    SignupView,
    _VerifyPhoneChangeView,
    _VerifyPhoneSignupView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormView

from firststop.accounts.forms.signing_in import CodeForm, SignInForm, SignUpForm


class SignUp(SignupView):
    """Open an account with a number or an address."""

    template_name = "accounts/sign_up.html"

    def get_form_class(self) -> type[SignUpForm]:
        """Return our form."""
        return SignUpForm


class SignIn(LoginView):
    """Sign in with a code or a password."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Return our form."""
        return SignInForm


class ForgottenPassword(SignIn):
    """Sign in with a code, second factor included, and go on to a new password."""

    template_name = "accounts/password_reset.html"

    def get_success_url(self) -> str:
        """Go to the new password."""
        return reverse("account_change_password")


class EnteredCode:
    """A page where a code is entered: tries are counted, and waiting costs none of the code's own."""

    form_class = CodeForm
    template_name = "accounts/code.html"
    request: HttpRequest

    def contact(self) -> str:
        """Return the number or address that the code went to."""
        raise NotImplementedError

    def account(self) -> Any:
        """Return whose code it is; None where there is no such account, which the page does not tell."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose tries it counts."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if self._action == "verify":  # type: ignore[attr-defined]
            account = self.account()
            kwargs["subject"] = str(account.pk) if account else self.contact()
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"cancel_url": "", **shown, "contact": self.contact(), "form": shown["verify_form"]}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again; whoever has to wait has not tried."""
        if form.has_error("code", "wait"):
            answer: HttpResponse = FormView.form_invalid(self, form)  # type: ignore[arg-type]
        else:
            answer = super().form_invalid(form)  # type: ignore[misc]
        return answer


class EnterSignInCode(EnteredCode, ConfirmLoginCodeView):
    """Enter the code that signs in."""

    def contact(self) -> str:
        """Return the number or address that the code went to."""
        return str(self._process.state.get("email") or self._process.state.get("phone"))

    def account(self) -> Any:
        """Return whose code it is."""
        return self._process.user

    def _resend_form_valid(self, _form: Any) -> HttpResponse:
        # The library draws a new code first, which fails where there is no account, and so tells.
        self._process.send(skip_enumeration_mails=True)
        self._process.record_resend()
        self._process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


class _EnterNumberCode(EnteredCode):
    def contact(self) -> str:
        """Return the number that the code went to."""
        return str(self.process.phone)  # type: ignore[attr-defined]

    def account(self) -> Any:
        """Return whose code it is."""
        return self.process.user  # type: ignore[attr-defined]


class EnterFirstNumberCode(_EnterNumberCode, _VerifyPhoneSignupView):
    """Prove the number of a new account."""


class EnterNewNumberCode(_EnterNumberCode, _VerifyPhoneChangeView):
    """Prove a new number; until then the old one stays."""

    def respond_process_succeeded(self, _form: Any) -> HttpResponse:
        """Go back to one's own page."""
        return HttpResponseRedirect(reverse("accounts:home"))


class EnterAddressCode(EnteredCode, ConfirmEmailVerificationCodeView):
    """Prove the address of a new account, or a new address; until then the old one stays."""

    def contact(self) -> str:
        """Return the address that the code went to."""
        return str(self._process.email)

    def account(self) -> Any:
        """Return whose code it is."""
        return self._process.user


def verify_phone(request: HttpRequest) -> HttpResponse:
    """Prove a number: the first one while signing up, a new one afterwards."""
    view = EnterNewNumberCode if request.user.is_authenticated else EnterFirstNumberCode
    answer: HttpResponse = view.as_view()(request)
    return answer


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Leave a sign-in or sign-up half way, for instance after a slip in the number."""
    clear_login(request)
    return HttpResponseRedirect(reverse("account_login"))


class SignOut(LogoutView):
    """Sign out on this device."""

    template_name = "accounts/sign_out.html"


class Inactive(AccountInactiveView):
    """Say that the account is closed, and what to do."""

    template_name = "accounts/inactive.html"
