"""An error in any policy, rule, hook or panel opens nothing and says nothing (SR-08)."""

import copy
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from firststop.core import panels
from firststop.core.access import access_of
from firststop.core.panels import Panel
from tests.scene import ROLES, Scene, fingerprint, searchable, undone
from tests.site.breaking import Breaker, breakable
from tests.site.doors import OPEN, Door
from tests.site.test_doors import OPERATIONS, PAGES, SAYS, ad

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-08")]
INSIDE = re.compile(r"Traceback|SELECT|PRIVATE|Broken|RuntimeError|File \"|firststop\.\w+\.\w+")
#: A door of the table, who comes to it, and how.
Act = tuple[Door, str, str]


class Walk:
    """Does deeds at doors, each taken back, and remembers which pieces each asked."""

    def __init__(self, scene: Scene, breaker: Breaker) -> None:
        self.scene, self.breaker = scene, breaker
        self.clients = {role: scene.client(role) for role in ROLES}
        for client in self.clients.values():
            client.raise_request_exception = False

    def acts(self) -> Iterator[Act]:
        for door in PAGES:
            inside = [role for role, cell in door.expected().items() if cell == OPEN]
            for role in inside[-1:]:
                yield from ((door, role, verb) for verb in ("get", "post") if door.how in (verb, "both"))
        yield from ((door, "own key", door.how) for door in OPERATIONS)

    def do(self, act: Act) -> Any:
        """Do one act; where it was not taken, assert that it left nothing."""
        door, role, verb = act
        address = door.address(self.scene)
        self.breaker.called.clear()
        if role == "own key":
            client = Client(headers={"Authorization": f"Bearer {self.scene.keys[role]}"}, raise_request_exception=False)
            query = "?text=s" if "suggest" in door.route else ""
            one = ad(self.scene, 77)
            body = [one] if door.route == "api-send_vacancies" else one
            return client.generic(verb.upper(), address + query, json.dumps(body), content_type="application/json")
        client = self.clients[role]
        cookies = copy.deepcopy(client.cookies)
        try:
            return client.post(address, SAYS) if verb == "post" else client.get(address)
        finally:
            client.cookies = cookies


@pytest.fixture
def walk(scene: Scene, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    searchable(monkeypatch)
    settings.BROKEN_PANELS_STOP_PAGES = False
    with breakable(PAGES, scene) as breaker:
        yield Walk(scene, breaker)


def asked(walk: Walk) -> dict[str, list[Act]]:
    """Return for each piece the acts that ask it when all goes well."""
    found: defaultdict[str, list[Act]] = defaultdict(list)
    for act in walk.acts():
        with undone():
            walk.do(act)
        for piece in walk.breaker.called:
            found[piece].append(act)
    return found


def test_an_error_in_a_policy_a_rule_or_a_hook_opens_nothing_and_says_nothing(walk: Walk) -> None:
    wrong: list[str] = []
    tried: Counter[str] = Counter()
    for piece, acts in sorted(asked(walk).items()):
        kind = walk.breaker.pieces[piece]
        walk.breaker.broken = piece
        for act in acts if kind == "policy" else _few(acts):
            with undone():
                before = fingerprint() if act[2] != "get" else {}
                answer = walk.do(act)
                after = fingerprint() if act[2] != "get" else {}
            tried[kind] += 1
            what = f"{kind} {piece} at {act[0].row} {act[2]}: {answer.status_code}"
            said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
            if INSIDE.search(said):
                wrong.append(f"{what} says {INSIDE.findall(said)[:2]}")
            if before != after:
                wrong.append(f"{what} changed {[name for name in before if before[name] != after[name]]}")
            if kind == "policy" and answer.status_code < 400 and _is_doors_own(piece, act[0].address(walk.scene)):
                wrong.append(f"{what} is open")
            if kind == "panel" and answer.status_code == 500:
                wrong.append(f"{what} broke its page")
        walk.breaker.broken = None
    assert wrong == []
    assert tried["policy"] > 100
    assert tried["panel"] > 25
    assert min(tried["rule"], tried["hook"]) > 3


def _few(acts: list[Act]) -> list[Act]:
    """Return a reading and a deed of those that ask a piece."""
    return [act for verb in ("get", "post") for act in [act for act in acts if act[2] == verb][:1]]


def _is_doors_own(piece: str, address: str) -> bool:
    access = access_of(resolve(address).func)
    policy = access.policy if access else None
    return policy is not None and f"{policy.__module__}.{policy.__qualname__}" == piece


def boom(*_args: object) -> Panel:
    raise RuntimeError('SELECT "PRIVATE"')


@pytest.mark.parametrize("broken", [boom, lambda *_args: Panel("nowhere.html"), lambda *_args: Panel("core/nothing")])
def test_a_broken_panel_is_left_out_and_its_neighbours_stay(
    scene: Scene, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: Any
) -> None:
    client, place = scene.client("seeker"), "vacancy.actions"
    page = f"/en/vacancies/{scene.ids['vacancy']}"
    whole = client.get(page).content.decode()
    monkeypatch.setitem(panels._registered, place, [*panels._registered[place], panels._Registered(99, "b", broken)])
    with pytest.raises(Exception, match=r"PRIVATE|nowhere|nothing"):
        client.get(page)
    settings.BROKEN_PANELS_STOP_PAGES = False
    answer = client.get(page)
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert (answer.status_code, tokens.sub("", answer.content.decode())) == (200, tokens.sub("", whole))
    assert "is broken" in caplog.text
    assert "PRIVATE" not in caplog.text


def test_a_fault_of_ours_is_told_to_programs_as_a_problem_document(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firststop.vacancies.finding.reader", boom)
    answer = Client(raise_request_exception=False, headers={"Accept-Language": "ru"}).get("/api/v1/vacancies")
    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert (said["status"], said["rule"], INSIDE.findall(answer.content.decode())) == (500, "fault", [])
