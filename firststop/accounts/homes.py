"""Homes: where somebody lands after signing in. Packages above bring one for the hats that they serve."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

#: Returns the address of a home for whoever asks, None where the package has none for the hat that they wear.
Home = Callable[[HttpRequest], str | None]

_homes: list[Home] = []


def register_home(home: Home) -> None:
    """Add a home; packages call it in `AppConfig.ready()`."""
    if home not in _homes:
        _homes.append(home)


def home_of(request: HttpRequest) -> str:
    """Return the address of the home of the hat that a request wears: a package's, else one's own page."""
    found = (home(request) for home in _homes)
    return next((address for address in found if address), reverse("accounts:home"))
