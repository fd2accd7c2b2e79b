"""The questions from where somebody would go to work: the place where they live, and others."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from firststop.jobseekers.services import MOST_PLACES
from firststop.taxonomy.queries import places, suggest_places


class PlacesForm(forms.Form):
    """The place where somebody lives, and up to four others, each by its name."""

    place = forms.CharField(
        label=_("Where do you live?"), help_text=_("Town or village."), required=False, max_length=120
    )

    def ask_places(self, home: str | None, others: Sequence[str]) -> None:
        """Ask for the other places too, and show what was answered before, by code."""
        named = places([*([home] if home else []), *others], _language())
        # A name that stays means the same place.
        self._known = {place.name: code for code, place in named.items()}
        for at, label in enumerate(_LABELS):
            self.fields[_other(at)] = forms.CharField(label=label, required=False, max_length=120)
        self.initial["place"] = named[home].name if home in named else ""
        self.initial.update({_other(at): named[code].name for at, code in enumerate(others) if code in named})

    def other_places(self) -> list[BoundField]:
        """Return the questions for other places."""
        return [self[_other(at)] for at in range(len(_LABELS))]

    def names_other_places(self) -> bool:
        """Whether one of them holds something, or went wrong."""
        return any(question.value() or question.errors for question in self.other_places())

    def clean(self) -> dict[str, Any]:
        """Put the code of the place in the stead of each name; none for an empty one."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("place", *(_other(at) for at in range(len(_LABELS)))):
            if name in said:
                said[name] = self._code(name, said[name].strip())
        return said

    def more_places(self) -> tuple[str, ...]:
        """Return the codes of the other places."""
        return tuple(code for at in range(len(_LABELS)) if (code := self.cleaned_data[_other(at)]))

    def _code(self, name: str, typed: str) -> str | None:
        if not typed:
            return None
        if typed in self._known:
            return self._known[typed]
        found = suggest_places(typed, _language())
        if not found:
            self.add_error(name, _("We do not know this place. Choose the nearest town."))
            return None
        return found[0].code


_LABELS = (_("Second place"), _("Third place"), _("Fourth place"), _("Fifth place"))
assert len(_LABELS) == MOST_PLACES - 1


def _other(at: int) -> str:
    return f"place_{at + 2}"


def _language() -> str:
    return get_language() or "en"
