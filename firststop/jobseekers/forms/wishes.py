"""What somebody wishes of a job, and who may see that they look for one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from firststop.core.written import AmountField
from firststop.jobseekers.enums import Hours, Visibility, WishedContract
from firststop.jobseekers.forms.placing import PlacesForm
from firststop.jobseekers.forms.speaking import LanguagesForm
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import Wishes
from firststop.taxonomy.enums import Education, Licence

#: How far people go to work, in km.
DISTANCES = (5, 10, 25, 50, 100, 200, 500)
#: Whoever cannot start within so many days looks for work too early; such a day is a slip of the pen.
LATEST_START_DAYS = 2 * 365


class WishesForm(PlacesForm, LanguagesForm):
    """Places, distance, pay, hours, contracts, start, education, licences, languages. Nothing is obligatory."""

    radius_km = forms.TypedChoiceField(
        label=_("How far do you go to work?"),
        choices=lambda: [(km, gettext("up to %(km)s km") % {"km": km}) for km in DISTANCES],
        coerce=int,
        error_messages={"required": _("Choose how far you go to work.")},
    )
    would_move = forms.BooleanField(label=_("I would move for a good job"), required=False)
    remote = forms.BooleanField(label=_("I can work from home"), required=False)
    pay_floor = AmountField(
        label=_("Lowest pay that you take, a month"),
        help_text=_("We never show you a vacancy that pays less. Leave it empty for any."),
        required=False,
        min_value=1,
        max_digits=12,
        decimal_places=2,
    )
    schedules = forms.MultipleChoiceField(
        label=_("Which hours can you work?"),
        help_text=_("Tick none for any."),
        choices=Hours.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contracts = forms.MultipleChoiceField(
        label=_("Which contracts do you take?"),
        help_text=_("Tick none if you take any."),
        choices=WishedContract.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    start_from = forms.DateField(
        label=_("From which day can you start?"),
        help_text=_("Leave it empty if you can start at once."),
        required=False,
        widget=forms.SelectDateWidget,
        error_messages={"invalid": _("Write day, month and year.")},
    )
    education = forms.TypedChoiceField(
        label=_("Which education did you finish?"),
        help_text=_("Choose the highest. Many vacancies ask for it."),
        choices=[("", _("I do not say it")), *Education.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    licences = forms.MultipleChoiceField(
        label=_("Which driving licences do you have?"),
        choices=Licence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        super().__init__(data, initial=_initial(profile))
        self.ask_places(profile.place_id, profile.more_places)
        self.ask_languages({item["code"]: item["level"] for item in profile.languages})
        # Errors are told in the order of the page.
        self.order_fields(["place", *(question.name for question in self.other_places())])

    def clean_start_from(self) -> date | None:
        """Refuse a day that is over, or years away."""
        chosen: date | None = self.cleaned_data["start_from"]
        today = timezone.localdate()
        if chosen is not None and chosen < today:
            raise forms.ValidationError(_("This day is over. Leave it empty if you can start at once."))
        if chosen is not None and chosen > today + timedelta(days=LATEST_START_DAYS):
            raise forms.ValidationError(_("This is more than two years away. Check the year."))
        return chosen

    def wishes(self) -> Wishes:
        """Return the wishes."""
        said = self.cleaned_data
        return Wishes(
            place=said["place"],
            more_places=self.more_places(),
            radius_km=said["radius_km"],
            would_move=said["would_move"],
            remote=said["remote"],
            pay_floor=said["pay_floor"],
            schedules=tuple(said["schedules"]),
            contracts=tuple(said["contracts"]),
            start_from=said["start_from"],
            licences=tuple(said["licences"]),
            languages=self.languages(),
            education=said["education"],
        )


class VisibilityForm(forms.Form):
    """Who sees that somebody looks for work."""

    visibility = forms.ChoiceField(
        label=_("Who may see that you look for work?"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may see it.")},
    )


def _initial(profile: Profile) -> dict[str, Any]:
    start = profile.start_from
    return {
        "radius_km": min(DISTANCES, key=lambda km: abs(km - profile.radius_km)),
        "would_move": profile.would_move,
        "remote": profile.remote,
        "pay_floor": profile.pay_floor,
        "schedules": profile.schedules,
        "contracts": profile.contracts,
        # Whoever could start on a day that is over can start at once.
        "start_from": start if start and start >= timezone.localdate() else None,
        "education": profile.education,
        "licences": profile.licences,
    }
