"""A form that is sent twice: the second time nothing happens again, and the answer is calm."""

import copy
from typing import Any

import pytest
from django.db import connection

from tests.scene import NOTED, ROLES, Scene, undone
from tests.site.doors import OPEN, Door
from tests.site.forms import forms_of
from tests.site.test_doors import PAGES, SAYS

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-04")]
#: Tables that note what was tried, not what was done.
TRIES = {"accounts_wrongtries"}
#: What is meant to happen each time: a new code or letter takes the place of the last one.
EACH_TIME: dict[str, str] = {}


def rows() -> dict[str, int]:
    """Return how many rows each table has; the versions in row history belong to their rows."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in NOTED | TRIES]
        names = [name for name in names if not name.endswith("event")]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return {str(name): int(number) for name, number in cursor.fetchall()}


def deeds(door: Door, page: str, address: str) -> list[tuple[str, dict[str, str]]]:
    """Return what can be sent from a page, filled in, and the door's own deed."""
    found = [
        (form.action or address, {**form.filled("‹Why› 1"), **_known(form.sent)})
        for form in forms_of(page)
        if form.method == "post" and not form.takes_file
    ]
    return [*found, *([(address, SAYS)] if door.how != "get" else [])]


def _known(sent: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in SAYS.items() if name in sent and not sent[name]}


def test_a_form_that_is_sent_twice_happens_once(scene: Scene) -> None:
    clients = {role: scene.client(role) for role in ROLES}
    wrong: dict[str, Any] = {}
    did: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for door in PAGES:
        inside = [role for role, cell in door.expected().items() if cell == OPEN]
        for role in dict.fromkeys([*inside[:1], *inside[-1:]]):
            client, address = clients[role], door.address(scene)
            page = client.get(address) if door.how != "post" else None
            is_page = page is not None and page.get("Content-Type", "").startswith("text/html")
            html = page.content.decode() if page is not None and is_page else ""
            cookies = copy.deepcopy(client.cookies)
            for target, says in deeds(door, html, address):
                if (target, role) in seen or "/account/" in target:
                    continue
                seen.add((target, role))
                with undone():
                    before = rows()
                    client.post(target, says)
                    once = rows()
                    answer = client.post(target, says)
                    twice = rows()
                did |= {name for name in once if once[name] > before[name]}
                grown = [name for name in twice if twice[name] > once[name]]
                if (grown and door.route not in EACH_TIME) or answer.status_code >= 500:
                    wrong[f"{target} {role}"] = (answer.status_code, grown)
                client.cookies = copy.deepcopy(cookies)
    assert wrong == {}
    assert {"placements_application"} <= did
    assert len(seen) > 40
