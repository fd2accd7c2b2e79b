"""The steps of writing a vacancy; each gives a part of the vacancy record."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from firststop.core.country import load_pack
from firststop.core.refusals import Problem
from firststop.core.written import AmountField, WholeField
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import PlaceField, concept, suggest
from firststop.vacancies.enums import (
    ApplyKind,
    Contract,
    Housing,
    PayKind,
    PayPeriod,
    ProtectedGroup,
    Remote,
)
from firststop.vacancies.forms.asking import ApplyStep
from firststop.vacancies.forms.steps import StepForm
from firststop.vacancies.forms.timing import TimesStep
from firststop.vacancies.rules.kept_for import group_words
from firststop.vacancies.schemas.texts import paragraphs

LANGUAGES = [("ru", _("Russian")), ("ky", _("Kyrgyz")), ("en", _("English"))]


class WorkStep(StepForm):
    """What the work is."""

    fields_of: ClassVar[dict[str, str]] = {"occupation": "occupation_name", "language": "text_language"}

    title = forms.CharField(
        label=_("What do you call this work?"),
        help_text=_("As people search for it, for example: seamstress."),
        max_length=255,
        error_messages={"required": _("Write what you call this work.")},
    )
    occupation_name = forms.CharField(
        label=_("Occupation"),
        help_text=_("Type and choose from the list. It helps people find you in every language."),
        max_length=200,
        error_messages={"required": _("Write the occupation.")},
    )
    text_language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=LANGUAGES,
        error_messages={"required": _("Choose the language that you write in.")},
    )
    description = forms.CharField(
        label=_("What will the person do?"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": _("Write what the person will do.")},
    )

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
    """Where, under which contract, and for whom the place is kept."""

    fields_of: ClassVar[dict[str, str]] = {"places": "place", "protected_groups": "other_group"}
    #: Disability has its own question; whoever means another group names it.
    GROUPS: ClassVar[dict[str, Any]] = {
        group.value: group.label
        for group in ProtectedGroup
        if group not in (ProtectedGroup.DISABILITY, ProtectedGroup.OTHER)
    }

    place = PlaceField(label=_("Where is the work?"), help_text=_("Town or village."), required=False)
    remote = forms.ChoiceField(
        label=_("Can it be done from elsewhere?"),
        help_text=_("Work that is remote altogether needs no place."),
        choices=[("", _("Not stated")), *Remote.choices],
        required=False,
    )
    openings = WholeField(
        label=_("How many people do you look for?"),
        min_value=1,
        max_value=10_000,
        initial=1,
        error_messages={"required": _("Write how many people you look for.")},
    )
    contract = forms.ChoiceField(
        label=_("Which contract do you offer?"),
        choices=Contract.choices,
        error_messages={"required": _("Choose the contract that you offer.")},
    )
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
    protected_groups = forms.MultipleChoiceField(
        label=_("For whom else is this place kept?"),
        help_text=_("Tick nothing if everybody can have it. People can search for it."),
        choices=list(GROUPS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_group = forms.CharField(
        label=_("Another group, in your words"),
        help_text=_("For example: parents of a child with a disability."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = {words: group_words(words) for words in self.initial.get("protected_groups") or ()}
        groups: Any = self.fields["protected_groups"]
        groups.choices = list((self.GROUPS | stated).items())
        more = list(self.initial.get("place_names", {}).items())
        if more:
            self.fields["other_places"] = forms.MultipleChoiceField(
                label=_("Where else is the work?"),
                help_text=_("Take the tick away where it is not any more."),
                choices=more,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def more_places(self) -> list[BoundField]:
        """Return the question about places beside the first, which an earlier ad may name."""
        return [self[name] for name in self.fields if name == "other_places"]

    def clean(self) -> dict[str, Any]:
        """Ask for a place, unless the work is done from anywhere."""
        if self.cleaned_data.get("place") == "" and self.cleaned_data.get("remote") != Remote.FULL:
            self.add_error("place", _("Say where the work is."))
        return super().clean()

    def record(self) -> dict[str, Any]:
        """Return places, remote work, openings, contract, housing, quota and groups."""
        return {
            "places": self._places() or None,
            "remote": self.cleaned_data["remote"] or None,
            "openings": self.cleaned_data["openings"],
            "contract": self.cleaned_data["contract"],
            "housing_type": self.cleaned_data["housing_type"] or None,
            "quota": self.cleaned_data["quota"] or None,
            "protected_groups": self._groups() or None,
        }

    def _groups(self) -> list[str]:
        other = " ".join(self.cleaned_data["other_group"].split())
        return list(dict.fromkeys([*self.cleaned_data["protected_groups"], *([other] if other else [])]))

    def _places(self) -> list[dict[str, Any]]:
        """Return the places by code; one that was there keeps what is known of it, such as its street."""
        stated = self.initial.get("places") or []
        others = {place_key(place): place for place in stated[1:]}
        places = [others[key] for key in self.cleaned_data.get("other_places", ())]
        if code := self.cleaned_data["place"]:
            first = next((place for place in stated if place.get("code") == code), {"code": code})
            places = [first, *(place for place in places if place is not first)]
        return places


def place_key(place: Mapping[str, Any]) -> str:
    """Return what names a place among those of an ad: it may be at two streets of one town."""
    return f"{place.get('code')}/{place.get('address', '')}"


class PayStep(StepForm):
    """What is paid."""

    pay_kind = forms.ChoiceField(
        label=_("What can you say about pay?"),
        choices=[(kind.value, kind.label) for kind in PayKind if kind is not PayKind.BY_AGREEMENT_TEXT],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you can say about pay.")},
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
        return {
            "apply_channels": [self._channel(kind) for kind in self._chosen()],
            "contacts": self._contacts() or None,
        }

    def _contacts(self) -> list[dict[str, str]]:
        """Return whom to ask; with the first one goes whoever else was named."""
        asked = {"name": self.cleaned_data.get("contact_name"), "phone": self.cleaned_data.get("contact_phone")}
        if not any(asked.values()):
            return []
        kept = self.initial.get("contacts") or [{}]
        first = {name: said for name, said in {**kept[0], **asked}.items() if said}
        return [first, *kept[1:]]

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
    "times": TimesStep,
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
