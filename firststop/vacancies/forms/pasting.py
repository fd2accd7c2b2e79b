"""Pasting an ad: its text, then what was read from it, to take or leave."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firststop.core.country import load_pack
from firststop.core.templatetags.pieces import money_words
from firststop.vacancies.enums import PayKind, PayPeriod
from firststop.vacancies.forms.writing import LANGUAGES
from firststop.vacancies.pasting import Proposals
from firststop.vacancies.rules.pasted import FoundPay
from firststop.vacancies.schemas.texts import paragraphs


class PasteForm(forms.Form):
    """The text of an ad that exists already."""

    text = forms.CharField(
        label=gettext_lazy("The text of your ad"),
        help_text=gettext_lazy("Copy it whole from wherever it stands: a page, a message, a document."),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": gettext_lazy("Paste the text of your ad.")},
    )
    text_language = forms.ChoiceField(
        label=gettext_lazy("Which language is it in?"),
        choices=LANGUAGES,
        error_messages={"required": gettext_lazy("Choose the language of your ad.")},
    )

    def record(self) -> dict[str, Any]:
        """Return the part of the record that the text itself is."""
        return {
            "language": self.cleaned_data["text_language"],
            "description": paragraphs(self.cleaned_data["text"]),
        }


class TakeForm(forms.Form):
    """What was read, everything ticked. Only what was proposed can be taken."""

    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Take this over"),
        help_text=gettext_lazy("Leave out what is wrong. You can change everything in the next steps."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these skills do you ask for?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, proposals: Proposals) -> None:
        facts, skills = facts_of(proposals), [(str(skill.id), skill.name) for skill in proposals.skills]
        ticked = {"facts": [name for name, _label in facts], "skills": [key for key, _name in skills]}
        super().__init__(data, initial=ticked)
        self.proposals = proposals
        self.fields["facts"].choices = facts  # type: ignore[attr-defined]
        self.fields["skills"].choices = skills  # type: ignore[attr-defined]

    def record(self) -> dict[str, Any]:
        """Return the parts of the record that were taken."""
        taken, read = self.cleaned_data["facts"], self.proposals
        record: dict[str, Any] = {}
        if "title" in taken and read.title:
            record["title"] = _begun(read.title.text)
        if "occupation" in taken and read.occupation:
            record["occupation"] = str(read.occupation.id)
        if "place" in taken and read.place:
            record["places"] = [{"code": read.place.place.code}]
        if "pay" in taken and read.pay:
            record |= _pay_of(read.pay)
        if self.cleaned_data["skills"]:
            record["skills"] = [{"id": key, "must": True} for key in self.cleaned_data["skills"]]
        return record


def facts_of(read: Proposals) -> list[tuple[str, str]]:
    """Return what can be taken, each as a line; pay only in the country's own currency, in which the form asks it."""
    facts = []
    if read.title:
        facts.append(("title", _("Title: %(value)s") % {"value": _begun(read.title.text)}))
    if read.occupation:
        facts.append(("occupation", _("Occupation: %(value)s") % {"value": read.occupation.name}))
    if read.place:
        facts.append(("place", _("Place: %(value)s") % {"value": read.place.place.full_name}))
    if read.pay and is_own_currency(read.pay):
        facts.append(("pay", _("Pay: %(value)s") % {"value": pay_words(read.pay)}))
    return facts


def is_own_currency(pay: FoundPay) -> bool:
    """Whether pay is stated in the country's currency, or in none."""
    return pay.currency in (None, load_pack(settings.COUNTRY).currency.code)


def pay_words(pay: FoundPay) -> str:
    """Return pay as it would stand in the vacancy."""
    period = str((pay.period or PayPeriod.MONTH).value)
    return strip_tags(money_words(None, pay.pay.low, pay.pay.high, pay.currency or "", period))


def _pay_of(pay: FoundPay) -> dict[str, Any]:
    kind = pay.pay.kind or PayKind.EXACT
    return {
        "pay_kind": kind.value,
        "pay_min": str(pay.pay.low) if pay.pay.low is not None else None,
        "pay_max": str(pay.pay.high) if pay.pay.high is not None and kind is not PayKind.EXACT else None,
        "pay_currency": load_pack(settings.COUNTRY).currency.code,
        "pay_period": (pay.period or PayPeriod.MONTH).value,
    }


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
