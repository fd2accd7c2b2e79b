"""Reading the table of doors, and knocking at them: who comes in at which route."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.scene import Scene

#: A parameter of a route that is called otherwise in the scene.
CALLED = {"concept_id": "occupation"}
OPEN, SIGN_IN, NOT_THERE, SECOND_FACTOR = "+", "s", "-", "2"


@dataclass(frozen=True)
class Door:
    """One row: a route with what its address says, how it is used, and what each finds there."""

    route: str
    facts: tuple[tuple[str, str], ...]
    how: str
    cells: tuple[tuple[str, str], ...]

    @property
    def row(self) -> str:
        """What the row is called in a report."""
        return " ".join([self.route, *(f"{name}={value}" for name, value in self.facts)])

    def expected(self) -> dict[str, str]:
        """Return what each finds."""
        return dict(self.cells)

    def address(self, scene: Scene, ids: dict[str, str] | None = None) -> str:
        """Return the address in English, with `ids` in place of the scene's."""
        known, said = {**scene.ids, **(ids or {})}, dict(self.facts)
        values = {}
        for name, is_id in parameters(self.route).items():
            word = said.get(name, CALLED.get(name, name))
            values[name] = known[word] if is_id else word
        with translation.override("en"):
            return reverse(self.route, kwargs=values)


def read_table(table: str) -> list[Door]:
    """Read rows of: route, facts of its address, how it is used (get, post or both), one cell for each column."""
    head, *rows = (line.split() for line in table.strip().splitlines() if line.strip() and not line.startswith("#"))
    columns = head[2:]
    doors = []
    for route, *rest in rows:
        cells = rest[-len(columns) :]
        *facts, how = rest[: -len(columns)]
        pairs = tuple((name, value) for name, _equal, value in (fact.partition("=") for fact in facts))
        doors.append(Door(route, pairs, how, tuple(zip(columns, cells, strict=True))))
    return doors


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield (name, route) of every route of the project."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry


def parameters(route: str) -> dict[str, bool]:
    """Return the parameters in a route's address, with whether each is the id of a record."""
    entry = next(entry for name, entry in routes() if name == route)
    converters = entry.pattern.converters
    return {name: type(kind).__name__ != "SlugConverter" and name != "name" for name, kind in converters.items()}


def knock(client: Client, door: Door, address: str, says: dict[str, str], *, deed: bool = False) -> str:
    """Return what is found behind a door: by GET where it can be read, else, or where `deed`, by a POST of `says`."""
    answer = client.post(address, says) if deed or door.how == "post" else client.get(address)
    path = urlsplit(answer.get("Location", "")).path
    if answer.status_code == 404:
        return NOT_THERE
    if answer.status_code == 302 and path == "/en/account/sign-in/" and "next=" in answer["Location"]:
        return SIGN_IN
    if answer.status_code == 302 and path == "/en/account/second-factor/":
        return SECOND_FACTOR
    if answer.status_code in (200, 302, 400, 403, 409, 410):
        return OPEN
    return str(answer.status_code)
