"""What a moderator sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.vacancies.enums import RejectionCode


class RejectionForm(forms.Form):
    """Why a vacancy is not published, for the employer to read."""

    code = forms.TypedChoiceField(
        label=_("Why not?"),
        choices=[("", _("Choose the reason")), *RejectionCode.choices],
        coerce=RejectionCode,
        error_messages={"required": _("Choose the reason.")},
    )
    text = forms.CharField(
        label=_("What the employer should change"),
        help_text=_("The employer reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )
