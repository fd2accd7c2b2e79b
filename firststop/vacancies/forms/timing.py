"""When the work is: its hours, its start, and until when people can apply for it. Days are days at the workplace."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from firststop.core.country import load_pack
from firststop.core.dated import number_at
from firststop.core.written import AmountField
from firststop.vacancies.enums import Schedule, TimeBand
from firststop.vacancies.forms.steps import SOME_TITLE, StepForm
from firststop.vacancies.limits import MOST, USUAL
from firststop.vacancies.rules.publishing import dates_to_correct
from firststop.vacancies.schemas import VacancyIn

#: The last days of an ad: it holds the last moment of each.
LAST_DAYS = ("apply_by", "expires_at")
_END = time(23, 59, 59)


class DayField(forms.DateField):
    """A day that one may leave out, asked in three boxes."""

    widget = forms.SelectDateWidget
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Write day, month and year.")}


class TimesStep(StepForm):
    """Hours, start and last days; only how the hours lie has to be said."""

    schedule = forms.ChoiceField(
        label=_("How do the hours lie?"),
        choices=Schedule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the hours lie.")},
    )
    time_band = forms.ChoiceField(
        label=_("Is it full time or part time?"),
        choices=[("", _("Not stated")), *TimeBand.choices],
        required=False,
    )
    hours_percent_min = AmountField(label=_("Percent of full time, least"), required=False)
    hours_percent_max = AmountField(label=_("Percent of full time, most"), required=False)
    immediate = forms.BooleanField(label=_("The work starts at once"), required=False)
    start_date = DayField(
        label=_("First working day"), help_text=_("Leave it empty if you do not know it yet."), required=False
    )
    apply_by = DayField(
        label=_("Until which day can people apply?"),
        help_text=_("Leave it empty if they can apply as long as the ad is public."),
        required=False,
    )
    expires_at = DayField(label=_("Until which day is the ad public?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = timezone.now()
        usual, self.most_days = number_at(USUAL, self.at), number_at(MOST, self.at)
        says = ngettext(
            "{n} day if you leave it empty, {most} at most.", "{n} days if you leave it empty, {most} at most.", usual
        )
        self.fields["expires_at"].help_text = says.format(n=usual, most=self.most_days)

    def clean(self) -> dict[str, Any]:
        """Tell of a last day that is over or too far off here, in the words of who will refuse it."""
        cleaned = super().clean()
        if not self.errors:
            record = VacancyIn.model_validate({"title": SOME_TITLE, **self.record()})
            self.tell(dates_to_correct(record, on=self.at.date(), most_days=self.most_days))
        return cleaned

    def record(self) -> dict[str, Any]:
        """Return schedule, full or part time and its share, start and last days."""
        said = self.cleaned_data
        share = {name: said[name] for name in ("hours_percent_min", "hours_percent_max")}
        return {
            "schedule": said["schedule"],
            "time_band": said["time_band"] or None,
            **{name: None if percent is None else str(percent) for name, percent in share.items()},
            "immediate": said["immediate"] or None,
            "start_date": said["start_date"].isoformat() if said["start_date"] else None,
            **{name: self._last_moment(name, said[name]) for name in LAST_DAYS},
        }

    def _last_moment(self, name: str, day: date | None) -> str | None:
        """Return the last second of a day; of one that an earlier ad states, the moment that it states."""
        if day is None:
            return None
        if day == self.initial[name]:
            return str(self.initial["moments"][name])
        return datetime.combine(day, _END, tzinfo=load_pack(settings.COUNTRY).time_zone).isoformat()


def days_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the step shows of the days of a draft, with the moments that it holds."""
    moments = {name: values[name] for name in LAST_DAYS if values.get(name)}
    zone, start = load_pack(settings.COUNTRY).time_zone, values.get("start_date")
    days = {name: datetime.fromisoformat(moment).astimezone(zone).date() for name, moment in moments.items()}
    return {**dict.fromkeys(LAST_DAYS), **days, "start_date": start and date.fromisoformat(start), "moments": moments}
