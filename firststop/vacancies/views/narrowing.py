"""The filters of the search page: their choices with counts, those that are on, and the way without each of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from firststop.vacancies.forms.finding import SearchForm, hours_told
from firststop.vacancies.search import Group, Results

#: Filters with their facet, in the order of the page; the further ones are folded away until one of them is on.
FACETS = (
    ("time_band", Group.TIME_BAND),
    ("schedule", Group.SCHEDULE),
    ("contract", Group.CONTRACT),
    ("remote", Group.REMOTE),
    ("experience", Group.EXPERIENCE),
    ("housing", Group.HOUSING),
)
FURTHER = (("group", Group.PROTECTED), ("quota", Group.QUOTA))
FOLDED = ("skill", "hours_from", "hours_to", "group", "quota")
_DAY = 1_440
Facets = Iterable[tuple[str, Group]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on: the parameter, its value in words, and the address of the search without it."""

    name: str
    words: str
    without: str


def filters(form: SearchForm, results: Results, given: QueryDict, *, occupation: str) -> dict[str, Any]:
    """Return what the page shows of its filters; `occupation` is the name of the one that is asked for."""
    values = form.cleaned_data
    on = list(_chosen(form, values, given, occupation))
    minutes, skills = values.get("minutes"), values.get("skill") or {}
    return {
        "chosen": on,
        "facets": facets(form, results, given),
        "further": facets(form, results, given, FURTHER),
        "further_open": any(one.name in FOLDED for one in on) or bool(form.errors.keys() & set(FOLDED)),
        "posted": posted_choices(form, results),
        "minutes": [(minutes, form.told("minutes", minutes))] if minutes else [],
        "skills": [(str(key), name) for key, name in skills.items()],
        "skill_keys": [str(key) for key in skills],
    }


def facets(form: SearchForm, results: Results, given: QueryDict, which: Facets = FACETS) -> list[dict[str, Any]]:
    """Return each filter with its choices and how many ads each would find.

    Whom a quota is for stands among the groups; by itself it is only shown where an address asks for it.
    """
    shown = []
    for name, group in which:
        counts = results.facets.get(group, {})
        chosen = given.getlist(name)
        choices = [
            (value, label, "", counts.get(value, 0))
            for value, label in form.fields[name].choices  # type: ignore[attr-defined]
            if (counts.get(value) and name != "quota") or value in chosen
        ]
        if choices:
            shown.append({"name": name, "label": form.fields[name].label, "choices": choices, "chosen": chosen})
    return shown


def posted_choices(form: SearchForm, results: Results) -> list[tuple[Any, str]]:
    """Return the choices of when an ad was posted, with how many ads each would find where that was counted."""
    counts = results.facets.get("posted_within", {})
    choices: list[tuple[Any, str]] = form.fields["posted"].choices  # type: ignore[attr-defined]
    numbers = [counts.get(str(int(value) * _DAY)) if value else None for value, _label in choices]
    return [
        (value, str(label) if number is None else f"{label} ({number})")
        for (value, label), number in zip(choices, numbers, strict=True)
    ]


def _chosen(form: SearchForm, values: Mapping[str, Any], given: QueryDict, occupation: str) -> Iterator[Chosen]:
    if values.get("occupation") and occupation:
        yield Chosen("occupation", occupation, _without(given, "occupation"))
    for name in ("posted", "minutes"):
        if values.get(name):
            yield Chosen(name, form.told(name, values[name]), _without(given, name))
    for name, _group in (*FACETS, *FURTHER):
        for value in values.get(name) or ():
            yield Chosen(name, form.told(name, value), _but(given, name, [v for v in values[name] if v != value]))
    least, most = values.get("hours_from"), values.get("hours_to")
    if least is not None or most is not None:
        yield Chosen("hours_from", hours_told(least, most), _without(given, "hours_from", "hours_to"))
    skills = values.get("skill") or {}
    for key, name in skills.items():
        yield Chosen("skill", name, _but(given, "skill", [str(other) for other in skills if other != key]))
    for name in ("pay_from", "unknown_pay"):
        if values.get(name) and values[name] != "keep":
            yield Chosen(name, form.told(name, values[name]), _without(given, name))


def clear_address(given: QueryDict) -> str:
    """Return this search without filters."""
    kept = QueryDict(mutable=True)
    for name in ("q", "place", "km"):
        if given.get(name):
            kept[name] = given.get(name, "")
    return _address(kept)


def _without(given: QueryDict, *names: str) -> str:
    kept = given.copy()
    for name in (*names, "after"):
        kept.pop(name, None)
    return _address(kept)


def _but(given: QueryDict, name: str, values: list[str]) -> str:
    kept = given.copy()
    kept.setlist(name, values)
    kept.pop("after", None)
    return _address(kept)


def _address(kept: QueryDict) -> str:
    """Return an address without what was left empty."""
    said = QueryDict(mutable=True)
    for name, values in kept.lists():
        if any(values):
            said.setlist(name, [value for value in values if value])
    return "?" + said.urlencode()
