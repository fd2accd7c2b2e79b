"""The conditions of a saved search: kept as the search page's own parameters, read again by its form.

So a page, a saved search and an alert always mean the same. What is about the moment or the page is not kept: since
when, in which order, which page.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firststop.core.refusals import Code, Problem, Refused, refuse
from firststop.taxonomy.queries import names_of, places_today
from firststop.vacancies.finding import GatheredNames
from firststop.vacancies.forms.finding import USUAL_KM, Asked, SearchForm, asked, hours_told
from firststop.vacancies.search import PartKind, Query, Reading, read_query

Conditions = Mapping[str, list[str]]
#: Parameters that are kept, in the order in which they are told.
LASTING = (
    "q", "place", "km", "occupation", "skill", "schedule", "time_band", "hours_from", "hours_to", "contract", "remote",
    "experience", "housing", "group", "quota", "pay_from", "unknown_pay",
)  # fmt: skip
_LISTS = ("skill", "schedule", "time_band", "contract", "remote", "experience", "housing", "group", "quota")
_HOURS = ("hours_from", "hours_to")
_CONCEPTS = ("occupation", "skill")
_CHANGE = gettext_lazy("Change it and search again.")


def conditions_in(given: QueryDict, language: str) -> dict[str, list[str]]:
    """Return what is kept of an address of the search page.

    Refuses parameters that the page does not know, faulty ones, an unknown place, and a search that asks for nothing:
    it would tell of every vacancy of the country.
    """
    form = SearchForm(given)
    form.refuse_unknown(given)
    values = _cleaned(form)
    meant = asked(values, language)
    if meant.place_unknown:
        raise _place_unknown()
    text = values["q"]
    found = conditions_of(values, meant, read_query(text, GatheredNames([text], language)))
    if not found:
        raise refuse(
            Code.INVALID_VALUE,
            "search.empty",
            _("This search has no condition yet."),
            hint=_("Say what work, where, or choose a filter. Then save the search."),
        )
    return found


def conditions_of(values: Mapping[str, Any], meant: Asked, reading: Reading) -> dict[str, list[str]]:
    """Return what is kept of a search that was read already; nothing where it asks for nothing."""
    said = {name: _said(name, values.get(name), meant) for name in LASTING}
    kept = {name: value for name, value in said.items() if value}
    if set(kept) == {"q"} and all(part.kind is PartKind.IGNORED for part in reading.parts):
        return {}
    return kept


def address_of(conditions: Conditions) -> str:
    """Return what stands behind the question mark of a search page with these conditions."""
    return _given(conditions).urlencode()


class Book:
    """What many conditions mean, and how they are told: as many queries as for one."""

    def __init__(self, many: Iterable[Conditions], language: str) -> None:
        every = list(many)
        codes = [code for kept in every for code in kept.get("place", ())]
        concepts = [uuid.UUID(key) for kept in every for name in _CONCEPTS for key in kept.get(name, ())]
        self._language = language
        self._places = places_today(codes, language) if codes else {}
        self._concepts = names_of(concepts, language) if concepts else {}
        self.names = GatheredNames((text for kept in every for text in kept.get("q", ())), language)

    def query(self, conditions: Conditions) -> Query:
        """Return the search; refuses conditions that were right once, such as a place that is no more."""
        meant = self._asked(conditions)
        if meant.place_unknown:
            raise _place_unknown()
        return meant.query

    def can_read(self, conditions: Conditions) -> bool:
        """Return whether conditions that were right once still are."""
        try:
            self.query(conditions)
        except Refused:
            return False
        return True

    def words(self, conditions: Conditions) -> list[str]:
        """Return the conditions in the active language, in the order of the search page."""
        form = SearchForm(_given(conditions), self._concepts)
        said: list[str] = []
        for name in LASTING:
            if name == "hours_from" and conditions.keys() & {"hours_from", "hours_to"}:
                said.append(hours_told(*(next(iter(conditions.get(end, ())), None) for end in _HOURS)))
            elif name in conditions and name not in ("km", *_HOURS):
                said += self._told(name, conditions, form)
        return said

    def _told(self, name: str, conditions: Conditions, form: SearchForm) -> list[str]:
        values = conditions[name]
        if name == "place":
            return [self._around(conditions)]
        if name in _CONCEPTS:
            return [self._concepts[key] for said in values if (key := uuid.UUID(said)) in self._concepts]
        return [form.told(name, value) for value in values]

    def _around(self, conditions: Conditions) -> str:
        place = self._places.get(conditions["place"][0])
        if place is None:
            return _("a place that we no longer know")
        if place.kind != "settlement":
            return place.name
        km = conditions.get("km", [str(USUAL_KM)])[0]
        return _("%(place)s and %(km)s km around") % {"place": place.name, "km": km}

    def _asked(self, conditions: Conditions) -> Asked:
        return asked(_cleaned(SearchForm(_given(conditions), self._concepts)), self._language, self._places)


def _cleaned(form: SearchForm) -> dict[str, Any]:
    if form.is_valid():
        return form.cleaned_data
    raise Refused(
        [
            Problem(Code.INVALID_VALUE, f"search.{name}", str(errors[0]), f"/{name}", _CHANGE)
            for name, errors in form.errors.items()
        ]
    )


def _given(conditions: Conditions) -> QueryDict:
    given = QueryDict(mutable=True)
    for name in LASTING:
        if name in conditions:
            given.setlist(name, list(conditions[name]))
    return given


def _said(name: str, value: Any, meant: Asked) -> list[str]:
    if not value and (value is None or name not in _HOURS):
        return []
    if name == "place":
        return [meant.place.code] if meant.place else []
    if name == "km":
        return [str(value)] if meant.query.near is not None else []
    if name == "unknown_pay":
        return ["drop"] if value == "drop" else []
    if name in _LISTS:
        return sorted({str(each) for each in value})
    return [" ".join(str(value).split())]


def _place_unknown() -> Refused:
    return refuse(
        Code.INVALID_VALUE,
        "search.place",
        _("We do not know this place."),
        pointer="/place",
        hint=_("Check its spelling, or choose a nearby town."),
    )
