"""What a moderator sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.vacancies.enums import RejectionCode


class RejectionForm(forms.Form):
    """Why a vacancy is not published, for the employer to read."""

    code = forms.TypedChoiceField(label=_("Why not?"), choices=RejectionCode.choices, coerce=RejectionCode)
    text = forms.CharField(
        label=_("What the employer should change"), required=False, max_length=2000, widget=forms.Textarea
    )
