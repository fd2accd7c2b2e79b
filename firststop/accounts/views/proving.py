"""Proving again who one is, before something serious."""
# mypy: disallow-subclassing-any=False

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView, ReauthenticateView
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import generate_user_code
from allauth.mfa.base.views import ReauthenticateView as SecondFactorView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from firststop.accounts.forms.second_factor import UseSecondFactorAgainForm
from firststop.accounts.forms.signing_in import CodeForm, PasswordForm
from firststop.accounts.views.limits import too_many

_SENT = "accounts_proof"


class ProveByPassword(ReauthenticateView):
    """Prove by the password."""

    template_name = "accounts/prove_by_password.html"

    def get_form_class(self) -> type[PasswordForm]:
        """Return our form."""
        return PasswordForm


class ProveBySecondFactor(SecondFactorView):
    """Prove by the second factor."""

    template_name = "accounts/prove_by_second_factor.html"

    def get_form_class(self) -> type[UseSecondFactorAgainForm]:
        """Return our form."""
        return UseSecondFactorAgainForm


class ProveByCode(BaseReauthenticateView):
    """Prove by a code to the number or address that the account has now: the way of those with nothing else."""

    form_class = CodeForm
    template_name = "accounts/prove_by_code.html"

    def contact(self) -> str:
        """Return where the code goes: the number before the address."""
        account = self.request.user
        return str(account.phone if account.phone_verified or not account.email else account.email)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or judge one."""
        if request.POST.get("action") != "send":
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        if not ratelimit.consume(request, action="request_login_code", key=self.contact()):
            return too_many(request)
        self._send()
        return HttpResponseRedirect(request.get_full_path())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which code is right and whose tries it counts."""
        sent = self._sent()
        code = sent["code"] if sent else ""
        return {**super().get_form_kwargs(), "code": code, "subject": str(self.request.user.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code goes, and whether it went."""
        return {**super().get_context_data(**kwargs), "contact": self.contact(), "sent": bool(self._sent())}

    def form_valid(self, form: Any) -> HttpResponse:
        """Note the proof; a code works once."""
        self.request.session.pop(_SENT, None)
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _sent(self) -> dict[str, Any] | None:
        sent: dict[str, Any] | None = self.request.session.get(_SENT)
        if sent is None or time.time() - sent["at"] > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
            return None
        return sent

    def _send(self) -> None:
        code = generate_user_code(**settings.ACCOUNT_LOGIN_BY_CODE_FORMAT)
        self.request.session[_SENT] = {"code": code, "at": time.time()}
        adapter, contact = get_adapter(), self.contact()
        if "@" in contact:
            adapter.send_mail("account/email/login_code", contact, {"code": code})
        else:
            adapter.send_verification_code_sms(user=self.request.user, phone=contact, code=code)
