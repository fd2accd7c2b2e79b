"""Forms of placements."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firststop.placements.enums import RefusalReason
from firststop.placements.models import MOST_PLACE, Invitation
from firststop.placements.standing import moment


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.SelectDateWidget, **more)


def _hour(**more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=_("Time"),
        help_text=_("For example 10:00."),
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={"required": _("Write the time."), "invalid": _("Write the time, for example 10:00.")},
        **more,
    )


def moment_of(day: date, hour: time) -> datetime:
    """Return a day and an hour as a moment, in the country's time."""
    return timezone.make_aware(datetime.combine(day, hour))


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
    """What a firm writes to somebody whose name it does not know, and up to two dates on which they could meet."""

    message = forms.CharField(
        label=_("Your message"),
        help_text=_("What the work is and why you write to this person. Your firm's name stands above it."),
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write why you invite this person.")},
    )
    first_day = _day(label=_("First date"), required=False)
    first_hour = _hour(required=False)
    second_day = _day(label=_("Second date"), required=False)
    second_hour = _hour(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse half a date, one that is over, and the same one twice."""
        super().clean()
        for name in ("first", "second"):
            self._check(f"{name}_day", f"{name}_hour")
        if not self.errors and len(set(self.dates)) < len(self.dates):
            self.add_error("second_day", _("This is the first date. Choose another one."))
        return self.cleaned_data

    def _check(self, day: str, hour: str) -> None:
        if day in self.errors or hour in self.errors:
            return
        chosen, at = self.cleaned_data[day], self.cleaned_data[hour]
        if chosen and not at:
            self.add_error(hour, _("Write the time."))
        elif at and not chosen:
            self.add_error(day, _("Choose the day."))
        elif chosen and moment_of(chosen, at) <= timezone.now():
            self.add_error(day, _("This day is over. Choose a later one."))

    @property
    def dates(self) -> tuple[datetime, ...]:
        """The moments offered, in the country's time."""
        said = self.cleaned_data
        pairs = ((said["first_day"], said["first_hour"]), (said["second_day"], said["second_hour"]))
        return tuple(moment_of(day, hour) for day, hour in pairs if day and hour)


class AnswerForm(forms.Form):
    """On which of the dates that a firm offered somebody comes who says yes; nothing is asked where none is left."""

    date = forms.ChoiceField(
        label=_("When can you come?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a date, or say that none suits you.")},
    )

    def __init__(self, asked: Invitation, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"{asked.id}_%s")
        self.asked = asked
        self.offered = {str(number): at for number, at in enumerate(asked.dates_after(timezone.now()), 1)}
        if not self.offered:
            del self.fields["date"]
            return
        field = self.fields["date"]
        assert isinstance(field, forms.ChoiceField)
        none = ("none", _("None of these. I agree on another one with the firm."))
        field.choices = [*((number, moment(at)) for number, at in self.offered.items()), none]

    @property
    def chosen(self) -> datetime | None:
        """The moment that the person chose; None for none."""
        return self.offered.get(self.cleaned_data.get("date", ""))


class MeetingForm(forms.Form):
    """When and where a firm meets somebody."""

    day = _day(label=_("On which day?"), error_messages={"required": _("Choose the day.")})
    hour = _hour()
    where = forms.CharField(
        label=_("Where do you meet?"),
        help_text=_("In one line: the address, and whom to ask for."),
        max_length=MOST_PLACE,
        error_messages={"required": _("Write where you meet.")},
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
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


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
