"""What a web server does once before its first page, so that nobody's page waits for it.

It runs before the workers are forked (`core.web`): nothing here opens a connection or starts a thread.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import get_resolver
from django.utils import translation

_first: dict[str, Callable[[], object]] = {}


def warm(name: str, function: Callable[[], object]) -> None:
    """Let `function` run once when a web server starts; packages call it in `AppConfig.ready()`."""
    _first[name] = function


def warm_up() -> list[str]:
    """Run everything that packages named, in order; return the names."""
    for function in _first.values():
        function()
    return list(_first)


def read_addresses() -> None:
    """Import every view; Django does it at the first request otherwise."""
    _ = get_resolver().url_patterns


def read_languages() -> None:
    """Read the catalogues of every language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Language")
