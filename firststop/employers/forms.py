"""What enterprises and staff send: the steps of registering, proofs, requests."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firststop.casework.enums import Clock
from firststop.casework.queries import within
from firststop.core.country import load_pack
from firststop.core.country.records import named
from firststop.core.identifiers import check
from firststop.core.written import Misread, read_whole
from firststop.employers.enums import MOST_STAFF, RequestKind, Verification
from firststop.taxonomy.queries import PlaceField, places_shown

#: Mail there belongs to everybody, so an address there says nothing of an enterprise.
EVERYBODYS = frozenset({"gmail.com", "mail.ru", "yandex.ru", "yandex.com", "outlook.com", "hotmail.com", "yahoo.com"})


def schemes() -> list[tuple[str, str]]:
    """Return the numbers that enterprises have here, as choices in the reader's language."""
    known = load_pack(settings.COUNTRY).number_schemes
    return [(scheme.code, named(scheme.names, get_language() or "en")) for scheme in known if scheme.of == "enterprise"]


class NumberStep(forms.Form):
    """Which enterprise."""

    scheme = forms.ChoiceField(
        label=_("Which number do you have at hand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which number it is.")},
    )
    number = forms.CharField(
        label=_("The number"),
        help_text=_("It stands on your registration certificate."),
        max_length=40,
        error_messages={"required": _("Write the number from your registration certificate.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = schemes()
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]
        self.fields["scheme"].initial = choices[0][0] if choices else None

    def clean(self) -> dict[str, Any]:
        """Check the digits by the rules of the number's scheme."""
        super().clean()
        if {"scheme", "number"} <= self.cleaned_data.keys():
            checked = check(self.cleaned_data["scheme"], self.cleaned_data["number"])
            if checked.verdict == "invalid":
                self.add_error("number", _("This number is not right. Check its digits against your certificate."))
            self.cleaned_data["number"] = checked.value_normalised
        return self.cleaned_data


class NameStep(forms.Form):
    """What the enterprise is called."""

    name = forms.CharField(
        label=_("The enterprise's name"),
        help_text=_("As people know it, for example: Kumush Iyne."),
        max_length=255,
        error_messages={"required": _("Write what the enterprise is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class PlaceStep(forms.Form):
    """Where the enterprise is."""

    place = PlaceField(
        label=_("Town or village"),
        error_messages={"required": _("Write the town or village.")},
    )
    address = forms.CharField(
        label=_("Street and house"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def clean(self) -> dict[str, Any]:
        """Give the code of the place, and its name to show."""
        super().clean()
        if code := self.cleaned_data.get("place"):
            self.cleaned_data |= {"code": code, "place": places_shown([code], get_language() or "en")[code]}
        return self.cleaned_data


class UnitForm(PlaceStep):
    """A branch of an enterprise: what it is called and where it is."""

    name = forms.CharField(
        label=_("What the branch is called"),
        help_text=_("As people know it, for example: Kumush Iyne, Osh."),
        max_length=255,
        error_messages={"required": _("Write what the branch is called.")},
    )
    field_order = ("name", "place", "address")


class SizeStep(forms.Form):
    """How large the enterprise is; nobody has to say it."""

    staff = forms.CharField(
        label=_("How many people work there, you included?"),
        help_text=_("Count everybody in all its places."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_staff(self) -> int | None:
        """Return the number, None where nothing was written."""
        typed = self.cleaned_data["staff"].strip()
        try:
            staff = read_whole(typed) if typed else None
        except Misread as wrong:
            raise forms.ValidationError(_("Write a whole number, 1 or more.")) from wrong
        if staff is not None and not 1 <= staff <= MOST_STAFF:
            raise forms.ValidationError(_("Write a whole number, 1 or more."))
        return staff


#: What each way costs and when it ends.
PROMISED: dict[Verification, Any] = {
    Verification.SMS: _("A code comes in a minute."),
    Verification.EMAIL: _("A code comes in a few minutes."),
    Verification.COUNTER: _("Bring your certificate. It takes ten minutes."),
    Verification.DIRECTOR: format_lazy(
        _("We compare it with the register {within}."), within=within(Clock.FIRST_ANSWER)
    ),
    Verification.LETTER: _("It goes to the address in the register."),
}


def domain_of(site: str | None) -> str | None:
    """Return the domain of a site that mail may go to; None where there is none of the enterprise's own."""
    host = (urlsplit(site).hostname or "").removeprefix("www.") if site else ""
    return host if host and host not in EVERYBODYS else None


class WayForm(forms.Form):
    """How somebody wants to prove that they speak for an enterprise."""

    way = forms.ChoiceField(
        label=_("How do you want to prove it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these ways.")},
    )

    def __init__(self, *args: Any, ways: Iterable[Verification], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = [(way.value, way.label, PROMISED[way]) for way in ways]
        self.fields["way"].choices = [option[:2] for option in self.options]  # type: ignore[attr-defined]


def ways_of(phone: str | None, site: str | None) -> list[Verification]:
    """Return the ways that are open to an enterprise of which the register has this number and site."""
    shut = {Verification.SMS} if not phone else set()
    shut |= {Verification.EMAIL} if not domain_of(site) else set()
    return [way for way in Verification if way not in shut]


class PlainForm(forms.Form):
    """Nothing more to say."""


class DirectorForm(forms.Form):
    """Whom the register names."""

    director = forms.CharField(
        label=_("The director's full name, as the register has it"),
        max_length=120,
        error_messages={"required": _("Write the director's full name.")},
    )


class MailboxForm(forms.Form):
    """Somebody's name at the enterprise's own domain."""

    mailbox = forms.CharField(
        label=_("Your name before the @"),
        max_length=64,
        error_messages={"required": _("Write your name at this address, for example: office.")},
    )
    domain = ""

    def clean_mailbox(self) -> str:
        """Return the name; the whole address must be one that mail can go to, at this domain only."""
        typed: str = self.cleaned_data["mailbox"].removesuffix(f"@{self.domain}")
        try:
            validate_email(f"{typed}@{self.domain}")
        except forms.ValidationError as wrong:
            raise forms.ValidationError(_("Write your name at this address, for example: office.")) from wrong
        return typed


class CodeForm(forms.Form):
    """A code that came by text message, e-mail or letter."""

    code = forms.CharField(
        label=_("The code"),
        help_text=_("6 digits"),
        max_length=12,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Leave out the spaces that people group digits with."""
        return "".join(self.cleaned_data["code"].split())


class DecisionForm(forms.Form):
    """What staff saw."""

    note = forms.CharField(
        label=_("What did you see?"), max_length=120, error_messages={"required": _("Say what you saw.")}
    )


class LetterForm(forms.Form):
    """Where the letter goes."""

    address = forms.CharField(
        label=_("Address in the register"),
        max_length=200,
        help_text=_("Copy it from the register, not from here."),
        error_messages={"required": _("Write the address that stands in the register.")},
    )


class RegisterFactsForm(forms.Form):
    """What staff read in the register."""

    phone = forms.CharField(label=_("Phone number in the register"), max_length=32, required=False)
    site = forms.URLField(label=_("Website in the register"), max_length=300, required=False, assume_scheme="https")

    def clean_phone(self) -> str | None:
        """Return the number in E.164."""
        typed = self.cleaned_data["phone"]
        number = load_pack(settings.COUNTRY).normalise_phone(typed) if typed else None
        if typed and number is None:
            raise forms.ValidationError(_("There is no such phone number."))
        return number


class RequestForm(forms.Form):
    """What an enterprise asks the service for."""

    kind = forms.ChoiceField(
        label=_("What do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need.")},
    )
    text = forms.CharField(
        label=_("Tell us more"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soon = within(Clock.FIRST_ANSWER)
        promised = {
            RequestKind.SHORTLIST: format_lazy(
                _("You get a first list {within}."), within=within(Clock.FIRST_SHORTLIST)
            ),
            RequestKind.CALL: format_lazy(_("We call {within}."), within=soon),
            RequestKind.QUESTION: format_lazy(_("You get an answer {within}."), within=soon),
        }
        self.options = [(kind.value, kind.label, promised[kind]) for kind in RequestKind]
        self.fields["kind"].choices = RequestKind.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A question has words."""
        super().clean()
        if self.cleaned_data.get("kind") == RequestKind.QUESTION and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Write your question."))
        return self.cleaned_data


class AnswerForm(forms.Form):
    """What staff answer."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your answer.")},
    )
