"""What a person is called: asked on signing up and on one's own page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FullName(forms.Form):
    """A given and a family name."""

    given_name = forms.CharField(
        label=_("Given name"),
        max_length=80,
        error_messages={"required": _("Write your given name.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        error_messages={"required": _("Write your family name.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
