"""The filter above a list of candidates: only what can be answered without singling anybody out is offered."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, refuse
from firststop.matching.rules import CHOICES, Crowd


def chosen_in(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what an address chooses, by name; refuses a value that no filter has."""
    chosen = {name: sent.get(name, "") for name in CHOICES if sent.get(name, "")}
    for name, value in chosen.items():
        if value not in CHOICES[name]:
            raise refuse(Code.INVALID_VALUE, "candidates.filter", _("Choose one from the list."), pointer=f"/{name}")
    return chosen


class FilterForm(forms.Form):
    """What candidates have in common."""

    km = forms.ChoiceField(label=_("The way there"), required=False)
    years = forms.ChoiceField(label=_("Experience in this work"), required=False)
    licence = forms.ChoiceField(label=_("Driving licence"), required=False)
    speaks = forms.ChoiceField(label=_("Speaks"), required=False)
    start = forms.ChoiceField(label=_("Can start"), required=False)

    def __init__(self, people: Crowd, *, chosen: Mapping[str, str]) -> None:
        super().__init__(initial=dict(chosen))
        for name, values in CHOICES.items():
            offered = [value for value in values if people.select([(name, value)]) is not None]
            if offered or name in chosen:
                said = [(value, _said(name, value)) for value in values if value in {*offered, chosen.get(name)}]
                self.fields[name].choices = [("", pgettext("filter", "Any")), *said]  # type: ignore[attr-defined]
            else:
                del self.fields[name]


def _said(name: str, value: str) -> str:
    match name:
        case "km":
            return gettext("up to %(km)s km") % {"km": value}
        case "years":
            return ngettext("at least %(n)s year", "at least %(n)s years", int(value)) % {"n": value}
        case "licence":
            return gettext("Category %(category)s") % {"category": value}
        case "speaks":
            return {"ky": gettext("Kyrgyz"), "ru": gettext("Russian"), "en": gettext("English")}[value]
    return pgettext("start", "At once")
