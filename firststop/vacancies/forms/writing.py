"""The steps of writing a vacancy; each gives a part of the vacancy record."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from firststop.core.country import load_pack
from firststop.core.refusals import Problem
from firststop.core.written import AmountField, WholeField
from firststop.taxonomy.enums import ConceptKind, Licence
from firststop.taxonomy.queries import concept, places, suggest, suggest_places
from firststop.vacancies.enums import (
    ApplyKind,
    Cefr,
    Contract,
    Housing,
    PayKind,
    PayPeriod,
    Remote,
    Schedule,
)
from firststop.vacancies.schemas import VacancyIn, problems_from
from firststop.vacancies.schemas.texts import paragraphs

#: Stands for the title where a step without one is checked.
SOME_TITLE = "Work"
LANGUAGES = [("ru", _("Russian")), ("ky", _("Kyrgyz")), ("en", _("English"))]


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


class WorkStep(StepForm):
    """What the work is."""

    fields_of: ClassVar[dict[str, str]] = {"occupation": "occupation_name", "language": "text_language"}

    title = forms.CharField(
        label=_("What do you call this work?"),
        help_text=_("As people search for it, for example: seamstress."),
        max_length=255,
    )
    occupation_name = forms.CharField(
        label=_("Occupation"),
        help_text=_("Type and choose from the list. It helps people find you in every language."),
        max_length=200,
    )
    text_language = forms.ChoiceField(label=_("Which language do you write in?"), choices=LANGUAGES)
    description = forms.CharField(label=_("What will the person do?"), widget=forms.Textarea, max_length=20_000)

    def clean_occupation_name(self) -> str:
        """Find the occupation that the typed name means."""
        typed: str = self.cleaned_data["occupation_name"]
        found = suggest(typed, ConceptKind.OCCUPATION, self.language)
        if not found:
            raise forms.ValidationError(_("We do not know this occupation. Choose the nearest from the list."))
        self.occupation: uuid.UUID = found[0].id
        return found[0].name

    def record(self) -> dict[str, Any]:
        """Return title, occupation, language and description."""
        return {
            "title": self.cleaned_data["title"],
            "occupation": str(self.occupation),
            "language": self.cleaned_data["text_language"],
            "description": paragraphs(self.cleaned_data["description"]),
        }


class TermsStep(StepForm):
    """Where, how long, under which contract."""

    fields_of: ClassVar[dict[str, str]] = {"places": "place"}

    place = forms.CharField(
        label=_("Where is the work?"), help_text=_("Town or village."), required=False, max_length=120
    )
    remote = forms.ChoiceField(
        label=_("Can it be done from elsewhere?"),
        help_text=_("Work that is remote altogether needs no place."),
        choices=[("", _("Not stated")), *Remote.choices],
        required=False,
    )
    openings = WholeField(label=_("How many people do you look for?"), min_value=1, max_value=10_000, initial=1)
    schedule = forms.ChoiceField(label=_("How do the hours lie?"), choices=Schedule.choices, widget=forms.RadioSelect)
    contract = forms.ChoiceField(label=_("Which contract do you offer?"), choices=Contract.choices)
    housing_type = forms.ChoiceField(
        label=_("Is there housing with the job?"),
        choices=[("", _("Not stated")), *Housing.choices],
        required=False,
    )
    quota = forms.BooleanField(
        label=_("This place is kept for people with a disability"),
        help_text=_("A quota post. People can search for it."),
        required=False,
    )

    def clean_place(self) -> str:
        """Find the place that the typed name means."""
        typed: str = self.cleaned_data["place"]
        if not typed:
            return ""
        found = list(places([typed], self.language).values()) or suggest_places(typed, self.language)
        if not found:
            raise forms.ValidationError(_("We do not know this place. Choose the nearest town."))
        self.chosen_place = found[0]
        return found[0].name

    def clean(self) -> dict[str, Any]:
        """Ask for a place, unless the work is done from anywhere."""
        if self.cleaned_data.get("place") == "" and self.cleaned_data.get("remote") != Remote.FULL:
            self.add_error("place", _("Say where the work is."))
        return super().clean()

    def record(self) -> dict[str, Any]:
        """Return places, remote work, openings, schedule, contract, housing and quota."""
        return {
            "places": [{"code": self.chosen_place.code}] if self.cleaned_data["place"] else None,
            "remote": self.cleaned_data["remote"] or None,
            "openings": self.cleaned_data["openings"],
            "schedule": self.cleaned_data["schedule"],
            "contract": self.cleaned_data["contract"],
            "housing_type": self.cleaned_data["housing_type"] or None,
            "quota": self.cleaned_data["quota"] or None,
        }


class PayStep(StepForm):
    """What is paid."""

    pay_kind = forms.ChoiceField(
        label=_("What can you say about pay?"),
        choices=[(kind.value, kind.label) for kind in PayKind if kind is not PayKind.BY_AGREEMENT_TEXT],
        widget=forms.RadioSelect,
    )
    pay_min = AmountField(label=_("From, or exactly"), required=False, min_value=1, max_digits=12, decimal_places=2)
    pay_max = AmountField(label=_("Up to"), required=False, min_value=1, max_digits=12, decimal_places=2)
    pay_period = forms.TypedChoiceField(
        label=_("For"), choices=PayPeriod.choices, initial=PayPeriod.MONTH, required=False, empty_value=PayPeriod.MONTH
    )

    def record(self) -> dict[str, Any]:
        """Return kind, bounds, currency and period; nothing but the kind where pay is negotiable."""
        kind = PayKind(self.cleaned_data["pay_kind"])
        low, high = self.cleaned_data.get("pay_min"), self.cleaned_data.get("pay_max")
        if kind is PayKind.NEGOTIABLE:
            return {"pay_kind": kind.value, "pay_min": None, "pay_max": None}
        if kind in (PayKind.EXACT, PayKind.FROM, PayKind.RANGE) and low is None:
            self.add_error("pay_min", _("Write the amount."))
        if kind in (PayKind.TO, PayKind.RANGE) and high is None:
            self.add_error("pay_max", _("Write the amount."))
        keep_low, keep_high = kind is not PayKind.TO, kind in (PayKind.TO, PayKind.RANGE)
        return {
            "pay_kind": kind.value,
            "pay_min": str(low) if low is not None and keep_low else None,
            "pay_max": str(high) if high is not None and keep_high else None,
            "pay_currency": load_pack(settings.COUNTRY).currency.code,
            "pay_period": self.cleaned_data["pay_period"],
        }


class ApplyStep(StepForm):
    """What is asked. A skill that is ticked as needed and as good to have is needed."""

    skills = forms.MultipleChoiceField(
        label=_("Which skills does the person need?"),
        help_text=_("Usual in this occupation. Tick what matters to you."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nice_skills = forms.MultipleChoiceField(
        label=_("Which skills are good to have?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    experience_months = forms.TypedChoiceField(
        label=_("How much experience?"),
        choices=[
            ("0", _("None needed")),
            ("12", _("From 1 year")),
            ("36", _("From 3 years")),
            ("60", _("From 5 years")),
        ],
        coerce=int,
        required=False,
    )
    licences = forms.MultipleChoiceField(
        label=_("Which driving licences does the person need?"),
        choices=Licence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"language_{code}"] = forms.ChoiceField(
                label=name, choices=[("", _("Not asked for")), *Cefr.choices], required=False
            )

    def languages(self) -> list[BoundField]:
        """Return the questions how well one has to know each language."""
        return [self[f"language_{code}"] for code, _name in settings.LANGUAGES]

    def offer(self, skills: list[tuple[str, str]]) -> None:
        """Offer the usual skills of the occupation."""
        for name in ("skills", "nice_skills"):
            self.fields[name].choices = skills  # type: ignore[attr-defined]

    def record(self) -> dict[str, Any]:
        """Return skills, experience, licences and languages."""
        said = self.cleaned_data
        needs = dict.fromkeys(said["nice_skills"], False) | dict.fromkeys(said["skills"], True)
        levels = {code: said[f"language_{code}"] for code, _name in settings.LANGUAGES}
        asked = [{"code": code, "cefr": level, "must": True} for code, level in levels.items() if level]
        return {
            "skills": [{"id": key, "must": need} for key, need in needs.items()],
            "experience_months": said["experience_months"] or 0,
            "licences": said["licences"] or None,
            "languages": asked or None,
        }


class WaysStep(StepForm):
    """How people apply, and whom they ask."""

    #: Field of the form for each way that needs a value.
    VALUES: ClassVar[dict[ApplyKind, str]] = {
        ApplyKind.URL: "apply_url",
        ApplyKind.EMAIL: "apply_email",
        ApplyKind.PHONE: "apply_phone",
        ApplyKind.POST: "apply_post",
        ApplyKind.IN_PERSON: "apply_in_person",
    }
    fields_of: ClassVar[dict[str, str]] = {"apply_channels": "ways", "contacts": "contact_phone"}

    ways = forms.MultipleChoiceField(
        label=_("How can people apply?"),
        choices=ApplyKind.choices,
        initial=[ApplyKind.IN_SYSTEM],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say how to apply.")},
    )
    apply_url = forms.CharField(
        label=_("Web address"), help_text=_("For example https://example.org/jobs"), required=False, max_length=2_000
    )
    apply_email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    apply_phone = forms.CharField(label=_("Phone number to apply"), required=False, max_length=40)
    apply_post = forms.CharField(label=_("Address for letters"), required=False, max_length=400)
    apply_in_person = forms.CharField(label=_("Where and when to come"), required=False, max_length=400)
    contact_name = forms.CharField(label=_("Whom can people ask?"), required=False, max_length=120)
    contact_phone = forms.CharField(label=_("Phone for questions"), required=False, max_length=40)

    def record(self) -> dict[str, Any]:
        """Return the ways to apply in the order of the list, and the contact."""
        contact = {"name": self.cleaned_data.get("contact_name"), "phone": self.cleaned_data.get("contact_phone")}
        return {
            "apply_channels": [self._channel(kind) for kind in self._chosen()],
            "contacts": [{name: said for name, said in contact.items() if said}] if any(contact.values()) else None,
        }

    def _chosen(self) -> list[ApplyKind]:
        return [kind for kind in ApplyKind if kind in self.cleaned_data["ways"]]

    def _channel(self, kind: ApplyKind) -> dict[str, str]:
        said = self.cleaned_data.get(self.VALUES.get(kind, ""), "")
        return {"kind": kind.value, **({"value": said} if said else {})}

    def field_for(self, problem: Problem) -> str | None:
        """Return the field of the way that a problem is about."""
        parts = problem.pointer.split("/")
        if parts[1:2] == ["apply_channels"] and len(parts) > 2:
            return self.VALUES.get(self._chosen()[int(parts[2])])
        return super().field_for(problem)


STEPS: dict[str, type[StepForm]] = {
    "work": WorkStep,
    "terms": TermsStep,
    "pay": PayStep,
    "apply": ApplyStep,
    "ways": WaysStep,
}


def asked_in(field: str) -> tuple[str, str] | None:
    """Return the step that asks for a field of the record, and its own field for it; None where no step does."""
    for step, form in STEPS.items():
        name = form.fields_of.get(field, field)
        if name in form.base_fields:
            return step, name
    return None


def concept_name(key: str | None, language: str) -> str:
    """Return the name of a concept that a draft holds."""
    found = concept(uuid.UUID(key), language) if key else None
    return found.name if found else ""
