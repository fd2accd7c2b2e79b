"""The search form: what an address of the search page means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from firststop.core.parameters import refuse_unknown
from firststop.core.written import AmountField
from firststop.taxonomy.queries import NamedPlace, places_meant, told_apart
from firststop.vacancies.enums import Contract, Housing, Remote, Schedule
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
POSTED = [("1", _("Today")), ("7", _("Last 7 days")), ("30", _("Last 30 days"))]
DISTANCES = [
    ("10", _("10 km around")),
    ("30", _("30 km around")),
    ("60", _("60 km around")),
    ("150", _("150 km around")),
]
_GROUPS = {
    "contract": Group.CONTRACT,
    "schedule": Group.SCHEDULE,
    "remote": Group.REMOTE,
    "housing": Group.HOUSING,
    "experience": Group.EXPERIENCE,
    "quota": Group.QUOTA,
    "occupation": Group.OCCUPATION,
}


class SearchForm(forms.Form):
    """Every parameter that the search page knows."""

    q = forms.CharField(label=_("What work?"), required=False, max_length=LONGEST_TEXT)
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    km = forms.TypedChoiceField(
        label=_("Distance"), required=False, choices=[("", _("As usual")), *DISTANCES], coerce=int, empty_value=None
    )
    posted = forms.TypedChoiceField(
        label=_("Posted"), required=False, choices=[("", _("Any time")), *POSTED], coerce=int, empty_value=None
    )
    pay_from = AmountField(
        label=_("Pay from, som a month"),
        required=False,
        min_value=0,
        max_value=HIGHEST_PAY,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Write an amount from 0 to 999999999.")),
    )
    unknown_pay = forms.ChoiceField(required=False, choices=[("keep", _("Keep")), ("drop", _("Leave out"))])
    contract = forms.MultipleChoiceField(label=_("Contract"), required=False, choices=Contract.choices)
    schedule = forms.MultipleChoiceField(label=_("Hours"), required=False, choices=Schedule.choices)
    remote = forms.MultipleChoiceField(label=_("Remote work"), required=False, choices=Remote.choices)
    housing = forms.MultipleChoiceField(label=_("Housing"), required=False, choices=Housing.choices)
    experience = forms.MultipleChoiceField(
        label=_("Experience"), required=False, choices=[("none", _("No experience needed"))]
    )
    quota = forms.MultipleChoiceField(
        label=_("Open to"), required=False, choices=[("yes", _("People with a disability"))]
    )
    occupation = forms.UUIDField(required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=SORTS)
    after = forms.CharField(required=False, max_length=400)

    def __init__(self, given: QueryDict) -> None:
        super().__init__(given)
        self.given = given

    def clean(self) -> dict[str, Any]:
        """Refuse a value that is given twice where one is meant: nobody can tell which counts."""
        super().clean()
        for name, values in self.given.lists():
            if name in self.fields and len(values) > 1 and not isinstance(self.fields[name], forms.MultipleChoiceField):
                self.add_error(name, _("This is asked twice. Leave one of them out."))
        return self.cleaned_data

    def refuse_unknown(self, given: QueryDict) -> None:
        """Refuse parameters that the page does not know, with the nearest name."""
        refuse_unknown(given, self.fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was asked: the query, the place it was read as, and others of that name, each as it is told.

    `km_unused` says that a distance was asked for and no town to count it from.
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
            filters[group] = [str(value)] if name == "occupation" else list(value)
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
        posted_within=timedelta(days=values["posted"]) if values.get("posted") else None,
        sort=Sort.RELEVANCE if sort is Sort.DISTANCE and near is None else sort,
        size=PAGE,
        cursor=values.get("after") or "",
    )
    unknown = bool(values.get("place")) and place is None
    return Asked(query, place, others, unknown, km_unused=bool(km) and near is None and not unknown)


def _place(text: str, language: str) -> tuple[NamedPlace | None, tuple[tuple[NamedPlace, str], ...]]:
    found = told_apart(places_meant(text, language)) if text else []
    return (found[0][0], tuple(found[1:])) if found else (None, ())
