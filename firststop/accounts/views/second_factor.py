"""The second factor: set up, used, given up, replaced by recovery codes."""
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from firststop.accounts.forms.second_factor import SetUpAppForm, UseSecondFactorForm
from firststop.accounts.hats import forget_hats, has_second_factor, works_for_service


class UseSecondFactor(AuthenticateView):
    """The second step of signing in."""

    template_name = "accounts/second_factor_use.html"

    def get_form_class(self) -> type[UseSecondFactorForm]:
        """Return our form."""
        return UseSecondFactorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for a code; without one the library would look for a key that we do not offer."""
        if request.method == "POST" and "code" not in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class SecondFactor(IndexView):
    """Say whether there is a second factor, and how to set it up."""

    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what is set up, whether it was used, and whether one may go without."""
        app = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.TOTP).first()
        return {
            **super().get_context_data(**kwargs),
            "app": app,
            "is_required": works_for_service(self.request.user.pk),
            "is_used": has_second_factor(self.request),
        }


class SetUpApp(ActivateTOTPView):
    """Bind an app: a code to photograph, a key to type, the first number as proof."""

    template_name = "accounts/second_factor_set_up.html"

    def get_form_class(self) -> type[SetUpAppForm]:
        """Return our form."""
        return SetUpAppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the key in groups that can be typed."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        secret = shown["form"].secret
        shown["key"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return shown

    def form_valid(self, form: Any) -> HttpResponse:
        """Bind the app; its first number is also its first use."""
        answer: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, app)
        forget_hats(self.request)
        return answer


class GiveUpApp(DeactivateTOTPView):
    """Go without a second factor, where the role allows it."""

    template_name = "accounts/second_factor_give_up.html"


class RecoveryCodes(ViewRecoveryCodesView):
    """Show the recovery codes, once."""

    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Replace the recovery codes."""

    template_name = "accounts/recovery_codes_new.html"
