"""Form fields for what reaches a person: a phone number, an e-mail address, or either."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from firststop.accounts.words import ERRORS
from firststop.core.country import load_pack

LONGEST = 254


def read_phone(text: str) -> str | None:
    """Return a number as E.164, read the way people of the country write it; None if it is none."""
    return load_pack(settings.COUNTRY).normalise_phone(text)


class PhoneField(forms.CharField):
    """A phone number; its value is E.164."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        words = {"required": ERRORS["missing_phone"]}
        given = {"label": _("Phone number"), "max_length": 40, "widget": widget, "error_messages": words}
        super().__init__(**{**given, **options})

    def clean(self, value: Any) -> str:
        """Return the number, or refuse what is none."""
        text = str(super().clean(value) or "")
        number = read_phone(text) if text else ""
        if number is None:
            raise forms.ValidationError(
                str(ERRORS["invalid_phone"]), code="invalid_phone", params={"example": "0555 123 456"}
            )
        return number


class ContactField(forms.CharField):
    """A phone number or an e-mail address; its value is E.164, or the address in small letters."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        words = {"required": ERRORS["invalid_login"]}
        given = {"label": _("Phone number or e-mail address"), "max_length": LONGEST, "widget": widget}
        super().__init__(**{**given, "error_messages": words, **options})

    def clean(self, value: Any) -> str:
        """Return the number or address, or refuse what is neither."""
        text = str(super().clean(value) or "").strip()
        if "@" in text:
            try:
                validate_email(text)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(str(ERRORS["invalid_email"]), code="invalid") from wrong
            return text.lower()
        number = read_phone(text) if text else ""
        if number is None:
            raise forms.ValidationError(str(ERRORS["invalid_login"]), code="invalid_login")
        return number


def is_address(contact: str) -> bool:
    """Whether what reaches a person is an e-mail address."""
    return "@" in contact
