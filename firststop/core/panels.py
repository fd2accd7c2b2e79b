"""Panels: how a page of a lower package grows upwards without knowing who stands on it.

A page declares a named place; a higher package registers a function for it in its `AppConfig.ready()`. Panels show,
they never decide: a panel that its reader may not see is None, and one that is broken is left out of its page.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from firststop.core.database import is_gone

Made = TypeVar("Made")
#: More cards than these do not say what is next.
MOST_CARDS = 3
log = logging.getLogger("firststop.panels")


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
    shown = [
        unless_broken(registered.name, partial(registered.function, request, subject_id))
        for registered in _registered.get(place, [])
    ]
    return [panel for panel in shown if panel is not None]


def drawn_at(place: str, request: HttpRequest, subject_id: str | None = None) -> list[str]:
    """Return the HTML of what this reader sees at `place`."""
    drawn = [
        unless_broken(it.template, partial(render_to_string, it.template, {**it.context}, request=request))
        for it in panels_at(place, request, subject_id)
    ]
    return [html for html in drawn if html is not None]


def cards_at(place: str, request: HttpRequest) -> list[SafeString]:
    """Return the first cards of a home as HTML, each knowing as `main` whether it is the one to begin with."""
    drawn = [
        unless_broken(card.template, partial(_drawn_card, card, request, main="" if at else "yes"))
        for at, card in enumerate(panels_at(place, request)[:MOST_CARDS])
    ]
    return [html for html in drawn if html is not None]


def _drawn_card(card: Panel, request: HttpRequest, *, main: str) -> SafeString:
    return SafeString(render_to_string(card.template, {**card.context, "main": main}, request=request))


def unless_broken(name: str, make: Callable[[], Made]) -> Made | None:
    """Return what a panel makes, or None where it breaks: its page stands without it, and shows nothing of it.

    A database that is away is no fault of a panel. Where `BROKEN_PANELS_STOP_PAGES`, its error goes on: in tests.
    """
    try:
        return make()
    except Exception as error:
        if settings.BROKEN_PANELS_STOP_PAGES or is_gone(error):
            raise
        # The kind and not the words: they may hold what nobody but the reader may read.
        log.error("panel %s is broken: %s", name, type(error).__name__)  # noqa: TRY400
        return None


def places_without_page() -> list[str]:
    """Return the places that somebody registered at and no page declares."""
    return sorted(_registered.keys() - _places)
