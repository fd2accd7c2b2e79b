"""Why the law lets an employer say what a rule of wording asks about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.vacancies.enums import GroundKind
from firststop.vacancies.rules.wording import Finding, Rule
from firststop.vacancies.rules.wording.facts import SHORTEST_GROUND


class GroundForm(forms.Form):
    """The ground for one rule; its prefix is the rule's name."""

    kind = forms.ChoiceField(
        label=_("Why does the law let you say this?"),
        choices=GroundKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    text = forms.CharField(
        label=_("Explain it"),
        help_text=_("One of us reads it before the vacancy is public."),
        min_length=SHORTEST_GROUND,
        max_length=1_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write your explanation.")},
    )
    rule: Rule


def ground_forms(
    rules: dict[str, Rule], kept: list[dict[str, Any]], data: dict[str, Any] | None = None
) -> list[GroundForm]:
    """Return a form for each rule that a stated ground lifts; `kept` are the grounds of the draft."""
    known = {ground["rule"]: ground for ground in kept}
    forms_ = []
    for name, rule in rules.items():
        form = GroundForm(data, prefix=name.rpartition(".")[2], initial=known.get(name))
        form.rule = rule
        forms_.append(form)
    return forms_


def liftable(findings: list[Finding], rules: dict[str, Rule]) -> dict[str, Rule]:
    """Return the rules among findings that a lawful ground lifts, each once."""
    return {found.rule: rules[found.rule] for found in findings if rules[found.rule].may_be_lawful}
