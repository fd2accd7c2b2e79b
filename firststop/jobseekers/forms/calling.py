"""The code that a firm reads out to a member of staff."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CallCodeForm(forms.Form):
    """Whose code it is."""

    code = forms.CharField(
        label=_("The code that the firm reads out"),
        help_text=_("6 letters and digits"),
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
