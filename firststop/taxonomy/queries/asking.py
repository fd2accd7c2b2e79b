"""Asking for a place in a form: by its name, and where several have it, which one."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firststop.taxonomy.queries.places import places_meant, places_shown, told_apart


class PlaceField(forms.CharField):
    """A place by its name; the initial value and the cleaned one are its code, empty for none.

    A name that several places have is refused, and the field becomes a choice between them. What stood there before
    and was left as it is stays the same place, even where its name now leads to another one.
    """

    default_error_messages = {
        "unknown": _("We do not know this place. Choose the nearest town."),
        "several": _("Several places have this name. Choose the one that you mean."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        self._before = ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Note what stood there before."""
        self._before = form.get_initial_for_field(self, field_name) or ""
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        """Show the name of a place, and whatever else was typed as it is."""
        return _shown(value) or value

    def clean(self, value: Any) -> str:
        """Return the code of the place; refuse an unknown name, and one that several places have."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        if typed == _shown(self._before):
            return self._before
        found = told_apart(places_meant(typed, _language()))
        if len(found) == 1:
            return found[0][0].code
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        self.choices = [*((place.code, told) for place, told in found), ("", _("Another place"))]
        self.widget = forms.RadioSelect()
        raise forms.ValidationError(self.error_messages["several"], code="several")


def _shown(code: Any) -> str:
    return places_shown([str(code)], _language()).get(str(code), "") if code else ""


def _language() -> str:
    return get_language() or "en"
