"""Forms of one's own page."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _


def _languages() -> list[tuple[str, str]]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in codes]


class NameForm(forms.Form):
    """How a person is called, and in which language we write."""

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
    language = forms.ChoiceField(
        label=_("In which language do we write to you?"),
        choices=_languages,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
        widget=forms.RadioSelect,
    )
