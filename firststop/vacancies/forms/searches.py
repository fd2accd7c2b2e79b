"""Saving a search: its name, and how often we write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.vacancies.enums import Rhythm


class SavedSearchForm(forms.Form):
    """What one says of a search besides its conditions; the services know what a name may be."""

    name = forms.CharField(
        label=_("Name of the search"),
        help_text=_("Only you see it, here and in our letters."),
        required=False,
        max_length=200,
    )
    rhythm = forms.ChoiceField(
        label=_("How often shall we write?"),
        help_text=_("We write only when there is something new."),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often we shall write.")},
    )

    def refuse(self, field: str, sentence: str) -> None:
        """Show at a field why the deed was refused; at the name where it is about no field of this form."""
        self.add_error(field if field in self.fields else "name", sentence)
