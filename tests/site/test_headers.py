"""Every answer of every route locks the browser down: policy, cookies, hosts (SR-42)."""

import copy
import importlib
from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from firststop.vacancies import finding
from tests.scene import ROLES, Scene, searchable, undone
from tests.site.doors import OPEN
from tests.site.locked import open_doors
from tests.site.test_doors import OPERATIONS, PAGES, SAYS

pytestmark = [pytest.mark.django_db, pytest.mark.row("SR-42")]
#: What a country's settings say about the browser.
OF_PRODUCTION = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "LANGUAGE_COOKIE_")


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """Return the settings that a country's installation is started with, as far as browsers notice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "postgresql://firststop@db.example/firststop")
        patch.setenv("FIRSTSTOP_SECRET_KEY", "x" * 50)
        patch.setenv("FIRSTSTOP_HOSTS", "testserver")
        module = importlib.import_module("firststop.config.settings.production")
    return {name: value for name, value in vars(module).items() if name.startswith(OF_PRODUCTION)}


@pytest.fixture
def https(production: dict[str, Any], settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in production.items():
        setattr(settings, name, value)
    searchable(monkeypatch)


def secure(scene: Scene, role: str) -> Client:
    """Return a client of a role that speaks https, with its session under the name that a country gives it."""
    client = scene.client(role)
    client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"  # as the proxy before a country's service says it
    client.raise_request_exception = False
    if "sessionid" in client.cookies:
        client.cookies["__Host-session"] = client.cookies.pop("sessionid").value
    return client


class Scan:
    """Counts the answers by their status, and keeps what each leaves open."""

    def __init__(self) -> None:
        self.seen: Counter[int] = Counter()
        self.found: dict[str, list[str]] = {}

    def read(self, what: str, answer: Any) -> None:
        self.seen[answer.status_code] += 1
        left = open_doors(answer)
        if left:
            self.found[f"{what} {answer.status_code}"] = left


def test_every_page_and_every_deed_of_every_route_is_locked(scene: Scene, https: None) -> None:
    clients, scan = {role: secure(scene, role) for role in ROLES}, Scan()
    assert clients["seeker"].get("/en/me/").status_code == 200, "the session travels by the cookie of a country"
    for door in PAGES:
        inside = [role for role, cell in door.expected().items() if cell == OPEN]
        for role in dict.fromkeys(["visitor", *inside[:1], *inside[-1:]]):
            client, address = clients[role], door.address(scene)
            cookies = copy.deepcopy(client.cookies)
            for verb, act in (("get", client.get), ("post", client.post)):
                with undone():
                    scan.read(f"{door.row} {role} {verb}", act(address, SAYS if verb == "post" else None))
                client.cookies = copy.deepcopy(cookies)
    assert scan.found == {}
    assert {200, 302, 400, 404, 405} <= scan.seen.keys()
    assert sum(scan.seen.values()) > 500


def test_every_operation_is_locked(scene: Scene, https: None) -> None:
    scan = Scan()
    for number, door in enumerate(OPERATIONS):
        for key in ("", scene.keys["own key"]):
            client = secure(scene, "visitor")
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
            for verb in ("get", "post", "put", "delete"):
                with undone():
                    answer = client.generic(verb.upper(), door.address(scene), b"{}", content_type="application/json")
                    scan.read(f"{door.row} {verb} {bool(key)} {number}", answer)
    assert scan.found == {}
    assert {200, 400, 401, 404, 405} <= scan.seen.keys()


def test_what_goes_wrong_is_locked_too(
    scene: Scene, https: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan, visitor = Scan(), secure(scene, "visitor")
    large = {"reason": "other", "text": "a" * 3_000_000}
    scan.read("too large", visitor.post(f"/en/vacancies/{scene.ids['vacancy']}/report", large))
    scan.read("nowhere", visitor.get("/en/nowhere"))
    scan.read("nowhere for programs", visitor.get("/api/v1/nowhere"))
    scan.read("another method", visitor.put("/en/about"))
    scan.read("a strange host", Client(SERVER_NAME="evil.example").get("/en/", secure=True))
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    for _ in range(2):
        scan.read("too often", visitor.post("/en/account/sign-in/", {"login": "+996700000199", "way": "code"}))
    forgot = Client(enforce_csrf_checks=True)
    scan.read("no token", forgot.post("/en/account/sign-in/", {"login": "+996700000199"}, secure=True))
    for status, error in ((500, RuntimeError("x")), (503, OperationalError("x"))):

        def broken(error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(finding, "reader", broken)
        for page in ("/en/vacancies/", "/api/v1/vacancies"):
            answer = visitor.get(page)
            assert answer.status_code == status
            scan.read(f"broken {page}", answer)
    assert scan.found == {}
    assert {400, 403, 404, 405, 413, 429, 500, 503} <= scan.seen.keys()


def test_files_are_locked_too(https: None, settings: Settings) -> None:
    settings.SERVESTATIC_USE_FINDERS = settings.SERVESTATIC_AUTOREFRESH = True
    client = Client()
    for name in ("core/mark.svg", "core/build/firststop.css", "core/build/firststop.js"):
        answer = client.get(f"/static/{name}", secure=True)
        assert (answer.status_code, open_doors(answer)) == (200, [])


def test_a_country_answers_over_https_only(https: None, client: Client) -> None:
    answer = client.get("/en/about")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/en/about")
    assert client.get("/health").status_code == 200


def test_on_loopback_the_cookies_have_plain_names_and_the_rest_is_locked(scene: Scene) -> None:
    answer = Client().get("/en/account/sign-in/")
    assert open_doors(answer, https=False) == []
    assert "csrftoken" in answer.cookies
    assert "Strict-Transport-Security" not in answer


GOOD = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in [
        ("default-src", "'none'"), ("script-src", "'self'"), ("style-src", "'self'"), ("connect-src", "'self'"),
        ("form-action", "'self'"), ("frame-ancestors", "'none'"), ("base-uri", "'none'"), ("object-src", "'none'"),
    ]),
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Security-Policy": GOOD["Content-Security-Policy"].replace("script-src 'self'", "script-src *")}, ""),
        ({"Content-Security-Policy": GOOD["Content-Security-Policy"] + "; img-src 'unsafe-inline'"}, ""),
        ({"X-Content-Type-Options": ""}, ""),
        ({"X-Frame-Options": "SAMEORIGIN"}, ""),
        ({"Strict-Transport-Security": "max-age=1"}, ""),
        ({"Set-Cookie": "sessionid"}, ""),
        ({}, "<script>1</script>"),
        ({}, "<p style='x'>"),
        ({}, "<img src='x' onerror='y'>"),
        ({}, "<script src='https://cdn.example/x.js'></script>"),
        ({}, "<link rel=stylesheet href='//cdn.example/x.css'>"),
        ({}, "<form action='https://evil.example/'>"),
        ({}, "<a href='javascript:1'>"),
    ],
)  # fmt: skip
def test_what_is_left_open_is_caught(headers: dict[str, str], body: str) -> None:
    answer = HttpResponse(body, content_type="text/html", headers={**GOOD, **headers})
    if "Set-Cookie" in headers:
        del answer["Set-Cookie"]
        answer.set_cookie("sessionid", "x", httponly=True, samesite="Lax")
    assert len(open_doors(answer)) >= 1
    assert open_doors(HttpResponse("<a href='https://firm.example/'>", content_type="text/html", headers=GOOD)) == []
