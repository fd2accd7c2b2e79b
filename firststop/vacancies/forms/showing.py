"""What a reader of a vacancy may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.vacancies.enums import RejectionCode

#: What a reader can see; the rest of the list is for moderators.
_SEEN = (
    RejectionCode.FEE_ASKED,
    RejectionCode.FRAUD_SUSPECTED,
    RejectionCode.DISCRIMINATORY,
    RejectionCode.MISLEADING,
    RejectionCode.NOT_A_JOB,
    RejectionCode.DUPLICATE,
    RejectionCode.OTHER,
)


class ReportForm(forms.Form):
    """What is wrong with an ad, and in one's own words."""

    reason = forms.TypedChoiceField(
        label=_("What is wrong?"), choices=[(code.value, code.label) for code in _SEEN], coerce=RejectionCode,
        widget=forms.RadioSelect, error_messages={"required": _("Choose what is wrong.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Tell us more"), help_text=_("You need not write your name."), required=False, max_length=1000,
        widget=forms.Textarea,
    )  # fmt: skip
