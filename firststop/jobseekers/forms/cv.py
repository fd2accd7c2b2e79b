"""Giving a CV: a text that one pastes, or a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.jobseekers.reading.limits import MOST_CHARACTERS


class CvForm(forms.Form):
    """One of both: the pasted text wins where both are there."""

    text = forms.CharField(
        label=_("Paste or write what you have done"),
        help_text=_("Jobs, skills, certificates, in any language. Sentences or a list."),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea,
    )
    cv = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("PDF or Word (DOCX), up to 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        super().clean()
        if not self.errors and not self.cleaned_data.get("text", "").strip() and not self.cleaned_data.get("cv"):
            self.add_error("text", _("Paste a text, or choose a file."))
        return self.cleaned_data
