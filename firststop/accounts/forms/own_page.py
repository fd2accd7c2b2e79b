"""Forms of one's own page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import CHANNELS
from firststop.accounts.forms.names import FullName
from firststop.core.models.messages import Channel


def _languages() -> list[tuple[str, str]]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in codes]


class NameForm(FullName):
    """How a person is called, and in which language we write."""

    language = forms.ChoiceField(
        label=_("In which language do we write to you?"),
        choices=_languages,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
        widget=forms.RadioSelect,
    )


class ChannelForm(forms.Form):
    """By what a person is reached; only ways that work are offered."""

    channel = forms.ChoiceField(
        label=_("Choose one way"),
        help_text=_("We send a short note that something waits. You read the rest after you sign in."),
        error_messages={"required": _("Choose a way."), "invalid_choice": _("Choose one of these ways.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, channels: list[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(channel.value, CHANNELS[channel]) for channel in channels]
        self.fields["channel"].choices = offered  # type: ignore[attr-defined]
