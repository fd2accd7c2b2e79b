"""How the sign-in library finds our people: by phone or by e-mail, with codes that fit one text message."""
# mypy: disallow-subclassing-any=False

from contextlib import suppress
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.contrib import messages
from django.core.mail import send_mail
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firststop.accounts import words
from firststop.accounts.enums import Means
from firststop.accounts.fields import PhoneField
from firststop.accounts.hats import forget_hats, works_for_service
from firststop.accounts.homes import home_of
from firststop.accounts.models import Account
from firststop.accounts.queries import account_at
from firststop.accounts.rules import FRESH_FOR, session_life
from firststop.accounts.services.notices import tell_sign_in_changed
from firststop.accounts.services.sessions import end_sessions, note_session
from firststop.accounts.services.tries import forget_tries, take_try
from firststop.core.messages import said_now
from firststop.core.refusals import Refused
from firststop.core.sms import send_sms


class AccountAdapter(DefaultAccountAdapter):
    """Firststop's answers to the library's questions."""

    error_messages = words.ERRORS

    # Phone numbers

    def phone_form_field(self, **options: Any) -> PhoneField:
        """Return a field that reads numbers the way people of the country write them."""
        return PhoneField(**options)

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Attach a number to an account, and tell the old number that it is not used any more."""
        old = user.phone if user.phone_verified and user.phone != phone else None
        Account.objects.filter(pk=user.pk).update(phone=phone, phone_verified=verified)
        user.phone, user.phone_verified = phone, verified
        if old and verified:
            tell_sign_in_changed(user.pk, on=timezone.localdate())
            _end_other_sessions(user)
            with suppress(OSError):  # the change is done, and told by the outbox as well
                send_sms(old, _("Firststop: your number was changed. Not you? Go to an office."))

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        """Return the number of an account and whether it was proven."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Note that the number was proven."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Return whose number it is."""
        return Account.objects.filter(phone=phone).first()

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **_kwargs: Any) -> None:  # noqa: ARG002
        """Send the code that proves a number or signs in."""
        with said_now():
            send_sms(phone, _("Firststop: your code is %(code)s. Tell nobody.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Say that a code was asked for a number without an account."""
        with said_now():
            send_sms(phone, _("Firststop: no account has this number yet."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Say that somebody signed up with a number that has an account."""
        with said_now():
            send_sms(phone, _("Firststop: you have an account. Sign in."))

    # Words

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_context: Any,
        message: str | None = None,
        extra_tags: str = "",
        **_unused: Any,
    ) -> None:
        """Put a note on top of the next page: ours for the library's, none where the page itself says it."""
        text = message or words.NOTES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a plain letter in the language of the page; KeyError for one that we do not write."""
        letter = words.LETTERS[template_prefix]
        with said_now():
            send_mail(str(letter.subject), str(letter.text) % {"code": context.get("code", "")}, None, [email])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person that the sign-in changed, by their own channel; a left address is told by letter."""
        if email and template_prefix in words.LETTERS:
            self.send_mail(template_prefix, email, context or {})
        tell_sign_in_changed(user.pk, on=timezone.localdate())
        if template_prefix.startswith("account/"):  # not for the second factor, which these sessions have to enter
            _end_other_sessions(user)

    # Signing in

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a password before it is judged: after wrong ones one waits longer and longer."""
        super().pre_authenticate(request, **credentials)
        try:
            take_try(Means.PASSWORD, self._subject(credentials), at=timezone.now())
        except Refused as no:
            raise refusal_as_error(no) from no

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return whose password this is; a right one forgets the wrong ones before it."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None:
            forget_tries(Means.PASSWORD, self._subject(credentials))
        return account

    def _subject(self, credentials: dict[str, Any]) -> str:
        contact = str(credentials.get("phone") or credentials.get("email") or "")
        account = account_at(contact)
        return str(account.pk) if account else contact

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        # The library's key leaves the number out, so that all phones of the country would share one limit.
        return self._subject(credentials)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin a session of a fixed length, and note it."""
        records = get_authentication_records(request, user)
        if user.last_login is None:
            if any(record["method"] == "code" for record in records):
                # A password typed before the number or address was proven may be a stranger's.
                user.set_unusable_password()
            user.unfinished_until = None
            user.save(update_fields=["password", "unfinished_until"])
        super().login(request, user)
        forget_hats(request)
        if not records:
            # The library notes no proof at a sign-up, though the code has just been entered.
            record_authentication(request, user, "code")
        now = timezone.now()
        ends_at = now + session_life(is_staff=works_for_service(user.pk))
        request.session.set_expiry(ends_at)
        _forget_contacts(request)
        note_session(user.pk, request.session.session_key or "", at=now, ends_at=ends_at)

    def pre_login(self, request: HttpRequest, user: Account, **_kwargs: Any) -> HttpResponse | None:
        """Turn away whose account is closed."""
        if user.is_active:
            return None
        clear_login(request)
        response: HttpResponse = self.respond_user_inactive(request, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to one's home after signing in."""
        return home_of(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Go to one's home after signing up."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Go to what one can change after a new password."""
        return reverse("accounts:settings")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002
        """Go to the page of the address after it was confirmed."""
        return reverse("account_email")

    def get_login_stages(self) -> list[str]:
        """Return what stands between a first proof and being signed in, in this order."""
        ours = "firststop.accounts.stages.ProveAddress"
        library = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == library else stage for stage in super().get_login_stages()]

    def can_delete_email(self, email_address: Any) -> bool:
        """Whether a person can be reached without this address."""
        return bool(email_address.user.phone and email_address.user.phone_verified)

    # Proving again before something serious

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002
        """Whether the last proof of who this is lies too far back."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0.0)
        return timedelta(seconds=timezone.now().timestamp() - latest) > FRESH_FOR

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove again; a code is there for everyone."""
        if not user.is_authenticated:
            return []
        known = {
            "reauthenticate": gettext_lazy("Use your password"),
            "mfa_reauthenticate": gettext_lazy("Use your app"),
        }
        methods = [
            {**method, "description": known.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]
        code = {"id": "code", "description": gettext_lazy("Get a code"), "url": reverse("account_reauthenticate_code")}
        return [*methods, code]


def refusal_as_error(no: Refused) -> ValidationError:
    """Return a refusal as the error of a form field, with the code ``wait``."""
    problem = no.first
    return ValidationError(f"{problem.detail} {problem.hint}".strip(), code="wait")


def _end_other_sessions(user: Account) -> None:
    """Sign out every other device after a change of number, address or password: it may be why they were changed."""
    end_sessions(user.pk, but=context.request.session.session_key if context.request else None)


def _forget_contacts(request: HttpRequest) -> None:
    """Keep how a person signed in, without the number or address, which does not belong into a session."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    kept = [{key: value for key, value in record.items() if key not in ("phone", "email")} for record in records]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
