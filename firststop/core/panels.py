"""Panels: how a page of a lower package grows upwards without knowing who stands on it.

A page declares a named place; a higher package registers a function for it in its `AppConfig.ready()`. Panels show,
they never decide: a panel that its reader may not see is None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Panel:
    """One piece of a page: a template of the registering package and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


PanelFunction = Callable[[HttpRequest, str | None], Panel | None]


@dataclass(frozen=True, slots=True)
class _Registered:
    order: int
    name: str
    function: PanelFunction


_places: set[str] = set()
_registered: dict[str, list[_Registered]] = {}


def declare(place: str) -> str:
    """Declare a place on a page, such as ``vacancy.actions``; declaring twice is harmless."""
    _places.add(place)
    return place


def register(place: str, function: PanelFunction, *, order: int) -> None:
    """Put `function` at `place`; panels show in `order`, then by name.

    The page may declare the place later; a guard test finds places that no page declares.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    others = [panel for panel in _registered.get(place, []) if panel.name != name]
    _registered[place] = sorted([*others, _Registered(order, name, function)], key=lambda it: (it.order, it.name))


def panels_at(place: str, request: HttpRequest, subject_id: str | None = None) -> list[Panel]:
    """Return what this reader sees at `place`. KeyError for an undeclared place."""
    if place not in _places:
        raise KeyError(f"no page declares the place {place!r}")
    shown = (registered.function(request, subject_id) for registered in _registered.get(place, []))
    return [panel for panel in shown if panel is not None]


def registered_places() -> dict[str, list[str]]:
    """Return every place with the names of its panel functions, for the guard test and the docs."""
    return {place: [panel.name for panel in _registered.get(place, [])] for place in sorted(_places)}


def places_without_page() -> list[str]:
    """Return the places that somebody registered at and no page declares."""
    return sorted(_registered.keys() - _places)
