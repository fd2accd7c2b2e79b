"""What stands between a first proof and being signed in."""
# mypy: disallow-subclassing-any=False

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.stages import EmailVerificationStage
from allauth.account.utils import has_verified_email
from django.http import HttpResponse


class ProveAddress(EmailVerificationStage):
    """Whoever has no proven number proves the e-mail address, at the first sign-in, by a code.

    The library asks either everybody for an address or nobody; here a number alone is enough.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send a code and ask for it; a sign-up for an address that has an account looks the same."""
        account = self.login.user
        if account is None:
            proven = not self.login.email
        else:
            proven = bool(account.phone_verified) or has_verified_email(account)
        if proven:
            return None, True
        send_verification_email_at_login(self.request, self.login)
        return get_adapter().respond_email_verification_sent(self.request, account), True
