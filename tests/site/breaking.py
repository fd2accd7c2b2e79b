"""Everything that decides or adds on: each policy, rule, panel and hook can be broken, one at a time."""

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.urls import resolve

from firststop.core import panels
from firststop.core.access import access_of
from firststop.core.messages import send_message
from firststop.core.reads import record_read, record_reads
from firststop.jobseekers.queries import is_hidden_from
from tests.scene import Scene
from tests.site.doors import Door

#: What an error of ours may carry, and no answer may say.
SECRET = 'Traceback: SELECT secret FROM accounts_account WHERE name = "‹PRIVATE›"'
#: Points where packages hang themselves in, besides panels.
HOOKS: list[Callable[..., Any]] = [is_hidden_from, record_read, record_reads, send_message]


class Broken(Exception):
    """What a broken piece raises."""


class Breaker:
    """Stands before every piece: notes which are called, and lets the one named `broken` raise."""

    def __init__(self) -> None:
        self.called: set[str] = set()
        self.broken: str | None = None
        self.pieces: dict[str, str] = {}

    def before(self, kind: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function` with the breaker before it."""
        name = f"{function.__module__}.{function.__qualname__}"
        self.pieces[name] = kind

        @functools.wraps(function)
        def piece(*args: Any, **kwargs: Any) -> Any:
            self.called.add(name)
            if self.broken == name:
                raise Broken(SECRET)
            return function(*args, **kwargs)

        return piece


def _kind(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "firststop" or "engine" in parts:
        return None
    return {"policies": "policy", "rules": "rule"}.get(next((p for p in parts if p in ("policies", "rules")), ""))


def pieces() -> dict[Callable[..., Any], str]:
    """Return every public function that is a policy, a rule or a hook, with its kind."""
    found: dict[Callable[..., Any], str] = dict.fromkeys(HOOKS, "hook")
    for name, module in list(sys.modules.items()):
        kind = _kind(name)
        for word, value in vars(module).items() if kind else ():
            ours = inspect.isfunction(value) and value.__module__ == name and not word.startswith("_")
            if ours and not inspect.isgeneratorfunction(value):
                found[value] = str(kind)
    return found


@contextmanager
def breakable(doors: list[Door], scene: Scene) -> Iterator[Breaker]:
    """Put the breaker before every piece, wherever it was imported to, until the block ends."""
    breaker, undo = Breaker(), []
    stand_ins = {function: breaker.before(kind, function) for function, kind in pieces().items()}

    def put(holder: Any, name: str, value: Any) -> None:
        undo.append((holder, name, getattr(holder, name)))
        object.__setattr__(holder, name, value) if not inspect.ismodule(holder) else setattr(holder, name, value)

    for module in [module for name, module in sys.modules.items() if name.startswith("firststop.")]:
        for word, value in list(vars(module).items()):
            if inspect.isfunction(value) and value in stand_ins:
                put(module, word, stand_ins[value])
            elif isinstance(value, frozenset) and any(one in stand_ins for one in value if callable(one)):
                put(module, word, frozenset(stand_ins.get(one, one) for one in value))
    for access in {
        id(found): found for door in doors if (found := access_of(resolve(door.address(scene)).func))
    }.values():
        if access.policy in stand_ins:
            put(access, "policy", stand_ins[access.policy])
    before = dict(panels._registered)
    for place, registered in before.items():
        panels._registered[place] = [replace(one, function=breaker.before("panel", one.function)) for one in registered]
    try:
        yield breaker
    finally:
        panels._registered.update(before)
        for holder, name, value in reversed(undo):
            object.__setattr__(holder, name, value) if not inspect.ismodule(holder) else setattr(holder, name, value)
