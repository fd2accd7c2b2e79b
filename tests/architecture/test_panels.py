"""Panels stand at places that a page declares; a place that is written wrong would never be seen."""

import pytest
from django.http import HttpRequest
from django.urls import get_resolver

from firststop.core import panels


@pytest.fixture(autouse=True)
def every_page() -> None:
    """Import every view: places are declared beside them."""
    assert get_resolver().url_patterns


def nothing(_request: HttpRequest, _subject: str | None) -> None:
    """Stand at a place and show nothing."""


def test_every_panel_stands_at_a_place_of_a_page() -> None:
    assert panels.places_without_page() == []


def test_a_panel_at_a_place_that_no_page_declares_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_registered", {**panels._registered})
    panels.register("vacancy.actoins", nothing, order=10)
    assert panels.places_without_page() == ["vacancy.actoins"]
