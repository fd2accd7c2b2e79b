"""The questions from where somebody would go to work: the place where they live, and others."""

from collections.abc import Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from firststop.jobseekers.services import MOST_PLACES
from firststop.taxonomy.queries import PlaceField, places_known


class PlacesForm(forms.Form):
    """The place where somebody lives, and up to four others, each by its name."""

    place = PlaceField(label=_("Where do you live?"), help_text=_("Town or village."), required=False)

    def ask_places(self, home: str | None, others: Sequence[str]) -> None:
        """Ask for the other places too, and show what was answered before, by code."""
        known = places_known([*([home] if home else []), *others])
        for at, label in enumerate(_LABELS):
            self.fields[_other(at)] = PlaceField(label=label, required=False)
        self.initial["place"] = home if home in known else ""
        self.initial.update({_other(at): code for at, code in enumerate(others) if code in known})

    def other_places(self) -> list[BoundField]:
        """Return the questions for other places."""
        return [self[_other(at)] for at in range(len(_LABELS))]

    def names_other_places(self) -> bool:
        """Whether one of them holds something, or went wrong."""
        return any(question.value() or question.errors for question in self.other_places())

    def clean_place(self) -> str | None:
        """Return the code of the place; none for an empty one."""
        return self.cleaned_data["place"] or None

    def more_places(self) -> tuple[str, ...]:
        """Return the codes of the other places."""
        return tuple(code for at in range(len(_LABELS)) if (code := self.cleaned_data[_other(at)]))


_LABELS = (_("Second place"), _("Third place"), _("Fourth place"), _("Fifth place"))
assert len(_LABELS) == MOST_PLACES - 1


def _other(at: int) -> str:
    return f"place_{at + 2}"
