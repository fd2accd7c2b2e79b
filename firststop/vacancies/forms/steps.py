"""What every step of writing a vacancy does with its part of the record."""

from typing import Any, ClassVar

from django import forms
from pydantic import ValidationError

from firststop.core.refusals import Problem
from firststop.vacancies.schemas import VacancyIn, problems_from

#: Stands for the title where a step without one is checked.
SOME_TITLE = "Work"


class StepForm(forms.Form):
    """One step. `record` returns what it adds to the vacancy record; the record's own rules are checked with it.

    What is taken out again is None, so that nothing of an earlier answer stays in the draft.
    """

    language: str = "en"
    #: Field of the form for a field of the record, where they differ.
    fields_of: ClassVar[dict[str, str]] = {}

    def record(self) -> dict[str, Any]:
        """Return the part of the record that this step holds."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Check the part by the record's own rules, so that an error has the same words as by every other door."""
        super().clean()
        if not self.errors:
            try:
                VacancyIn.model_validate({"title": SOME_TITLE, **self.record()})
            except ValidationError as wrong:
                self.tell(problems_from(wrong))
        return self.cleaned_data

    def tell(self, problems: list[Problem]) -> None:
        """Put problems of the record to the fields that they are about."""
        for problem in problems:
            self.add_error(self.field_for(problem), f"{problem.detail} {problem.hint}".strip())

    def field_for(self, problem: Problem) -> str | None:
        """Return the field that a problem is about; None for the whole step."""
        named = problem.pointer.split("/")[1] if problem.pointer else ""
        name = self.fields_of.get(named, named)
        return name if name in self.fields else None
