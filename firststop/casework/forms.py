"""What the desk writes down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.core.messages import NO, YES


class CallForm(forms.Form):
    """What somebody said on the phone."""

    answer = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said.")},
    )
