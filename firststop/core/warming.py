"""What a web server does once before its first page, so that nobody's page waits for it."""

from collections.abc import Callable

_first: dict[str, Callable[[], object]] = {}


def warm(name: str, function: Callable[[], object]) -> None:
    """Let `function` run once when a web server starts; packages call it in `AppConfig.ready()`."""
    _first[name] = function


def warm_up() -> list[str]:
    """Run everything that packages named, in order; return the names."""
    for function in _first.values():
        function()
    return list(_first)
