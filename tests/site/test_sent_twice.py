"""A form that is sent twice does its work once: a tired thumb, a slow line, a reload make no second record."""

import copy
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.scene import Scene, undone
from tests.site.forms import Form, forms_of
from tests.site.test_scripts_in_texts import acts

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("C-07")]
#: What is written into the empty fields; the first that makes a form do something is sent twice.
WRITINGS = ("‹Текст›", "12", "new@firm.example", "0700 55 66 77")
#: What tells of each request, also of one that writes what stands there already: who looked, and what changed when.
LOGS = {"sessions.Session", "core.RecordRead", "core.Change", "pghistory.Context"}
#: A second new password is a change of its own, of which its owner is told.
TOLD_EACH_TIME = "/en/account/password/"


def rows() -> Counter[str]:
    """Return how many records there are of each kind, logs and histories apart."""
    names = {model._meta.label: model for model in apps.get_models() if model._meta.managed}
    return Counter(
        {
            name: model._default_manager.count()
            for name, model in names.items()
            if name not in LOGS and not name.endswith("Event") and not name.startswith("procrastinate")
        }
    )


def send(client: Client, form: Form, target: str, text: str) -> Any:
    """Send a form as a browser does, with `text` in its empty fields."""
    return client.post(target, form.filled(text))


def test_a_form_that_is_sent_twice_makes_no_second_record(scene: Scene) -> None:
    found: dict[str, Any] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    for door, role, client in acts(scene):
        page, cookies = client.get(door.address(scene)), copy.deepcopy(client.cookies)
        if page.streaming or not page.get("Content-Type", "").startswith("text/html"):
            continue
        for form in forms_of(page.content.decode()):
            target = form.action or door.address(scene)
            for text in WRITINGS if form.written else WRITINGS[:1]:
                if form.method != "post" or target == TOLD_EACH_TIME or (target, frozenset(form.sent)) in done:
                    break
                with undone():
                    before = rows()
                    send(client, form, target, text)
                    once = rows()
                    if once != before:
                        done.add((target, frozenset(form.sent)))
                        second = send(client, form, target, text)
                        if rows() != once or second.status_code >= 500:
                            found[f"{door.row} {role} {target}"] = (second.status_code, rows() - once)
                client.cookies = copy.deepcopy(cookies)
    assert found == {}
    assert len(done) > 20
