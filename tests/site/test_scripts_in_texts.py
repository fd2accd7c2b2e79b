"""Whatever people write is shown as text: no script, no tag, no template, no strange link runs anywhere."""

import copy
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from tests.scene import ROLES, Scene, searchable, undone
from tests.site.doors import OPEN, Door
from tests.site.forms import forms_of
from tests.site.locked import open_doors
from tests.site.test_doors import OPERATIONS, PAGES, ad

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-08", "SR-42")]
#: A tag, an attribute that ends early, a script that ends early, and a template that would say 1337.
SCRIPT = """‹"'></script><script>run()</script><img src=x onerror=run()>{{ 7|add:1330 }}{% now "Y" %}›"""
#: What the schema of a record lets through, since it refuses tags.
ATTRIBUTE = """‹"' onerror=run() x="{{ 7|add:1330 }}›"""
SHORT = "‹\"'><img src=x onerror=run()>›"
LINK = "javascript:run()//"
#: Texts that may be formatted: what is in the database has been cleaned at the door.
FORMATTED = re.compile(r"^\s*<(p|ul|ol|h\d)>")


def ran(answer: Any) -> list[str]:
    """Return what of a poisoned page a browser would run, or a template has worked out."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    plain = HttpResponse(said, content_type="text/html")
    found = [one for one in open_doors(plain, https=False) if one.startswith(("inline", "strange", "another host"))]
    return [*found, *re.findall("1337", html.unescape(said).replace("1330", ""))]


def poisoned(value: Any, most: int | None = None, scripts: tuple[str, ...] = (SCRIPT, SHORT, ATTRIBUTE)) -> Any:
    """Return a value of a column with a script in each text that people wrote."""
    if isinstance(value, dict):
        return {key: poisoned(item, scripts=(ATTRIBUTE,)) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, scripts=(ATTRIBUTE,)) for item in value]
    if not isinstance(value, str) or "‹" not in value or FORMATTED.match(value):
        return value
    for script in scripts:
        new = value.replace("‹", script[:-1], 1)
        if most is None or len(new) <= most:
            return new
    return value


def poison() -> int:
    """Write scripts into every text of the scene that people wrote; return into how many."""
    done = 0
    for model in apps.get_models():
        columns = [
            one
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.all() if columns else ():
            for column in columns:
                before = getattr(row, column.attname)
                after = poisoned(before, getattr(column, "max_length", None))
                if after != before:
                    with transaction.atomic():
                        model._default_manager.filter(pk=row.pk).update(**{column.attname: after})
                    done += 1
    return done


def acts(scene: Scene) -> Iterator[tuple[Door, str, Client]]:
    """Yield each page with the last who come in."""
    clients = {role: scene.client(role) for role in ROLES}
    for door in PAGES:
        inside = [role for role, cell in door.expected().items() if cell == OPEN]
        if inside and door.how != "post":
            role = next((role for role in ("owner", "seeker") if role in inside), inside[-1])
            yield door, role, clients[role]


def test_a_script_in_any_text_is_shown_as_text_on_every_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with undone():
        assert poison() > 60
        searchable(monkeypatch)
        found, shown = {}, 0
        for door, role, client in acts(scene):
            answer = client.get(door.address(scene))
            if ran(answer):
                found[f"{door.row} {role}"] = ran(answer)
            if answer.get("Content-Type", "").startswith("text/html"):
                shown += escape("<img src=x onerror=run()>") in answer.content.decode()
        assert found == {}
        assert shown > 25
        for door in OPERATIONS:
            if door.how == "get":
                answer = Client().get(door.address(scene) + ("?text=s" if "suggest" in door.route else ""))
                assert answer["Content-Type"].partition(";")[0].endswith("json"), door.row


@pytest.mark.parametrize("text", [SCRIPT, LINK], ids=["script", "link"])
def test_a_script_in_any_field_of_any_form_is_taken_as_text(scene: Scene, text: str) -> None:
    found, sent = {}, set()
    for door, role, client in acts(scene):
        page, cookies = client.get(door.address(scene)), copy.deepcopy(client.cookies)
        if page.streaming or not page.get("Content-Type", "").startswith("text/html"):
            continue
        for number, form in enumerate(forms_of(page.content.decode())):
            target = form.action or door.address(scene)
            if not form.written or (target, frozenset(form.written)) in sent:
                continue
            sent.add((target, frozenset(form.written)))
            with undone():
                ask = client.post if form.method == "post" else client.get
                answer = ask(target, form.filled(text, everywhere=True), follow=True)
                if ran(answer) or answer.status_code >= 500:
                    found[f"{door.row} {role} {number}"] = [answer.status_code, *ran(answer)]
            client.cookies = copy.deepcopy(cookies)
    assert found == {}
    assert len(sent) > 25


TEXTS = ["title", "description", "tasks", "requirements", "conditions", "employer_name"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_script_in_a_text_of_the_api_is_refused_or_shown_as_text(scene: Scene, name: str) -> None:
    body = json.dumps({**ad(scene, 50), name: SCRIPT})
    key = {"Authorization": f"Bearer {scene.keys['own key']}"}
    with undone():
        answer = Client(headers=key).post("/api/v1/vacancies", body, content_type="application/json")
        assert answer.status_code in (201, 400), answer.content
        if answer.status_code == 201:
            for page in (f"/en/vacancies/{answer.json()['id']}", "/en/vacancies/mine"):
                shown = scene.client("owner").get(page)
                assert (shown.status_code in (200, 404), ran(shown)) == (True, [])


@pytest.mark.parametrize(
    "link", [LINK, "data:text/html,<script>run()</script>", "file:///etc/passwd", "vbscript:run()"]
)
def test_a_link_leads_to_the_web_or_is_refused(scene: Scene, link: str) -> None:
    key = {"Authorization": f"Bearer {scene.keys['own key']}"}
    for changed in ({"apply_channels": [{"kind": "url", "value": link}]}, {"original_url": link}):
        body = json.dumps({**ad(scene, 51), **changed})
        with undone():
            answer = Client(headers=key).post("/api/v1/vacancies", body, content_type="application/json")
        assert answer.status_code == 400, changed


def test_a_page_that_shows_a_text_as_it_came_is_caught() -> None:
    for said in (
        SCRIPT,
        f'<a href="{LINK}">',
        "<p>1337",
        "<script type='application/ld+json'>\"" + SCRIPT + '"</script>',
    ):
        assert ran(HttpResponse(said, content_type="text/html"))
    assert ran(HttpResponse(escape(SCRIPT), content_type="text/html")) == []
