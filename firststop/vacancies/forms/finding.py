"""The search form: what an address of the search page means."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.html import strip_tags
from django.utils.text import format_lazy
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from firststop.core.folding import fold
from firststop.core.parameters import refuse_unknown
from firststop.core.templatetags.pieces import currency_word, money_words
from firststop.core.written import AmountField, WholeField
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import NamedPlace, concepts_named, names_of, places_meant, suggest, told_apart
from firststop.vacancies.enums import Contract, Housing, ProtectedGroup, Remote, Schedule, TimeBand
from firststop.vacancies.search import FURTHEST_KM, LONGEST_TEXT, Circle, Group, Query, Sort

#: Kilometres around a place when nothing is said; a region is searched as a whole.
USUAL_KM = 30
HIGHEST_PAY = 999_999_999
PAGE = 10
SORTS = [
    (Sort.RELEVANCE, _("Best match")),
    (Sort.DATE, _("Newest first")),
    (Sort.PAY, _("Highest pay first")),
    (Sort.DISTANCE, _("Nearest first")),
]
#: Days of the choices of "posted"; an address may name any other number of days, and minutes.
POSTED = {1: _("Last 24 hours"), 3: _("Last 3 days"), 7: _("Last 7 days"), 30: _("Last 30 days")}
MOST_DAYS, MOST_MINUTES, MOST_SKILLS = 365, 525_600, 10
_LAST_DAYS = ngettext_lazy("Last %(n)d day", "Last %(n)d days", "n")
_LAST_MINUTES = ngettext_lazy("Last %(n)d minute", "Last %(n)d minutes", "n")
DISTANCES = [
    ("10", _("10 km around")),
    ("30", _("30 km around")),
    ("60", _("60 km around")),
    ("150", _("150 km around")),
]
_GROUPS = {
    "contract": Group.CONTRACT,
    "schedule": Group.SCHEDULE,
    "time_band": Group.TIME_BAND,
    "remote": Group.REMOTE,
    "housing": Group.HOUSING,
    "experience": Group.EXPERIENCE,
    "group": Group.PROTECTED,
    "quota": Group.QUOTA,
    "skill": Group.SKILL,
    "occupation": Group.OCCUPATION,
}


class _PercentField(WholeField):
    def __init__(self, label: Any) -> None:
        bounds = dict.fromkeys(("min_value", "max_value"), _("Write hours from 0 to 100 percent."))
        super().__init__(label=label, required=False, min_value=0, max_value=100, error_messages=bounds)


class _SkillsField(forms.Field):
    """Several skills, each by its id or by a name that somebody typed."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        """Return what was given, each once."""
        return list(dict.fromkeys(text for given in value or () if (text := " ".join(given.split()))))


class SearchForm(forms.Form):
    """Every parameter that the search page knows.

    `skills` are names of skills by id, of which the form then asks nobody. `unread_skill` is a skill that was typed
    and is not known, to be shown again.
    """

    q = forms.CharField(label=_("What work?"), required=False, max_length=LONGEST_TEXT)
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    km = forms.TypedChoiceField(
        label=_("Distance"), required=False, choices=[("", _("As usual")), *DISTANCES], coerce=int, empty_value=None
    )
    posted = forms.TypedChoiceField(
        label=_("Posted"), required=False, choices=[("", _("Any time")), *POSTED.items()], coerce=int, empty_value=None
    )
    minutes = WholeField(
        label=_("Posted"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Write minutes from 1 to 525600.")),
    )
    pay_from = AmountField(
        label=format_lazy(_("Pay from, {currency} a month"), currency=lazy(currency_word, str)()),
        required=False,
        min_value=0,
        max_value=HIGHEST_PAY,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Write an amount from 0 to 999999999.")),
    )
    unknown_pay = forms.ChoiceField(required=False, choices=[("keep", _("Keep")), ("drop", _("Leave out"))])
    contract = forms.MultipleChoiceField(label=_("Contract"), required=False, choices=Contract.choices)
    schedule = forms.MultipleChoiceField(label=_("Hours"), required=False, choices=Schedule.choices)
    time_band = forms.MultipleChoiceField(label=_("Full time or part time"), required=False, choices=TimeBand.choices)
    hours_from = _PercentField(label=_("Hours from, in percent of full time"))
    hours_to = _PercentField(label=_("Hours up to, in percent of full time"))
    remote = forms.MultipleChoiceField(label=_("Remote work"), required=False, choices=Remote.choices)
    housing = forms.MultipleChoiceField(label=_("Housing"), required=False, choices=Housing.choices)
    experience = forms.MultipleChoiceField(
        label=_("Experience"), required=False, choices=[("none", _("No experience needed"))]
    )
    quota = forms.MultipleChoiceField(
        label=_("Kept by a quota"), required=False, choices=[("yes", ProtectedGroup.DISABILITY.label)]
    )
    group = forms.MultipleChoiceField(label=_("Kept for"), required=False, choices=ProtectedGroup.choices)
    occupation = forms.UUIDField(required=False)
    skill = _SkillsField(label=_("Skill"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=SORTS)
    after = forms.CharField(required=False, max_length=400)

    def __init__(self, given: QueryDict, skills: Mapping[uuid.UUID, str] | None = None) -> None:
        super().__init__(given)
        self.given, self._skills, self.unread_skill = given, skills, ""
        days = given.get("posted", "")
        if _is_number(days, MOST_DAYS) and int(days) not in POSTED:
            choices: Any = self.fields["posted"]
            choices.choices = [*choices.choices, (days, _LAST_DAYS % {"n": int(days)})]

    def clean(self) -> dict[str, Any]:
        """Refuse a value that is given twice where one is meant: nobody can tell which counts."""
        super().clean()
        for name, values in self.given.lists():
            if name in self.fields and len(values) > 1 and not isinstance(self.fields[name], _SEVERAL):
                self.add_error(name, _("This is asked twice. Leave one of them out."))
        least, most = self.cleaned_data.get("hours_from"), self.cleaned_data.get("hours_to")
        if least is not None and most is not None and least > most:
            self.add_error("hours_from", _("Write hours from 0 to 100 percent, the smaller number first."))
            del self.cleaned_data["hours_to"]
        return self.cleaned_data

    def clean_skill(self) -> dict[uuid.UUID, str]:
        """Return the names of the skills by id; refuses one that is not known."""
        said: list[str] = self.cleaned_data["skill"]
        if len(said) > MOST_SKILLS:
            raise forms.ValidationError(_("Choose at most 10 skills."))
        keys = {text: key for text in said if (key := _key(text)) is not None}
        names = names_of(keys.values(), get_language() or "en") if keys and self._skills is None else self._skills or {}
        found: dict[uuid.UUID, str] = {}
        for text in said:
            known = _skill_named(text) if text not in keys else (keys[text], names.get(keys[text], ""))
            if known is None or not known[1]:
                self.unread_skill = text
                raise forms.ValidationError(_("We do not know this skill. Choose the nearest from the list."))
            found[known[0]] = known[1]
        return found

    def told(self, name: str, value: Any) -> str:
        """Return a chosen value of a parameter in words, as they stand alone."""
        if name == "minutes":
            return str(_LAST_MINUTES % {"n": int(value)})
        if name == "pay_from":
            return strip_tags(money_words(None, Decimal(value), None, "", "month"))
        if name == "unknown_pay":
            return _now("only where pay is stated")
        choices = getattr(self.fields[name], "choices", ())
        return {str(key): str(label) for key, label in choices}.get(str(value), str(value))

    def refuse_unknown(self, given: QueryDict) -> None:
        """Refuse parameters that the page does not know, with the nearest name."""
        refuse_unknown(given, self.fields)


_SEVERAL = (forms.MultipleChoiceField, _SkillsField)


def hours_told(least: int | str | None, most: int | str | None) -> str:
    """Return a range of hours in words; one end may be open."""
    if most is None:
        return _now("from %(least)s percent of full time") % {"least": least}
    if least is None:
        return _now("up to %(most)s percent of full time") % {"most": most}
    return _now("%(least)s to %(most)s percent of full time") % {"least": least, "most": most}


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was asked: the query, the place it was read as, and others of that name, each as it is told.

    `km_unused` says that a distance was asked for, or the nearest first, and no town to count it from.
    """

    query: Query
    place: NamedPlace | None
    others: tuple[tuple[NamedPlace, str], ...]
    place_unknown: bool
    km_unused: bool


def asked(values: Mapping[str, Any], language: str, known: Mapping[str, NamedPlace] | None = None) -> Asked:
    """Return the search that cleaned form values ask for; `known` places, by code, need not be looked up."""
    said = values.get("place") or ""
    place, others = (known[said], ()) if known and said in known else _place(said, language)
    km = values.get("km")
    filters: dict[Group, list[str]] = {}
    for name, group in _GROUPS.items():
        value = values.get(name)
        if value:
            filters[group] = [str(value)] if name == "occupation" else [str(each) for each in value]
    near = None
    if place is not None and place.lat is not None and place.lon is not None and place.kind == "settlement":
        near = Circle(place.lat, place.lon, min(km or USUAL_KM, FURTHEST_KM))
    elif place is not None:
        filters[Group.PLACE] = [place.code]
    sort = Sort(values.get("sort") or Sort.RELEVANCE)
    query = Query(
        text=values.get("q") or "",
        filters=filters,
        near=near,
        pay_from=values.get("pay_from") or None,
        keep_unknown_pay=values.get("unknown_pay") != "drop",
        hours=_hours(values.get("hours_from"), values.get("hours_to")),
        posted_within=_posted_within(values.get("posted"), values.get("minutes")),
        sort=Sort.RELEVANCE if sort is Sort.DISTANCE and near is None else sort,
        size=PAGE,
        cursor=values.get("after") or "",
    )
    unknown = bool(values.get("place")) and place is None
    counts = bool(km) or sort is Sort.DISTANCE
    return Asked(query, place, others, unknown, km_unused=counts and near is None and not unknown)


def _hours(least: int | None, most: int | None) -> tuple[int, int] | None:
    return None if least is None and most is None else (least or 0, 100 if most is None else most)


def _posted_within(days: int | None, minutes: int | None) -> timedelta | None:
    spans = [timedelta(days=days)] if days else []
    spans += [timedelta(minutes=minutes)] if minutes else []
    return min(spans, default=None)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _skill_named(text: str) -> tuple[uuid.UUID, str] | None:
    """Return the skill that is called so in any language, else the nearest in the reader's."""
    language, folded = get_language() or "en", fold(text)
    found = concepts_named([folded], ConceptKind.SKILL, language).get(folded) or suggest(
        text, ConceptKind.SKILL, language, limit=1
    )
    return (found[0].id, found[0].name) if found else None


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and 0 < int(text) <= most


def _place(text: str, language: str) -> tuple[NamedPlace | None, tuple[tuple[NamedPlace, str], ...]]:
    found = told_apart(places_meant(text, language)) if text else []
    return (found[0][0], tuple(found[1:])) if found else (None, ())
