"""The second factor: how its secret is kept, drawn and named."""
# mypy: disallow-subclassing-any=False

import base64
import hashlib
import io
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from firststop.accounts import words
from firststop.accounts.hats import works_for_service
from firststop.accounts.models import Account


class SecondFactorAdapter(DefaultMFAAdapter):
    """Firststop's answers to the library's questions."""

    error_messages = {**words.ERRORS, "incorrect_code": words.WRONG_APP_CODE}

    def get_totp_label(self, user: Account) -> str:
        """Return what the app shows under our name: how the person signs in."""
        return user.email or user.phone or ""

    def build_totp_svg(self, url: str) -> str:
        """Draw the address as a QR code: SVG without style and script, which our policy would refuse."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(
            drawn, kind="svg", scale=5, light="#fff", xmldecl=False, nl=False, svgclass=None, lineclass=None
        )
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Keep a secret so that the database alone does not give it away."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret."""
        return _lock().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whether a person may go without: nobody who works for the service."""
        return not works_for_service(authenticator.user_id)


def _lock() -> MultiFernet:
    # Older keys still open what they locked, so the installation's secret can be changed.
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.sha256(b"firststop.accounts.second_factor:" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
