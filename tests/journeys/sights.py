"""What there is to see in the scene: every page that is read, every form that comes back, every kind of refusal.

All of it is asked before a browser starts, whose event loop lets nobody use the database.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from firststop.vacancies import finding
from firststop.vacancies.enums import TableState
from firststop.vacancies.models import TableUpload
from tests import cast
from tests.journeys.visitor import own_number
from tests.scene import ROLES, VISITOR, Scene, undone
from tests.site.doors import OPEN, Door
from tests.site.forms import forms_of
from tests.site.test_doors import PAGES

#: Of those who come in, who look first; where they see the same, the later ones do not look again.
FIRST = ("owner", "seeker", VISITOR)
#: The page that renews itself.
BEING_READ = "a table that is being read"
#: What a page wants to be asked before it shows its form.
ASKED = {"vacancies:save_search": "?q=sew"}


@dataclass(frozen=True)
class Sight:
    """One page: who sees it where and, where the service cannot be asked again, what it answered."""

    name: str
    role: str
    address: str
    status: int = 200
    answer: Any = None


@dataclass
class Tour:
    """Asks the scene for whatever there is to see, and takes back whatever that changed."""

    scene: Scene
    language: str = "en"
    #: Of how many doors one is opened.
    every: int = 1
    clients: dict[str, Client] = field(default_factory=dict)
    #: Pages that nobody of the scene comes to: everybody is led on to another.
    led_on: set[str] = field(default_factory=set)
    _sent: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.clients = {role: self.scene.client(role) for role in ROLES}
        for client in self.clients.values():
            client.raise_request_exception = False

    def sessions(self) -> dict[str, str]:
        """Return the session's key of each role that is signed in."""
        cookies = {role: client.cookies.get("sessionid") for role, client in self.clients.items()}
        return {role: cookie.value for role, cookie in cookies.items() if cookie}

    def sights(self) -> Iterator[Sight]:
        """Yield all there is to see."""
        for door in [door for door in PAGES if door.how != "post"][:: self.every]:
            yield from self._behind(door)
        yield from self._on_the_way()
        yield from self._refusals()

    def _ask(self, role: str, address: str, says: dict[str, str] | None = None) -> Any:
        client = self.clients[role]
        cookies = copy.deepcopy(client.cookies)
        with undone():
            answer = client.get(address) if says is None else client.post(address, says)
        client.cookies = cookies
        return answer

    def _in_language(self, address: str) -> str:
        return f"/{self.language}/{address.removeprefix('/en/')}" if address.startswith("/en/") else address

    def _behind(self, door: Door) -> Iterator[Sight]:
        """Yield a page as each sees it who sees something else there, and its forms as they are sent back."""
        inside = [role for role, cell in door.expected().items() if cell == OPEN]
        address = self._in_language(door.address(self.scene)) + ASKED.get(door.route, "")
        seen: list[frozenset[str]] = []
        led_on = False
        for role in dict.fromkeys([*[role for role in FIRST if role in inside], *reversed(inside)]):
            if seen and role not in FIRST:
                break
            answer = self._ask(role, address)
            led_on = answer.status_code == 302
            if not is_page(answer) or outline(answer) in seen:
                continue
            seen.append(outline(answer))
            download = answer if "Content-Disposition" in answer else None
            yield Sight(f"{door.row} as {role}", role, address, answer.status_code, download)
            yield from self._sent_empty(door, role, address, answer.content.decode())
        if led_on and not seen:
            self.led_on.add(door.row)

    def _sent_empty(self, door: Door, role: str, address: str, html: str) -> Iterator[Sight]:
        for form in forms_of(html):
            target = form.action or address
            kind = re.sub(r"[0-9a-f-]{36}", "id", target), frozenset(form.sent)
            if form.method != "post" or kind in self._sent:
                continue
            self._sent.add(kind)
            answer = self._ask(role, target, dict.fromkeys(form.sent, ""))
            if is_page(answer) and "govuk-error-summary" in answer.content.decode():
                yield Sight(f"{door.row} as {role}, empty to {kind[0]}", role, target, answer.status_code, answer)

    def _on_the_way(self) -> Iterator[Sight]:
        """Yield pages that only open after a deed, and those that only a demo and those who build pages see."""
        assert cast.AIGUL.phone
        start = f"/{self.language}/"
        known = {"login": cast.AIGUL.phone, "way": "code"}
        new = {"password": "a-Lake-of-7-winds", "given_name": "‹New›", "family_name": "‹Comer›"}
        for name, address, says in [
            ("a code for who is known", f"{start}account/sign-in/", known),
            ("a code for a new number", f"{start}account/sign-up/", {"contact": own_number(), **new}),
            ("a code for a new address", f"{start}account/sign-up/", {"contact": "new@people.example", **new}),
        ]:
            with undone():
                answer = Client().post(address, says, follow=True)
            yield Sight(name, VISITOR, answer.redirect_chain[-1][0], 200, answer)
        with override_settings(DEBUG=True):
            answer = Client().get(f"{start}components")
        yield Sight("components", VISITOR, f"{start}components", 200, answer)
        table = f"{start}vacancies/table/{self.scene.ids['table']}"
        with undone():
            TableUpload.objects.update(state=TableState.WAITING)
            answer = self.clients["owner"].get(table)
        yield Sight(BEING_READ, "owner", table, 200, answer)
        yield Sight("the demo's phone", VISITOR, f"{start}demo/phone")

    def _refusals(self) -> Iterator[Sight]:
        """Yield what is read where nothing else is to be had."""

        def gone(*_given: object) -> None:
            raise OperationalError

        def broken(*_given: object) -> None:
            raise RuntimeError

        start = f"/{self.language}/"
        visitor, search = self.clients[VISITOR], f"{start}vacancies/"
        yield Sight("no such page", VISITOR, f"{start}nowhere", 404)
        late = Client(enforce_csrf_checks=True).post(f"{start}account/sign-up/")
        yield Sight("a form of yesterday", VISITOR, f"{start}account/sign-up/", late.status_code, late)
        for fault in (gone, broken):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(finding, "reader", fault)
                answer = visitor.get(search)
            assert answer.status_code >= 500
            yield Sight(f"search is {fault.__name__}", VISITOR, search, answer.status_code, answer)


def is_page(answer: Any) -> bool:
    """Whether an answer is a whole page to read: no redirect, nothing for programs, no piece of a page."""
    html = answer.get("Content-Type", "").startswith("text/html")
    return html and answer.status_code not in (301, 302) and "<html" in answer.content.decode()


def outline(answer: Any) -> frozenset[str]:
    """Return the kinds of elements in the main part of a page."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return frozenset(re.findall(r"""<\w+|class="[^"]*"|name="[^"]*\"""", main))
