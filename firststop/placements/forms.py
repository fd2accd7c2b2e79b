"""Forms of placements."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.placements.enums import RefusalReason


class ApplyForm(forms.Form):
    """What somebody writes to a firm."""

    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Two sentences are enough: what you can do, when you can start."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea,
    )


class SpontaneousForm(forms.Form):
    """What somebody writes to a firm that looks for nobody yet."""

    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Which work you look for, what you can do, when you can start."),
        max_length=4_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write what you can do and which work you look for.")},
    )


class InviteForm(forms.Form):
    """What a firm writes to somebody whose name it does not know."""

    message = forms.CharField(
        label=_("Your message"),
        help_text=_("What the work is and why you write to this person. Your firm's name stands above it."),
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write why you invite this person.")},
    )


class MeetingForm(forms.Form):
    """When a firm meets somebody."""

    day = forms.DateField(
        label=_("On which day?"), widget=forms.SelectDateWidget, error_messages={"required": _("Choose the day.")}
    )
    hour = forms.TimeField(
        label=_("Time"),
        help_text=_("For example 10:00."),
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={"required": _("Write the time."), "invalid": _("Write the time, for example 10:00.")},
    )

    def clean_day(self) -> date:
        """Refuse a day that is over."""
        chosen: date = self.cleaned_data["day"]
        if chosen < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse an hour of today that is over."""
        super().clean()
        if {"day", "hour"} <= self.cleaned_data.keys() and self.meeting_at <= timezone.now():
            self.add_error("hour", _("This hour is over. Choose a later one."))
        return self.cleaned_data

    @property
    def meeting_at(self) -> datetime:
        """The moment, in the country's time."""
        chosen: dict[str, Any] = self.cleaned_data
        hour: time = chosen["hour"]
        return timezone.make_aware(datetime.combine(chosen["day"], hour))


class RefusalForm(forms.Form):
    """Why a firm says no, out of the reasons that are open to it."""

    reason = forms.ChoiceField(
        label=_("Why do you say no?"),
        help_text=_("The person reads it in plain words."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    note = forms.CharField(
        label=_("Note for your firm"),
        help_text=_("Your firm reads it. The person gets it only with a copy of all their data."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea,
    )

    def __init__(self, reasons: list[RefusalReason], data: QueryDict | None = None) -> None:
        super().__init__(data)
        offered = self.fields["reason"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(reason.value, reason.label) for reason in reasons]
