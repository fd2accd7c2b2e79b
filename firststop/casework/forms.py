"""What the desk writes down, and what leads and administrators say of offices and clients."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from firststop.casework.enums import WEIGHTS
from firststop.core.country import load_pack
from firststop.core.messages import NO, YES
from firststop.taxonomy.queries import PlaceField

Choices = list[tuple[str, str]]


class CallForm(forms.Form):
    """What somebody said on the phone."""

    answer = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said.")},
    )


class OfficeForm(forms.Form):
    """An office: what it is called in each language of the country, where it is, and its phone."""

    place = PlaceField(
        label=_("Town or village"),
        error_messages={"required": _("Write the town or village.")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    #: Makes a form that is sent twice one office.
    once = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = {code: get_language_info(code)["name_local"] for code in load_pack(settings.COUNTRY).languages}
        for code, name in languages.items():
            self.fields[f"name_{code}"] = forms.CharField(
                label=say("What the office is called (%(language)s)") % {"language": name},
                max_length=120,
                error_messages={"required": say("Write what the office is called in each language.")},
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.order_fields([*(f"name_{code}" for code in languages), "place", "phone", "once"])

    def clean_phone(self) -> str | None:
        """Return the number as E.164, None where nothing was written."""
        typed = self.cleaned_data["phone"].strip()
        number = load_pack(settings.COUNTRY).normalise_phone(typed) if typed else None
        if typed and number is None:
            raise forms.ValidationError(_("There is no such phone number."))
        return number

    def names(self) -> dict[str, str]:
        """Return the names by language."""
        said = self.cleaned_data
        return {name.removeprefix("name_"): said[name] for name in said if name.startswith("name_")}

    def named(self) -> list[forms.BoundField]:
        """Return the questions for the name in each language."""
        return [self[name] for name in self.fields if name.startswith("name_")]


class StaffForm(forms.Form):
    """Who of the service begins to work in an office: one of `members`, as (account, name)."""

    account = forms.ChoiceField(
        label=_("Who works here too?"),
        error_messages={"required": _("Choose a member of the service.")},
    )

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", say("Choose")), *members]  # type: ignore[attr-defined]


class ClosedDayForm(forms.Form):
    """A day on which an office is closed."""

    closed = forms.DateField(
        label=_("On which day is it closed?"),
        widget=forms.SelectDateWidget,
        error_messages={"required": _("Write the day."), "invalid": _("Write a day that exists.")},
    )

    def clean_closed(self) -> date:
        """Refuse a day that is over."""
        return not_over(self.cleaned_data["closed"])


class AwayForm(forms.Form):
    """Until when somebody is away, and who stands in: one of `colleagues`, as (account, name)."""

    substitute = forms.ChoiceField(
        label=_("Who stands in?"),
        error_messages={"required": _("Choose who stands in.")},
    )
    until = forms.DateField(
        label=_("Away until and including which day?"),
        widget=forms.SelectDateWidget,
        error_messages={"required": _("Write the day."), "invalid": _("Write a day that exists.")},
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = [("", say("Choose")), *colleagues]  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """Refuse a day that is over."""
        return not_over(self.cleaned_data["until"])


class ClientForm(forms.Form):
    """Who counsels a client, one of `counsellors`, and how much of a counsellor's time the client needs."""

    counsellor = forms.ChoiceField(
        label=_("Who is the counsellor?"),
        help_text=_("The number is how much their clients weigh, of what one head should have."),
        error_messages={"required": _("Choose a counsellor.")},
        widget=forms.RadioSelect,
    )
    weight = forms.TypedChoiceField(
        label=_("How much help does the client need?"),
        choices=list(WEIGHTS.items()),
        coerce=int,
        error_messages={"required": _("Choose how much help the client needs.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, counsellors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counsellor"].choices = counsellors  # type: ignore[attr-defined]


def not_over(day: date) -> date:
    """Return a day that is not over, or refuse it."""
    if day < timezone.localdate():
        raise forms.ValidationError(_("This day is over. Choose today or a later day."))
    return day
