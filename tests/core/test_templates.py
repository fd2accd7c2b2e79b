"""The frame and the pages of refusal: they stand with nothing behind them, and every template has a use."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from firststop.core.answers import answer_refusal, unavailable
from firststop.core.refusals import Code, refuse
from firststop.core.views import page_not_found, server_error
from tests.site.markup import breaches

PACKAGE = Path(settings.PACKAGE)
BUILD = PACKAGE / "core" / "static" / "core" / "build"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def gone() -> AnonymousUser:
    raise OperationalError("the database is away")


@pytest.fixture
def request_without_database() -> HttpRequest:
    """A signed-in reader's request while nobody can say who they are."""
    request = RequestFactory().get("/en/vacancies")
    request.user = SimpleLazyObject(gone)  # type: ignore[assignment]
    request.session = SimpleLazyObject(gone)  # type: ignore[assignment]
    request._messages = SimpleLazyObject(gone)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_without_a_database_asks_it_nothing(request_without_database: HttpRequest, language: str) -> None:
    with override(language):
        response = answer_refusal(request_without_database, unavailable())
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "20"
    assert breaches(html) == []
    assert f'<html lang="{language}">' in html


def test_our_own_fault_is_told_without_a_database(request_without_database: HttpRequest) -> None:
    response = server_error(request_without_database)
    html = response.content.decode()
    assert response.status_code == 500
    assert breaches(html) == []
    assert "The fault is ours" in html
    assert "fs-navigation" not in html


def stranger() -> HttpRequest:
    request = RequestFactory().get("/en/nowhere")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in Code if code.status < 500])
def test_a_refusal_is_a_page_that_says_what_to_do(code: Code, language: str) -> None:
    with override(language):
        response = answer_refusal(stranger(), refuse(code, "a.rule", "What happened <b>", hint="What to do & how"))
    html = response.content.decode()
    assert response.status_code == code.status
    assert breaches(html) == []
    assert "What happened &lt;b&gt;" in html
    assert "What to do &amp; how" in html
    assert "a.rule" not in html


def test_an_unknown_address_leads_back_to_the_first_page() -> None:
    html = page_not_found(stranger(), Exception()).content.decode()
    assert "There is no such page" in html
    assert 'href="/en/">Go to the first page' in html


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_the_readers_language(client: Client) -> None:
    html = client.get("/ru/nowhere").content.decode()
    assert "Такой страницы нет" in html


def templates() -> list[Path]:
    return sorted(path for name in ("core", "site") for path in (PACKAGE / name / "templates").rglob("*.html"))


def unused(names: list[str], sources: str) -> list[str]:
    """Return the templates that nothing names: a page by its path, a component by its tag."""
    lost = []
    for name in names:
        tag = f"<c-{name.removeprefix('cotton/').removesuffix('.html').replace('_', '-')}"
        used = re.search(rf"{tag}[\s/>]", sources) if name.startswith("cotton/") else f'"{name}"' in sources
        if not used:
            lost.append(name)
    return lost


def test_every_template_has_a_use() -> None:
    sources = "".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*") if p.suffix in (".py", ".html"))
    names = ["/".join(path.parts[path.parts.index("templates") + 1 :]) for path in templates()]
    assert unused(names, sources) == []
    assert unused(["core/forgotten.html", "cotton/no_use.html"], sources) == [
        "core/forgotten.html",
        "cotton/no_use.html",
    ]


@pytest.mark.parametrize("name", ["firststop.css", "firststop.js", "fonts.css"])
def test_what_is_built_names_no_source_map_and_no_other_host(name: str) -> None:
    text = (BUILD / name).read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org", "https://www.w3.org"}


def test_a_second_build_changes_nothing() -> None:
    before = {path: path.stat().st_mtime_ns for path in BUILD.iterdir()}
    subprocess.run([sys.executable, str(PACKAGE.parent / "frontend" / "build.py")], check=True)
    assert {path: path.stat().st_mtime_ns for path in BUILD.iterdir()} == before


def test_a_font_is_loaded_only_for_the_letters_it_has() -> None:
    faces = (BUILD / "fonts.css").read_text(encoding="utf-8").split("@font-face")[1:]
    assert len(faces) == 8
    assert all("unicode-range" in face for face in faces)
