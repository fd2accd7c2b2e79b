"""What is asked of a person. What a vacancy asks beyond our own choices stands among them, so that it can be taken out.

An earlier ad may have come by a table, the API or a pasted text, and knows skills, licences and languages that this
form does not offer.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from firststop.taxonomy.enums import Education, Licence
from firststop.taxonomy.queries import names_of, skills_of
from firststop.vacancies.demands import experience_words, language_words
from firststop.vacancies.enums import Cefr
from firststop.vacancies.forms.steps import StepForm

#: Stands for an answer that an earlier ad states in words alone.
STATED = "stated"
_EXPERIENCE = {"0": _("None needed"), "12": _("From 1 year"), "36": _("From 3 years"), "60": _("From 5 years")}
_EDUCATION = {"": pgettext_lazy("education", "Not stated"), "0": _("Any education will do")} | {
    str(level.value): level.label for level in Education if level is not Education.EARLY
}


class ApplyStep(StepForm):
    """What is asked. A skill that is ticked as needed and as good to have is needed."""

    fields_of: ClassVar[dict[str, str]] = {"education_text": "education"}

    skills = forms.MultipleChoiceField(
        label=_("Which skills does the person need?"),
        help_text=_("Usual in this occupation. Tick what matters to you."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nice_skills = forms.MultipleChoiceField(
        label=_("Which skills are good to have?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    experience_months = forms.ChoiceField(label=_("How much experience?"), required=False)
    education = forms.ChoiceField(
        label=_("Which education?"),
        help_text=_("Ask only for what the work really needs. More people can apply then."),
        required=False,
    )
    experience_replaces_education = forms.BooleanField(
        label=_("Experience can take the place of education"), required=False
    )
    licences = forms.MultipleChoiceField(
        label=_("Which driving licences does the person need?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("experience_months", _EXPERIENCE | _other_experience(self.initial))
        self._choose("education", _EDUCATION | _other_education(self.initial))
        others = {code: code for code in self.initial.get("licences") or () if code not in Licence.values}
        self._choose("licences", dict(Licence.choices) | others)
        for code, name in settings.LANGUAGES:
            levels = [("", _("Not asked for")), *Cefr.choices]
            self.fields[f"language_{code}"] = forms.ChoiceField(label=name, choices=levels, required=False)
        more = _split(self.initial.get("languages"))[1]
        if more:
            self.fields["other_languages"] = forms.MultipleChoiceField(
                label=_("What else the vacancy says of languages"),
                help_text=_("Take the tick away from what you do not ask for."),
                choices=[(key, language_words(asked)) for key, asked in more.items()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def languages(self) -> list[BoundField]:
        """Return the questions how well one has to know each language, and what else the vacancy says of languages."""
        return [self[name] for name in self.fields if name.startswith("language_") or name == "other_languages"]

    def offer(self, usual: Iterable[tuple[str, str]]) -> None:
        """Offer the usual skills of the occupation, and with them what the vacancy asks for already."""
        offered = dict(usual)
        kept = [skill for key, skill in self._kept_skills().items() if key not in offered]
        names = names_of([uuid.UUID(skill["id"]) for skill in kept if skill.get("id")], self.language) if kept else {}
        for skill in kept:
            found = names.get(uuid.UUID(skill["id"])) if skill.get("id") else None
            offered[_key(skill)] = found or skill.get("name") or _key(skill)
        for name in ("skills", "nice_skills"):
            self._choose(name, offered)

    def record(self) -> dict[str, Any]:
        """Return skills, experience, education, licences and languages."""
        said = self.cleaned_data
        needs = dict.fromkeys(said["nice_skills"], False) | dict.fromkeys(said["skills"], True)
        kept = self._kept_skills()
        return {
            "skills": [_needed(kept.get(key, {"id": key, "must": must}), must=must) for key, must in needs.items()],
            **self._experience(),
            **self._education(),
            "licences": said["licences"] or None,
            "languages": self._languages() or None,
        }

    def _choose(self, name: str, choices: Mapping[str, Any]) -> None:
        self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]

    def _kept_skills(self) -> dict[str, dict[str, Any]]:
        return {_key(skill): skill for skill in self.initial.get("kept_skills") or ()}

    def _experience(self) -> dict[str, Any]:
        said = self.cleaned_data["experience_months"]
        if said == STATED:
            return {"experience_months": None, "experience_required": True}
        return {"experience_months": int(said or 0), "experience_required": None}

    def _education(self) -> dict[str, Any]:
        said, text = self.cleaned_data["education"], self.initial.get("education_text")
        level = int(said) if said and said != STATED else None
        return {
            "education": level,
            # The words of an earlier ad stay with the answer that they belong to.
            "education_text": text if said and said == self.initial.get("education") else None,
            "experience_replaces_education": (self.cleaned_data["experience_replaces_education"] and bool(said))
            or None,
        }

    def _languages(self) -> list[dict[str, Any]]:
        ours, others = _split(self.initial.get("languages"))
        levels = {code: self.cleaned_data[f"language_{code}"] for code, _name in settings.LANGUAGES}
        asked = [
            ours[code] if ours.get(code, {}).get("cefr") == level else {"code": code, "cefr": level, "must": True}
            for code, level in levels.items()
            if level
        ]
        return [*asked, *(others[key] for key in self.cleaned_data.get("other_languages", ()))]


def shown_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the step shows of a draft."""
    skills = values.get("skills") or []
    ours, others = _split(values.get("languages"))
    months, level = values.get("experience_months"), values.get("education")
    return {
        "kept_skills": skills,
        "skills": [_key(skill) for skill in skills if skill.get("must")],
        "nice_skills": [_key(skill) for skill in skills if not skill.get("must")],
        "experience_months": STATED if months is None and values.get("experience_required") else months,
        "education": (STATED if values.get("education_text") else "") if level is None else str(level),
        "other_languages": list(others),
        **{f"language_{code}": asked["cefr"] for code, asked in ours.items()},
    }


def usual_skills(values: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return the skills that are usual in the occupation of a draft, with their names."""
    if not values.get("occupation"):
        return []
    return [(str(skill.id), skill.name) for skill in skills_of(uuid.UUID(values["occupation"]), language)]


def _key(skill: Mapping[str, Any]) -> str:
    return str(skill.get("id") or skill["name"])


def _needed(skill: dict[str, Any], *, must: bool) -> dict[str, Any]:
    """Return a skill as it was, where the answer says the same of it: nobody may have said whether it is a must."""
    return skill if bool(skill.get("must")) == must else {**skill, "must": must}


def _other_experience(initial: Mapping[str, Any]) -> dict[str, str]:
    said = initial.get("experience_months")
    if said == STATED:
        return {STATED: experience_words({"experience_required": True})}
    return (
        {} if said is None or str(said) in _EXPERIENCE else {str(said): experience_words({"experience_months": said})}
    )


def _other_education(initial: Mapping[str, Any]) -> dict[str, str]:
    return {STATED: initial["education_text"]} if initial.get("education") == STATED else {}


def _split(languages: Iterable[dict[str, Any]] | None) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the languages that a question of ours holds whole, by code, and the others, each by a key that stays."""
    ours: dict[str, dict[str, Any]] = {}
    others: dict[str, dict[str, Any]] = {}
    for asked in languages or ():
        code, level = asked.get("code"), asked.get("cefr")
        if code in dict(settings.LANGUAGES) and code not in ours and level and asked.get("must") is not False:
            ours[code] = asked
        else:
            others["/".join(part for part in (code, asked.get("name"), level) if part)] = asked
    return ours, others
