"""The questions which languages somebody speaks, and how well: the country's first, then any other of the list."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from firststop.core.country import load_pack
from firststop.core.languages import language_name, named_languages
from firststop.jobseekers.enums import Spoken
from firststop.jobseekers.services import MOST_LANGUAGES


class LanguagesForm(forms.Form):
    """How well somebody speaks each language of the country, and other languages by choice, eight in all."""

    def ask_languages(self, spoken: Mapping[str, str]) -> None:
        """Ask for the languages, and show those that are spoken, with their levels by code."""
        self._ours = load_pack(settings.COUNTRY).languages
        others = [code for code in spoken if code not in self._ours]
        self._rows = max(MOST_LANGUAGES - len(self._ours), len(others))
        for code in self._ours:
            self.fields[f"speaks_{code}"] = _how_well(language_name(code), _("Not at all"))
            self.initial[f"speaks_{code}"] = spoken.get(code, "")
        listed = [(code, name) for code, name in named_languages() if code not in self._ours]
        for at in range(self._rows):
            self._ask_other(at, listed)
        for at, code in enumerate(others):
            self.initial.update({f"language_{at}": code, f"level_{at}": spoken[code]})

    def spoken(self) -> list[BoundField]:
        """Return the questions how well one speaks each language of the country."""
        return [self[f"speaks_{code}"] for code in self._ours]

    def other_languages(self) -> list[tuple[BoundField, BoundField]]:
        """Return the questions for other languages: which, and how well."""
        return [(self[f"language_{at}"], self[f"level_{at}"]) for at in range(self._rows)]

    def names_other_languages(self) -> bool:
        """Whether one of them holds something, or went wrong."""
        return any(question.value() or question.errors for pair in self.other_languages() for question in pair)

    def clean(self) -> dict[str, Any]:
        """Refuse a language without a level, a level without a language, and a language named twice."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        named: set[str] = set()
        for at in range(self._rows):
            code, level = said.get(f"language_{at}"), said.get(f"level_{at}")
            if code and not level and f"level_{at}" in said:
                self.add_error(f"level_{at}", _("Choose how well you speak it."))
            elif level and not code and f"language_{at}" in said:
                self.add_error(f"language_{at}", _("Choose the language."))
            elif code and code in named:
                self.add_error(f"language_{at}", _("You have chosen this language already."))
            named.add(code or "")
        if not self.errors and len(list(self._said())) > MOST_LANGUAGES:
            self.add_error("language_0", _("Name at most 8 languages."))
        return said

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Return the languages that are spoken, with how well."""
        return tuple(self._said())

    def _said(self) -> Iterator[tuple[str, str]]:
        said = self.cleaned_data
        yield from ((code, said[f"speaks_{code}"]) for code in self._ours if said[f"speaks_{code}"])
        for at in range(self._rows):
            if said[f"language_{at}"]:
                yield said[f"language_{at}"], said[f"level_{at}"]

    def _ask_other(self, at: int, listed: list[tuple[str, str]]) -> None:
        self.fields[f"language_{at}"] = forms.ChoiceField(
            label=gettext("Language %(number)s") % {"number": at + 1},
            choices=[("", _("None chosen")), *listed],
            required=False,
        )
        how_well = gettext("How well you speak language %(number)s") % {"number": at + 1}
        self.fields[f"level_{at}"] = _how_well(how_well, _("None chosen"))


def _how_well(label: Any, none: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", none), *Spoken.choices], required=False)
