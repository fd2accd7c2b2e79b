"""The code that a firm reads out to a member of staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class OwnCodeForm(forms.Form):
    """The code of whoever stands at the desk."""

    code = forms.CharField(
        label=_("The person's code"),
        help_text=_("6 letters and digits. It stands on the person's own page."),
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class GiveForm(forms.Form):
    """To whom of the `counsellors` a person goes; the code says who it is."""

    code = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    counsellor = forms.ChoiceField(
        label=_("Who becomes the counsellor?"),
        help_text=_("The number is how much their clients weigh, of what one head should have."),
        error_messages={"required": _("Choose a counsellor.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, counsellors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counsellor"].choices = counsellors  # type: ignore[attr-defined]


class CallCodeForm(forms.Form):
    """Which firm calls, and whose code it reads out: the person is told that a firm asked, so one must have."""

    firm = forms.CharField(
        label=_("Which firm calls, and on which number?"),
        max_length=160,
        error_messages={"required": _("Write which firm calls.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("The code that the firm reads out"),
        help_text=_("6 letters and digits"),
        max_length=20,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
