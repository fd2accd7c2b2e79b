"""What somebody wishes of a job, and who may see that they look for one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from firststop.core.written import AmountField
from firststop.jobseekers.enums import Hours, Spoken, Visibility
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import Wishes
from firststop.taxonomy.enums import Licence
from firststop.taxonomy.queries import places, suggest_places

#: How far people go to work, in km.
DISTANCES = (5, 10, 25, 50, 100, 200, 500)


class WishesForm(forms.Form):
    """Place, distance, pay, hours, licences, languages. Nothing is obligatory."""

    place = forms.CharField(
        label=_("Where do you live?"), help_text=_("Town or village."), required=False, max_length=120
    )
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
    licences = forms.MultipleChoiceField(
        label=_("Which driving licences do you have?"),
        choices=Licence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        self.profile = profile
        super().__init__(data, initial=_initial(profile))
        for code, name in settings.LANGUAGES:
            self.fields[f"speaks_{code}"] = forms.ChoiceField(
                label=name, choices=[("", _("Not at all")), *Spoken.choices], required=False
            )

    def spoken(self) -> list[Any]:
        """Return the questions how well one speaks each language."""
        return [self[f"speaks_{code}"] for code, _name in settings.LANGUAGES]

    def clean_place(self) -> str | None:
        """Return the code of the place that the typed name means."""
        typed: str = self.cleaned_data["place"].strip()
        if not typed:
            return None
        known = self.profile.place_id
        if known and _place_name(known) == typed:
            return known
        found = suggest_places(typed, get_language() or "en")
        if not found:
            raise forms.ValidationError(_("We do not know this place. Choose the nearest town."))
        return found[0].code

    def wishes(self) -> Wishes:
        """Return the wishes; what this form does not ask stays as it was."""
        said, before = self.cleaned_data, self.profile
        asked = [code for code, _name in settings.LANGUAGES]
        others = [(item["code"], item["level"]) for item in before.languages if item["code"] not in asked]
        return Wishes(
            place=said["place"],
            radius_km=said["radius_km"],
            would_move=said["would_move"],
            remote=said["remote"],
            pay_floor=said["pay_floor"],
            schedules=tuple(said["schedules"]),
            contracts=tuple(before.contracts),
            start_from=before.start_from,
            licences=tuple(said["licences"]),
            languages=(*((code, said[f"speaks_{code}"]) for code in asked if said[f"speaks_{code}"]), *others),
            education=before.education,
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
    spoken = {f"speaks_{item['code']}": item["level"] for item in profile.languages}
    nearest = min(DISTANCES, key=lambda km: abs(km - profile.radius_km))
    return {
        "place": _place_name(profile.place_id) if profile.place_id else "",
        "radius_km": nearest,
        "would_move": profile.would_move,
        "remote": profile.remote,
        "pay_floor": profile.pay_floor,
        "schedules": profile.schedules,
        "licences": profile.licences,
        **spoken,
    }


def _place_name(code: str) -> str:
    language = get_language() or "en"
    found = places([code], language)
    return found[code].name if code in found else ""
