"""What somebody can do: proposals of a CV to tick or leave, and what one types."""

import uuid
from collections.abc import Collection, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from firststop.jobseekers.enums import Practice
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import suggest


class ProposalsForm(forms.Form):
    """What a CV proposes. Only what was proposed can be accepted."""

    skills = forms.MultipleChoiceField(
        label=_("Can you do this?"),
        help_text=_("Leave out what is not yours."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wanted = forms.MultipleChoiceField(
        label=_("Which of this work do you want?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        skills: Mapping[uuid.UUID, str],
        occupations: Mapping[uuid.UUID, str],
        sure: Collection[uuid.UUID] = (),
        known: Mapping[uuid.UUID, tuple[bool, int]] | None = None,
    ) -> None:
        """Offer what was found; `known` is what the profile says of occupations already: (wanted, months practised)."""
        self.occupations, self.known = occupations, known or {}
        super().__init__(data, initial={"skills": [str(key) for key in sure], **self._known_answers()})
        self._choose("skills", skills)
        self._choose("wanted", occupations)
        for key, name in occupations.items():
            self.fields[f"months_{key.hex}"] = forms.TypedChoiceField(
                label=name, choices=Practice.choices, coerce=int, required=False, empty_value=None
            )

    def _choose(self, field: str, names: Mapping[uuid.UUID, str]) -> None:
        chosen = self.fields[field]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(str(key), name) for key, name in names.items()]

    def _known_answers(self) -> dict[str, object]:
        wanted = [str(key) for key, (wants, _months) in self.known.items() if wants]
        bands = {f"months_{key.hex}": Practice.of(months) for key, (_wants, months) in self.known.items()}
        return {"wanted": wanted, **bands}

    def practice(self) -> list[BoundField]:
        """Return the questions how long one did each work."""
        return [self[f"months_{key.hex}"] for key in self.occupations]

    def accepted_skills(self) -> list[uuid.UUID]:
        """Return the skills that were ticked."""
        return [uuid.UUID(key) for key in self.cleaned_data["skills"]]

    def accepted_occupations(self) -> list[tuple[uuid.UUID, bool, int]]:
        """Return the occupations that are wanted or were practised, with months, and those that were so until now."""
        wanted = set(self.cleaned_data["wanted"])
        said = [(key, str(key) in wanted, self._months(key)) for key in self.occupations]
        return [(key, wants, months) for key, wants, months in said if wants or months or key in self.known]

    def _months(self, key: uuid.UUID) -> int:
        """Return the months of the band that was chosen; what the profile says already, where its band was left."""
        band, (_wants, months) = self.cleaned_data[f"months_{key.hex}"], self.known.get(key, (False, 0))
        return months if band in (None, Practice.of(months)) else int(band)


class _TypedForm(forms.Form):
    """A concept that one types; the nearest in the list is meant."""

    language: str = "en"
    kind: ConceptKind

    def find(self, typed: str) -> uuid.UUID:
        """Return the concept that was typed; the first of the list where none is written the same."""
        found = suggest(typed, self.kind, self.language)
        if not found:
            raise forms.ValidationError(_("We do not know this word. Choose the nearest from the list."))
        return next((each.id for each in found if typed.casefold() in (each.name.casefold(), each.matched.casefold())),
                    found[0].id)  # fmt: skip


class WorkForm(_TypedForm):
    """A work that one wants or did."""

    kind = ConceptKind.OCCUPATION
    work = forms.CharField(
        label=_("Which work?"),
        help_text=_("Type and choose, for example: welder."),
        max_length=200,
        error_messages={"required": _("Write which work it is.")},
    )
    wanted = forms.BooleanField(label=_("I want this work"), required=False, initial=True)
    months = forms.TypedChoiceField(
        label=_("How long did you do it?"),
        choices=Practice.choices,
        coerce=int,
        error_messages={"required": _("Choose how long you did it.")},
    )

    def clean_work(self) -> uuid.UUID:
        """Return the occupation."""
        return self.find(self.cleaned_data["work"])


class SkillForm(_TypedForm):
    """A skill that one has."""

    kind = ConceptKind.SKILL
    skill = forms.CharField(
        label=_("Which skill?"),
        help_text=_("Type and choose from the list."),
        max_length=200,
        error_messages={"required": _("Write which skill it is.")},
    )

    def clean_skill(self) -> uuid.UUID:
        """Return the skill."""
        return self.find(self.cleaned_data["skill"])
