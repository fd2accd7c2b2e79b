"""Which client a counsellor looks for, and what is planned for one."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FindClientForm(forms.Form):
    """A part of a name or a code; nothing stands for everybody."""

    wanted = forms.CharField(
        label=_("Name or code"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class NextActionForm(forms.Form):
    """What happens next, and when."""

    action = forms.CharField(
        label=_("What do you do next?"),
        help_text=_("For example: call about the welding course."),
        max_length=120,
        error_messages={"required": _("Write what you do next.")},
    )
    on = forms.DateField(
        label=_("On which day?"), widget=forms.SelectDateWidget, error_messages={"required": _("Write the day.")}
    )

    def clean_on(self) -> date:
        """Refuse a day that is over."""
        chosen: date = self.cleaned_data["on"]
        if chosen < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return chosen
